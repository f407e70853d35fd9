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

use interview::note::Note;
use leptos::prelude::*;

use crate::{
    api::ApiError,
    lazy::Sheet,
    review::{opening::Opened, player::Player, story::Moment},
};

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
}

impl Review {
    /// Opens at the beginning, paused, and puts itself into the context. The notes are those that may be shown.
    pub fn begin(opened: Opened, notes: Signal<Vec<Note>>) -> Review {
        let opened = Rc::new(opened);
        let public = story::of(opened.timeline.entries(), &opened.header.people);
        let story = Memo::new(move |_| story::with_notes(&public, &notes.read()).into());
        let review = Review {
            opened: StoredValue::new_local(Rc::clone(&opened)),
            story,
            player: Player::new(opened),
            help: RwSignal::new(false),
        };
        provide_context(review);
        review
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
