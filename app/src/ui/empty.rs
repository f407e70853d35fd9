//! What stands where nothing is: one sentence and one deed; and the sign that something is on its way.

use leptos::prelude::*;

/// An empty place that says what it is for.
#[component]
pub fn EmptyState(
    /// One sentence.
    #[prop(into)]
    sentence: String,
    /// One button, or nothing.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <p>{sentence}</p>
            {children.map(|children| children())}
        </div>
    }
}

/// Something is on its way; the words say what.
#[component]
pub fn Spinner(
    /// What is awaited.
    #[prop(into)]
    words: Signal<String>,
) -> impl IntoView {
    view! {
        <p class="spinner" role="status">
            <span class="spinner-sign" aria-hidden="true"></span>
            {words}
        </p>
    }
}
