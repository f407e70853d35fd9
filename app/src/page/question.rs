//! placeholder

use leptos::prelude::*;

/// x
#[component]
pub fn QuestionsPage() -> impl IntoView {
    view! { <h1>"x"</h1> }
}

/// x
#[component]
pub fn QuestionPage(question: String) -> impl IntoView {
    view! { <h1>{question}</h1> }
}
