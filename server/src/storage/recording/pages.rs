//! A recording run by run, as it is stored, for who checks it while reading: closed segments as they are, hot rows in groups. What
//! cannot be unpacked is handed on as such; nothing is refused.

use board::{
    id::RoomId,
    recording::{Hash, Seq},
    sound::StoredRun,
    time::Millis,
};
use rusqlite::{Connection, params};

use super::segment;
use crate::storage::{StorageError, room};

/// Entries of the first page, so that something can be shown soon, and of every later one.
const FIRST_PAGE_ENTRIES: u64 = 1;
const PAGE_ENTRIES: u64 = 65_536;
/// Entries of hot rows in one run: as much is left out where one of them is broken.
const HOT_RUN_ENTRIES: u64 = 256;

/// The runs after an entry: at least one where there is any, and no more than make a page.
pub fn after(connection: &Connection, id: RoomId, after: Seq) -> Result<Vec<StoredRun>, StorageError> {
    let enough = if after.0 == 0 { FIRST_PAGE_ENTRIES } else { PAGE_ENTRIES };
    let mut runs = segments(connection, id, after, enough)?;
    let taken = |runs: &[StoredRun]| runs.last().map_or(0, |run| run.last.0.saturating_sub(after.0));
    if taken(&runs) < enough {
        hot(connection, id, after, enough, &mut runs)?;
    }
    Ok(runs)
}

fn segments(connection: &Connection, id: RoomId, after: Seq, enough: u64) -> Result<Vec<StoredRun>, StorageError> {
    let sql = "SELECT first_seq, last_seq, last_at, head_after, bytes FROM segment
        WHERE room = ? AND first_seq > ? ORDER BY first_seq";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![room::key(id), after.0])?;
    let (mut runs, mut taken) = (Vec::new(), 0);
    while taken < enough
        && let Some(row) = rows.next()?
    {
        let packed: Vec<u8> = row.get(4)?;
        let run = StoredRun {
            first: Seq(row.get(0)?),
            last: Seq(row.get(1)?),
            ends: Millis(row.get(2)?),
            head: Hash(row.get(3)?),
            bytes: segment::unpack(&packed).map(|(_, entries)| entries),
        };
        taken = run.last.0.saturating_sub(after.0);
        runs.push(run);
    }
    Ok(runs)
}

fn hot(
    connection: &Connection,
    id: RoomId,
    after: Seq,
    enough: u64,
    runs: &mut Vec<StoredRun>,
) -> Result<(), StorageError> {
    let sql = "SELECT first_seq, last_seq, last_at, head, entries FROM hot
        WHERE room = ? AND first_seq > ? ORDER BY first_seq";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![room::key(id), after.0])?;
    let mut group: Option<StoredRun> = None;
    while let Some(row) = rows.next()? {
        let (first, last) = (Seq(row.get(0)?), Seq(row.get(1)?));
        let (ends, head) = (Millis(row.get(2)?), Hash(row.get(3)?));
        let mut bytes: Vec<u8> = row.get(4)?;
        let is_full = |group: &StoredRun| last.0 - group.first.0 >= HOT_RUN_ENTRIES || group.last.0 + 1 != first.0;
        if let Some(full) = group.take_if(|group| is_full(group)) {
            let taken = full.last.0.saturating_sub(after.0);
            runs.push(full);
            if taken >= enough {
                return Ok(());
            }
        }
        let run = group.get_or_insert_with(|| StoredRun {
            first,
            last,
            ends,
            head,
            bytes: Some(Vec::new()),
        });
        (run.last, run.ends, run.head) = (last, ends, head);
        run.bytes.get_or_insert_default().append(&mut bytes);
    }
    runs.extend(group);
    Ok(())
}
