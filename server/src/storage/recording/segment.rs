//! Closed stretches of a recording: many hot rows in one, compressed, with the heads of the chain at both ends and the hash
//! of the board at the end (rule E3).

use std::io::Read;

use board::{
    Board, Entry, codec,
    id::RoomId,
    limits,
    recording::{Hash, chain},
    room::StoredEntry,
};
use rusqlite::{Connection, OptionalExtension, params};

use super::{Run, damaged, decode_run, hot_runs};
use crate::storage::{StorageError, origins, room};

const ZSTD_LEVEL: i32 = 12;
/// No segment is larger when unpacked: what claims to be is damaged.
const UNPACKED_BYTES_MAX: u64 = 1 << 30;

/// A closed stretch, ready to be stored.
#[derive(Clone, Debug)]
pub struct Segment {
    first_seq: u64,
    last_seq: u64,
    last_at: u64,
    wall_unix_millis: Option<u64>,
    head_before: Hash,
    head_after: Hash,
    board_hash: [u8; 32],
    bytes: Vec<u8>,
}

/// What a stored segment claims, for `verify`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Claim {
    /// Its last entry.
    pub last_seq: u64,
    /// The hash of the board after it.
    pub board_hash: [u8; 32],
}

impl Segment {
    /// Bytes it takes in the file.
    pub fn stored_bytes(&self) -> usize {
        self.bytes.len()
    }
}

/// Packs the hot rows up to an entry, whose board hash the caller knows. `None` where there are none.
pub fn pack_hot(
    connection: &Connection,
    id: RoomId,
    last_seq: u64,
    board_hash: [u8; 32],
) -> Result<Option<Segment>, StorageError> {
    let mut run = Packing {
        head_before: last_head(connection, id)?,
        ..Packing::default()
    };
    for hot in hot_runs(connection, id)? {
        let stored = decode_run(&hot.origins, &hot.entries).map_err(|what| damaged(id, &what))?;
        if stored.last().is_some_and(|stored| stored.entry.seq.0 > last_seq) {
            break;
        }
        run.stored.extend(stored);
        run.head_after = hot.head_after;
        run.wall_unix_millis = run.wall_unix_millis.max(hot.wall_unix_millis);
    }
    let reaches = run.stored.last().is_some_and(|stored| stored.entry.seq.0 == last_seq);
    if reaches {
        run.close(board_hash).map(Some)
    } else {
        Ok(None)
    }
}

/// Replaces the hot rows of a segment by it.
pub fn replace_hot(connection: &Connection, id: RoomId, segment: &Segment) -> Result<(), StorageError> {
    let key = room::key(id);
    let counted: u64 = connection.query_row(
        "SELECT coalesce(sum(last_seq - first_seq + 1), 0) FROM hot WHERE room = ? AND last_seq <= ?",
        params![key, segment.last_seq],
        |row| row.get(0),
    )?;
    if counted != segment.last_seq + 1 - segment.first_seq {
        return Err(damaged(id, "the rows of a stretch changed while it was closed"));
    }
    connection.execute(
        "DELETE FROM hot WHERE room = ? AND last_seq <= ?",
        params![key, segment.last_seq],
    )?;
    insert(connection, id, segment)
}

/// Packs the entries of a stored segment anew, with the heads and the wall time that it has.
pub(super) fn repack(
    connection: &Connection,
    id: RoomId,
    stored: &[StoredEntry],
    board_hash: [u8; 32],
) -> Result<Segment, StorageError> {
    let first_seq = stored.first().map_or(0, |stored| stored.entry.seq.0);
    let sql = "SELECT head_before, head_after, wall_unix_millis FROM segment WHERE room = ? AND first_seq = ?";
    let mut packing = connection.query_row(sql, params![room::key(id), first_seq], |row| {
        Ok(Packing {
            head_before: Hash(row.get(0)?),
            head_after: Hash(row.get(1)?),
            wall_unix_millis: row.get(2)?,
            stored: Vec::new(),
        })
    })?;
    packing.stored = stored.to_vec();
    packing.close(board_hash)
}

/// Puts a segment in the place of the one that begins with the same entry.
pub(super) fn replace(connection: &Connection, id: RoomId, segment: &Segment) -> Result<(), StorageError> {
    connection.execute(
        "UPDATE segment SET board_hash = ?, bytes = ? WHERE room = ? AND first_seq = ?",
        params![segment.board_hash, segment.bytes, room::key(id), segment.first_seq],
    )?;
    Ok(())
}

/// Packs a whole recording: seeds and imports.
pub fn pack_all(entries: &[Entry]) -> Result<Vec<Segment>, StorageError> {
    let (mut board, mut head, mut segments) = (Board::default(), Hash::default(), Vec::new());
    for chunk in entries.chunks(limits::SEGMENT_ENTRIES) {
        let mut packing = Packing {
            head_before: head,
            ..Packing::default()
        };
        for entry in chunk {
            // A removed op no longer folds; the board goes on without it.
            let _ = board.apply(entry.actor, &entry.op);
            head = chain(head, entry);
            let (position, rank, counter) = (entry.seq.0, Default::default(), 0);
            packing.stored.push(StoredEntry {
                position,
                recorded: true,
                rank,
                counter,
                entry: entry.clone(),
            });
        }
        packing.head_after = head;
        segments.push(packing.close(board.hash())?);
    }
    Ok(segments)
}

/// Stores what was packed, in a room without a recording.
pub fn insert_all(connection: &Connection, id: RoomId, segments: &[Segment]) -> Result<(), StorageError> {
    segments.iter().try_for_each(|segment| insert(connection, id, segment))
}

/// Packs and stores a whole recording, in a room without one.
pub fn store_all(connection: &Connection, id: RoomId, entries: &[Entry]) -> Result<(), StorageError> {
    insert_all(connection, id, &pack_all(entries)?)
}

/// What the stored segments claim, in order.
pub fn claims(connection: &Connection, id: RoomId) -> Result<Vec<Claim>, StorageError> {
    let sql = "SELECT last_seq, board_hash FROM segment WHERE room = ? ORDER BY first_seq";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map(params![room::key(id)], |row| {
        Ok(Claim {
            last_seq: row.get(0)?,
            board_hash: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<Result<Vec<_>, _>>()?)
}

pub(super) fn count(connection: &Connection, id: RoomId) -> Result<usize, StorageError> {
    let sql = "SELECT coalesce(sum(last_seq - first_seq + 1), 0) FROM segment WHERE room = ?";
    let count: u64 = connection
        .prepare_cached(sql)?
        .query_row(params![room::key(id)], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

pub(super) fn runs(connection: &Connection, id: RoomId) -> Result<Vec<Run>, StorageError> {
    let sql = "SELECT wall_unix_millis, head_before, head_after, bytes FROM segment WHERE room = ? ORDER BY first_seq";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![room::key(id)])?;
    let mut runs = Vec::new();
    while let Some(row) = rows.next()? {
        let bytes: Vec<u8> = row.get(3)?;
        let (origins, entries) = unpack(&bytes).ok_or_else(|| damaged(id, "a closed stretch cannot be unpacked"))?;
        runs.push(Run {
            wall_unix_millis: row.get(0)?,
            head_before: Some(Hash(row.get(1)?)),
            head_after: Hash(row.get(2)?),
            origins,
            entries,
        });
    }
    Ok(runs)
}

#[derive(Default)]
struct Packing {
    head_before: Hash,
    head_after: Hash,
    wall_unix_millis: Option<u64>,
    stored: Vec<StoredEntry>,
}

impl Packing {
    fn close(self, board_hash: [u8; 32]) -> Result<Segment, StorageError> {
        let origins = origins::encode(&self.stored);
        let entries = self.stored.into_iter().map(|stored| stored.entry).collect::<Vec<_>>();
        let (Some(first), Some(last)) = (entries.first(), entries.last()) else {
            return Err(StorageError::Failed(
                "a stretch without entries cannot be closed".to_owned(),
            ));
        };
        let mut unpacked = u32::try_from(origins.len()).unwrap_or(u32::MAX).to_le_bytes().to_vec();
        unpacked.extend_from_slice(&origins);
        unpacked.extend_from_slice(&codec::encode_entries(&entries));
        let bytes =
            zstd::bulk::compress(&unpacked, ZSTD_LEVEL).map_err(|error| StorageError::Failed(error.to_string()))?;
        Ok(Segment {
            first_seq: first.seq.0,
            last_seq: last.seq.0,
            last_at: last.at.0,
            wall_unix_millis: self.wall_unix_millis,
            head_before: self.head_before,
            head_after: self.head_after,
            board_hash,
            bytes,
        })
    }
}

pub(super) fn unpack(bytes: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut unpacked = Vec::new();
    let decoder = zstd::stream::read::Decoder::with_buffer(bytes).ok()?;
    decoder.take(UNPACKED_BYTES_MAX).read_to_end(&mut unpacked).ok()?;
    let (length, rest) = unpacked.split_first_chunk::<4>()?;
    let (origins, entries) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    Some((origins.to_vec(), entries.to_vec()))
}

fn insert(connection: &Connection, id: RoomId, segment: &Segment) -> Result<(), StorageError> {
    connection
        .prepare_cached(
            "INSERT INTO segment
                (room, first_seq, last_seq, last_at, wall_unix_millis, head_before, head_after, board_hash, bytes)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            room::key(id),
            segment.first_seq,
            segment.last_seq,
            segment.last_at,
            segment.wall_unix_millis,
            segment.head_before.0,
            segment.head_after.0,
            segment.board_hash,
            segment.bytes,
        ])?;
    Ok(())
}

fn last_head(connection: &Connection, id: RoomId) -> Result<Hash, StorageError> {
    let sql = "SELECT head_after FROM segment WHERE room = ? ORDER BY first_seq DESC LIMIT 1";
    let head = connection
        .prepare_cached(sql)?
        .query_row(params![room::key(id)], |row| row.get(0))
        .optional()?;
    Ok(head.map(Hash).unwrap_or_default())
}
