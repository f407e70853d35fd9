//! The switch for the interviewers' drawings, which form a layer of their own over the candidate's.

use leptos::prelude::*;

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
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || !hidden.get()
                on:change:target=move |event| on_hide.run(!event.target().checked())
            />
            <span>"Interviewers' drawings"</span>
        </label>
    }
}
