//! Time within a round: milliseconds since the first join. Wall time stands in a recording's header only (rule T2).

use std::ops::{Add, Sub};

use serde::{Deserialize, Serialize};

/// Milliseconds since the round began. Subtraction stops at zero.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Millis(pub u64);

impl Millis {
    /// `H:MM:SS` from an hour on, else `MM:SS`.
    pub fn clock(self) -> String {
        let seconds = self.0 / 1000;
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        if hours > 0 {
            format!("{hours}:{minutes:02}:{seconds:02}")
        } else {
            format!("{minutes:02}:{seconds:02}")
        }
    }

    /// Reads `SS`, `MM:SS` or `H:MM:SS`; seconds may have a fraction. `None` if it is none of them.
    pub fn from_clock(text: &str) -> Option<Millis> {
        let mut total_millis: u64 = 0;
        let mut parts = text.split(':').collect::<Vec<_>>();
        let seconds = parts.pop()?;
        if parts.len() > 2 {
            return None;
        }
        for part in parts {
            let number: u64 = part.parse().ok().filter(|number| *number < 100_000)?;
            total_millis = (total_millis + number * 1000) * 60;
        }
        let seconds: f64 = seconds.parse().ok().filter(|seconds| (0.0..1e7).contains(seconds))?;
        Some(Millis(total_millis + (seconds * 1000.0).round() as u64))
    }
}

impl Add for Millis {
    type Output = Millis;

    fn add(self, other: Millis) -> Millis {
        Millis(self.0.saturating_add(other.0))
    }
}

impl Sub for Millis {
    type Output = Millis;

    fn sub(self, other: Millis) -> Millis {
        Millis(self.0.saturating_sub(other.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clock_text_reads_back() {
        for (millis, text) in [
            (0, "00:00"),
            (842_000, "14:02"),
            (3_600_000, "1:00:00"),
            (7_384_000, "2:03:04"),
        ] {
            assert_eq!(Millis(millis).clock(), text);
            assert_eq!(Millis::from_clock(text), Some(Millis(millis)));
        }
        assert_eq!(Millis::from_clock("14:02.5"), Some(Millis(842_500)));
        for text in ["", ":", "a:b", "1:2:3:4", "-1", "nan", "1e99"] {
            assert_eq!(Millis::from_clock(text), None, "{text}");
        }
    }
}
