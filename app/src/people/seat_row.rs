//! One seat or open link, with what its host can do about it.

use interview::{
    api::{SeatLink, SeatRow, SeatState},
    seat::Role,
};
use leptos::prelude::*;

use crate::{
    people::{invite::LinkShown, seats_panel::SeatsHeard},
    ui::{ConfirmDialog, Deed, Dialog, Icon, Look, Menu, MenuItem, Message, Tone},
};

/// What asks for a word before it is done.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Step {
    Eject,
    Revoke,
    HandOver,
}

impl Step {
    fn title(self, whose: &str) -> String {
        match self {
            Step::Eject => format!("Eject {whose}?"),
            Step::Revoke => format!("Revoke the link for {whose}?"),
            Step::HandOver => format!("Make {whose} the host?"),
        }
    }

    fn consequence(self) -> &'static str {
        match self {
            Step::Eject => "Their connection closes at once and their link no longer works. What they made stays.",
            Step::Revoke => "Whoever has this link cannot come in with it any more.",
            Step::HandOver => "They run the round from then on; you stay as co-host.",
        }
    }

    fn deed(self) -> &'static str {
        match self {
            Step::Eject => "Eject",
            Step::Revoke => "Revoke",
            Step::HandOver => "Hand over",
        }
    }

    fn look(self) -> Look {
        match self {
            Step::Eject | Step::Revoke => Look::Danger,
            Step::HandOver => Look::Primary,
        }
    }
}

/// One seat.
#[component]
pub fn SeatItem(
    /// The seat.
    row: SeatRow,
    /// All of them, to ask again after a deed.
    heard: SeatsHeard,
) -> impl IntoView {
    let (asking, step) = (RwSignal::new(false), RwSignal::new(Step::Revoke));
    let whose = row
        .name
        .clone()
        .unwrap_or_else(|| format!("a new {}", row.role.word().to_ascii_lowercase()));
    let ask = move |next: Step| {
        step.set(next);
        asking.set(true);
    };
    let state = match row.state {
        SeatState::Open => "link not used yet",
        SeatState::Taken => "link in use",
        SeatState::Revoked => "revoked",
    };
    let is_host = row.role == Role::Host;
    let seat = StoredValue::new(row.seat.clone());
    let deed = Deed::new();
    let confirm = move || {
        let (seats, step) = (heard.seats(), step.get_untracked());
        let work = async move {
            let seat = seat.get_value();
            match step {
                Step::Eject | Step::Revoke => seats.revoke(&seat).await,
                Step::HandOver => seats.hand_over(&seat).await,
            }
        };
        deed.run(work, move |()| {
            asking.set(false);
            heard.ask();
        });
    };
    let title_of = whose.clone();
    view! {
        <li class="people-row">
            <span class="people-words">
                <span>{whose.clone()}</span>
                <span class="quiet small">{format!("{} · {state}", row.role.word())}</span>
            </span>
            {(!is_host).then(|| view! { <SeatMenu row whose ask=Callback::new(ask) seat heard /> })}
            <ConfirmDialog
                open=asking
                title=Signal::derive(move || step.get().title(&title_of))
                consequence=Signal::derive(move || step.get().consequence().to_owned())
                deed=Signal::derive(move || step.get().deed().to_owned())
                look=Signal::derive(move || step.get().look())
                busy=deed.busy()
                error=deed.error()
                on_confirm=confirm
            />
        </li>
    }
}

#[component]
fn SeatMenu(
    row: SeatRow,
    whose: String,
    ask: Callback<Step>,
    seat: StoredValue<String>,
    heard: SeatsHeard,
) -> impl IntoView {
    let (showing, link) = (RwSignal::new(false), RwSignal::new(None::<SeatLink>));
    let deed = Deed::new();
    let reissue = move || {
        let seats = heard.seats();
        showing.set(true);
        deed.run(async move { seats.reissue(&seat.get_value()).await }, move |issued| {
            link.set(Some(issued));
            heard.ask();
        });
    };
    let may_host = row.role == Role::CoHost && row.state == SeatState::Taken;
    let taken = row.state == SeatState::Taken;
    view! {
        <Menu label=format!("More for {whose}") class="icon-button" face=|| view! { <Icon name="chevron-down" /> }>
            <MenuItem icon="key-round" on_press=reissue>"New link"</MenuItem>
            {may_host
                .then(|| {
                    view! { <MenuItem icon="user" on_press=move || ask.run(Step::HandOver)>"Make host"</MenuItem> }
                })}
            {if taken {
                view! { <MenuItem icon="log-out" danger=true on_press=move || ask.run(Step::Eject)>"Eject"</MenuItem> }
            } else {
                view! { <MenuItem icon="x" danger=true on_press=move || ask.run(Step::Revoke)>"Revoke link"</MenuItem> }
            }}
        </Menu>
        <Dialog open=showing title=format!("New link for {whose}")>
            <Message tone=Tone::Problem text=deed.error() />
            {move || link.get().map(|link| view! { <LinkShown link /> })}
        </Dialog>
    }
}
