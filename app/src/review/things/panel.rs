//! The history of the chosen thing as a list: Up and Down walk it and go to each moment, a press does the same. It stands where
//! the notes stand, in a narrow window at the bottom, so that it covers nothing of what it is about.

use board::{playback::PlaybackCommand, recording::Seq};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    Things,
    telling::{Line, LineKind, name},
};
use crate::{
    dom,
    people::mark::{ink_of, pattern_of},
    review::voices::PlaySaid,
    ui::{Icon, IconButton},
};

/// The panel, while it is open.
#[component]
pub fn ThingPanel() -> impl IntoView {
    let things = expect_context::<Things>();
    view! {
        <Show when=move || things.open.get()>
            <Panel things />
        </Show>
    }
}

/// Puts the focus on the line of the moment, or on what there is.
pub fn take_focus() {
    request_animation_frame(|| {
        let lines = [".thing [aria-current]", ".thing .story-item", ".thing .icon-button"];
        if let Some(line) = lines.into_iter().find_map(dom::element_by_selector) {
            line.focus().ok();
        }
    });
}

#[component]
fn Panel(things: Things) -> impl IntoView {
    let player = things.review.player;
    let title = Memo::new(move |_| {
        player.revision().track();
        things.chosen.with(|thing| match thing {
            Some(thing) => name(things.review, &things.histories(), thing, count(player.seq())),
            None => "History".to_owned(),
        })
    });
    let born = move || things.lines.with(|lines| born(lines));
    let current = Memo::new(move |_| {
        let at = player.playhead().get();
        things
            .lines
            .with(|lines| lines.partition_point(|line| line.at <= at).checked_sub(1))
    });
    let is_empty = move || things.lines.with(Vec::is_empty);
    let drawn = Memo::new(move |_| things.spans().first().copied());
    let said_at_birth = move || {
        drawn
            .get()
            .map(|drawn| view! { <PlaySaid from=drawn.from to=drawn.to /> })
    };
    view! {
        <section class="thing" aria-label=move || format!("History of {}", title.get())>
            <header class="panel-head">
                <h2>{title}</h2>
                <IconButton icon="x" label="Close" key="Esc" on_press=move || things.close() />
            </header>
            <p class="story-none" role="status">{born}</p>
            {said_at_birth}
            <Show when=is_empty>
                <p class="story-none">
                    "Press something on the board, or mark lines of code, to see what it went through."
                </p>
            </Show>
            <ol class="story-list" on:keydown=move |event| walk(&event)>
                <For
                    each=move || things.lines.get().into_iter().enumerate()
                    key=|(index, line)| (*index, line.at, line.words.clone())
                    let:((index, line))
                >
                    <LineItem things line is_current=Memo::new(move |_| current.get() == Some(index)) />
                </For>
            </ol>
        </section>
    }
}

#[component]
fn LineItem(things: Things, line: Line, is_current: Memo<bool>) -> impl IntoView {
    let at = line.at;
    let is_private = line.is_private();
    let sign = match &line.kind {
        LineKind::Change { actor, .. } => view! {
            <span
                class="time-name-mark"
                data-ink=ink_of(*actor).to_string()
                data-pattern=pattern_of(*actor).key()
                aria-hidden="true"
            ></span>
        }
        .into_any(),
        LineKind::Said(kind) => view! { <Icon name=kind.icon() /> }.into_any(),
    };
    let who = match &line.kind {
        LineKind::Change { who, .. } => format!("by {who}"),
        LineKind::Said(_) if is_private => "Only you".to_owned(),
        LineKind::Said(_) => String::new(),
    };
    view! {
        <li>
            <button
                type="button"
                class="story-item"
                class:story-private=is_private
                class:private-only=is_private
                aria-current=move || is_current.get().then_some("true")
                on:click=move |_| things.review.player.command(PlaybackCommand::Jump(at))
            >
                <time>{at.clock()}</time>
                {sign}
                <span class="story-words">{line.words} " " <span class="quiet small">{who}</span></span>
            </button>
        </li>
    }
}

/// `Made 03:12 by Ana Okafor.`
fn born(lines: &[Line]) -> Option<String> {
    lines.iter().find_map(|line| match &line.kind {
        LineKind::Change {
            from,
            who,
            is_birth: true,
            ..
        } => Some(format!("Made {} by {who}.", from.clock())),
        LineKind::Change { .. } | LineKind::Said(_) => None,
    })
}

/// Up, Down, Home and End go along the lines and to the moment of each.
fn walk(event: &ev::KeyboardEvent) {
    let list = event
        .current_target()
        .and_then(|list| list.dyn_into::<web_sys::Element>().ok());
    let Some(lines) = list.and_then(|list| list.query_selector_all(".story-item").ok()) else {
        return;
    };
    let here = document().active_element();
    let place = (0..lines.length()).find(|index| lines.get(*index).as_ref() == here.as_deref());
    let last = lines.length().saturating_sub(1);
    let to = match (event.key().as_str(), place) {
        ("ArrowDown", Some(place)) => (place + 1).min(last),
        ("ArrowUp", Some(place)) => place.saturating_sub(1),
        ("Home", _) => 0,
        ("End", _) => last,
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    if let Some(line) = lines.get(to).and_then(|line| line.dyn_into::<HtmlElement>().ok()) {
        line.focus().ok();
        line.click();
    }
}

fn count(seq: Seq) -> usize {
    usize::try_from(seq.0).unwrap_or(usize::MAX)
}
