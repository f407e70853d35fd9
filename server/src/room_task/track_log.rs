//! Collects what reviewers need of presence (rule P1): on change, at most five times a second and client, nothing while
//! recording is paused. Selections are not kept.

use std::collections::{BTreeMap, BTreeSet};

use board::{
    actor::{ActorIndex, JoinRank},
    limits::TRACK_INTERVAL_MILLIS,
    protocol::Presence,
    time::Millis,
    track::Track,
};

/// Points that may wait for the storage; beyond that the newest are lost.
const POINTS_MAX: usize = 2_000;

/// Points that are not stored yet.
#[derive(Debug, Default)]
pub struct TrackLog {
    last: BTreeMap<JoinRank, Track>,
    /// Where a movement came to rest within the interval after a point: kept if nothing newer comes.
    held: BTreeMap<JoinRank, Track>,
    waiting: Vec<Track>,
    /// Clients whose laser is on.
    lasers: BTreeSet<JoinRank>,
}

impl TrackLog {
    /// Notes where a client is.
    pub fn note(&mut self, actor: ActorIndex, rank: JoinRank, presence: &Presence, now: Millis) {
        let point = Track {
            at: now,
            actor,
            rank,
            cursor: presence.cursor,
            caret: presence.caret,
            view: presence.view,
            laser: self.lasers.contains(&rank),
        };
        match self.last.get(&rank) {
            Some(last) if same_place(last, &point) => {
                self.held.remove(&rank);
            }
            Some(last) if now < last.at + Millis(TRACK_INTERVAL_MILLIS) => {
                self.held.insert(rank, point);
            }
            Some(_) | None => self.keep(point),
        }
    }

    /// Notes that a client's laser went on or off: what it points at from then on is kept so.
    pub fn shine(&mut self, rank: JoinRank, on: bool) {
        if on {
            self.lasers.insert(rank);
        } else {
            self.lasers.remove(&rank);
        }
    }

    /// Hands out what waits, in the order of time.
    pub fn take(&mut self) -> Vec<Track> {
        for point in std::mem::take(&mut self.held).into_values() {
            self.keep(point);
        }
        let mut points = std::mem::take(&mut self.waiting);
        points.sort_by_key(|point| point.at);
        points
    }

    fn keep(&mut self, point: Track) {
        self.held.remove(&point.rank);
        if self.waiting.len() < POINTS_MAX {
            self.waiting.push(point.clone());
            self.last.insert(point.rank, point);
        }
    }
}

fn same_place(left: &Track, right: &Track) -> bool {
    left.cursor == right.cursor && left.caret == right.caret && left.view == right.view && left.laser == right.laser
}

#[cfg(test)]
mod tests {
    use board::geometry::Point;

    use super::*;

    #[test]
    fn p1_tracks_are_kept_on_change_and_five_times_a_second() {
        let mut log = TrackLog::default();
        for step in 0..100u64 {
            let cursor = Some(Point {
                x: (step / 15) as i32,
                y: 0,
            });
            let presence = Presence {
                cursor,
                ..Presence::default()
            };
            log.note(ActorIndex(1), JoinRank(2), &presence, Millis(step * 10));
        }
        let points = log.take();
        let seen = points
            .iter()
            .map(|point| (point.at.0, point.cursor.map_or(0, |at| at.x)))
            .collect::<Vec<_>>();
        assert_eq!(seen, [(0, 0), (200, 1), (400, 2), (600, 4), (800, 5), (990, 6)]);
        assert!(log.take().is_empty());
    }

    #[test]
    fn p1_where_a_movement_ends_is_kept() {
        let mut log = TrackLog::default();
        for (at, x) in [(0, 0), (50, 5)] {
            let presence = Presence {
                cursor: Some(Point { x, y: 0 }),
                ..Presence::default()
            };
            log.note(ActorIndex(1), JoinRank(2), &presence, Millis(at));
        }
        assert_eq!(
            log.take().last().and_then(|point| point.cursor),
            Some(Point { x: 5, y: 0 })
        );
    }

    #[test]
    fn p1_what_the_laser_passes_is_kept_as_such() {
        let mut log = TrackLog::default();
        for (at, x, on) in [(0, 1, false), (300, 2, true), (600, 3, true), (900, 4, false)] {
            log.shine(JoinRank(2), on);
            let presence = Presence {
                cursor: Some(Point { x, y: 0 }),
                ..Presence::default()
            };
            log.note(ActorIndex(1), JoinRank(2), &presence, Millis(at));
        }
        let lit = log.take().into_iter().map(|point| point.laser).collect::<Vec<_>>();
        assert_eq!(lit, [false, true, true, false]);
    }
}
