//! Questions: the reusable kits that rooms start from.

use board::id::RoomId;
use gloo_net::http::Method;
use interview::api::{ImportReport, Question, SaveAsQuestion};

use super::{ApiError, get, order, order_plain, post, post_file};

/// All of them.
pub async fn list() -> Result<Vec<Question>, ApiError> {
    get("/questions").await
}

/// One of them.
pub async fn read(id: &str) -> Result<Question, ApiError> {
    get(&format!("/questions/{id}")).await
}

/// A new one.
pub async fn create(question: &Question) -> Result<Question, ApiError> {
    post("/questions", question).await
}

/// Changes one.
pub async fn save(question: &Question) -> Result<(), ApiError> {
    order(Method::PUT, &format!("/questions/{}", question.id), question).await
}

/// Deletes one; rooms started from it keep what they have.
pub async fn delete(id: &str) -> Result<(), ApiError> {
    order_plain(Method::DELETE, &format!("/questions/{id}")).await
}

/// Puts an `.excalidraw` file or an image on its board.
pub async fn seed(id: &str, file: &web_sys::File) -> Result<ImportReport, ApiError> {
    post_file(&format!("/questions/{id}/seed"), file).await
}

/// Saves how a room began as a new question.
pub async fn from_room(room: RoomId, title: String) -> Result<Question, ApiError> {
    post(&format!("/rooms/{room}/question"), &SaveAsQuestion { title }).await
}
