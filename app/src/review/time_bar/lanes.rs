//! How busy everybody was when, as one picture per person: drawing stands above the middle, filled; typing hangs below it, hollow.
//! Told apart without colours, and computed once. For finding one's way, never a figure about anybody.

use board::{
    actor::ActorIndex,
    moments::{self, Span},
    time::Millis,
};
use interview::{api::RecordedPerson, seat::Role};
use leptos::prelude::*;

use crate::{
    decimal::fixed,
    people::mark::{initials, ink_of, pattern_of},
    review::{Review, story, voices::VoiceWave},
};

/// Slices of the whole time.
const SLICES: usize = 240;
/// Height of the picture, half of it for either side.
const HEIGHT: f64 = 24.0;

/// One person's lane.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lane {
    pub(super) actor: ActorIndex,
    pub(super) name: String,
    /// As SVG writes paths.
    drawing: String,
    typing: String,
}

/// Everybody who did something, in the order of their first join.
pub(super) fn lanes(review: Review) -> Vec<Lane> {
    let opened = review.opened();
    let activity = moments::activity(opened.timeline.entries(), opened.timeline.duration(), SLICES);
    let all = activity
        .values()
        .flat_map(|lane| lane.drawing.iter().chain(&lane.typing));
    let most = all.copied().max().unwrap_or(0).max(1);
    let lane = |(actor, lane): (ActorIndex, moments::Activity)| Lane {
        actor,
        name: story::name_of(actor, &opened.header.people),
        drawing: bars(&lane.drawing, most, -1.0),
        typing: bars(&lane.typing, most, 1.0),
    };
    let mut lanes = activity.into_iter().map(lane).collect::<Vec<_>>();
    // Who neither drew nor typed may have spoken.
    let silent = |person: &&RecordedPerson| {
        let watches = Role::from_word(&person.role) == Some(Role::Observer);
        !watches && !person.name.is_empty() && lanes.iter().all(|lane| lane.actor.0 != person.actor)
    };
    let silent = opened.header.people.iter().filter(silent).map(|person| Lane {
        actor: ActorIndex(person.actor),
        name: person.name.clone(),
        drawing: String::new(),
        typing: String::new(),
    });
    let silent = silent.collect::<Vec<_>>();
    lanes.extend(silent);
    lanes
}

/// The names beside the lanes.
#[component]
pub(super) fn LaneNames(lanes: Vec<Lane>) -> impl IntoView {
    let names = lanes.into_iter().map(|lane| {
        view! {
            <li data-ink=ink_of(lane.actor).to_string() title=lane.name.clone()>
                <span class="time-name-mark" data-pattern=pattern_of(lane.actor).key() aria-hidden="true"></span>
                <span class="time-name-short" aria-hidden="true">{initials(&lane.name)}</span>
                <span class="time-name-full">{lane.name.clone()}</span>
            </li>
        }
    });
    view! { <ul class="time-names" aria-label="People in this recording">{names.collect_view()}</ul> }
}

/// The lanes themselves: a picture of what the recording holds, so that assistive technology passes over it.
#[component]
pub(super) fn Lanes(lanes: Vec<Lane>) -> impl IntoView {
    let whole = Span {
        from: Millis(0),
        to: expect_context::<Review>().player.duration(),
    };
    let pictures = lanes.into_iter().map(|lane| {
        view! {
            <svg
                class="time-lane"
                data-ink=ink_of(lane.actor).to_string()
                viewBox=format!("0 0 {SLICES} {}", fixed(HEIGHT, 0))
                preserveAspectRatio="none"
            >
                <path class="time-lane-draws" d=lane.drawing></path>
                <path class="time-lane-types" d=lane.typing></path>
                <VoiceWave actor=lane.actor.0 span=whole width=SLICES as f64 height=HEIGHT />
            </svg>
        }
    });
    view! { <div class="time-lanes" aria-hidden="true">{pictures.collect_view()}</div> }
}

/// Bars from the middle upwards (`direction` -1) or downwards (1). The root of a count, so that little is seen beside much.
fn bars(counts: &[u32], most: u32, direction: f64) -> String {
    let middle = HEIGHT / 2.0;
    let line = fixed(middle, 0);
    let mut path = String::new();
    for (slice, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let height = (f64::from(*count) / f64::from(most)).sqrt() * (middle - 2.0) + 1.5;
        let (left, to) = (slice as f64 + 0.1, middle + direction * height);
        path.push_str(&format!("M{} {line}V{}h.8V{line}z", fixed(left, 1), fixed(to, 1)));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_only_where_something_was_done_and_the_tallest_stays_inside() {
        assert_eq!(bars(&[0, 0], 4, -1.0), "");
        assert_eq!(bars(&[0, 4], 4, -1.0), "M1.1 12V0.5h.8V12z");
        assert_eq!(bars(&[1], 4, 1.0), "M0.1 12V18.5h.8V12z");
    }
}
