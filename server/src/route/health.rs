//! Whether the server is up and its storage can be read.

use axum::{extract::State, http::StatusCode};

use crate::{problem::ApiError, state::AppState};

/// Whether the server is up and its storage can be read.
#[utoipa::path(get, path = "/healthz", responses((status = 204, description = "Up, and the storage can be read")))]
pub async fn read(State(state): State<AppState>) -> Result<StatusCode, ApiError> {
    state
        .storage
        .public
        .read(|connection| Ok(connection.query_row("SELECT 1", [], |_| Ok(()))?))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
