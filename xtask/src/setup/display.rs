//! A screen without a monitor and a hand for its pointer, for the one bench that needs events as real devices send them. Where
//! they cannot be had that bench says that it was left out.

use super::apt;
use crate::command;

const TOOLS: [(&str, &str); 2] = [("Xvfb", "xvfb"), ("xdotool", "xdotool")];

/// Whether there are both.
pub(crate) fn display() -> bool {
    TOOLS.into_iter().all(|(program, package)| {
        let is_there = || command::find_on_path(&[program]).is_some();
        is_there() || (apt::is_at_hand() && apt::install(package, "a few MB").is_ok() && is_there())
    })
}
