//! The connection of a led replay: opened with the review, tried again when it is lost, and joined again under the same key, so
//! that a leader who was away for a moment still leads.

use std::{rc::Rc, time::Duration};

use board::id::{ClientId, RoomId};
use gloo_timers::callback::Timeout;
use interview::led::{News, Request};
use leptos::{ev, prelude::*};

use super::Led;
use crate::{
    dom,
    socket::{Socket, SocketEvent, Way},
};

/// Between two tries: shortest and longest. A leader's lead is kept for five seconds.
const RETRY_MILLIS: (u32, u32) = (700, 20_000);
/// The key of a page that is being reloaded. Only then it lies there, so that a tab that is copied has one of its own.
const KEY_OF_TAB: &str = "chalkback-led";

/// How the connection is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Link {
    /// Not up yet.
    Opening,
    /// Up.
    Up,
    /// Lost, or refused by the network; tried again.
    Lost,
}

/// What the connection needs to be made again.
pub(super) struct Connecting {
    room: RoomId,
    seat: String,
    /// This page's, known to the server and to nobody else.
    pub(super) key: ClientId,
    socket: Option<Socket>,
    /// Of what is heard of an earlier socket nothing is believed.
    generation: u64,
    retry: Option<Timeout>,
    retry_millis: u32,
}

impl Connecting {
    pub(super) fn new(room: RoomId, seat: Option<String>) -> Connecting {
        Connecting {
            room,
            seat: seat.unwrap_or_default(),
            key: ClientId(uuid::Uuid::new_v4().as_u128()),
            socket: None,
            generation: 0,
            retry: None,
            retry_millis: RETRY_MILLIS.0,
        }
    }
}

impl Led {
    /// A page that was reloaded goes on as who it was.
    pub(super) fn take_key_of_tab(self) {
        let kept = dom::kept_in_tab(KEY_OF_TAB);
        dom::keep_in_tab(KEY_OF_TAB, None);
        let kept = kept.as_deref().and_then(|kept| kept.split_once(' '));
        let Some((key, name)) = kept.filter(|_| !self.joined.get_untracked()) else {
            return;
        };
        if let Ok(key) = key.parse::<ClientId>() {
            self.connecting.update_value(|connecting| connecting.key = key);
            self.name.set(name.to_owned());
            self.joined.set(true);
        }
    }

    /// Connects now, and whenever it is lost; for as long as the page is there.
    pub(super) fn keep_connected(self) {
        self.connect();
        let retry_now = move || {
            let waits = self.connecting.try_with_value(|connecting| connecting.retry.is_some());
            if waits == Some(true) {
                self.connect();
            }
        };
        let online = window_event_listener(ev::online, move |_| retry_now());
        let seen = window_event_listener(ev::visibilitychange, move |_| retry_now());
        let gone = window_event_listener(ev::pagehide, move |_| {
            if self.joined.get_untracked() && self.kind == interview::led::ViewerKind::Person {
                let key = self.connecting.with_value(|connecting| connecting.key);
                dom::keep_in_tab(KEY_OF_TAB, Some(&format!("{key} {}", self.name.get_untracked())));
            }
        });
        on_cleanup(move || {
            online.remove();
            seen.remove();
            gone.remove();
        });
    }

    /// Asks for something, unless the connection is not up: then the page joins again first.
    pub(super) fn ask(self, request: &Request) {
        self.connecting.try_with_value(|connecting| {
            if let Some(socket) = &connecting.socket {
                socket.send(request);
            }
        });
    }

    fn connect(self) {
        let prepared = self.connecting.try_update_value(|connecting| {
            connecting.retry = None;
            connecting.socket = None;
            connecting.generation += 1;
            let path = format!("/rooms/{}/replay", connecting.room);
            (path, connecting.seat.clone(), connecting.generation)
        });
        let Some((path, seat, generation)) = prepared else {
            return;
        };
        let tell = Rc::new(move |event| self.take(generation, event));
        match Socket::open::<News>(Way::WebSocket, &path, &seat, tell) {
            Some(socket) => drop(
                self.connecting
                    .try_update_value(|connecting| connecting.socket = Some(socket)),
            ),
            None => self.lost(),
        }
    }

    fn take(self, generation: u64, event: SocketEvent<News>) {
        let is_current = self
            .connecting
            .try_with_value(|connecting| connecting.generation == generation);
        if is_current != Some(true) {
            return;
        }
        match event {
            SocketEvent::Open => {
                self.connecting
                    .update_value(|connecting| connecting.retry_millis = RETRY_MILLIS.0);
                self.link.set(Link::Up);
                if self.joined.get_untracked() {
                    self.ask(&self.join_request());
                }
            }
            SocketEvent::Message(news) => self.hear(*news),
            // A newer server; this page goes on without.
            SocketEvent::NotUnderstood => {}
            SocketEvent::Closed => self.lost(),
        }
    }

    fn lost(self) {
        self.link.set(Link::Lost);
        self.pointer.set(None);
        self.connecting.try_update_value(|connecting| {
            connecting.socket = None;
            connecting.generation += 1;
            let millis = connecting.retry_millis;
            connecting.retry_millis = (2 * millis).min(RETRY_MILLIS.1);
            connecting.retry = Some(Timeout::new(millis, move || self.connect()));
        });
    }
}

/// Between two words of a leader whose time runs, for whoever drifts.
pub(super) const HEARTBEAT: Duration = Duration::from_secs(2);
