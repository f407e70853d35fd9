//! Going from correction to correction: the places at which somebody erased, rewrote or re-routed their own work, found by the
//! rules M0 to M6 of `board/SPEC.md`. Places to go to; nobody is counted and nothing is judged.

use std::rc::Rc;

use board::{
    id::ElementId,
    moments::corrections::{Corrected, Correction, Rule, corrections},
    playback::PlaybackCommand,
    time::Millis,
};
use leptos::prelude::*;

use super::Things;
use crate::{dom, review::story, ui::IconButton};

/// So many things are named; of more it is said that there are others.
const NAMED: usize = 2;

type Found = Rc<[Correction]>;

/// The corrections of a recording, and the one that was gone to; in context of every part of the page.
#[derive(Clone, Copy)]
pub struct Corrections {
    things: Things,
    found: StoredValue<Option<Found>, LocalStorage>,
    /// Whether they were looked for.
    are_found: RwSignal<bool>,
    landed: RwSignal<Option<usize>>,
}

impl Corrections {
    /// Begins at none of them, and puts itself into the context.
    pub fn begin(things: Things) -> Corrections {
        let corrections = Corrections {
            things,
            found: StoredValue::new_local(None),
            are_found: RwSignal::new(false),
            landed: RwSignal::new(None),
        };
        provide_context(corrections);
        corrections
    }

    /// All of them, found by whoever asks first.
    pub fn all(self) -> Found {
        if let Some(found) = self.found.with_value(Clone::clone) {
            return found;
        }
        let opened = self.things.review.opened();
        let found: Found = dom::measured("corrections", || corrections(opened.timeline.entries())).into();
        self.found.set_value(Some(Rc::clone(&found)));
        self.are_found.set(true);
        found
    }

    /// Stops and goes to the next one, or to the one before.
    pub fn go(self, forwards: bool) {
        let player = self.things.review.player;
        let (all, at) = (self.all(), player.playhead().get_untracked());
        let index = if forwards {
            Some(all.partition_point(|one| one.at <= at)).filter(|index| *index < all.len())
        } else {
            all.partition_point(|one| one.at < at).checked_sub(1)
        };
        if let Some((index, one)) = index.and_then(|index| Some((index, all.get(index)?))) {
            player.command(PlaybackCommand::Jump(one.at));
            self.landed.set(Some(index));
        }
    }

    /// When each of them was, for the bar of time; none before they were looked for.
    pub fn times(self) -> Vec<Millis> {
        if !self.are_found.get() {
            return Vec::new();
        }
        self.all().iter().map(|one| one.at).collect()
    }

    /// The correction that one went to and has not left.
    fn here(self) -> Option<Correction> {
        let at = self.things.review.player.playhead().get();
        let one = self.landed.get().and_then(|index| self.all().get(index).cloned());
        one.filter(|one| one.at == at)
    }

    /// What the correction one went to removed, or was about.
    pub(super) fn removed_here(self) -> Vec<ElementId> {
        match self.here().map(|one| one.what) {
            Some(Corrected::Elements(ids)) => ids,
            Some(Corrected::File(_)) | None => Vec::new(),
        }
    }

    /// `Ana removed Queue.`
    fn words(self, one: &Correction) -> String {
        let opened = self.things.review.opened();
        let entries = opened.timeline.entries();
        let who = story::name_of(one.actor, &opened.header.people);
        // What goes, or is tied elsewhere, is called as it was called before.
        let before = usize::try_from(one.seq.0.saturating_sub(1)).unwrap_or(usize::MAX);
        let is_no_more = matches!(one.rule, Rule::Removed | Rule::Rebound);
        let n_entries = if is_no_more { before } else { before + 1 };
        let what = match &one.what {
            Corrected::Elements(ids) => {
                let histories = self.things.histories();
                let names = ids.iter().take(NAMED);
                let names = names
                    .map(|id| histories.name_at(entries, *id, n_entries))
                    .collect::<Vec<_>>();
                let others = if ids.len() > NAMED { " and others" } else { "" };
                format!("{}{others}", names.join(", "))
            }
            Corrected::File(id) => {
                let board = self.things.review.player.board();
                board
                    .file(*id)
                    .map_or_else(|| "a code file".to_owned(), |file| file.name.clone())
            }
        };
        let deed = match one.rule {
            Rule::Removed => format!("removed {what}"),
            Rule::Retyped => format!("deleted own words in {what}"),
            Rule::Rebound => format!("tied {what} elsewhere"),
            Rule::Rerouted => format!("led {what} another way"),
            Rule::Restored => format!("brought back {what}"),
            Rule::Undone => format!("undid typing in {what}"),
        };
        format!("{} {who} {deed}", one.at.clock())
    }
}

/// The buttons that go from one to the next, and what was gone to in words.
#[component]
pub fn CorrectionButtons() -> impl IntoView {
    let corrections = expect_context::<Corrections>();
    view! {
        <IconButton
            icon="circle-arrow-left"
            label="Previous correction"
            key="Shift+X"
            on_press=move || corrections.go(false)
        />
        <IconButton
            icon="circle-arrow-right"
            label="Next correction"
            key="X"
            on_press=move || corrections.go(true)
        />
    }
}

/// What the correction is that one went to.
#[component]
pub fn CorrectionWords() -> impl IntoView {
    let corrections = expect_context::<Corrections>();
    let words = Memo::new(move |_| corrections.here().map(|one| corrections.words(&one)));
    view! { <p class="correction-words" role="status">{words}</p> }
}
