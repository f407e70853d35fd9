//! The end of the bar: in a wide window its buttons, in a narrow one a button that opens them as a list.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::ui::Icon;

/// What it holds. The browser closes the list at Escape and at a press outside; a window that gets wider has no list.
#[component]
pub(super) fn More(children: Children) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let close = move || drop(list.get_untracked().map(|list| list.hide_popover()));
    // A keyboard on the screen changes the height alone.
    let width = || window().inner_width().ok().and_then(|width| width.as_f64());
    let last = StoredValue::new(width());
    let resized = window_event_listener(ev::resize, move |_| {
        if last.get_value() != width() {
            last.set_value(width());
            close();
        }
    });
    on_cleanup(move || resized.remove());
    let choose = move |event: ev::MouseEvent| {
        if !opens_menu(&event) {
            close();
        }
    };
    view! {
        <button type="button" class="icon-button room-more" aria-label="More" popovertarget="room-more">
            <Icon name="ellipsis" />
        </button>
        <div id="room-more" class="room-more-list floating" popover="auto" data-tooltips="end" node_ref=list on:click=choose>
            {children()}
        </div>
    }
}

/// Whether what was pressed is a button with a list of its own, which opens in this one.
fn opens_menu(event: &ev::MouseEvent) -> bool {
    let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    pressed.is_some_and(|pressed| pressed.closest("[aria-haspopup]").ok().flatten().is_some())
}
