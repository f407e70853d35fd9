//! Voices: a person's own consent, pieces and deletion; who records now, for everybody in the room; and for reviewers where there
//! is sound, and the sound itself, joined on the room's clock.

use axum::{
    Json,
    extract::State,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use board::{
    actor::ActorIndex,
    id::RoomId,
    limits,
    moments::Span,
    time::Millis,
    voice::{joining, ogg, packet},
};
use interview::{
    may::Deed,
    voice::{OwnVoice, StoredPiece, VoiceConsent, VoiceOn, VoiceTracks, VoicesNow},
};
use serde::Deserialize;

use crate::{
    problem::ApiError,
    request::{Asked, Body, Names, RawBody, room_id},
    seat_cookie::{Asker, Caller},
    state::AppState,
    storage::{
        audit::{self, Audited},
        voice::{self, Kept, NewPiece},
    },
};

/// A page's idea of the room's time may be ahead of it by so much.
const AHEAD: Millis = Millis(3_000);

/// Where a piece belongs.
#[derive(Debug, Deserialize)]
pub struct Place {
    at: u64,
    number: u32,
}

/// Which part of a voice is wanted, in milliseconds of room time.
#[derive(Debug, Deserialize)]
pub struct Part {
    from: Option<u64>,
    to: Option<u64>,
}

/// What stands about one's own voice.
#[utoipa::path(get, path = "/rooms/{room}/voice/mine", params(("room" = String, Path), ("seat" = Option<String>, Query)),
    responses((status = 200, body = OwnVoice)))]
pub async fn own(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
) -> Result<Json<OwnVoice>, ApiError> {
    let room = room_id(&room)?;
    let actor = actor_of(&asker.in_room(&state, room, Deed::KeepVoice).await?)?;
    let own = state
        .storage
        .public
        .read(move |connection| voice::own(connection, room, actor));
    Ok(Json(own.await?))
}

/// Gives the consent to one's own voice being recorded, or takes it back. What was said before stays until it is deleted.
#[utoipa::path(put, path = "/rooms/{room}/voice/mine", params(("room" = String, Path), ("seat" = Option<String>, Query)),
    request_body = VoiceConsent, responses((status = 200, body = OwnVoice)))]
pub async fn consent(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
    Body(VoiceConsent { consent }): Body<VoiceConsent>,
) -> Result<Json<OwnVoice>, ApiError> {
    let room = room_id(&room)?;
    let caller = asker.in_room(&state, room, Deed::KeepVoice).await?;
    let (actor, who, now) = (actor_of(&caller)?, caller.audit_word(), state.clock.unix_millis());
    let deed = if consent {
        Audited::VoiceConsented
    } else {
        Audited::VoiceWithdrawn
    };
    let written = state.storage.public.write(move |connection| {
        audit::write(connection, now, &who, deed, Some(room), "")?;
        voice::consent(connection, room, actor, consent, now)?;
        voice::own(connection, room, actor)
    });
    let own = written.await?;
    if !consent {
        state.voices.off(room, actor);
    }
    Ok(Json(own))
}

/// Deletes everything one said.
#[utoipa::path(delete, path = "/rooms/{room}/voice/mine", params(("room" = String, Path), ("seat" = Option<String>, Query)),
    responses((status = 200, body = OwnVoice)))]
pub async fn delete_own(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
) -> Result<Json<OwnVoice>, ApiError> {
    let room = room_id(&room)?;
    let caller = asker.in_room(&state, room, Deed::KeepVoice).await?;
    let (actor, who, now) = (actor_of(&caller)?, caller.audit_word(), state.clock.unix_millis());
    let deleted = state.storage.public.write(move |connection| {
        audit::write(connection, now, &who, Audited::VoiceDeleted, Some(room), "")?;
        voice::delete_own(connection, room, actor)?;
        voice::own(connection, room, actor)
    });
    let left = deleted.await?;
    // What was said is still in the log until that is copied back and cut off.
    state.storage.public.cut_log().await?;
    Ok(Json(left))
}

/// Stores a piece of one's own voice: durable when it is answered, the same again when it comes twice.
#[utoipa::path(put, path = "/rooms/{room}/voice/mine/{take}/{piece}",
    params(("room" = String, Path), ("take" = String, Path), ("piece" = u32, Path), ("seat" = Option<String>, Query),
        ("at" = u64, Query), ("number" = u32, Query)),
    request_body(content = Vec<u8>, content_type = "audio/ogg", description = "A few seconds of Opus in Ogg"),
    responses((status = 200, body = StoredPiece)))]
pub async fn put(
    State(state): State<AppState>,
    asker: Asker,
    Names([room, take, piece]): Names<3>,
    Asked(Place { at, number }): Asked<Place>,
    RawBody(bytes): RawBody,
) -> Result<Json<StoredPiece>, ApiError> {
    let room = room_id(&room)?;
    let actor = actor_of(&asker.in_room(&state, room, Deed::KeepVoice).await?)?;
    let RoomId(take) = take
        .parse()
        .map_err(|_| ApiError::InvalidValue("A take has an id of 32 hexadecimal digits."))?;
    let piece = piece
        .parse()
        .map_err(|_| ApiError::InvalidValue("Pieces of a take are numbered from 0."))?;
    let at = Millis(at);
    let packets = ogg::read(&bytes, limits::VOICE_PIECE_MILLIS)?;
    let now = state.registry.time(room).await?;
    if at.0.saturating_add(packet::duration(&packets).0) > (now + AHEAD).0 {
        return Err(ApiError::InvalidValue("A piece of a voice lies in the future."));
    }
    let recorded = state.voices.recorded(&state.storage, room).await?;
    let late = Millis(limits::GRACE_AFTER_END_MILLIS);
    if recorded.ended().is_some_and(|ended| now > ended + late) {
        return Err(ApiError::VoiceTooLate);
    }
    let Some(packets) = recorded.keep(at, &packets) else {
        return Ok(Json(StoredPiece { kept: false }));
    };
    let new = NewPiece {
        actor,
        number,
        take,
        piece,
        at,
        packets,
    };
    let put = state
        .storage
        .public
        .write(move |connection| voice::put(connection, room, &new));
    match put.await? {
        Kept::Stored => Ok(Json(StoredPiece { kept: true })),
        Kept::Silent => Ok(Json(StoredPiece { kept: false })),
        Kept::Withdrawn => Err(ApiError::VoiceWithdrawn),
        Kept::TooMuch => Err(ApiError::TooMany(
            "A person's voice takes at most four hours of a round.",
        )),
    }
}

/// One's own microphone records now, or no longer.
#[utoipa::path(put, path = "/rooms/{room}/voice/now", params(("room" = String, Path), ("seat" = Option<String>, Query)),
    request_body = VoiceOn, responses((status = 200, body = VoicesNow)))]
pub async fn switch(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
    Body(VoiceOn { on }): Body<VoiceOn>,
) -> Result<Json<VoicesNow>, ApiError> {
    let room = room_id(&room)?;
    let actor = actor_of(&asker.in_room(&state, room, Deed::KeepVoice).await?)?;
    if on {
        let own = state
            .storage
            .public
            .read(move |connection| voice::own(connection, room, actor));
        if !own.await?.consent {
            return Err(ApiError::VoiceWithdrawn);
        }
        state.voices.on(room, actor, state.clock.monotonic_millis());
    } else {
        state.voices.off(room, actor);
    }
    Ok(Json(voices_now(&state, room).await?))
}

/// Whose voice is being recorded, and the room's time.
#[utoipa::path(get, path = "/rooms/{room}/voice/now", params(("room" = String, Path), ("seat" = Option<String>, Query)),
    responses((status = 200, body = VoicesNow)))]
pub async fn now(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
) -> Result<Json<VoicesNow>, ApiError> {
    let room = room_id(&room)?;
    asker.in_room(&state, room, Deed::EnterRoom).await?;
    Ok(Json(voices_now(&state, room).await?))
}

/// Where there is sound, and whose (reviewers).
#[utoipa::path(get, path = "/rooms/{room}/voice", params(("room" = String, Path), ("seat" = Option<String>, Query)),
    responses((status = 200, body = VoiceTracks)))]
pub async fn tracks(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
) -> Result<Json<VoiceTracks>, ApiError> {
    let room = room_id(&room)?;
    asker.in_room(&state, room, Deed::Review).await?;
    let found = state
        .storage
        .public
        .read(move |connection| voice::tracks(connection, room));
    Ok(Json(found.await?))
}

/// Somebody's voice as one file (reviewers): of a stretch, or from the beginning of the round to the last word.
#[utoipa::path(get, path = "/rooms/{room}/voice/{actor}/audio",
    params(("room" = String, Path), ("actor" = u16, Path), ("seat" = Option<String>, Query), ("from" = Option<u64>, Query),
        ("to" = Option<u64>, Query)),
    responses((status = 200, description = "Opus in Ogg", content_type = "audio/ogg")))]
pub async fn audio(
    State(state): State<AppState>,
    asker: Asker,
    Names([room, actor]): Names<2>,
    Asked(Part { from, to }): Asked<Part>,
) -> Result<Response, ApiError> {
    let room = room_id(&room)?;
    asker.in_room(&state, room, Deed::Review).await?;
    let actor = actor.parse().map(ActorIndex).map_err(|_| ApiError::NoSuchPath)?;
    let stretch = Span {
        from: Millis(from.unwrap_or(0)),
        to: Millis(to.unwrap_or(u64::MAX)),
    };
    let joined = state.storage.public.read(move |connection| {
        let pieces = voice::pieces(connection, room, actor, stretch)?;
        Ok(ogg::write(&joining::join(pieces, stretch)))
    });
    let file = format!("attachment; filename=\"{room}-voice-{}.ogg\"", actor.0);
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static("audio/ogg")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_str(&file).map_err(|_| ApiError::Internal)?,
        ),
    ];
    Ok((StatusCode::OK, headers, joined.await?).into_response())
}

async fn voices_now(state: &AppState, room: RoomId) -> Result<VoicesNow, ApiError> {
    let actors = state.voices.now(room, state.clock.monotonic_millis());
    Ok(VoicesNow {
        now: state.registry.time(room).await?,
        actors: actors.into_iter().map(|actor| actor.0).collect(),
    })
}

/// A voice belongs to the seat it is recorded in.
fn actor_of(caller: &Caller) -> Result<ActorIndex, ApiError> {
    caller.seat.as_ref().map(|seat| seat.actor).ok_or(ApiError::NotAllowed)
}
