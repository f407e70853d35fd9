//! placeholder

use leptos::prelude::*;

/// x
#[component]
pub fn HomePage() -> impl IntoView {
    view! { <h1>"x"</h1> }
}

/// x
#[component]
pub fn UnknownPage() -> impl IntoView {
    view! { <h1>"x"</h1> }
}
