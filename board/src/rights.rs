//! What a seat may do, in the board's own words. The room knows rights, never roles.

use serde::{Deserialize, Serialize};

/// What the holder of a seat may do in a room. Everybody in a room may read what is public.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Rights {
    /// Create, change and delete elements.
    pub draw: bool,
    /// Type in code files.
    pub code: bool,
    /// Send chat lines and quick signals.
    pub chat: bool,
    /// Pause the recording and resume it.
    pub pause: bool,
    /// End the round and reopen it.
    pub end: bool,
    /// Announce the round's phases. The room alone knows it: it does not travel, so that messages keep their shape (rule F1), and
    /// a page reads it off its role.
    #[serde(skip)]
    pub phases: bool,
}

impl Rights {
    /// Everything.
    pub const HOST: Rights = Rights {
        draw: true,
        code: true,
        chat: true,
        pause: true,
        end: true,
        phases: true,
    };
    /// Work, and ask for privacy; the end is the host's.
    pub const CANDIDATE: Rights = Rights {
        draw: true,
        code: true,
        chat: true,
        pause: true,
        end: false,
        phases: false,
    };
    /// Watch.
    pub const NONE: Rights = Rights {
        draw: false,
        code: false,
        chat: false,
        pause: false,
        end: false,
        phases: false,
    };
}
