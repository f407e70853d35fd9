//! What can be done with a note in the list: word and time it anew, read what it said before, delete it.

use interview::note::Note;
use leptos::prelude::*;

use super::{edit::EditNote, wordings::Wordings};
use crate::{review::notes::ReviewNotes, ui::IconButton};

/// Below the note.
#[component]
pub fn NoteTools(
    /// The note.
    note: Note,
) -> impl IntoView {
    let notes = expect_context::<ReviewNotes>();
    let about = notes.about(&note);
    let (clock, id) = (note.clock(), StoredValue::new(note.id.clone()));
    let is_in =
        move |which: RwSignal<Option<String>>| which.with(|which| id.with_value(|id| which.as_ref() == Some(id)));
    let toggle = move |which: RwSignal<Option<String>>| {
        let is_open = untrack(|| is_in(which));
        which.set((!is_open).then(|| id.get_value()));
    };
    let note = StoredValue::new(note);
    let delete = move || notes.notes.change(&note.get_value(), |note| note.deleted = true);
    view! {
        {about.map(|about| view! { <p class="story-about quiet small">{about}</p> })}
        <div class="story-tools" role="group" aria-label=format!("The note at {clock}") data-tooltips="end">
            <IconButton
                icon="pencil"
                label="Change words and time"
                pressed=Signal::derive(move || is_in(notes.editing))
                on_press=move || toggle(notes.editing)
            />
            <IconButton
                icon="clock"
                label="What it said before"
                pressed=Signal::derive(move || is_in(notes.wordings_of))
                on_press=move || toggle(notes.wordings_of)
            />
            <IconButton icon="trash-2" label=format!("Delete the note at {clock}") on_press=delete />
        </div>
        <Show when=move || is_in(notes.editing)>
            <EditNote note=note.get_value() />
        </Show>
        <Show when=move || is_in(notes.wordings_of)>
            <Wordings note=id.get_value() />
        </Show>
    }
}
