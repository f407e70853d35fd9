//! Where an element leads: an address to give it, and a way to go there. Only what a browser opens without running anything.

use board::{board::Refusal, element::is_safe_link, op::Prop};
use leptos::{ev, prelude::*};
use web_sys::HtmlInputElement;

use super::{set_prop, subject::Subject};
use crate::{session::Session, ui::Icon};

/// The field for the address of what is selected.
#[component]
pub(super) fn Link(session: Session, subject: Memo<Subject>) -> impl IntoView {
    let address = Memo::new(move |_| subject.with(|it| it.link.clone().unwrap_or_default()));
    let refused = RwSignal::new(false);
    // What was refused of one element is no problem of the next.
    Effect::new(move |_| {
        address.track();
        refused.set(false);
    });
    let give = move |event: ev::Targeted<ev::Event, HtmlInputElement>| {
        let wanted = event.target().value().trim().to_owned();
        let is_fine = wanted.is_empty() || is_safe_link(&wanted);
        refused.set(!is_fine);
        if is_fine {
            set_prop(session, Prop::Link((!wanted.is_empty()).then_some(wanted)));
        }
    };
    let leads = move || is_safe_link(&address.get());
    view! {
        <div class="inspector-link">
            <label>
                <span class="inspector-name">"Link"</span>
                <input
                    type="url"
                    placeholder="https://"
                    prop:value=address
                    aria-invalid=move || refused.get().to_string()
                    on:change:target=give
                    on:keydown=|event: ev::KeyboardEvent| event.stop_propagation()
                />
            </label>
            <Show when=leads>
                <a class="icon-button" href=address target="_blank" rel="noopener noreferrer" aria-label="Open the link" title="Open the link">
                    <Icon name="external-link" />
                </a>
            </Show>
        </div>
        <Show when=move || refused.get()>
            <p class="inspector-problem" role="alert">{format!("Not done: {}.", Refusal::UnsafeLink)}</p>
        </Show>
    }
}
