//! What the signs on the bar mean; only of those that are there.

use board::moments::{Doing, offline_spans, unrecorded_spans};
use leptos::prelude::*;

use crate::review::{Review, bar::Bar, things::corrections::Corrections};

/// Signs with their words.
#[component]
pub(super) fn Legend() -> impl IntoView {
    let opened = expect_context::<Review>().opened();
    let entries = opened.timeline.entries();
    let bar = expect_context::<Bar>();
    let of_doing = |doing: Doing| match doing {
        Doing::Draw => ("time-legend-draws", "draws"),
        Doing::Type => ("time-legend-types", "types"),
        Doing::Erase => ("time-legend-erases", "erases"),
        Doing::Card => ("time-legend-card", "card"),
        Doing::Chat => ("time-legend-chat", "chat"),
    };
    let doings = move || {
        let activity = bar.activity();
        let there = Doing::ALL
            .into_iter()
            .filter(move |doing| activity.has(*doing))
            .map(of_doing);
        signs_of(there).collect_view()
    };
    let stretches = [
        (!unrecorded_spans(entries).is_empty(), "time-legend-gap", "not recorded"),
        (!offline_spans(entries).is_empty(), "time-legend-offline", "offline"),
    ];
    let stretches = stretches.into_iter().filter(|(is_there, _, _)| *is_there);
    let stretches = signs_of(stretches.map(|(_, class, words)| (class, words))).collect_view();
    let corrections = expect_context::<Corrections>();
    let corrected = move || {
        let is_there = !corrections.times().is_empty();
        is_there.then(|| view! { <span class="time-legend-corrected"></span> " corrected" })
    };
    view! { <p class="time-legend" aria-hidden="true">{doings} {stretches} {corrected}</p> }
}

fn signs_of(signs: impl Iterator<Item = (&'static str, &'static str)>) -> impl Iterator<Item = impl IntoView> {
    signs.map(|(class, words)| view! { <span class=class></span> {words} })
}
