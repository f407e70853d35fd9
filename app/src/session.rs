//! The app's handle on a live room: the replica, the active tool, the connection. Components read a few narrow signals and
//! dispatch; nobody else changes the board.
//!
//! The board is in no signal: `revision` tells that it changed, `with_board` shows it.

mod aids;
mod by_keys;
mod cropping;
mod edges;
mod edit;
mod links;
mod live;
mod notice;
mod presence;
mod renewing;
mod sides;
mod start;
mod steps;
mod together;
mod while_open;

use std::rc::Rc;

use board::{
    Board,
    actor::{ActorIndex, JoinRank},
    element::Element,
    history::Undoing,
    id::{ElementId, RoomId},
    op::TextTarget,
    protocol::{ClientMessage, Control, Person, Presence, Problem, RoundState, Stance},
    replica::Replica,
    rights::Rights,
    scene::Camera,
    text::Edit,
    time::Millis,
    tool::{Held, Look, ToolKind},
};
use gloo_timers::callback::Timeout;
use interview::seat::Role;
use leptos::prelude::*;

pub use self::{
    aids::Aid,
    by_keys::{ByKeys, HeldPoint},
    links::Leading,
    notice::Notice,
    presence::Holder,
    together::{Activity, Asked},
};
use crate::{
    canvas::Light,
    live::Live,
    outbox::{Keeping, Outbox},
    socket::{Socket, Way},
};

/// How the connection to the room stands.
#[derive(Clone, Debug, PartialEq)]
pub enum ConnectionState {
    /// For the first time.
    Connecting,
    /// Up.
    Live,
    /// Down since a moment of the page's clock; what is done is kept and sent later.
    Offline {
        /// Milliseconds of the page's clock.
        since_millis: u64,
    },
    /// Down for good, and why.
    Closed(Problem),
}

/// The app's handle on a live room.
#[derive(Clone, Copy)]
pub struct Session {
    state: StoredValue<State, LocalStorage>,
    signals: Signals,
}

#[derive(Clone, Copy)]
struct Signals {
    revision: Live<u64>,
    /// Grows with every pointer input: the tool may show something else.
    gesture: Live<u64>,
    tool: Live<ToolKind>,
    selection: Live<Vec<ElementId>>,
    look: Live<Look>,
    editing: Live<Option<ElementId>>,
    by_keys: Live<ByKeys>,
    camera: Live<Camera>,
    rights: Live<Rights>,
    role: Live<Option<Role>>,
    me: Live<ActorIndex>,
    people: Live<Vec<Person>>,
    others: Live<Vec<(JoinRank, Presence)>>,
    connection: Live<ConnectionState>,
    way: Live<Way>,
    unsaved: Live<usize>,
    round: Live<RoundState>,
    keeping: Live<Keeping>,
    /// What is said over the board.
    notice: Live<Option<Notice>>,
    undoable: Live<(bool, bool)>,
    names: Live<Vec<(ActorIndex, String)>>,
    aids: aids::Aids,
    roles: Live<Vec<(ActorIndex, Role)>>,
    stances: Live<Vec<(JoinRank, Stance)>>,
    following: Live<Option<ActorIndex>>,
    asked: Live<Option<Asked>>,
    lights: Live<Vec<Light>>,
    hides_interviewers: Live<bool>,
    lifted: Live<bool>,
    n_guarded: Live<u32>,
    /// What the room did not take because the hands were read-only.
    kept_back: Live<Vec<Element>>,
}

struct State {
    room: RoomId,
    seat: String,
    /// A board of one's own, which no room knows.
    is_alone: bool,
    /// While the round goes on.
    seat_rights: Rights,
    replica: Replica,
    /// Nothing can be taken back before the tools have come.
    history: Option<Box<dyn Undoing>>,
    tool: Box<dyn Held>,
    /// What makes a tool of its kind: the tools travel after the board.
    make_tool: fn(ToolKind) -> Box<dyn Held>,
    outbox: Option<Outbox>,
    socket: Option<Socket>,
    /// The way being tried, until the room's welcome.
    trying: Option<Way>,
    /// Given up when the connection is not open by then.
    open_timer: Option<Timeout>,
    /// A WebSocket of this page was welcomed.
    sockets_work: bool,
    /// Times in a row that a WebSocket came to nothing while the server answered otherwise.
    refusals: u32,
    /// Counts sockets, so that what an old one still tells is not taken for the present one's.
    generation: u64,
    attempts: u32,
    heard_millis: u64,
    offline_since_millis: Option<u64>,
    /// The room's time minus the page's clock, in milliseconds.
    room_minus_page_millis: i64,
    pinged: Option<(u64, u64)>,
    drained_sent: bool,
    /// Whether the page opens anew once nothing waits: a stretch was removed.
    renews: bool,
    presence: Presence,
    /// The element in which the person writes, also while presence is held still.
    writes_in: Option<ElementId>,
    /// What holds the presence still.
    held_by: Vec<Holder>,
    /// As the others last heard of it.
    stance: Stance,
    /// Whether the own laser is on.
    shining: bool,
    /// When each of the others was last seen to do something, by the page's clock.
    stirred: Vec<(JoinRank, u64)>,
    opened_millis: u64,
    /// Whether the key that reaches the other side's elements is held.
    key_held: bool,
    /// The board without what is hidden, while something is.
    seen: Option<Board>,
    presence_timer: Option<Timeout>,
    retry_timer: Option<Timeout>,
    text_listeners: Vec<TextListener>,
    next_listener: u64,
    happening_listener: Option<by_keys::Listener>,
}

/// An editor that shows a text: its number, the text, and what takes edits of others over.
type TextListener = (u64, TextTarget, Rc<dyn Fn(&[Edit])>);

impl Session {
    /// Grows whenever the shown board changed.
    pub fn revision(&self) -> Live<u64> {
        self.signals.revision
    }

    /// Shows the board with the person's own unanswered changes on top, and without what they have put out of sight.
    pub fn with_board<R>(&self, look: impl FnOnce(&Board) -> R) -> R {
        self.state.with_value(|state| look(state.board()))
    }

    /// The active tool.
    pub fn tool(&self) -> Live<ToolKind> {
        self.signals.tool
    }

    /// What is selected.
    pub fn selection(&self) -> Live<Vec<ElementId>> {
        self.signals.selection
    }

    /// The look of what is drawn next.
    pub fn look(&self) -> Live<Look> {
        self.signals.look
    }

    /// The element whose text is being edited.
    pub fn editing(&self) -> Live<Option<ElementId>> {
        self.signals.editing
    }

    /// Which part of the board is in view.
    pub fn camera(&self) -> Live<Camera> {
        self.signals.camera
    }

    /// What the seat may do now: once the round has ended nothing is drawn, typed or said any more.
    pub fn rights(&self) -> Live<Rights> {
        self.signals.rights
    }

    /// The seat's role.
    pub fn role(&self) -> Live<Option<Role>> {
        self.signals.role
    }

    /// The person's index in the recording.
    pub fn me(&self) -> Live<ActorIndex> {
        self.signals.me
    }

    /// Who is here.
    pub fn people(&self) -> Live<Vec<Person>> {
        self.signals.people
    }

    /// Names of everybody in the recording.
    pub fn names(&self) -> Live<Vec<(ActorIndex, String)>> {
        self.signals.names
    }

    /// Where the others are.
    pub fn others(&self) -> Live<Vec<(JoinRank, Presence)>> {
        self.signals.others
    }

    /// How the connection stands.
    pub fn connection(&self) -> Live<ConnectionState> {
        self.signals.connection
    }

    /// How messages travel, while the connection is up.
    pub fn way(&self) -> Live<Way> {
        self.signals.way
    }

    /// Changes not yet acknowledged.
    pub fn unsaved(&self) -> Live<usize> {
        self.signals.unsaved
    }

    /// Where the round stands.
    pub fn round(&self) -> Live<RoundState> {
        self.signals.round
    }

    /// What becomes of unsent work when the page goes.
    pub fn keeping(&self) -> Live<Keeping> {
        self.signals.keeping
    }

    /// What was drawn and written while the hands were read-only, for whoever keeps it.
    pub fn kept_back(&self) -> Live<Vec<Element>> {
        self.signals.kept_back
    }

    /// Whether there is something of one's own to take back.
    pub fn can_undo(&self) -> bool {
        self.signals.undoable.get().0
    }

    /// Whether there is something to do again.
    pub fn can_redo(&self) -> bool {
        self.signals.undoable.get().1
    }

    /// The room.
    pub fn room(&self) -> RoomId {
        self.state.with_value(|state| state.room)
    }

    /// Whether this is a board of one's own, without a room.
    pub fn is_alone(&self) -> bool {
        self.state.try_with_value(|state| state.is_alone) == Some(true)
    }

    /// The seat.
    pub fn seat(&self) -> String {
        self.state.with_value(|state| state.seat.clone())
    }

    /// The room's time, as well as the page can know it.
    pub fn now(&self) -> Millis {
        let offset = self.state.with_value(|state| state.room_minus_page_millis);
        Millis(page_millis().saturating_add_signed(offset))
    }

    /// Runs the round: pause, resume, end, reopen.
    pub fn control(&self, control: Control) {
        self.state
            .with_value(|state| state.send(&ClientMessage::Control(control)));
    }

    /// Calls back with every edit of others to a text that an editor shows, in terms of the shown text. The number ends it
    /// through [`Session::forget_text`].
    pub fn on_text(&self, target: TextTarget, callback: impl Fn(&[Edit]) + 'static) -> u64 {
        let mut number = 0;
        self.state.update_value(|state| {
            state.next_listener += 1;
            number = state.next_listener;
            state.text_listeners.push((number, target, Rc::new(callback)));
        });
        number
    }

    /// Ends what [`Session::on_text`] began.
    pub fn forget_text(&self, number: u64) {
        self.state
            .try_update_value(|state| state.text_listeners.retain(|(own, _, _)| *own != number));
    }
}

impl State {
    /// Sends, if the connection is up; what must not be lost is in the replica's queue anyway.
    fn send(&self, message: &ClientMessage) {
        if let Some(socket) = &self.socket {
            socket.send(message);
        }
    }
}

/// The page's own clock: milliseconds that never run back. It begins far from zero, so that ages of work from before a reload
/// can be taken off it.
pub fn page_millis() -> u64 {
    const BEGINS: u64 = 1 << 40;
    let since_load = window().performance().map_or(0.0, |performance| performance.now());
    BEGINS + since_load.max(0.0) as u64
}
