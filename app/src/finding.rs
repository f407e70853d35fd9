//! Finding things without looking for them with a pointer: the palette, the search, the board as text, the keys; and telling
//! whoever does not see the board what happens on it.

mod announcer;
mod help;
mod label;
mod outline;
mod palette;
mod search;

use std::time::Duration;

use leptos::prelude::*;

pub use self::{
    announcer::Announcer,
    help::KeysDialog,
    outline::{BoardOutline, Outline},
    palette::Palette,
    search::SearchBar,
};
use crate::{
    dom,
    live::Live,
    shortcuts::{Finder, SingleKeys},
    side::{Side, Sides},
};

/// For how long nothing is said before the same is said again.
const AGAIN: Duration = Duration::from_millis(120);

/// What is open of it; in context of a room.
#[derive(Clone, Copy)]
pub struct Finding {
    /// Whether single letters do something.
    pub single_keys: SingleKeys,
    palette: RwSignal<bool>,
    /// Whether the palette offers only what can be put down.
    placing: RwSignal<bool>,
    search: RwSignal<bool>,
    help: RwSignal<bool>,
    said: Live<String>,
    /// What is selected has changed since the last sentence, and is to be told.
    selected: StoredValue<bool>,
    sides: Sides,
    /// What is to be written into the journal.
    jotting: RwSignal<Option<Finder>>,
}

impl Finding {
    /// The room's own, made by whoever asks first.
    pub fn shared() -> Finding {
        use_context().unwrap_or_else(|| {
            let finding = Finding {
                single_keys: SingleKeys::kept(),
                palette: RwSignal::new(false),
                placing: RwSignal::new(false),
                search: RwSignal::new(false),
                help: RwSignal::new(false),
                said: Live::new(String::new()),
                selected: StoredValue::new(false),
                sides: Sides::shared(),
                jotting: RwSignal::new(None),
            };
            provide_context(finding);
            finding
        })
    }

    /// Opens one of the ways of finding something; what only lies beside the board closes if it is open.
    pub fn open(self, finder: Finder) {
        match finder {
            Finder::Palette | Finder::Placing => {
                self.placing.set(finder == Finder::Placing);
                self.palette.set(true);
            }
            Finder::Search => self.search.set(true),
            Finder::Outline => self.sides.toggle(Side::Outline),
            Finder::Help => self.help.set(true),
            Finder::Journal => self.sides.toggle(Side::Journal),
            Finder::Assumption | Finder::Decision => {
                self.sides.open(Side::Journal);
                self.jotting.set(Some(finder));
            }
        }
    }

    /// What is to be written into the journal, for whoever shows it; taken once.
    pub fn jotting(self) -> RwSignal<Option<Finder>> {
        self.jotting
    }

    /// Opens the board as text and goes into it, or closes it.
    pub fn read_outline(self) {
        self.sides.toggle(Side::Outline);
        request_animation_frame(|| dom::focus_first(".outline input"));
    }

    /// Has a sentence read out: the answer to what was just asked for. What was selected for it is not told after it.
    pub fn say(self, sentence: impl Into<String>) {
        self.selected.try_set_value(false);
        self.said.set(sentence.into());
    }

    /// Has read out what others did: what was just selected is told all the same.
    pub fn tell(self, sentence: String) {
        self.said.set(sentence);
    }

    /// Has the last sentence read out again.
    pub fn say_again(self) {
        let said = self.said.get_untracked();
        // Pressed again while nothing is said: it comes anyway.
        if said.is_empty() {
            return;
        }
        // Readers tell what changes: for a moment nothing is said.
        self.said.set(String::new());
        let again = move || {
            // What happened meanwhile was said instead.
            if self.said.read().is_empty() {
                self.said.set(said.clone());
            }
        };
        set_timeout(again, AGAIN);
    }
}
