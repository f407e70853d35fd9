//! Call recordings and transcripts that staff lays beside a room afterwards.

use axum::{
    Json,
    extract::State,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use board::limits;
use interview::{
    attachment::{Attachment, AttachmentKind, OFFSET_MILLIS_MAX, ShiftAttachment, sound_mime},
    may::Deed,
    transcript,
};
use serde::Deserialize;

use crate::{
    problem::ApiError,
    request::{Asked, Body, Names, RawBody, room_id},
    seat_cookie::Asker,
    seat_id::SeatId,
    state::AppState,
    storage::attachment,
};

/// What is being attached.
#[derive(Debug, Deserialize)]
pub struct New {
    kind: AttachmentKind,
    name: String,
}

/// What is attached to a room (reviewers).
#[utoipa::path(get, path = "/rooms/{room}/attachments", params(("room" = String, Path), ("seat" = Option<String>, Query)),
    responses((status = 200, body = Vec<Attachment>)))]
pub async fn list(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
) -> Result<Json<Vec<Attachment>>, ApiError> {
    let room = room_id(&room)?;
    asker.in_room(&state, room, Deed::Attach).await?;
    let found = state
        .storage
        .public
        .read(move |connection| attachment::list(connection, room));
    Ok(Json(found.await?))
}

/// Attaches a file.
#[utoipa::path(post, path = "/rooms/{room}/attachments",
    params(("room" = String, Path), ("seat" = Option<String>, Query), ("kind" = AttachmentKind, Query), ("name" = String, Query)),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "Sound, WebVTT or SubRip"),
    responses((status = 200, body = Attachment)))]
pub async fn add(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
    Asked(New { kind, name }): Asked<New>,
    RawBody(bytes): RawBody,
) -> Result<Json<Attachment>, ApiError> {
    let room = room_id(&room)?;
    asker.in_room(&state, room, Deed::Attach).await?;
    let mime = match kind {
        AttachmentKind::Call => sound_mime(&bytes).ok_or(ApiError::InvalidValue(
            "This is no sound that browsers play: MP3, M4A, Ogg, WebM, WAV or FLAC.",
        ))?,
        AttachmentKind::Transcript => {
            transcript::read(&bytes)?;
            "text/vtt"
        }
    };
    let name = name.trim().chars().take(limits::NAME_CHARS).collect::<String>();
    let (id, kept_name) = (SeatId::fresh()?, name.clone());
    let written = state.storage.public.write(move |connection| {
        let fits = attachment::list(connection, room)?.len() < limits::ATTACHMENTS_PER_ROOM;
        if fits {
            attachment::insert(connection, room, id, (kind, &kept_name, mime), &bytes)?;
        }
        Ok(fits)
    });
    if !written.await? {
        return Err(ApiError::TooMany("At most 20 files can be attached to a room."));
    }
    Ok(Json(Attachment {
        id: id.to_string(),
        kind,
        name,
        offset_millis: 0,
    }))
}

/// The file.
#[utoipa::path(get, path = "/rooms/{room}/attachments/{id}",
    params(("room" = String, Path), ("id" = String, Path), ("seat" = Option<String>, Query)),
    responses((status = 200, description = "The file")))]
pub async fn read(
    State(state): State<AppState>,
    asker: Asker,
    Names([room, id]): Names<2>,
) -> Result<Response, ApiError> {
    let room = room_id(&room)?;
    asker.in_room(&state, room, Deed::Attach).await?;
    let id = attachment_id(&id)?;
    let found = state
        .storage
        .public
        .read(move |connection| attachment::find(connection, room, id));
    let (mime, bytes) = found.await?.ok_or(ApiError::NoSuchAttachment)?;
    let headers: [(HeaderName, HeaderValue); 2] = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_str(&mime).map_err(|_| ApiError::Damaged)?,
        ),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment")),
    ];
    Ok((headers, bytes).into_response())
}

/// Shifts one on the room's clock.
#[utoipa::path(put, path = "/rooms/{room}/attachments/{id}",
    params(("room" = String, Path), ("id" = String, Path), ("seat" = Option<String>, Query)), request_body = ShiftAttachment,
    responses((status = 204, description = "Shifted")))]
pub async fn shift(
    State(state): State<AppState>,
    asker: Asker,
    Names([room, id]): Names<2>,
    Body(ShiftAttachment { offset_millis }): Body<ShiftAttachment>,
) -> Result<StatusCode, ApiError> {
    let room = room_id(&room)?;
    asker.in_room(&state, room, Deed::Attach).await?;
    let id = attachment_id(&id)?;
    if offset_millis.saturating_abs() > OFFSET_MILLIS_MAX {
        return Err(ApiError::InvalidValue("A file is shifted by a day at most."));
    }
    let shifted = state
        .storage
        .public
        .write(move |connection| attachment::shift(connection, room, id, offset_millis));
    there(shifted.await?)
}

/// Takes one away.
#[utoipa::path(delete, path = "/rooms/{room}/attachments/{id}",
    params(("room" = String, Path), ("id" = String, Path), ("seat" = Option<String>, Query)),
    responses((status = 204, description = "Taken away")))]
pub async fn delete(
    State(state): State<AppState>,
    asker: Asker,
    Names([room, id]): Names<2>,
) -> Result<StatusCode, ApiError> {
    let room = room_id(&room)?;
    asker.in_room(&state, room, Deed::Attach).await?;
    let id = attachment_id(&id)?;
    let deleted = state
        .storage
        .public
        .write(move |connection| attachment::delete(connection, room, id));
    there(deleted.await?)
}

fn attachment_id(name: &str) -> Result<SeatId, ApiError> {
    name.parse().map_err(|_: ApiError| ApiError::NoSuchAttachment)
}

fn there(was: bool) -> Result<StatusCode, ApiError> {
    if was {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::NoSuchAttachment)
    }
}
