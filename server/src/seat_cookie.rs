//! Who asks, and whether they may: the one decision for routes and connections, deny by default.
//!
//! A seat is proven by its own cookie together with its id in the address (rule C6), so that two tabs of one browser never
//! mix; whoever names a seat acts in that seat alone. A room that is not there and one that is closed look the same.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, HeaderValue, header, request::Parts},
};
use board::{actor::ActorIndex, id::RoomId};
use interview::{
    api::SeatState,
    may::{Deed, Who, may},
    seat::Role,
};

use crate::{
    problem::ApiError,
    rate_limit::Limited,
    seat_id::SeatId,
    secret::{self, SecretHash},
    state::AppState,
    storage::{
        account::{self, StaffSession},
        device,
        room::{self, RoomRecord},
        seat::{self, Seat},
    },
};

/// The staff session's cookie.
const STAFF_COOKIE: &str = "cb_staff";
/// A seat's cookie is called this and its id.
const SEAT_COOKIE: &str = "cb_seat_";
const WEEK_SECONDS: u64 = 7 * 24 * 3600;

/// What a request says about who sends it; nothing of it is believed before [`Asker::in_room`] or [`Asker::staff`].
#[derive(Clone, Debug)]
pub struct Asker {
    /// Where the request comes from.
    pub address: IpAddr,
    /// The seat named in the address; `Some(Err)` is a seat that cannot exist.
    seat: Option<Result<SeatId, ()>>,
    cookies: Vec<(String, SecretHash)>,
}

/// Somebody who may do what was asked for in a room.
#[derive(Clone, Debug)]
pub struct Caller {
    /// As the table of deeds knows them.
    pub who: Who,
    /// The seat they act in.
    pub seat: Option<Seat>,
    /// The room.
    pub room: RoomRecord,
    /// Whether the browser is signed in as staff as well.
    pub staff: Option<StaffSession>,
}

impl Caller {
    /// Whose notes they keep: the account's, so that they are there when it reviews, or the seat's.
    pub fn writer(&self) -> String {
        match &self.seat {
            Some(seat) if !seat.of_account => format!("seat:{}", seat.id),
            Some(_) | None => "staff".to_owned(),
        }
    }

    /// For the audit: an id or a fixed word.
    pub fn audit_word(&self) -> String {
        self.seat
            .as_ref()
            .map_or_else(|| "staff".to_owned(), |seat| format!("seat:{}", seat.id))
    }
}

/// Who a connection belongs to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Seating {
    /// Index in the recording.
    pub actor: ActorIndex,
    /// The name shown.
    pub name: String,
    /// The role.
    pub role: Role,
}

impl Asker {
    /// Lets the holder of a seat be connected to a room.
    pub async fn seating(&self, state: &AppState, room: RoomId) -> Result<Seating, ApiError> {
        let caller = self.in_room(state, room, Deed::EnterRoom).await?;
        let seat = caller.seat.ok_or(ApiError::NoSuchRoom)?;
        Ok(Seating {
            actor: seat.actor,
            name: seat.name.unwrap_or_default(),
            role: seat.role,
        })
    }

    /// Lets those pass who may do something in a room.
    pub async fn in_room(&self, state: &AppState, id: RoomId, deed: Deed) -> Result<Caller, ApiError> {
        let seat = match self.seat {
            Some(Ok(seat)) => Some(seat),
            Some(Err(())) => return Err(ApiError::NoSuchRoom),
            None => None,
        };
        // Keeping notes leaves no trace in the public file, not even that the session was used (rule P3).
        let staff = if deed == Deed::KeepNotes {
            self.untouched_session(state).await?
        } else {
            self.session(state).await?
        };
        let token = seat.and_then(|seat| self.seat_token(seat));
        let found = state.storage.public.read(move |connection| {
            let is_device = match seat.zip(token) {
                Some((seat, token)) => device::proves(connection, seat, &token)?,
                None => false,
            };
            let seat = seat.map(|seat| seat::find(connection, seat)).transpose()?.flatten();
            Ok((room::find(connection, id)?, seat, is_device))
        });
        let (record, found_seat, is_device) = found.await?;
        let record = record.ok_or(ApiError::NoSuchRoom)?;
        let (who, held) = if seat.is_none() {
            (if staff.is_some() { Who::Staff } else { Who::Anyone }, None)
        } else {
            let held = found_seat.filter(|seat| seat.room == id && (is_device || self.holds(seat, staff.is_some())));
            let held = held.ok_or(ApiError::NoSuchRoom)?;
            (standing_of(&held, &record)?, Some(held))
        };
        match (may(who, deed), who) {
            (true, _) => Ok(Caller {
                who,
                seat: held,
                room: record,
                staff,
            }),
            (false, Who::Anyone) => Err(ApiError::NoSuchRoom),
            (false, Who::Staff | Who::Seat(_) | Who::TryOut) => Err(ApiError::NotAllowed),
        }
    }

    /// Lets signed-in staff pass, for what is not about one room.
    pub async fn staff(&self, state: &AppState, deed: Deed) -> Result<StaffSession, ApiError> {
        let session = self.session(state).await?.ok_or(ApiError::SignInFirst)?;
        if may(Who::Staff, deed) {
            Ok(session)
        } else {
            Err(ApiError::NotAllowed)
        }
    }

    /// The staff session of the browser, while it lasts.
    pub async fn session(&self, state: &AppState) -> Result<Option<StaffSession>, ApiError> {
        let session = self.untouched_session(state).await?;
        if let Some(token) = self
            .staff_token()
            .filter(|_| session.as_ref().is_some_and(|session| session.due_for_touch))
        {
            let now = state.clock.unix_millis();
            state
                .storage
                .public
                .write_if_idle(move |connection| Ok(account::touch_session(connection, &token, now)?));
        }
        Ok(session)
    }

    /// Counts a try of something that could be guessed. Whoever sits at the machine itself may try at will.
    pub fn limit(&self, state: &AppState, limited: Limited) -> Result<(), ApiError> {
        let is_own_machine = self.address.is_loopback() && state.config.public_url.is_none();
        if is_own_machine {
            Ok(())
        } else {
            state.limits.check(limited, self.address)
        }
    }

    /// The hash of the staff cookie sent along.
    pub fn staff_token(&self) -> Option<SecretHash> {
        self.cookie(STAFF_COOKIE)
    }

    /// The hash of the cookie sent along for a seat.
    pub fn seat_token(&self, seat: SeatId) -> Option<SecretHash> {
        self.cookie(&format!("{SEAT_COOKIE}{seat}"))
    }

    async fn untouched_session(&self, state: &AppState) -> Result<Option<StaffSession>, ApiError> {
        let Some(token) = self.staff_token() else {
            return Ok(None);
        };
        let now = state.clock.unix_millis();
        Ok(state
            .storage
            .public
            .read(move |connection| Ok(account::session(connection, &token, now)?))
            .await?)
    }

    /// A seat taken by the staff account is open to every browser that is signed in to it.
    fn holds(&self, seat: &Seat, signed_in: bool) -> bool {
        let proven = self
            .seat_token(seat.id)
            .zip(seat.cookie_hash)
            .is_some_and(|(given, kept)| secret::same(&given, &kept));
        proven || (seat.of_account && signed_in)
    }

    fn cookie(&self, name: &str) -> Option<SecretHash> {
        self.cookies
            .iter()
            .find(|(each, _)| each == name)
            .map(|(_, hash)| *hash)
    }
}

impl FromRequestParts<AppState> for Asker {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Asker, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        let seat = query.split('&').find_map(|pair| pair.strip_prefix("seat="));
        Ok(Asker {
            address: address_of(parts, state),
            seat: seat.map(|seat| seat.parse::<SeatId>().map_err(|_: ApiError| ())),
            cookies: cookies_of(&parts.headers),
        })
    }
}

/// The cookie of a staff session.
pub fn staff_cookie(state: &AppState, token: &str) -> Result<HeaderValue, ApiError> {
    set_cookie(state, STAFF_COOKIE, token, WEEK_SECONDS)
}

/// Takes the cookie of a staff session away.
pub fn no_staff_cookie(state: &AppState) -> Result<HeaderValue, ApiError> {
    set_cookie(state, STAFF_COOKIE, "", 0)
}

/// The cookie of a seat.
pub fn seat_cookie(state: &AppState, seat: SeatId, token: &str) -> Result<HeaderValue, ApiError> {
    set_cookie(state, &format!("{SEAT_COOKIE}{seat}"), token, WEEK_SECONDS)
}

fn set_cookie(state: &AppState, name: &str, value: &str, seconds: u64) -> Result<HeaderValue, ApiError> {
    let secure = if state.config.is_secure() { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&cookie).map_err(|_| ApiError::Internal)
}

fn standing_of(seat: &Seat, room: &RoomRecord) -> Result<Who, ApiError> {
    match seat.state {
        SeatState::Taken if room.try_out => Ok(Who::TryOut),
        SeatState::Taken => Ok(Who::Seat(seat.role)),
        SeatState::Revoked => Err(ApiError::SeatRevoked),
        SeatState::Open => Err(ApiError::NoSuchRoom),
    }
}

fn cookies_of(headers: &HeaderMap) -> Vec<(String, SecretHash)> {
    let lines = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    let pairs = lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs
        .map(|(name, value)| (name.to_owned(), secret::hash(value)))
        .collect()
}

/// Behind an address of one's own stands a proxy, and the last hop it names is the one it saw itself.
fn address_of(parts: &Parts, state: &AppState) -> IpAddr {
    let peer = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map(|ConnectInfo(peer)| peer.ip());
    let forwarded = || {
        let lists = parts.headers.get_all("x-forwarded-for");
        let last = lists.iter().next_back()?.to_str().ok()?.rsplit(',').next()?;
        last.trim().parse().ok()
    };
    let named = state.config.public_url.is_some().then(forwarded).flatten();
    named.or(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}
