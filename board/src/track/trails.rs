//! Tracks at any moment: where everybody points, types and looks between the points that were kept.

use super::Track;
use crate::{
    actor::{ActorIndex, JoinRank},
    geometry::Point,
    id::FileId,
    limits::{TRACK_INTERVAL_MILLIS, TRACK_STALE_MILLIS},
    text::Utf16,
    time::Millis,
};

/// Longer than this without a move a pointer rests.
const RESTS: Millis = Millis(5_000);

/// Everybody's tracks, by client.
#[derive(Clone, Debug, Default)]
pub struct Trails {
    clients: Vec<Vec<Track>>,
}

/// Where one client was at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// Whose it is.
    pub actor: ActorIndex,
    /// Which client.
    pub rank: JoinRank,
    /// The pointer, in board units; `None` where it is not on the board or has not been heard of for long.
    pub cursor: Option<kurbo::Point>,
    /// The caret: file, anchor and head; `None` like the pointer.
    pub caret: Option<(FileId, Utf16, Utf16)>,
    /// The part of the board in view, in board units; the last that is known.
    pub view: Option<kurbo::Rect>,
    /// Whether nothing of it has changed for a while.
    pub rests: bool,
    /// When something of it changed last.
    pub stirred: Millis,
}

impl Trails {
    /// From points in any order.
    pub fn new(points: Vec<Track>) -> Trails {
        let mut clients: Vec<Vec<Track>> = Vec::new();
        for point in points {
            let own = clients.iter_mut().find(|own| {
                own.first()
                    .is_some_and(|first| first.rank == point.rank && first.actor == point.actor)
            });
            match own {
                Some(own) => own.push(point),
                None => clients.push(vec![point]),
            }
        }
        for own in &mut clients {
            own.sort_by_key(|point| point.at);
        }
        Trails { clients }
    }

    /// Everybody who told anything by then, one for each client.
    pub fn at(&self, now: Millis) -> impl Iterator<Item = Seen> + '_ {
        self.clients.iter().filter_map(move |own| seen_at(own, now))
    }

    /// One person, in the client that was used last.
    pub fn of(&self, actor: ActorIndex, now: Millis) -> Option<Seen> {
        let own = self.at(now).filter(|seen| seen.actor == actor);
        own.max_by_key(|seen| seen.stirred)
    }

    /// Whoever has a track, by index.
    pub fn people(&self) -> Vec<ActorIndex> {
        let mut people = self
            .clients
            .iter()
            .flatten()
            .map(|point| point.actor)
            .collect::<Vec<_>>();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// What lasers passed at a moment and for so long before it: each client with its points, in the order of time.
    pub fn lasers(
        &self,
        now: Millis,
        shines: Millis,
    ) -> impl Iterator<Item = (ActorIndex, JoinRank, Vec<(Millis, Point)>)> + '_ {
        self.clients.iter().filter_map(move |own| {
            let from = own.partition_point(|point| point.at + shines <= now);
            let within = own.iter().skip(from).take_while(move |point| point.at <= now);
            let lit = within.filter(|point| point.laser);
            let lit = lit
                .filter_map(|point| Some((point.at, point.cursor?)))
                .collect::<Vec<_>>();
            let first = own.first().filter(|_| !lit.is_empty())?;
            Some((first.actor, first.rank, lit))
        })
    }
}

fn seen_at(own: &[Track], now: Millis) -> Option<Seen> {
    let behind = own.partition_point(|point| point.at <= now);
    let last = own.get(behind.checked_sub(1)?)?;
    let next = own.get(behind);
    // Points come at most so often: whoever moves again after a rest set out one interval before the next point.
    let begins = |next: &Track| next.at - Millis(TRACK_INTERVAL_MILLIS);
    let sets_out = next.filter(|next| begins(next) < now);
    let stirred = sets_out.map_or(last.at, |_| now);
    let since = now - stirred;
    let is_stale = since.0 >= TRACK_STALE_MILLIS;
    let cursor = last.cursor.map(|from| {
        let to = sets_out.and_then(|next| Some((next.cursor?, begins(next).max(last.at), next.at)));
        to.map_or_else(|| from.to_units(), |(to, begun, at)| between(from, to, begun, at, now))
    });
    Some(Seen {
        actor: last.actor,
        rank: last.rank,
        cursor: cursor.filter(|_| !is_stale),
        caret: last.caret.filter(|_| !is_stale),
        view: last
            .view
            .map(|(near, far)| kurbo::Rect::from_points(near.to_units(), far.to_units())),
        rests: since >= RESTS,
        stirred,
    })
}

fn between(from: Point, to: Point, begun: Millis, at: Millis, now: Millis) -> kurbo::Point {
    let share = (now - begun).0 as f64 / (at - begun).0.max(1) as f64;
    from.to_units().lerp(to.to_units(), share)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(at: u64, rank: u32, x: i32) -> Track {
        Track {
            at: Millis(at),
            actor: ActorIndex(1),
            rank: JoinRank(rank),
            cursor: Some(Point::new(x * 8, 0)),
            ..Track::default()
        }
    }

    fn x_at(trails: &Trails, now: u64) -> Option<f64> {
        trails.at(Millis(now)).next()?.cursor.map(|at| at.x)
    }

    #[test]
    fn a_pointer_goes_smoothly_between_its_points() {
        let trails = Trails::new(vec![point(1_200, 1, 100), point(1_000, 1, 0)]);
        assert_eq!(x_at(&trails, 999), None);
        assert_eq!(x_at(&trails, 1_000), Some(0.0));
        assert_eq!(x_at(&trails, 1_050), Some(25.0));
        assert_eq!(x_at(&trails, 1_200), Some(100.0));
        assert_eq!(x_at(&trails, 9_000), Some(100.0));
    }

    #[test]
    fn a_pointer_that_rested_sets_out_just_before_the_next_point() {
        let trails = Trails::new(vec![point(1_000, 1, 0), point(9_000, 1, 100)]);
        assert_eq!(x_at(&trails, 8_800), Some(0.0));
        assert_eq!(x_at(&trails, 8_900), Some(50.0));
        let rests = |now| trails.of(ActorIndex(1), Millis(now)).map(|seen| seen.rests);
        assert_eq!(
            [rests(5_999), rests(6_000), rests(8_900)],
            [Some(false), Some(true), Some(false)]
        );
    }

    #[test]
    fn a_pointer_that_is_not_heard_of_any_more_is_gone_and_the_view_stays() {
        let view = Some((Point::new(0, 0), Point::new(800, 80)));
        let trails = Trails::new(vec![Track {
            view,
            ..point(1_000, 1, 5)
        }]);
        assert_eq!(x_at(&trails, 1_000 + TRACK_STALE_MILLIS - 1), Some(5.0));
        let late = trails.of(ActorIndex(1), Millis(1_000 + TRACK_STALE_MILLIS)).unwrap();
        assert_eq!((late.cursor, late.view.map(|view| view.x1)), (None, Some(100.0)));
    }

    #[test]
    fn a_pointer_that_left_the_board_is_not_drawn_back_to_it() {
        let gone = Track {
            cursor: None,
            ..point(1_200, 1, 0)
        };
        let trails = Trails::new(vec![point(1_000, 1, 7), gone, point(1_400, 1, 50)]);
        assert_eq!(
            [x_at(&trails, 1_100), x_at(&trails, 1_300), x_at(&trails, 1_400)],
            [Some(7.0), None, Some(50.0)]
        );
    }

    #[test]
    fn of_two_devices_the_one_is_followed_that_was_used_last() {
        let trails = Trails::new(vec![point(1_000, 1, 1), point(2_000, 2, 2), point(9_000, 1, 3)]);
        let rank = |now| trails.of(ActorIndex(1), Millis(now)).map(|seen| seen.rank.0);
        assert_eq!(
            [rank(1_500), rank(2_500), rank(8_900), rank(500)],
            [Some(1), Some(2), Some(1), None]
        );
        assert_eq!(trails.people(), [ActorIndex(1)]);
    }

    #[test]
    fn what_lasers_passed_is_told_client_by_client() {
        let lit = |at, rank| Track {
            laser: true,
            ..point(at, rank, 1)
        };
        let trails = Trails::new(vec![
            lit(100, 1),
            lit(300, 1),
            lit(900, 2),
            lit(1_300, 1),
            point(1_350, 1, 1),
        ]);
        let passed = |now| {
            let lasers = trails.lasers(Millis(now), Millis(1_000));
            lasers
                .map(|(_, rank, points)| (rank.0, points.len()))
                .collect::<Vec<_>>()
        };
        assert_eq!(passed(50), []);
        assert_eq!(passed(350), [(1, 2)]);
        assert_eq!(passed(1_400), [(1, 1), (2, 1)]);
        assert_eq!(passed(9_000), []);
    }
}
