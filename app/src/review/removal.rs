//! Removing a stretch from the review, and following what was removed elsewhere: a page that still holds it is opened anew.

use board::{id::RoomId, time::Millis};
use leptos::prelude::*;

use crate::{
    removal::{RemovalDialog, Removing, Somebody},
    review::Review,
    ui::{Button, Look},
};

/// What is offered where nothing was marked: so much before the playhead.
const BEFORE_PLAYHEAD: Millis = Millis(60_000);

/// Looks for removals as long as the page is there, and opens it anew after one that what was opened does not know of; the address
/// says where it was.
pub fn begin(room: RoomId, seat: Option<String>, review: Review) {
    let known = usize::try_from(review.opened().removals).ok();
    let removing = Removing::provide(room, seat, known, || true);
    Effect::new(move || {
        if removing.is_outdated() {
            let _ = window().location().reload();
        }
    });
}

/// Opens the dialog; for who decides.
#[component]
pub fn RemoveButton() -> impl IntoView {
    let removing = expect_context::<Removing>();
    let decides = move || removing.heard().get().decides;
    let words = move || match removing.waiting().len() {
        0 => "Remove a stretch".to_owned(),
        number => format!("Remove a stretch ({number} asked for)"),
    };
    view! {
        <Show when=decides>
            <Button look=Look::Quiet icon="scissors" on_press=move || removing.open.set(true)>
                <span class="review-copy">{words}</span>
            </Button>
        </Show>
    }
}

/// The dialog.
#[component]
pub fn InReview() -> impl IntoView {
    let review = expect_context::<Review>();
    let opened = review.opened();
    let people = opened.header.people.iter().filter(|person| !person.name.is_empty());
    let people = people.map(|person| Somebody {
        actor: person.actor,
        name: person.name.clone(),
    });
    let people = people.collect::<Vec<_>>();
    let player = review.player;
    let marked = move |()| {
        let at = player.playhead().get_untracked();
        let looped = player.looped().get_untracked();
        Some(looped.map_or((at - BEFORE_PLAYHEAD, at), |span| (span.from, span.to)))
    };
    view! {
        <RemovalDialog
            people=Signal::stored(people)
            now=move |()| player.playhead().get_untracked()
            marked
        />
    }
}
