//! Looking together: the laser, following somebody's view, being asked to look somewhere, and who has stirred lately. All of it is
//! presence: latest wins, nothing of it is on a board (rule P1).

use std::time::Duration;

use board::{
    actor::{ActorIndex, JoinRank},
    colour::Colour,
    geometry,
    protocol::{ClientMessage, Control, Presence, Stance},
    scene::Camera,
};
use kurbo::Point;
use leptos::prelude::*;

use super::{Session, page_millis};
use crate::{canvas::Light, live::Live, people};

/// How long what a laser passed shines, in milliseconds.
pub const SHINES_MILLIS: f64 = 1_000.0;
/// Who did something within this time is active.
const ACTIVE_MILLIS: u64 = 3_000;
/// Who did nothing for this long is idle.
const IDLE_MILLIS: u64 = 60_000;

/// How often it is looked who is idle.
const LOOKS_EVERY: Duration = Duration::from_secs(1);

/// Somebody asks to look at a part of the board.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Who.
    pub by: ActorIndex,
    /// Its near and far corner, in board units.
    pub view: (Point, Point),
    /// Where the person was before they were moved; `None` while they were not.
    pub back: Option<Camera>,
}

/// Whether somebody did anything that others can see.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Activity {
    /// Just now.
    Active,
    /// Within the last minute.
    Here,
    /// Not for this long.
    Idle {
        /// In milliseconds.
        millis: u64,
    },
}

/// How active somebody is who did something so long ago.
pub fn activity_after(quiet_millis: u64) -> Activity {
    match quiet_millis {
        0..ACTIVE_MILLIS => Activity::Active,
        ACTIVE_MILLIS..IDLE_MILLIS => Activity::Here,
        millis => Activity::Idle { millis },
    }
}

impl Session {
    /// The others' stances.
    pub fn stances(&self) -> Live<Vec<(JoinRank, Stance)>> {
        self.signals.stances
    }

    /// Whose view is being followed.
    pub fn following(&self) -> Live<Option<ActorIndex>> {
        self.signals.following
    }

    /// The last time somebody asked to look somewhere, until it is put away.
    pub fn asked(&self) -> Live<Option<Asked>> {
        self.signals.asked
    }

    /// What shines of lasers right now.
    pub fn lights(&self) -> Live<Vec<Light>> {
        self.signals.lights
    }

    /// Follows somebody's view, or nobody's any more. Nobody follows who follows them already, by whatever way round.
    pub fn follow(&self, whom: Option<ActorIndex>) {
        let me = self.signals.me.get_untracked();
        let stances = self.stances_by_actor();
        if let Some(whom) = whom
            && board::presence::leader(me, whom, &stances).is_none()
        {
            let name = self.name_of(whom);
            let words = format!("{name} follows your view already.");
            return self.warn(words);
        }
        self.signals.following.set(whom);
        self.tell_stance();
    }

    /// The part of the board that is to be followed: that of whoever leads the chain. `None` where nobody does any more.
    pub fn followed_view(&self) -> Option<(Point, Point)> {
        let whom = self.signals.following.get()?;
        let me = self.signals.me.get();
        self.signals.stances.track();
        let leader = board::presence::leader(me, whom, &self.stances_by_actor())?;
        let people = self.signals.people.get();
        let ranks = people
            .iter()
            .filter(|person| person.actor == leader && person.away_since.is_none())
            .map(|person| person.rank)
            .collect::<Vec<_>>();
        let stirred = self.state.with_value(|state| state.stirred.clone());
        let last = |rank: &JoinRank| stirred.iter().find(|(own, _)| own == rank).map_or(0, |(_, at)| *at);
        let others = self.signals.others.get();
        // Of several devices the one that is being used.
        let (_, presence) = others
            .iter()
            .filter(|(rank, presence)| ranks.contains(rank) && presence.view.is_some())
            .max_by_key(|(rank, _)| last(rank))?;
        presence.view.map(|(near, far)| (near.to_units(), far.to_units()))
    }

    /// Whether somebody follows this person's view.
    pub fn followers(&self) -> Vec<ActorIndex> {
        let me = self.signals.me.get();
        self.signals.stances.track();
        let mut followers = self.stances_by_actor();
        followers.retain(|(_, following)| *following == me);
        followers.into_iter().map(|(actor, _)| actor).collect()
    }

    /// Asks everybody to look at what this person looks at.
    pub fn gather(&self, view: kurbo::Rect) {
        let corner = geometry::Point::from_units;
        self.control(Control::Gather(
            corner(view.origin()),
            corner(Point::new(view.x1, view.y1)),
        ));
    }

    /// How active somebody is; not tracked, because it changes with time alone.
    pub fn activity(&self, actor: ActorIndex) -> Activity {
        let people = self.signals.people.get_untracked();
        let now = page_millis();
        let opened = self.state.with_value(|state| state.opened_millis);
        let stirred = self.state.with_value(|state| state.stirred.clone());
        let of_actor = stirred.iter().filter(|(rank, _)| {
            people
                .iter()
                .any(|person| person.rank == *rank && person.actor == actor)
        });
        let last = of_actor.map(|(_, at)| *at).max();
        // Of who was here first nothing is known before this page was opened.
        let since = last.unwrap_or_else(|| opened.saturating_sub(ACTIVE_MILLIS));
        activity_after(now.saturating_sub(since))
    }

    /// Who has done nothing for a minute.
    pub fn idle(&self) -> Live<Vec<ActorIndex>> {
        self.signals.aids.idle
    }

    /// Looks now and then who is idle, as long as the calling component lives.
    pub fn watch_idle(self) {
        let look = move || {
            let Some(people) = self.signals.people.try_get_untracked() else {
                return;
            };
            let me = self.signals.me.get_untracked();
            let is_idle = |actor: &ActorIndex| *actor != me && matches!(self.activity(*actor), Activity::Idle { .. });
            let mut idle = people
                .iter()
                .map(|person| person.actor)
                .filter(is_idle)
                .collect::<Vec<_>>();
            idle.dedup();
            if idle != self.signals.aids.idle.get_untracked() {
                self.signals.aids.idle.set(idle);
            }
        };
        let timer = set_interval_with_handle(look, LOOKS_EVERY).ok();
        Owner::on_cleanup(move || {
            if let Some(timer) = timer {
                timer.clear();
            }
        });
    }

    /// The first name of somebody.
    pub fn name_of(&self, actor: ActorIndex) -> String {
        let names = self.signals.names.get_untracked();
        let name = names.iter().find(|(own, _)| *own == actor).map(|(_, name)| name);
        name.and_then(|name| name.split_whitespace().next())
            .unwrap_or("Somebody")
            .to_owned()
    }

    /// Turns the own laser on or off.
    pub(super) fn shine(self, on: bool) {
        let _gone = self.state.try_update_value(|state| state.shining = on);
        self.tell_stance();
    }

    /// The pointer moved; what it passes shines while the laser is on.
    pub(super) fn light_own(self, at: Point) {
        if self.state.try_with_value(|state| state.shining) == Some(true) {
            let me = self.signals.me.get_untracked();
            self.light(JoinRank(0), people::colour_of(me), at);
        }
    }

    /// Tells the others how one is there, if that changed; nothing while attention is private (rule P2).
    pub(super) fn tell_stance(self) {
        let following = self.signals.following.get_untracked();
        let _gone = self.state.try_update_value(|state| {
            let stance = Stance {
                laser: state.shining,
                following,
            };
            if state.held_by.is_empty() && state.stance != stance {
                state.stance = stance;
                state.send(&ClientMessage::Stance(stance));
            }
        });
    }

    /// A new connection knows nothing of it.
    pub(super) fn resend_stance(self) {
        let _gone = self.state.try_update_value(|state| {
            if state.stance != Stance::default() {
                state.send(&ClientMessage::Stance(state.stance));
            }
        });
    }

    pub(super) fn take_stances(self, changed: Vec<(JoinRank, Stance)>) {
        self.signals.stances.update(|stances| {
            for (rank, stance) in changed {
                stances.retain(|(own, _)| *own != rank);
                stances.push((rank, stance));
            }
        });
        // Two who began to follow each other at the same moment both let go.
        let me = self.signals.me.get_untracked();
        let whom = self.signals.following.get_untracked();
        let goes_round = whom.is_some_and(|whom| board::presence::leader(me, whom, &self.stances_by_actor()).is_none());
        if goes_round {
            self.follow(None);
        }
    }

    /// Somebody showed where they are: they have stirred, and their laser shines there.
    pub(super) fn heard_of(self, rank: JoinRank, presence: &Presence) {
        self.stirred(&[rank]);
        let stances = self.signals.stances.get_untracked();
        let shines = stances.iter().any(|(own, stance)| *own == rank && stance.laser);
        let people = self.signals.people.get_untracked();
        let person = people.iter().find(|person| person.rank == rank);
        if let (true, Some(person), Some(at)) = (shines, person, presence.cursor) {
            self.light(rank, people::colour_of(person.actor), at.to_units());
        }
    }

    /// Somebody changed the board.
    pub(super) fn heard_work_of(self, actor: ActorIndex) {
        let people = self.signals.people.get_untracked();
        let ranks = people
            .iter()
            .filter(|person| person.actor == actor)
            .map(|person| person.rank);
        self.stirred(&ranks.collect::<Vec<_>>());
    }

    pub(super) fn take_gather(self, by: ActorIndex, view: (geometry::Point, geometry::Point)) {
        self.signals.asked.set(Some(Asked {
            by,
            view: (view.0.to_units(), view.1.to_units()),
            back: None,
        }));
    }

    fn stirred(self, ranks: &[JoinRank]) {
        let now = page_millis();
        let _gone = self.state.try_update_value(|state| {
            for rank in ranks {
                state.stirred.retain(|(own, _)| own != rank);
                state.stirred.push((*rank, now));
            }
        });
    }

    fn stances_by_actor(self) -> Vec<(ActorIndex, ActorIndex)> {
        let people = self.signals.people.get_untracked();
        let stances = self.signals.stances.get_untracked();
        let follows = |(rank, stance): &(JoinRank, Stance)| {
            let person = people.iter().find(|person| person.rank == *rank)?;
            Some((person.actor, stance.following?))
        };
        stances.iter().filter_map(follows).collect()
    }

    /// A place shines, and goes out again by itself.
    fn light(self, rank: JoinRank, colour: Colour, at: Point) {
        let now = page_millis() as f64;
        let lights = self.signals.lights;
        let was_dark = lights.get_untracked().is_empty();
        lights.update(|lights| {
            match lights.iter_mut().find(|light| light.rank == rank) {
                Some(light) => {
                    // A hidden page paints nothing and must not gather up what shone.
                    light.places.retain(|(_, at)| now - at < SHINES_MILLIS);
                    light.places.push((at, now));
                }
                None => lights.push(Light {
                    rank,
                    colour,
                    places: vec![(at, now)],
                    now_millis: now,
                }),
            }
        });
        if was_dark {
            self.let_fade();
        }
    }

    fn let_fade(self) {
        request_animation_frame(move || {
            let now = page_millis() as f64;
            let Some(mut lights) = self.signals.lights.try_get_untracked() else {
                return;
            };
            for light in &mut lights {
                light.now_millis = now;
                light.places.retain(|(_, at)| now - at < SHINES_MILLIS);
            }
            lights.retain(|light| !light.places.is_empty());
            let goes_on = !lights.is_empty();
            self.signals.lights.set(lights);
            if goes_on {
                self.let_fade();
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_did_something_is_active_for_three_seconds_and_idle_after_a_minute() {
        assert_eq!(activity_after(0), Activity::Active);
        assert_eq!(activity_after(2_999), Activity::Active);
        assert_eq!(activity_after(3_000), Activity::Here);
        assert_eq!(activity_after(59_999), Activity::Here);
        assert_eq!(activity_after(60_000), Activity::Idle { millis: 60_000 });
    }
}
