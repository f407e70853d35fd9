//! Read-only hands: whose they are, and making and ending it. It reaches open connections at once.

use axum::{Json, extract::State};
use interview::{
    hands::{Held, HoldHands},
    may::Deed,
};

use crate::{
    problem::ApiError,
    request::{Body, Names, room_id},
    seat_cookie::Asker,
    state::AppState,
    storage::{
        audit::{self, Audited},
        hands,
    },
};

/// Whose hands are read-only (host).
#[utoipa::path(get, path = "/rooms/{room}/hands", params(("room" = String, Path), ("seat" = Option<String>, Query)),
    responses((status = 200, body = Held)))]
pub async fn read(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
) -> Result<Json<Held>, ApiError> {
    let room = room_id(&room)?;
    asker.in_room(&state, room, Deed::HoldHands).await?;
    let held = state
        .storage
        .public
        .read(move |connection| Ok(hands::held(connection, room)?))
        .await?;
    Ok(Json(held))
}

/// Makes hands read-only, or gives them back (host).
#[utoipa::path(put, path = "/rooms/{room}/hands", params(("room" = String, Path), ("seat" = Option<String>, Query)),
    request_body = HoldHands, responses((status = 200, body = Held)))]
pub async fn hold(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
    Body(HoldHands { whose, read_only }): Body<HoldHands>,
) -> Result<Json<Held>, ApiError> {
    let room = room_id(&room)?;
    let who = asker.in_room(&state, room, Deed::HoldHands).await?.audit_word();
    let now = state.clock.unix_millis();
    let deed = if read_only {
        Audited::HandsHeld
    } else {
        Audited::HandsFreed
    };
    let written = state.storage.public.write(move |connection| {
        audit::write(connection, now, &who, deed, Some(room), whose.key())?;
        hands::set(connection, room, whose, read_only)?;
        Ok(hands::held(connection, room)?)
    });
    let held = written.await?;
    state.registry.hold_hands(room, held).await;
    Ok(Json(held))
}
