//! What lies over the bar of time about things: where the chosen one was made and changed, and where own work was corrected.

use board::time::Millis;
use leptos::prelude::*;

use crate::{
    decimal::fixed,
    review::{
        Review,
        things::{Things, corrections::Corrections},
    },
};

/// The spans of the chosen thing.
#[component]
pub(super) fn ThingSpans() -> impl IntoView {
    let things = expect_context::<Things>();
    let duration = expect_context::<Review>().player.duration();
    let spans = move || {
        let spans = things.spans().into_iter().map(|span| {
            let width = percent(span.to - span.from, duration);
            view! { <span class="time-thing" style:left=percent(span.from, duration) style:width=width></span> }
        });
        spans.collect_view()
    };
    view! { <div class="time-things" aria-hidden="true">{spans}</div> }
}

/// Where somebody corrected their own work.
#[component]
pub(super) fn CorrectionSigns() -> impl IntoView {
    let duration = expect_context::<Review>().player.duration();
    let corrections = expect_context::<Corrections>();
    let signs = move || {
        let signs = corrections.times().into_iter().map(|at| {
            view! { <span class="time-correction" style:left=percent(at, duration)></span> }
        });
        signs.collect_view()
    };
    view! { <div class="time-things" aria-hidden="true">{signs}</div> }
}

/// A place on the bar, or a length.
fn percent(at: Millis, duration: Millis) -> String {
    let part = at.0.min(duration.0) as f64 / duration.0.max(1) as f64;
    format!("{}%", fixed(part * 100.0, 4))
}
