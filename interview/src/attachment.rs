//! What staff lays beside a recording afterwards: a recording of the call, or its transcript, shifted onto the room's clock.

use serde::{Deserialize, Serialize};

/// The furthest that one can be shifted: a day.
pub const OFFSET_MILLIS_MAX: i64 = 24 * 3_600_000;

/// What it is.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AttachmentKind {
    /// Sound of the whole call.
    Call,
    /// WebVTT or SRT.
    Transcript,
}

impl AttachmentKind {
    /// As the API and the storage spell it.
    pub fn key(self) -> &'static str {
        match self {
            AttachmentKind::Call => "call",
            AttachmentKind::Transcript => "transcript",
        }
    }

    /// Reads what [`AttachmentKind::key`] wrote.
    pub fn from_key(key: &str) -> Option<AttachmentKind> {
        [AttachmentKind::Call, AttachmentKind::Transcript]
            .into_iter()
            .find(|kind| kind.key() == key)
    }
}

/// One of `GET /rooms/{room}/attachments` (reviewers); `POST` of the file adds one, `GET /rooms/{room}/attachments/{id}` reads its
/// file, `DELETE` takes it away.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Attachment {
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: AttachmentKind,
    /// The file's name.
    pub name: String,
    /// When its beginning is, in milliseconds of room time; negative where it began before the round.
    pub offset_millis: i64,
}

/// `PUT /rooms/{room}/attachments/{id}`: shifts it.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ShiftAttachment {
    /// As in [`Attachment`].
    pub offset_millis: i64,
}

/// What a file of sound is, by its first bytes; `None` where it is none that browsers play.
pub fn sound_mime(bytes: &[u8]) -> Option<&'static str> {
    let at = |from: usize, magic: &[u8]| bytes.get(from..from + magic.len()) == Some(magic);
    let mpeg = bytes.first() == Some(&0xFF) && bytes.get(1).is_some_and(|second| second & 0xE0 == 0xE0);
    match () {
        () if at(0, b"OggS") => Some("audio/ogg"),
        () if at(0, b"RIFF") && at(8, b"WAVE") => Some("audio/wav"),
        () if at(0, &[0x1A, 0x45, 0xDF, 0xA3]) => Some("audio/webm"),
        () if at(4, b"ftyp") => Some("audio/mp4"),
        () if at(0, b"fLaC") => Some("audio/flac"),
        () if at(0, b"ID3") || mpeg => Some("audio/mpeg"),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_sound_is_known_by_its_beginning() {
        assert_eq!(sound_mime(b"RIFF....WAVEfmt "), Some("audio/wav"));
        assert_eq!(sound_mime(b"....ftypM4A "), Some("audio/mp4"));
        assert_eq!(sound_mime(&[0xFF, 0xFB, 0x90]), Some("audio/mpeg"));
        for other in [&b""[..], b"RIFF", b"<html>", b"\xFF", b"WEBVTT"] {
            assert_eq!(sound_mime(other), None, "{other:?}");
        }
    }
}
