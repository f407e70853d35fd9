//! The notes in a window of their own, for a second screen: the same page at the same address, showing only them. It opens
//! no connection to the room.

use interview::api::RoomView;
use leptos::prelude::*;

use crate::{
    dom,
    notes::{Notes, drawer::NotesBody, keys, sharing::Sharing, source::Source},
    route::room_address,
    side::Side,
    ui::Icon,
};

const FEATURES: &str = "popup,width=420,height=760";

/// Opens it and closes the drawer.
pub fn open(notes: Notes) {
    let (room, seat) = notes.source.place();
    let address = format!("{}&notes=1", room_address(room, &seat.unwrap_or_default()));
    let opened = window().open_with_url_and_target_and_features(&address, "chalkback-notes", FEATURES);
    if matches!(opened, Ok(Some(_))) {
        notes.sides.close(Side::Notes);
    } else {
        notes.say("The browser blocked the window".to_owned());
        dom::focus_first(".notes-button .icon-button");
    }
}

/// The whole page of that window.
#[component]
pub fn NotesWindow(
    /// The room as the seat sees it.
    view: RoomView,
    /// The seat.
    seat: String,
) -> impl IntoView {
    let sharing = Sharing::begin("Notes".to_owned());
    let notes = Notes::provide(Source::told(view.room, seat));
    keys::listen(notes, sharing);
    let core_questions = StoredValue::new(view.core_questions);
    view! {
        <Show when=move || !sharing.on() fallback=|| view! { <p class="notes-hidden">"Board"</p> }>
            <div class="notes notes-window private-only">
                <header class="panel-head notes-head">
                    <h1 class="private-words"><Icon name="lock" />"Only you"</h1>
                    <span class="notes-deed" role="status">{notes.last_deed}</span>
                </header>
                <NotesBody core_questions=core_questions.get_value() />
            </div>
        </Show>
    }
}
