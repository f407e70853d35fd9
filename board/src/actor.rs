//! Who did something, as the recording knows it: small numbers. Names live in one table beside the recording, so that a
//! person can be erased without touching an entry (rule E4).

use serde::{Deserialize, Serialize};

/// A person's index within one recording. 0 is the room itself (seeded material, imports).
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
pub struct ActorIndex(pub u16);

impl ActorIndex {
    /// The room itself: what was on the board before anyone came.
    pub const ROOM: ActorIndex = ActorIndex(0);
}

/// The order in which clients first joined a room; it breaks ties between inserts at one place (rule X4) and tells the
/// clients of a room apart. Survives resume.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
pub struct JoinRank(pub u32);
