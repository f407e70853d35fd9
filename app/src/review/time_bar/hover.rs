//! What is there, before anything happens: the moment in words, a note that a pin stands for, and the board and the code as they
//! were then. While the thumb is dragged the board itself shows it.

use board::{
    moments::{Chapter, chapter_at},
    time::Millis,
};
use leptos::{html, prelude::*};

use super::{
    hand::{Grip, Hand, Hover},
    place::percent,
};
use crate::review::{
    Review,
    thumbnails::{CodeThen, Thumbnails},
};

/// Characters of a note.
const NOTE_CHARS: usize = 60;

/// Over the bar, where the pointer is.
#[component]
pub(super) fn HoverCard(hand: Hand, chapters: StoredValue<Vec<Chapter>>) -> impl IntoView {
    let hover = hand.hover;
    let words = move || hover.get().map(|hover| words_of(hover, chapters));
    let left = move || percent(hover.get().map_or(0.0, |hover| hover.part));
    let side = move || match hover.get().map_or(0.5, |hover| hover.part) {
        part if part < 0.15 => "start",
        part if part > 0.85 => "end",
        _ => "middle",
    };
    view! {
        <div class="time-hover" aria-hidden="true" hidden=move || hover.get().is_none() data-side=side style:left=left>
            <Then hand />
            <p class="time-hover-words">{words}</p>
        </div>
    }
}

fn words_of(hover: Hover, chapters: StoredValue<Vec<Chapter>>) -> String {
    let review = expect_context::<Review>();
    if let Some(moment) = hover.pin.and_then(|pin| review.story().get(pin).cloned()) {
        let words = moment.words.chars().take(NOTE_CHARS).collect::<String>();
        return format!("{} {words}", moment.at.clock());
    }
    let chapter = chapters.with_value(|chapters| chapter_at(chapters, hover.at).map(|chapter| chapter.name.clone()));
    match chapter {
        Some(chapter) => format!("{} {chapter}", hover.at.clock()),
        None => hover.at.clock(),
    }
}

/// The board and the code of the moment.
#[component]
fn Then(hand: Hand) -> impl IntoView {
    let thumbnails = expect_context::<Thumbnails>();
    let review = expect_context::<Review>();
    let place = NodeRef::<html::Div>::new();
    let code = RwSignal::new(None::<CodeThen>);
    let wanted = Memo::new(move |_| {
        let hover = hand.hover.get().filter(|hover| !hover.is_finger)?;
        let is_free = hand.grip.get() == Grip::Free;
        let of_pin = hover
            .pin
            .and_then(|pin| review.story().get(pin).map(|moment| moment.at));
        is_free.then(|| of_pin.unwrap_or(hover.at))
    });
    let asked = StoredValue::new(false);
    let paint = move |at: Millis| {
        let then = thumbnails.at(at);
        code.try_set(then.code);
        if let (Some(place), Some(picture)) = (place.try_get_untracked().flatten(), then.picture) {
            place.replace_children_with_node_1(&picture);
        }
    };
    // One picture a frame, of where the pointer is by then.
    Effect::new(move |_| {
        if wanted.get().is_some() && !asked.get_value() {
            asked.set_value(true);
            request_animation_frame(move || {
                asked.try_set_value(false);
                if let Some(at) = wanted.try_get_untracked().flatten() {
                    paint(at);
                }
            });
        }
    });
    let lines = move || {
        let CodeThen { file, excerpt } = code.get()?;
        let lines = excerpt.lines.into_iter().enumerate().map(|(index, line)| {
            view! { <span data-marked=(index == excerpt.marked).then_some("yes")>{line}"\n"</span> }
        });
        Some(view! {
            <p class="time-then-file">{file}</p>
            <pre class="time-then-code">{lines.collect_view()}</pre>
        })
    };
    view! {
        <div class="time-then" hidden=move || wanted.read().is_none()>
            <div class="time-then-board" node_ref=place></div>
            {lines}
        </div>
    }
}
