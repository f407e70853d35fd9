//! The connection is down for good: why, what is safe, and what to do.

use leptos::prelude::*;

use crate::{
    session::{ConnectionState, Session},
    ui::{Button, Icon},
};

/// A strip under the bar, once nothing will connect again by itself.
#[component]
pub fn ClosedStrip() -> impl IntoView {
    let session = expect_context::<Session>();
    let reason = Memo::new(move |_| match session.connection().get() {
        ConnectionState::Closed(problem) => Some(problem.message),
        ConnectionState::Connecting | ConnectionState::Live | ConnectionState::Offline { .. } => None,
    });
    let reload = move || drop(window().location().reload());
    view! {
        <Show when=move || reason.read().is_some()>
            <div class="ended closed" role="alert">
                <Icon name="alert-triangle" />
                <span>{move || reason.get()}" "{move || what_is_safe(session.unsaved().get())}</span>
                <Button on_press=reload>"Reload"</Button>
            </div>
        </Show>
    }
}

fn what_is_safe(n_unsaved: usize) -> String {
    match n_unsaved {
        0 => "Everything you made is saved.".to_owned(),
        1 => "1 change of yours has not arrived; it is kept in this browser.".to_owned(),
        number => format!("{number} changes of yours have not arrived; they are kept in this browser."),
    }
}
