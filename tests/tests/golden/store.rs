//! Recordings as the server keeps them: closed segments in its own tables, read and packed by its own code.

use std::path::Path;

use board::{
    Board,
    id::RoomId,
    recording::{Hash, chain},
    room::StoredEntry,
};
use rusqlite::{Connection, params};
use server::storage::{
    StorageError, database,
    recording::{self, Flush, Loaded, segment},
    room, schema,
};

const ROOM: RoomId = RoomId(1);

/// A row of the table of segments.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    pub(crate) first_seq: u64,
    pub(crate) last_seq: u64,
    pub(crate) last_at: u64,
    pub(crate) head_before: Hash,
    pub(crate) head_after: Hash,
    pub(crate) board_hash: [u8; 32],
    pub(crate) bytes: Vec<u8>,
}

impl Segment {
    /// Origins and entries, before zstd.
    pub(crate) fn unpacked(&self) -> Vec<u8> {
        zstd::stream::decode_all(self.bytes.as_slice()).unwrap()
    }
}

/// What the server makes of segments that lie in its file.
pub(crate) fn load(segments: &[Segment]) -> Result<Loaded, StorageError> {
    let connection = empty_room();
    for segment in segments {
        connection
            .execute(
                "INSERT INTO segment (room, first_seq, last_seq, last_at, head_before, head_after, board_hash, bytes)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    room::key(ROOM),
                    segment.first_seq,
                    segment.last_seq,
                    segment.last_at,
                    segment.head_before.0,
                    segment.head_after.0,
                    segment.board_hash,
                    segment.bytes,
                ],
            )
            .unwrap();
    }
    recording::load(&connection, ROOM)
}

/// The segments that the server closes over entries, each ending with one of `ends`.
pub(crate) fn pack(entries: &[StoredEntry], ends: &[u64]) -> Vec<Segment> {
    let connection = empty_room();
    let (mut board, mut head, mut recorded) = (Board::default(), Hash::default(), Vec::new());
    for stored in entries {
        let _ = board.apply(stored.entry.actor, &stored.entry.op);
        head = chain(head, &stored.entry);
        recorded.push(stored.clone());
        if ends.contains(&stored.entry.seq.0) {
            let flush = Flush {
                recorded: std::mem::take(&mut recorded),
                head,
                ..Flush::default()
            };
            recording::append(&connection, ROOM, &flush).unwrap();
            let segment = segment::pack_hot(&connection, ROOM, stored.entry.seq.0, board.hash()).unwrap();
            segment::replace_hot(&connection, ROOM, &segment.unwrap()).unwrap();
        }
    }
    assert!(recorded.is_empty(), "the last segment ends with the last entry");
    read(&connection)
}

fn empty_room() -> Connection {
    let connection = database::open_for_writing(Path::new(":memory:"), schema::PUBLIC).unwrap();
    room::create(&connection, ROOM, "A room", 0, false).unwrap();
    connection
}

fn read(connection: &Connection) -> Vec<Segment> {
    let sql = "SELECT first_seq, last_seq, last_at, head_before, head_after, board_hash, bytes FROM segment ORDER BY 1";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| {
        Ok(Segment {
            first_seq: row.get(0)?,
            last_seq: row.get(1)?,
            last_at: row.get(2)?,
            head_before: Hash(row.get(3)?),
            head_after: Hash(row.get(4)?),
            board_hash: row.get(5)?,
            bytes: row.get(6)?,
        })
    });
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}
