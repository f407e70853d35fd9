//! A room's recording, for who may review it.

use board::id::RoomId;
use interview::api::RecordingHeader;

use super::{ApiError, get, get_bytes, with_seat};

/// What the recording is.
pub async fn header(room: RoomId, seat: Option<&str>) -> Result<RecordingHeader, ApiError> {
    get(&with_seat(&format!("/rooms/{room}/recording/header"), seat)).await
}

/// Its entries, as `board::codec` writes them.
pub async fn recording(room: RoomId, seat: Option<&str>) -> Result<Vec<u8>, ApiError> {
    get_bytes(&with_seat(&format!("/rooms/{room}/recording"), seat)).await
}

/// Where people pointed, typed and looked, as `board::track` writes it.
pub async fn tracks(room: RoomId, seat: Option<&str>) -> Result<Vec<u8>, ApiError> {
    get_bytes(&with_seat(&format!("/rooms/{room}/recording/tracks"), seat)).await
}
