//! Seats and links of a room, for its host: list, make, make anew, revoke, hand over, answer who knocks. What is taken away
//! reaches open sockets at once.

use axum::{Json, extract::State, http::StatusCode};
use board::id::RoomId;
use interview::{
    api::{AnswerKnock, Knock, NewSeat, SeatLink, SeatRow, SeatState},
    may::Deed,
    seat::Role,
};

use crate::{
    invitation::{self, FreshLink},
    problem::ApiError,
    request::{Body, Names, room_id},
    seat_cookie::{Asker, Caller},
    seat_id::SeatId,
    state::AppState,
    storage::{
        audit::{self, Audited},
        knock,
        seat::{self, Seat},
    },
};

/// Seats, open links and who knocks (host).
#[utoipa::path(get, path = "/rooms/{room}/seats", params(("room" = String, Path), ("seat" = Option<String>, Query)),
    responses((status = 200, body = Vec<SeatRow>)))]
pub async fn list(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
) -> Result<Json<Vec<SeatRow>>, ApiError> {
    let room = room_id(&room)?;
    asker.in_room(&state, room, Deed::ManageSeats).await?;
    let found = state
        .storage
        .public
        .read(move |connection| Ok((seat::of_room(connection, room)?, knock::waiting_in(connection, room)?)));
    let (seats, knockers) = found.await?;
    let rows = seats.into_iter().map(|seat| {
        let here = knockers.iter().filter(|knocker| knocker.seat == seat.id);
        let knocking = here
            .map(|knocker| Knock {
                knock: knocker.id.to_string(),
                name: knocker.name.clone(),
            })
            .collect();
        SeatRow {
            seat: seat.id.to_string(),
            role: seat.role,
            name: seat.name,
            state: seat.state,
            knocking,
        }
    });
    Ok(Json(rows.collect()))
}

/// Makes a link for a role (host).
#[utoipa::path(post, path = "/rooms/{room}/seats", params(("room" = String, Path), ("seat" = Option<String>, Query)),
    request_body = NewSeat, responses((status = 200, body = SeatLink)))]
pub async fn make(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
    Body(NewSeat { role }): Body<NewSeat>,
) -> Result<Json<SeatLink>, ApiError> {
    let room = room_id(&room)?;
    let who = asker.in_room(&state, room, Deed::ManageSeats).await?.audit_word();
    let (link, id, now) = (FreshLink::make()?, SeatId::fresh()?, state.clock.unix_millis());
    let hashes = link.hashes();
    let opened = state.storage.public.write(move |connection| {
        audit::write(connection, now, &who, Audited::LinkMade, Some(room), &id.to_string())?;
        invitation::open_seat(connection, room, role, id, hashes)
    });
    opened
        .await?
        .ok_or(ApiError::TooMany("A room has at most 50 seats; revoke one first."))?;
    Ok(Json(link.shown(&state.config.base_url(), id)))
}

/// Makes a new link for a seat; the old one and its holder are out (host).
#[utoipa::path(post, path = "/rooms/{room}/seats/{seat}/reissue",
    params(("room" = String, Path), ("seat" = String, Path)), responses((status = 200, body = SeatLink)))]
pub async fn reissue(
    State(state): State<AppState>,
    asker: Asker,
    Names([room, id]): Names<2>,
) -> Result<Json<SeatLink>, ApiError> {
    let (caller, seat) = other_seat(&state, &asker, &room, &id, Deed::ManageSeats).await?;
    let (link, who, now) = (FreshLink::make()?, caller.audit_word(), state.clock.unix_millis());
    let (hashes, id, room) = (link.hashes(), seat.id, seat.room);
    let written = state.storage.public.write(move |connection| {
        audit::write(connection, now, &who, Audited::LinkMade, Some(room), &id.to_string())?;
        Ok(seat::reissue(connection, id, hashes)?)
    });
    written.await?;
    state.registry.eject(room, seat.actor).await;
    Ok(Json(link.shown(&state.config.base_url(), id)))
}

/// Revokes a link, or ejects who holds the seat (host).
#[utoipa::path(delete, path = "/rooms/{room}/seats/{seat}", params(("room" = String, Path), ("seat" = String, Path)),
    responses((status = 204, description = "Revoked, and its holder is out")))]
pub async fn revoke(
    State(state): State<AppState>,
    asker: Asker,
    Names([room, id]): Names<2>,
) -> Result<StatusCode, ApiError> {
    let (caller, seat) = other_seat(&state, &asker, &room, &id, Deed::ManageSeats).await?;
    let (who, now, id, room) = (caller.audit_word(), state.clock.unix_millis(), seat.id, seat.room);
    let written = state.storage.public.write(move |connection| {
        audit::write(connection, now, &who, Audited::SeatRevoked, Some(room), &id.to_string())?;
        Ok(seat::revoke(connection, id)?)
    });
    written.await?;
    state.registry.eject(room, seat.actor).await;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives the host's role to a co-host (host).
#[utoipa::path(post, path = "/rooms/{room}/seats/{seat}/hand-over",
    params(("room" = String, Path), ("seat" = String, Path)),
    responses((status = 204, description = "The co-host is host now, and who was host is co-host")))]
pub async fn hand_over(
    State(state): State<AppState>,
    asker: Asker,
    Names([room, id]): Names<2>,
) -> Result<StatusCode, ApiError> {
    let (caller, seat) = other_seat(&state, &asker, &room, &id, Deed::HandOver).await?;
    let (who, now) = (caller.audit_word(), state.clock.unix_millis());
    let host = caller.seat.ok_or(ApiError::NotAllowed)?;
    if seat.role != Role::CoHost || seat.state != SeatState::Taken {
        return Err(ApiError::NotACoHost);
    }
    let (old, new) = (host.clone(), seat.clone());
    let written = state.storage.public.write(move |connection| {
        audit::write(
            connection,
            now,
            &who,
            Audited::HandedOver,
            Some(new.room),
            &new.id.to_string(),
        )?;
        seat::set_role(connection, &old, Role::CoHost)?;
        Ok(seat::set_role(connection, &new, Role::Host)?)
    });
    written.await?;
    state.registry.set_role(seat.room, host.actor, Role::CoHost).await;
    state.registry.set_role(seat.room, seat.actor, Role::Host).await;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets a second browser in, or turns it away (host).
#[utoipa::path(post, path = "/rooms/{room}/knocks/{knock}",
    params(("room" = String, Path), ("knock" = String, Path), ("seat" = Option<String>, Query)),
    request_body = AnswerKnock, responses((status = 204, description = "Answered")))]
pub async fn answer_knock(
    State(state): State<AppState>,
    asker: Asker,
    Names([room, knock]): Names<2>,
    Body(AnswerKnock { admit }): Body<AnswerKnock>,
) -> Result<StatusCode, ApiError> {
    let room = room_id(&room)?;
    let who = asker.in_room(&state, room, Deed::ManageSeats).await?.audit_word();
    let knock: SeatId = knock.parse().map_err(|_| ApiError::NoSuchKnock)?;
    let (now, deed) = (
        state.clock.unix_millis(),
        if admit { Audited::Admitted } else { Audited::TurnedAway },
    );
    let answered = state.storage.public.write(move |connection| {
        let answered = invitation::answer(connection, room, knock, admit)?;
        if let Some((seat, _)) = &answered {
            audit::write(connection, now, &who, deed, Some(room), &seat.id.to_string())?;
        }
        Ok(answered)
    });
    let (seat, name) = answered.await?.ok_or(ApiError::NoSuchKnock)?;
    if admit {
        // The browser that held the seat so far is out.
        state.registry.eject(room, seat.actor).await;
        state.registry.rename(room, seat.actor, name).await;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Somebody else's seat of a room, for who may do something to it.
async fn other_seat(
    state: &AppState,
    asker: &Asker,
    room: &str,
    id: &str,
    deed: Deed,
) -> Result<(Caller, Seat), ApiError> {
    let room: RoomId = room_id(room)?;
    let caller = asker.in_room(state, room, deed).await?;
    let id: SeatId = id.parse()?;
    let found = state
        .storage
        .public
        .read(move |connection| Ok(seat::find(connection, id)?))
        .await?;
    let seat = found
        .filter(|seat| seat.room == room && seat.is_in_use())
        .ok_or(ApiError::NoSuchSeat)?;
    if caller.seat.as_ref().is_some_and(|own| own.id == seat.id) {
        return Err(ApiError::InvalidValue("This is your own seat."));
    }
    Ok((caller, seat))
}
