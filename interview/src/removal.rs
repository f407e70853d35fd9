//! Removing a stretch of a recording: what may be asked, what the host decides, and what is told of it afterwards (rule E3).

use board::{redaction::Way, time::Millis};
use serde::{Deserialize, Serialize};

/// Characters of a reason.
pub const REASON_CHARS: usize = 200;
/// Requests of a room that wait at once.
pub const REQUESTS_PER_ROOM: usize = 100;
/// Removed stretches of a room.
pub const REMOVALS_PER_ROOM: usize = 1_000;

/// `POST /rooms/{room}/removals/requests`: asks for a stretch of one's own doing to be removed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct AskRemoval {
    /// From when on, in the round's time.
    #[cfg_attr(feature = "schema", schema(value_type = u64))]
    pub from: Millis,
    /// Until when.
    #[cfg_attr(feature = "schema", schema(value_type = u64))]
    pub to: Millis,
    /// Why, for the host; forgotten with the answer.
    pub reason: String,
}

/// A request that waits, or was declined.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct RemovalRequest {
    /// Its id.
    pub id: String,
    /// Whose doing.
    pub actor: u16,
    /// From when on.
    #[cfg_attr(feature = "schema", schema(value_type = u64))]
    pub from: Millis,
    /// Until when.
    #[cfg_attr(feature = "schema", schema(value_type = u64))]
    pub to: Millis,
    /// Why; empty once it is answered.
    pub reason: String,
    /// Whether the host has declined it.
    pub declined: bool,
}

/// `POST /rooms/{room}/removals`: removes a stretch, or masks its words. It cannot be taken back.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct RemoveStretch {
    /// From when on.
    #[cfg_attr(feature = "schema", schema(value_type = u64))]
    pub from: Millis,
    /// Until when.
    #[cfg_attr(feature = "schema", schema(value_type = u64))]
    pub to: Millis,
    /// Whose doing; everybody's where none is named.
    pub actor: Option<u16>,
    /// How.
    pub way: RemovalWay,
    /// The request that it answers.
    #[serde(default)]
    pub request: Option<String>,
}

/// How a stretch is redacted.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RemovalWay {
    /// What was drawn and said goes, and no word is left of what was typed.
    Remove,
    /// No word is left; shapes and ink stay.
    Mask,
}

/// A stretch that was removed.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct RemovedStretch {
    /// From when on.
    #[cfg_attr(feature = "schema", schema(value_type = u64))]
    pub from: Millis,
    /// Until when.
    #[cfg_attr(feature = "schema", schema(value_type = u64))]
    pub to: Millis,
    /// Whose doing; everybody's where none is named.
    pub actor: Option<u16>,
    /// How.
    pub way: RemovalWay,
}

/// `GET /rooms/{room}/removals`: what waits for the host's word and what was done. Who does not decide sees only their own.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Removals {
    /// Requests.
    pub asked: Vec<RemovalRequest>,
    /// Done, oldest first.
    pub done: Vec<RemovedStretch>,
    /// Whether the asker decides.
    pub decides: bool,
}

impl RemovalWay {
    /// As the storage spells it.
    pub fn key(self) -> &'static str {
        match self {
            RemovalWay::Remove => "remove",
            RemovalWay::Mask => "mask",
        }
    }

    /// Reads what [`RemovalWay::key`] wrote.
    pub fn from_key(key: &str) -> Option<RemovalWay> {
        [RemovalWay::Remove, RemovalWay::Mask]
            .into_iter()
            .find(|way| way.key() == key)
    }
}

impl From<RemovalWay> for Way {
    fn from(way: RemovalWay) -> Way {
        match way {
            RemovalWay::Remove => Way::Remove,
            RemovalWay::Mask => Way::Mask,
        }
    }
}

/// Why a stretch is none: it has to begin before it ends.
pub fn is_stretch(from: Millis, to: Millis) -> bool {
    from < to
}
