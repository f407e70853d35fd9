//! What was done to rooms and seats, by whom and when: no secrets and no content. Rows stay when their room is deleted.

use board::id::RoomId;
use rusqlite::{Connection, Result, params};

use super::room::key;

/// A deed worth remembering.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Audited {
    /// The staff password was set.
    SetUp,
    /// A browser signed in.
    SignedIn,
    /// Somebody gave a wrong password.
    SignInFailed,
    /// A room was started.
    RoomStarted,
    /// A room was deleted with everything in it.
    RoomDeleted,
    /// A recording was taken away.
    RoomExported,
    /// A link was made or made anew.
    LinkMade,
    /// A browser took a seat.
    SeatTaken,
    /// A second browser was let in.
    Admitted,
    /// A second browser was turned away.
    TurnedAway,
    /// A seat was revoked.
    SeatRevoked,
    /// The host's role went to somebody else.
    HandedOver,
    /// Hands were made read-only.
    HandsHeld,
    /// Hands were given back.
    HandsFreed,
    /// A code for a further device of a seat was made.
    DeviceCodeMade,
    /// A further device came into a seat.
    DeviceAdded,
    /// Somebody asked for a stretch of their own doing to be removed.
    RemovalAsked,
    /// A stretch of the recording was removed.
    StretchRemoved,
    /// The words of a stretch were masked.
    StretchMasked,
    /// Somebody consented to the own voice being recorded.
    VoiceConsented,
    /// Somebody took that back.
    VoiceWithdrawn,
    /// Somebody deleted what they said.
    VoiceDeleted,
}

/// Writes a deed down. `who` and `about` are ids or fixed words, never names.
pub fn write(
    connection: &Connection,
    now_unix_millis: u64,
    who: &str,
    deed: Audited,
    room: Option<RoomId>,
    about: &str,
) -> Result<()> {
    let room = room.map(key);
    let sql = "INSERT INTO audit (at_unix_millis, deed, who, room, about) VALUES (?1, ?2, ?3, ?4, ?5)";
    connection
        .execute(sql, params![now_unix_millis, deed_key(deed), who, room, about])
        .map(|_| ())
}

fn deed_key(deed: Audited) -> &'static str {
    match deed {
        Audited::SetUp => "set_up",
        Audited::SignedIn => "signed_in",
        Audited::SignInFailed => "sign_in_failed",
        Audited::RoomStarted => "room_started",
        Audited::RoomDeleted => "room_deleted",
        Audited::RoomExported => "room_exported",
        Audited::LinkMade => "link_made",
        Audited::SeatTaken => "seat_taken",
        Audited::Admitted => "admitted",
        Audited::TurnedAway => "turned_away",
        Audited::SeatRevoked => "seat_revoked",
        Audited::HandedOver => "handed_over",
        Audited::HandsHeld => "hands_held",
        Audited::HandsFreed => "hands_freed",
        Audited::DeviceCodeMade => "device_code_made",
        Audited::DeviceAdded => "device_added",
        Audited::RemovalAsked => "removal_asked",
        Audited::StretchRemoved => "stretch_removed",
        Audited::StretchMasked => "stretch_masked",
        Audited::VoiceConsented => "voice_consented",
        Audited::VoiceWithdrawn => "voice_withdrawn",
        Audited::VoiceDeleted => "voice_deleted",
    }
}
