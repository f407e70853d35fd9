//! What was written, and what the server does not have yet. Every change is kept in this browser until the server took it,
//! under a key of its own, so that a reload loses nothing and a second window of the same seat sees it at once.

use std::collections::BTreeMap;

use board::id::RoomId;
use interview::note::Note;
use leptos::{ev, prelude::*, task::spawn_local};

use crate::{api, dom, json};

/// Between two rounds of sending while the server cannot be reached: shortest and longest.
const RETRY_MILLIS: (u32, u32) = (1_000, 30_000);

/// Stands for the seat of staff who review without one.
const NO_SEAT: &str = "staff";

/// All notes of one seat in one room, or of staff who review it.
#[derive(Clone, Copy)]
pub struct Book {
    notes: RwSignal<Vec<Note>>,
    deleted: RwSignal<Vec<Note>>,
    n_waiting: RwSignal<usize>,
    trouble: RwSignal<Option<String>>,
    state: StoredValue<State>,
}

struct State {
    room: RoomId,
    seat: Option<String>,
    waiting: BTreeMap<String, Note>,
    sending: bool,
}

impl Book {
    /// Opens it: first what this browser still holds, then what the server has.
    pub fn open(room: RoomId, seat: Option<String>) -> Book {
        let state = State {
            room,
            seat,
            waiting: BTreeMap::new(),
            sending: false,
        };
        let book = Book {
            notes: RwSignal::new(Vec::new()),
            deleted: RwSignal::new(Vec::new()),
            n_waiting: RwSignal::new(0),
            trouble: RwSignal::new(None),
            state: StoredValue::new(state),
        };
        for note in dom::kept_with_prefix(&book.prefix())
            .iter()
            .filter_map(|text| read(text))
        {
            book.state
                .update_value(|state| drop(state.waiting.insert(note.id.clone(), note.clone())));
            book.show(note);
        }
        book.follow_other_windows();
        spawn_local(book.load());
        book.send_waiting();
        book
    }

    /// What was written and not deleted, by moment.
    pub fn notes(self) -> Signal<Vec<Note>> {
        self.notes.into()
    }

    /// What was written and deleted, and can be restored.
    pub fn deleted(self) -> Signal<Vec<Note>> {
        self.deleted.into()
    }

    /// One that was written and not deleted.
    pub fn find(self, id: &str) -> Option<Note> {
        self.notes
            .with_untracked(|notes| notes.iter().find(|note| note.id == id).cloned())
    }

    /// Whose notes they are.
    pub fn place(self) -> (RoomId, Option<String>) {
        self.state.with_value(|state| (state.room, state.seat.clone()))
    }

    /// How many the server does not have yet.
    pub fn n_waiting(self) -> Signal<usize> {
        self.n_waiting.into()
    }

    /// Why the server does not have them.
    pub fn trouble(self) -> Signal<Option<String>> {
        self.trouble.into()
    }

    /// Writes a note, new or changed: kept here at once, sent as soon as can be.
    pub fn put(self, note: Note) {
        if let Ok(text) = serde_json::to_string(&note) {
            dom::keep(&format!("{}{}", self.prefix(), note.id), &text);
        }
        self.state
            .update_value(|state| drop(state.waiting.insert(note.id.clone(), note.clone())));
        self.show(note);
        self.send_waiting();
    }

    /// Shows one no longer that was erased on the server.
    pub fn forget(self, id: &str) {
        self.state.update_value(|state| drop(state.waiting.remove(id)));
        dom::forget(&format!("{}{id}", self.prefix()));
        remove(self.notes, id);
        remove(self.deleted, id);
    }

    fn show(self, note: Note) {
        let (into, other) = if note.deleted {
            (self.deleted, self.notes)
        } else {
            (self.notes, self.deleted)
        };
        remove(other, &note.id);
        into.update(|notes| {
            notes.retain(|known| known.id != note.id);
            let place = notes.partition_point(|known| (known.at, &known.id) <= (note.at, &note.id));
            notes.insert(place, note);
        });
    }

    fn prefix(self) -> String {
        self.state.with_value(|state| {
            let seat = state.seat.as_deref().unwrap_or(NO_SEAT);
            format!("chalkback-note-{}-{seat}-", state.room)
        })
    }

    async fn load(self) {
        let Some((room, seat)) = self.state.try_with_value(|state| (state.room, state.seat.clone())) else {
            return;
        };
        let mut wait_millis = RETRY_MILLIS.0;
        loop {
            let answer = api::notes::list(room, seat.as_deref()).await;
            let Some(waiting) = self.state.try_with_value(|state| state.waiting.clone()) else {
                return;
            };
            match answer {
                Ok(notes) => {
                    self.trouble.set(None);
                    // What was changed here since is newer than what the server tells.
                    notes
                        .into_iter()
                        .filter(|note| !waiting.contains_key(&note.id))
                        .for_each(|note| self.show(note));
                    return;
                }
                Err(error) => {
                    self.trouble
                        .set(Some(format!("Your earlier notes are not here yet. {}", error.sentence)));
                    if !error.may_pass() {
                        return;
                    }
                }
            }
            dom::pause(wait_millis).await;
            wait_millis = (wait_millis * 2).min(RETRY_MILLIS.1);
        }
    }

    fn send_waiting(self) {
        self.tell_waiting();
        let idle = self
            .state
            .try_update_value(|state| !std::mem::replace(&mut state.sending, true));
        if idle == Some(true) {
            spawn_local(self.send_until_empty());
        }
    }

    async fn send_until_empty(self) {
        let mut wait_millis = RETRY_MILLIS.0;
        loop {
            let again = self.send_each_once().await;
            let Some(rest) = self.state.try_with_value(|state| state.waiting.len()) else {
                return;
            };
            self.tell_waiting();
            if rest == 0 || again == Again::OnlyWhenChanged {
                break;
            }
            if again == Again::Later {
                dom::pause(wait_millis).await;
                wait_millis = (wait_millis * 2).min(RETRY_MILLIS.1);
            }
        }
        let _gone = self.state.try_update_value(|state| state.sending = false);
    }

    /// One refused note holds up no other.
    async fn send_each_once(self) -> Again {
        let Some((room, seat, batch)) = self.state.try_with_value(|state| {
            (
                state.room,
                state.seat.clone(),
                state.waiting.values().cloned().collect::<Vec<_>>(),
            )
        }) else {
            return Again::OnlyWhenChanged;
        };
        let mut again = Again::AtOnce;
        let mut trouble = None;
        for note in batch {
            match api::notes::put(room, seat.as_deref(), &note).await {
                Ok(()) => self.taken(&note),
                Err(error) => {
                    again = if error.may_pass() {
                        Again::Later
                    } else {
                        Again::OnlyWhenChanged
                    };
                    trouble = Some(format!(
                        "Kept in this browser, not on the server yet. {}",
                        error.sentence
                    ));
                    if error.may_pass() {
                        break;
                    }
                }
            }
        }
        self.trouble.try_set(trouble);
        again
    }

    /// Unless it was changed again meanwhile, it need not be kept here any more.
    fn taken(self, sent: &Note) {
        let unchanged = self.state.try_update_value(|state| {
            let unchanged = state.waiting.get(&sent.id) == Some(sent);
            if unchanged {
                state.waiting.remove(&sent.id);
            }
            unchanged
        });
        if unchanged == Some(true) {
            dom::forget(&format!("{}{}", self.prefix(), sent.id));
            self.tell_waiting();
        }
    }

    fn tell_waiting(self) {
        if let Some(number) = self.state.try_with_value(|state| state.waiting.len()) {
            self.n_waiting.try_set(number);
        }
    }

    fn follow_other_windows(self) {
        let prefix = self.prefix();
        let listener = window_event_listener(ev::storage, move |event| {
            let ours = event.key().is_some_and(|key| key.starts_with(&prefix));
            if let (true, Some(note)) = (ours, event.new_value().as_deref().and_then(read)) {
                self.show(note);
            }
        });
        on_cleanup(move || listener.remove());
    }
}

/// When to try again.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Again {
    AtOnce,
    Later,
    OnlyWhenChanged,
}

/// Tells nobody where it was not there.
fn remove(notes: RwSignal<Vec<Note>>, id: &str) {
    if notes.with_untracked(|notes| notes.iter().any(|note| note.id == id)) {
        notes.update(|notes| notes.retain(|note| note.id != id));
    }
}

fn read(text: &str) -> Option<Note> {
    json::read(text).ok()
}
