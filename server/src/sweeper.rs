//! What is thrown away by itself: try-out rooms after a day, and addresses that have been quiet.

use std::time::Duration;

use crate::{problem::ApiError, route::room, state::AppState, storage};

const EVERY: Duration = Duration::from_secs(600);
const TRY_OUT_MILLIS: u64 = 24 * 3_600_000;

/// Sweeps from time to time until the server goes down.
pub async fn run(state: AppState) {
    loop {
        if let Err(problem) = sweep(&state).await {
            tracing::warn!(%problem, "sweeping failed");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = state.shutdown.token.cancelled() => return,
        }
    }
}

/// Sweeps once.
pub async fn sweep(state: &AppState) -> Result<(), ApiError> {
    state.limits.forget_quiet();
    let before = state.clock.unix_millis().saturating_sub(TRY_OUT_MILLIS);
    let rooms = state
        .storage
        .public
        .read(move |connection| storage::room::try_outs_before(connection, before))
        .await?;
    for id in rooms {
        room::delete_whole(state, id, "sweeper".to_owned()).await?;
    }
    Ok(())
}
