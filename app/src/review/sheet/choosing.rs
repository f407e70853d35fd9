//! Which moments stand on the sheet: everything that may be worth a picture, to be ticked; and what else stands on it.

use interview::sheet::{MOMENTS_PER_SHEET, Offer, Worth};
use leptos::prelude::*;

use super::Making;
use crate::ui::{Icon, Message};

/// The list to be ticked; it is not printed.
#[component]
pub(super) fn Choosing() -> impl IntoView {
    let making = expect_context::<Making>();
    let is_full = Memo::new(move |_| making.chosen.read().len() >= MOMENTS_PER_SHEET);
    let full = move || {
        is_full
            .get()
            .then(|| format!("A sheet holds at most {MOMENTS_PER_SHEET} moments."))
    };
    view! {
        <section class="sheet-choosing" aria-label="Moments to choose from">
            <h2>"Moments"</h2>
            <p class="quiet small">"Tick what is worth a picture. The sentences are yours to change on the sheet."</p>
            <Message text=Signal::derive(full) />
            <ul class="sheet-offers">
                <For each=move || making.offers() key=|offer| (offer.at, offer.words.clone()) let:offer>
                    <OfferItem offer is_full />
                </For>
            </ul>
            <Switch words="The journal's cards" value=making.with_cards />
            <span class="private-only"><Switch words="My private notes" value=making.with_notes /></span>
        </section>
    }
}

#[component]
fn OfferItem(offer: Offer, is_full: Memo<bool>) -> impl IntoView {
    let making = expect_context::<Making>();
    let at = offer.at;
    let is_on = Memo::new(move |_| making.chosen.read().iter().any(|chosen| chosen.at == at));
    let (icon, is_private) = match offer.worth {
        Worth::Noted => ("pencil-line", true),
        Worth::Hint => ("lightbulb", true),
        Worth::Decision | Worth::Assumption => ("message-square", false),
        Worth::Phase => ("flag", false),
        Worth::End => ("circle-dot", false),
    };
    let words = if offer.words.is_empty() {
        "Mark".to_owned()
    } else {
        offer.words.clone()
    };
    let tick = move |ticked: bool| {
        making.keeping.touch();
        if ticked {
            making.take(&offer);
        } else {
            making.leave_out(at);
        }
    };
    view! {
        <li class=if is_private { "private-only" } else { "" }>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=is_on
                    disabled=move || is_full.get() && !is_on.get()
                    on:change:target=move |event| tick(event.target().checked())
                />
                <Icon name=icon />
                <span><time class="quiet">{at.clock()}</time> " " {words}</span>
            </label>
        </li>
    }
}

#[component]
fn Switch(words: &'static str, value: RwSignal<bool>) -> impl IntoView {
    let making = expect_context::<Making>();
    let switch = move |is_on: bool| {
        making.keeping.touch();
        value.set(is_on);
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=value on:change:target=move |event| switch(event.target().checked()) />
            <span>{words}</span>
        </label>
    }
}
