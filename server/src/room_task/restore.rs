//! How a room comes out of the storage and goes back into it: restoring a task, closing segments, keeping tracks.

use board::{
    Board,
    id::RoomId,
    limits::SEGMENT_ENTRIES,
    protocol::Presence,
    room::{ConnectionId, Room},
    time::Millis,
};
use interview::hands::Held;
use tokio::time::Instant;

use super::{RoomTask, TRACKS_EVERY, room_clock::RoomClock};
use crate::{
    clock::Clock,
    shutdown::Shutdown,
    storage::{
        Database, StorageError, hands, name,
        recording::{self, Loaded, segment},
        removal,
        room::{self, RoomRecord},
        track,
    },
};

/// A room as it is stored.
pub(super) struct Read {
    record: RoomRecord,
    pub(super) room: Room,
    pub(super) loaded: Loaded,
    held: Held,
}

/// Reads a room, checked. `None` if there is no such room.
pub(super) async fn read(storage: &Database, id: RoomId) -> Result<Option<Read>, StorageError> {
    let read = storage.read(move |connection| {
        let Some(record) = room::find(connection, id)? else {
            return Ok(None);
        };
        let mut room = Room::new();
        for named in name::all(connection, id)? {
            room.name(named.actor, &named.name);
        }
        let mut loaded = recording::load(connection, id)?;
        for client in &loaded.clients {
            room.remember(*client);
        }
        let removed = removal::all(connection, id)?.into_iter();
        room.remember_removed(removed.map(|removal| (removal.position, removal.stretch)).collect());
        // Folding a long recording takes its time; this closure does not run on the threads of the tasks.
        std::mem::take(&mut loaded.entries)
            .into_iter()
            .for_each(|stored| room.replay(stored));
        room.pass_removed();
        let held = hands::held(connection, id)?;
        Ok(Some(Read {
            record,
            room,
            loaded,
            held,
        }))
    });
    read.await
}

impl RoomTask {
    /// Reads a room back, checked. `None` if there is no such room.
    pub async fn restore(
        id: RoomId,
        storage: Database,
        clock: Clock,
        shutdown: Shutdown,
    ) -> Result<Option<RoomTask>, StorageError> {
        let Some(Read {
            record,
            room,
            loaded,
            held,
        }) = read(&storage, id).await?
        else {
            return Ok(None);
        };
        let mut task = RoomTask::new(room, &record, &loaded, storage, clock, shutdown);
        task.held = held;
        Ok(Some(task))
    }

    fn new(
        room: Room,
        record: &RoomRecord,
        loaded: &Loaded,
        storage: Database,
        clock: Clock,
        shutdown: Shutdown,
    ) -> RoomTask {
        // Joined and nothing recorded since: time runs from the join. What was imported has no wall time to go on from.
        let joined = record.began_unix_millis.filter(|_| room.last_at() == Millis(0));
        let wall_unix_millis = loaded.wall_unix_millis.or(joined);
        RoomTask {
            id: record.id,
            clock: RoomClock::resume(clock, room.last_at(), wall_unix_millis),
            room,
            storage,
            shutdown,
            links: Default::default(),
            seats: Default::default(),
            held: Held::default(),
            head: loaded.head,
            begins: false,
            hot_entries: loaded.hot_entries,
            scratch_entries: loaded.scratch_entries,
            closing: None,
            tracks: Default::default(),
            known_assets: Default::default(),
            ordered: Vec::new(),
            tick_at: Instant::now(),
            tracks_at: Instant::now(),
            empty_since_millis: None,
        }
    }

    pub(super) fn close_segment_when_due(&mut self) {
        let busy = self.closing.as_ref().is_some_and(|closing| !closing.is_finished());
        // While a scratch log waits, the board is not that of the recording.
        if self.hot_entries < SEGMENT_ENTRIES || self.scratch_entries > 0 || busy {
            return;
        }
        self.hot_entries = 0;
        let (storage, id, seq, board) = (
            self.storage.clone(),
            self.id,
            self.room.seq().0,
            self.room.board().clone(),
        );
        self.closing = Some(self.shutdown.tasks.spawn(close_segment(storage, id, seq, board)));
    }

    /// Closes what is still open, for a room that nobody is in.
    pub(super) async fn put_away(&mut self) {
        if let Some(closing) = self.closing.take() {
            let _ = closing.await;
        }
        if self.hot_entries > 0 && self.scratch_entries == 0 {
            close_segment(
                self.storage.clone(),
                self.id,
                self.room.seq().0,
                self.room.board().clone(),
            )
            .await;
        }
    }

    pub(super) fn note_track(&mut self, connection: ConnectionId, presence: &Presence) {
        let Some((link, actor)) = self.links.get(&connection) else {
            return;
        };
        let Some(rank) = link.rank else { return };
        let now = self.clock.now();
        let state = self.room.state(now);
        if state.paused_since.is_none() && state.ended_at.is_none() {
            self.tracks.note(*actor, rank, presence, now);
        }
    }

    pub(super) fn note_laser(&mut self, connection: ConnectionId, on: bool) {
        if let Some(rank) = self.links.get(&connection).and_then(|(link, _)| link.rank) {
            self.tracks.shine(rank, on);
        }
    }

    pub(super) fn store_tracks_when_due(&mut self) {
        if Instant::now() < self.tracks_at {
            return;
        }
        self.tracks_at = Instant::now() + TRACKS_EVERY;
        let (id, points) = (self.id, self.tracks.take());
        if !points.is_empty() {
            self.storage
                .write_if_idle(move |connection| track::append(connection, id, &points));
        }
    }

    pub(super) async fn store_tracks_now(&mut self) {
        let (id, points) = (self.id, self.tracks.take());
        if !points.is_empty() {
            // Tracks may be lost (rule P1).
            let _ = self
                .storage
                .write(move |connection| track::append(connection, id, &points))
                .await;
        }
    }
}

/// Packs the hot rows up to an entry into a segment. A failure leaves them as they are, for the next time.
async fn close_segment(storage: Database, id: RoomId, last_seq: u64, board: Board) {
    let pack = move |connection: &rusqlite::Connection| segment::pack_hot(connection, id, last_seq, board.hash());
    let closed = match storage.read(pack).await {
        Ok(Some(segment)) => {
            storage
                .write(move |connection| segment::replace_hot(connection, id, &segment))
                .await
        }
        Ok(None) => Ok(()),
        Err(error) => Err(error),
    };
    if let Err(error) = closed {
        tracing::warn!(room = %id, %error, "a stretch of the recording could not be closed");
    }
}
