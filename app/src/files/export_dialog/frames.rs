//! A frame as a picture of its own: it and what belongs to it, as far as the frame shows it.

use board::{element::Kind, id::ElementId};
use leptos::{ev, prelude::*};
use web_sys::HtmlSelectElement;

use super::Choice;
use crate::session::Session;

/// The frames of the board with their names, in the order of the outline.
pub(super) fn frames_of(session: Session) -> Vec<(ElementId, String)> {
    session.with_board(|board| {
        let stack = board.stack().into_iter();
        let frames = stack.filter(|element| matches!(element.kind, Kind::Frame));
        let named = frames.enumerate().map(|(index, frame)| {
            let name = frame.text.to_string().replace('\n', " ");
            let name = if name.trim().is_empty() {
                format!("Frame {}", index + 1)
            } else {
                name
            };
            (frame.id, name)
        });
        named.collect()
    })
}

/// Chooses one of them, or the whole board.
#[component]
pub(super) fn Frames(choice: Choice, frames: Vec<(ElementId, String)>) -> impl IntoView {
    let ids = frames.iter().map(|(id, _)| *id).collect::<Vec<_>>();
    let choose = move |event: ev::Targeted<ev::Event, HtmlSelectElement>| {
        // The first is the whole board.
        let index = usize::try_from(event.target().selected_index() - 1).ok();
        choice.only_selected.set(false);
        choice.frame.set(index.and_then(|index| ids.get(index).copied()));
    };
    let one = move |(id, name): (ElementId, String)| {
        view! { <option selected=move || choice.frame.get() == Some(id)>{name}</option> }
    };
    view! {
        <div class="field">
            <label for="export-frame">"Frame"</label>
            <select id="export-frame" on:change:target=choose>
                <option selected=move || choice.frame.get().is_none()>"Whole board"</option>
                {frames.into_iter().map(one).collect_view()}
            </select>
        </div>
    }
}
