//! Opening a session: the outbox first, then the connection.

use board::{
    actor::ActorIndex,
    history::History,
    id::RoomId,
    protocol::{Presence, Stance},
    replica::{Replica, SavedReplica},
    rights::Rights,
    scene::Camera,
    snapshot::Snapshot,
    tool::{Look, Looking, Tool, ToolKind},
};
use interview::seat::Role;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{ConnectionState, Session, Signals, State, aids::Aids, page_millis};
use crate::{
    live::Live,
    outbox::{Keeping, Outbox, Unsent},
    socket::Way,
};

impl Signals {
    /// Before anything was heard of the room.
    fn new(role: Option<Role>) -> Signals {
        Signals {
            revision: Live::new(0),
            gesture: Live::new(0),
            tool: Live::new(ToolKind::Select),
            selection: Live::new(Vec::new()),
            look: Live::new(Look::default()),
            editing: Live::new(None),
            by_keys: Live::new(Default::default()),
            camera: Live::new(Camera::default()),
            rights: Live::new(Rights::NONE),
            role: Live::new(role),
            me: Live::new(ActorIndex::ROOM),
            people: Live::new(Vec::new()),
            others: Live::new(Vec::new()),
            connection: Live::new(ConnectionState::Connecting),
            way: Live::new(Way::default()),
            unsaved: Live::new(0),
            round: Live::new(Default::default()),
            keeping: Live::new(Keeping::Kept),
            notice: Live::new(None),
            undoable: Live::new((false, false)),
            names: Live::new(Vec::new()),
            aids: Aids::kept(),
            roles: Live::new(Vec::new()),
            stances: Live::new(Vec::new()),
            following: Live::new(None),
            asked: Live::new(None),
            lights: Live::new(Vec::new()),
            hides_interviewers: Live::new(false),
            lifted: Live::new(false),
            n_guarded: Live::new(0),
            kept_back: Live::new(Vec::new()),
        }
    }
}

impl Session {
    /// Opens a room in a seat. The session lives as long as its owner; leaving the page closes it.
    pub fn open(room: RoomId, seat: String, role: Option<Role>) -> Session {
        let signals = Signals::new(role);
        let state = State::new(room, seat, Replica::new(board::id::ClientId(0)));
        let session = Session {
            state: StoredValue::new_local(state),
            signals,
        };
        session.follow_tool();
        spawn_local(session.begin());
        on_cleanup(move || {
            // Asked from outside the state: the outbox asks back for what to keep.
            if let Some(Some(outbox)) = session.state.try_with_value(|state| state.outbox.clone()) {
                outbox.write_now();
            }
            let _closed = session.state.try_update_value(|state| {
                state.generation += 1;
                state.socket = None;
                state.open_timer = None;
                state.retry_timer = None;
                state.outbox = None;
            });
        });
        session
    }

    /// A board of one's own: the same tools, and no room, no connection and no outbox, so that nothing of it can leave.
    pub fn alone(board: &Snapshot) -> Session {
        let signals = Signals::new(None);
        signals.rights.set(Rights {
            draw: true,
            ..Rights::NONE
        });
        let mut state = State::new(RoomId(0), String::new(), Replica::alone(board));
        state.is_alone = true;
        signals.me.set(state.replica.actor());
        let session = Session {
            state: StoredValue::new_local(state),
            signals,
        };
        session.follow_tool();
        session.take_tools(Tool::boxed, Box::new(History::default()));
        session
    }

    async fn begin(self) {
        let Some((room, seat)) = self.state.try_with_value(|state| (state.room, state.seat.clone())) else {
            return;
        };
        let (outbox, saved) = Outbox::open(room, &seat, self.signals.keeping).await;
        let saved = saved.and_then(|saved| {
            let replica = postcard::from_bytes::<SavedReplica>(&saved.replica).ok()?;
            Some(Replica::restore(replica, page_millis(), saved.asleep_millis))
        });
        let replica = saved.unwrap_or_else(|| Replica::new(outbox.client()));
        outbox.keep_from(move || self.unsent());
        let waiting = replica.waiting();
        let open = self.state.try_update_value(|state| {
            state.replica = replica;
            state.outbox = Some(outbox);
        });
        if open.is_some() {
            self.signals.unsaved.set(waiting);
            self.connect();
            self.watch_network();
        }
    }

    fn unsent(self) -> Unsent {
        let saved = self.state.try_with_value(|state| {
            let saved = state.replica.saved(page_millis());
            let n_waiting = u32::try_from(saved.pending.len()).unwrap_or(u32::MAX);
            Unsent {
                replica: postcard::to_stdvec(&saved).unwrap_or_default(),
                n_waiting,
            }
        });
        saved.unwrap_or_default()
    }
}

impl State {
    fn new(room: RoomId, seat: String, replica: Replica) -> State {
        State {
            room,
            seat,
            is_alone: false,
            happening_listener: None,
            seat_rights: Rights::NONE,
            replica,
            history: None,
            tool: Looking::boxed(ToolKind::Select),
            make_tool: Looking::boxed,
            outbox: None,
            socket: None,
            trying: None,
            open_timer: None,
            sockets_work: false,
            refusals: 0,
            generation: 0,
            attempts: 0,
            heard_millis: page_millis(),
            offline_since_millis: None,
            room_minus_page_millis: -(page_millis() as i64),
            pinged: None,
            drained_sent: false,
            renews: false,
            presence: Presence::default(),
            writes_in: None,
            held_by: Vec::new(),
            stance: Stance::default(),
            shining: false,
            stirred: Vec::new(),
            opened_millis: page_millis(),
            key_held: false,
            seen: None,
            presence_timer: None,
            retry_timer: None,
            text_listeners: Vec::new(),
            next_listener: 0,
        }
    }
}
