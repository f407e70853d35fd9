//! A sentence in its place: beside what it is about, never floating over the page.

use leptos::prelude::*;

use crate::ui::icon::Icon;

/// What kind of sentence.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Tone {
    /// Something to know.
    #[default]
    Calm,
    /// It worked.
    Good,
    /// Something went wrong: what happened, what is safe, what to do.
    Problem,
}

/// Shows a sentence while there is one; assistive technology reads it as it comes.
#[component]
pub fn Message(
    /// What kind.
    #[prop(optional)]
    tone: Tone,
    /// The sentence.
    #[prop(into)]
    text: Signal<Option<String>>,
) -> impl IntoView {
    let (class, icon, role) = match tone {
        Tone::Calm => ("message", "circle-dot", "status"),
        Tone::Good => ("message message-good", "check", "status"),
        Tone::Problem => ("message message-problem", "alert-triangle", "alert"),
    };
    view! {
        <div role=role class="message-place">
            {move || {
                text.get().map(|text| view! { <p class=class><Icon name=icon /><span>{text}</span></p> })
            }}
        </div>
    }
}
