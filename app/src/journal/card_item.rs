//! One card in the list: what it says, who wrote it, what it is about; an assumption can be restated.

use board::{card::CardKind, reading::card_kind_name};
use leptos::prelude::*;

use super::{Journal, Written, writing};
use crate::{
    people::mark::ink_of,
    ui::{Button, Icon, Look},
};

/// The sign of a sort of card.
fn icon_of(kind: &CardKind) -> &'static str {
    match kind {
        CardKind::Chat(_) | CardKind::Signal(_) => "message-square",
        CardKind::Decision(_) => "signpost",
        CardKind::Assumption(_) => "circle-question-mark",
        CardKind::Phase(_) => "bookmark",
    }
}

/// A card.
#[component]
pub(super) fn CardItem(card: Written) -> impl IntoView {
    let journal = expect_context::<Journal>();
    let author = card.author;
    let (icon, sort) = (icon_of(&card.kind), card_kind_name(&card.kind));
    let is_phase = matches!(card.kind, CardKind::Phase(_));
    let id = card.id;
    let about = card.about.clone().map(|words| {
        view! {
            <Button look=Look::Quiet icon="scan-search" on_press=move |()| journal.show(id)>
                <span class="visually-hidden">"Show "</span>
                {words}
            </Button>
        }
    });
    let restate = restating(journal, &card);
    let said_anew = card
        .is_restated
        .then(|| view! { <span class="journal-tag">"restated below"</span> });
    view! {
        <li class="journal-card" data-restated=card.is_restated.to_string() data-phase=is_phase.to_string()>
            <header class="journal-card-head">
                <Icon name=icon />
                <span class="journal-sort">{sort}</span>
                {said_anew}
                <span class="journal-author" data-ink=ink_of(author).to_string()>{move || journal.name_of(author)}</span>
            </header>
            <Said kind=card.kind is_restated=card.is_restated />
            <div class="journal-card-foot">{about}{restate}</div>
        </li>
    }
}

#[component]
fn Said(kind: CardKind, is_restated: bool) -> impl IntoView {
    match kind {
        CardKind::Decision(card) => {
            let more = [
                ("Options", card.options),
                ("Why", card.why),
                ("We would reverse it when", card.reverse_when),
            ];
            let more = more.into_iter().filter(|(_, text)| !text.is_empty());
            let more = more.map(|(label, text)| view! { <dt>{label}</dt><dd>{text}</dd> });
            view! {
                <p class="journal-words">{card.decision}</p>
                <dl class="journal-more">{more.collect_view()}</dl>
            }
            .into_any()
        }
        CardKind::Assumption(card) if is_restated => {
            view! { <p class="journal-words"><del>{card.text}</del></p> }.into_any()
        }
        CardKind::Assumption(card) => view! { <p class="journal-words">{card.text}</p> }.into_any(),
        CardKind::Phase(text) | CardKind::Chat(text) => view! { <p class="journal-words">{text}</p> }.into_any(),
        CardKind::Signal(signal) => view! { <p class="journal-words">{signal.words()}</p> }.into_any(),
    }
}

/// The button that restates an assumption, where it still holds and the person may write.
fn restating(journal: Journal, card: &Written) -> Option<impl IntoView + use<>> {
    let CardKind::Assumption(assumption) = &card.kind else {
        return None;
    };
    let (id, is_restated, assumption) = (card.id, card.is_restated, assumption.clone());
    let restate = Callback::new(move |()| writing::restate(journal, id, &assumption));
    let button = move || {
        let offered = !is_restated && journal.may_write();
        offered.then(|| {
            view! {
                <Button look=Look::Quiet icon="pencil-line" on_press=restate>"Restate"</Button>
            }
        })
    };
    Some(button)
}
