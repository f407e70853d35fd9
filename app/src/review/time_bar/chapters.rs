//! The chapters of a recording on the bar, with their names as far as there is room: each is told apart from the next by its edge
//! and its ground.

use board::moments::Chapter;
use leptos::prelude::*;

use super::place::of_span;
use crate::review::bar::Bar;

/// The chapters in the stretch in view.
#[component]
pub(super) fn Chapters(chapters: StoredValue<Vec<Chapter>>) -> impl IntoView {
    let window = expect_context::<Bar>().window();
    let chapters = chapters.get_value().into_iter().map(|Chapter { span, name }| {
        let place = Memo::new(move |_| of_span(window.get(), span));
        let title = name.clone();
        view! {
            <span
                class="time-chapter"
                title=title
                hidden=move || place.read().is_none()
                style:left=move || place.get().map(|place| place.0)
                style:width=move || place.get().map(|place| place.1)
            >
                {name}
            </span>
        }
    });
    chapters.collect_view()
}
