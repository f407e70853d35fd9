//! The connection: hello, news, pings, and coming back with growing patience after a loss.

use std::rc::Rc;

use board::{
    actor::ActorIndex,
    protocol::{ClientMessage, Person, Problem, ServerMessage, Welcome, problem_code},
    rights::Rights,
};
use gloo_timers::callback::Timeout;
use interview::seat::Role;
use leptos::{ev, prelude::*};

use super::{ConnectionState, Session, State, page_millis};
use crate::{
    api,
    socket::{Socket, SocketEvent, Way},
};

/// First and longest wait before another attempt, in milliseconds.
const RETRY_MILLIS: (u32, u32) = (250, 10_000);
/// A connection that is not open by then is given up: some middleboxes neither let it pass nor refuse it.
const OPEN_WITHIN_MILLIS: u32 = 8_000;
/// Between two pings.
const PING_MILLIS: u32 = 10_000;
/// Without a word for so long, the connection counts as lost.
const SILENCE_MILLIS: u64 = 20_000;

impl Session {
    pub(super) fn connect(self) {
        let prepared = self.state.try_update_value(|state| {
            state.generation += 1;
            state.retry_timer = None;
            state.socket = None;
            let way = state.next_way();
            state.trying = Some(way);
            state.open_timer = Some(Timeout::new(OPEN_WITHIN_MILLIS, move || self.lost()));
            let path = format!("/rooms/{}", state.room);
            (way, path, state.seat.clone(), state.generation)
        });
        let Some((way, path, seat, generation)) = prepared else {
            return;
        };
        let tell = Rc::new(move |event| self.hear(generation, event));
        match Socket::open(way, &path, &seat, tell) {
            Some(socket) => {
                let _gone = self.state.try_update_value(|state| state.socket = Some(socket));
            }
            None => self.lost(),
        }
    }

    /// Tries again at once when the network is back or the page is looked at again, and watches for silence.
    pub(super) fn watch_network(self) {
        let retry_now = move || {
            let waiting = self.state.try_with_value(|state| state.retry_timer.is_some());
            if waiting == Some(true) {
                self.connect();
            }
        };
        let online = window_event_listener(ev::online, move |_| retry_now());
        let offline = window_event_listener(ev::offline, move |_| self.lost());
        let shown = window_event_listener(ev::visibilitychange, move |_| retry_now());
        let ping = move || self.ping();
        let timer = set_interval_with_handle(ping, std::time::Duration::from_millis(PING_MILLIS.into())).ok();
        Owner::on_cleanup(move || {
            online.remove();
            offline.remove();
            shown.remove();
            if let Some(timer) = timer {
                timer.clear();
            }
        });
    }

    fn hear(self, generation: u64, event: SocketEvent) {
        let current = self.state.try_update_value(|state| {
            state.heard_millis = page_millis();
            state.generation == generation
        });
        if current != Some(true) {
            return;
        }
        match event {
            SocketEvent::Open => self.state.update_value(|state| {
                state.open_timer = None;
                let away = state
                    .offline_since_millis
                    .map_or(0, |since| page_millis().saturating_sub(since));
                let hello = ClientMessage::Hello(state.replica.hello(away));
                state.send(&hello);
            }),
            SocketEvent::Message(message) => self.take(*message),
            SocketEvent::NotUnderstood => self.closed(Problem {
                code: problem_code::NEWER_VERSION.to_owned(),
                message: "The server is newer than this page. Reload the page; nothing is lost.".to_owned(),
            }),
            SocketEvent::Closed => self.lost(),
        }
    }

    fn take(self, message: ServerMessage) {
        match message {
            ServerMessage::Welcome(welcome) => self.welcomed(&welcome),
            ServerMessage::Batch(batch) => self.receive(batch.news),
            ServerMessage::Presence(changed) => self.take_presence(changed),
            ServerMessage::People(people) => {
                // Who is away points at nothing and looks at nothing.
                let present = people.iter().filter(|person| person.away_since.is_none());
                let present = present.map(|person| person.rank).collect::<Vec<_>>();
                self.signals
                    .others
                    .update(|others| others.retain(|(rank, _)| present.contains(rank)));
                self.signals
                    .stances
                    .update(|stances| stances.retain(|(rank, _)| present.contains(rank)));
                self.learn_names(&people);
                self.learn_roles_of(&people);
                self.signals.people.set(people);
            }
            ServerMessage::Stances(changed) => self.take_stances(changed),
            ServerMessage::Gather { by, view } => self.take_gather(by, view),
            ServerMessage::State(state) => {
                self.set_clock(state.now.0, 0);
                self.signals.round.set(state);
                self.allow(None);
                self.hand_in();
            }
            ServerMessage::Pong { token, now } => {
                let sent = self
                    .state
                    .try_update_value(|state| state.pinged.take_if(|(sent, _)| *sent == token));
                if let Some(Some((_, sent_millis))) = sent {
                    self.set_clock(now.0, page_millis().saturating_sub(sent_millis) / 2);
                }
            }
            ServerMessage::YourSeat { role, rights } => {
                self.allow(Some(rights));
                // With the rights alone nothing changes that stands only for some roles.
                let role = Role::ALL.into_iter().find(|known| known.word() == role);
                if role != self.signals.role.get_untracked() {
                    self.signals.role.set(role);
                }
            }
            ServerMessage::Refused(problem) => match problem.code.as_str() {
                problem_code::SEAT_REVOKED | problem_code::NEWER_VERSION => self.closed(problem),
                problem_code::STRETCH_REMOVED => self.renew(),
                _ => self.warn(problem.message),
            },
        }
    }

    /// Takes the seat's rights, where they are new, and what the round leaves of them.
    fn allow(self, rights: Option<Rights>) {
        let ended = self.signals.round.get_untracked().ended_at.is_some();
        let allowed = self.state.try_update_value(|state| {
            state.seat_rights = rights.unwrap_or(state.seat_rights);
            Rights {
                draw: state.seat_rights.draw && !ended,
                code: state.seat_rights.code && !ended,
                chat: state.seat_rights.chat && !ended,
                ..state.seat_rights
            }
        });
        let Some(allowed) = allowed else { return };
        self.signals.rights.set(allowed);
        if !allowed.draw {
            self.signals.editing.set(None);
            self.select(Vec::new());
        }
    }

    /// Who came after the welcome has a name too; who went keeps it.
    fn learn_names(self, people: &[Person]) {
        let known = |names: &[(ActorIndex, String)], person: &Person| {
            names
                .iter()
                .any(|(actor, name)| *actor == person.actor && *name == person.name)
        };
        let names = self.signals.names;
        if people.iter().all(|person| known(&names.get_untracked(), person)) {
            return;
        }
        names.update(|names| {
            for person in people {
                names.retain(|(actor, _)| *actor != person.actor);
                names.push((person.actor, person.name.clone()));
            }
        });
    }

    fn welcomed(self, welcome: &Welcome) {
        self.set_clock(welcome.state.now.0, 0);
        let mut stranded = 0;
        self.state.update_value(|state| {
            stranded = state.replica.welcome(welcome).stranded.len();
            state.attempts = 0;
            state.offline_since_millis = None;
            if let Some(way) = state.trying.take() {
                state.sockets_work |= way == Way::WebSocket;
                self.signals.way.set(way);
            }
            state.drained_sent = false;
        });
        if stranded > 0 {
            let words =
                "Some of what you typed while offline is too old to be merged; it is still in your outbox copy.";
            self.warn(words);
        }
        self.take_own_colour(welcome.you);
        self.signals.me.set(welcome.you);
        self.learn_roles_of(&welcome.people);
        self.signals.people.set(welcome.people.clone());
        self.signals.names.set(welcome.names.clone());
        self.signals.round.set(welcome.state);
        self.allow(Some(welcome.rights));
        self.signals.connection.set(ConnectionState::Live);
        self.flush();
        self.changed();
        self.resend_presence();
        self.resend_stance();
        self.ping();
    }

    /// After the end, tells the room once that everything was handed in (rule E1).
    pub(super) fn hand_in(self) {
        let ended = self.signals.round.get_untracked().ended_at.is_some();
        let _gone = self.state.try_update_value(|state| {
            if ended && !state.drained_sent && state.replica.waiting() == 0 && state.socket.is_some() {
                state.drained_sent = true;
                state.send(&ClientMessage::Drained);
            } else if !ended {
                state.drained_sent = false;
            }
        });
    }

    fn set_clock(self, room_millis: u64, delay_millis: u64) {
        let offset = (room_millis + delay_millis) as i64 - page_millis() as i64;
        let _gone = self
            .state
            .try_update_value(|state| state.room_minus_page_millis = offset);
    }

    fn ping(self) {
        self.renew_when_saved();
        let silent = self.state.try_update_value(|state| {
            state.socket.as_ref()?;
            let now = page_millis();
            // A hidden tab pings once a minute: only silence after a ping counts.
            let silent = state.pinged.is_some() && now.saturating_sub(state.heard_millis) > SILENCE_MILLIS;
            state.pinged = Some((now, now));
            state.send(&ClientMessage::Ping { token: now });
            Some(silent)
        });
        if silent.flatten() == Some(true) {
            self.lost();
        }
    }

    /// The connection is gone: work goes on, and after a while it is tried again.
    pub(super) fn lost(self) {
        if matches!(
            self.signals.connection.try_get_untracked(),
            None | Some(ConnectionState::Closed(_))
        ) {
            return;
        }
        let mut attempts = 0;
        let (mut since_millis, mut refused) = (0, false);
        let known = self.state.try_update_value(|state| {
            state.socket = None;
            state.open_timer = None;
            state.pinged = None;
            state.generation += 1;
            state.attempts += 1;
            refused = state.trying.take() == Some(Way::WebSocket);
            attempts = state.attempts;
            since_millis = *state.offline_since_millis.get_or_insert_with(page_millis);
            let longest = (RETRY_MILLIS.0 << attempts.min(6)).min(RETRY_MILLIS.1);
            // Full jitter: after a restart not everybody knocks at the same moment.
            let wait = RETRY_MILLIS.0 + (js_sys::Math::random() * f64::from(longest)) as u32;
            state.retry_timer = Some(Timeout::new(wait, move || self.connect()));
        });
        if known.is_none() {
            return;
        }
        if refused {
            wasm_bindgen_futures::spawn_local(self.ask_whether_refused());
        }
        // A first attempt that fails may be a network without WebSockets, which is no reason to alarm anybody.
        if attempts > 1 || self.signals.connection.get_untracked() != ConnectionState::Connecting {
            self.signals.connection.set(ConnectionState::Offline { since_millis });
        }
        if attempts % 3 == 2 {
            wasm_bindgen_futures::spawn_local(self.ask_why());
        }
    }

    /// A WebSocket that fails while the server answers was refused on the way; else the network or the server is down.
    async fn ask_whether_refused(self) {
        let answers = api::joining::server_answers().await.is_ok();
        let _gone = self
            .state
            .try_update_value(|state| state.refusals = if answers { state.refusals + 1 } else { 0 });
    }

    /// A refused upgrade says nothing; the API does.
    async fn ask_why(self) {
        let Some((room, seat)) = self.state.try_with_value(|state| (state.room, state.seat.clone())) else {
            return;
        };
        if let Err(problem) = api::rooms::view(room, Some(&seat)).await
            && matches!(problem.status, 401 | 403 | 404 | 410)
        {
            let message = "This seat is no longer yours: the link was revoked, or the room was deleted.".to_owned();
            self.closed(Problem {
                code: problem_code::SEAT_REVOKED.to_owned(),
                message,
            });
        }
    }

    fn closed(self, problem: Problem) {
        let _gone = self.state.try_update_value(|state| {
            state.socket = None;
            state.open_timer = None;
            state.generation += 1;
            state.retry_timer = None;
        });
        self.signals.connection.set(ConnectionState::Closed(problem));
    }
}

impl State {
    /// A WebSocket; posts where those were refused once, or twice in a row in a page that had one. The attempt after posts is
    /// a WebSocket again, because the network may be another one then.
    fn next_way(&mut self) -> Way {
        let enough = if self.sockets_work { 2 } else { 1 };
        if self.refusals < enough {
            return Way::WebSocket;
        }
        self.refusals = enough - 1;
        Way::Posts
    }
}
