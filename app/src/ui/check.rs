//! A box to tick, with its words.

use leptos::prelude::*;

/// The box.
#[component]
pub fn Check(
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Told when it is ticked or cleared.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Its words.
    children: Children,
) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=checked
                on:change:target=move |event| on_change.run(event.target().checked())
            />
            <span>{children()}</span>
        </label>
    }
}
