//! One's own private notes of a round.

use board::id::RoomId;
use gloo_net::http::Method;
use interview::note::Note;

use super::{ApiError, get, order, with_seat};

/// All of one's own.
pub async fn list(room: RoomId, seat: Option<&str>) -> Result<Vec<Note>, ApiError> {
    get(&with_seat(&format!("/rooms/{room}/notes"), seat)).await
}

/// Writes one, new or changed; a note is deleted by writing it as deleted.
pub async fn put(room: RoomId, seat: Option<&str>, note: &Note) -> Result<(), ApiError> {
    order(
        Method::PUT,
        &with_seat(&format!("/rooms/{room}/notes/{}", note.id), seat),
        note,
    )
    .await
}
