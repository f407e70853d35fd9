//! Says where what the pointer rests on leads, and how to go there.

use leptos::prelude::*;

use crate::{decimal::fixed, session::Session};

/// More of an address is not shown.
const LETTERS_MAX: usize = 60;
/// Below and beside the pointer, in CSS pixels.
const BESIDE: (f64, f64) = (12.0, 18.0);

/// The words, beside the pointer.
#[component]
pub fn LinkHint() -> impl IntoView {
    let session = expect_context::<Session>();
    let hint = move || {
        session.leading().get().map(|leading| {
            let at = session.camera().get().to_screen(leading.at);
            let px = |length: f64| format!("{}px", fixed(length, 0));
            let words = format!("Ctrl+click (⌘ on a Mac) opens {}", shortened(&leading.address));
            view! {
                <p
                    class="link-hint"
                    role="tooltip"
                    style:left=px(at.x + BESIDE.0)
                    style:top=px(at.y + BESIDE.1)
                >
                    {words}
                </p>
            }
        })
    };
    hint.into_any()
}

fn shortened(address: &str) -> String {
    let kept = address.chars().take(LETTERS_MAX).collect::<String>();
    if kept.len() < address.len() { kept + "…" } else { kept }
}
