//! Removing stretches of a recording: anybody asks for their own doing, host and staff decide (rule E3).

use axum::{Json, extract::State, http::StatusCode};
use board::{actor::ActorIndex, redaction::Stretch};
use interview::{
    may::{Deed, may},
    removal::{
        AskRemoval, REASON_CHARS, REMOVALS_PER_ROOM, REQUESTS_PER_ROOM, Removals, RemoveStretch, RemovedStretch,
        is_stretch,
    },
};

use crate::{
    problem::ApiError,
    request::{Body, Names, room_id},
    room_task::redaction::Order,
    seat_cookie::{Asker, Caller},
    seat_id::SeatId,
    state::AppState,
    storage::{
        audit::{self, Audited},
        removal,
    },
};

/// What waits for a word and what was removed.
#[utoipa::path(get, path = "/rooms/{room}/removals", params(("room" = String, Path), ("seat" = Option<String>, Query)),
    responses((status = 200, body = Removals)))]
pub async fn list(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
) -> Result<Json<Removals>, ApiError> {
    let room = room_id(&room)?;
    let caller = asker.in_room(&state, room, Deed::AskRemoval).await?;
    let decides = may(caller.who, Deed::RemoveStretch);
    let of = own_only(&caller, decides);
    let read = state.storage.public.read(move |connection| {
        let done = removal::all(connection, room)?;
        Ok(Removals {
            asked: removal::requests(connection, room, of)?,
            done: done.iter().map(removal::Removal::shown).collect(),
            decides,
        })
    });
    Ok(Json(read.await?))
}

/// Asks for a stretch of one's own doing to be removed.
#[utoipa::path(post, path = "/rooms/{room}/removals/requests",
    params(("room" = String, Path), ("seat" = Option<String>, Query)), request_body = AskRemoval,
    responses((status = 204, description = "The host sees it")))]
pub async fn ask(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
    Body(asked): Body<AskRemoval>,
) -> Result<StatusCode, ApiError> {
    let room = room_id(&room)?;
    let caller = asker.in_room(&state, room, Deed::AskRemoval).await?;
    let who = caller.audit_word();
    // The stretch is of the asker's own doing, whatever the request says.
    let actor = caller.seat.as_ref().ok_or(ApiError::NotAllowed)?.actor;
    if !is_stretch(asked.from, asked.to) {
        return Err(ApiError::InvalidValue("A stretch begins before it ends."));
    }
    if asked.reason.chars().count() > REASON_CHARS {
        return Err(ApiError::InvalidValue("A reason has at most 200 characters."));
    }
    let stretch = Stretch {
        from: asked.from,
        to: asked.to,
        actor: Some(actor),
    };
    let (id, now) = (SeatId::fresh()?, state.clock.unix_millis());
    let written = state.storage.public.write(move |connection| {
        if removal::requests(connection, room, None)?.len() >= REQUESTS_PER_ROOM {
            return Ok(false);
        }
        audit::write(
            connection,
            now,
            &who,
            Audited::RemovalAsked,
            Some(room),
            &id.to_string(),
        )?;
        removal::ask(connection, room, id, &stretch, asked.reason.trim())?;
        Ok(true)
    });
    if written.await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::TooMany("A room keeps at most 100 requests."))
    }
}

/// Declines a request (host), or takes one's own back.
#[utoipa::path(delete, path = "/rooms/{room}/removals/requests/{request}",
    params(("room" = String, Path), ("request" = String, Path), ("seat" = Option<String>, Query)),
    responses((status = 204, description = "Answered")))]
pub async fn answer(
    State(state): State<AppState>,
    asker: Asker,
    Names([room, request]): Names<2>,
) -> Result<StatusCode, ApiError> {
    let room = room_id(&room)?;
    let caller = asker.in_room(&state, room, Deed::AskRemoval).await?;
    let request: SeatId = request.parse().map_err(|_: ApiError| ApiError::NoSuchPath)?;
    let decides = may(caller.who, Deed::RemoveStretch);
    let own = caller.seat.as_ref().map(|seat| seat.actor);
    let written = state.storage.public.write(move |connection| {
        let is_own = removal::forget(connection, room, request, Some(own.unwrap_or(ActorIndex::ROOM)))?;
        Ok(is_own || (decides && removal::decline(connection, room, request)?))
    });
    if written.await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::NoSuchPath)
    }
}

/// Removes a stretch, or masks its words (host, staff). It is gone when this answers, and cannot be brought back.
#[utoipa::path(post, path = "/rooms/{room}/removals", params(("room" = String, Path), ("seat" = Option<String>, Query)),
    request_body = RemoveStretch, responses((status = 200, body = RemovedStretch)))]
pub async fn remove(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
    Body(wanted): Body<RemoveStretch>,
) -> Result<Json<RemovedStretch>, ApiError> {
    let room = room_id(&room)?;
    let who = asker.in_room(&state, room, Deed::RemoveStretch).await?.audit_word();
    if !is_stretch(wanted.from, wanted.to) {
        return Err(ApiError::InvalidValue("A stretch begins before it ends."));
    }
    let listed = state
        .storage
        .public
        .read(move |connection| Ok(removal::all(connection, room)?.len()))
        .await?;
    if listed >= REMOVALS_PER_ROOM {
        return Err(ApiError::TooMany("At most 1,000 stretches of a room can be removed."));
    }
    let request = wanted.request.map(|id| id.parse::<SeatId>()).transpose()?;
    let order = Order {
        stretch: Stretch {
            from: wanted.from,
            to: wanted.to,
            actor: wanted.actor.map(ActorIndex),
        },
        way: wanted.way,
        request,
        who,
    };
    let removal = state.registry.redact(room, order).await?;
    Ok(Json(removal.shown()))
}

/// Who does not decide sees what is their own.
fn own_only(caller: &Caller, decides: bool) -> Option<ActorIndex> {
    let own = caller.seat.as_ref().map_or(ActorIndex::ROOM, |seat| seat.actor);
    (!decides).then_some(own)
}
