//! What the pen draws with: a bar beside the tools while the pen is taken, and the keys for it.

use board::{ink::Nib, tool::ToolKind};
use leptos::{ev, prelude::*};

use crate::{session::Session, ui::icon::Icon};

/// The nibs with their signs, names and keys.
pub const NIBS: [(Nib, &str, &str, &str); 3] = [
    (Nib::Pen, "pencil", "Pen", "P"),
    (Nib::Constant, "pen-line", "Even line", "Shift+P"),
    (Nib::Highlighter, "highlighter", "Highlighter", "Shift+D"),
];

/// The bar. Shown while the pen is taken.
#[component]
pub fn NibBar() -> impl IntoView {
    let session = expect_context::<Session>();
    let shown = Memo::new(move |_| session.rights().get().draw && session.tool().get() == ToolKind::Pen);
    view! {
        <Show when=move || shown.get()>
            <div class="nibs" role="group" aria-label="Nib" data-tooltips="below">
                {NIBS
                    .map(|(nib, icon, name, key)| {
                        let chosen = move || if session.look().get().nib == nib { "true" } else { "false" };
                        view! {
                            <button
                                type="button"
                                class="icon-button"
                                aria-label=name
                                aria-pressed=chosen
                                aria-keyshortcuts=key
                                on:mousedown=|event: ev::MouseEvent| event.prevent_default()
                                on:click=move |_| take(session, nib)
                            >
                                <Icon name=icon />
                                <span class="tooltip" aria-hidden="true">
                                    {name}
                                    <kbd>{key}</kbd>
                                </span>
                            </button>
                        }
                    })
                    .into_iter()
                    .collect_view()}
            </div>
        </Show>
    }
}

/// Takes the pen with a nib.
pub fn take(session: Session, nib: Nib) {
    if session.look().get_untracked().nib != nib {
        session.look().update(|look| look.nib = nib);
    }
    session.tool().set(ToolKind::Pen);
}
