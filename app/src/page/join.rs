//! placeholder

use leptos::prelude::*;

/// x
#[component]
pub fn JoinPage() -> impl IntoView {
    view! { <h1>"x"</h1> }
}
