//! All of the recording as a thin strip below the bar: where the stretch in view is, the playhead, the loop. Dragged, it moves
//! the stretch. It is always there, so that a zoom moves nothing else on the page.

use board::{moments::Span, playback::Window};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::place::{of_span, of_whole};
use crate::review::{Review, bar::Bar};

/// The strip; whoever uses keys or a screen reader zooms by keys and reads beside the buttons what is in view.
#[component]
pub(super) fn Overview() -> impl IntoView {
    let player = expect_context::<Review>().player;
    let bar = expect_context::<Bar>();
    let (window, duration) = (bar.window(), player.duration());
    let strip = NodeRef::<html::Div>::new();
    let dragging = RwSignal::new(false);
    let place_of = move |span: Span| of_span(Window::whole(duration), span).unwrap_or_default();
    let frame = Memo::new(move |_| place_of(window.get().span()));
    let looped = Memo::new(move |_| player.looped().get().map(place_of));
    let show_there = move |event: &ev::PointerEvent| {
        if let Some(strip) = strip.get_untracked() {
            let bounds = strip.get_bounding_client_rect();
            let part = (f64::from(event.client_x()) - bounds.left()) / bounds.width().max(1.0);
            let window = window.get_untracked();
            let wanted = Window::whole(duration).at(part).0 as i64;
            let middle = (window.span().from.0 / 2 + window.span().to.0 / 2) as i64;
            bar.show(window.moved(wanted - middle));
        }
    };
    let press = move |event: ev::PointerEvent| {
        if let Some(strip) = strip.get_untracked() {
            strip
                .unchecked_ref::<web_sys::Element>()
                .set_pointer_capture(event.pointer_id())
                .ok();
        }
        dragging.set(true);
        show_there(&event);
    };
    let go_on = move |event: ev::PointerEvent| {
        if dragging.get_untracked() {
            show_there(&event);
        }
    };
    view! {
        <div
            class="time-overview"
            node_ref=strip
            aria-hidden="true"
            data-whole=move || window.get().is_whole().to_string()
            on:pointerdown=press
            on:pointermove=go_on
            on:pointerup=move |_| dragging.set(false)
            on:pointercancel=move |_| dragging.set(false)
        >
            <div
                class="time-overview-loop"
                hidden=move || looped.read().is_none()
                style:left=move || looped.get().map(|place| place.0)
                style:width=move || looped.get().map(|place| place.1)
            ></div>
            <div class="time-overview-frame" style:left=move || frame.get().0 style:width=move || frame.get().1></div>
            <div class="time-overview-playhead" style:left=move || of_whole(player.playhead().get(), duration)></div>
        </div>
    }
}
