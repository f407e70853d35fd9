//! The recording of a room as rows: hot rows, one per flush, that become closed segments. Everything read is checked
//! against the stored heads of the chain (rule E3): what is damaged is refused, never continued.

pub mod pages;
pub mod redaction;
pub mod segment;

use board::{
    Entry,
    actor::{ActorIndex, JoinRank},
    codec,
    id::{ClientId, RoomId},
    op::{Op, RoundEvent},
    recording::{Hash, Seq, chain, check_order},
    room::{ClientRecord, StoredEntry},
};
use rusqlite::{Connection, params};

use super::{StorageError, origins, room};

/// What one flush of a room makes durable, all or nothing.
#[derive(Clone, Debug, Default)]
pub struct Flush {
    /// Wall time, for the gap over a restart (rule T2).
    pub wall_unix_millis: u64,
    /// Somebody joined for the first time.
    pub begins: bool,
    /// New clients.
    pub clients: Vec<ClientRecord>,
    /// Entries of the recording.
    pub recorded: Vec<StoredEntry>,
    /// The chain's head after them.
    pub head: Hash,
    /// Whether the scratch log as it was before this flush goes.
    pub drop_scratch: bool,
    /// Entries of the scratch log.
    pub scratch: Vec<StoredEntry>,
}

/// A recording as it was stored, checked.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The recording, then the scratch log, by position.
    pub entries: Vec<StoredEntry>,
    /// How many of them are in hot rows.
    pub hot_entries: usize,
    /// How many of them are in the scratch log.
    pub scratch_entries: usize,
    /// The chain's head.
    pub head: Hash,
    /// Wall time of the last flush.
    pub wall_unix_millis: Option<u64>,
    /// Clients by rank.
    pub clients: Vec<ClientRecord>,
}

/// A stored row, hot or closed.
struct Run {
    wall_unix_millis: Option<u64>,
    head_before: Option<Hash>,
    head_after: Hash,
    origins: Vec<u8>,
    entries: Vec<u8>,
}

/// Stores a flush.
pub fn append(connection: &Connection, id: RoomId, flush: &Flush) -> Result<(), StorageError> {
    let key = room::key(id);
    if flush.begins {
        room::begin(connection, id, flush.wall_unix_millis)?;
    }
    for client in &flush.clients {
        connection
            .prepare_cached("INSERT INTO client (room, client, actor, rank) VALUES (?, ?, ?, ?)")?
            .execute(params![
                key,
                client.client.0.to_be_bytes(),
                client.actor.0,
                client.rank.0
            ])?;
    }
    append_hot(connection, id, flush)?;
    if flush.drop_scratch {
        connection
            .prepare_cached("DELETE FROM scratch WHERE room = ?")?
            .execute(params![key])?;
    }
    for stored in &flush.scratch {
        let run = std::slice::from_ref(stored);
        let entry = codec::encode_entries(std::slice::from_ref(&stored.entry));
        connection
            .prepare_cached(
                "INSERT INTO scratch (room, position, wall_unix_millis, origins, entry) VALUES (?, ?, ?, ?, ?)",
            )?
            .execute(params![
                key,
                stored.position,
                flush.wall_unix_millis,
                origins::encode(run),
                entry
            ])?;
    }
    Ok(())
}

fn append_hot(connection: &Connection, id: RoomId, flush: &Flush) -> Result<(), StorageError> {
    let (Some(first), Some(last)) = (flush.recorded.first(), flush.recorded.last()) else {
        return Ok(());
    };
    let entries = flush
        .recorded
        .iter()
        .map(|stored| stored.entry.clone())
        .collect::<Vec<_>>();
    connection
        .prepare_cached(
            "INSERT INTO hot (room, first_seq, last_seq, last_at, wall_unix_millis, head, origins, entries)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            room::key(id),
            first.entry.seq.0,
            last.entry.seq.0,
            last.entry.at.0,
            flush.wall_unix_millis,
            flush.head.0,
            origins::encode(&flush.recorded),
            codec::encode_entries(&entries),
        ])?;
    for entry in &entries {
        match entry.op {
            Op::Round(RoundEvent::Ended) => room::set_ended(connection, id, true)?,
            Op::Round(RoundEvent::Reopened) => room::set_ended(connection, id, false)?,
            _ => {}
        }
    }
    Ok(())
}

/// Reads and checks everything that a room's restart needs.
pub fn load(connection: &Connection, id: RoomId) -> Result<Loaded, StorageError> {
    let mut loaded = Loaded {
        clients: clients(connection, id)?,
        ..Loaded::default()
    };
    let closed = segment::runs(connection, id)?;
    for run in closed.iter().chain(&hot_runs(connection, id)?) {
        loaded.add(run).map_err(|what| damaged(id, &what))?;
    }
    let closed_entries = segment::count(connection, id)?;
    loaded.hot_entries = loaded.entries.len().saturating_sub(closed_entries);
    for (wall_unix_millis, origins, entry) in scratch_rows(connection, id)? {
        let stored = decode_run(&origins, &entry).map_err(|what| damaged(id, &what))?;
        loaded.scratch_entries += stored.len();
        loaded.entries.extend(stored);
        loaded.wall_unix_millis = loaded.wall_unix_millis.max(wall_unix_millis);
    }
    Ok(loaded)
}

/// All entries of a recording, checked; without the scratch log.
pub fn entries(connection: &Connection, id: RoomId) -> Result<Vec<Entry>, StorageError> {
    let loaded = load(connection, id)?;
    Ok(loaded
        .entries
        .into_iter()
        .filter(|stored| stored.recorded)
        .map(|stored| stored.entry)
        .collect())
}

/// The recording as it is stored: runs of the codec's bytes, unchecked, for who decodes and checks them.
pub fn encoded(connection: &Connection, id: RoomId) -> Result<Vec<u8>, StorageError> {
    let closed = segment::runs(connection, id)?;
    let mut bytes = Vec::new();
    for run in closed.iter().chain(&hot_runs(connection, id)?) {
        bytes.extend_from_slice(&run.entries);
    }
    Ok(bytes)
}

/// The same without what is known already: whole runs, of which the first may begin before what is missing.
pub fn encoded_since(connection: &Connection, id: RoomId, known: Seq) -> Result<Vec<u8>, StorageError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM segment WHERE room = ? AND last_seq > ?)";
    let key = room::key(id);
    let closed: bool = connection.query_row(sql, params![key, known.0], |row| row.get(0))?;
    if closed {
        return encoded(connection, id);
    }
    let sql = "SELECT entries FROM hot WHERE room = ? AND last_seq > ? ORDER BY first_seq";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params![key, known.0], |row| row.get::<_, Vec<u8>>(0))?;
    Ok(rows.collect::<Result<Vec<_>, _>>()?.concat())
}

impl Loaded {
    fn add(&mut self, run: &Run) -> Result<(), String> {
        let stored = decode_run(&run.origins, &run.entries)?;
        if run.head_before.is_some_and(|head| head != self.head) {
            return Err("a stretch does not continue the one before it".to_owned());
        }
        let before = self.entries.last().map(|stored| &stored.entry);
        let entries = stored.iter().map(|stored| stored.entry.clone()).collect::<Vec<_>>();
        check_order(before, &entries).map_err(|error| error.to_string())?;
        self.head = entries.iter().fold(self.head, chain);
        if self.head != run.head_after {
            let (first, last) = (
                entries.first().map_or(0, |entry| entry.seq.0),
                entries.last().map_or(0, |e| e.seq.0),
            );
            return Err(format!(
                "entries {first} to {last} are not those that were recorded: the hash chain is broken"
            ));
        }
        self.wall_unix_millis = self.wall_unix_millis.max(run.wall_unix_millis);
        self.entries.extend(stored);
        Ok(())
    }
}

fn decode_run(origins: &[u8], entries: &[u8]) -> Result<Vec<StoredEntry>, String> {
    let entries = codec::decode_entries(entries).map_err(|error| error.to_string())?;
    origins::decode(origins, entries).ok_or_else(|| "entries and their origins do not belong together".to_owned())
}

fn hot_runs(connection: &Connection, id: RoomId) -> Result<Vec<Run>, StorageError> {
    let sql = "SELECT wall_unix_millis, head, origins, entries FROM hot WHERE room = ? ORDER BY first_seq";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params![room::key(id)], |row| {
        Ok(Run {
            wall_unix_millis: row.get(0)?,
            head_before: None,
            head_after: Hash(row.get(1)?),
            origins: row.get(2)?,
            entries: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<Vec<_>, _>>()?)
}

type ScratchRow = (Option<u64>, Vec<u8>, Vec<u8>);

fn scratch_rows(connection: &Connection, id: RoomId) -> Result<Vec<ScratchRow>, StorageError> {
    let sql = "SELECT wall_unix_millis, origins, entry FROM scratch WHERE room = ? ORDER BY position";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params![room::key(id)], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    Ok(rows.collect::<Result<Vec<_>, _>>()?)
}

fn clients(connection: &Connection, id: RoomId) -> Result<Vec<ClientRecord>, StorageError> {
    let mut statement =
        connection.prepare_cached("SELECT client, actor, rank FROM client WHERE room = ? ORDER BY rank")?;
    let rows = statement.query_map(params![room::key(id)], |row| {
        Ok(ClientRecord {
            client: ClientId(u128::from_be_bytes(row.get(0)?)),
            actor: ActorIndex(row.get(1)?),
            rank: JoinRank(row.get(2)?),
        })
    })?;
    Ok(rows.collect::<Result<Vec<_>, _>>()?)
}

fn damaged(id: RoomId, what: &str) -> StorageError {
    StorageError::Damaged(format!("the recording of room {id} is damaged: {what}"))
}
