//! What travels on a live socket: nothing but types. `chalkback.v1.postcard` and `chalkback.v1.json` carry the same ones.
//!
//! Positions (`u64`) count everything a room ordered, recorded or not (rule E2); they are what clients resume from. In a
//! room that was never paused they equal the recording's `seq`.

use serde::{Deserialize, Serialize};

use crate::{
    actor::{ActorIndex, JoinRank},
    board::Refusal,
    geometry::Point,
    id::{ClientId, ElementId, FileId},
    op::Op,
    recording::{Entry, Seq},
    rights::Rights,
    snapshot::Snapshot,
    text::Utf16,
    time::Millis,
};

/// The WebSocket subprotocols, preferred first.
pub const SUBPROTOCOLS: [&str; 2] = ["chalkback.v1.postcard", "chalkback.v1.json"];

/// From a client to its room.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub enum ClientMessage {
    /// The first message of a connection (rule C4).
    Hello(Hello),
    /// One change (rules X1 to X3, C2).
    Push(Push),
    /// Where the person is and looks; latest wins (rule P1).
    Presence(Presence),
    /// Runs the round.
    Control(Control),
    /// Keeps the connection and the client's idea of the room's time fresh.
    Ping {
        /// Echoed in the answer.
        token: u64,
    },
    /// After the end: everything the client made is acknowledged (rule E1).
    Drained,
    /// How the person is there, beside where; latest wins (rule P1).
    Stance(Stance),
}

/// How a client comes, or comes back.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Hello {
    /// Its outbox.
    pub client: ClientId,
    /// What it has and wants to go on from.
    pub resume: Resume,
    /// Changes waiting in its outbox.
    pub pending: u32,
    /// How long it was without a connection, in milliseconds; 0 at first.
    pub away_millis: u64,
}

/// Where a client goes on from.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum Resume {
    /// It has nothing.
    Fresh,
    /// It holds the board at a position and needs what came since.
    Tail {
        /// The position.
        position: u64,
    },
    /// Its page was reloaded: the outbox is based on a position whose board it lost.
    BoardAt {
        /// The position.
        position: u64,
    },
    /// As `Tail`, and the time of what stands at that position: a room that was set back to a backup has another one there, or
    /// none (rule C5).
    TailAfter {
        /// The position.
        position: u64,
        /// The time of what stands there.
        at: Millis,
    },
}

/// A change with what the room needs to order it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Push {
    /// Counts up within the client; a resend keeps its number.
    pub counter: u64,
    /// The position up to which the client had seen the room's order when it made the change.
    pub base: u64,
    /// Milliseconds since it was made, by the client's monotonic clock.
    pub ago_millis: u32,
    /// The change.
    pub op: Op,
}

/// Runs the round.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum Control {
    /// Stop recording (rule E2).
    Pause,
    /// Record again.
    Resume,
    /// End the round (rule E1).
    End,
    /// Take the end back.
    Reopen,
    /// Ask everybody to look at a part of the board: its near and far corner.
    Gather(Point, Point),
}

/// Where a person is.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Presence {
    /// The pointer on the board.
    pub cursor: Option<Point>,
    /// Selected elements, at most a few; never what is selected for a private note (rule P2).
    pub selection: Vec<ElementId>,
    /// The caret or selection in a code file: anchor and head.
    pub caret: Option<(FileId, Utf16, Utf16)>,
    /// The part of the board in view: near and far corner.
    pub view: Option<(Point, Point)>,
    /// The element whose text is being edited.
    pub editing: Option<ElementId>,
}

/// How a person is there, beside where. Like presence it is never on a board; in the track stands whether the laser is on.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Stance {
    /// Whether what the pointer passes shines for a moment.
    pub laser: bool,
    /// Whose view the person's own follows.
    pub following: Option<ActorIndex>,
}

/// From a room to one client.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub enum ServerMessage {
    /// Answers a hello.
    Welcome(Box<Welcome>),
    /// What a commit brought, in order.
    Batch(Batch),
    /// Others' presence, latest per client.
    Presence(Vec<(JoinRank, Presence)>),
    /// Who is connected, whenever it changes.
    People(Vec<Person>),
    /// The round's state, whenever it changes.
    State(RoundState),
    /// Answers a ping.
    Pong {
        /// The ping's token.
        token: u64,
        /// The room's time.
        now: Millis,
    },
    /// Something was not taken, and why.
    Refused(Problem),
    /// The client's own seat changed (a hand-over).
    YourSeat {
        /// The role, in words.
        role: String,
        /// What it may do now.
        rights: Rights,
    },
    /// Others' stances, latest per client.
    Stances(Vec<(JoinRank, Stance)>),
    /// Somebody who runs the round asks everybody to look at a part of the board.
    Gather {
        /// Who asks.
        by: ActorIndex,
        /// Its near and far corner.
        view: (Point, Point),
    },
}

/// What a client needs to begin.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Welcome {
    /// The person's index in the recording.
    pub you: ActorIndex,
    /// This client's rank.
    pub rank: JoinRank,
    /// What the seat may do.
    pub rights: Rights,
    /// The round's state.
    pub state: RoundState,
    /// Who is connected.
    pub people: Vec<Person>,
    /// Names of everybody in the recording.
    pub names: Vec<(ActorIndex, String)>,
    /// The highest counter of this client that was answered.
    pub answered: u64,
    /// Where the client starts from.
    pub start: Start,
    /// Position of the last entry known to the room.
    pub head: u64,
}

/// Where a client starts from; `Batch`es follow from there.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum Start {
    /// From the board it has; the tail follows in batches.
    FromYours,
    /// From this board.
    FromBoard {
        /// The position it stands at.
        position: u64,
        /// The board.
        board: Box<Snapshot>,
    },
    /// What its outbox is based on is no longer kept: start from this board, keep pending texts as a copy (rule X3).
    TooOld {
        /// The position it stands at.
        position: u64,
        /// The board.
        board: Box<Snapshot>,
    },
}

/// What one commit brought for one client, in order.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Batch {
    /// The news.
    pub news: Vec<News>,
}

/// One piece of news.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum News {
    /// Somebody else's change.
    Entry {
        /// Its position.
        position: u64,
        /// The change; its `seq` is 0 while recording is paused.
        entry: Entry,
    },
    /// The client's own change was ordered and is durable.
    Accepted {
        /// The push's counter.
        counter: u64,
        /// Its position.
        position: u64,
        /// Its seq, 0 while recording is paused.
        seq: Seq,
        /// Its time.
        at: Millis,
        /// The change as ordered, where that differs from what was sent.
        op: Option<Op>,
    },
    /// The client's own change had no effect and was not recorded (rule B6).
    NoEffect {
        /// The push's counter.
        counter: u64,
    },
    /// The client's own change was refused.
    Refused {
        /// The push's counter.
        counter: u64,
        /// Why.
        refusal: Refusal,
    },
}

/// Somebody connected to the room.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Person {
    /// Which of the room's clients.
    pub rank: JoinRank,
    /// Whose.
    pub actor: ActorIndex,
    /// The name shown.
    pub name: String,
    /// The role shown, in words.
    pub role: String,
    /// Whether the connection is up, or since when (room time) it is not.
    pub away_since: Option<Millis>,
}

/// Where the round stands.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct RoundState {
    /// The room's time as the message left.
    pub now: Millis,
    /// Since when recording is paused.
    pub paused_since: Option<Millis>,
    /// When the round was ended.
    pub ended_at: Option<Millis>,
    /// Whether nothing more is taken.
    pub locked: bool,
}

/// Why something was not taken: a stable code and one sentence.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Problem {
    /// For programs; see the constants in [`problem_code`].
    pub code: String,
    /// For people.
    pub message: String,
}

/// Stable codes of [`Problem`]s on a live socket.
pub mod problem_code {
    /// The frame is no message of this protocol.
    pub const MALFORMED: &str = "malformed_frame";
    /// The message is longer than the limit.
    pub const TOO_LARGE: &str = "message_too_large";
    /// The client speaks a newer version of the format.
    pub const NEWER_VERSION: &str = "newer_version";
    /// The first message was no hello.
    pub const HELLO_FIRST: &str = "hello_first";
    /// The seat may not do that.
    pub const NOT_ALLOWED: &str = "not_allowed";
    /// The seat was taken away or the link revoked.
    pub const SEAT_REVOKED: &str = "seat_revoked";
    /// The round has ended and is locked.
    pub const ROUND_ENDED: &str = "round_ended";
    /// The room could not store what came and has stopped; come back.
    pub const STORAGE: &str = "storage_unavailable";
    /// The connection read too slowly or sent too fast; come back.
    pub const OVERRUN: &str = "connection_overrun";
    /// A stretch was removed from the recording: come back, and forget what was shown before.
    pub const STRETCH_REMOVED: &str = "stretch_removed";
    /// The server is going down; come back.
    pub const SHUTTING_DOWN: &str = "shutting_down";
}
