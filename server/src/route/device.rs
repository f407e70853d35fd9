//! A second device in the same seat: whoever sits there gets a short code, and the device that brings it within minutes gets
//! a cookie of its own for the seat (rule C6). One name, one index in the recording.

use axum::{Json, extract::State};
use interview::{
    api::{DeviceCode, LinkView},
    may::Deed,
};

use crate::{
    problem::ApiError,
    rate_limit::Limited,
    request::{Names, room_id},
    seat_cookie::Asker,
    secret::{self, SecretHash},
    state::AppState,
    storage::{
        StorageError,
        audit::{self, Audited},
        device, room,
        seat::{self, Seat},
    },
};

const FULL: &str = "This seat is open on five devices, which is as many as it can be.";

/// A code for one more device of one's own.
#[utoipa::path(post, path = "/rooms/{room}/device", params(("room" = String, Path), ("seat" = Option<String>, Query)),
    responses((status = 200, body = DeviceCode)))]
pub async fn make_code(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
) -> Result<Json<DeviceCode>, ApiError> {
    let room = room_id(&room)?;
    let caller = asker.in_room(&state, room, Deed::AddDevice).await?;
    asker.limit(&state, Limited::Join)?;
    let seat = caller.seat.as_ref().ok_or(ApiError::NotAllowed)?.id;
    let (code, who, now) = (secret::code()?, caller.audit_word(), state.clock.unix_millis());
    let hash = secret::hash(&code);
    let made = state.storage.public.write(move |connection| {
        if device::count(connection, seat)? >= device::DEVICES_PER_SEAT {
            return Ok(false);
        }
        audit::write(connection, now, &who, Audited::DeviceCodeMade, Some(room), "")?;
        device::put_code(connection, seat, &hash, now)?;
        Ok(true)
    });
    if !made.await? {
        return Err(ApiError::TooMany(FULL));
    }
    Ok(Json(DeviceCode {
        code,
        lives_millis: device::CODE_LIVES_MILLIS,
    }))
}

/// What a code leads to, without using it up; `None` where it is no such code.
pub(super) async fn look(state: &AppState, code: SecretHash) -> Result<Option<LinkView>, ApiError> {
    let now = state.clock.unix_millis();
    let found = state.storage.public.read(move |connection| {
        let Some(seat) = held_seat(connection, &code, now)? else {
            return Ok(None);
        };
        let ended = room::has_ended(connection, seat.room)?;
        Ok(Some((seat, ended)))
    });
    Ok(found.await?.map(|(seat, ended)| LinkView {
        room: seat.room,
        role: seat.role,
        people: Vec::new(),
        minutes_planned: None,
        ended,
        seat: None,
        taken: false,
        device_of: Some(seat.name.unwrap_or_default()),
    }))
}

/// Uses a code up: the seat is this device's too, proven by the cookie. `None` where it is no such code.
pub(super) async fn join(state: &AppState, code: SecretHash, cookie: SecretHash) -> Result<Option<Seat>, ApiError> {
    let now = state.clock.unix_millis();
    // Most of what is brought is a link; that does not trouble the writer.
    let is_code = state
        .storage
        .public
        .read(move |connection| held_seat(connection, &code, now));
    if is_code.await?.is_none() {
        return Ok(None);
    }
    let joined = state.storage.public.write(move |connection| {
        let Some(seat) = held_seat(connection, &code, now)? else {
            return Ok(None);
        };
        device::forget_code(connection, seat.id)?;
        device::add(connection, seat.id, &cookie, now)?;
        let who = format!("seat:{}", seat.id);
        audit::write(connection, now, &who, Audited::DeviceAdded, Some(seat.room), "")?;
        Ok(Some(seat))
    });
    Ok(joined.await?)
}

/// The seat of a code that still counts; one that was taken away meanwhile has none.
fn held_seat(connection: &rusqlite::Connection, code: &SecretHash, now: u64) -> Result<Option<Seat>, StorageError> {
    let Some(id) = device::seat_of_code(connection, code, now)? else {
        return Ok(None);
    };
    let seat = seat::find(connection, id)?;
    Ok(seat.filter(|seat| seat.state == interview::api::SeatState::Taken))
}
