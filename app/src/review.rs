//! Playing a recording: board and code at one moment, the notes beside them, the time bar below. Reads a timeline and changes
//! nothing; knows no live room.

pub mod bar;
pub mod board_pane;
pub mod code_pane;
pub mod compare;
pub mod faces;
pub mod keys;
mod layers;
pub mod led;
pub mod link;
pub mod loading;
pub mod looked;
pub mod notes;
pub mod opening;
pub mod player;
pub mod projector;
pub mod proving;
pub mod removal;
pub mod searching;
pub mod sheet;
mod stops;
pub mod story;
pub mod story_list;
pub mod take_away;
pub mod things;
pub mod thumbnails;
pub mod time_bar;
pub mod voices;

use std::{rc::Rc, sync::Arc};

use board::replay::Timeline;
use interview::note::Note;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::ApiError,
    dom,
    lazy::Sheet,
    review::{opening::Opened, player::Player, story::Moment},
};

/// Entries that are gone through in one go: some five milliseconds.
const ENTRIES_AT_ONCE: usize = 16_384;

/// Sends for the style sheets of everything here; ends when they apply.
pub async fn styled() -> Result<(), ApiError> {
    // Both are sent for before either is awaited.
    let sheets = [Sheet::Panels, Sheet::Review].map(Sheet::applies);
    let mut all = true;
    for sheet in sheets {
        all &= sheet.await;
    }
    if all {
        return Ok(());
    }
    Err(ApiError {
        status: 0,
        code: "unreachable".to_owned(),
        sentence: "A part of this page could not be loaded; check the network and reload.".to_owned(),
    })
}

/// A recording being reviewed; in context of every part of the page.
#[derive(Clone, Copy)]
pub struct Review {
    /// What was opened.
    opened: StoredValue<Rc<Opened>, LocalStorage>,
    /// What stands in the list, by time.
    story: Memo<Arc<[Moment]>>,
    /// Shows moments.
    pub player: Player,
    /// Whether the keys are being explained.
    pub help: RwSignal<bool>,
    /// Whether there was something to see; what takes long and can wait waits for that.
    is_seen: RwSignal<bool>,
    /// Whether every moment can be gone to at once.
    knows_all: RwSignal<bool>,
}

impl Review {
    /// Opens at the beginning, paused, and puts itself into the context. The notes are those that may be shown.
    pub fn begin(opened: Opened, notes: Signal<Vec<Note>>) -> Review {
        let opened = Rc::new(opened);
        let timeline = Rc::clone(&opened.timeline);
        // Made anew with other names, the page still knows what it went through.
        let known = timeline.prepare(0);
        let public = story::of(opened.timeline.entries(), &opened.header.people);
        let story = Memo::new(move |_| story::with_notes(&public, &notes.read()).into());
        let review = Review {
            opened: StoredValue::new_local(Rc::clone(&opened)),
            story,
            player: Player::new(opened),
            help: RwSignal::new(false),
            is_seen: RwSignal::new(known),
            knows_all: RwSignal::new(known),
        };
        provide_context(review);
        if !known {
            spawn_local(review.prepare(timeline));
        }
        review
    }

    /// Goes through the recording once there is something to see, a little at a time.
    async fn prepare(self, timeline: Rc<Timeline>) {
        dom::frame_shown().await;
        self.is_seen.try_set(true);
        loop {
            dom::pause(0).await;
            // The page may have been left.
            if self.knows_all.is_disposed() {
                return;
            }
            if timeline.prepare(ENTRIES_AT_ONCE) {
                self.knows_all.try_set(true);
                return;
            }
        }
    }

    /// Whether there was something to see; tracked.
    pub fn is_seen(self) -> bool {
        self.is_seen.get()
    }

    /// Whether every moment can be gone to at once; tracked.
    pub fn knows_all(self) -> bool {
        self.knows_all.get()
    }

    /// What was opened.
    pub fn opened(self) -> Rc<Opened> {
        self.opened.get_value()
    }

    /// Notes, cards and what happened to the round, by time. Reading it in a reactive place follows the notes.
    pub fn story(self) -> Arc<[Moment]> {
        self.story.get()
    }

    /// The same as it is now.
    pub fn story_now(self) -> Arc<[Moment]> {
        self.story.get_untracked()
    }
}
