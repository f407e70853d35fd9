//! Pausing, ending and reopening a round (rules E1, E2).

use super::{ConnectionId, Outgoing, Room};
use crate::{
    actor::JoinRank,
    geometry::Point,
    limits,
    op::{Op, RoundEvent},
    protocol::{Control, Problem, ServerMessage, problem_code},
    rights::Rights,
    time::Millis,
};

impl Room {
    pub(super) fn control(
        &mut self,
        connection: ConnectionId,
        rank: JoinRank,
        control: Control,
        now: Millis,
    ) -> Vec<Outgoing> {
        let rights = self
            .connections
            .get(&connection)
            .map_or(Rights::NONE, |state| state.seat.rights);
        let allowed = match control {
            Control::Pause | Control::Resume => rights.pause,
            Control::End | Control::Reopen | Control::Gather(..) => rights.end,
        };
        if !allowed {
            return refuse(connection, problem_code::NOT_ALLOWED, "Your seat may not do this.");
        }
        let ended = self.ended_at.is_some();
        match control {
            Control::Pause if self.paused_since.is_none() && !ended => self.pause(rank, now),
            Control::Resume if self.paused_since.is_some() && !ended => self.resume(rank, now),
            Control::End if !ended => self.end(rank, now),
            Control::Reopen if self.may_reopen(now) => self.reopen(rank, now),
            Control::Reopen if ended => refuse(
                connection,
                problem_code::ROUND_ENDED,
                "A round can be reopened for ten minutes after its end.",
            ),
            Control::Pause | Control::Resume if ended => {
                refuse(connection, problem_code::ROUND_ENDED, "The round has ended.")
            }
            Control::Gather(near, far) => self.gather(rank, (near, far), now),
            // Two people pressed the same button: it is as both wished.
            Control::Pause | Control::Resume | Control::End | Control::Reopen => Vec::new(),
        }
    }

    /// Everybody else is asked to look somewhere; not again before they had time to.
    fn gather(&mut self, rank: JoinRank, view: (Point, Point), now: Millis) -> Vec<Outgoing> {
        let too_soon = |last: Millis| now < last + Millis(limits::GATHER_INTERVAL_MILLIS);
        let Some(client) = self
            .clients
            .get(&rank)
            .filter(|_| !self.gathered_at.is_some_and(too_soon))
        else {
            return Vec::new();
        };
        let by = client.record.actor;
        self.gathered_at = Some(now);
        let others = self.welcomed().filter(|(_, other)| *other != rank);
        others
            .map(|(connection, _)| Outgoing::Send {
                connection,
                message: ServerMessage::Gather { by, view },
            })
            .collect()
    }

    pub(super) fn note_round_event(&mut self, event: RoundEvent, at: Millis) {
        match event {
            RoundEvent::Paused => self.paused_since = Some(at),
            RoundEvent::Ended => {
                self.ended_at = Some(at);
                let until = at + Millis(limits::GRACE_AFTER_END_MILLIS);
                for client in self.clients.values_mut() {
                    client.owes_until = Some(until);
                }
            }
            RoundEvent::Reopened => (self.ended_at, self.locked) = (None, false),
        }
    }

    fn pause(&mut self, rank: JoinRank, now: Millis) -> Vec<Outgoing> {
        let mut out = self.record_event(rank, Op::Round(RoundEvent::Paused), now);
        self.paused_since = Some(now);
        out.append(&mut self.tell_state(now));
        out
    }

    fn resume(&mut self, rank: JoinRank, now: Millis) -> Vec<Outgoing> {
        self.paused_since = None;
        let mut out = self.record_event(rank, Op::Gap(Box::new(self.board.snapshot())), now);
        out.push(Outgoing::DropScratch);
        out.append(&mut self.tell_state(now));
        out
    }

    fn end(&mut self, rank: JoinRank, now: Millis) -> Vec<Outgoing> {
        let mut out = if self.paused_since.is_some() {
            self.resume(rank, now)
        } else {
            Vec::new()
        };
        out.append(&mut self.record_event(rank, Op::Round(RoundEvent::Ended), now));
        self.ended_at = Some(now);
        let (away_until, here_until) = (
            now + Millis(limits::GRACE_AFTER_END_MILLIS),
            now + Millis(limits::GRACE_AFTER_RETURN_MILLIS),
        );
        let here = self
            .welcomed()
            .filter_map(|(_, rank)| self.clients.get(&rank))
            .map(|client| client.record.actor);
        let here = here.collect::<Vec<_>>();
        for client in self.clients.values_mut() {
            let works = client
                .seat
                .as_ref()
                .is_none_or(|seat| seat.rights.draw || seat.rights.code);
            client.owes_until = match client.connection {
                _ if !works => None,
                Some(_) => Some(here_until),
                // An old tab of somebody who is here in another one is not waited for.
                None if here.contains(&client.record.actor) => None,
                None => Some(away_until),
            };
        }
        out.append(&mut self.tell_state(now));
        out
    }

    fn may_reopen(&self, now: Millis) -> bool {
        self.ended_at
            .is_some_and(|ended| now <= ended + Millis(limits::GRACE_AFTER_END_MILLIS))
    }

    fn reopen(&mut self, rank: JoinRank, now: Millis) -> Vec<Outgoing> {
        (self.ended_at, self.locked) = (None, false);
        for client in self.clients.values_mut() {
            client.owes_until = None;
        }
        let mut out = self.record_event(rank, Op::Round(RoundEvent::Reopened), now);
        out.append(&mut self.tell_state(now));
        out
    }

    pub(super) fn drained(&mut self, rank: JoinRank, now: Millis) -> Vec<Outgoing> {
        if let Some(client) = self.clients.get_mut(&rank).filter(|_| self.ended_at.is_some()) {
            client.owes_until = None;
        }
        self.lock_when_due(now)
    }

    /// Locks an ended round once nobody owes work any more or the grace has run out.
    pub(super) fn lock_when_due(&mut self, now: Millis) -> Vec<Outgoing> {
        let Some(ended_at) = self.ended_at.filter(|_| !self.locked) else {
            return Vec::new();
        };
        let over = now > ended_at + Millis(limits::GRACE_AFTER_END_MILLIS);
        let owed = self
            .clients
            .values()
            .any(|client| client.owes_until.is_some_and(|until| now <= until));
        if owed && !over {
            return Vec::new();
        }
        self.locked = true;
        self.tell_state(now)
    }

    fn record_event(&mut self, rank: JoinRank, op: Op, now: Millis) -> Vec<Outgoing> {
        let Some(actor) = self.clients.get(&rank).map(|client| client.record.actor) else {
            return Vec::new();
        };
        // Counter 0 is never a client's: nothing waits for this entry's answer.
        match self.record(actor, JoinRank(0), 0, 0, op, now) {
            Ok(stored) => self.announce(stored, None),
            Err(_) => Vec::new(),
        }
    }

    fn tell_state(&self, now: Millis) -> Vec<Outgoing> {
        self.tell_all(&ServerMessage::State(self.state(now)))
    }
}

fn refuse(connection: ConnectionId, code: &str, message: &str) -> Vec<Outgoing> {
    let problem = Problem {
        code: code.to_owned(),
        message: message.to_owned(),
    };
    vec![Outgoing::Send {
        connection,
        message: ServerMessage::Refused(problem),
    }]
}
