//! One room of the list with what can be done with it.

use interview::api::{RoomPhase, RoomRow};
use leptos::prelude::*;

use crate::{
    api, dom,
    route::{navigate, review_address, room_address},
    ui::{Button, ConfirmDialog, Deed, Dialog, Field, Icon, Look, Menu, MenuItem, Message, Tone},
};

/// One room.
#[component]
pub fn RoomItem(
    /// The room.
    row: RoomRow,
    /// Called after it was renamed or deleted.
    changed: Callback<()>,
) -> impl IntoView {
    let room = row.room;
    let (renaming, deleting, saving) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let entering = Deed::new();
    let enter = move || {
        entering.run(api::rooms::enter(room), |entered| {
            navigate(&room_address(entered.room, &entered.seat))
        });
    };
    let review = move || navigate(&review_address(room, None));
    let recorded = row.entries > 0;
    let primary = match row.phase {
        RoomPhase::Waiting | RoomPhase::Live => view! { <Button busy=entering.busy() on_press=enter>"Enter"</Button> },
        RoomPhase::Ended => view! { <Button on_press=review>"Review"</Button> },
    };
    let live = row.phase == RoomPhase::Live;
    view! {
        <li class="rooms-row">
            <div class="rooms-words">
                <h3>{row.title.clone()}</h3>
                <p class="quiet small">{details(&row)}</p>
                <Message tone=Tone::Problem text=entering.error() />
            </div>
            <p class=if live { "rooms-phase rooms-phase-live" } else { "rooms-phase" }>{phase_words(row.phase)}</p>
            <div class="rooms-deeds">
                {primary}
                <Menu label=format!("More for {}", row.title) class="icon-button" face=|| view! { <Icon name="chevron-down" /> }>
                    <MenuItem icon="play" enabled=recorded on_press=review>"Review"</MenuItem>
                    <MenuItem icon="pencil" on_press=move || renaming.set(true)>"Rename"</MenuItem>
                    <MenuItem icon="save" on_press=move || saving.set(true)>"Save start as a question"</MenuItem>
                    <MenuItem icon="trash-2" danger=true on_press=move || deleting.set(true)>"Delete"</MenuItem>
                </Menu>
            </div>
            <RenameDialog open=renaming row=row.clone() changed />
            <SaveDialog open=saving row=row.clone() />
            <DeleteDialog open=deleting row changed />
        </li>
    }
}

#[component]
fn RenameDialog(open: RwSignal<bool>, row: RoomRow, changed: Callback<()>) -> impl IntoView {
    let title = RwSignal::new(row.title);
    let deed = Deed::new();
    let rename = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let named = title.get_untracked().trim().to_owned();
        if named.is_empty() {
            return deed.refuse("A room needs a title.");
        }
        deed.run(api::rooms::rename(row.room, named), move |()| {
            open.set(false);
            changed.run(());
        });
    };
    view! {
        <Dialog open title="Rename the room">
            <form class="stack" on:submit=rename>
                <Field label="Title" value=title autofocus=true hint="Only staff see it; candidates see a neutral title." />
                <Message tone=Tone::Problem text=deed.error() />
                <Button look=Look::Primary submit=true busy=deed.busy()>"Rename"</Button>
            </form>
        </Dialog>
    }
}

#[component]
fn SaveDialog(open: RwSignal<bool>, row: RoomRow) -> impl IntoView {
    let title = RwSignal::new(row.title);
    let deed = Deed::new();
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let named = title.get_untracked().trim().to_owned();
        deed.run(api::questions::from_room(row.room, named), |question| {
            navigate(&format!("/questions/{}", question.id));
        });
    };
    view! {
        <Dialog open title="Save the start as a question">
            <form class="stack" on:submit=save>
                <p class="quiet">
                    "Keeps what stood on the board and in the files when this room began, and the question's words. \
                     Nothing that was done in the round goes with it."
                </p>
                <Field label="Title of the question" value=title autofocus=true />
                <Message tone=Tone::Problem text=deed.error() />
                <Button look=Look::Primary submit=true busy=deed.busy()>"Save"</Button>
            </form>
        </Dialog>
    }
}

#[component]
fn DeleteDialog(open: RwSignal<bool>, row: RoomRow, changed: Callback<()>) -> impl IntoView {
    let deed = Deed::new();
    let room = row.room;
    let delete = move || {
        deed.run(api::rooms::delete(room), move |()| {
            open.set(false);
            changed.run(());
        });
    };
    let live = match row.phase {
        RoomPhase::Live => " People may be in it right now; they are thrown out.",
        RoomPhase::Waiting | RoomPhase::Ended => "",
    };
    let consequence = format!(
        "The room with its recording of {}, all notes on it, its images and its links will be gone for everyone. \
         This cannot be undone.{live}",
        row.duration.clock()
    );
    view! {
        <ConfirmDialog
            open
            title=format!("Delete “{}”?", row.title)
            consequence
            deed="Delete everything"
            busy=deed.busy()
            error=deed.error()
            on_confirm=delete
        />
    }
}

fn details(row: &RoomRow) -> String {
    let mut parts = vec![dom::date_time(row.created_unix_millis)];
    if row.entries > 0 {
        parts.push(format!("{} recorded", row.duration.clock()));
    }
    if !row.people.is_empty() {
        parts.push(row.people.join(", "));
    }
    parts.join(" · ")
}

fn phase_words(phase: RoomPhase) -> &'static str {
    match phase {
        RoomPhase::Waiting => "Nobody there yet",
        RoomPhase::Live => "Going on",
        RoomPhase::Ended => "Ended",
    }
}
