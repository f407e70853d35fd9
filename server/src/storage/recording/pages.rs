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

/// From which entry to which a run reaches.
#[derive(Clone, Copy)]
struct Reach {
    first: Seq,
    last: Seq,
}

impl Reach {
    /// Whether a hot row goes into a run that has begun.
    fn takes(self, row: Reach) -> bool {
        let entries = row.last.0.saturating_sub(self.first.0);
        entries < HOT_RUN_ENTRIES && self.last.0 + 1 == row.first.0 && row.first <= row.last
    }
}

/// The last entry of each page, as [`after`] makes them when it is asked for one after the other. Reads no entry. What a broken row
/// says of itself leads nowhere back.
pub fn ends(connection: &Connection, id: RoomId) -> Result<Vec<Seq>, StorageError> {
    Ok(ends_of(&reaches(connection, id)?, enough_after))
}

fn ends_of(runs: &[Reach], enough_after: impl Fn(Seq) -> u64) -> Vec<Seq> {
    let mut pages = Vec::new();
    let (mut before, mut last) = (Seq(0), Seq(0));
    for run in runs {
        last = last.max(run.first).max(run.last);
        if last.0 - before.0 >= enough_after(before) {
            pages.push(last);
            before = last;
        }
    }
    if last > before {
        pages.push(last);
    }
    pages
}

fn reaches(connection: &Connection, id: RoomId) -> Result<Vec<Reach>, StorageError> {
    let all = |sql| -> Result<Vec<Reach>, StorageError> {
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map([room::key(id)], |row| {
            Ok(Reach {
                first: Seq(row.get(0)?),
                last: Seq(row.get(1)?),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    let mut runs = all("SELECT first_seq, last_seq FROM segment WHERE room = ? ORDER BY first_seq")?;
    let n_closed = runs.len();
    for row in all("SELECT first_seq, last_seq FROM hot WHERE room = ? ORDER BY first_seq")? {
        match runs.get_mut(n_closed..).and_then(|hot| hot.last_mut()) {
            Some(run) if run.takes(row) => run.last = row.last,
            _ => runs.push(row),
        }
    }
    Ok(runs)
}

fn enough_after(after: Seq) -> u64 {
    if after.0 == 0 { FIRST_PAGE_ENTRIES } else { PAGE_ENTRIES }
}

/// The runs after an entry: at least one where there is any, and no more than make a page.
pub fn after(connection: &Connection, id: RoomId, after: Seq) -> Result<Vec<StoredRun>, StorageError> {
    let enough = enough_after(after);
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
        let is_full = |group: &StoredRun| {
            let reach = Reach {
                first: group.first,
                last: group.last,
            };
            !reach.takes(Reach { first, last })
        };
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

#[cfg(test)]
mod tests {
    use board::{Entry, Op, actor::ActorIndex, id::ElementId, recording::chain, room::StoredEntry, sound::Reader};

    use super::*;
    use crate::storage::{recording, recording::Flush, schema};

    fn stored(seq: u64) -> StoredEntry {
        StoredEntry {
            position: seq,
            recorded: true,
            rank: Default::default(),
            counter: 0,
            entry: Entry {
                seq: Seq(seq),
                at: Millis(seq),
                ago_millis: 0,
                actor: ActorIndex(1),
                op: Op::Delete(vec![ElementId(1)]),
                redacted: None,
            },
        }
    }

    /// Rows of three entries each; the first forty are closed.
    fn room_of(connection: &Connection, n_rows: u64) -> RoomId {
        let id = RoomId(7);
        room::create(connection, id, "", 0, false).unwrap();
        let mut head = Hash::default();
        for row in 0..n_rows {
            let recorded = (1..=3).map(|step| stored(row * 3 + step)).collect::<Vec<_>>();
            head = recorded.iter().fold(head, |head, stored| chain(head, &stored.entry));
            let flush = Flush {
                recorded,
                head,
                ..Flush::default()
            };
            recording::append(connection, id, &flush).unwrap();
        }
        let closed = segment::pack_hot(connection, id, 120, [0; 32]).unwrap().unwrap();
        segment::replace_hot(connection, id, &closed).unwrap();
        id
    }

    #[test]
    fn e3_all_pages_together_are_the_recording_and_its_chain_holds() {
        let connection = schema::in_memory(schema::PUBLIC);
        let id = room_of(&connection, 400);
        let (mut reader, mut last, mut page_ends) = (Reader::strict(), Seq(0), Vec::new());
        loop {
            let runs = after(&connection, id, last).unwrap();
            let Some(run) = runs.last() else { break };
            last = run.last;
            page_ends.push(last);
            assert!(runs.iter().all(|run| run.last.0 - run.first.0 < HOT_RUN_ENTRIES + 3));
            runs.iter().for_each(|run| reader.take(run));
        }
        let sound = reader.finish(1_200);
        assert_eq!((sound.entries.len(), sound.sentence()), (1_200, None));
        assert_eq!(page_ends, [Seq(120), Seq(1_200)]);
        assert_eq!(ends(&connection, id).unwrap(), page_ends, "said before");
    }

    #[test]
    fn the_ends_of_pages_are_known_before_they_are_asked_for() {
        let connection = schema::in_memory(schema::PUBLIC);
        let id = room_of(&connection, 50);
        assert_eq!(ends(&connection, id).unwrap(), [Seq(120), Seq(150)]);
        connection.execute("DELETE FROM hot WHERE first_seq = 130", []).unwrap();
        let after_first = after(&connection, id, Seq(120)).unwrap();
        assert_eq!(after_first.len(), 2, "a row that is missing parts two runs");
        assert_eq!(ends(&connection, id).unwrap(), [Seq(120), Seq(150)]);
        connection.execute("DELETE FROM segment", []).unwrap();
        assert_eq!(
            ends(&connection, id).unwrap(),
            [Seq(129), Seq(150)],
            "the first page is small"
        );
        assert_eq!(ends(&connection, RoomId(8)).unwrap(), []);
        connection
            .execute("UPDATE hot SET last_seq = 5 WHERE last_seq = 150", [])
            .unwrap();
        assert_eq!(
            ends(&connection, id).unwrap(),
            [Seq(129), Seq(148)],
            "not back to where it was"
        );
    }

    #[test]
    fn pages_are_filled_run_by_run() {
        let run = |first, last| Reach {
            first: Seq(first),
            last: Seq(last),
        };
        let runs = [run(1, 4), run(5, 8), run(9, 12), run(13, 14), run(15, 30), run(31, 31)];
        let enough = |after: Seq| if after.0 == 0 { 1 } else { 6 };
        assert_eq!(ends_of(&runs, enough), [Seq(4), Seq(12), Seq(30), Seq(31)]);
    }

    #[test]
    fn e3_what_cannot_be_unpacked_is_handed_on_and_not_refused() {
        let connection = schema::in_memory(schema::PUBLIC);
        let id = room_of(&connection, 50);
        connection.execute("UPDATE segment SET bytes = x'00'", []).unwrap();
        let runs = after(&connection, id, Seq(0)).unwrap();
        assert_eq!((runs.len(), runs[0].bytes.clone(), runs[0].last), (1, None, Seq(120)));
    }
}
