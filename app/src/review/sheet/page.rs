//! The page of a sheet: what is chosen from at its side, and the sheet itself as it will be printed, on paper in any theme.

use leptos::prelude::*;

use super::{Making, choosing::Choosing, keeping::Kept, moment::MomentOnSheet};
use crate::{
    dom,
    notes::{Sharing, SharingButton},
    review::{
        link,
        story::{Moment, MomentKind},
    },
    route::Link,
    ui::{Button, Icon, Look, Message, ThemeSwitch, Tone},
};

/// All of it.
#[component]
pub fn SheetView() -> impl IntoView {
    let making = expect_context::<Making>();
    let back = making
        .place
        .with_value(|(room, seat)| link::beginning(*room, seat.as_deref(), expect_context()));
    let kept = making.keeping.state();
    let state = move || match kept.get() {
        Kept::Untouched => "",
        Kept::Waiting => "Keeping…",
        Kept::Yes => "Kept, for you alone",
        Kept::Not(_) => "Only in this browser so far",
    };
    let problem = Signal::derive(move || match kept.get() {
        Kept::Not(why) => Some(format!(
            "The sheet is kept in this browser and not on the server yet. {why}"
        )),
        Kept::Untouched | Kept::Waiting | Kept::Yes => None,
    });
    let print = move || drop(window().print());
    view! {
        <div class="sheet-page">
            <header class="sheet-head">
                <Link to=back class="review-back">"Review"</Link>
                <span class="quiet small" role="status">{state}</span>
                <span class="review-space"></span>
                <Button look=Look::Primary icon="file-text" on_press=print>"Print or save as PDF"</Button>
                <SharingButton />
                <ThemeSwitch />
            </header>
            <div class="sheet-problem"><Message tone=Tone::Problem text=problem /></div>
            <div class="sheet-desk">
                <Choosing />
                <Paper />
            </div>
        </div>
    }
}

/// The sheet.
#[component]
fn Paper() -> impl IntoView {
    let making = expect_context::<Making>();
    let sharing = expect_context::<Sharing>();
    let (title, date, people) = making.opened.with_value(|opened| {
        let header = &opened.header;
        let people = header.people.iter().filter(|person| !person.name.is_empty());
        let people = people.map(|person| format!("{} ({})", person.name, person.role.to_lowercase()));
        (
            header.title.clone(),
            header.began_unix_millis.map(dom::date_time),
            people.collect::<Vec<_>>().join(", "),
        )
    });
    let length = making.opened.with_value(|opened| opened.timeline.duration().clock());
    let shown_title = move || {
        if sharing.on() {
            "Board".to_owned()
        } else {
            title.clone()
        }
    };
    let is_empty = move || making.chosen.read().is_empty();
    view! {
        <article class="sheet in-light" aria-label="Round sheet">
            <header>
                <h1 tabindex="-1">{shown_title}</h1>
                <p class="quiet">{date} {format!(" · {length} · {people}")}</p>
            </header>
            <Show when=is_empty>
                <p class="quiet">"No moment is chosen yet: tick some under Moments."</p>
            </Show>
            <ol class="sheet-moments">
                <For each=move || making.chosen.get() key=|cited| cited.at let:cited>
                    <MomentOnSheet at=cited.at />
                </For>
            </ol>
            <Cards />
            <OwnNotes />
        </article>
    }
}

/// The public journal.
#[component]
fn Cards() -> impl IntoView {
    let making = expect_context::<Making>();
    let cards = Memo::new(move |_| {
        let is_card = |moment: &&Moment| match moment.kind {
            MomentKind::Card | MomentKind::Decision | MomentKind::Assumption | MomentKind::Phase => true,
            MomentKind::Note(_) | MomentKind::Event => false,
        };
        making
            .story
            .with(|story| story.iter().filter(is_card).cloned().collect::<Vec<_>>())
    });
    let lines = move || {
        let line = |card: Moment| view! { <li><time>{card.at.clock()}</time> <span>{card.words}</span></li> };
        cards.get().into_iter().map(line).collect_view()
    };
    view! {
        <Show when=move || making.with_cards.get() && !cards.read().is_empty()>
            <section class="sheet-lines" aria-label="Journal">
                <h2>"Journal"</h2>
                <ol>{lines}</ol>
            </section>
        </Show>
    }
}

/// One's own notes: private also on paper, and said to be.
#[component]
fn OwnNotes() -> impl IntoView {
    let making = expect_context::<Making>();
    // In the same words as in the list beside the sheet.
    let notes = Memo::new(move |_| {
        let note = |moment: &Moment| Some((moment.note.as_ref()?.clock(), moment.words.clone()));
        making
            .story
            .with(|story| story.iter().filter_map(note).collect::<Vec<_>>())
    });
    let lines = move || {
        let line = |(clock, words)| view! { <li><time>{clock}</time> <span>{words}</span></li> };
        notes.get().into_iter().map(line).collect_view()
    };
    view! {
        <Show when=move || making.with_notes.get() && !notes.read().is_empty()>
            <section class="sheet-lines sheet-private private-only" aria-label="Your notes, only you">
                <h2><Icon name="lock" />"Your notes · only you"</h2>
                <ol>{lines}</ol>
            </section>
        </Show>
    }
}
