//! The live rooms by id: finds a room's task or starts it, and passes on what concerns the people in it.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use board::{
    actor::ActorIndex,
    id::RoomId,
    protocol::{Problem, problem_code},
    room::ConnectionId,
    time::Millis,
};
use interview::{hands::Held, seat::Role};
use tokio::sync::{OnceCell, mpsc, oneshot};

use crate::{
    clock::Clock,
    problem::ApiError,
    room_task::{Mail, RoomTask, redaction::Order, shutting_down},
    shutdown::Shutdown,
    storage::{Storage, StorageError, removal::Removal},
    wire::problem,
};

/// Mails that may wait for a room; a socket whose mail does not fit waits, and with it whoever sends through it.
const MAILBOX: usize = 1_024;

/// The code of the problem that a room's recording cannot be read.
pub const RECORDING_DAMAGED: &str = "recording_damaged";
/// The code of the problem that there is no such room.
pub const NO_SUCH_ROOM: &str = "no_such_room";

/// A way to a room's task.
pub type Mailbox = mpsc::Sender<Mail>;

/// A handle on all live rooms.
#[derive(Clone, Debug)]
pub struct Registry(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    storage: Storage,
    clock: Clock,
    shutdown: Shutdown,
    rooms: Mutex<HashMap<RoomId, Arc<OnceCell<Mailbox>>>>,
    connections: AtomicU64,
}

impl Registry {
    /// A registry without rooms.
    pub fn new(storage: Storage, clock: Clock, shutdown: Shutdown) -> Registry {
        let (rooms, connections) = (Mutex::default(), AtomicU64::new(1));
        Registry(Arc::new(Inner {
            storage,
            clock,
            shutdown,
            rooms,
            connections,
        }))
    }

    /// A number for a new connection.
    pub fn new_connection(&self) -> ConnectionId {
        ConnectionId(self.0.connections.fetch_add(1, Ordering::Relaxed))
    }

    /// Hands a mail to a room, which is started if it is not live.
    pub async fn deliver(&self, room: RoomId, mail: Mail) -> Result<Mailbox, Problem> {
        let mut mail = mail;
        // A task that has just ended gives the mail back; the next look finds or starts its successor.
        for _ in 0..3 {
            let mailbox = self.open(room).await?;
            match mailbox.send(mail).await {
                Ok(()) => return Ok(mailbox),
                Err(mpsc::error::SendError(returned)) => mail = returned,
            }
        }
        Err(problem(
            problem_code::STORAGE,
            "The room cannot be entered at the moment. Come back.",
        ))
    }

    /// Closes the sockets of one person in a room: the seat was revoked, or they were ejected.
    pub async fn eject(&self, room: RoomId, actor: ActorIndex) {
        self.tell(room, Mail::Eject { actor }).await;
    }

    /// Gives a person in a room another role, at once.
    pub async fn set_role(&self, room: RoomId, actor: ActorIndex, role: Role) {
        self.tell(room, Mail::SetRole { actor, role }).await;
    }

    /// Says whose hands are read-only in a room, at once.
    pub async fn hold_hands(&self, room: RoomId, held: Held) {
        self.tell(room, Mail::HoldHands { held }).await;
    }

    /// Removes a stretch of a room's recording, whether or not the room is live; comes back when it is gone.
    pub async fn redact(&self, room: RoomId, order: Order) -> Result<Removal, StorageError> {
        let (done, removed) = oneshot::channel();
        let delivered = self.deliver(room, Mail::Redact { order, done }).await;
        delivered.map_err(|problem| match problem.code.as_str() {
            RECORDING_DAMAGED => StorageError::Damaged(problem.message),
            _ => StorageError::Failed(problem.message),
        })?;
        removed.await.unwrap_or(Err(StorageError::Stopped))
    }

    /// Shows a person under another name, at once.
    pub async fn rename(&self, room: RoomId, actor: ActorIndex, name: String) {
        self.tell(room, Mail::Rename { actor, name }).await;
    }

    /// A room's time.
    pub async fn time(&self, room: RoomId) -> Result<Millis, ApiError> {
        let (answer, answered) = oneshot::channel();
        let delivered = self.deliver(room, Mail::Time { answer }).await;
        delivered.map_err(|_| ApiError::RoomAway)?;
        answered.await.map_err(|_| ApiError::RoomAway)
    }

    /// Ends a room's task and its sockets, before the room is deleted.
    pub async fn close_room(&self, room: RoomId) {
        let (stopped, ended) = oneshot::channel();
        let problem = problem(NO_SUCH_ROOM, "This room was deleted.");
        self.tell(room, Mail::Stop { problem, stopped }).await;
        // Dropped unanswered or not, the task has ended then.
        let _ = ended.await;
    }

    /// How many rooms are live.
    pub fn live_rooms(&self) -> usize {
        self.rooms().len()
    }

    /// Tells a room something that only matters while it is live.
    async fn tell(&self, room: RoomId, mail: Mail) {
        let mailbox = self.rooms().get(&room).and_then(|cell| cell.get().cloned());
        if let Some(mailbox) = mailbox {
            let _ = mailbox.send(mail).await;
        }
    }

    async fn open(&self, room: RoomId) -> Result<Mailbox, Problem> {
        if self.0.shutdown.token.is_cancelled() {
            return Err(shutting_down());
        }
        let cell = Arc::clone(self.rooms().entry(room).or_default());
        let opened = cell.get_or_try_init(|| self.start(room, &cell)).await.cloned();
        if opened.is_err() {
            self.forget(room, &cell);
        }
        opened
    }

    async fn start(&self, room: RoomId, cell: &Arc<OnceCell<Mailbox>>) -> Result<Mailbox, Problem> {
        let Inner {
            storage,
            clock,
            shutdown,
            ..
        } = &*self.0;
        let restored = RoomTask::restore(room, storage.public.clone(), clock.clone(), shutdown.clone()).await;
        let task = match restored {
            Ok(Some(task)) => task,
            Ok(None) => return Err(problem(NO_SUCH_ROOM, "There is no such room.")),
            Err(error) => {
                tracing::error!(%room, %error, "a room could not be opened");
                return Err(problem_of(&error));
            }
        };
        let (mailbox, mails) = mpsc::channel(MAILBOX);
        let (registry, cell) = (self.clone(), Arc::clone(cell));
        shutdown
            .tasks
            .spawn(task.run(mails, move || registry.forget(room, &cell)));
        Ok(mailbox)
    }

    /// Makes place for a successor; only if it is still this one that is known.
    fn forget(&self, room: RoomId, cell: &Arc<OnceCell<Mailbox>>) {
        let mut rooms = self.rooms();
        if rooms.get(&room).is_some_and(|known| Arc::ptr_eq(known, cell)) {
            rooms.remove(&room);
        }
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<RoomId, Arc<OnceCell<Mailbox>>>> {
        self.0.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn problem_of(error: &StorageError) -> Problem {
    match error {
        StorageError::Damaged(_) => problem(
            RECORDING_DAMAGED,
            "What is stored of this room cannot be read. Whoever runs the server can say more.",
        ),
        StorageError::Failed(_) | StorageError::Stopped => problem(
            problem_code::STORAGE,
            "The room cannot be read at the moment. Come back.",
        ),
    }
}
