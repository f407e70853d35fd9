//! The differences in words, each with its thing: a press brings it into view and points it out. It stands where the notes stand.

use std::sync::Arc;

use board::moments::comparison::{FileDifference, How, Hunk};
use leptos::prelude::*;

use super::{
    Compared, Comparing, Pointed, Side,
    marks::{key, sign},
};
use crate::ui::IconButton;

/// More differences than this are not listed.
const ITEMS_MAX: usize = 500;

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
struct Item {
    how: How,
    words: String,
    to: Pointed,
}

/// The list, while two moments are compared.
#[component]
pub fn ComparePanel() -> impl IntoView {
    let comparing = expect_context::<Comparing>();
    move || comparing.compared().map(|compared| view! { <Panel compared /> })
}

#[component]
fn Panel(compared: Arc<Compared>) -> impl IntoView {
    let comparing = expect_context::<Comparing>();
    let [from, to] = compared.times.map(|at| at.clock());
    let items = items(&compared);
    let words = if items.is_empty() {
        "Board and code are the same at both moments."
    } else {
        "What differs; press one to see it."
    };
    let items = items
        .into_iter()
        .take(ITEMS_MAX)
        .map(|item| view! { <ItemLine item /> });
    let sides = [
        (Side::Before, from.clone()),
        (Side::Both, "Both".to_owned()),
        (Side::After, to.clone()),
        (Side::Beside, "Side by side".to_owned()),
    ];
    let sides = sides.map(|(side, words)| {
        let is_shown = Memo::new(move |_| comparing.side.get() == side);
        view! {
            <button
                type="button"
                class="button button-quiet time-idle"
                class:wide-only=side == Side::Beside
                aria-pressed=move || is_shown.get().to_string()
                on:click=move |_| comparing.side.set(side)
            >
                {words}
            </button>
        }
    });
    view! {
        <section class="thing" aria-label="Comparison">
            <header class="panel-head">
                <h2>{format!("{from} against {to}")}</h2>
                <IconButton icon="x" label="Close" key="Esc" on_press=move || comparing.close() />
            </header>
            <div class="compare-sides" role="group" aria-label="What is shown">{sides}</div>
            <p class="story-none" role="status">{words}</p>
            <ol class="story-list">{items.collect_view()}</ol>
        </section>
    }
}

#[component]
fn ItemLine(item: Item) -> impl IntoView {
    let comparing = expect_context::<Comparing>();
    let to = item.to;
    let is_pointed = Memo::new(move |_| comparing.pointed.get() == Some(to));
    view! {
        <li>
            <button
                type="button"
                class="story-item"
                aria-current=move || is_pointed.get().then_some("true")
                on:click=move |_| comparing.pointed.set(Some(to))
            >
                <span class="compare-sign" data-how=key(item.how) aria-hidden="true">{sign(item.how)}</span>
                <span class="story-words">{item.words}</span>
            </button>
        </li>
    }
}

fn items(compared: &Compared) -> Vec<Item> {
    let comparison = &compared.comparison;
    let drawn = comparison.elements.iter().filter_map(|one| {
        Some(Item {
            how: one.how,
            words: one.words.clone(),
            to: Pointed::Element(*one.ids.first()?),
        })
    });
    drawn.chain(comparison.files.iter().flat_map(of_file)).collect()
}

fn of_file(file: &FileDifference) -> Vec<Item> {
    let (id, name) = (file.id, &file.name);
    let item = |how, words, line| Item {
        how,
        words,
        to: Pointed::Line(id, line),
    };
    match file.how {
        How::Added => vec![item(How::Added, format!("{name} added"), 0)],
        How::Removed => vec![item(How::Removed, format!("{name} removed"), 0)],
        How::Moved | How::Changed => {
            let hunks = Hunk::all(&file.lines);
            if hunks.is_empty() {
                return vec![item(How::Changed, format!("{name} has another name"), 0)];
            }
            let words = |hunk: &Hunk| {
                let (how, words) = hunk.words(&file.lines);
                item(how, format!("{name}: {words}"), hunk.from)
            };
            hunks.iter().map(words).collect()
        }
    }
}
