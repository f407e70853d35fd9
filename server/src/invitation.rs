//! Links that make seats: a token for the address's fragment and a short code to type, stored as hashes, taken by an
//! explicit request only and bound to the browser that takes them (rule C7). A second browser knocks and waits for the host.

use board::{actor::ActorIndex, id::RoomId, limits};
use interview::{
    api::{SeatLink, SeatState},
    seat::Role,
};
use rusqlite::Connection;

use crate::{
    problem::ApiError,
    seat_id::SeatId,
    secret::{self, SecretHash},
    storage::{
        StorageError, device,
        knock::{self, KnockState, Knocker},
        room, room_list,
        seat::{self, LinkHashes, Seat},
    },
};

/// Seats of a room over all time, revoked ones included.
const SEATS_EVER: usize = 1_000;
/// Browsers that may wait before one seat.
const KNOCKS_PER_SEAT: usize = 5;
/// How long links outlive the end of their room.
const AFTER_END_MILLIS: u64 = 24 * 3_600_000;

/// A new link, shown once; only its hashes are kept.
pub struct FreshLink {
    token: String,
    code: String,
}

/// A browser that wants to join.
pub struct Joiner {
    /// The hash of the link or code.
    pub link: SecretHash,
    /// The name given.
    pub name: String,
    /// The hash of the cookie the browser gets if the seat becomes its own.
    pub fresh_cookie: SecretHash,
    /// The knock's id, should it knock.
    pub fresh_knock: SeatId,
    /// Whether it is signed in as staff.
    pub is_staff: bool,
}

/// What became of joining.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum JoinOutcome {
    /// It held the seat already.
    Back(Seat),
    /// It took the seat; the fresh cookie proves it.
    Seated(Seat),
    /// It knocked before, and waits.
    StillKnocking(SeatId),
    /// It knocks; the fresh cookie will prove the seat once the host lets it in.
    Knocking(Seat),
    /// Too many knock at this seat.
    Crowded,
    /// The seat was revoked.
    Revoked,
}

impl FreshLink {
    /// Makes one.
    pub fn make() -> Result<FreshLink, ApiError> {
        Ok(FreshLink {
            token: secret::token()?,
            code: secret::code()?,
        })
    }

    /// What is stored of it.
    pub fn hashes(&self) -> LinkHashes {
        LinkHashes {
            link: secret::hash(&self.token),
            code: secret::hash(&self.code),
        }
    }

    /// As its maker gets it.
    pub fn shown(self, base_url: &str, seat: SeatId) -> SeatLink {
        SeatLink {
            seat: seat.to_string(),
            link: format!("{base_url}/join#{}", self.token),
            code: self.code,
        }
    }
}

/// Makes an open seat with a link; `None` when the room has no place for more.
pub fn open_seat(
    connection: &Connection,
    room: RoomId,
    role: Role,
    id: SeatId,
    link: LinkHashes,
) -> Result<Option<Seat>, StorageError> {
    let seats = seat::of_room(connection, room)?;
    let in_use = seats.iter().filter(|seat| seat.is_in_use()).count();
    if in_use >= limits::SEATS_PER_ROOM || seats.len() >= SEATS_EVER {
        return Ok(None);
    }
    let actor = seat::free_actor(connection, room)?;
    let seat = Seat {
        id,
        room,
        actor,
        role,
        state: SeatState::Open,
        of_account: false,
        cookie_hash: None,
        name: None,
    };
    seat::insert(connection, &seat, Some(link))?;
    Ok(Some(seat))
}

/// A seat that the browser which starts a room gets at once.
pub fn taken_seat(room: RoomId, role: Role, id: SeatId, name: &str, cookie: SecretHash) -> Seat {
    let (actor, name) = (ActorIndex(1), Some(name.to_owned()));
    Seat {
        id,
        room,
        actor,
        role,
        state: SeatState::Taken,
        of_account: false,
        cookie_hash: Some(cookie),
        name,
    }
}

/// The seat that a link leads to, while it does.
pub fn find(connection: &Connection, link: &SecretHash, now_unix_millis: u64) -> Result<Option<Seat>, StorageError> {
    let Some(seat) = seat::by_link(connection, link)? else {
        return Ok(None);
    };
    let Some(record) = room::find(connection, seat.room)? else {
        return Ok(None);
    };
    let ended = if record.ended {
        room_list::last_entry_unix_millis(connection, seat.room)?
    } else {
        None
    };
    let is_over = ended.is_some_and(|ended| ended.saturating_add(AFTER_END_MILLIS) < now_unix_millis);
    Ok((!is_over).then_some(seat))
}

/// Whether a cookie proves a seat.
pub fn is_held_by(seat: &Seat, cookie: Option<SecretHash>) -> bool {
    seat.state == SeatState::Taken
        && cookie
            .zip(seat.cookie_hash)
            .is_some_and(|(given, kept)| secret::same(&given, &kept))
}

/// A browser takes the seat of a link, or knocks. `cookie` is the one it sent for this seat.
pub fn join(
    connection: &Connection,
    seat: Seat,
    cookie: Option<SecretHash>,
    joiner: &Joiner,
) -> Result<JoinOutcome, StorageError> {
    let of_account = joiner.is_staff && seat.role.is_staff();
    if is_held_by(&seat, cookie) {
        let proof = cookie.unwrap_or(joiner.fresh_cookie);
        seat::take(connection, &seat, &joiner.name, &proof, seat.of_account || of_account)?;
        return Ok(JoinOutcome::Back(Seat {
            name: Some(joiner.name.clone()),
            ..seat
        }));
    }
    if seat.state == SeatState::Taken
        && let Some(cookie) = cookie
        && device::proves(connection, seat.id, &cookie)?
    {
        // The first device keeps its proof; only the name may be another now.
        let proof = seat.cookie_hash.unwrap_or(cookie);
        seat::take(connection, &seat, &joiner.name, &proof, seat.of_account)?;
        return Ok(JoinOutcome::Back(Seat {
            name: Some(joiner.name.clone()),
            ..seat
        }));
    }
    match seat.state {
        SeatState::Taken => knock_at(connection, seat, cookie, joiner),
        SeatState::Revoked => Ok(JoinOutcome::Revoked),
        SeatState::Open => {
            seat::take(connection, &seat, &joiner.name, &joiner.fresh_cookie, of_account)?;
            Ok(JoinOutcome::Seated(Seat {
                name: Some(joiner.name.clone()),
                of_account,
                ..seat
            }))
        }
    }
}

/// The host answers a knock of the room: an admitted browser's cookie proves the seat from now on. Gives the seat.
pub fn answer(
    connection: &Connection,
    room: RoomId,
    id: SeatId,
    admit: bool,
) -> Result<Option<(Seat, String)>, StorageError> {
    let Some(knocker) = knock::find(connection, id)?.filter(|knocker| knocker.state == KnockState::Waiting) else {
        return Ok(None);
    };
    let Some(seat) = seat::find(connection, knocker.seat)?.filter(|seat| seat.room == room) else {
        return Ok(None);
    };
    if admit {
        device::forget_all(connection, seat.id)?;
        seat::take(connection, &seat, &knocker.name, &knocker.cookie_hash, false)?;
    }
    knock::answer(
        connection,
        id,
        if admit {
            KnockState::Admitted
        } else {
            KnockState::TurnedAway
        },
    )?;
    Ok(Some((seat, knocker.name)))
}

fn knock_at(
    connection: &Connection,
    seat: Seat,
    cookie: Option<SecretHash>,
    joiner: &Joiner,
) -> Result<JoinOutcome, StorageError> {
    let waiting = knock::waiting_in(connection, seat.room)?;
    let here = waiting
        .iter()
        .filter(|knocker| knocker.seat == seat.id)
        .collect::<Vec<_>>();
    if let Some(own) = here
        .iter()
        .find(|knocker| cookie.is_some_and(|cookie| secret::same(&cookie, &knocker.cookie_hash)))
    {
        return Ok(JoinOutcome::StillKnocking(own.id));
    }
    if here.len() >= KNOCKS_PER_SEAT {
        return Ok(JoinOutcome::Crowded);
    }
    let knocker = Knocker {
        id: joiner.fresh_knock,
        seat: seat.id,
        name: joiner.name.clone(),
        cookie_hash: joiner.fresh_cookie,
        state: KnockState::Waiting,
    };
    knock::insert(connection, &knocker)?;
    Ok(JoinOutcome::Knocking(seat))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::schema;

    const ROOM: RoomId = RoomId(7);
    const ENDED_AT: u64 = 1_000_000;

    #[test]
    fn a_link_outlives_its_room_by_a_day() {
        let connection = schema::in_memory(schema::PUBLIC);
        room::create(&connection, ROOM, "", 0, false).unwrap();
        let (link, id) = (FreshLink::make().unwrap(), SeatId::fresh().unwrap());
        open_seat(&connection, ROOM, Role::Candidate, id, link.hashes())
            .unwrap()
            .unwrap();
        connection
            .execute(
                "INSERT INTO hot (room, first_seq, last_seq, last_at, wall_unix_millis, head, origins, entries)
                    VALUES (?1, 1, 1, 0, ?2, x'', x'', x'')",
                rusqlite::params![room::key(ROOM), ENDED_AT],
            )
            .unwrap();
        let works = |now| find(&connection, &link.hashes().code, now).unwrap().is_some();
        assert!(works(ENDED_AT + AFTER_END_MILLIS + 1), "not ended");
        room::set_ended(&connection, ROOM, true).unwrap();
        assert!(works(ENDED_AT + AFTER_END_MILLIS) && !works(ENDED_AT + AFTER_END_MILLIS + 1));
    }

    #[test]
    fn a_room_holds_fifty_seats() {
        let connection = schema::in_memory(schema::PUBLIC);
        room::create(&connection, ROOM, "", 0, false).unwrap();
        let open = || {
            let (link, id) = (FreshLink::make().unwrap(), SeatId::fresh().unwrap());
            open_seat(&connection, ROOM, Role::Observer, id, link.hashes()).unwrap()
        };
        let seats = (0..limits::SEATS_PER_ROOM).map(|_| open().unwrap()).collect::<Vec<_>>();
        assert_eq!(open(), None);
        seat::revoke(&connection, seats[3].id).unwrap();
        assert_eq!(open().unwrap().actor, ActorIndex(51), "nobody gets another's index");
    }
}
