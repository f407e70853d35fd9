//! Taking something out of the recording: anybody asks for a stretch of their own doing, whoever runs the round decides. The same
//! dialog serves the room and the review.

mod dialog;
mod form;
mod requests;

use std::time::Duration;

use board::{actor::ActorIndex, id::RoomId, time::Millis};
use interview::{
    removal::{AskRemoval, RemovalRequest, Removals, RemoveStretch},
    seat::Role,
};
use leptos::{prelude::*, task::spawn_local};

pub use dialog::RemovalDialog;
pub use requests::{RemovalButton, RemovalStrips};

use crate::{api, session::Session, ui::Deed};

/// Requests and removals are looked for this often.
const LOOK_EVERY: Duration = Duration::from_secs(4);

/// A handle on what is asked and done in one room; in the context of its page.
#[derive(Clone, Copy)]
pub struct Removing {
    place: StoredValue<(RoomId, Option<String>)>,
    heard: RwSignal<Removals>,
    /// Removals when what this page shows was read, or at the first answer, and at the last; what came between is not on this page.
    seen: RwSignal<Option<(usize, usize)>>,
    /// Whether the dialog is open.
    pub open: RwSignal<bool>,
    /// What is being asked of the server.
    pub deed: Deed,
}

/// Somebody whose doing can be named.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Somebody {
    /// Index in the recording.
    pub actor: u16,
    /// The name.
    pub name: String,
}

impl Removing {
    /// Looks again and again while `polls` says so, and puts itself into the context; ends with its owner. Where the page shows a
    /// recording, it is known after how many removals that was read.
    pub fn provide(
        room: RoomId,
        seat: Option<String>,
        known: Option<usize>,
        polls: impl Fn() -> bool + 'static,
    ) -> Removing {
        let removing = Removing {
            place: StoredValue::new((room, seat)),
            heard: RwSignal::new(Removals::default()),
            seen: RwSignal::new(known.map(|known| (known, known))),
            open: RwSignal::new(false),
            deed: Deed::new(),
        };
        removing.look();
        let look = move || {
            if polls() || removing.open.get_untracked() {
                removing.look();
            }
        };
        if let Ok(handle) = set_interval_with_handle(look, LOOK_EVERY) {
            on_cleanup(move || handle.clear());
        }
        provide_context(removing);
        removing
    }

    /// Opens the dialog.
    pub fn begin(self) {
        self.look();
        self.open.set(true);
    }

    /// What was heard last.
    pub fn heard(self) -> Signal<Removals> {
        self.heard.into()
    }

    /// Requests that wait for a word.
    pub fn waiting(self) -> Vec<RemovalRequest> {
        let asked = self.heard.get().asked.into_iter();
        asked.filter(|request| !request.declined).collect()
    }

    /// Whether something was removed since this page was opened.
    pub fn is_outdated(self) -> bool {
        self.seen.get().is_some_and(|(first, last)| last > first)
    }

    /// Asks now; a look that does not get through says nothing new.
    pub fn look(self) {
        let Some((room, seat)) = self.place.try_get_value() else {
            return;
        };
        spawn_local(async move {
            let Ok(heard) = api::removals::list(room, seat.as_deref()).await else {
                return;
            };
            let n_done = heard.done.len();
            self.seen.try_update(|seen| {
                let first = seen.map_or(n_done, |(first, _)| first);
                *seen = Some((first, n_done));
            });
            if self.heard.try_get_untracked().is_some_and(|known| known != heard) {
                self.heard.set(heard);
            }
        });
    }

    fn ask(self, (from, to): (Millis, Millis), reason: String, then: impl FnOnce() + 'static) {
        let (room, seat) = self.place.get_value();
        let asked = AskRemoval { from, to, reason };
        let work = async move { api::removals::ask(room, seat.as_deref(), &asked).await };
        self.deed.run(work, move |()| {
            then();
            self.look();
        });
    }

    fn answer(self, request: String) {
        let (room, seat) = self.place.get_value();
        let work = async move { api::removals::answer(room, seat.as_deref(), &request).await };
        self.deed.run(work, move |()| self.look());
    }

    fn remove(self, wanted: RemoveStretch) {
        let (room, seat) = self.place.get_value();
        let work = async move { api::removals::remove(room, seat.as_deref(), &wanted).await };
        self.deed.run(work, move |_| self.look());
    }
}

/// What to call whose doing it is.
fn name_of(actor: Option<u16>, people: &[Somebody]) -> String {
    let Some(actor) = actor else {
        return "everybody".to_owned();
    };
    let known = people.iter().find(|somebody| somebody.actor == actor);
    known.map_or_else(|| format!("person {actor}"), |somebody| somebody.name.clone())
}

/// Looks for what is asked while the person runs the round.
pub fn begin(session: Session) {
    let hosts = move || session.role().get_untracked() == Some(Role::Host);
    Removing::provide(session.room(), Some(session.seat()), None, hosts);
}

/// Everybody who was ever in the room.
pub fn people_of(session: Session) -> Signal<Vec<Somebody>> {
    Signal::derive(move || {
        let names = session.names().get();
        let somebody = |(actor, name): (ActorIndex, String)| Somebody { actor: actor.0, name };
        names
            .into_iter()
            .filter(|(_, name)| !name.is_empty())
            .map(somebody)
            .collect()
    })
}

/// The dialog in a live room.
#[component]
pub fn RemovalInRoom(
    /// The room.
    session: Session,
) -> impl IntoView {
    view! { <RemovalDialog people=people_of(session) now=move |()| session.now() marked=|()| None /> }
}
