//! One's own private notes of a room. Nothing here touches the room's task or writes to the public file (rule P3).

use axum::{Json, extract::State, http::StatusCode};
use board::{id::RoomId, time::Millis};
use interview::{
    may::Deed,
    note::{ELEMENTS_PER_NOTE, NOTE_CHARS, NOTES_PER_PERSON, Note, Wording},
};

use crate::{
    problem::ApiError,
    request::{Body, Names, room_id},
    seat_cookie::{Asker, Caller},
    state::AppState,
    storage::note,
};

/// One's own notes of a room.
#[utoipa::path(get, path = "/rooms/{room}/notes", params(("room" = String, Path), ("seat" = Option<String>, Query)),
    responses((status = 200, body = Vec<Note>)))]
pub async fn list(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
) -> Result<Json<Vec<Note>>, ApiError> {
    let room = room_id(&room)?;
    let writer = asker.in_room(&state, room, Deed::KeepNotes).await?.writer();
    Ok(Json(
        state
            .storage
            .private
            .read(move |connection| Ok(note::list(connection, room, &writer)?))
            .await?,
    ))
}

/// Writes one of one's own notes, new or changed.
#[utoipa::path(put, path = "/rooms/{room}/notes/{note}",
    params(("room" = String, Path), ("note" = String, Path), ("seat" = Option<String>, Query)), request_body = Note,
    responses((status = 200, body = Note, description = "As it was kept")))]
pub async fn put(
    State(state): State<AppState>,
    asker: Asker,
    Names([room, id]): Names<2>,
    Body(note): Body<Note>,
) -> Result<Json<Note>, ApiError> {
    let room: RoomId = room_id(&room)?;
    let caller = asker.in_room(&state, room, Deed::KeepNotes).await?;
    check(&note, &id)?;
    let now = state.clock.unix_millis();
    let latest = latest_moment(&caller, now);
    let at = note.at.min(latest);
    let note = Note {
        at,
        until: note.until.map(|until| until.min(latest)).filter(|until| *until > at),
        ..note
    };
    let (writer, kept) = (caller.writer(), note.clone());
    let written = state
        .storage
        .private
        .write(move |connection| Ok(note::put(connection, room, &writer, &kept, NOTES_PER_PERSON, now)?));
    if written.await? {
        Ok(Json(note))
    } else {
        Err(ApiError::TooMany("A person keeps at most 5,000 notes in a room."))
    }
}

/// What one of one's own notes said before it was changed, the first wording first.
#[utoipa::path(get, path = "/rooms/{room}/notes/{note}/wordings",
    params(("room" = String, Path), ("note" = String, Path), ("seat" = Option<String>, Query)),
    responses((status = 200, body = Vec<Wording>)))]
pub async fn wordings(
    State(state): State<AppState>,
    asker: Asker,
    Names([room, id]): Names<2>,
) -> Result<Json<Vec<Wording>>, ApiError> {
    let room = room_id(&room)?;
    let writer = asker.in_room(&state, room, Deed::KeepNotes).await?.writer();
    let found = state
        .storage
        .private
        .read(move |connection| Ok(note::wordings(connection, room, &writer, &id)?));
    Ok(Json(found.await?))
}

/// Takes one of one's own notes away for good, with all that it ever said.
#[utoipa::path(delete, path = "/rooms/{room}/notes/{note}",
    params(("room" = String, Path), ("note" = String, Path), ("seat" = Option<String>, Query)),
    responses((status = 204, description = "Nothing of it is left")))]
pub async fn erase(
    State(state): State<AppState>,
    asker: Asker,
    Names([room, id]): Names<2>,
) -> Result<StatusCode, ApiError> {
    let room = room_id(&room)?;
    let writer = asker.in_room(&state, room, Deed::KeepNotes).await?.writer();
    let erased = state
        .storage
        .private
        .write(move |connection| Ok(note::erase(connection, room, &writer, &id)?));
    erased.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// No note can belong to a moment that has not come.
fn latest_moment(caller: &Caller, now_unix_millis: u64) -> Millis {
    let room = &caller.room;
    let since_begin = room
        .began_unix_millis
        .map_or(0, |began| now_unix_millis.saturating_sub(began));
    Millis(if room.ended {
        room.duration_millis
    } else {
        room.duration_millis.max(since_begin)
    })
}

fn check(note: &Note, id: &str) -> Result<(), ApiError> {
    if note.id != id || id.len() != 32 || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(ApiError::InvalidValue(
            "A note's id has 32 hexadecimal digits and stands in the address as well.",
        ));
    }
    if note.text.chars().count() > NOTE_CHARS {
        return Err(ApiError::InvalidValue("A note has at most 10,000 characters."));
    }
    if note.elements.len() > ELEMENTS_PER_NOTE {
        return Err(ApiError::InvalidValue("A note is about at most 200 elements."));
    }
    if note.code.is_some_and(|code| code.from > code.to) {
        return Err(ApiError::InvalidValue("Lines of code end behind their beginning."));
    }
    Ok(())
}
