//! The switch for the interviewers' drawings, which form a layer of their own over the candidate's.

use leptos::prelude::*;

use crate::ui::Check;

/// Shows or hides them, for this person only.
#[component]
pub fn LayerChoice(
    /// Whether they are hidden.
    #[prop(into)]
    hidden: Signal<bool>,
    /// Hides or shows them.
    #[prop(into)]
    on_hide: Callback<bool>,
) -> impl IntoView {
    view! {
        <Check checked=Signal::derive(move || !hidden.get()) on_change=move |shown: bool| on_hide.run(!shown)>
            "Interviewers' drawings"
        </Check>
    }
}
