//! Whether single letters, digits and signs do something. Who speaks to the computer or hits keys by accident can switch them
//! off; what has Ctrl or Alt, arrows, Enter and Escape go on.

use leptos::{ev, prelude::*};

use crate::dom;

const KEPT: &str = "chalkback-single-keys";
const OFF: &str = "off";

/// The switch, kept in this browser.
#[derive(Clone, Copy)]
pub struct SingleKeys(RwSignal<bool>);

impl SingleKeys {
    /// As it was left.
    pub fn kept() -> SingleKeys {
        SingleKeys(RwSignal::new(dom::kept(KEPT).as_deref() != Some(OFF)))
    }

    /// Whether they do something, right now.
    pub fn on(self) -> bool {
        self.0.get_untracked()
    }

    /// Whether they do something; tracked.
    pub fn tracked(self) -> bool {
        self.0.get()
    }

    /// Switches them.
    pub fn set(self, on: bool) {
        self.0.set(on);
        if on {
            dom::forget(KEPT);
        } else {
            dom::keep(KEPT, OFF);
        }
    }
}

/// Where one sets it: above the list of keys.
#[component]
pub fn SingleKeysSwitch(
    /// What it switches.
    single: SingleKeys,
) -> impl IntoView {
    let switched =
        move |event: ev::Targeted<ev::Event, web_sys::HtmlInputElement>| single.set(event.target().checked());
    view! {
        <label class="keys-switch">
            <input type="checkbox" prop:checked=move || single.tracked() on:change:target=switched />
            <span>
                "Single letters, digits and signs are keys"
                <small class="quiet">
                    "Off: only Space, arrows, Enter, Escape and keys with Ctrl or Alt. This browser remembers it."
                </small>
            </span>
        </label>
    }
}
