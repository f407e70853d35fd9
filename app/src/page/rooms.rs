//! placeholder

use leptos::prelude::*;

/// x
#[component]
pub fn RoomsPage() -> impl IntoView {
    view! { <h1>"x"</h1> }
}
