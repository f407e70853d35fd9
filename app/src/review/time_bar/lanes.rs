//! How busy everybody was when, as one picture per person for the stretch in view: drawing stands above the middle, filled, with
//! erasing on top of it in stripes; typing hangs below, hollow; cards and chat are signs on the middle. Told apart without
//! colours as well. For finding one's way, never a figure about anybody.

use board::{
    actor::ActorIndex,
    moments::{Activity, Doing},
    playback::Window,
};
use leptos::prelude::*;

use super::place::percent;
use crate::{
    decimal::fixed,
    people::mark::{initials, ink_of, pattern_of},
    review::{Review, bar::Bar, story, voices::VoiceWave},
};

/// Slices of the stretch in view.
const SLICES: usize = 240;
/// Height of the picture, half of it for either side.
const HEIGHT: f64 = 24.0;
/// Whatever was done is at least so high.
const LEAST: f64 = 1.5;

/// One person's lane.
#[derive(Clone, Debug, Default, PartialEq)]
struct Lane {
    /// As SVG writes paths.
    draws: String,
    erases: String,
    types: String,
    /// Places of signs, from 0 to 1.
    cards: Vec<f64>,
    chats: Vec<f64>,
}

/// The names beside the lanes; pressed, they put a lane out of sight.
#[component]
pub(super) fn LaneNames() -> impl IntoView {
    let people = expect_context::<Bar>().people();
    let names = (1_u32..)
        .zip(people)
        .map(|(number, actor)| view! { <LaneName actor number /> });
    view! { <ul class="time-names" aria-label="People in this recording">{names.collect_view()}</ul> }
}

#[component]
fn LaneName(actor: ActorIndex, number: u32) -> impl IntoView {
    let bar = expect_context::<Bar>();
    let name = story::name_of(actor, &expect_context::<Review>().opened().header.people);
    let key = (number < 10).then(|| format!("Alt+{number}"));
    let words = {
        let (name, key) = (name.clone(), key.clone());
        move || {
            let deed = if bar.shows(actor) { "Hide" } else { "Show" };
            let key = key.as_ref().map(|key| format!(" ({key})")).unwrap_or_default();
            format!("{deed} the activity of {name}{key}")
        }
    };
    let (label, short) = (format!("Activity of {name}"), initials(&name));
    view! {
        <li data-ink=ink_of(actor).to_string()>
            <button
                type="button"
                class="time-name"
                aria-label=label
                aria-pressed=move || bar.shows(actor).to_string()
                aria-keyshortcuts=key
                title=words
                on:click=move |_| bar.toggle_lane(actor)
            >
                <span class="time-name-mark" data-pattern=pattern_of(actor).key() aria-hidden="true"></span>
                <span class="time-name-short" aria-hidden="true">{short}</span>
                <span class="time-name-full">{name}</span>
            </button>
        </li>
    }
}

/// The lanes themselves: a picture of what the recording holds, so that assistive technology passes over it.
#[component]
pub(super) fn Lanes() -> impl IntoView {
    let bar = expect_context::<Bar>();
    let people = bar.people();
    let all = people.clone();
    let span = Signal::derive(move || bar.window().get().span());
    let lanes = Memo::new(move |_| {
        let shown = all.iter().map(|actor| (*actor, bar.shows(*actor))).collect::<Vec<_>>();
        lanes_of(&bar.activity(), &shown, bar.window().get())
    });
    let pictures = people.into_iter().enumerate().map(|(index, actor)| {
        let lane = Memo::new(move |_| lanes.with(|lanes| lanes.get(index).cloned().unwrap_or_default()));
        let signs = move || {
            let lane = lane.read();
            let sign = |class: &'static str| move |part: &f64| view! { <span class=class style:left=percent(*part)></span> };
            let cards = lane.cards.iter().map(sign("time-sign time-sign-card"));
            let chats = lane.chats.iter().map(sign("time-sign time-sign-chat"));
            cards.chain(chats).collect_view()
        };
        view! {
            <div class="time-lane" data-ink=ink_of(actor).to_string() data-hidden=move || (!bar.shows(actor)).then_some("yes")>
                <svg viewBox=format!("0 0 {SLICES} {}", fixed(HEIGHT, 0)) preserveAspectRatio="none">
                    <path class="time-lane-draws" d=move || lane.read().draws.clone()></path>
                    <path class="time-lane-erases" d=move || lane.read().erases.clone()></path>
                    <path class="time-lane-types" d=move || lane.read().types.clone()></path>
                    <VoiceWave actor=actor.0 span width=SLICES as f64 height=HEIGHT />
                </svg>
                {signs}
            </div>
        }
    });
    view! {
        <div class="time-lanes" aria-hidden="true">
            <Stripes />
            {pictures.collect_view()}
        </div>
    }
}

/// What is erased is painted with: stripes across, which stay stripes however a lane is stretched.
#[component]
fn Stripes() -> impl IntoView {
    view! {
        <svg class="time-stripes" width="0" height="0">
            <pattern id="time-stripes" width="4" height="3" patternUnits="userSpaceOnUse">
                <rect width="4" height="1.5"></rect>
            </pattern>
        </svg>
    }
}

/// Everybody's lane for a stretch; empty for who is out of sight.
fn lanes_of(activity: &Activity, people: &[(ActorIndex, bool)], window: Window) -> Vec<Lane> {
    let counts = people.iter().map(|(actor, is_shown)| {
        Doing::ALL.map(|doing| {
            if *is_shown {
                activity.density(*actor, doing, window.span(), SLICES)
            } else {
                vec![0; SLICES]
            }
        })
    });
    let counts = counts.collect::<Vec<_>>();
    let most = counts
        .iter()
        .flat_map(|[draws, types, erases, _, _]| {
            let board = draws.iter().zip(erases).map(|(draws, erases)| draws + erases);
            board.chain(types.iter().copied())
        })
        .max()
        .unwrap_or(0);
    let lane = |[draws, types, erases, cards, chats]: &[Vec<u32>; 5]| {
        let (draws, erases) = upwards(draws, erases, most);
        Lane {
            draws,
            erases,
            types: downwards(types, most),
            cards: places(cards),
            chats: places(chats),
        }
    };
    counts.iter().map(lane).collect()
}

/// Height of so many among most. The root, so that little is seen beside much.
fn height(count: u32, most: u32) -> f64 {
    (f64::from(count) / f64::from(most.max(1))).sqrt() * (HEIGHT / 2.0 - 2.0) + LEAST
}

/// One bar of a path.
fn bar(path: &mut String, slice: usize, from: f64, to: f64) {
    let (left, from, to) = (fixed(slice as f64 + 0.1, 1), fixed(from, 1), fixed(to, 1));
    path.push_str(&format!("M{left} {from}V{to}h.8V{from}z"));
}

/// Drawing from the middle upwards, and on top of it what was taken away.
fn upwards(draws: &[u32], erases: &[u32], most: u32) -> (String, String) {
    let (mut drawn, mut erased) = (String::new(), String::new());
    for (slice, (draws, erases)) in draws.iter().copied().zip(erases.iter().copied()).enumerate() {
        let all = draws + erases;
        if all == 0 {
            continue;
        }
        let top = HEIGHT / 2.0 - height(all, most);
        let share = (HEIGHT / 2.0 - top) * f64::from(erases) / f64::from(all);
        let between = if erases == 0 { top } else { top + share.max(LEAST) };
        if draws > 0 {
            bar(&mut drawn, slice, HEIGHT / 2.0, between);
        }
        if erases > 0 {
            bar(&mut erased, slice, between, top);
        }
    }
    (drawn, erased)
}

/// Typing from the middle downwards.
fn downwards(types: &[u32], most: u32) -> String {
    let mut path = String::new();
    for (slice, count) in types.iter().enumerate().filter(|(_, count)| **count > 0) {
        bar(&mut path, slice, HEIGHT / 2.0, HEIGHT / 2.0 + height(*count, most));
    }
    path
}

/// One sign for each slice in which there was something.
fn places(counts: &[u32]) -> Vec<f64> {
    let some = counts.iter().enumerate().filter(|(_, count)| **count > 0);
    some.map(|(slice, _)| (slice as f64 + 0.5) / counts.len() as f64)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_only_where_something_was_done_and_the_tallest_stays_inside() {
        assert_eq!(upwards(&[0, 0], &[0, 0], 4), (String::new(), String::new()));
        assert_eq!(upwards(&[0, 4], &[0, 0], 4).0, "M1.1 12.0V0.5h.8V12.0z");
        assert_eq!(downwards(&[1], 4), "M0.1 12.0V18.5h.8V12.0z");
    }

    #[test]
    fn what_was_erased_stands_on_what_was_drawn() {
        let (drawn, erased) = upwards(&[2, 0], &[2, 1], 4);
        assert_eq!(drawn, "M0.1 12.0V6.3h.8V12.0z");
        assert_eq!(erased, "M0.1 6.3V0.5h.8V6.3zM1.1 12.0V5.5h.8V12.0z");
    }

    #[test]
    fn a_sign_stands_in_the_middle_of_its_slice() {
        assert_eq!(places(&[0, 7, 0, 1]), [0.375, 0.875]);
    }
}
