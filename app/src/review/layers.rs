//! What lies over the candidate's drawing at the playhead: the interviewers' drawings, which can be put out of sight, and what
//! lasers passed.

use board::{
    Board,
    actor::{ActorIndex, JoinRank},
    element::Element,
    geometry,
    id::RoomId,
    time::Millis,
};
use interview::{api::LaserPoint, seat::Role};
use leptos::prelude::*;

use crate::{api, canvas::Light, lazy::while_here, people::colour_of, review::Review};

/// How long what a laser passed shines, in milliseconds.
const SHINES: Millis = Millis(1_000);

/// Added to the revision while a layer is out of sight.
const HIDDEN: u64 = 1 << 40;

/// The layers of one review.
#[derive(Clone, Copy)]
pub(super) struct Layers {
    /// Whether the interviewers' drawings are out of sight.
    pub(super) hidden: RwSignal<bool>,
    interviewers: StoredValue<Vec<ActorIndex>>,
    laser: RwSignal<Vec<LaserPoint>>,
}

impl Layers {
    /// Sends for what lasers passed; a review without it is complete but for that.
    pub(super) fn begin(review: Review, room: RoomId, seat: Option<String>) -> Layers {
        let people = &review.opened().header.people;
        let interviewers = people
            .iter()
            .filter(|person| Role::from_word(&person.role).is_some_and(Role::is_staff))
            .map(|person| ActorIndex(person.actor));
        let layers = Layers {
            hidden: RwSignal::new(false),
            interviewers: StoredValue::new(interviewers.collect()),
            laser: RwSignal::new(Vec::new()),
        };
        let asked = async move { api::review::laser(room, seat.as_deref()).await };
        while_here(asked, move |points| layers.laser.set(points.unwrap_or_default()));
        layers
    }

    /// Grows with what there is to see: a switch of the layer is something else, too.
    pub(super) fn revision(self, of_player: Signal<u64>) -> Signal<u64> {
        Signal::derive(move || of_player.get() + if self.hidden.get() { HIDDEN } else { 0 })
    }

    /// A board as it is looked at.
    pub(super) fn seen(self, board: Board) -> Board {
        if self.hidden.get_untracked() {
            self.interviewers
                .with_value(|interviewers| board.without(|element| interviewers.contains(&element.author)))
        } else {
            board
        }
    }

    /// Whether an element is out of sight.
    pub(super) fn hides(self, element: &Element) -> bool {
        self.hidden.get() && self.interviewers.with_value(|them| them.contains(&element.author))
    }

    /// What shines at a moment.
    pub(super) fn lights(self, now: Millis) -> Vec<Light> {
        self.laser.with(|points| lights_at(points, now))
    }
}

fn lights_at(points: &[LaserPoint], now: Millis) -> Vec<Light> {
    let mut lights: Vec<Light> = Vec::new();
    let from = points.partition_point(|point| point.at + SHINES <= now);
    let shining = points.iter().skip(from).take_while(|point| point.at <= now);
    for point in shining {
        let rank = JoinRank(point.rank);
        let place = (geometry::Point::new(point.x, point.y).to_units(), point.at.0 as f64);
        match lights.iter_mut().find(|light| light.rank == rank) {
            Some(light) => light.places.push(place),
            None => lights.push(Light {
                rank,
                colour: colour_of(ActorIndex(point.actor)),
                places: vec![place],
                now_millis: now.0 as f64,
            }),
        }
    }
    lights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_passed_within_the_last_second_shines() {
        let point = |at, rank| LaserPoint {
            at: Millis(at),
            actor: 1,
            rank,
            x: 8,
            y: 0,
        };
        let points = [point(100, 1), point(300, 1), point(900, 2), point(1_300, 1)];
        let shining = |now| {
            let lights = lights_at(&points, Millis(now));
            lights
                .iter()
                .map(|light| (light.rank.0, light.places.len()))
                .collect::<Vec<_>>()
        };
        assert_eq!(shining(50), []);
        assert_eq!(shining(350), [(1, 2)]);
        assert_eq!(shining(1_250), [(1, 1), (2, 1)]);
        assert_eq!(shining(9_000), []);
    }
}
