//! Voices in the API: the consent to one's own, who records now, and which stretches a reviewer can hear.

use board::time::Millis;
use serde::{Deserialize, Serialize};

/// `GET /rooms/{room}/voice/mine`: what stands about one's own voice.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct OwnVoice {
    /// Whether the consent stands.
    pub consent: bool,
    /// Pieces are sent under this number; it grows when what was said is deleted.
    pub number: u32,
    /// How much is stored.
    #[cfg_attr(feature = "schema", schema(value_type = u64))]
    pub stored: Millis,
}

/// `PUT /rooms/{room}/voice/mine`: gives the consent, or takes it back.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct VoiceConsent {
    /// Given or not.
    pub consent: bool,
}

/// `PUT /rooms/{room}/voice/mine/{take}/{piece}?at=&number=` with Opus in Ogg as body.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct StoredPiece {
    /// Whether there is anything of it to be heard: a piece from a pause is taken and thrown away.
    pub kept: bool,
}

/// `PUT /rooms/{room}/voice/now`: one's own microphone records, or no longer.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct VoiceOn {
    /// Whether it does.
    pub on: bool,
}

/// `GET /rooms/{room}/voice/now`: whose voice is being recorded, for everybody in the room, and the room's time.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct VoicesNow {
    /// The room's time as the answer left.
    #[cfg_attr(feature = "schema", schema(value_type = u64))]
    pub now: Millis,
    /// Indexes in the recording.
    pub actors: Vec<u16>,
}

/// `GET /rooms/{room}/voice` (reviewers).
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct VoiceTracks {
    /// Where there is sound, person by person and by time.
    pub stretches: Vec<VoiceStretch>,
    /// Where a piece that was recorded never came. Pauses are among them: nothing of one is kept.
    pub missing: Vec<VoiceStretch>,
}

/// A stretch in which somebody's voice was recorded.
/// `GET /rooms/{room}/voice/{actor}/audio?from=&to=` is the sound of one.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct VoiceStretch {
    /// Whose, as an index in the recording.
    pub actor: u16,
    /// From when.
    #[cfg_attr(feature = "schema", schema(value_type = u64))]
    pub from: Millis,
    /// To when.
    #[cfg_attr(feature = "schema", schema(value_type = u64))]
    pub to: Millis,
}
