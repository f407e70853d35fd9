//! Rooms: starting, listing, renaming and deleting them.

use board::id::RoomId;
use gloo_net::http::Method;
use interview::api::{RenameRoom, RoomRow, RoomView, StartRoom, StartedRoom};

use super::{ApiError, get, order, order_plain, post, with_seat};

/// Starts a room as its host.
pub async fn start(title: String, question: Option<String>) -> Result<StartedRoom, ApiError> {
    post("/rooms", &StartRoom { title, question }).await
}

/// Starts a room to try it alone, without signing in.
pub async fn start_try_out() -> Result<StartedRoom, ApiError> {
    post("/try", &StartRoom::default()).await
}

/// All rooms whose title or people match.
pub async fn list(search: &str) -> Result<Vec<RoomRow>, ApiError> {
    get(&format!("/rooms?search={}", js_sys::encode_uri_component(search))).await
}

/// A seat for signed-in staff, theirs or a new one.
pub async fn enter(room: RoomId) -> Result<StartedRoom, ApiError> {
    post(&format!("/rooms/{room}/enter"), &()).await
}

/// A room as this seat sees it.
pub async fn view(room: RoomId, seat: Option<&str>) -> Result<RoomView, ApiError> {
    get(&with_seat(&format!("/rooms/{room}"), seat)).await
}

/// Gives it another title.
pub async fn rename(room: RoomId, title: String) -> Result<(), ApiError> {
    order(Method::PATCH, &format!("/rooms/{room}"), &RenameRoom { title }).await
}

/// Deletes it with everything in it.
pub async fn delete(room: RoomId) -> Result<(), ApiError> {
    order_plain(Method::DELETE, &format!("/rooms/{room}")).await
}
