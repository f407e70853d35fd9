//! Says where what the pointer rests on leads, and how to go there.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::{
    decimal::fixed,
    session::{Leading, Session},
};

/// More of an address is not shown.
const LETTERS_MAX: usize = 80;
/// Below and beside the pointer, in CSS pixels.
const BESIDE: (f64, f64) = (12.0, 18.0);

/// The words, beside the pointer.
#[component]
pub fn LinkHint() -> impl IntoView {
    let session = expect_context::<Session>();
    forget_elsewhere(session);
    let hint = move || {
        let camera = session.camera().get();
        let leading = session.leading().get().filter(|leading| leading.camera == camera);
        leading.filter(|leading| still_leads(session, leading)).map(|leading| {
            let at = camera.to_screen(leading.at);
            let width = session.viewport().get_untracked().width;
            let px = |length: f64| format!("{}px", fixed(length, 0));
            // In the right half it stands to the left of the pointer.
            let (left, right) = if at.x > width / 2.0 {
                ("auto".to_owned(), px((width - at.x + BESIDE.0).max(0.0)))
            } else {
                (px(at.x + BESIDE.0), "auto".to_owned())
            };
            view! {
                <p id="link-hint" class="link-hint" role="tooltip" style:left=left style:right=right style:top=px(at.y + BESIDE.1)>
                    <span>{shortened(&leading.address)}</span>
                    <span class="quiet">"Ctrl+click opens it (⌘ on a Mac)"</span>
                </p>
            }
        })
    };
    hint.into_any()
}

/// Whether it is so on the board as it is now; whoever asks is called again when that changes.
fn still_leads(session: Session, leading: &Leading) -> bool {
    session.revision().track();
    session.with_board(|board| {
        let element = board.element(leading.id);
        element.and_then(|element| element.extras.link.as_deref()) == Some(leading.address.as_str())
    })
}

/// Whoever goes on with keys or beside the board has seen it.
fn forget_elsewhere(session: Session) {
    let shown = move || session.leading().try_get_untracked().flatten().is_some();
    let keys = window_event_listener(ev::keydown, move |event| {
        if shown() && !matches!(event.key().as_str(), "Control" | "Meta") {
            session.forget_leading();
        }
    });
    let moves = window_event_listener(ev::pointermove, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_over = target.is_some_and(|target| target.closest(".canvas").is_ok_and(|found| found.is_some()));
        if !is_over && shown() {
            session.forget_leading();
        }
    });
    on_cleanup(move || {
        keys.remove();
        moves.remove();
    });
}

fn shortened(address: &str) -> String {
    let kept = address.chars().take(LETTERS_MAX).collect::<String>();
    if kept.len() < address.len() { kept + "…" } else { kept }
}
