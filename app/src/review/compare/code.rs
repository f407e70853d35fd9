//! The code of two moments, line by line, in one column or in two: what only one of them has carries a sign and a ground of its
//! own. Lies over the code of the playhead while two moments are compared.

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
        let clocks = compared.times.map(|at| at.clock());
        let files = compared.comparison.files.iter();
        let files = files.map(|file| file_view(file, side, &clocks)).collect_view();
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

fn file_view(file: &FileDifference, side: Side, clocks: &[String; 2]) -> impl IntoView + use<> {
    let shown = near_differences(&file.lines);
    let lines = match side {
        Side::Beside => columns(file, &shown, clocks).into_any(),
        Side::Before | Side::Both | Side::After => column(file, &shown, side).into_any(),
    };
    view! {
        <h3 class="compare-file">{file.name.clone()}</h3>
        {lines}
    }
}

/// One under the other.
fn column(file: &FileDifference, shown: &[Option<usize>], side: Side) -> impl IntoView + use<> {
    let rows = shown.iter().take(ROWS_MAX).map(|index| match index {
        Some(index) => file
            .lines
            .get(*index)
            .map(|line| row(file, *index, line, side).into_any()),
        None => Some(between().into_any()),
    });
    view! { <div class="compare-lines">{rows.collect_view()}</div> }
}

/// The earlier text on the left and the later one on the right.
fn columns(file: &FileDifference, shown: &[Option<usize>], clocks: &[String; 2]) -> impl IntoView + use<> {
    let cell = |index: Option<usize>, side: Side| {
        let line = index.and_then(|index| Some((index, file.lines.get(index)?)));
        match line.and_then(|(index, line)| row(file, index, line, side)) {
            Some(row) => row.into_any(),
            None => view! { <div class="compare-nothing"></div> }.into_any(),
        }
    };
    let rows = abreast(&file.lines, shown).into_iter().take(ROWS_MAX).map(|row| {
        let cells = match row {
            Some((before, now)) => (cell(before, Side::Before), cell(now, Side::After)),
            None => (between().into_any(), between().into_any()),
        };
        view! { <div class="compare-pair">{cells.0}{cells.1}</div> }
    });
    let heads = clocks.clone().map(|clock| view! { <span>{clock}</span> });
    view! {
        <div class="compare-lines">
            <div class="compare-pair compare-clocks">{heads}</div>
            {rows.collect_view()}
        </div>
    }
}

fn between() -> impl IntoView {
    view! { <div class="compare-between" aria-hidden="true">"⋯"</div> }
}

fn row(file: &FileDifference, index: usize, line: &Line, side: Side) -> Option<impl IntoView + use<>> {
    let how = match (line.kind, side) {
        (LineKind::Added, Side::Before) | (LineKind::Removed, Side::After) => return None,
        (LineKind::Added, Side::Both | Side::Beside | Side::After) => Some(How::Added),
        (LineKind::Removed, Side::Before | Side::Both | Side::Beside) => Some(How::Removed),
        (LineKind::Same, _) => None,
    };
    let number = match side {
        Side::Before => line.before,
        Side::Both | Side::Beside | Side::After => line.now.or(line.before),
    };
    let told = match how {
        Some(How::Added) => "added: ",
        Some(How::Removed) => "removed: ",
        Some(How::Moved | How::Changed) | None => "",
    };
    // What both have stands twice where they are beside each other; only one of them is led to.
    let id = (how.is_some() || side != Side::Before).then(|| row_id(file.id, index));
    Some(view! {
        <div class="compare-line" id=id data-how=how.map(key)>
            <span class="compare-number" aria-hidden="true">{number.unwrap_or_default()}</span>
            <span aria-hidden="true">{how.map_or("", sign)}</span>
            <code><span class="visually-hidden">{told}</span>{line.text.clone()}</code>
        </div>
    })
}

/// A row of two columns: the places of two lines, of which one may be missing; `None` stands for what is left out.
type Row = Option<(Option<usize>, Option<usize>)>;

/// What both have beside itself, and what was taken out beside what came for it.
fn abreast(lines: &[Line], shown: &[Option<usize>]) -> Vec<Row> {
    let mut rows = Vec::new();
    let (mut removed, mut added) = (Vec::new(), Vec::new());
    for place in shown {
        let kind = place.and_then(|index| Some((index, lines.get(index)?.kind)));
        match kind {
            Some((index, LineKind::Removed)) => removed.push(index),
            Some((index, LineKind::Added)) => added.push(index),
            Some((index, LineKind::Same)) => {
                pair_up(&mut removed, &mut added, &mut rows);
                rows.push(Some((Some(index), Some(index))));
            }
            None => {
                pair_up(&mut removed, &mut added, &mut rows);
                rows.push(None);
            }
        }
    }
    pair_up(&mut removed, &mut added, &mut rows);
    rows
}

fn pair_up(removed: &mut Vec<usize>, added: &mut Vec<usize>, rows: &mut Vec<Row>) {
    for index in 0..removed.len().max(added.len()) {
        rows.push(Some((removed.get(index).copied(), added.get(index).copied())));
    }
    removed.clear();
    added.clear();
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

    #[test]
    fn beside_each_other_what_was_taken_out_meets_what_came_for_it() {
        let lines = line_diff("1\nold\nolder\n2\n", "1\nnew\n2\nlast\n");
        let of = |index: usize| lines.get(index).map_or("", |line| line.text.trim_end());
        let shown = (0..lines.len()).map(Some).collect::<Vec<_>>();
        let words = abreast(&lines, &shown).into_iter().map(|row| {
            let (before, now) = row.unwrap_or_default();
            (before.map_or("", of), now.map_or("", of))
        });
        let expected = [("1", "1"), ("old", "new"), ("older", ""), ("2", "2"), ("", "last")];
        assert_eq!(words.collect::<Vec<_>>(), expected);
        assert_eq!(abreast(&lines, &[None]), [None]);
    }
}
