//! One task per live room. It feeds the pure room, makes what comes out durable, and only then releases it: commit, then
//! broadcast, then acknowledge (rule I5). While a commit runs the mailbox fills; that is the next batch.
//!
//! If storing fails, the task ends with all its connections: memory is never ahead of the log. It never waits for a socket.

pub mod link;
pub mod mail;
pub mod redaction;
pub mod restore;
pub mod room_clock;
mod seats;
pub mod track_log;

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use board::{
    Op,
    actor::ActorIndex,
    board::Refusal,
    element::{AssetHash, Kind},
    id::RoomId,
    limits::PRESENCE_INTERVAL_MILLIS,
    protocol::{Batch, ClientMessage, News, Problem, ServerMessage, problem_code},
    recording::{Hash, chain},
    room::{ConnectionId, Outgoing, Room, Seat, coalesce},
};
use interview::hands::Held;
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinHandle,
    time::Instant,
};

use crate::{
    shutdown::Shutdown,
    storage::{
        Database, StorageError, asset,
        recording::{self, Flush},
    },
    wire::{Encoder, problem},
};
use link::Link;
pub use mail::Mail;
use redaction::Ordered;
use room_clock::RoomClock;
use track_log::TrackLog;

/// Mails handled before what came out is stored.
const MAILS_PER_FLUSH: usize = 512;
const TICK: Duration = Duration::from_secs(1);
const TICK_WHEN_EMPTY: Duration = Duration::from_secs(2);
const TRACKS_EVERY: Duration = Duration::from_secs(3);
/// A room without connections is put away after this long.
const RETIRE_AFTER_MILLIS: u64 = 10 * 60 * 1000;

/// Why a task ends.
#[derive(Debug)]
enum End {
    Retired,
    Stopped(Problem, Option<oneshot::Sender<()>>),
    Failed(StorageError),
}

/// A live room.
#[derive(Debug)]
pub struct RoomTask {
    id: RoomId,
    room: Room,
    clock: RoomClock,
    storage: Database,
    shutdown: Shutdown,
    links: BTreeMap<ConnectionId, (Link, ActorIndex)>,
    seats: BTreeMap<ActorIndex, Seat>,
    /// Whose hands are read-only.
    held: Held,
    head: Hash,
    /// The first join is not stored yet.
    begins: bool,
    hot_entries: usize,
    scratch_entries: usize,
    closing: Option<JoinHandle<()>>,
    tracks: TrackLog,
    known_assets: BTreeSet<AssetHash>,
    /// Stretches that are to be removed once what came before is stored.
    ordered: Vec<Ordered>,
    tick_at: Instant,
    tracks_at: Instant,
    empty_since_millis: Option<u64>,
}

impl RoomTask {
    /// Lives until the room is put away, stopped, or cannot be stored. `leave` is called before the last mails are dropped.
    pub async fn run(mut self, mut mailbox: mpsc::Receiver<Mail>, leave: impl FnOnce()) {
        let end = loop {
            if let Some(end) = self.turn(&mut mailbox).await {
                break end;
            }
        };
        leave();
        mailbox.close();
        self.store_tracks_now().await;
        match end {
            End::Retired => self.put_away().await,
            End::Stopped(problem, stopped) => {
                self.close_all(&problem);
                drop(stopped);
            }
            End::Failed(error) => {
                tracing::error!(room = %self.id, %error, "the room could not be stored and has stopped");
                self.close_all(&problem(
                    problem_code::STORAGE,
                    "The room could not store what came. It is being read anew.",
                ));
            }
        }
    }

    async fn turn(&mut self, mailbox: &mut mpsc::Receiver<Mail>) -> Option<End> {
        let (mut outgoing, mut end) = (Vec::new(), None);
        let token = self.shutdown.token.clone();
        tokio::select! {
            mail = mailbox.recv() => match mail {
                Some(mail) => end = self.take(mail, &mut outgoing).await,
                None => return Some(End::Retired),
            },
            () = tokio::time::sleep_until(self.tick_at) => outgoing.append(&mut self.room.tick(self.clock.now())),
            () = token.cancelled() => end = Some(End::Stopped(shutting_down(), None)),
        }
        for _ in 1..MAILS_PER_FLUSH {
            let Ok(mail) = mailbox.try_recv() else { break };
            end = self.take(mail, &mut outgoing).await.or(end);
        }
        if let Err(error) = self.flush(outgoing).await {
            return Some(End::Failed(error));
        }
        if let Err(error) = self.redact_as_ordered().await {
            return Some(End::Failed(error));
        }
        self.close_segment_when_due();
        self.store_tracks_when_due();
        self.plan_tick();
        end.or_else(|| self.is_deserted().then_some(End::Retired))
    }

    async fn take(&mut self, mail: Mail, outgoing: &mut Vec<Outgoing>) -> Option<End> {
        let now = self.clock.now();
        match mail {
            Mail::Connect {
                connection,
                mut seat,
                link,
            } => {
                seat.rights = self.rights_of(&seat);
                if !self.clock.has_begun() {
                    self.clock.begin();
                    self.begins = true;
                }
                self.links.insert(connection, (link, seat.actor));
                self.seats.insert(seat.actor, seat.clone());
                outgoing.append(&mut self.room.connect(connection, seat, now));
            }
            Mail::Message { connection, message } => {
                match &message {
                    ClientMessage::Presence(presence) => self.note_track(connection, presence),
                    ClientMessage::Stance(stance) => self.note_laser(connection, stance.laser),
                    ClientMessage::Hello(_)
                    | ClientMessage::Push(_)
                    | ClientMessage::Control(_)
                    | ClientMessage::Ping { .. }
                    | ClientMessage::Drained => {}
                }
                match self.missing_asset(&message).await {
                    Some(counter) => outgoing.push(refused(connection, counter, Refusal::NoSuchAsset)),
                    None => outgoing.append(&mut self.room.handle(connection, message, self.clock.now())),
                }
            }
            Mail::Disconnect { connection } => {
                self.note_laser(connection, false);
                self.links.remove(&connection);
                outgoing.append(&mut self.room.disconnect(connection, now));
            }
            Mail::Eject { actor } => self.eject(actor, outgoing),
            Mail::SetRole { actor, role } => {
                let rights = self.held.rights(role);
                let change = |seat: &mut Seat| (seat.role, seat.rights) = (role.word().to_owned(), rights);
                self.reseat(actor, change, outgoing);
            }
            Mail::HoldHands { held } => {
                self.held = held;
                for (actor, seat) in self.seats.clone() {
                    let rights = self.rights_of(&seat);
                    if rights != seat.rights {
                        self.reseat(actor, |seat| seat.rights = rights, outgoing);
                    }
                }
            }
            Mail::Rename { actor, name } => {
                self.room.name(actor, &name);
                self.reseat(actor, |seat| seat.name = name, outgoing);
            }
            Mail::Redact { order, done } => self.ordered.push(Ordered { order, done }),
            // Whoever asked may have left meanwhile.
            Mail::Time { answer } => drop(answer.send(now)),
            Mail::Stop { problem, stopped } => return Some(End::Stopped(problem, Some(stopped))),
        }
        None
    }

    /// The counter of a push that names an image which was not stored before it (rule B7).
    async fn missing_asset(&mut self, message: &ClientMessage) -> Option<u64> {
        let ClientMessage::Push(push) = message else {
            return None;
        };
        let Op::Create(elements) = &push.op else { return None };
        for element in elements {
            let Kind::Image(hash) = element.kind else { continue };
            if self.known_assets.contains(&hash) {
                continue;
            }
            let id = self.id;
            match self
                .storage
                .read(move |connection| asset::exists(connection, id, hash))
                .await
            {
                Ok(true) => self.known_assets.insert(hash),
                Ok(false) | Err(_) => return Some(push.counter),
            };
        }
        None
    }

    /// Stores what must be durable, then releases the rest in order.
    async fn flush(&mut self, outgoing: Vec<Outgoing>) -> Result<(), StorageError> {
        let mut outgoing = coalesce(outgoing);
        while !outgoing.is_empty() || self.begins {
            let (flush, releases) = self.sort(outgoing);
            if let Some(flush) = flush {
                let (id, entries) = (self.id, flush.recorded.len());
                self.storage
                    .write(move |connection| recording::append(connection, id, &flush))
                    .await?;
                self.begins = false;
                self.hot_entries += entries;
            }
            let lost = self.release(releases);
            let now = self.clock.now();
            outgoing = coalesce(
                lost.into_iter()
                    .flat_map(|lost| self.room.disconnect(lost, now))
                    .collect(),
            );
        }
        Ok(())
    }

    fn sort(&mut self, outgoing: Vec<Outgoing>) -> (Option<Flush>, Vec<Outgoing>) {
        let mut flush = Flush {
            begins: self.begins,
            ..Flush::default()
        };
        let (mut releases, mut anything) = (Vec::with_capacity(outgoing.len()), self.begins);
        for item in outgoing {
            match item {
                Outgoing::Store(stored) if stored.recorded => {
                    self.head = chain(self.head, &stored.entry);
                    flush.recorded.push(stored);
                    anything = true;
                }
                Outgoing::Store(stored) => {
                    flush.scratch.push(stored);
                    self.scratch_entries += 1;
                    anything = true;
                }
                Outgoing::StoreClient(client) => {
                    flush.clients.push(client);
                    anything = true;
                }
                Outgoing::DropScratch => {
                    flush.drop_scratch = true;
                    flush.scratch.clear();
                    self.scratch_entries = 0;
                    anything = true;
                }
                Outgoing::Send { .. } | Outgoing::Close { .. } => releases.push(item),
            }
        }
        flush.head = self.head;
        flush.wall_unix_millis = self.clock.unix_millis();
        (anything.then_some(flush), releases)
    }

    /// Hands frames to the connections. Returns those that could not take any more.
    fn release(&mut self, releases: Vec<Outgoing>) -> Vec<ConnectionId> {
        let (mut lost, mut welcomed, mut encoder) = (Vec::new(), BTreeSet::new(), Encoder::default());
        for item in releases {
            match item {
                Outgoing::Send { connection, message } => {
                    let Some((link, _)) = self.links.get_mut(&connection) else {
                        continue;
                    };
                    if let ServerMessage::Welcome(welcome) = &message {
                        link.rank = Some(welcome.rank);
                        welcomed.insert(connection);
                    }
                    if link
                        .send(&message, &mut encoder, welcomed.contains(&connection))
                        .is_err()
                    {
                        self.give_up(connection);
                        lost.push(connection);
                    }
                }
                Outgoing::Close { connection, problem } => {
                    if let Some((link, _)) = self.links.remove(&connection) {
                        link.close(problem);
                    }
                }
                Outgoing::Store(_) | Outgoing::StoreClient(_) | Outgoing::DropScratch => {}
            }
        }
        lost
    }

    fn give_up(&mut self, connection: ConnectionId) {
        if let Some((link, _)) = self.links.remove(&connection) {
            link.abort(problem(
                problem_code::OVERRUN,
                "This connection could not keep up. It goes on where it was.",
            ));
        }
    }

    fn close_all(&mut self, problem: &Problem) {
        for (link, _) in std::mem::take(&mut self.links).into_values() {
            link.close(problem.clone());
        }
    }

    fn plan_tick(&mut self) {
        let now = Instant::now();
        let pause = match (self.room.presence_waiting(), self.links.is_empty()) {
            (true, false) => Duration::from_millis(PRESENCE_INTERVAL_MILLIS),
            (false, false) => TICK,
            (_, true) => TICK_WHEN_EMPTY,
        };
        // A tick that is due keeps its time; one that lies further off than needed is brought forward.
        if self.tick_at <= now || self.tick_at > now + pause {
            self.tick_at = now + pause;
        }
    }

    fn is_deserted(&mut self) -> bool {
        if !self.links.is_empty() {
            self.empty_since_millis = None;
            return false;
        }
        let now_millis = self.clock.monotonic_millis();
        let since_millis = *self.empty_since_millis.get_or_insert(now_millis);
        now_millis.saturating_sub(since_millis) >= RETIRE_AFTER_MILLIS
    }
}

fn refused(connection: ConnectionId, counter: u64, refusal: Refusal) -> Outgoing {
    let message = ServerMessage::Batch(Batch {
        news: vec![News::Refused { counter, refusal }],
    });
    Outgoing::Send { connection, message }
}

/// What connections are told when the server goes down.
pub fn shutting_down() -> Problem {
    problem(
        problem_code::SHUTTING_DOWN,
        "The server is going down. Come back in a moment.",
    )
}
