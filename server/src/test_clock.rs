//! `POST /test/clock`: lets browser tests live through long absences. Mounted only where the server was started for it.

use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;

use crate::state::AppState;

/// How far to go.
#[derive(Debug, Deserialize)]
pub struct Advance {
    advance_millis: u64,
}

/// Shifts the server's clock forward.
pub async fn advance(State(state): State<AppState>, Json(advance): Json<Advance>) -> StatusCode {
    state.clock.advance(advance.advance_millis);
    StatusCode::NO_CONTENT
}
