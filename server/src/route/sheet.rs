//! One's own round sheet: it is private as notes are, and nothing here touches the room's task or the public file (rule P3).

use axum::{Json, extract::State};
use interview::{
    may::Deed,
    sheet::{MOMENTS_PER_SHEET, SENTENCE_CHARS, Sheet},
};

use crate::{
    problem::ApiError,
    request::{Body, Names, room_id},
    seat_cookie::Asker,
    state::AppState,
    storage::sheet,
};

/// One's own sheet of a room; an empty one that nobody made where there is none.
#[utoipa::path(get, path = "/rooms/{room}/sheet", params(("room" = String, Path), ("seat" = Option<String>, Query)),
    responses((status = 200, body = Sheet)))]
pub async fn read(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
) -> Result<Json<Sheet>, ApiError> {
    let room = room_id(&room)?;
    let writer = asker.in_room(&state, room, Deed::KeepNotes).await?.writer();
    let found = state
        .storage
        .private
        .read(move |connection| Ok(sheet::find(connection, room, &writer)?));
    Ok(Json(found.await?.unwrap_or_default()))
}

/// Keeps one's own sheet of a room in place of the one before.
#[utoipa::path(put, path = "/rooms/{room}/sheet", params(("room" = String, Path), ("seat" = Option<String>, Query)),
    request_body = Sheet, responses((status = 200, body = Sheet, description = "As it was kept")))]
pub async fn put(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
    Body(sheet): Body<Sheet>,
) -> Result<Json<Sheet>, ApiError> {
    let room = room_id(&room)?;
    let writer = asker.in_room(&state, room, Deed::KeepNotes).await?.writer();
    if sheet.moments.len() > MOMENTS_PER_SHEET {
        return Err(ApiError::InvalidValue("A sheet holds at most 12 moments."));
    }
    let is_long = |sentence: &str| sentence.chars().count() > SENTENCE_CHARS;
    if sheet.moments.iter().any(|cited| is_long(&cited.sentence)) {
        return Err(ApiError::InvalidValue("A sentence has at most 500 characters."));
    }
    let kept = sheet.clone();
    let written = state
        .storage
        .private
        .write(move |connection| Ok(sheet::put(connection, room, &writer, &kept)?));
    written.await?;
    Ok(Json(sheet))
}
