//! A room's recording, for who may review it.

use board::{id::RoomId, recording::Seq};
use interview::api::RecordingHeader;

use super::{ApiError, get, get_bytes, with_seat};

/// What the recording is.
pub async fn header(room: RoomId, seat: Option<&str>) -> Result<RecordingHeader, ApiError> {
    get(&with_seat(&format!("/rooms/{room}/recording/header"), seat)).await
}

/// Its runs after an entry: a [`board::sound::Page`] in postcard.
pub async fn page(room: RoomId, seat: Option<&str>, after: Seq) -> Result<Vec<u8>, ApiError> {
    get_bytes(&with_seat(&format!("/rooms/{room}/recording/after/{}", after.0), seat)).await
}

/// Where people pointed, typed and looked, as `board::track` writes it.
pub async fn tracks(room: RoomId, seat: Option<&str>) -> Result<Vec<u8>, ApiError> {
    get_bytes(&with_seat(&format!("/rooms/{room}/recording/tracks"), seat)).await
}
