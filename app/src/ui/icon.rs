//! Icons from the one sprite. They are signs beside words or labels, so that assistive technology passes over them.

use leptos::prelude::*;

use crate::dom;

/// An icon of the sprite, by its Lucide name.
#[component]
pub fn Icon(
    /// Its name.
    #[prop(into)]
    name: Signal<&'static str>,
) -> impl IntoView {
    let sprite = dom::meta_content("chalkback-icons").unwrap_or_default();
    view! {
        <svg class="icon" aria-hidden="true" focusable="false">
            <use href=move || format!("{sprite}#{}", name.get())></use>
        </svg>
    }
}
