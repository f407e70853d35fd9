//! How a request is noticed: a strip under the bar for who decides, and a number on the button.

use leptos::prelude::*;

use super::{Removing, Somebody, name_of};
use crate::ui::{Button, Icon, IconButton};

/// Opens the dialog; says how many requests wait.
#[component]
pub fn RemovalButton() -> impl IntoView {
    let removing = expect_context::<Removing>();
    let label = Signal::derive(move || {
        let heard = removing.heard().get();
        match removing.waiting().len() {
            number if heard.decides && number > 0 => format!("Remove from the recording, {number} asked for"),
            _none_to_decide => "Remove from the recording".to_owned(),
        }
    });
    view! {
        <IconButton
            icon="scissors"
            label
            on_press=move || removing.begin()
        />
    }
}

/// For who decides: what waits for a word.
#[component]
pub fn RemovalStrips(
    /// Whose doing can be named.
    #[prop(into)]
    people: Signal<Vec<Somebody>>,
) -> impl IntoView {
    let removing = expect_context::<Removing>();
    let strips = move || {
        let decides = removing.heard().get().decides;
        let waiting = removing.waiting().into_iter().filter(|_| decides);
        let strip = |request: interview::removal::RemovalRequest| {
            let name = name_of(Some(request.actor), &people.get());
            let words = format!(
                "{name} asks to have {} to {} removed from the recording.",
                request.from.clock(),
                request.to.clock()
            );
            view! {
                <div class="knock">
                    <Icon name="scissors" />
                    <span>{words}</span>
                    <Button on_press=move || removing.open.set(true)>"Decide"</Button>
                </div>
            }
        };
        waiting.map(strip).collect_view()
    };
    view! { <div role="status" class="removal-strips private-only">{strips}</div> }
}
