//! What lies over the bar of time about things: where the chosen one was made and changed, and where own work was corrected.

use leptos::prelude::*;

use super::{pins::Whole, place::of_whole};
use crate::review::{
    Review,
    things::{Things, corrections::Corrections},
};

/// Spans of the chosen thing, and signs of corrections.
#[component]
pub(super) fn ThingSpans() -> impl IntoView {
    let (things, corrections) = (expect_context::<Things>(), expect_context::<Corrections>());
    let duration = expect_context::<Review>().player.duration();
    let spans = move || {
        let spans = things.spans().into_iter().map(|span| {
            let width = of_whole(span.to - span.from, duration);
            view! { <span class="time-thing" style:left=of_whole(span.from, duration) style:width=width></span> }
        });
        spans.collect_view()
    };
    let signs = move || {
        let signs = corrections.times().into_iter().map(|at| {
            view! { <span class="time-correction" style:left=of_whole(at, duration)></span> }
        });
        signs.collect_view()
    };
    view! { <div class="time-things" aria-hidden="true"><Whole>{spans} {signs}</Whole></div> }
}
