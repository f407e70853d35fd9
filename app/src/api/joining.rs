//! Looking at a link, taking its seat, knocking where another browser holds it.

use interview::api::{Join, Joined, LinkView, LookAtLink};

use super::{ApiError, get, order_plain, post};

/// What a token or short code leads to, without taking it.
pub async fn look(token: String) -> Result<LinkView, ApiError> {
    post("/join/look", &LookAtLink { token }).await
}

/// Takes the seat, or knocks.
pub async fn join(join: &Join) -> Result<Joined, ApiError> {
    post("/join", join).await
}

/// What became of a knock.
pub async fn knock(knock: &str) -> Result<Joined, ApiError> {
    get(&format!("/join/{knock}")).await
}

/// Whether the server answers at all.
pub async fn server_answers() -> Result<(), ApiError> {
    order_plain(gloo_net::http::Method::GET, "/healthz").await
}
