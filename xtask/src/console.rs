//! What a chore says while it works: one line per step, with the time it took when that was noticeable.
//!
//! Everything goes to standard error, so that results (bench rows, lists) stay alone on standard output.

use std::io::Write;
use std::time::{Duration, Instant};

use anyhow::Result;

const WORTH_TELLING: Duration = Duration::from_millis(1_500);

pub(crate) fn say(line: &str) {
    // A closed terminal is no reason to stop building.
    writeln!(std::io::stderr(), "{line}").ok();
}

pub(crate) fn print_result(line: &str) {
    writeln!(std::io::stdout(), "{line}").ok();
}

/// Says what begins, does it, and says how long it took if one had to wait for it.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    say(&format!("xtask: {what}"));
    let begun = Instant::now();
    let outcome = work()?;
    if begun.elapsed() >= WORTH_TELLING {
        say(&format!("xtask: {what}: {}", duration_in_words(begun.elapsed())));
    }
    Ok(outcome)
}

pub(crate) fn duration_in_words(elapsed: Duration) -> String {
    let seconds = elapsed.as_secs();
    if seconds >= 60 {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    } else {
        format!("{:.1} s", elapsed.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_a_person_says_them() {
        assert_eq!(duration_in_words(Duration::from_millis(2_340)), "2.3 s");
        assert_eq!(duration_in_words(Duration::from_secs(125)), "2 min 05 s");
    }
}
