//! The line between board and code: dragged, double-clicked to the middle, moved by arrow keys; kept in this browser.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use crate::{decimal::fixed, dom};

const KEPT: &str = "chalkback-split";
/// The board's share when nothing was set: a drawing needs more room than code.
const USUAL: f64 = 0.6;
const STEP: f64 = 0.05;
/// What a share is kept in.
const PARTS: f64 = 10_000.0;
/// Below this share a side is closed, the other fills.
const CLOSED: f64 = 0.08;

/// The board's share of the width, 0 to 1.
#[derive(Clone, Copy)]
pub struct Split(RwSignal<f64>);

impl Split {
    /// As it was set last in this browser.
    pub fn kept() -> Split {
        let kept = dom::kept(KEPT)
            .and_then(|text| text.parse::<u16>().ok())
            .map(|parts| f64::from(parts) / PARTS);
        Split(RwSignal::new(kept.filter(|share| *share <= 1.0).unwrap_or(USUAL)))
    }

    /// The room's own, made by whoever asks first.
    pub fn shared() -> Split {
        use_context().unwrap_or_else(|| {
            let split = Split::kept();
            provide_context(split);
            split
        })
    }

    /// The share as CSS.
    pub fn css(self) -> String {
        fixed(self.0.get(), 4)
    }

    /// Which side fills the desk, if one does.
    pub fn side(self) -> &'static str {
        match self.0.get() {
            share if share <= 0.0 => "code",
            share if share >= 1.0 => "board",
            _ => "both",
        }
    }

    fn set(self, share: f64) {
        let share = match share {
            share if share < CLOSED => 0.0,
            share if share > 1.0 - CLOSED => 1.0,
            share => share,
        };
        self.0.set(share);
        dom::keep(KEPT, &fixed(share * PARTS, 0));
    }
}

/// The divider itself.
#[component]
pub fn Divider(split: Split) -> impl IntoView {
    let line = NodeRef::<html::Div>::new();
    let dragging = RwSignal::new(false);
    let follow = move |event: ev::PointerEvent| {
        let desk = line.get_untracked().and_then(|line| line.parent_element());
        if let Some(desk) = desk.filter(|_| dragging.get_untracked()) {
            let bounds = desk.get_bounding_client_rect();
            split.set((f64::from(event.client_x()) - bounds.left()) / bounds.width().max(1.0));
        }
    };
    let press = move |event: ev::PointerEvent| {
        event.prevent_default();
        if let Some(target) = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        {
            target.set_pointer_capture(event.pointer_id()).ok();
        }
        dragging.set(true);
    };
    let key = move |event: ev::KeyboardEvent| {
        let share = split.0.get_untracked();
        let to = match event.key().as_str() {
            "ArrowLeft" => share - STEP,
            "ArrowRight" => share + STEP,
            "Home" => 0.0,
            "End" => 1.0,
            "Enter" => 0.5,
            _ => return,
        };
        event.prevent_default();
        split.set(to.clamp(0.0, 1.0));
    };
    view! {
        <div
            class="divider"
            node_ref=line
            role="separator"
            tabindex="0"
            aria-orientation="vertical"
            aria-label="Share of the board and the code"
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || fixed(split.0.get() * 100.0, 0)
            data-dragging=move || dragging.get().to_string()
            on:pointerdown=press
            on:pointermove=follow
            on:pointerup=move |_| dragging.set(false)
            on:pointercancel=move |_| dragging.set(false)
            on:dblclick=move |_| split.set(0.5)
            on:keydown=key
        ></div>
    }
}
