//! Where a moment of the page's clock lies on the room's. The page asks for the room's time again and again; each look says no more
//! than that the room's clock showed something between asking and the answer. The clocks of two machines also run at slightly
//! different paces, so that a look grows worse with its age. Between two looks what lies between them is taken.

use crate::time::Millis;

/// The paces of two clocks differ by at most so much, in millionths.
const PACE_MILLIONTHS: u64 = 200;
/// Of all looks within so many milliseconds the quickest is kept.
const WINDOW_MILLIS: u64 = 30_000;
/// Looks kept: two hours.
const LOOKS: usize = 240;

/// One look at the room's clock.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Look {
    /// When it was asked for, in milliseconds of the page's clock.
    pub asked_millis: u64,
    /// When the answer was there.
    pub answered_millis: u64,
    /// What the room's clock showed in between.
    pub room: Millis,
}

/// What is known of the room's clock. The page's clock begins anew with each page, and so does this.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct RoomTime {
    /// By when they were asked for.
    looks: Vec<Look>,
}

impl RoomTime {
    /// Takes a look in; one that was answered before it was asked is none.
    pub fn learn(&mut self, look: Look) {
        if look.answered_millis < look.asked_millis {
            return;
        }
        match self.looks.last_mut() {
            Some(last) if last.asked_millis / WINDOW_MILLIS == look.asked_millis / WINDOW_MILLIS => {
                if look.took() <= last.took() {
                    *last = look;
                }
            }
            Some(last) if last.asked_millis > look.asked_millis => {}
            Some(_) | None => self.looks.push(look),
        }
        if self.looks.len() > LOOKS {
            self.looks.remove(0);
        }
    }

    /// The room's time at a moment of the page's clock, as well as it can be known now; `None` before the first look.
    pub fn at(&self, page_millis: u64) -> Option<Millis> {
        let best = |looks: &[Look]| looks.iter().copied().min_by_key(|look| look.doubt_at(page_millis));
        let after = self.looks.partition_point(|look| look.middle() <= page_millis);
        let (before, after) = (best(&self.looks[..after]), best(&self.looks[after..]));
        let room_millis = match (before, after) {
            (None, None) => return None,
            (Some(look), None) | (None, Some(look)) => look.room_at(page_millis),
            (Some(before), Some(after)) => {
                // The one that is doubted less weighs more: halfway between two equals, at one of them where it is close to it.
                let (doubt, other) = (before.doubt_at(page_millis), after.doubt_at(page_millis));
                let (one, two) = (before.room_at(page_millis), after.room_at(page_millis));
                let shift = i128::from(two - one) * i128::from(doubt) / i128::from((doubt + other).max(1));
                one + i64::try_from(shift).unwrap_or(0)
            }
        };
        Some(Millis(u64::try_from(room_millis).unwrap_or(0)))
    }

    /// By how many milliseconds that can be wrong at most.
    pub fn doubt_at(&self, page_millis: u64) -> Option<u64> {
        let doubts = self.looks.iter().map(|look| look.doubt_at(page_millis));
        doubts.min().map(|millionths| millionths / 1_000_000 + 1)
    }
}

impl Look {
    fn took(self) -> u64 {
        self.answered_millis - self.asked_millis
    }

    fn middle(self) -> u64 {
        self.asked_millis + self.took() / 2
    }

    fn room_at(self, page_millis: u64) -> i64 {
        let since = page_millis as i64 - self.middle() as i64;
        self.room.0 as i64 + since
    }

    /// In millionths of a millisecond.
    fn doubt_at(self, page_millis: u64) -> u64 {
        let age = page_millis.abs_diff(self.middle());
        (self.took() / 2)
            .saturating_mul(1_000_000)
            .saturating_add(age.saturating_mul(PACE_MILLIONTHS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page's clock that runs too fast and began long ago.
    fn page(room_millis: u64) -> u64 {
        1_000_000_000 + room_millis + room_millis * 100 / 1_000_000
    }

    fn look(room_millis: u64, there: u64, back: u64) -> Look {
        Look {
            asked_millis: page(room_millis) - there,
            answered_millis: page(room_millis) + back,
            room: Millis(room_millis),
        }
    }

    fn error(time: &RoomTime, room_millis: u64) -> i64 {
        time.at(page(room_millis)).unwrap().0 as i64 - room_millis as i64
    }

    #[test]
    fn nothing_is_known_before_the_first_look_and_no_look_runs_backwards() {
        let mut time = RoomTime::default();
        time.learn(Look {
            asked_millis: 9,
            answered_millis: 8,
            room: Millis(1),
        });
        assert_eq!((time.at(5), time.doubt_at(5)), (None, None));
        time.learn(look(10, 20, 20));
        assert_eq!(time.at(0), Some(Millis(0)), "before the round began");
    }

    #[test]
    fn the_quickest_look_of_a_while_counts() {
        let mut time = RoomTime::default();
        time.learn(look(2_000, 10, 10));
        time.learn(look(4_000, 400, 10));
        assert!(error(&time, 4_000).abs() <= 2);
        time.learn(look(6_000, 3, 5));
        assert!(error(&time, 6_000).abs() <= 2);
    }

    #[test]
    fn a_pace_of_its_own_is_evened_out_between_looks_and_grows_beyond_them() {
        let mut time = RoomTime::default();
        time.learn(look(0, 10, 10));
        assert_eq!(error(&time, 1_200_000), 120, "twenty minutes without a look");
        time.learn(look(1_200_000, 10, 10));
        for room_millis in (0..=1_200_000).step_by(60_000) {
            // Half of what a look takes is the most that it can be wrong by itself.
            assert!(error(&time, room_millis).abs() <= 10, "{room_millis}");
        }
        assert!(time.doubt_at(page(600_000)).unwrap() >= 60);
    }

    #[test]
    fn it_stays_small_over_a_long_day() {
        let mut time = RoomTime::default();
        for second in 0..40_000 {
            time.learn(look(second * 1_000, 9, 12));
        }
        assert!(time.looks.len() <= LOOKS);
        assert!(error(&time, 40_000_000).abs() <= 3);
    }
}
