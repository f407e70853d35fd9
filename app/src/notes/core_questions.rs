//! The question's core questions as ticks: a tick is a note of its moment, so the review shows when each was asked.

use interview::note::NoteKind;
use leptos::prelude::*;

use crate::notes::{Notes, fresh};

/// The ticks.
#[component]
pub fn CoreQuestions(
    /// Asked in every round of this question.
    core_questions: Vec<String>,
) -> impl IntoView {
    let notes = expect_context::<Notes>();
    let n_questions = core_questions.len();
    let all = core_questions.clone();
    let n_asked = move || {
        let written = notes.book.notes().get();
        let asked = |question: &&String| {
            written
                .iter()
                .any(|note| note.kind == NoteKind::Asked && note.text == **question)
        };
        all.iter().filter(asked).count()
    };
    (n_questions > 0).then(|| {
        view! {
            <details class="notes-core" open>
                <summary>{move || format!("Core questions {}/{n_questions}", n_asked())}</summary>
                {core_questions.into_iter().map(|question| view! { <Tick question /> }).collect_view()}
            </details>
        }
    })
}

#[component]
fn Tick(question: String) -> impl IntoView {
    let notes = expect_context::<Notes>();
    let words = question.clone();
    let asked = Memo::new(move |_| {
        let written = notes.book.notes().get();
        written
            .into_iter()
            .find(|note| note.kind == NoteKind::Asked && note.text == question)
    });
    let tick = {
        let question = words.clone();
        move |ticked: bool| match (ticked, asked.get_untracked()) {
            (true, None) => notes.write(fresh(NoteKind::Asked, notes.source.now(), question.clone())),
            (false, Some(note)) => notes.change(&note, |note| note.deleted = true),
            (true, Some(_)) | (false, None) => {}
        }
    };
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || asked.get().is_some()
                on:change:target=move |event| tick(event.target().checked())
            />
            <span>
                {words} {move || asked.get().map(|note| view! { <time class="quiet small">{format!(" {}", note.at.clock())}</time> })}
            </span>
        </label>
    }
}
