//! The field for a new note. Its moment is that of the first keystroke, because the remark is about what was seen then, not
//! about when it was finished; it can be moved back.

use board::time::Millis;
use interview::note::{NOTE_CHARS, Note, NoteKind};
use leptos::{ev, prelude::*};

use crate::{
    notes::{Notes, fresh},
    ui::{Button, IconButton, Look},
};

/// How far back one press moves a note.
pub const NUDGE: Millis = Millis(15_000);

/// The field, its moment and what it is about.
#[component]
pub fn Writing(
    /// Called when a note was kept.
    #[prop(optional)]
    on_kept: Option<Callback<()>>,
) -> impl IntoView {
    let notes = expect_context::<Notes>();
    let draft = notes.draft;
    let typed = move |text: String| {
        if text.is_empty() {
            draft.clear();
        } else if draft.moment.get_untracked().is_none() {
            draft.moment.set(Some(notes.source.now()));
            draft.about.set(notes.source.selected());
            draft.code.set(notes.source.selected_code());
        }
        draft.text.set(text);
    };
    let save = move || {
        let text = draft.text.get_untracked().trim().to_owned();
        if !text.is_empty() {
            let at = draft.moment.get_untracked().unwrap_or_else(|| notes.source.now());
            notes.write(Note {
                elements: draft.about.get_untracked(),
                code: draft.code.get_untracked(),
                until: draft.until.get_untracked(),
                ..fresh(NoteKind::Note, at, text)
            });
            draft.clear();
        }
        if let Some(on_kept) = on_kept {
            on_kept.run(());
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
            event.prevent_default();
            save();
        }
    };
    let back = move || {
        let at = draft.moment.get_untracked().unwrap_or_else(|| notes.source.now());
        draft.moment.set(Some(at - NUDGE));
    };
    view! {
        <div class="notes-writing">
            <p class="notes-moment small">{move || moment_words(notes)}</p>
            <textarea
                rows="3"
                aria-label="New private note; Enter keeps it"
                placeholder="Write; Enter keeps it"
                maxlength=NOTE_CHARS.to_string()
                prop:value=draft.text
                on:input:target=move |event| typed(event.target().value())
                on:keydown=key
            ></textarea>
            <div class="row">
                <Button look=Look::Private on_press=back>"−15 s"</Button>
                <span class="page-bar-space"></span>
                <Marks />
            </div>
        </div>
    }
}

/// What is noted without a word.
#[component]
fn Marks() -> impl IntoView {
    let notes = expect_context::<Notes>();
    let (mark, hint) = notes.source.mark_keys();
    view! {
        <span class="row" data-tooltips="end">
            <IconButton icon="flag" label="Mark this moment" key=mark on_press=move || notes.mark(NoteKind::Mark) />
            <IconButton
                icon="lightbulb"
                label="I gave a hint"
                key=hint
                on_press=move || notes.mark(NoteKind::Hint)
            />
        </span>
    }
}

fn moment_words(notes: Notes) -> String {
    let mut about = notes.source.labels(&notes.draft.about.get());
    about.extend(notes.draft.code.get().map(|_| "the marked code".to_owned()));
    let about = if about.is_empty() {
        String::new()
    } else {
        format!(", on {}", about.join(", "))
    };
    match notes.draft.moment.get() {
        Some(at) => format!("Note at {}{about}", at.clock()),
        None => "A note takes the time of its first letter.".to_owned(),
    }
}
