//! The only clock of the server: wall time, and a monotonic count of milliseconds. Both can be shifted together, for tests
//! of long absences.

use std::{
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::{Instant, SystemTime, UNIX_EPOCH},
};

/// A handle on the clock.
#[derive(Clone, Debug)]
pub struct Clock {
    began: Instant,
    shift_millis: Arc<AtomicU64>,
    /// Both times as they were when it was stopped.
    stopped: Arc<OnceLock<(u64, u64)>>,
}

impl Clock {
    /// A clock that counts from now.
    #[expect(clippy::new_without_default, reason = "taking the time is no default")]
    pub fn new() -> Clock {
        Clock {
            began: Instant::now(),
            shift_millis: Arc::default(),
            stopped: Arc::default(),
        }
    }

    /// Milliseconds since the server started: never decreases, whatever becomes of the wall clock.
    pub fn monotonic_millis(&self) -> u64 {
        let running = || u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        let elapsed_millis = self.stopped.get().map_or_else(running, |(monotonic, _)| *monotonic);
        elapsed_millis.saturating_add(self.shift_millis.load(Ordering::Relaxed))
    }

    /// Wall time in milliseconds of the Unix clock.
    pub fn unix_millis(&self) -> u64 {
        let running = || {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
        };
        let unix_millis = self.stopped.get().map_or_else(running, |(_, unix)| *unix);
        unix_millis.saturating_add(self.shift_millis.load(Ordering::Relaxed))
    }

    /// Shifts both forward; only tests do.
    pub fn advance(&self, millis: u64) {
        self.shift_millis.fetch_add(millis, Ordering::Relaxed);
    }

    /// From now on only `advance` moves it; only tests do.
    pub fn stop(&self) {
        let shift_millis = self.shift_millis.load(Ordering::Relaxed);
        let times = (
            self.monotonic_millis() - shift_millis,
            self.unix_millis() - shift_millis,
        );
        // Stopped before is stopped.
        let _ = self.stopped.set(times);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shift_moves_both_times_of_every_handle() {
        let clock = Clock::new();
        let (monotonic, unix) = (clock.monotonic_millis(), clock.unix_millis());
        clock.clone().advance(60_000);
        assert!(clock.monotonic_millis() >= monotonic + 60_000);
        assert!(clock.unix_millis() >= unix + 60_000);
    }

    #[test]
    fn a_stopped_clock_moves_only_when_it_is_shifted() {
        let clock = Clock::new();
        clock.advance(40_000);
        clock.stop();
        let times = || (clock.monotonic_millis(), clock.unix_millis());
        let (monotonic, unix) = times();
        let running = Clock::new();
        while running.monotonic_millis() < 3 {
            std::hint::spin_loop();
        }
        assert_eq!(times(), (monotonic, unix));
        clock.advance(7);
        assert_eq!(times(), (monotonic + 7, unix + 7));
    }
}
