//! The frame of every page but room and review: a thin bar on top, one column below.

use leptos::prelude::*;

use crate::{
    api, dom,
    route::{Link, navigate},
    ui::{
        button::{Button, Look},
        theme::ThemeSwitch,
    },
};

/// Bar and column.
#[component]
pub fn PageFrame(
    /// The page's title, for the tab.
    #[prop(into)]
    title: Signal<String>,
    /// Whether to offer what only signed-in staff have.
    #[prop(into, optional)]
    staff: Signal<bool>,
    /// The page.
    children: Children,
) -> impl IntoView {
    Effect::new(move || dom::set_title(&title.get()));
    view! {
        <div class="page">
            <header class="page-bar">
                <Link to="/" class="page-brand">"Chalkback"</Link>
                <Show when=move || staff.get()>
                    <nav class="page-nav" aria-label="Staff">
                        <Link to="/rooms">"Rooms"</Link>
                        <Link to="/questions">"Questions"</Link>
                    </nav>
                </Show>
                <span class="page-bar-space"></span>
                <Show when=move || staff.get()>
                    <Button look=Look::Quiet icon="log-out" on_press=sign_out>"Sign out"</Button>
                </Show>
                <ThemeSwitch />
            </header>
            <div class="page-column">{children()}</div>
        </div>
    }
}

fn sign_out() {
    leptos::task::spawn_local(async {
        // Whatever the answer, the sign-in page tells the truth about who one is.
        api::account::sign_out().await.ok();
        navigate("/sign-in");
    });
}
