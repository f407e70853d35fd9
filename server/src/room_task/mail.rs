//! What sockets and the API ask of a room's task.

use board::{
    actor::ActorIndex,
    protocol::{ClientMessage, Problem},
    room::{ConnectionId, Seat},
    time::Millis,
};
use interview::{hands::Held, seat::Role};
use tokio::sync::oneshot;

use super::{link::Link, redaction::Order};
use crate::storage::{StorageError, removal::Removal};

/// What can be asked of a room's task.
#[derive(Debug)]
pub enum Mail {
    /// A socket is up.
    Connect {
        /// Its number.
        connection: ConnectionId,
        /// Whose it is.
        seat: Seat,
        /// The way to it.
        link: Link,
    },
    /// A socket brought a message.
    Message {
        /// Which socket.
        connection: ConnectionId,
        /// What it brought.
        message: ClientMessage,
    },
    /// A socket is gone.
    Disconnect {
        /// Which.
        connection: ConnectionId,
    },
    /// Somebody's seat was taken away.
    Eject {
        /// Whose.
        actor: ActorIndex,
    },
    /// Somebody has another role now.
    SetRole {
        /// Who.
        actor: ActorIndex,
        /// Which.
        role: Role,
    },
    /// Other hands are read-only now.
    HoldHands {
        /// Whose.
        held: Held,
    },
    /// Somebody is called otherwise now.
    Rename {
        /// Who.
        actor: ActorIndex,
        /// How.
        name: String,
    },
    /// A stretch of the recording is to be removed.
    Redact {
        /// Which, and how.
        order: Order,
        /// Told when it is gone from the storage and from the room.
        done: oneshot::Sender<Result<Removal, StorageError>>,
    },
    /// Somebody wants to know the room's time.
    Time {
        /// Told it.
        answer: oneshot::Sender<Millis>,
    },
    /// Ends the task and its connections.
    Stop {
        /// What the connections are told.
        problem: Problem,
        /// Told when it has ended.
        stopped: oneshot::Sender<()>,
    },
}
