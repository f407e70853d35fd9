//! Led replay in a review: who is there and who leads as this page knows it, the connection over which it learns that, and what
//! it asks for. Nothing of the notes is reachable from here; what joins it to time is `driving`.

mod connecting;
mod driving;
mod menu;
mod name;
mod pointing;
mod strip;
mod words;

use board::{geometry::Point, id::RoomId};
use interview::led::{Here, Lead, News, Request, Shown, ViewerId, ViewerKind};
use leptos::prelude::*;

use self::connecting::{Connecting, Link};
pub use self::{
    driving::drive,
    menu::TogetherMenu,
    pointing::{follow_pointer, led_cursor},
    strip::{LedStrip, LedWords},
};
use crate::{api, dom, lazy::while_here};

/// What a projector is called.
const PROJECTOR: &str = "Projector";
/// Who reviews without an account, before they say who they are.
const NAMELESS: &str = "Somebody";

/// What the leader showed, and when that was by this page's clock.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Heard {
    shown: Shown,
    at_millis: f64,
}

impl Heard {
    fn now(shown: Shown, ago_millis: u64) -> Heard {
        Heard {
            shown,
            at_millis: dom::now_millis() - ago_millis as f64,
        }
    }

    /// How long ago it was shown.
    fn elapsed_millis(self) -> u64 {
        (dom::now_millis() - self.at_millis).max(0.0) as u64
    }
}

/// Led replay as this page takes part in it; in context of a review. It outlives the parts that are made anew with neutral names.
#[derive(Clone, Copy)]
pub struct Led {
    /// A press comes from outside; what it starts ends with the page all the same.
    owner: StoredValue<Owner>,
    connecting: StoredValue<Connecting, LocalStorage>,
    kind: ViewerKind,
    link: RwSignal<Link>,
    here: RwSignal<Here>,
    /// Whether this page wants to be among those who look on.
    joined: RwSignal<bool>,
    follows: RwSignal<bool>,
    heard: RwSignal<Option<Heard>>,
    pointer: RwSignal<Option<Point>>,
    name: RwSignal<String>,
    /// What changed, for who hears the page.
    said: RwSignal<String>,
    /// Why something that was asked for did not happen.
    refused: RwSignal<Option<String>>,
}

impl Led {
    /// Listens who leads, and puts itself into the context. A projector follows from the beginning.
    pub fn begin(room: RoomId, seat: Option<String>, kind: ViewerKind) -> Led {
        let is_projector = kind == ViewerKind::Projector;
        let name = if is_projector {
            PROJECTOR.to_owned()
        } else {
            String::new()
        };
        let led = Led {
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            connecting: StoredValue::new_local(Connecting::new(room, seat)),
            kind,
            link: RwSignal::new(Link::Opening),
            here: RwSignal::default(),
            joined: RwSignal::new(is_projector),
            follows: RwSignal::new(true),
            heard: RwSignal::new(None),
            pointer: RwSignal::new(None),
            name: RwSignal::new(name),
            said: RwSignal::default(),
            refused: RwSignal::new(None),
        };
        led.take_key_of_tab();
        led.keep_connected();
        provide_context(led);
        led
    }

    /// Who is there, and who leads.
    fn here(self) -> Here {
        self.here.get()
    }

    /// Whether this page leads.
    pub fn leads(self) -> bool {
        self.link.get() == Link::Up && self.here.with(Here::is_led_by_you)
    }

    /// The same without following it.
    pub fn leads_now(self) -> bool {
        self.link.get_untracked() == Link::Up && self.here.with_untracked(Here::is_led_by_you)
    }

    /// Whether somebody else moves time on this page.
    pub fn is_moved(self) -> bool {
        self.joined.get() && self.follows.get() && self.has_leader() && !self.leads()
    }

    fn has_leader(self) -> bool {
        self.here.with(|here| here.leader().is_some())
    }

    /// Becomes one of those who look on, and leads if nobody does.
    fn lead(self) {
        self.follows.set(true);
        self.join_then(Some(Request::Lead));
    }

    /// Time on this page is the leader's from now on, or one's own.
    pub fn follow(self, follows: bool) {
        self.follows.set(follows);
        match (self.joined.get_untracked(), follows) {
            (true, _) => self.ask(&Request::Follow(follows)),
            (false, true) => self.join_then(None),
            (false, false) => {}
        }
    }

    /// Follows whoever leads, or looks around; what the key does.
    pub fn toggle(self) {
        if self.has_leader_untracked() && !self.leads_now() {
            let is_moved = untrack(move || self.is_moved());
            self.follow(!is_moved);
        }
    }

    fn has_leader_untracked(self) -> bool {
        self.here.with_untracked(|here| here.leader().is_some())
    }

    fn hand_over(self, to: ViewerId) {
        self.ask(&Request::HandOver(to));
    }

    fn stop_leading(self) {
        self.ask(&Request::StopLeading);
    }

    /// Is one of those who look on no longer.
    fn leave(self) {
        self.ask(&Request::Leave);
        self.joined.set(false);
        self.heard.set(None);
        self.pointer.set(None);
    }

    /// What one is called from now on.
    fn call_me(self, name: String) {
        self.name.set(name);
        if self.joined.get_untracked() {
            self.join_then(None);
        }
    }

    /// Joins under one's name, which is the account's unless another was given, and asks for something then.
    fn join_then(self, then: Option<Request>) {
        let join = move |name: Option<String>| {
            if self.name.with_untracked(String::is_empty) {
                self.name.set(name.unwrap_or_else(|| NAMELESS.to_owned()));
            }
            self.joined.set(true);
            self.ask(&self.join_request());
            if let Some(then) = then {
                self.ask(&then);
            }
        };
        if self.name.with_untracked(String::is_empty) {
            let asked = move || while_here(api::account::me(), move |me| join(me.ok().and_then(|me| me.name)));
            self.owner.with_value(|owner| owner.with(asked));
        } else {
            join(None);
        }
    }

    fn join_request(self) -> Request {
        Request::Join {
            key: self.connecting.with_value(|connecting| connecting.key),
            name: self.name.get_untracked(),
            kind: self.kind,
            follows: self.follows.get_untracked(),
        }
    }

    /// Something came.
    fn hear(self, news: News) {
        match news {
            News::Here(here) => self.hear_who_is_here(here),
            News::Shown { shown, ago_millis } => self.heard.set(Some(Heard::now(shown, ago_millis))),
            News::Pointer(place) => self.pointer.set(place),
            News::Refused(refusal) => self.refused.set(Some(refusal.to_string())),
        }
    }

    fn hear_who_is_here(self, here: Here) {
        let was = self.here.get_untracked();
        if let Some(said) = words::change(&was, &here) {
            self.said.set(said);
        }
        // Who has had the lead, or gets it, goes along with what is shown; it was never taken from them.
        if was.is_led_by_you() != here.is_led_by_you() {
            self.follows.set(true);
        }
        if here.lead == Lead::Free {
            self.heard.set(None);
            self.pointer.set(None);
        }
        if self.here.with_untracked(|known| *known != here) {
            self.refused.set(None);
            self.here.set(here);
        }
    }
}
