//! The lines of a transcript beside the board: the present one is marked and kept in view, a press goes to its moment, a search
//! leaves those with all its words.

use board::{playback::PlaybackCommand, time::Millis};
use interview::transcript;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    Voices,
    attached::{Attached, in_room},
};
use crate::{review::faces::Faces, ui::SearchField};

/// Lines shown at once; a search finds all others.
const SHOWN: usize = 2_000;

/// The lines of one transcript.
#[component]
pub(super) fn TranscriptLines(attached: Attached) -> impl IntoView {
    let voices = expect_context::<Voices>();
    let player = voices.review.player;
    let (lines, offset) = (attached.lines, attached.offset);
    let faces = expect_context::<Faces>();
    let speakers = StoredValue::new(lines.with_value(|lines| speakers_of(lines)));
    let called = move |name: String| match faces.blind {
        true => speakers.with_value(|speakers| neutral_speaker(speakers, &name)),
        false => name,
    };
    let search = RwSignal::new(String::new());
    let found = Memo::new(move |_: Option<&Vec<usize>>| {
        let search = search.read();
        lines.with_value(|lines| {
            let matching = (0..lines.len())
                .filter(|index| lines.get(*index).is_some_and(|line| transcript::matches(line, &search)));
            matching.take(SHOWN).collect()
        })
    });
    let current = Memo::new(move |_| {
        let at = player.playhead().get().0.checked_add_signed(-offset.get())?;
        lines.with_value(|lines| transcript::current(lines, Millis(at)))
    });
    let list = NodeRef::<html::Ol>::new();
    Effect::new(move || {
        found.track();
        if let (Some(list), Some(_)) = (list.get(), current.get()) {
            request_animation_frame(move || keep_in_view(&list));
        }
    });
    let line = move |index: usize| {
        let line = lines.with_value(|lines| lines.get(index).cloned())?;
        let at = move || in_room(offset.get(), line.from);
        let speaker = line.speaker.map(|name| view! { <b>{called(name)}": "</b> });
        Some(view! {
            <li>
                <button
                    type="button"
                    class="story-item voices-line"
                    aria-current=move || (current.get() == Some(index)).then_some("true")
                    on:click=move |_| player.command(PlaybackCommand::Seek(in_room(offset.get_untracked(), line.from)))
                >
                    <time>{move || at().clock()}</time>
                    <span class="story-words">{speaker}{line.text}</span>
                </button>
            </li>
        })
    };
    view! {
        <div class="voices-attach">
            <SearchField label="Search what was said" typed=search placeholder="Search what was said" />
        </div>
        <ol class="voices-lines" aria-label=attached.name node_ref=list>
            <For each=move || found.get() key=|index| *index let:index>
                {line(index)}
            </For>
        </ol>
        <p class="story-none" role="status">
            {move || (found.read().is_empty() && !search.read().is_empty()).then_some("Nothing matches.")}
        </p>
    }
}

/// Who speaks in a transcript, in the order in which they begin.
fn speakers_of(lines: &[transcript::Line]) -> Vec<String> {
    let mut speakers = Vec::new();
    for speaker in lines.iter().filter_map(|line| line.speaker.as_ref()) {
        if !speakers.contains(speaker) {
            speakers.push(speaker.clone());
        }
    }
    speakers
}

/// A transcript calls people as it likes: they are only told apart.
fn neutral_speaker(speakers: &[String], name: &str) -> String {
    let place = speakers.iter().position(|speaker| speaker == name);
    place.map_or_else(|| "Speaker".to_owned(), |place| format!("Speaker {}", place + 1))
}

/// Scrolls the list, and nothing around it, until the present line is in it.
fn keep_in_view(list: &web_sys::HtmlOListElement) {
    let Ok(Some(item)) = list.query_selector("[aria-current]") else {
        return;
    };
    let list = list.unchecked_ref::<web_sys::Element>();
    let (frame, item) = (list.get_bounding_client_rect(), item.get_bounding_client_rect());
    let missing = if item.top() < frame.top() {
        item.top() - frame.top()
    } else {
        (item.bottom() - frame.bottom()).max(0.0)
    };
    if missing != 0.0 {
        list.set_scroll_top(list.scroll_top() + missing.round() as i32);
    }
}
