//! The code of two moments, line by line: what only one of them has carries a sign and a ground of its own. Lies over the code of
//! the playhead while two moments are compared.

use board::moments::comparison::{FileDifference, How, Line, LineKind};
use leptos::prelude::*;

use super::{
    Compared, Comparing, Pointed, Side,
    marks::{key, sign},
};
use crate::dom;

/// Lines that both have and that are shown around what differs.
const AROUND: usize = 3;
/// More lines than this are not shown.
const ROWS_MAX: usize = 3_000;

/// The code that differs.
#[component]
pub fn CompareCode() -> impl IntoView {
    let comparing = expect_context::<Comparing>();
    Effect::new(move |_| {
        if let Some(Pointed::Line(file, line)) = comparing.pointed.get()
            && let Some(row) = dom::element_by_id(&row_id(file, line))
        {
            row.scroll_into_view();
        }
    });
    move || {
        let compared = comparing.compared()?;
        let side = comparing.side.get();
        let files = compared.comparison.files.iter().map(|file| file_view(file, side));
        let files = files.collect_view();
        let words = no_code(&compared);
        Some(view! {
            <div class="compare-code" role="region" aria-label="Code of both moments" tabindex="0">
                {words.map(|words| view! { <p class="story-none">{words}</p> })}
                {files}
            </div>
        })
    }
}

fn no_code(compared: &Compared) -> Option<&'static str> {
    let is_same = compared.comparison.files.is_empty();
    is_same.then_some("The code is the same at both moments.")
}

fn file_view(file: &FileDifference, side: Side) -> impl IntoView + use<> {
    let shown = near_differences(&file.lines);
    let rows = shown.into_iter().take(ROWS_MAX).map(|index| match index {
        Some(index) => file
            .lines
            .get(index)
            .map(|line| row(file, index, line, side).into_any()),
        None => Some(view! { <div class="compare-between" aria-hidden="true">"⋯"</div> }.into_any()),
    });
    view! {
        <h3 class="compare-file">{file.name.clone()}</h3>
        <div class="compare-lines">{rows.collect_view()}</div>
    }
}

fn row(file: &FileDifference, index: usize, line: &Line, side: Side) -> Option<impl IntoView + use<>> {
    let how = match (line.kind, side) {
        (LineKind::Added, Side::Before) | (LineKind::Removed, Side::After) => return None,
        (LineKind::Added, Side::Both | Side::Beside | Side::After) => Some(How::Added),
        (LineKind::Removed, Side::Before | Side::Both | Side::Beside) => Some(How::Removed),
        (LineKind::Same, _) => None,
    };
    let number = line.now.or(line.before).unwrap_or_default();
    let told = match how {
        Some(How::Added) => "added: ",
        Some(How::Removed) => "removed: ",
        Some(How::Moved | How::Changed) | None => "",
    };
    Some(view! {
        <div class="compare-line" id=row_id(file.id, index) data-how=how.map(key)>
            <span class="compare-number" aria-hidden="true">{number}</span>
            <span aria-hidden="true">{how.map_or("", sign)}</span>
            <code><span class="visually-hidden">{told}</span>{line.text.clone()}</code>
        </div>
    })
}

/// The lines that differ and a few around them; `None` stands for what is left out.
fn near_differences(lines: &[Line]) -> Vec<Option<usize>> {
    let mut shown = Vec::new();
    let mut next = 0;
    for (index, _) in lines.iter().enumerate().filter(|(_, line)| line.kind != LineKind::Same) {
        let from = index.saturating_sub(AROUND).max(next);
        let to = (index + AROUND + 1).min(lines.len());
        if from > next {
            shown.push(None);
        }
        shown.extend((from.max(next)..to).map(Some));
        next = next.max(to);
    }
    if next < lines.len() {
        shown.push(None);
    }
    shown
}

fn row_id(file: board::id::FileId, line: usize) -> String {
    format!("compare-{:x}-{line}", file.0)
}

#[cfg(test)]
mod tests {
    use board::moments::comparison::line_diff;

    use super::*;

    #[test]
    fn what_both_have_is_shown_around_differences_only() {
        let text = |extra: &str| format!("1\n2\n3\n4\n5\n{extra}6\n7\n8\n9\n");
        let shown = near_differences(&line_diff(&text(""), &text("new\n")));
        let plain = shown
            .iter()
            .map(|index| index.map_or(99, |index| index))
            .collect::<Vec<_>>();
        assert_eq!(plain, [99, 2, 3, 4, 5, 6, 7, 8, 99]);
        assert_eq!(near_differences(&line_diff("a", "a")), [None]);
    }
}
