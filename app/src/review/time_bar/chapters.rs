//! The chapters of a recording on the bar, with their names as far as there is room: each is a stretch of its own colour, told
//! apart by its edge too.

use board::{
    moments::{Span, unrecorded_spans},
    time::Millis,
};
use leptos::prelude::*;

use super::place::of_span;
use crate::review::{bar::Bar, opening::Opened};

/// A stretch with a name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Chapter {
    pub(super) span: Span,
    pub(super) name: String,
}

/// The chapters, by time; none where there is only one.
pub(super) fn chapters(opened: &Opened) -> Vec<Chapter> {
    let pauses = unrecorded_spans(opened.timeline.entries());
    parts(&pauses, opened.timeline.duration())
}

/// The chapter of a moment.
pub(super) fn chapter_at(chapters: &[Chapter], at: Millis) -> Option<&Chapter> {
    let n_begun = chapters.partition_point(|chapter| chapter.span.from <= at);
    let chapter = chapters.get(n_begun.checked_sub(1)?)?;
    (at <= chapter.span.to).then_some(chapter)
}

/// What lies between pauses.
fn parts(pauses: &[Span], duration: Millis) -> Vec<Chapter> {
    if pauses.is_empty() {
        return Vec::new();
    }
    let begins = std::iter::once(Millis(0)).chain(pauses.iter().map(|pause| pause.to));
    let ends = pauses.iter().map(|pause| pause.from).chain([duration]);
    let parts = (1..).zip(begins.zip(ends)).map(|(number, (from, to))| Chapter {
        span: Span { from, to },
        name: format!("Part {number}"),
    });
    parts.collect()
}

/// The chapters in the stretch in view.
#[component]
pub(super) fn Chapters(chapters: StoredValue<Vec<Chapter>>) -> impl IntoView {
    let window = expect_context::<Bar>().window();
    let n_chapters = chapters.with_value(Vec::len);
    let views = (0..n_chapters).map(|index| {
        let chapter = chapters.with_value(|chapters| chapters.get(index).cloned());
        chapter.map(|Chapter { span, name }| {
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
        })
    });
    views.collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: u64, to: u64) -> Span {
        Span {
            from: Millis(from),
            to: Millis(to),
        }
    }

    #[test]
    fn pauses_part_a_recording() {
        assert!(parts(&[], Millis(100)).is_empty());
        let chapters = parts(&[span(40, 60)], Millis(100));
        assert_eq!(
            chapters.iter().map(|chapter| chapter.span).collect::<Vec<_>>(),
            [span(0, 40), span(60, 100)]
        );
        let name = |at| chapter_at(&chapters, Millis(at)).map(|chapter| chapter.name.as_str());
        assert_eq!(
            [name(0), name(40), name(50), name(60), name(100)],
            [Some("Part 1"), Some("Part 1"), None, Some("Part 2"), Some("Part 2"),]
        );
    }
}
