//! The notes that were written, latest first, each with its moment; words and moment can still be changed.

use interview::note::{NOTE_CHARS, Note, NoteKind};
use leptos::{ev, prelude::*};

use crate::{
    notes::{Notes, writing::NUDGE},
    ui::{Icon, IconButton},
};

/// All of them.
#[component]
pub fn NoteList() -> impl IntoView {
    let notes = expect_context::<Notes>();
    let latest_first = move || notes.book.notes().get().into_iter().rev().collect::<Vec<_>>();
    view! {
        <Show when=move || notes.book.notes().read().is_empty()>
            <p class="quiet small">
                "Nothing noted yet. M marks a moment without a word, Shift+M a hint you gave; with Alt also while you type."
            </p>
        </Show>
        <ol class="notes-list" aria-label="Your notes">
            // A changed note is shown anew: the key holds all that can change.
            <For
                each=latest_first
                key=|note| (note.id.clone(), note.at, note.text.clone())
                let:note
            >
                <NoteItem note />
            </For>
        </ol>
    }
}

#[component]
fn NoteItem(note: Note) -> impl IntoView {
    let notes = expect_context::<Notes>();
    let editing = RwSignal::new(false);
    let (icon, word) = match note.kind {
        NoteKind::Note => ("pencil-line", ""),
        NoteKind::Mark => ("flag", "Mark"),
        NoteKind::Hint => ("lightbulb", "Hint given"),
        NoteKind::Asked => ("check", "Asked: "),
    };
    let about = notes.source.labels(&note.elements);
    let about =
        (!about.is_empty()).then(|| view! { <span class="quiet small">{format!("on {}", about.join(", "))}</span> });
    let words = match note.text.is_empty() {
        true => word.to_owned(),
        false if note.kind == NoteKind::Note => note.text.clone(),
        false => format!("{}{}", word.trim_end_matches(": "), format_args!(": {}", note.text)),
    };
    let clock = note.at.clock();
    let note = StoredValue::new(note);
    let back = move || notes.change(&note.get_value(), |note| note.at = note.at - NUDGE);
    let delete = move || notes.change(&note.get_value(), |note| note.deleted = true);
    view! {
        <li class="notes-item">
            <Icon name=icon />
            <time>{clock.clone()}</time>
            <div class="notes-words">
                {move || {
                    if editing.get() {
                        view! { <EditWords note editing /> }.into_any()
                    } else {
                        view! { <p>{words.clone()}</p> }.into_any()
                    }
                }}
                {about}
            </div>
            <span class="notes-deeds" data-tooltips="end">
                <IconButton icon="rewind" label="15 seconds earlier" on_press=back />
                <IconButton icon="pencil" label="Change" on_press=move || editing.set(true) />
                <IconButton icon="trash-2" label=format!("Delete the note at {clock}") on_press=delete />
            </span>
        </li>
    }
}

#[component]
fn EditWords(note: StoredValue<Note>, editing: RwSignal<bool>) -> impl IntoView {
    let notes = expect_context::<Notes>();
    let text = RwSignal::new(note.with_value(|note| note.text.clone()));
    let save = move || {
        editing.set(false);
        let words = text.get_untracked().trim().to_owned();
        if note.with_value(|note| note.text != words) {
            notes.change(&note.get_value(), |note| note.text = words);
        }
    };
    let key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Enter" if !event.shift_key() && !event.is_composing() => {
            event.prevent_default();
            save();
        }
        "Escape" => {
            event.stop_propagation();
            editing.set(false);
        }
        _ => {}
    };
    view! {
        <textarea
            rows="3"
            autofocus=true
            aria-label="Words of the note; Enter keeps them"
            maxlength=NOTE_CHARS.to_string()
            prop:value=text
            on:input:target=move |event| text.set(event.target().value())
            on:keydown=key
            on:blur=move |_| save()
        ></textarea>
    }
}
