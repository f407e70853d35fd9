//! One's own private notes of a round.

use board::id::RoomId;
use gloo_net::http::Method;
use interview::note::{Note, Wording};

use super::{ApiError, get, order, order_plain, with_seat};

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

/// What one said before it was changed, the first wording first.
pub async fn wordings(room: RoomId, seat: Option<&str>, note: &str) -> Result<Vec<Wording>, ApiError> {
    get(&with_seat(&format!("/rooms/{room}/notes/{note}/wordings"), seat)).await
}

/// Takes one away for good, with all it ever said.
pub async fn erase(room: RoomId, seat: Option<&str>, note: &str) -> Result<(), ApiError> {
    order_plain(Method::DELETE, &with_seat(&format!("/rooms/{room}/notes/{note}"), seat)).await
}
