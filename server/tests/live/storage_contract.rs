//! What any storage of recordings must hold: order, chain, segments, scratch log, clients, deletion.

use board::{
    Board, Entry,
    actor::{ActorIndex, JoinRank},
    id::{ClientId, RoomId},
    recording::{Hash, Seq, chain},
    room::{ClientRecord, StoredEntry},
    time::Millis,
};
use rusqlite::{Connection, params};
use server::storage::{
    StorageError, database,
    recording::{self, Flush, segment},
    room, schema,
};

use crate::stage::chat;

const ROOM: RoomId = RoomId(9);

struct Script {
    connection: Connection,
    head: Hash,
    board: Board,
    position: u64,
    seq: u64,
}

impl Script {
    fn new() -> Script {
        let name = format!(
            "chalkback-contract-{}-{:?}.sqlite",
            std::process::id(),
            std::thread::current().id()
        );
        let path = std::env::temp_dir().join(name);
        let _ = std::fs::remove_file(&path);
        let connection = database::open_for_writing(&path, schema::PUBLIC).unwrap();
        room::create(&connection, ROOM, "A room", 1_000, false).unwrap();
        Script {
            connection,
            head: Hash::default(),
            board: Board::default(),
            position: 0,
            seq: 0,
        }
    }

    fn next(&mut self, recorded: bool) -> StoredEntry {
        self.position += 1;
        self.seq += u64::from(recorded);
        let op = chat(u128::from(self.position), "hello");
        self.board.apply(ActorIndex(1), &op).unwrap();
        let (seq, at) = (if recorded { self.seq } else { 0 }, Millis(self.position * 10));
        let entry = Entry {
            seq: Seq(seq),
            at,
            ago_millis: 0,
            actor: ActorIndex(1),
            op,
            redacted: None,
        };
        StoredEntry {
            position: self.position,
            recorded,
            rank: JoinRank(1),
            counter: self.position,
            entry,
        }
    }

    fn flush(&mut self, recorded: usize, scratch: usize, drop_scratch: bool) -> Vec<StoredEntry> {
        let recorded = (0..recorded).map(|_| self.next(true)).collect::<Vec<_>>();
        let scratch = (0..scratch).map(|_| self.next(false)).collect::<Vec<_>>();
        self.head = recorded
            .iter()
            .fold(self.head, |head, stored| chain(head, &stored.entry));
        let (head, wall_unix_millis) = (self.head, 5_000 + self.position);
        let flush = Flush {
            wall_unix_millis,
            recorded,
            head,
            scratch,
            drop_scratch,
            ..Flush::default()
        };
        recording::append(&self.connection, ROOM, &flush).unwrap();
        [flush.recorded, flush.scratch].concat()
    }

    fn load(&self) -> Result<recording::Loaded, StorageError> {
        recording::load(&self.connection, ROOM)
    }

    fn close_segment(&self) {
        let packed = segment::pack_hot(&self.connection, ROOM, self.seq, self.board.hash())
            .unwrap()
            .unwrap();
        segment::replace_hot(&self.connection, ROOM, &packed).unwrap();
    }
}

#[test]
fn entries_come_back_in_order_hot_and_closed_with_their_origins() {
    let mut script = Script::new();
    let mut all = script.flush(3, 0, false);
    all.extend(script.flush(1, 0, false));
    assert_eq!(script.load().unwrap().entries, all);
    script.close_segment();
    all.extend(script.flush(2, 0, false));
    let loaded = script.load().unwrap();
    assert_eq!(
        (&loaded.entries, loaded.hot_entries, loaded.head),
        (&all, 2, script.head)
    );
    assert_eq!(loaded.wall_unix_millis, Some(5_006));
    script.close_segment();
    assert_eq!(script.load().unwrap().entries, all);
    let encoded = recording::encoded(&script.connection, ROOM).unwrap();
    let entries = all.into_iter().map(|stored| stored.entry).collect::<Vec<_>>();
    assert_eq!(board::codec::decode_entries(&encoded).unwrap(), entries);
    let claims = segment::claims(&script.connection, ROOM).unwrap();
    assert_eq!(claims.iter().map(|claim| claim.last_seq).collect::<Vec<_>>(), [4, 6]);
    let record = room::find(&script.connection, ROOM).unwrap().unwrap();
    assert_eq!((record.entries, record.duration_millis), (6, 60));
}

#[test]
fn e2_the_scratch_log_comes_back_and_goes() {
    let mut script = Script::new();
    let mut all = script.flush(1, 2, false);
    all.extend(script.flush(0, 1, false));
    let loaded = script.load().unwrap();
    assert_eq!((loaded.entries, loaded.scratch_entries), (all, 3));
    assert_eq!(
        recording::entries(&script.connection, ROOM).unwrap().len(),
        1,
        "not part of the recording"
    );
    script.flush(1, 0, true);
    let positions = script
        .load()
        .unwrap()
        .entries
        .iter()
        .map(|stored| stored.position)
        .collect::<Vec<_>>();
    assert_eq!(positions, [1, 5]);
}

#[test]
fn e3_what_was_changed_lost_or_moved_is_refused() {
    let spoil: [&str; 5] = [
        "UPDATE hot SET head = zeroblob(32) WHERE first_seq = 3",
        "UPDATE hot SET entries = (SELECT entries FROM hot WHERE first_seq = 5) WHERE first_seq = 3",
        "DELETE FROM hot WHERE first_seq = 3",
        "UPDATE segment SET head_before = randomblob(32)",
        "UPDATE segment SET bytes = substr(bytes, 1, 40)",
    ];
    for sql in spoil {
        let mut script = Script::new();
        script.flush(2, 0, false);
        script.close_segment();
        script.flush(2, 0, false);
        script.flush(2, 0, false);
        script.load().unwrap();
        assert_eq!(script.connection.execute(sql, []).unwrap(), 1);
        let error = script.load().unwrap_err();
        assert!(matches!(error, StorageError::Damaged(_)), "{sql}: {error}");
    }
}

#[test]
fn c1_clients_keep_their_rank_and_one_flush_is_all_or_nothing() {
    let mut script = Script::new();
    let client = ClientRecord {
        client: ClientId(77),
        actor: ActorIndex(1),
        rank: JoinRank(1),
    };
    let flush = Flush {
        clients: vec![client],
        begins: true,
        wall_unix_millis: 4_000,
        ..Flush::default()
    };
    recording::append(&script.connection, ROOM, &flush).unwrap();
    assert_eq!(script.load().unwrap().clients, [client]);
    assert_eq!(
        room::find(&script.connection, ROOM).unwrap().unwrap().began_unix_millis,
        Some(4_000)
    );
    script.flush(1, 0, false);
    let again = Flush {
        recorded: script.load().unwrap().entries,
        ..Flush::default()
    };
    assert!(
        recording::append(&script.connection, ROOM, &again).is_err(),
        "a place is taken once"
    );
}

#[test]
fn a_deleted_room_leaves_nothing() {
    let mut script = Script::new();
    script.flush(2, 1, false);
    script.close_segment();
    script.flush(1, 0, false);
    assert!(room::delete(&script.connection, ROOM).unwrap());
    for table in ["hot", "segment", "scratch", "client", "name", "asset", "track"] {
        let sql = format!("SELECT count(*) FROM {table} WHERE room = ?");
        let left: u64 = script
            .connection
            .query_row(&sql, params![room::key(ROOM)], |row| row.get(0))
            .unwrap();
        assert_eq!(left, 0, "{table}");
    }
}

#[test]
fn i5_every_commit_waits_for_the_disk() {
    let script = Script::new();
    let pragma = |name: &str| -> String {
        let value = script.connection.query_row(&format!("PRAGMA {name}"), [], |row| {
            row.get::<_, rusqlite::types::Value>(0)
        });
        format!("{:?}", value.unwrap())
    };
    assert_eq!(pragma("synchronous"), "Integer(2)", "FULL");
    assert_eq!(pragma("fullfsync"), "Integer(1)");
    assert_eq!(pragma("journal_mode"), "Text(\"wal\")");
}

#[test]
fn t1_a_missing_entry_is_refused_even_under_a_fitting_chain() {
    let mut script = Script::new();
    let (first, mut next) = (script.next(true), script.next(true));
    next.entry.seq = Seq(3);
    let recorded = vec![first, next];
    let head = recorded
        .iter()
        .fold(Hash::default(), |head, stored| chain(head, &stored.entry));
    let flush = Flush {
        recorded,
        head,
        ..Flush::default()
    };
    recording::append(&script.connection, ROOM, &flush).unwrap();
    let loaded = recording::load(&script.connection, ROOM);
    assert!(matches!(loaded, Err(StorageError::Damaged(_))), "{loaded:?}");
}
