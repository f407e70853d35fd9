//! A room's time (rule T2): what was last stored plus monotonic time since; over a restart the wall-clock gap is added. Zero
//! is the first join; until then it stands still.

use board::time::Millis;

use crate::clock::Clock;

/// The time of one room.
#[derive(Debug)]
pub struct RoomClock {
    clock: Clock,
    base: Millis,
    /// When the clock showed `base`; `None` until somebody joins.
    since_monotonic_millis: Option<u64>,
}

impl RoomClock {
    /// Goes on from the last stored time and the wall time it was stored at.
    pub fn resume(clock: Clock, last_at: Millis, wall_unix_millis: Option<u64>) -> RoomClock {
        let gap_millis = wall_unix_millis.map_or(0, |stored| clock.unix_millis().saturating_sub(stored));
        let since_monotonic_millis = wall_unix_millis.map(|_| clock.monotonic_millis());
        RoomClock {
            clock,
            base: last_at + Millis(gap_millis),
            since_monotonic_millis,
        }
    }

    /// Whether time runs.
    pub fn has_begun(&self) -> bool {
        self.since_monotonic_millis.is_some()
    }

    /// The first join.
    pub fn begin(&mut self) {
        self.since_monotonic_millis
            .get_or_insert_with(|| self.clock.monotonic_millis());
    }

    /// The room's time.
    pub fn now(&self) -> Millis {
        let elapsed_millis = self
            .since_monotonic_millis
            .map_or(0, |since| self.clock.monotonic_millis().saturating_sub(since));
        self.base + Millis(elapsed_millis)
    }

    /// Milliseconds that only ever grow, whether or not somebody has joined.
    pub fn monotonic_millis(&self) -> u64 {
        self.clock.monotonic_millis()
    }

    /// Wall time.
    pub fn unix_millis(&self) -> u64 {
        self.clock.unix_millis()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t2_time_goes_on_over_a_restart_and_never_back() {
        let clock = Clock::new();
        let mut fresh = RoomClock::resume(clock.clone(), Millis(0), None);
        clock.advance(5_000);
        assert_eq!(fresh.now(), Millis(0), "nobody has joined");
        fresh.begin();
        clock.advance(7_000);
        assert!((7_000..8_000).contains(&fresh.now().0));

        let stored_at = clock.unix_millis();
        let resumed = RoomClock::resume(clock.clone(), Millis(40_000), Some(stored_at - 3_000));
        assert!((43_000..44_000).contains(&resumed.now().0), "the gap counts");
        let set_back = RoomClock::resume(clock, Millis(40_000), Some(stored_at + 60_000));
        assert!(
            (40_000..41_000).contains(&set_back.now().0),
            "a clock that was set back adds nothing"
        );
    }
}
