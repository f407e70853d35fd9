//! Those who look at one recording together, as a machine: connections, what they ask and the time come in, what to tell whom
//! comes out. Nobody but the leader moves anybody, and nobody gets the lead but from nobody or from the leader.

use std::collections::BTreeMap;

use board::{
    geometry::Point,
    id::ClientId,
    limits::{COORDINATE_MAX, LEADER_AWAY_MILLIS, LED_VIEWERS, NAME_CHARS},
    playback::SPEED_PERCENT,
    room::ConnectionId,
    time::Millis,
};

use super::{Here, Lead, News, Refusal, Request, Shown, Viewer, ViewerId, ViewerKind};

/// What is to be done for a connection.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Outgoing {
    /// Tell it something.
    Tell(ConnectionId, News),
    /// End it: its page has come back over another one.
    Close(ConnectionId),
}

/// Those who look at one recording together.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// All connections; who has not joined is nobody yet.
    connections: BTreeMap<ConnectionId, Option<Member>>,
    lead: Leading,
    /// What the leader shows, and since when.
    shown: Option<(Shown, Millis)>,
    pointer: Option<Point>,
    last_id: u32,
}

#[derive(Clone, Debug)]
struct Member {
    key: ClientId,
    viewer: Viewer,
}

#[derive(Clone, Debug, Default)]
enum Leading {
    #[default]
    Nobody,
    Here(ConnectionId),
    /// Whoever comes back with the same key leads again.
    Away {
        member: Member,
        since: Millis,
    },
}

impl Group {
    /// Lets a connection listen; `None` where there are too many.
    pub fn connect(&mut self, connection: ConnectionId) -> Option<Vec<Outgoing>> {
        if self.connections.len() >= LED_VIEWERS {
            return None;
        }
        self.connections.insert(connection, None);
        Some(vec![self.here_for(connection)])
    }

    /// Nothing is heard of a connection any more.
    pub fn disconnect(&mut self, connection: ConnectionId, now: Millis) -> Vec<Outgoing> {
        let Some(Some(member)) = self.connections.remove(&connection) else {
            return Vec::new();
        };
        if !self.leads(connection) {
            return self.here_for_all();
        }
        self.lead = Leading::Away { member, since: now };
        self.told_of_no_pointer()
    }

    /// Does what is asked for, or says why not.
    pub fn handle(&mut self, connection: ConnectionId, request: Request, now: Millis) -> Vec<Outgoing> {
        let done = match request {
            Request::Join {
                key,
                name,
                kind,
                follows,
            } => self.join(connection, (key, &name, kind, follows), now),
            Request::Leave => self.leave(connection),
            Request::Follow(follows) => self.follow(connection, follows, now),
            Request::Lead => self.take_the_lead(connection),
            Request::HandOver(to) => self.hand_over(connection, to),
            Request::StopLeading => self.stop_leading(connection),
            Request::Show(shown) => self.show(connection, shown, now),
            Request::Point(place) => self.point(connection, place),
        };
        done.unwrap_or_else(|refusal| vec![Outgoing::Tell(connection, News::Refused(refusal))])
    }

    /// Time has passed: a leader who does not come back leads no longer.
    pub fn tick(&mut self, now: Millis) -> Vec<Outgoing> {
        match self.frees_at() {
            Some(at) if at <= now => self.free(),
            Some(_) | None => Vec::new(),
        }
    }

    /// When the lead will be free, while it is kept for somebody.
    pub fn frees_at(&self) -> Option<Millis> {
        match &self.lead {
            Leading::Away { since, .. } => Some(*since + Millis(LEADER_AWAY_MILLIS)),
            Leading::Nobody | Leading::Here(_) => None,
        }
    }

    /// Whether nobody is connected.
    pub fn is_empty(&self) -> bool {
        self.connections.is_empty()
    }

    fn join(
        &mut self,
        connection: ConnectionId,
        (key, name, kind, follows): (ClientId, &str, ViewerKind, bool),
        now: Millis,
    ) -> Result<Vec<Outgoing>, Refusal> {
        if !self.connections.contains_key(&connection) {
            return Ok(Vec::new());
        }
        let name = name_of(name)?;
        let mut outgoing = Vec::new();
        let before = self.member_with(key);
        let mut viewer = match before {
            Some((_, viewer)) => viewer,
            None => Viewer {
                id: self.fresh_id(),
                name: String::new(),
                number: 0,
                follows,
                kind,
            },
        };
        // Whoever comes back has what they had; an earlier connection of theirs is half open at best.
        if let Some((Some(earlier), _)) = self
            .member_with(key)
            .filter(|(earlier, _)| *earlier != Some(connection))
        {
            self.connections.remove(&earlier);
            outgoing.push(Outgoing::Close(earlier));
            if self.leads(earlier) {
                self.lead = Leading::Here(connection);
            }
        } else if matches!(&self.lead, Leading::Away { member, .. } if member.key == key) {
            self.lead = Leading::Here(connection);
        }
        if viewer.name != name {
            viewer.number = self.free_number(&name, key);
            viewer.name = name;
        }
        viewer.follows = follows || self.leads(connection);
        self.connections.insert(connection, Some(Member { key, viewer }));
        outgoing.extend(self.here_for_all());
        outgoing.extend(self.shown_to(connection, now));
        Ok(outgoing)
    }

    fn leave(&mut self, connection: ConnectionId) -> Result<Vec<Outgoing>, Refusal> {
        self.member(connection)?;
        self.connections.insert(connection, None);
        Ok(if self.leads(connection) {
            self.free()
        } else {
            self.here_for_all()
        })
    }

    fn follow(&mut self, connection: ConnectionId, follows: bool, now: Millis) -> Result<Vec<Outgoing>, Refusal> {
        let leads = self.leads(connection);
        // Whoever leads follows nobody and leaves nobody.
        self.member(connection)?.viewer.follows = follows || leads;
        let mut outgoing = self.here_for_all();
        if follows && !leads {
            outgoing.extend(self.shown_to(connection, now));
        }
        Ok(outgoing)
    }

    fn take_the_lead(&mut self, connection: ConnectionId) -> Result<Vec<Outgoing>, Refusal> {
        let member = self.member(connection)?;
        if member.viewer.kind == ViewerKind::Projector {
            return Err(Refusal::NotLeader);
        }
        member.viewer.follows = true;
        match self.lead {
            Leading::Nobody => self.lead = Leading::Here(connection),
            Leading::Here(leader) if leader == connection => {}
            Leading::Here(_) | Leading::Away { .. } => return Err(Refusal::SomebodyLeads),
        }
        Ok(self.here_for_all())
    }

    fn hand_over(&mut self, connection: ConnectionId, to: ViewerId) -> Result<Vec<Outgoing>, Refusal> {
        self.leading(connection)?;
        let mut members = self.connections.iter_mut();
        let found = members.find_map(|(connection, member)| {
            let member = member.as_mut().filter(|member| member.viewer.id == to)?;
            (member.viewer.kind == ViewerKind::Person).then_some((*connection, member))
        });
        let (next, member) = found.ok_or(Refusal::NobodyThere)?;
        member.viewer.follows = true;
        self.lead = Leading::Here(next);
        Ok(self.told_of_no_pointer())
    }

    fn stop_leading(&mut self, connection: ConnectionId) -> Result<Vec<Outgoing>, Refusal> {
        self.leading(connection)?;
        Ok(self.free())
    }

    fn show(&mut self, connection: ConnectionId, shown: Shown, now: Millis) -> Result<Vec<Outgoing>, Refusal> {
        self.leading(connection)?;
        self.shown = Some((within_limits(shown), now));
        let others = self.joined().filter(|other| *other != connection).collect::<Vec<_>>();
        Ok(others
            .into_iter()
            .filter_map(|other| self.shown_to(other, now))
            .collect())
    }

    fn point(&mut self, connection: ConnectionId, place: Option<Point>) -> Result<Vec<Outgoing>, Refusal> {
        self.leading(connection)?;
        let is_on_board = |place: &Point| place.x.abs().max(place.y.abs()) <= COORDINATE_MAX;
        self.pointer = place.filter(is_on_board);
        let others = self.joined().filter(|other| *other != connection);
        Ok(others.map(|other| self.pointer_for(other)).collect())
    }

    /// Nobody leads from now on, and nothing is shown to who comes later.
    fn free(&mut self) -> Vec<Outgoing> {
        self.lead = Leading::Nobody;
        self.shown = None;
        self.told_of_no_pointer()
    }

    fn told_of_no_pointer(&mut self) -> Vec<Outgoing> {
        let pointed = self.pointer.take().is_some();
        let mut outgoing = self.here_for_all();
        if pointed {
            outgoing.extend(self.joined().map(|other| self.pointer_for(other)));
        }
        outgoing
    }

    fn leading(&self, connection: ConnectionId) -> Result<(), Refusal> {
        if self.leads(connection) {
            Ok(())
        } else {
            Err(Refusal::NotLeader)
        }
    }

    fn leads(&self, connection: ConnectionId) -> bool {
        matches!(self.lead, Leading::Here(leader) if leader == connection)
    }

    fn member(&mut self, connection: ConnectionId) -> Result<&mut Member, Refusal> {
        let member = self.connections.get_mut(&connection).and_then(Option::as_mut);
        member.ok_or(Refusal::NotJoined)
    }

    fn joined(&self) -> impl Iterator<Item = ConnectionId> + '_ {
        let joined = self.connections.iter().filter(|(_, member)| member.is_some());
        joined.map(|(connection, _)| *connection)
    }

    /// Who is known by a key, and over which connection unless they are away.
    fn member_with(&self, key: ClientId) -> Option<(Option<ConnectionId>, Viewer)> {
        let mut here = self.connections.iter();
        let found = here.find_map(|(connection, member)| {
            let member = member.as_ref().filter(|member| member.key == key)?;
            Some((Some(*connection), member.viewer.clone()))
        });
        found.or_else(|| {
            self.away()
                .filter(|away| away.key == key)
                .map(|away| (None, away.viewer.clone()))
        })
    }

    fn away(&self) -> Option<&Member> {
        match &self.lead {
            Leading::Away { member, .. } => Some(member),
            Leading::Nobody | Leading::Here(_) => None,
        }
    }

    fn fresh_id(&mut self) -> ViewerId {
        self.last_id = self.last_id.wrapping_add(1);
        ViewerId(self.last_id)
    }

    /// The smallest that nobody else of that name has.
    fn free_number(&self, name: &str, key: ClientId) -> u32 {
        let members = self.connections.values().flatten().chain(self.away());
        let taken = members
            .filter(|member| member.key != key && member.viewer.name == name)
            .map(|member| member.viewer.number)
            .collect::<Vec<_>>();
        (1..).find(|number| !taken.contains(number)).unwrap_or(1)
    }

    fn lead(&self) -> Lead {
        match &self.lead {
            Leading::Nobody => Lead::Free,
            Leading::Here(connection) => match self.connections.get(connection) {
                Some(Some(member)) => Lead::With(member.viewer.id),
                Some(None) | None => Lead::Free,
            },
            Leading::Away { member, .. } => Lead::KeptFor(member.viewer.id),
        }
    }

    fn here_for_all(&self) -> Vec<Outgoing> {
        self.connections
            .keys()
            .map(|connection| self.here_for(*connection))
            .collect()
    }

    fn here_for(&self, connection: ConnectionId) -> Outgoing {
        let you = self.connections.get(&connection).and_then(Option::as_ref);
        let you = you.map(|member| member.viewer.id);
        let lead = self.lead();
        let is_shown = |viewer: &&Viewer| {
            // Who looks on is seen by the others; who only listens learns who leads and no more.
            you.is_some() || lead == Lead::With(viewer.id) || lead == Lead::KeptFor(viewer.id)
        };
        let members = self.connections.values().flatten().chain(self.away());
        let mut viewers = members
            .map(|member| &member.viewer)
            .filter(is_shown)
            .cloned()
            .collect::<Vec<_>>();
        viewers.sort_by_key(|viewer| viewer.id);
        Outgoing::Tell(connection, News::Here(Here { you, viewers, lead }))
    }

    fn shown_to(&self, connection: ConnectionId, now: Millis) -> Option<Outgoing> {
        let (shown, since) = self.shown?;
        let ago_millis = (now - since).0;
        Some(Outgoing::Tell(connection, News::Shown { shown, ago_millis }))
    }

    fn pointer_for(&self, connection: ConnectionId) -> Outgoing {
        Outgoing::Tell(connection, News::Pointer(self.pointer))
    }
}

fn name_of(name: &str) -> Result<String, Refusal> {
    let name = name.trim();
    let is_fine = !name.is_empty() && name.chars().count() <= NAME_CHARS && !name.chars().any(char::is_control);
    is_fine.then(|| name.to_owned()).ok_or(Refusal::Name)
}

/// Whoever is shown it takes the rest from the recording's own length.
fn within_limits(mut shown: Shown) -> Shown {
    let speed = &mut shown.transport.speed_percent;
    *speed = (*speed).clamp(SPEED_PERCENT.0, SPEED_PERCENT.1);
    shown.compared = shown.compared.filter(|compared| compared.from <= compared.to);
    shown
}

#[cfg(test)]
mod tests;
