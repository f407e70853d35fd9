//! Stretches that are to be removed from a recording, and those that were.

use board::id::RoomId;
use gloo_net::http::Method;
use interview::removal::{AskRemoval, Removals, RemoveStretch, RemovedStretch};

use super::{ApiError, get, order, order_plain, post, with_seat};

/// What waits for a word and what was removed.
pub async fn list(room: RoomId, seat: Option<&str>) -> Result<Removals, ApiError> {
    get(&with_seat(&format!("/rooms/{room}/removals"), seat)).await
}

/// Asks for a stretch of one's own doing.
pub async fn ask(room: RoomId, seat: Option<&str>, asked: &AskRemoval) -> Result<(), ApiError> {
    let path = with_seat(&format!("/rooms/{room}/removals/requests"), seat);
    order(Method::POST, &path, asked).await
}

/// Declines a request, or takes one's own back.
pub async fn answer(room: RoomId, seat: Option<&str>, request: &str) -> Result<(), ApiError> {
    let path = with_seat(&format!("/rooms/{room}/removals/requests/{request}"), seat);
    order_plain(Method::DELETE, &path).await
}

/// Removes a stretch, for good.
pub async fn remove(room: RoomId, seat: Option<&str>, wanted: &RemoveStretch) -> Result<RemovedStretch, ApiError> {
    post(&with_seat(&format!("/rooms/{room}/removals"), seat), wanted).await
}
