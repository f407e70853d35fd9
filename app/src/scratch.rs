//! A corner of one's own over the board: the same tools on a board that nobody else sees and nothing records. It is a session
//! without a connection, so that nothing of it can leave; it is kept in this browser. While pointer or focus is in it, the
//! others see nothing move (rule P2).

mod carrying;
mod corner;
mod keeping;

use board::id::RoomId;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::{
    lazy::{Shown, lazily},
    live::Live,
    notes::Sharing,
    session::Session,
    ui::IconButton,
};

/// Whether the corner is open.
#[derive(Clone, Copy)]
pub struct Scratch(RwSignal<bool>);

impl Scratch {
    /// The room's own, made by whoever asks first.
    pub fn shared() -> Scratch {
        use_context().unwrap_or_else(|| {
            let scratch = Scratch(RwSignal::new(false));
            provide_context(scratch);
            scratch
        })
    }

    /// Opens the corner or closes it.
    pub fn toggle(self) {
        self.0.update(|open| *open = !*open);
    }
}

/// The bar's button for it.
#[component]
pub fn ScratchButton() -> impl IntoView {
    let scratch = Scratch::shared();
    let Scratch(open) = scratch;
    view! {
        <span class="scratch-button private-only">
            <IconButton
                icon="notebook-pen"
                label="Scratch corner, only you"
                pressed=Signal::derive(move || open.get())
                on_press=move || scratch.toggle()
            />
        </span>
    }
}

/// The corner, while it is open. It lies over the board and never moves it.
#[component]
pub fn ScratchCorner(
    /// The size of the canvas of the shared board.
    viewport: Live<kurbo::Size>,
) -> impl IntoView {
    let Scratch(open) = Scratch::shared();
    let shared = expect_context::<Session>();
    let (room, seat) = (shared.room(), shared.seat());
    Effect::new(move || {
        if !shared.kept_back().read().is_empty() {
            open.set(true);
        }
    });
    // Closed, not only hidden: what was private does not come back unasked when the sharing ends.
    if let Some(sharing) = use_context::<Sharing>() {
        Effect::new(move || {
            if sharing.on() {
                open.set(false);
            }
        });
    }
    view! {
        <Show when=move || open.get()>
            {
                let seat = seat.clone();
                lazily(move || opened(room, seat.clone(), viewport, open))
            }
        </Show>
    }
}

#[wasm_split(scratch, fallible)]
fn opened(room: RoomId, seat: String, viewport: Live<kurbo::Size>, open: RwSignal<bool>) -> Shown {
    Ok(view! { <corner::Corner room seat viewport open /> }.into_any())
}
