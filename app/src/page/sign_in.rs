//! placeholder

use leptos::prelude::*;

/// x
#[component]
pub fn SignInPage() -> impl IntoView {
    view! { <h1>"x"</h1> }
}

/// x
#[component]
pub fn SetupPage() -> impl IntoView {
    view! { <h1>"x"</h1> }
}
