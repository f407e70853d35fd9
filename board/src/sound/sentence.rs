//! What is missing of a recording, in one sentence.

use super::{Fault, Sound, Why};

impl Sound {
    /// What cannot be shown and why; nothing where all of it can.
    pub fn sentence(&self) -> Option<String> {
        let (first, rest) = self.faults.split_first()?;
        let more = match rest.len() {
            0 => String::new(),
            1 => " So it is once more, later on.".to_owned(),
            number => format!(" So it is {number} times more, later on."),
        };
        Some(format!("{}{more}", first.sentence()))
    }
}

impl Fault {
    fn sentence(&self) -> String {
        let what = self.what();
        match (self.from, self.resumes) {
            (None, None) => format!("Nothing of this recording can be shown: {what}."),
            (Some(from), None) => format!("Only what was recorded up to {} can be shown: {what}.", from.clock()),
            (from, Some(resumes)) => format!(
                "From {} to {} nothing can be shown: {what}; then the recording holds the whole board again.",
                from.unwrap_or_default().clock(),
                resumes.clock()
            ),
        }
    }

    fn what(&self) -> String {
        let entries = if self.first == self.last {
            format!("entry {}", self.first.0)
        } else {
            format!("entries {} to {}", self.first.0, self.last.0)
        };
        let (is, was) = if self.first == self.last {
            ("is", "was")
        } else {
            ("are", "were")
        };
        match self.why {
            Why::Missing => format!("{entries} {is} missing"),
            Why::Damaged => format!("{entries} {is} damaged"),
            Why::NewerVersion(version) => {
                format!("{entries} {was} recorded by a newer version (format {version}); update Chalkback")
            }
            Why::OutOfOrder => format!("{entries} {is} not in order"),
            Why::NotRecorded => format!("{entries} {is} not what was recorded, as the hash chain shows"),
        }
    }
}
