//! Taking a stretch out of what is stored of a room: hot rows, closed segments, the scratch log, tracks and images. First it is
//! worked out beside the writer, then all of it is written in one commit; nothing may be stored of the room in between.

use std::collections::BTreeSet;

use board::{
    Board, Entry, Op, codec,
    element::AssetHash,
    id::RoomId,
    redaction::{Stretch, Way, redact},
    room::StoredEntry,
};
use rusqlite::{Connection, params};

use super::{damaged, load, segment};
use crate::storage::{StorageError, room, track};

/// What is to be written.
#[derive(Debug, Default)]
pub struct Plan {
    hot: Vec<(u64, Vec<u8>)>,
    segments: Vec<segment::Segment>,
    scratch: Vec<(u64, Vec<u8>)>,
    tracks: Vec<(i64, Vec<u8>)>,
    assets: Vec<AssetHash>,
    /// Entries that are not what they were.
    pub entries: u64,
    /// What takes the masked places off the texts of the live board.
    pub sweeping: Vec<Op>,
}

/// Works out what to write.
pub fn plan(connection: &Connection, id: RoomId, stretch: &Stretch, way: Way) -> Result<Plan, StorageError> {
    let mut stored = load(connection, id)?.entries;
    let mut entries = stored.iter().map(|stored| stored.entry.clone()).collect::<Vec<_>>();
    let redaction = redact(&mut entries, stretch, way);
    for (stored, entry) in stored.iter_mut().zip(entries) {
        stored.entry = entry;
    }
    let changed = redaction.changed.iter().copied().collect::<BTreeSet<_>>();
    let mut plan = Plan {
        entries: changed.len() as u64,
        sweeping: redaction.sweeping,
        assets: redaction.assets,
        tracks: track::without(connection, id, stretch)?,
        ..Plan::default()
    };
    plan.rewrite_segments(connection, id, &stored, &changed)?;
    let n_recorded = stored.iter().take_while(|stored| stored.recorded).count();
    for (first, last) in spans(connection, id, "hot")? {
        let run = run_of(id, &stored, first, last)?;
        if has_any(&changed, first, last) {
            let entries = run.iter().map(|stored| stored.entry.clone()).collect::<Vec<Entry>>();
            plan.hot.push((first, codec::encode_entries(&entries)));
        }
    }
    for index in changed.range(n_recorded..) {
        let Some(stored) = stored.get(*index) else { continue };
        let entry = codec::encode_entries(std::slice::from_ref(&stored.entry));
        plan.scratch.push((stored.position, entry));
    }
    Ok(plan)
}

impl Plan {
    /// Boards after the stretch are others, so that the hashes of all later segments are too.
    fn rewrite_segments(
        &mut self,
        connection: &Connection,
        id: RoomId,
        stored: &[StoredEntry],
        changed: &BTreeSet<usize>,
    ) -> Result<(), StorageError> {
        let Some(first_changed) = changed.first() else {
            return Ok(());
        };
        let mut board = Board::default();
        for (first, last) in spans(connection, id, "segment")? {
            let run = run_of(id, stored, first, last)?;
            for stored in run {
                let _ = board.apply(stored.entry.actor, &stored.entry.op);
            }
            if last > *first_changed as u64 {
                self.segments.push(segment::repack(connection, id, run, board.hash())?);
            }
        }
        Ok(())
    }

    /// Writes it.
    pub fn carry_out(&self, connection: &Connection, id: RoomId) -> Result<(), StorageError> {
        let key = room::key(id);
        for segment in &self.segments {
            segment::replace(connection, id, segment)?;
        }
        for (first_seq, entries) in &self.hot {
            connection.execute(
                "UPDATE hot SET entries = ? WHERE room = ? AND first_seq = ?",
                params![entries, key, first_seq],
            )?;
        }
        for (position, entry) in &self.scratch {
            connection.execute(
                "UPDATE scratch SET entry = ? WHERE room = ? AND position = ?",
                params![entry, key, position],
            )?;
        }
        for (row, bytes) in &self.tracks {
            connection.execute("UPDATE track SET bytes = ? WHERE id = ?", params![bytes, row])?;
        }
        for hash in &self.assets {
            connection.execute("DELETE FROM asset WHERE room = ? AND hash = ?", params![key, hash.0])?;
        }
        Ok(())
    }
}

/// First and last entry of each row of a table.
fn spans(connection: &Connection, id: RoomId, table: &'static str) -> Result<Vec<(u64, u64)>, StorageError> {
    let sql = format!("SELECT first_seq, last_seq FROM {table} WHERE room = ? ORDER BY first_seq");
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map(params![room::key(id)], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<Vec<_>, _>>()?)
}

/// The entries of a row; a recording is dense from 1 (rule T1).
fn run_of(id: RoomId, stored: &[StoredEntry], first: u64, last: u64) -> Result<&[StoredEntry], StorageError> {
    let index = |seq: u64| usize::try_from(seq).ok();
    let range = index(first.saturating_sub(1)).zip(index(last));
    let run = range.and_then(|(from, to)| stored.get(from..to));
    run.ok_or_else(|| damaged(id, "a row does not hold the entries that it says"))
}

fn has_any(changed: &BTreeSet<usize>, first: u64, last: u64) -> bool {
    let index = |seq: u64| usize::try_from(seq).unwrap_or(usize::MAX);
    changed.range(index(first) - 1..index(last)).next().is_some()
}
