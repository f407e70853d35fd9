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
}

impl Rights {
    /// Everything.
    pub const HOST: Rights = Rights {
        draw: true,
        code: true,
        chat: true,
        pause: true,
        end: true,
    };
    /// Work, and ask for privacy; the end is the host's.
    pub const CANDIDATE: Rights = Rights {
        draw: true,
        code: true,
        chat: true,
        pause: true,
        end: false,
    };
    /// Watch.
    pub const NONE: Rights = Rights {
        draw: false,
        code: false,
        chat: false,
        pause: false,
        end: false,
    };
}
