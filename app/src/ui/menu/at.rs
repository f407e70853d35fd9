//! A menu at a place of the page, as the right button asks for it. On a phone it lies along the bottom.

use kurbo::Point;
use leptos::{ev, html, prelude::*};

use super::{MenuOpen, Step, focus_in, is_left};
use crate::decimal::fixed;

/// Between the menu and the edges of the window, in CSS pixels.
const MARGIN: f64 = 8.0;
const ITEMS: &str = "[role^=menuitem]:not(:disabled)";

/// A list of [`MenuItem`](super::MenuItem)s with its corner at a place. It has the focus while it is there.
#[component]
pub fn MenuAt(
    /// What it is for: the accessible name.
    label: &'static str,
    /// In CSS pixels of the page.
    at: Point,
    /// Told when something was chosen, or nothing.
    #[prop(into)]
    on_close: Callback<()>,
    /// The items.
    children: Children,
) -> impl IntoView {
    let open = RwSignal::new(true);
    provide_context(MenuOpen(open));
    let place = NodeRef::<html::Div>::new();
    let corner = RwSignal::new(at);
    Effect::new(move |_| {
        if !open.get() {
            on_close.run(());
        }
    });
    Effect::new(move |_| {
        if let Some(menu) = place.get() {
            // At once, so that Escape closes it; its items have their places with the next frame.
            menu.focus().ok();
            request_animation_frame(move || {
                corner.update(|corner| *corner = within_window(place, *corner));
                focus_in(place, ITEMS, Step::To(0));
            });
        }
    });
    let leave = move |event: ev::FocusEvent| {
        if is_left(place, &event) {
            open.try_set(false);
        }
    };
    let key = move |event: ev::KeyboardEvent| pressed(&event, place, open);
    let px = |length: f64| format!("{}px", fixed(length, 1));
    view! {
        <div
            class="menu-at floating"
            role="menu"
            aria-label=label
            tabindex="-1"
            node_ref=place
            style:left=move || px(corner.get().x)
            style:top=move || px(corner.get().y)
            on:focusout=leave
            on:keydown=key
            on:contextmenu=|event: ev::MouseEvent| event.prevent_default()
        >
            {children()}
        </div>
    }
}

fn pressed(event: &ev::KeyboardEvent, place: NodeRef<html::Div>, open: RwSignal<bool>) {
    let step = match event.key().as_str() {
        "Escape" | "Tab" => None,
        "ArrowDown" => Some(Step::By(1)),
        "ArrowUp" => Some(Step::By(-1)),
        "Home" => Some(Step::To(0)),
        "End" => Some(Step::Last),
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    match step {
        Some(step) => focus_in(place, ITEMS, step),
        None => open.set(false),
    }
}

/// The corner moved so that all of the menu is in the window.
fn within_window(place: NodeRef<html::Div>, corner: Point) -> Point {
    let Some(place) = place.try_get_untracked().flatten() else {
        return corner;
    };
    let rect = place.get_bounding_client_rect();
    let inner = |length: Result<wasm_bindgen::JsValue, _>| length.ok().and_then(|length| length.as_f64());
    let held = |at: f64, size: f64, room: Option<f64>| {
        let last = room.unwrap_or(f64::INFINITY) - size - MARGIN;
        at.min(last).max(MARGIN)
    };
    Point::new(
        held(corner.x, rect.width(), inner(window().inner_width())),
        held(corner.y, rect.height(), inner(window().inner_height())),
    )
}
