//! One's own round sheet.

use board::id::RoomId;
use gloo_net::http::Method;
use interview::sheet::Sheet;

use super::{ApiError, get, order, with_seat};

/// One's own, or an empty one that nobody made.
pub async fn read(room: RoomId, seat: Option<&str>) -> Result<Sheet, ApiError> {
    get(&with_seat(&format!("/rooms/{room}/sheet"), seat)).await
}

/// Keeps it in place of the one before.
pub async fn put(room: RoomId, seat: Option<&str>, sheet: &Sheet) -> Result<(), ApiError> {
    order(Method::PUT, &with_seat(&format!("/rooms/{room}/sheet"), seat), sheet).await
}
