//! What a note said before, as the server kept it for its writer.

use interview::note::Wording;
use leptos::prelude::*;

use crate::{api, dom, review::notes::ReviewNotes};

/// Every earlier wording, the first first.
#[component]
pub fn Wordings(
    /// Whose.
    note: String,
) -> impl IntoView {
    let notes = expect_context::<ReviewNotes>();
    let (room, seat) = notes.notes.book.place();
    let (note, seat) = (StoredValue::new(note), StoredValue::new(seat));
    let wordings = LocalResource::new(move || async move {
        api::notes::wordings(room, seat.get_value().as_deref(), &note.get_value()).await
    });
    let told = move || {
        wordings.get().map(|asked| match asked {
            Ok(wordings) if wordings.is_empty() => {
                view! { <p class="quiet small">"It was never worded otherwise."</p> }.into_any()
            }
            Ok(wordings) => wordings.into_iter().map(one).collect_view().into_any(),
            Err(error) => view! { <p class="small" role="alert">{error.sentence}</p> }.into_any(),
        })
    };
    view! { <ol class="story-wordings" aria-label="What it said before">{told}</ol> }
}

fn one(wording: Wording) -> impl IntoView {
    let words = if wording.text.is_empty() {
        "(no words)".to_owned()
    } else {
        wording.text.clone()
    };
    view! {
        <li>
            <p class="story-words">{words}</p>
            <p class="quiet small">
                {format!("at {}, changed {}", wording.clock(), dom::date_time(wording.changed_unix_millis))}
            </p>
        </li>
    }
}
