//! The drawer with one's private notes, over the right edge of the room, and the bar's button for it.

use interview::api::RoomView;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Node;

use crate::{
    dom,
    notes::{Notes, core_questions::CoreQuestions, item::NoteList, own_window, sharing::Sharing, writing::Writing},
    side::Side,
    ui::{Icon, IconButton, Message, Tone},
};

/// The last thing a key did, for a while. It stands where the bar has room, so that nothing moves for it.
#[component]
pub fn NotesDeed() -> impl IntoView {
    let notes = expect_context::<Notes>();
    view! { <span class="notes-deed private-only" role="status">{notes.last_deed}</span> }
}

/// The bar's button for the drawer. While sharing it is not there.
#[component]
pub fn NotesButton() -> impl IntoView {
    let notes = expect_context::<Notes>();
    let sharing = expect_context::<Sharing>();
    view! {
        <Show when=move || !sharing.on()>
            <span class="notes-button private-only">
                <IconButton
                    icon="lock"
                    label="Private notes"
                    key="N Alt+N"
                    pressed=Signal::derive(move || notes.sides.shows(Side::Notes))
                    on_press=move || notes.toggle()
                />
            </span>
        </Show>
    }
}

/// The drawer, while it is open. It lies over the board and never moves it (rule P2).
#[component]
pub fn NotesDrawer(
    /// The room as the seat sees it.
    view: RoomView,
) -> impl IntoView {
    let notes = expect_context::<Notes>();
    let sharing = expect_context::<Sharing>();
    let core_questions = StoredValue::new(view.core_questions);
    view! {
        <Show when=move || notes.sides.shows(Side::Notes) && !sharing.on()>
            <Drawer core_questions=core_questions.get_value() />
        </Show>
    }
}

#[component]
fn Drawer(core_questions: Vec<String>) -> impl IntoView {
    let notes = expect_context::<Notes>();
    let place = NodeRef::<html::Aside>::new();
    let leave = move |event: ev::FocusEvent| {
        let to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
        // The browser also tells of it when the drawer is taken away, which is after its place here was.
        let place = place.try_get_untracked().flatten();
        let inside = place.is_some_and(|place| to.is_some_and(|to| place.contains(Some(&to))));
        if !inside {
            notes.source.hold_presence(false);
        }
    };
    // A drawer that is closed with the focus inside tells no focusout.
    on_cleanup(move || notes.source.hold_presence(false));
    let close = move || {
        notes.sides.close(Side::Notes);
        dom::focus_first(".notes-button .icon-button");
    };
    let key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            close();
        }
        // Nothing typed here is a key of the board.
        if !event.alt_key() {
            event.stop_propagation();
        }
    };
    view! {
        <aside
            class="notes private-only"
            aria-label="Private notes, only you"
            node_ref=place
            on:focusin=move |_| notes.source.hold_presence(true)
            on:focusout=leave
            on:keydown=key
        >
            <header class="panel-head notes-head">
                <h2 class="private-words"><Icon name="lock" />"Only you"</h2>
                <span class="row notes-tools" data-tooltips="end">
                    <IconButton icon="external-link" label="Notes in a window of their own" on_press=move || own_window::open(notes) />
                    <IconButton icon="x" label="Close" key="Esc" on_press=close />
                </span>
            </header>
            <NotesBody core_questions />
        </aside>
    }
}

/// What drawer and window share.
#[component]
pub fn NotesBody(
    /// Asked in every round of this question.
    core_questions: Vec<String>,
) -> impl IntoView {
    let notes = expect_context::<Notes>();
    let waiting = move || {
        let number = notes.book.n_waiting().get();
        (number > 0).then(|| format!("{number} not on the server yet"))
    };
    view! {
        <Writing />
        <CoreQuestions core_questions />
        <Message tone=Tone::Problem text=notes.book.trouble() />
        <NoteList />
        <p class="quiet small notes-foot" role="status">{waiting}</p>
    }
}
