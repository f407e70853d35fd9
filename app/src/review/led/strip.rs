//! The strip under the head that says who leads, with the one or two things to do about it; and the same for who hears the page.

use interview::led::{Lead, Viewer, ViewerKind};
use leptos::prelude::*;

use super::{
    Led,
    connecting::Link,
    menu::{HandOverItems, others},
    words,
};
use crate::ui::{Button, Icon, Look, Menu};

/// The strip; nothing while nobody leads and one is not there oneself, or alone.
#[component]
pub fn LedStrip() -> impl IntoView {
    let led = expect_context::<Led>();
    let standing = standing(led);
    // Who is alone knows that nobody leads; the menu still offers to.
    let is_needless =
        move || led.link.get() == Link::Up && led.here.with(|here| here.lead == Lead::Free && here.viewers.len() < 2);
    let is_shown = Memo::new(move |_| standing.read().is_some() && !is_needless());
    let is_own = move || led.leads();
    view! {
        <p class="visually-hidden" role="status" aria-live="polite" data-led-said="yes">{led.said}</p>
        <Show when=move || is_shown.get()>
            <div class="led-strip" role="group" aria-label="Together" data-led=move || if is_own() { "leads" } else { "looks" }>
                <Icon name="users" />
                <span class="led-words">{move || standing.get().unwrap_or_default()}</span>
                <Deeds />
                <People />
                <span class="led-refused" role="alert">{led.refused}</span>
            </div>
        </Show>
    }
}

/// The same words without anything to press.
#[component]
pub fn LedWords() -> impl IntoView {
    let led = expect_context::<Led>();
    let standing = standing(led);
    view! { <p class="led-words" role="status">{move || standing.get().unwrap_or_default()}</p> }
}

fn standing(led: Led) -> Memo<Option<String>> {
    Memo::new(move |_| {
        let (link, joined, follows) = (led.link.get(), led.joined.get(), led.follows.get());
        led.here.with(|here| words::standing(link, here, joined, follows))
    })
}

/// What one would do next.
#[derive(Clone, Debug, Eq, PartialEq)]
enum Next {
    Nothing,
    Leads { can_hand_over: bool },
    Leave,
    Follow { name: String, again: bool },
    Lead,
}

fn next(led: Led) -> Next {
    if led.link.get() != Link::Up {
        return Next::Nothing;
    }
    if led.leads() {
        let can_hand_over = !others(led).is_empty();
        return Next::Leads { can_hand_over };
    }
    let here = led.here();
    match (here.lead, here.leader()) {
        (Lead::Free, _) | (_, None) => Next::Lead,
        (_, Some(_)) if led.is_moved() => Next::Leave,
        (_, Some(leader)) => Next::Follow {
            name: leader.called(),
            again: led.joined.get(),
        },
    }
}

#[component]
fn Deeds() -> impl IntoView {
    let led = expect_context::<Led>();
    let next = Memo::new(move |_| next(led));
    move || match next.get() {
        Next::Nothing => ().into_any(),
        Next::Leads { can_hand_over } => view! {
            {can_hand_over.then(|| view! { <HandOver /> })}
            <Button look=Look::Quiet on_press=move || led.stop_leading()>"Stop leading"</Button>
        }
        .into_any(),
        Next::Leave => view! {
            <Button look=Look::Quiet on_press=move || led.follow(false)>"Leave" <kbd>"T"</kbd></Button>
        }
        .into_any(),
        Next::Follow { name, again } => {
            let words = if again {
                format!("Follow {name} again")
            } else {
                format!("Follow {name}")
            };
            view! { <Button on_press=move || led.follow(true)>{words} <kbd>"T"</kbd></Button> }.into_any()
        }
        Next::Lead => view! { <Button on_press=move || led.lead()>"Lead the replay"</Button> }.into_any(),
    }
}

#[component]
fn HandOver() -> impl IntoView {
    let face = move || (move || view! { "Hand over" <Icon name="chevron-down" /> }).into_any();
    view! {
        <Menu label="Hand over the lead".to_owned() face class="button button-quiet led-hand-over">
            <HandOverItems />
        </Menu>
    }
}

/// Who is there, each with what they do, for whoever is there too.
#[component]
fn People() -> impl IntoView {
    let led = expect_context::<Led>();
    let lines = Memo::new(move |_| {
        let here = led.here.read();
        let leader = here.leader().map(|leader| leader.id);
        let line = |viewer: &Viewer| {
            let is_you = Some(viewer.id) == here.you;
            let name = if is_you {
                format!("{} (you)", viewer.called())
            } else {
                viewer.called()
            };
            let does = match viewer.kind {
                _ if Some(viewer.id) == leader => "leads",
                ViewerKind::Projector => "shows",
                ViewerKind::Person if viewer.follows => "follows",
                ViewerKind::Person => "looks around",
            };
            (viewer.id.0, name, does)
        };
        let is_there = here.you.is_some();
        here.viewers.iter().filter(|_| is_there).map(line).collect::<Vec<_>>()
    });
    view! {
        <ul class="led-people" aria-label="Who is here" tabindex="0" hidden=move || lines.read().is_empty()>
            <For each=move || lines.get() key=|line| line.clone() let:line>
                <li data-does=line.2>{line.1} " " <span class="quiet">{line.2}</span></li>
            </For>
        </ul>
    }
}
