//! The host's part of the people panel: seats, open links, and browsers that ask to be let in.

use std::time::Duration;

use interview::{
    api::{SeatRow, SeatState},
    seat::Role,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::{ApiError, seats::Seats},
    people::{invite::InviteDialog, seat_row::SeatItem},
    session::Session,
    together::hands::{HandsHeard, HandsPanel},
    ui::{Button, Deed, Icon, Look, Message, Tone},
};

/// Knocks are looked for this often.
const LOOK_EVERY: Duration = Duration::from_secs(4);

/// The seats of the room as last heard, shared by the panel and the knocks in the bar.
#[derive(Clone, Copy)]
pub struct SeatsHeard {
    rows: RwSignal<Vec<SeatRow>>,
    error: RwSignal<Option<String>>,
    /// Whether the dialog that makes links is open.
    pub inviting: RwSignal<bool>,
    seats: StoredValue<Seats>,
}

impl SeatsHeard {
    /// Asks for them while the person is host, and puts them into the context; ends with its owner.
    pub fn provide(session: Session) -> SeatsHeard {
        let seats = StoredValue::new(Seats {
            room: session.room(),
            seat: Some(session.seat()),
        });
        let heard = SeatsHeard {
            rows: RwSignal::new(Vec::new()),
            error: RwSignal::new(None),
            inviting: RwSignal::new(false),
            seats,
        };
        let ask_as_host = move || {
            if session.role().get_untracked() == Some(Role::Host) {
                heard.ask();
            }
        };
        ask_as_host();
        if let Ok(handle) = set_interval_with_handle(ask_as_host, LOOK_EVERY) {
            on_cleanup(move || handle.clear());
        }
        HandsHeard::provide(session);
        provide_context(heard);
        heard
    }

    /// Asks now.
    pub fn ask(self) {
        let Some(seats) = self.seats.try_get_value() else {
            return;
        };
        spawn_local(async move { self.take(seats.list().await) });
    }

    /// What the room's seats can be asked for.
    pub fn seats(self) -> Seats {
        self.seats.get_value()
    }

    fn take(self, answer: Result<Vec<SeatRow>, ApiError>) {
        match answer {
            Ok(rows) => {
                self.error.try_set(None);
                if self.rows.try_get_untracked().is_some_and(|known| known != rows) {
                    self.rows.set(rows);
                }
            }
            // A poll that did not get through says nothing new: the connection's own sign tells of it.
            Err(error) if error.may_pass() => {}
            Err(error) => drop(self.error.try_set(Some(error.sentence))),
        }
    }
}

/// Seats and links, with the way to invite.
#[component]
pub fn SeatsPanel(
    /// The seats.
    heard: SeatsHeard,
) -> impl IntoView {
    let shown = move || {
        let rows = heard.rows.get().into_iter().filter(is_worth_a_row);
        rows.map(|row| view! { <SeatItem row heard /> }).collect_view()
    };
    view! {
        <section class="seats private-place private-only">
            <h3>"Seats and links"</h3>
            <p class="private-words"><Icon name="lock" />"Only you"</p>
            <Message tone=Tone::Problem text=heard.error />
            <ul class="people-list">{shown}</ul>
            <Button look=Look::Private icon="plus" on_press=move || heard.inviting.set(true)>"Invite somebody"</Button>
            <HandsPanel />
        </section>
    }
}

/// The host's own seat can be handed over but not lose its link here; what was revoked is gone.
fn is_worth_a_row(row: &SeatRow) -> bool {
    row.role != Role::Host && row.state != SeatState::Revoked
}

/// Browsers that ask to be let in, as a strip under the bar: they wait for a word. And the dialog that makes links.
#[component]
pub fn Knocks() -> impl IntoView {
    use_context::<SeatsHeard>().map(|heard| {
        // What is hidden does not come back by itself.
        on_cleanup(move || {
            heard.inviting.try_set(false);
        });
        view! { <KnockStrips heard /><InviteDialog open=heard.inviting heard /> }
    })
}

#[component]
fn KnockStrips(heard: SeatsHeard) -> impl IntoView {
    let knocks = move || {
        let rows = heard.rows.get();
        let knocks = rows.into_iter().flat_map(|row| {
            let holder = row.name.unwrap_or_else(|| row.role.word().to_owned());
            row.knocking.into_iter().map(move |knock| (holder.clone(), knock))
        });
        knocks
            .map(|(holder, knock)| view! { <KnockStrip holder knock=knock.knock name=knock.name heard /> })
            .collect_view()
    };
    view! { <div role="status" class="knocks">{knocks}</div> }
}

#[component]
fn KnockStrip(holder: String, knock: String, name: String, heard: SeatsHeard) -> impl IntoView {
    let deed = Deed::new();
    let answer = move |admit: bool| {
        let (seats, knock) = (heard.seats(), knock.clone());
        deed.run(async move { seats.answer(&knock, admit).await }, move |()| heard.ask());
    };
    let turn_away = answer.clone();
    view! {
        <div class="knock">
            <Icon name="hand-helping" />
            <span>{format!("“{name}” asks to come in from another browser, with the link of {holder}.")}</span>
            <span class="strip-deeds">
                <Button look=Look::Primary busy=deed.busy() on_press=move || answer(true)>"Let in"</Button>
                <Button busy=deed.busy() on_press=move || turn_away(false)>"Turn away"</Button>
            </span>
            <Message tone=Tone::Problem text=deed.error() />
        </div>
    }
}
