//! Looking at a link, taking its seat, knocking and waiting. Nothing but a POST takes a seat, so that programs which open links to
//! look at them take none.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
};
use board::limits;
use interview::{
    api::{Join, Joined, LinkView, LookAtLink, SeatState},
    seat::Role,
};

use super::device;
use crate::{
    invitation::{self, JoinOutcome, Joiner},
    problem::ApiError,
    rate_limit::Limited,
    request::{Body, Names},
    seat_cookie::{self, Asker},
    seat_id::SeatId,
    secret,
    state::AppState,
    storage::{
        self,
        audit::{self, Audited},
        knock::{self, KnockState},
        room, room_list,
        seat::{self, Seat},
    },
};

/// What a link or short code leads to, without taking it.
#[utoipa::path(post, path = "/join/look", request_body = LookAtLink, responses((status = 200, body = LinkView)))]
pub async fn look(
    State(state): State<AppState>,
    asker: Asker,
    Body(LookAtLink { token }): Body<LookAtLink>,
) -> Result<Json<LinkView>, ApiError> {
    asker.limit(&state, Limited::Join)?;
    let is_staff = asker.session(&state).await?.is_some();
    let (link, now) = (secret::hash_entered(&token), state.clock.unix_millis());
    if let Some(view) = device::look(&state, link).await? {
        return Ok(Json(view));
    }
    let cookies = asker.clone();
    let found = state.storage.public.read(move |connection| {
        let Some(seat) = invitation::find(connection, &link, now)? else {
            return Ok(None);
        };
        let (seats, kit) = (
            seat::of_room(connection, seat.room)?,
            room_list::kit(connection, seat.room)?,
        );
        let ended = room::has_ended(connection, seat.room)?;
        let device = match cookies.seat_token(seat.id) {
            Some(token) => storage::device::proves(connection, seat.id, &token)?,
            None => false,
        };
        Ok(Some((seat, seats, kit, ended, device)))
    });
    let (seat, seats, kit, ended, is_device) = found.await?.ok_or(ApiError::NoSuchLink)?;
    let is_own = is_device || invitation::is_held_by(&seat, asker.seat_token(seat.id)) || (seat.of_account && is_staff);
    Ok(Json(LinkView {
        room: seat.room,
        role: seat.role,
        people: others(&seat, seats),
        minutes_planned: kit.minutes_planned,
        ended,
        seat: is_own.then(|| seat.id.to_string()),
        taken: seat.state == SeatState::Taken && !is_own,
        device_of: None,
    }))
}

/// Takes the seat of a link, or knocks where another browser holds it.
#[utoipa::path(post, path = "/join", request_body = Join, responses((status = 200, body = Joined)))]
pub async fn join(
    State(state): State<AppState>,
    asker: Asker,
    Body(wish): Body<Join>,
) -> Result<(HeaderMap, Json<Joined>), ApiError> {
    asker.limit(&state, Limited::Join)?;
    let token = secret::token()?;
    if let Some(seat) = device::join(&state, secret::hash_entered(&wish.token), secret::hash(&token)).await? {
        let joined = Joined::Seated {
            room: seat.room,
            seat: seat.id.to_string(),
        };
        return Ok((cookie_of(&state, seat.id, &token)?, Json(joined)));
    }
    let name = wish.name.trim().to_owned();
    if !wish.consent {
        return Err(ApiError::ConsentNeeded);
    }
    if name.is_empty() || name.chars().count() > limits::NAME_CHARS {
        return Err(ApiError::InvalidValue("A name has 1 to 80 characters."));
    }
    let joiner = Joiner {
        link: secret::hash_entered(&wish.token),
        name: name.clone(),
        fresh_cookie: secret::hash(&token),
        fresh_knock: SeatId::fresh()?,
        is_staff: asker.session(&state).await?.is_some(),
    };
    let (knock, now) = (joiner.fresh_knock, state.clock.unix_millis());
    let joined = state.storage.public.write(move |connection| {
        let Some(seat) = invitation::find(connection, &joiner.link, now)? else {
            return Ok(None);
        };
        let cookie = asker.seat_token(seat.id);
        let outcome = invitation::join(connection, seat, cookie, &joiner)?;
        if let JoinOutcome::Seated(seat) = &outcome {
            let who = format!("seat:{}", seat.id);
            audit::write(connection, now, &who, Audited::SeatTaken, Some(seat.room), "")?;
        }
        Ok(Some(outcome))
    });
    let seated = |seat: &Seat| Joined::Seated {
        room: seat.room,
        seat: seat.id.to_string(),
    };
    match joined.await?.ok_or(ApiError::NoSuchLink)? {
        JoinOutcome::Back(seat) => {
            state.registry.rename(seat.room, seat.actor, name).await;
            Ok((HeaderMap::new(), Json(seated(&seat))))
        }
        JoinOutcome::Seated(seat) => Ok((cookie_of(&state, seat.id, &token)?, Json(seated(&seat)))),
        JoinOutcome::StillKnocking(knock) => Ok((
            HeaderMap::new(),
            Json(Joined::Knocking {
                knock: knock.to_string(),
            }),
        )),
        JoinOutcome::Knocking(seat) => {
            let answer = Joined::Knocking {
                knock: knock.to_string(),
            };
            Ok((cookie_of(&state, seat.id, &token)?, Json(answer)))
        }
        JoinOutcome::Crowded => Err(ApiError::TooMany(
            "Several browsers already ask to be let in with this link.",
        )),
        JoinOutcome::Revoked => Err(ApiError::NoSuchLink),
    }
}

/// What became of a knock; only for the browser that knocked.
#[utoipa::path(get, path = "/join/{knock}", params(("knock" = String, Path)), responses((status = 200, body = Joined)))]
pub async fn wait(
    State(state): State<AppState>,
    asker: Asker,
    Names([knock]): Names<1>,
) -> Result<Json<Joined>, ApiError> {
    let id: SeatId = knock.parse().map_err(|_| ApiError::NoSuchKnock)?;
    let found = state.storage.public.read(move |connection| {
        let Some(knocker) = knock::find(connection, id)? else {
            return Ok(None);
        };
        let seat = seat::find(connection, knocker.seat)?;
        Ok(seat.map(|seat| (knocker, seat)))
    });
    let (knocker, seat) = found.await?.ok_or(ApiError::NoSuchKnock)?;
    let token = asker.seat_token(knocker.seat).ok_or(ApiError::NoSuchKnock)?;
    if !secret::same(&token, &knocker.cookie_hash) {
        return Err(ApiError::NoSuchKnock);
    }
    Ok(Json(match knocker.state {
        KnockState::Waiting => Joined::Knocking { knock },
        KnockState::TurnedAway => Joined::TurnedAway,
        KnockState::Admitted if invitation::is_held_by(&seat, Some(token)) => Joined::Seated {
            room: seat.room,
            seat: seat.id.to_string(),
        },
        // Let in, and since then somebody else was.
        KnockState::Admitted => Joined::TurnedAway,
    }))
}

/// Everybody else with a seat, and observers who are invited: nobody watches unannounced.
fn others(own: &Seat, seats: Vec<Seat>) -> Vec<(String, Role)> {
    let seats = seats.into_iter().filter(|seat| seat.id != own.id);
    let shown = seats.filter_map(|seat| match seat.state {
        SeatState::Taken => Some((seat.name.unwrap_or_default(), seat.role)),
        SeatState::Open if seat.role == Role::Observer => Some(("Invited".to_owned(), seat.role)),
        SeatState::Open | SeatState::Revoked => None,
    });
    shown.collect()
}

fn cookie_of(state: &AppState, seat: SeatId, token: &str) -> Result<HeaderMap, ApiError> {
    let mut headers = HeaderMap::new();
    headers.insert(header::SET_COOKIE, seat_cookie::seat_cookie(state, seat, token)?);
    Ok(headers)
}
