//! Sharing mode: while one's own screen is shown to others, nothing private is on it and the tab's title is neutral. It holds
//! for all windows of this browser at once and survives a reload, because that is when it would hurt.

use leptos::{ev, prelude::*};

use crate::{dom, ui::IconButton};

const KEY: &str = "chalkback-sharing";
/// What the tab is called then.
pub const NEUTRAL_TITLE: &str = "Board";

/// Whether it is on; in context on pages with private things.
#[derive(Clone, Copy)]
pub struct Sharing(RwSignal<bool>);

impl Sharing {
    /// Follows the mode for as long as the page lives, and keeps the tab's title.
    pub fn begin(title: String) -> Sharing {
        let sharing = Sharing(RwSignal::new(dom::kept(KEY).is_some()));
        Effect::new(move || {
            let on = sharing.0.get();
            if let Some(root) = document().document_element() {
                root.toggle_attribute_with_force("data-sharing", on).ok();
            }
            if on {
                document().set_title(NEUTRAL_TITLE)
            } else {
                dom::set_title(&title)
            }
        });
        let listener = window_event_listener(ev::storage, move |event| {
            if event.key().as_deref() == Some(KEY) {
                sharing.0.set(event.new_value().is_some());
            }
        });
        on_cleanup(move || {
            listener.remove();
            if let Some(root) = document().document_element() {
                root.remove_attribute("data-sharing").ok();
            }
        });
        sharing
    }

    /// Whether it is on.
    pub fn on(self) -> bool {
        self.0.get()
    }

    /// Whether it is on right now, without following it.
    pub fn on_now(self) -> bool {
        self.0.get_untracked()
    }

    /// Switches it.
    pub fn toggle(self) {
        let on = !self.on_now();
        if on {
            dom::keep(KEY, "1");
        } else {
            dom::forget(KEY);
        }
        self.0.set(on);
    }
}

/// The bar's switch. What it shows while sharing gives nothing away.
#[component]
pub fn SharingButton() -> impl IntoView {
    let sharing = expect_context::<Sharing>();
    view! {
        <IconButton
            icon=Signal::derive(move || if sharing.on() { "eye" } else { "eye-off" })
            label=Signal::derive(move || {
                if sharing.on() { "Show the whole page" } else { "Hide everything private" }.to_owned()
            })
            key="Alt+S"
            on_press=move || sharing.toggle()
        />
    }
}
