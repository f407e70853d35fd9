//! One moment on the sheet: its picture, which opens the review there, and its sentence, which is written on the page itself.

use board::{
    element::AssetHash,
    export::svg,
    text::{Excerpt, TextBuffer, Utf16, lines_around},
    time::Millis,
};
use interview::sheet::SENTENCE_CHARS;
use leptos::{ev, html, prelude::*};

use super::{Making, typed_before};
use crate::{
    api,
    canvas::{Ground, paint},
    lazy::while_here,
    review::{faces::Faces, link::link_to},
    ui::IconButton,
};

/// Around the drawing, in board units.
const MARGIN: f64 = 24.0;
/// Width and height of a picture at most, in pixels: sharp on paper.
const PICTURE_PX: (f64, f64) = (1_800.0, 1_200.0);
/// Lines of code before and after the place that was typed at.
const LINES_AROUND: usize = 5;
/// For how long after the last key code belongs to what is to be seen, in milliseconds.
const RECENT_MILLIS: u64 = 60_000;
/// Pixels of one board unit at most: a single box does not fill the page.
const SCALE_MAX: f64 = 2.0;

/// Picture, sentence, and what can be done with them.
#[component]
pub(super) fn MomentOnSheet(
    /// When.
    at: Millis,
) -> impl IntoView {
    let making = expect_context::<Making>();
    let faces = expect_context::<Faces>();
    let to = making
        .place
        .with_value(|(room, seat)| link_to(*room, seat.as_deref(), at, None, faces));
    let move_by = move |down: bool| {
        making.keeping.touch();
        making.shift(at, down);
    };
    let leave_out = move || {
        making.keeping.touch();
        making.leave_out(at);
    };
    view! {
        <li class="sheet-moment">
            <figure>
                <a class="sheet-picture" href=to aria-label=format!("The board at {}, in the review", at.clock())>
                    <Picture at />
                    <Code at />
                    <span class="sheet-at">{at.clock()}</span>
                </a>
                <figcaption>
                    <Sentence at />
                    <span class="sheet-deeds" data-tooltips="end">
                        <IconButton icon="arrow-up" label="One place up" on_press=move || move_by(false) />
                        <IconButton icon="arrow-down" label="One place down" on_press=move || move_by(true) />
                        <IconButton icon="x" label=format!("Leave out {}", at.clock()) on_press=leave_out />
                    </span>
                </figcaption>
            </figure>
        </li>
    }
}

/// The field grows with its words, and prints as a plain sentence.
#[component]
fn Sentence(at: Millis) -> impl IntoView {
    let making = expect_context::<Making>();
    let sentence = Memo::new(move |_| {
        let chosen = making.chosen.read();
        let cited = chosen.iter().find(|cited| cited.at == at);
        cited.map(|cited| cited.sentence.clone()).unwrap_or_default()
    });
    let typed = move |event: ev::Targeted<ev::Event, web_sys::HtmlTextAreaElement>| {
        making.keeping.touch();
        making.word(at, &event.target().value());
    };
    view! {
        <span class="sheet-sentence">
            <textarea
                rows="1"
                maxlength=SENTENCE_CHARS.to_string()
                aria-label=format!("Sentence for {}", at.clock())
                placeholder="What is to be seen here?"
                prop:value=sentence
                on:input:target=typed
            ></textarea>
            // Of the same words and the same height; it is what is printed.
            <span class="sheet-words" aria-hidden="true">{move || format!("{}\u{200b}", sentence.get())}</span>
        </span>
    }
}

/// The lines that somebody typed just before, or last where nothing was drawn; and how many of the file stand before and after.
#[component]
fn Code(at: Millis) -> impl IntoView {
    let making = expect_context::<Making>();
    let told = making.opened.with_value(|opened| {
        let board = opened.timeline.at(at);
        let typed = typed_before(opened.timeline.entries(), at)?;
        let is_recent = (at - typed.at).0 <= RECENT_MILLIS || board.elements().next().is_none();
        let file = board.file(typed.file).filter(|_| is_recent)?;
        let excerpt = lines_around(&file.text, typed.place, LINES_AROUND);
        let left_out = left_out(&file.text, typed.place, &excerpt);
        Some((file.name.clone(), excerpt.lines.join("\n"), left_out))
    });
    told.filter(|(_, lines, _)| !lines.trim().is_empty())
        .map(|(name, lines, (above, below))| {
            view! {
                <span class="sheet-code">
                    <span class="quiet small">{name}</span>
                    {not_shown(above, "above")}
                    <code>{lines}</code>
                    {not_shown(below, "below")}
                </span>
            }
        })
}

/// How many lines of a text stand before and after an excerpt around a place.
fn left_out(text: &TextBuffer, place: Utf16, excerpt: &Excerpt) -> (usize, usize) {
    let place = place.min(text.len());
    let breaks = |from: Utf16, to: Utf16| text.slice(from, to).map_or(0, |part| part.matches('\n').count());
    let (before, after) = (breaks(Utf16(0), place), breaks(place, text.len()));
    let shown_after = excerpt.lines.len().saturating_sub(excerpt.marked + 1);
    // The end of the last line begins no other.
    let is_ended = text.to_string().ends_with('\n');
    let below = after.saturating_sub(shown_after + usize::from(is_ended));
    (before.saturating_sub(excerpt.marked), below)
}

fn not_shown(n_lines: usize, place: &str) -> Option<impl IntoView + use<>> {
    let words = match n_lines {
        0 => return None,
        1 => format!("… 1 line {place}"),
        _ => format!("… {n_lines} lines {place}"),
    };
    Some(view! { <span class="quiet small">{words}</span> })
}

/// The board of a moment, by the painter of the canvas, in the colours of paper.
#[component]
fn Picture(at: Millis) -> impl IntoView {
    let making = expect_context::<Making>();
    let place = NodeRef::<html::Span>::new();
    let told = RwSignal::new(None::<&'static str>);
    Effect::new(move || {
        let Some(place) = place.get() else { return };
        let board = making.opened.with_value(|opened| opened.timeline.at(at));
        let Some(part) = svg::view_of(&board, None, MARGIN) else {
            told.set(Some("Nothing was drawn yet."));
            return;
        };
        let items = svg::items_of(&board, None);
        let scale = (PICTURE_PX.0 / part.width())
            .min(PICTURE_PX.1 / part.height())
            .min(SCALE_MAX);
        let (room, seat) = making.place.get_value();
        let address =
            move |hash: AssetHash| api::with_seat(&format!("/api/v1/rooms/{room}/assets/{hash}"), seat.as_deref());
        let painted = async move { paint(&items, part, scale, (Ground::Light, true), address).await };
        while_here(painted, move |canvas| match canvas {
            Some(canvas) => {
                place.replace_children_with_node_1(&canvas);
                told.set(None);
            }
            None => told.set(Some("This browser could not paint this moment.")),
        });
    });
    view! {
        <span class="sheet-canvas" node_ref=place></span>
        {move || told.get().map(|told| view! { <span class="sheet-empty">{told}</span> })}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(text: &str, place: u32) -> (usize, usize) {
        let text = TextBuffer::new(text);
        let excerpt = lines_around(&text, Utf16(place), 1);
        left_out(&text, Utf16(place), &excerpt)
    }

    #[test]
    fn lines_before_and_after_are_counted_once() {
        assert_eq!(around("a\nb\nc\nd\ne", 4), (1, 1));
        assert_eq!(around("a\nb\nc\nd\ne\n", 4), (1, 1), "an empty line at the end is none");
        assert_eq!(around("a\nb", 0), (0, 0));
        assert_eq!(around("a\nb\nc\nd", 99), (2, 0));
        assert_eq!(around("", 0), (0, 0));
    }
}
