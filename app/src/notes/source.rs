//! Where a note's moment and elements come from: the session in the room's own tab; in the notes' own window, which holds no
//! connection of its own, what that tab left in the browser's storage; in a review its playhead and what is chosen there.

use board::{
    id::{ElementId, RoomId},
    time::Millis,
};
use interview::note::CodeLines;
use leptos::{ev, prelude::*};
use serde::{Deserialize, Serialize};

use crate::{
    dom, json,
    notes::{anchor, draft},
    session::{Holder, Session},
};

/// Where moments and selections come from.
#[derive(Clone, Copy)]
#[expect(
    clippy::large_enum_variant,
    reason = "there is one of it in a page, and it must be Copy"
)]
pub enum Source {
    /// The room's own tab.
    Room(Session),
    /// What the room's tab tells.
    Told {
        /// The place.
        place: StoredValue<(RoomId, String)>,
        /// The last it told.
        told: RwSignal<Told>,
    },
    /// A review.
    Playhead {
        /// The place; staff need no seat.
        place: StoredValue<(RoomId, Option<String>)>,
        /// Where it is.
        at: Signal<Millis>,
        /// What is chosen there, with what people call it.
        chosen: Signal<Vec<(ElementId, String)>>,
        /// The lines of code that are chosen there.
        code: Signal<Option<CodeLines>>,
    },
}

/// What the room's tab tells the notes' window.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Told {
    room_minus_unix_millis: i64,
    selected: Vec<(ElementId, String)>,
}

impl Source {
    /// For the notes' own window: follows what the room's tab tells.
    pub fn told(room: RoomId, seat: String) -> Source {
        let key = key_of(room, &seat);
        let read = |text: &str| json::read::<Told>(text).ok();
        let told = RwSignal::new(dom::kept(&key).as_deref().and_then(read).unwrap_or_default());
        let listener = window_event_listener(ev::storage, move |event| {
            if event.key().as_ref() == Some(&key)
                && let Some(news) = event.new_value().as_deref().and_then(read)
            {
                told.set(news);
            }
        });
        on_cleanup(move || listener.remove());
        Source::Told {
            place: StoredValue::new((room, seat)),
            told,
        }
    }

    /// For the room's own tab: tells the notes' window from now on.
    pub fn tell(session: Session) {
        let key = key_of(session.room(), &session.seat());
        let forgotten = key.clone();
        Effect::new(move || {
            session.round().track();
            session.connection().track();
            let selected = session.selection().get();
            let selected = session.with_board(|board| {
                selected
                    .into_iter()
                    .map(|id| (id, anchor::label(board, id)))
                    .collect::<Vec<_>>()
            });
            let room_minus_unix_millis = (session.now().0 as f64 - js_sys::Date::now()) as i64;
            if let Ok(text) = serde_json::to_string(&Told {
                room_minus_unix_millis,
                selected,
            }) {
                dom::keep(&key, &text);
            }
        });
        on_cleanup(move || dom::forget(&forgotten));
    }

    /// The room's time.
    pub fn now(self) -> Millis {
        match self {
            Source::Room(session) => session.now(),
            Source::Told { told, .. } => {
                let now = js_sys::Date::now() + told.read_untracked().room_minus_unix_millis as f64;
                Millis(now.max(0.0) as u64)
            }
            Source::Playhead { at, .. } => at.get_untracked(),
        }
    }

    /// What is selected on the board right now.
    pub fn selected(self) -> Vec<ElementId> {
        match self {
            Source::Room(session) => session.selection().get_untracked(),
            Source::Told { told, .. } => told.read_untracked().selected.iter().map(|(id, _)| *id).collect(),
            Source::Playhead { chosen, .. } => chosen.read_untracked().iter().map(|(id, _)| *id).collect(),
        }
    }

    /// The lines of code that are selected right now; a room's code is live, and its lines are not anchored to.
    pub fn selected_code(self) -> Option<CodeLines> {
        match self {
            Source::Room(_) | Source::Told { .. } => None,
            Source::Playhead { code, .. } => code.get_untracked(),
        }
    }

    /// What people call these elements.
    pub fn labels(self, elements: &[ElementId]) -> Vec<String> {
        match self {
            Source::Room(session) => {
                session.with_board(|board| elements.iter().map(|id| anchor::label(board, *id)).collect())
            }
            Source::Told { told, .. } => told.with_untracked(|told| known_labels(&told.selected, elements)),
            Source::Playhead { chosen, .. } => chosen.with_untracked(|chosen| known_labels(chosen, elements)),
        }
    }

    /// The room and the seat.
    pub fn place(self) -> (RoomId, Option<String>) {
        match self {
            Source::Room(session) => (session.room(), Some(session.seat())),
            Source::Told { place, .. } => {
                let (room, seat) = place.get_value();
                (room, Some(seat))
            }
            Source::Playhead { place, .. } => place.get_value(),
        }
    }

    /// Under which key a tab keeps the note that is being written: window and drawer have one each. A review has none, because its
    /// field is closed after a reload.
    pub(super) fn draft_key(self) -> Option<String> {
        match self {
            Source::Room(session) => Some(draft::key_of(session.room(), &session.seat())),
            Source::Told { place, .. } => {
                let (room, seat) = place.get_value();
                Some(format!("{}-window", draft::key_of(room, &seat)))
            }
            Source::Playhead { .. } => None,
        }
    }

    /// The keys that mark a moment and a hint, as people read them.
    pub(super) fn mark_keys(self) -> (&'static str, &'static str) {
        match self {
            Source::Room(_) | Source::Told { .. } => ("M Alt+M", "Shift+M Alt+Shift+M"),
            Source::Playhead { .. } => ("M", "Shift+M"),
        }
    }

    /// While attention is private, the others see the person stand still (rule P2).
    pub fn hold_presence(self, hold: bool) {
        match self {
            Source::Room(session) => session.hold_presence(Holder::Notes, hold),
            Source::Told { .. } | Source::Playhead { .. } => {}
        }
    }
}

fn known_labels(known: &[(ElementId, String)], elements: &[ElementId]) -> Vec<String> {
    let label = |id: &ElementId| known.iter().find(|(known, _)| known == id);
    elements
        .iter()
        .map(|id| label(id).map_or_else(anchor::unknown, |(_, label)| label.clone()))
        .collect()
}

fn key_of(room: RoomId, seat: &str) -> String {
    format!("chalkback-live-{room}-{seat}")
}
