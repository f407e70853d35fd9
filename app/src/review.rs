//! Playing a recording: board and code at one moment, the notes beside them, the time bar below. Reads a timeline and changes
//! nothing; knows no live room.

pub mod bar;
pub mod board_pane;
pub mod code_pane;
pub mod keys;
mod layers;
pub mod link;
pub mod loading;
pub mod opening;
pub mod player;
pub mod proving;
pub mod removal;
mod stops;
pub mod story;
pub mod story_list;
pub mod thumbnails;
pub mod time_bar;
pub mod voices;

use std::rc::Rc;

use leptos::prelude::*;

use crate::review::{opening::Opened, player::Player, story::Moment};

/// A recording being reviewed; in context of every part of the page.
#[derive(Clone, Copy)]
pub struct Review {
    /// What was opened.
    opened: StoredValue<Rc<Opened>, LocalStorage>,
    /// What stands in the list, by time.
    story: StoredValue<Rc<[Moment]>, LocalStorage>,
    /// Shows moments.
    pub player: Player,
    /// Whether the keys are being explained.
    pub help: RwSignal<bool>,
}

impl Review {
    /// Opens at the beginning, paused, and puts itself into the context.
    pub fn begin(opened: Opened) -> Review {
        let opened = Rc::new(opened);
        let story = story::of(opened.timeline.entries(), &opened.header.people, &opened.notes);
        let review = Review {
            opened: StoredValue::new_local(Rc::clone(&opened)),
            story: StoredValue::new_local(story.into()),
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

    /// Notes, cards and what happened to the round, by time.
    pub fn story(self) -> Rc<[Moment]> {
        self.story.get_value()
    }
}
