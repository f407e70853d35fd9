//! Where people pointed and looked, beside the recording (rule P1): points of a track, their bytes on the wire, and what a track
//! says of any moment between its points. Never part of a board, never of the chain.

mod codec;
mod trails;

use serde::{Deserialize, Serialize};

pub use self::{
    codec::{TrackError, decode_tracks, encode_tracks},
    trails::{Seen, Trails},
};
use crate::{
    actor::{ActorIndex, JoinRank},
    geometry::Point,
    id::FileId,
    text::Utf16,
    time::Millis,
};

/// Where a person was at a moment (rule P1).
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Track {
    /// When.
    pub at: Millis,
    /// Who.
    pub actor: ActorIndex,
    /// Which of that person's clients.
    pub rank: JoinRank,
    /// The pointer on the board.
    pub cursor: Option<Point>,
    /// The caret or selection in a code file: anchor and head.
    pub caret: Option<(FileId, Utf16, Utf16)>,
    /// The part of the board in view: near and far corner.
    pub view: Option<(Point, Point)>,
    /// Whether the laser was on there. Said only where it was, as recordings from before there was one say nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub laser: bool,
}
