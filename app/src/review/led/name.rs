//! What the others call one: the account's name, unless another is typed. With one account several pages have the same.

use board::limits::NAME_CHARS;
use leptos::{ev, prelude::*};

use super::Led;
use crate::ui::{Button, Dialog, Field, Look};

/// Asks for a name.
#[component]
pub(super) fn NameDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let led = expect_context::<Led>();
    let name = RwSignal::new(String::new());
    Effect::new(move |_| {
        if open.get() {
            name.set(led.name.get_untracked());
        }
    });
    let is_fine = Signal::derive(move || {
        let name = name.read();
        !name.trim().is_empty() && name.chars().count() <= NAME_CHARS
    });
    let save = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if is_fine.get_untracked() {
            led.call_me(name.get_untracked().trim().to_owned());
            open.set(false);
        }
    };
    view! {
        <Dialog open title="What the others call you">
            <form class="stack" on:submit=save>
                <Field label="Your name here" value=name autofocus=true hint="Seen by who looks at this review with you." />
                <div class="dialog-deeds">
                    <Button look=Look::Primary submit=true enabled=is_fine>"Use this name"</Button>
                </div>
            </form>
        </Dialog>
    }
}
