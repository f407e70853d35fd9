//! The corner itself: a small board with the tools, and the way onto the shared one.

use board::{Op, id::RoomId};
use gloo_timers::callback::Timeout;
use kurbo::Size;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Node;

use super::{
    carrying::{pointer, put_on_board},
    keeping,
};
use crate::{
    canvas::Canvas,
    dom,
    live::Live,
    session::{Holder, Session},
    shortcuts::use_shortcuts,
    text_field::TextField,
    toolbar::Toolbar,
    ui::{Button, Icon, IconButton, Look},
};

/// How long the hand has to rest before the corner is written down, in milliseconds.
const KEEP_AFTER_MILLIS: u32 = 400;

/// The corner.
#[component]
pub(super) fn Corner(room: RoomId, seat: String, viewport: Live<Size>, open: RwSignal<bool>) -> impl IntoView {
    let shared = expect_context::<Session>();
    let key = keeping::key_of(room, &seat);
    let own = Session::alone(&keeping::read(&key));
    own.look().set(shared.look().get_untracked());
    let kept = keep_up(own, key);
    take_over(own, shared);
    let place = NodeRef::<html::Section>::new();
    // A corner that is closed with pointer or focus inside tells neither.
    on_cleanup(move || {
        shared.hold_presence(Holder::ScratchFocus, false);
        shared.hold_presence(Holder::ScratchPointer, false);
    });
    let leave = move |event: ev::FocusEvent| {
        let to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
        let place = place.try_get_untracked().flatten();
        let inside = place.is_some_and(|place| to.is_some_and(|to| place.contains(Some(&to))));
        if !inside {
            shared.hold_presence(Holder::ScratchFocus, false);
        }
    };
    let close = move || {
        open.set(false);
        dom::focus_first(".scratch-button .icon-button");
    };
    view! {
        <section
            class="scratch private-only"
            aria-label="Scratch corner, only you"
            node_ref=place
            on:pointerenter=move |_| shared.hold_presence(Holder::ScratchPointer, true)
            on:pointerleave=move |_| shared.hold_presence(Holder::ScratchPointer, false)
            on:focusin=move |_| shared.hold_presence(Holder::ScratchFocus, true)
            on:focusout=leave
        >
            <header class="panel-head scratch-head">
                <h2 class="private-words"><Icon name="lock" />"Only you"</h2>
                <span class="row" data-tooltips="end">
                    <Button look=Look::Private on_press=move || put_on_board(own, shared, viewport)>"Put on the board"</Button>
                    <IconButton icon="x" label="Close the scratch corner" on_press=close />
                </span>
            </header>
            <Surface own shared />
            <p class="quiet small scratch-foot" role="status">
                {move || if kept.get() {
                    "Nobody sees this and nothing records it. It is kept in this browser."
                } else {
                    "Nobody sees this and nothing records it. There is too much of it to be kept over a reload."
                }}
            </p>
        </section>
    }
}

#[component]
fn Surface(own: Session, shared: Session) -> impl IntoView {
    provide_context(own);
    own.watch_key();
    use_shortcuts(own);
    let pointer_style = Signal::derive(move || own.cursor());
    view! {
        <div class="scratch-board">
            <Toolbar />
            <div class="stage">
                <Canvas
                    revision=own.revision()
                    board=move |()| own.with_board(Clone::clone)
                    camera=own.camera()
                    overlay=Signal::derive(move || own.overlay())
                    lights=own.lights()
                    on_pointer=move |input| pointer(own, shared, &input)
                    pointer_style
                    viewport=own.viewport()
                >
                    <TextField />
                </Canvas>
            </div>
        </div>
    }
}

/// Takes over what the shared board did not take.
fn take_over(own: Session, shared: Session) {
    Effect::new(move || {
        let kept = shared.kept_back().get();
        if !kept.is_empty() {
            shared.kept_back().set(Vec::new());
            let names = kept.iter().map(|element| element.id).collect();
            own.apply(Op::Create(kept));
            own.end_step();
            own.select(names);
        }
    });
}

/// Writes the corner down as it changes. Whether a reload will find it.
fn keep_up(own: Session, key: String) -> RwSignal<bool> {
    let kept = RwSignal::new(true);
    let waiting = StoredValue::new_local(None::<Timeout>);
    let write = move || {
        kept.try_set(own.with_board(|board| keeping::write(&key, board)));
    };
    let now = write.clone();
    Effect::new(move |was_told: Option<()>| {
        own.revision().track();
        if was_told.is_some() {
            let write = write.clone();
            waiting.set_value(Some(Timeout::new(KEEP_AFTER_MILLIS, write)));
        }
    });
    let now_too = now.clone();
    let hidden = window_event_listener(ev::pagehide, move |_| now_too());
    on_cleanup(move || {
        hidden.remove();
        now();
    });
    kept
}
