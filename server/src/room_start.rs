//! Starting a room: its row, what it is about, the seat of who starts it and what stands on its board before anyone comes,
//! all in one commit.

use board::{
    Board, Entry, Op,
    actor::ActorIndex,
    code::Language,
    export::json_lines::Asset,
    id::{FileId, RoomId},
    recording::Seq,
    time::Millis,
};
use interview::{api::Question, seat::Role};
use rusqlite::Connection;

use crate::{
    invitation,
    problem::ApiError,
    seat_id::SeatId,
    secret::{self, SecretHash},
    storage::{
        StorageError, asset, question, recording, room,
        room_list::{self, Kit},
        seat,
    },
};

/// The file that a room begins with when its question brings none.
const FIRST_FILE: (&str, Language) = ("main.py", Language::Python);

/// A room to be started.
pub struct NewRoom {
    /// Its id.
    pub room: RoomId,
    /// Its title; empty takes the question's.
    pub title: String,
    /// Deleted after a day, and open to who has no account.
    pub try_out: bool,
    /// The question it starts from.
    pub question: Option<String>,
    /// The host's seat.
    pub seat: SeatId,
    /// The host's name.
    pub host: String,
    /// The hash of the cookie that proves the seat.
    pub cookie: SecretHash,
    /// Now.
    pub now_unix_millis: u64,
}

impl NewRoom {
    /// A room with fresh ids, and the cookie of its host's seat.
    pub fn fresh(title: String, host: String, now_unix_millis: u64) -> Result<(NewRoom, String), ApiError> {
        let token = secret::token()?;
        let room = NewRoom {
            room: secret::room_id()?,
            title,
            try_out: false,
            question: None,
            seat: SeatId::fresh()?,
            host,
            cookie: secret::hash(&token),
            now_unix_millis,
        };
        Ok((room, token))
    }
}

/// Starts it. `false` when its question is not there.
pub fn start(connection: &Connection, new: &NewRoom) -> Result<bool, StorageError> {
    let (found, images) = match &new.question {
        Some(id) => match question::find(connection, id)? {
            Some(found) => (found, question::assets(connection, id)?),
            None => return Ok(false),
        },
        None => (Question::default(), Vec::<Asset>::new()),
    };
    let title = [&new.title, &found.title].into_iter().find(|title| !title.is_empty());
    let title = title.map_or("Untitled room", String::as_str);
    room::create(connection, new.room, title, new.now_unix_millis, new.try_out)?;
    let kit = Kit {
        prompt: found.prompt,
        minutes_planned: found.minutes_planned,
        core_questions: found.core_questions,
    };
    room_list::put_kit(connection, new.room, &kit)?;
    for image in &images {
        asset::put(connection, new.room, image)?;
    }
    recording::segment::store_all(connection, new.room, &seed_entries(found.seed))?;
    let mut host = invitation::taken_seat(new.room, Role::Host, new.seat, &new.host, new.cookie);
    host.of_account = !new.try_out;
    seat::insert(connection, &host, None)?;
    Ok(true)
}

/// What a recording of a seed would be, with a file to write in. Ops that a board refuses are left out.
fn seed_entries(seed: Vec<Op>) -> Vec<Entry> {
    let mut board = Board::default();
    let mut ops = seed;
    if !ops.iter().any(|op| matches!(op, Op::CreateFile { .. })) {
        let (name, language) = FIRST_FILE;
        ops.push(Op::CreateFile {
            id: FileId(uuid::Uuid::now_v7().as_u128()),
            name: name.to_owned(),
            language,
        });
    }
    ops.retain(|op| board.apply(ActorIndex::ROOM, op).is_ok());
    let entry = |(seq, op)| Entry {
        seq: Seq(seq),
        at: Millis(0),
        ago_millis: 0,
        actor: ActorIndex::ROOM,
        op,
        redacted: None,
    };
    (1..).zip(ops).map(entry).collect()
}

/// The ops with which a recording begins before anyone came: what can be saved as a question's seed.
pub fn seed_of(entries: Vec<Entry>) -> Vec<Op> {
    let seeded = |entry: &Entry| entry.actor == ActorIndex::ROOM && entry.at == Millis(0);
    entries.into_iter().take_while(seeded).map(|entry| entry.op).collect()
}
