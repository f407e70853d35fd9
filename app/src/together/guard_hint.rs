//! Says why something was left alone: it is the other side's, and takes a key held. For hands without a keyboard there is a
//! button.

use std::time::Duration;

use interview::seat::Role;
use leptos::prelude::*;

use crate::{
    session::Session,
    ui::{Button, Icon},
};

/// How long the words stay.
const SHOWN: Duration = Duration::from_secs(8);

/// The words, for a while.
#[component]
pub fn GuardHint() -> impl IntoView {
    let session = expect_context::<Session>();
    let (shown, lifted) = (RwSignal::new(false), session.lifted());
    Effect::new(move |_| {
        let number = session.n_guarded().get();
        if number > 0 {
            shown.set(true);
            let over = move || {
                if session.n_guarded().try_get_untracked() == Some(number) {
                    shown.try_set(false);
                }
            };
            set_timeout(over, SHOWN);
        }
    });
    let whose = move || match session.role().get() {
        Some(Role::Candidate) => "what an interviewer drew",
        Some(Role::Host | Role::CoHost | Role::Observer) | None => "what the candidate drew",
    };
    let hint = move || {
        view! {
            <div class="board-strip">
                <Icon name="lock" />
                <span>"Hold Ctrl (⌘ on a Mac) to change "{whose}", and to move a frame around it."</span>
                <Button on_press=move || {
                    lifted.set(true);
                    shown.set(false);
                }>"Change it without the key"</Button>
            </div>
        }
    };
    let off = move || {
        view! {
            <div class="board-strip">
                <span>"You can change "{whose}" without holding a key."</span>
                <Button on_press=move || lifted.set(false)>"Leave it alone again"</Button>
            </div>
        }
    };
    view! {
        <div role="status">
            <Show when=move || shown.get() && !lifted.get()>{hint()}</Show>
            <Show when=move || lifted.get()>{off()}</Show>
        </div>
    }
}
