//! What it takes to draw in a room: the tools with their bar, the keys, the clipboard. It travels while the room already
//! shows its board, so that a room can be seen and followed before it can be drawn in.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::wasm_split;

use board::{history::History, tool::Tool};

use super::{
    view::{self, Beginning, WayBack},
    zoom::{LeaveZen, ZoomControls},
};
use crate::{
    canvas::MenuAsked,
    files::Files,
    lazy::{Sheet, Slots, SplitLoaderError, dressed},
    nibs::NibBar,
    session::{Notice, Session},
    shortcuts::use_shortcuts,
    status::SavedState,
    text_field::TextField,
    toolbar::Toolbar,
};

/// Its places in the room.
pub(super) type Drawing = Slots<Views>;

/// Each is taken once, by the place that shows it.
#[derive(Default)]
pub(super) struct Views {
    /// Beside the board: the tools, and what the pen draws with.
    pub(super) toolbar: Option<AnyView>,
    /// Over the canvas, moving with it: where text on the board is typed.
    pub(super) text_field: Option<AnyView>,
    /// In the bar: what becomes of one's own work.
    pub(super) saved: Option<AnyView>,
    /// Under the bar: what was not taken.
    pub(super) notice: Option<AnyView>,
    /// Over the board.
    pub(super) zoom: Option<AnyView>,
    ask_menu: Option<fn(Session, MenuAsked)>,
}

/// Has it fetched, before there is a room to show it in.
pub(super) fn fetch() {
    // Both are on their way at once; whoever shows it awaits both.
    drop(Sheet::Panels.applies());
    spawn_local(async { drop(fetched().await) });
}

/// Sends for it, and calls back when it is here or cannot come. The session is in the context of the caller.
pub(super) fn send_for(drawing: Drawing, then: impl FnOnce() + 'static) {
    drawing.fill(dressed(made()), then);
}

/// What stands in for it in the bar and under it when it cannot come.
pub(super) fn instead(drawing: Drawing) -> AnyView {
    let view = move || drawing.has_failed().then(|| view! { <SavedState /><Notice /> });
    view.into_any()
}

/// Asks for the menu about what lies at a place.
pub(super) fn ask_menu(drawing: Drawing, session: Session, asked: MenuAsked) {
    if let Some(ask_menu) = drawing.with(|views| views.ask_menu).flatten() {
        ask_menu(session, asked);
    }
}

#[wasm_split(drawing, fallible)]
fn fetched() -> Result<(), SplitLoaderError> {
    Ok(())
}

#[wasm_split(drawing, fallible)]
fn made() -> Result<Views, SplitLoaderError> {
    let session = expect_context::<Session>();
    session.take_tools(Tool::boxed, Box::new(History::default()));
    Files::shared(session);
    let viewport = session.viewport();
    use_shortcuts(session);
    view::begin(session);
    Ok(Views {
        toolbar: Some(view! { <Toolbar /><NibBar /> }.into_any()),
        text_field: Some(view! { <TextField /> }.into_any()),
        saved: Some(view! { <SavedState /> }.into_any()),
        notice: Some(view! { <Notice /> }.into_any()),
        zoom: Some(view! { <ZoomControls viewport /><WayBack viewport /><Beginning /><LeaveZen /> }.into_any()),
        ask_menu: Some(|session, asked| session.ask_menu(asked.page, asked.at, asked.reach)),
    })
}

/// A sentence over the board until it is read: what was not taken, or what was done and does not show.
#[component]
fn Notice() -> impl IntoView {
    let notice = expect_context::<Session>().notice();
    view! {
        <div class="room-notice" role="alert">
            {move || {
                notice
                    .get()
                    .map(|Notice { words, is_problem }| {
                        view! {
                            <p data-problem=is_problem.to_string()>
                                {words}
                                <button type="button" class="button button-quiet" on:click=move |_| notice.set(None)>
                                    "Close"
                                </button>
                            </p>
                        }
                    })
            }}
        </div>
    }
}
