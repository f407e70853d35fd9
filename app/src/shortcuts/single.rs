//! Whether single letters, digits and signs do something. Who speaks to the computer or hits keys by accident can switch them
//! off; what has Ctrl or Alt, arrows, Enter and Escape go on.

use leptos::prelude::*;

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
