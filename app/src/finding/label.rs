//! A field beside the board for the words of one element. What is typed goes out letter by letter, as on the board itself.

use board::{element::Kind, id::ElementId, limits, op::Op};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::InputEvent;

use crate::{
    session::Session,
    text_field::typing::{Typing, cause_of},
};

/// The field; it has the focus as soon as it is there.
#[component]
pub(super) fn LabelField(
    /// Whose board.
    session: Session,
    /// Whose words.
    id: ElementId,
    /// Called when they are written.
    on_done: Callback<()>,
) -> impl IntoView {
    let area = NodeRef::<html::Textarea>::new();
    let typed = RwSignal::new(String::new());
    let typing = StoredValue::new_local(Typing::new(session, id, area, typed));
    Effect::new(move |_| {
        if area.get().is_some() {
            typing.update_value(Typing::open);
        }
    });
    Effect::new(move |_| {
        session.revision().track();
        let _gone = typing.try_update_value(Typing::follow_board);
    });
    session.show_presence(|presence| presence.editing = Some(id));
    let finish = move || {
        if typing.try_update_value(Typing::close).is_some() {
            session.show_presence(|presence| presence.editing = None);
            drop_empty_text(session, id);
            session.end_step();
        }
    };
    let input = move |event: ev::Event| {
        let input_type = event.dyn_into::<InputEvent>().map(|event| event.input_type());
        typing.update_value(|typing| typing.typed(cause_of(&input_type.unwrap_or_default())));
    };
    let key = move |event: ev::KeyboardEvent| {
        event.stop_propagation();
        let ends = match event.key().as_str() {
            "Enter" => !event.shift_key(),
            "Escape" => true,
            _ => false,
        };
        if ends && !event.is_composing() {
            event.prevent_default();
            finish();
            on_done.run(());
        }
    };
    let blurred = move |_| {
        if document().has_focus().unwrap_or(true) {
            finish();
            on_done.run(());
        }
    };
    view! {
        <textarea
            class="outline-label"
            node_ref=area
            rows="1"
            maxlength=limits::LABEL_UNITS.to_string()
            spellcheck="false"
            autocomplete="off"
            aria-label="Words of the element"
            on:input=input
            on:compositionstart=move |_| typing.update_value(Typing::composition_began)
            on:compositionend=move |_| typing.update_value(Typing::composition_ended)
            on:keydown=key
            on:blur=blurred
        ></textarea>
    }
}

/// A text without words is nothing.
fn drop_empty_text(session: Session, id: ElementId) {
    let is_empty = session.with_board(|board| {
        board
            .element(id)
            .is_some_and(|element| matches!(element.kind, Kind::Text { .. }) && element.text.is_empty())
    });
    if is_empty {
        session.apply(Op::Delete(vec![id]));
    }
}
