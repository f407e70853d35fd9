//! The app's handle on a live room: the replica, the active tool, the connection. Components read a few narrow signals and
//! dispatch; nobody else changes the board.
//!
//! The board is in no signal: `revision` tells that it changed, `with_board` shows it.

mod edit;
mod live;
mod presence;
mod start;

use std::rc::Rc;

use board::{
    Board,
    actor::{ActorIndex, JoinRank},
    element::Style,
    history::History,
    id::{ElementId, RoomId},
    op::TextTarget,
    protocol::{ClientMessage, Control, Person, Presence, Problem, RoundState},
    replica::Replica,
    rights::Rights,
    scene::Camera,
    text::Edit,
    time::Millis,
    tool::{Tool, ToolKind},
};
use gloo_timers::callback::Timeout;
use interview::seat::Role;
use leptos::prelude::*;

use crate::{
    outbox::{Keeping, Outbox},
    socket::Socket,
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
    revision: RwSignal<u64>,
    /// Grows with every pointer input: the tool may show something else.
    gesture: RwSignal<u64>,
    tool: RwSignal<ToolKind>,
    selection: RwSignal<Vec<ElementId>>,
    style: RwSignal<Style>,
    editing: RwSignal<Option<ElementId>>,
    camera: RwSignal<Camera>,
    rights: RwSignal<Rights>,
    role: RwSignal<Option<Role>>,
    me: RwSignal<ActorIndex>,
    people: RwSignal<Vec<Person>>,
    others: RwSignal<Vec<(JoinRank, Presence)>>,
    connection: RwSignal<ConnectionState>,
    unsaved: RwSignal<usize>,
    round: RwSignal<RoundState>,
    keeping: RwSignal<Option<Signal<Keeping>>>,
    /// The last thing the room did not take, in a sentence.
    notice: RwSignal<Option<String>>,
    undoable: RwSignal<(bool, bool)>,
    names: RwSignal<Vec<(ActorIndex, String)>>,
}

struct State {
    room: RoomId,
    seat: String,
    /// While the round goes on.
    seat_rights: Rights,
    replica: Replica,
    history: History,
    tool: Tool,
    outbox: Option<Outbox>,
    socket: Option<Socket>,
    /// Counts sockets, so that what an old one still tells is not taken for the present one's.
    generation: u64,
    attempts: u32,
    heard_millis: u64,
    offline_since_millis: Option<u64>,
    /// The room's time minus the page's clock, in milliseconds.
    room_minus_page_millis: i64,
    pinged: Option<(u64, u64)>,
    drained_sent: bool,
    presence: Presence,
    presence_held: bool,
    presence_timer: Option<Timeout>,
    retry_timer: Option<Timeout>,
    text_listeners: Vec<TextListener>,
    next_listener: u64,
}

/// An editor that shows a text: its number, the text, and what takes edits of others over.
type TextListener = (u64, TextTarget, Rc<dyn Fn(&[Edit])>);

impl Session {
    /// Grows whenever the shown board changed.
    pub fn revision(&self) -> Signal<u64> {
        self.signals.revision.into()
    }

    /// Shows the board with the person's own unanswered changes on top.
    pub fn with_board<R>(&self, look: impl FnOnce(&Board) -> R) -> R {
        self.state.with_value(|state| look(state.replica.board()))
    }

    /// The active tool.
    pub fn tool(&self) -> RwSignal<ToolKind> {
        self.signals.tool
    }

    /// What is selected.
    pub fn selection(&self) -> RwSignal<Vec<ElementId>> {
        self.signals.selection
    }

    /// The look of what is drawn next.
    pub fn style(&self) -> RwSignal<Style> {
        self.signals.style
    }

    /// The element whose text is being edited.
    pub fn editing(&self) -> RwSignal<Option<ElementId>> {
        self.signals.editing
    }

    /// Which part of the board is in view.
    pub fn camera(&self) -> RwSignal<Camera> {
        self.signals.camera
    }

    /// What the seat may do now: once the round has ended nothing is drawn, typed or said any more.
    pub fn rights(&self) -> Signal<Rights> {
        self.signals.rights.into()
    }

    /// The seat's role.
    pub fn role(&self) -> Signal<Option<Role>> {
        self.signals.role.into()
    }

    /// The person's index in the recording.
    pub fn me(&self) -> Signal<ActorIndex> {
        self.signals.me.into()
    }

    /// Who is here.
    pub fn people(&self) -> Signal<Vec<Person>> {
        self.signals.people.into()
    }

    /// Names of everybody in the recording.
    pub fn names(&self) -> Signal<Vec<(ActorIndex, String)>> {
        self.signals.names.into()
    }

    /// Where the others are.
    pub fn others(&self) -> Signal<Vec<(JoinRank, Presence)>> {
        self.signals.others.into()
    }

    /// How the connection stands.
    pub fn connection(&self) -> Signal<ConnectionState> {
        self.signals.connection.into()
    }

    /// Changes not yet acknowledged.
    pub fn unsaved(&self) -> Signal<usize> {
        self.signals.unsaved.into()
    }

    /// Where the round stands.
    pub fn round(&self) -> Signal<RoundState> {
        self.signals.round.into()
    }

    /// What becomes of unsent work when the page goes.
    pub fn keeping(&self) -> Signal<Keeping> {
        let keeping = self.signals.keeping;
        Signal::derive(move || keeping.get().map_or(Keeping::Kept, |keeping| keeping.get()))
    }

    /// The last thing that was not taken, in a sentence; set to `None` once read.
    pub fn notice(&self) -> RwSignal<Option<String>> {
        self.signals.notice
    }

    /// Whether there is something of one's own to take back.
    pub fn can_undo(&self) -> Signal<bool> {
        let undoable = self.signals.undoable;
        Signal::derive(move || undoable.get().0)
    }

    /// Whether there is something to do again.
    pub fn can_redo(&self) -> Signal<bool> {
        let undoable = self.signals.undoable;
        Signal::derive(move || undoable.get().1)
    }

    /// The room.
    pub fn room(&self) -> RoomId {
        self.state.with_value(|state| state.room)
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
