//! Rooms: list, start, see, enter, rename, delete.

use axum::{
    Json,
    extract::State,
    http::{HeaderName, HeaderValue, StatusCode, header},
};
use board::{id::RoomId, limits, time::Millis};
use interview::{
    api::{RenameRoom, RoomRow, RoomView, StartRoom, StartedRoom},
    may::{Deed, Who, may},
    seat::Role,
};
use serde::Deserialize;

use crate::{
    invitation,
    problem::ApiError,
    rate_limit::Limited,
    request::{Asked, Body, Names, room_id},
    room_start::{self, NewRoom},
    seat_cookie::{self, Asker},
    seat_id::SeatId,
    state::AppState,
    storage::{
        audit::{self, Audited},
        name::{self, NamedActor},
        note, room, room_list, seat, sheet,
    },
};

/// What everybody but staff reads in place of a room's title, which may say what is thought of the candidate.
const NEUTRAL_TITLE: &str = "Interview";
const TRY_OUT_TITLE: &str = "Trying it alone";
const TRY_OUT_NAME: &str = "You";

/// The started room with the cookie of its seat.
type WithSeat = ([(HeaderName, HeaderValue); 1], Json<StartedRoom>);

/// What to look for.
#[derive(Debug, Default, Deserialize)]
pub struct Search {
    /// A part of a title or a name.
    #[serde(default)]
    search: String,
}

/// Rooms whose title or people match, newest first (staff).
#[utoipa::path(get, path = "/rooms", params(("search" = Option<String>, Query)), responses((status = 200, body = Vec<RoomRow>)))]
pub async fn list(
    State(state): State<AppState>,
    asker: Asker,
    Asked(Search { search }): Asked<Search>,
) -> Result<Json<Vec<RoomRow>>, ApiError> {
    asker.staff(&state, Deed::ListRooms).await?;
    let rows = state.storage.public.read(move |connection| {
        let records = room::list(connection, &search)?.into_iter();
        let rows = records.map(|record| {
            Ok(RoomRow {
                room: record.id,
                created_unix_millis: record.created_unix_millis,
                duration: Millis(record.duration_millis),
                entries: record.entries,
                phase: room_list::phase(&record),
                people: room_list::people(connection, record.id)?,
                title: record.title,
            })
        });
        rows.collect()
    });
    Ok(Json(rows.await?))
}

/// Starts a room as its host (staff).
#[utoipa::path(post, path = "/rooms", request_body = StartRoom, responses((status = 200, body = StartedRoom)))]
pub async fn start(
    State(state): State<AppState>,
    asker: Asker,
    Body(wish): Body<StartRoom>,
) -> Result<WithSeat, ApiError> {
    let host = asker.staff(&state, Deed::StartRoom).await?.name;
    let (new, token) = NewRoom::fresh(checked_title(&wish.title)?, host, state.clock.unix_millis())?;
    begin(
        &state,
        NewRoom {
            question: wish.question,
            ..new
        },
        &token,
    )
    .await
}

/// Starts a room to try it alone, without signing in; deleted after a day.
#[utoipa::path(post, path = "/try", request_body = StartRoom, responses((status = 200, body = StartedRoom)))]
pub async fn try_alone(
    State(state): State<AppState>,
    asker: Asker,
    Body(_): Body<StartRoom>,
) -> Result<WithSeat, ApiError> {
    asker.limit(&state, Limited::TryOut)?;
    let (new, token) = NewRoom::fresh(
        TRY_OUT_TITLE.to_owned(),
        TRY_OUT_NAME.to_owned(),
        state.clock.unix_millis(),
    )?;
    begin(&state, NewRoom { try_out: true, ..new }, &token).await
}

/// A room as the asking seat, or staff without one, sees it.
#[utoipa::path(get, path = "/rooms/{room}", params(("room" = String, Path), ("seat" = Option<String>, Query)),
    responses((status = 200, body = RoomView)))]
pub async fn read(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
) -> Result<Json<RoomView>, ApiError> {
    let room = room_id(&room)?;
    // Staff without a seat review a room; who has a seat enters it.
    let caller = match asker.in_room(&state, room, Deed::EnterRoom).await {
        Err(ApiError::NotAllowed) => asker.in_room(&state, room, Deed::Review).await?,
        other => other?,
    };
    let (kit, named) = state
        .storage
        .public
        .read(move |connection| Ok((room_list::kit(connection, room)?, name::all(connection, room)?)))
        .await?;
    let sees_private = match caller.who {
        Who::Staff | Who::TryOut => true,
        Who::Seat(role) => role.is_staff(),
        Who::Anyone => false,
    };
    let record = caller.room;
    Ok(Json(RoomView {
        room,
        phase: room_list::phase(&record),
        title: if sees_private {
            record.title
        } else {
            NEUTRAL_TITLE.to_owned()
        },
        role: caller.seat.as_ref().map(|seat| seat.role),
        name: caller.seat.and_then(|seat| seat.name),
        try_out: record.try_out,
        may_review: may(caller.who, Deed::Review) || (caller.staff.is_some() && may(Who::Staff, Deed::Review)),
        prompt: kit.prompt,
        minutes_planned: kit.minutes_planned,
        created_unix_millis: record.created_unix_millis,
        core_questions: if sees_private { kit.core_questions } else { Vec::new() },
        people: named.into_iter().map(NamedActor::shown).collect(),
    }))
}

/// The staff account's own seat in a room, made if there is none (staff).
#[utoipa::path(post, path = "/rooms/{room}/enter", params(("room" = String, Path)), responses((status = 200, body = StartedRoom)))]
pub async fn enter(State(state): State<AppState>, asker: Asker, Names([room]): Names<1>) -> Result<WithSeat, ApiError> {
    let room = room_id(&room)?;
    let staff = asker.staff(&state, Deed::StartRoom).await?;
    asker.in_room(&state, room, Deed::ManageRoom).await?;
    let (new, token) = NewRoom::fresh(String::new(), staff.name, state.clock.unix_millis())?;
    let (cookie, fresh) = (new.cookie, new.seat);
    let taken = state.storage.public.write(move |connection| {
        if let Some(own) = seat::of_account(connection, room)? {
            seat::take(connection, &own, &new.host, &cookie, true)?;
            return Ok(own.id);
        }
        let seats = seat::of_room(connection, room)?;
        let has_host = seats.iter().any(|seat| seat.role == Role::Host && seat.is_in_use());
        let role = if has_host { Role::CoHost } else { Role::Host };
        let mut seat = invitation::taken_seat(room, role, fresh, &new.host, cookie);
        seat.actor = seat::free_actor(connection, room)?;
        seat.of_account = true;
        seat::insert(connection, &seat, None)?;
        Ok(seat.id)
    });
    let seat = taken.await?;
    with_seat(&state, room, seat, &token)
}

/// Gives a room another title (staff).
#[utoipa::path(patch, path = "/rooms/{room}", params(("room" = String, Path)), request_body = RenameRoom,
    responses((status = 204, description = "Renamed")))]
pub async fn rename(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
    Body(wish): Body<RenameRoom>,
) -> Result<StatusCode, ApiError> {
    let room = room_id(&room)?;
    asker.in_room(&state, room, Deed::ManageRoom).await?;
    let title = checked_title(&wish.title)?;
    if title.is_empty() {
        return Err(ApiError::InvalidValue("A room needs a title."));
    }
    let renamed = state
        .storage
        .public
        .write(move |connection| room::rename(connection, room, &title))
        .await?;
    if renamed {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::NoSuchRoom)
    }
}

/// Deletes a room with everything in it (staff).
#[utoipa::path(delete, path = "/rooms/{room}", params(("room" = String, Path)), responses((status = 204, description = "Deleted")))]
pub async fn delete(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
) -> Result<StatusCode, ApiError> {
    let room = room_id(&room)?;
    let who = asker.in_room(&state, room, Deed::ManageRoom).await?.audit_word();
    delete_whole(&state, room, who).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Deletes a room with its sockets, its private notes and its recording. Notes go first: should the rest fail, the room is
/// still there to be deleted again.
pub async fn delete_whole(state: &AppState, room: RoomId, who: String) -> Result<(), ApiError> {
    state.registry.close_room(room).await;
    state.voices.forget(room);
    state.led.close(room);
    state
        .storage
        .private
        .write(move |connection| {
            sheet::delete_room(connection, room)?;
            Ok(note::delete_room(connection, room)?)
        })
        .await?;
    let now = state.clock.unix_millis();
    let deleted = state.storage.public.write(move |connection| {
        audit::write(connection, now, &who, Audited::RoomDeleted, Some(room), "")?;
        room::delete(connection, room)
    });
    deleted.await?;
    Ok(())
}

async fn begin(state: &AppState, new: NewRoom, token: &str) -> Result<WithSeat, ApiError> {
    let (room, seat) = (new.room, new.seat);
    let started = state.storage.public.write(move |connection| {
        let started = room_start::start(connection, &new)?;
        let who = if new.try_out { "anyone" } else { "staff" };
        audit::write(
            connection,
            new.now_unix_millis,
            who,
            Audited::RoomStarted,
            Some(room),
            "",
        )?;
        Ok(started)
    });
    if started.await? {
        with_seat(state, room, seat, token)
    } else {
        Err(ApiError::NoSuchQuestion)
    }
}

fn with_seat(state: &AppState, room: RoomId, seat: SeatId, token: &str) -> Result<WithSeat, ApiError> {
    let cookie = seat_cookie::seat_cookie(state, seat, token)?;
    Ok((
        [(header::SET_COOKIE, cookie)],
        Json(StartedRoom {
            room,
            seat: seat.to_string(),
        }),
    ))
}

fn checked_title(title: &str) -> Result<String, ApiError> {
    let title = title.trim();
    if title.chars().count() > limits::NAME_CHARS {
        return Err(ApiError::InvalidValue("A room's title has at most 80 characters."));
    }
    Ok(title.to_owned())
}
