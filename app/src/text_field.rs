//! The field that text on the board is typed into. It stands over the element, in its place, size and font; the replica
//! owns the text. What is typed goes out keystroke by keystroke (rule X1), what others type comes in between.

mod place;
mod typing;

use board::{
    Op,
    element::{Element, Kind},
    id::ElementId,
    limits,
    op::TextTarget,
};
use gloo_events::{EventListener, EventListenerOptions};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, InputEvent, Node};

use self::{place::Place, typing::Typing};
use crate::{inspector::css, session::Session};

/// Pressing here goes on with the text.
const NOT_OUTSIDE: &str = ".inspector";

/// The field, while a text is being edited. It belongs over the canvas, as its child.
#[component]
pub fn TextField() -> impl IntoView {
    let session = expect_context::<Session>();
    move || session.editing().get().map(|id| view! { <OpenField session id /> })
}

#[component]
fn OpenField(session: Session, id: ElementId) -> impl IntoView {
    let area = NodeRef::<html::Textarea>::new();
    let typed = RwSignal::new(String::new());
    let typing = StoredValue::new_local(Typing::new(session, id, area, typed));
    Effect::new(move |_| {
        if area.get().is_some() {
            typing.update_value(Typing::open);
        }
    });
    // Whatever changes the text otherwise (undo, a change of another's that was merged) is followed too.
    Effect::new(move |_| {
        session.revision().track();
        typing.update_value(Typing::follow_board);
    });
    let listener = session.on_text(TextTarget::Element(id), move |edits| {
        let _gone = typing.try_update_value(|typing| typing.take_edits(edits));
    });
    let outside = StoredValue::new_local(Some(on_press_outside(area, move || finish(session, id, typing))));
    on_cleanup(move || {
        outside.try_set_value(None);
        session.forget_text(listener);
    });

    let place = Memo::new(move |_| {
        session.revision().track();
        typed
            .with(|typed| session.with_board(|board| board.element(id).map(|element| Place::of(element, board, typed))))
    });
    let placed =
        move |read: fn(&Place) -> String| move || place.with(|place| place.as_ref().map(read).unwrap_or_default());
    let transform = move || {
        let camera = session.camera().get().transform();
        place.with(|place| {
            place
                .as_ref()
                .map(|place| place::css_matrix(camera * place.to_board))
                .unwrap_or_default()
        })
    };
    let colour = move || {
        session.revision().track();
        session
            .with_board(|board| board.element(id).map(|element| css(element.style.stroke)))
            .unwrap_or_default()
    };
    let key = move |event: ev::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let ends = match event.key().as_str() {
            "Escape" => true,
            "Enter" => event.ctrl_key() || event.meta_key(),
            _ => false,
        };
        if ends {
            event.prevent_default();
            event.stop_propagation();
            let board = area
                .get_untracked()
                .and_then(|area| area.closest(".canvas").ok().flatten());
            finish(session, id, typing);
            if let Some(board) = board.and_then(|board| board.dyn_into::<HtmlElement>().ok()) {
                board.focus().ok();
            }
        }
    };
    view! {
        <textarea
            class="text-field"
            class:text-field-wrapped=move || place.with(|place| place.as_ref().is_some_and(|place| place.wraps))
            class:text-field-on-line=move || place.with(|place| place.as_ref().is_some_and(|place| place.is_on_line))
            node_ref=area
            rows="1"
            maxlength=limits::LABEL_UNITS.to_string()
            spellcheck="false"
            autocomplete="off"
            aria-label="Text on the board"
            style:transform=transform
            style:width=placed(|place| format!("{}px", place.width))
            style:height=placed(|place| format!("{}px", place.height))
            style:font-size=placed(|place| format!("{}px", place.font_size))
            style:text-align=placed(|place| place.text_align().to_owned())
            style:color=colour
            on:input=move |event: ev::Event| {
                let cause = typing::cause_of(&event.dyn_into::<InputEvent>().map(|event| event.input_type()).unwrap_or_default());
                typing.update_value(|typing| typing.typed(cause));
            }
            on:compositionstart=move |_| typing.update_value(Typing::composition_began)
            on:compositionend=move |_| typing.update_value(Typing::composition_ended)
            on:keydown=key
            on:blur=move |_| {
                // Another window in front is no end of the text.
                if document().has_focus().unwrap_or(true) {
                    finish(session, id, typing);
                }
            }
        ></textarea>
    }
}

/// Ends the editing: one step of undo. A text element that was left empty goes.
fn finish(session: Session, id: ElementId, typing: StoredValue<Typing, LocalStorage>) {
    if session.editing().try_get_untracked().flatten() != Some(id) {
        return;
    }
    let _gone = typing.try_update_value(Typing::close);
    session.editing().set(None);
    if session.with_board(|board| board.element(id).is_some_and(|element| is_empty_text(element))) {
        session.apply(Op::Delete(vec![id]));
    }
    session.end_step();
}

fn is_empty_text(element: &Element) -> bool {
    matches!(element.kind, Kind::Text { .. }) && element.text.is_empty()
}

/// Calls back at a press anywhere but in the field. It hears of it before the board does.
fn on_press_outside(area: NodeRef<html::Textarea>, ended: impl Fn() + 'static) -> EventListener {
    let options = EventListenerOptions::run_in_capture_phase();
    EventListener::new_with_options(&window(), "pointerdown", options, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
        let inside = area.get_untracked().is_some_and(|area| area.contains(target.as_ref()));
        let goes_on = target
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|target| target.closest(NOT_OUTSIDE).is_ok_and(|found| found.is_some()));
        if !inside && !goes_on {
            ended();
        }
    })
}
