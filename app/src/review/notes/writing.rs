//! The field for a new note at the playhead: the room's, in the list of the review. Enter keeps it and lets time run again, Esc
//! leaves it; what was typed waits there until N is pressed again.

use leptos::{ev, prelude::*};

use crate::{
    notes::writing::Writing,
    review::notes::ReviewNotes,
    ui::{Button, Look, Message, Tone},
};

/// The button for it, the field while it is open, and what the server does not have yet.
#[component]
pub fn ReviewWriting() -> impl IntoView {
    let notes = expect_context::<ReviewNotes>();
    let book = notes.notes.book;
    let waiting = move || {
        let number = book.n_waiting().get();
        (number > 0).then(|| format!("{number} not on the server yet"))
    };
    let leave = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            notes.end_writing(false);
        }
    };
    view! {
        <div class="story-writing private-only" on:keydown=leave>
            <Show
                when=move || notes.writing.get()
                fallback=move || view! {
                    <div class="row">
                        <Button look=Look::Private icon="pencil-line" on_press=move || notes.begin_writing()>
                            "Note here" <kbd>"N"</kbd>
                        </Button>
                        <span class="notes-deed small" role="status">{notes.notes.last_deed}</span>
                    </div>
                }
            >
                <Writing on_kept=Callback::new(move |()| notes.end_writing(true)) />
            </Show>
            <Message tone=Tone::Problem text=book.trouble() />
            <p class="quiet small story-waiting" role="status">{waiting}</p>
        </div>
    }
}
