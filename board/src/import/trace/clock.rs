//! The times of a trace, put on the clock of a round. Files write ISO 8601; the beginning of 1970 stands for "not known".

use crate::time::Millis;

use super::source::{Time, Transaction};

/// Given to each transaction where the file tells no time at all.
const WITHOUT_TIMES_MILLIS: u64 = 100;
/// Transactions per millisecond from which on the times cannot be those of the typing: some files were stamped when they
/// were converted.
const HASTE_MAX: u64 = 10;
/// Larger than any time that means something: the year 9999.
const UNIX_MILLIS_MAX: f64 = 253_402_300_800_000.0;

/// When each transaction was made.
pub(super) enum Clock {
    /// The file tells: milliseconds since the first time it tells, never decreasing.
    Told { started_unix_millis: u64, at: Vec<u64> },
    /// It does not, or only when it all began.
    Untold { started_unix_millis: Option<u64> },
}

impl Clock {
    /// Reads the times of all transactions. One without a time is as late as the one before it.
    pub(super) fn of(transactions: &[Transaction]) -> Clock {
        let times = transactions
            .iter()
            .map(|one| one.time().and_then(unix_millis))
            .collect::<Vec<_>>();
        let Some(start) = times.iter().flatten().next().copied() else {
            return Clock::Untold {
                started_unix_millis: None,
            };
        };
        let mut latest = start;
        let mut at = Vec::with_capacity(times.len());
        for time in times {
            // Clocks of several people disagree a little; a recording's time never runs back (rule T1).
            latest = latest.max(time.unwrap_or(latest));
            at.push(latest - start);
        }
        if (latest - start) * HASTE_MAX < at.len() as u64 {
            return Clock::Untold {
                started_unix_millis: Some(start),
            };
        }
        Clock::Told {
            started_unix_millis: start,
            at,
        }
    }

    /// When a transaction was made.
    pub(super) fn at(&self, index: usize) -> Millis {
        match self {
            Clock::Told { at, .. } => Millis(at.get(index).copied().unwrap_or_default()),
            Clock::Untold { .. } => Millis(index as u64 * WITHOUT_TIMES_MILLIS),
        }
    }

    /// Zero of the clock in milliseconds since 1970.
    pub(super) fn started_unix_millis(&self) -> Option<u64> {
        match self {
            Clock::Told {
                started_unix_millis, ..
            } => Some(*started_unix_millis),
            Clock::Untold { started_unix_millis } => *started_unix_millis,
        }
    }
}

fn unix_millis(time: &Time) -> Option<u64> {
    let millis = match time {
        Time::Text(text) => parse(text)?,
        Time::Millis(millis) if (0.0..UNIX_MILLIS_MAX).contains(millis) => *millis as i64,
        Time::Millis(_) | Time::Unknown(_) => return None,
    };
    u64::try_from(millis).ok().filter(|millis| *millis > 0)
}

/// `2021-04-19T06:06:58.219Z`, also with an offset instead of `Z`, as milliseconds since 1970.
fn parse(text: &str) -> Option<i64> {
    let (date, rest) = text.trim().split_once(['T', 't', ' '])?;
    let mut date = date.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    let sound = (1..=9_999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let zone = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (time, zone) = rest.split_at_checked(zone)?;
    let of_day = Millis::from_clock(time).filter(|_| time.split(':').count() == 3)?;
    sound.then(|| days_since_1970(year, month, day) * 86_400_000 + of_day.0 as i64 - zone_millis(zone).unwrap_or(0))
}

fn zone_millis(zone: &str) -> Option<i64> {
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = zone.strip_prefix(['+', '-'])?.split_once(':')?;
    let minutes = hours.parse::<i64>().ok()?.checked_mul(60)? + minutes.parse::<i64>().ok()?;
    (0..=24 * 60).contains(&minutes).then_some(sign * minutes * 60_000)
}

/// Days of the Gregorian calendar, counted in years that begin in March so that the leap day comes last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month_from_march) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    year * 365 + leap_days + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_the_forms_that_files_use() {
        assert_eq!(parse("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(parse("2021-04-19T06:06:58.219Z"), Some(1_618_812_418_219));
        assert_eq!(parse("2023-11-22T03:57:32+00:00"), Some(1_700_625_452_000));
        assert_eq!(parse("2023-11-22T04:57:32+01:00"), Some(1_700_625_452_000));
        assert_eq!(parse("2000-02-29T00:00:00Z"), Some(951_782_400_000));
        for text in [
            "",
            "yesterday",
            "2021-13-01T00:00:00Z",
            "2021-01-01",
            "2021-01-01T10Z",
            "é-1-1T0:0:0é",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
