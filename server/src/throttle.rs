//! How much one connection may send: a generous bucket of messages and one of bytes. Who is over is read later, never cut
//! off: an outbox that was filled offline arrives at the pace the buckets allow.

use std::time::{Duration, Instant};

use board::limits::{LED_MESSAGES_BURST, LED_MESSAGES_PER_SECOND};

/// Messages per second and at once: of a room's connection,
const ROOM_MESSAGES: (f64, f64) = (300.0, 2_000.0);
/// and of one that looks on at a replay.
const LED_MESSAGES: (f64, f64) = (LED_MESSAGES_PER_SECOND as f64, LED_MESSAGES_BURST as f64);
const BYTES_PER_SECOND: f64 = 1024.0 * 1024.0;
const BYTES_BURST: f64 = 8.0 * 1024.0 * 1024.0;

/// The buckets of one connection.
#[derive(Debug)]
pub struct Throttle {
    messages_per_second: f64,
    messages_burst: f64,
    messages: f64,
    bytes: f64,
    filled: Instant,
}

impl Throttle {
    /// Full buckets of a room's connection.
    pub fn new(now: Instant) -> Throttle {
        Throttle::of(ROOM_MESSAGES, now)
    }

    /// Full buckets of one that looks on at a replay.
    pub fn of_led(now: Instant) -> Throttle {
        Throttle::of(LED_MESSAGES, now)
    }

    fn of((messages_per_second, messages_burst): (f64, f64), now: Instant) -> Throttle {
        Throttle {
            messages_per_second,
            messages_burst,
            messages: messages_burst,
            bytes: BYTES_BURST,
            filled: now,
        }
    }

    /// Counts a message, and says how long to wait before the next is read.
    pub fn count(&mut self, message_bytes: usize, now: Instant) -> Duration {
        let seconds = now.saturating_duration_since(self.filled).as_secs_f64();
        self.filled = now;
        self.messages = (self.messages + seconds * self.messages_per_second).min(self.messages_burst) - 1.0;
        self.bytes = (self.bytes + seconds * BYTES_PER_SECOND).min(BYTES_BURST) - message_bytes as f64;
        let owed_seconds = (-self.messages / self.messages_per_second)
            .max(-self.bytes / BYTES_PER_SECOND)
            .max(0.0);
        Duration::from_secs_f64(owed_seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_and_a_flood_waits() {
        let start = Instant::now();
        let mut throttle = Throttle::new(start);
        let waits = (0..3_000).map(|_| throttle.count(10, start)).collect::<Vec<_>>();
        assert!(waits.iter().take(2_000).all(Duration::is_zero));
        assert!(waits.last().unwrap().as_secs_f64() > 3.0);
        assert!(throttle.count(10, start + Duration::from_secs(60)).is_zero());
    }
}
