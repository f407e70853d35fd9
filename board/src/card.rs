//! The public journal of a round: chat lines, quick signals, decisions, assumptions and phases; more kinds follow at the end
//! of the list (rule F1).

mod about;

use serde::{Deserialize, Serialize};

use crate::{actor::ActorIndex, id::CardId};

pub use about::{About, CodeRange};

/// One entry of the public journal.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Card {
    /// Its id.
    pub id: CardId,
    /// Who wrote it.
    pub author: ActorIndex,
    /// What it says. On a board the stretch of code that it is about is where that code is now.
    pub kind: CardKind,
}

/// What a card says.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum CardKind {
    /// A chat line.
    Chat(String),
    /// A quick signal.
    Signal(Signal),
    /// What was decided, and why.
    Decision(Box<Decision>),
    /// What is taken for given.
    Assumption(Box<Assumption>),
    /// From here on another part of the round, by its name: a chapter of its review.
    Phase(String),
}

/// What was decided, against what, and why.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Decision {
    /// What is done.
    pub decision: String,
    /// What else there was; may be empty.
    pub options: String,
    /// Why this; may be empty.
    pub why: String,
    /// What would make one take it back; may be empty.
    pub reverse_when: String,
    /// What it is about.
    pub about: About,
}

/// What is taken for given until somebody says otherwise.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Assumption {
    /// In words.
    pub text: String,
    /// The assumption that it says anew.
    pub replaces: Option<CardId>,
    /// What it is about.
    pub about: About,
}

impl CardKind {
    /// Its own words, first what it cannot do without.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            CardKind::Chat(text) | CardKind::Phase(text) => vec![text],
            CardKind::Signal(_) => Vec::new(),
            CardKind::Decision(card) => vec![&card.decision, &card.options, &card.why, &card.reverse_when],
            CardKind::Assumption(card) => vec![&card.text],
        }
    }

    /// The same, to be changed.
    pub fn texts_mut(&mut self) -> Vec<&mut String> {
        match self {
            CardKind::Chat(text) | CardKind::Phase(text) => vec![text],
            CardKind::Signal(_) => Vec::new(),
            CardKind::Decision(card) => vec![
                &mut card.decision,
                &mut card.options,
                &mut card.why,
                &mut card.reverse_when,
            ],
            CardKind::Assumption(card) => vec![&mut card.text],
        }
    }

    /// What it is about, where it can be about something.
    pub fn about(&self) -> Option<&About> {
        match self {
            CardKind::Chat(_) | CardKind::Signal(_) | CardKind::Phase(_) => None,
            CardKind::Decision(card) => Some(&card.about),
            CardKind::Assumption(card) => Some(&card.about),
        }
    }

    /// The same, to be changed.
    pub fn about_mut(&mut self) -> Option<&mut About> {
        match self {
            CardKind::Chat(_) | CardKind::Signal(_) | CardKind::Phase(_) => None,
            CardKind::Decision(card) => Some(&mut card.about),
            CardKind::Assumption(card) => Some(&mut card.about),
        }
    }
}

/// A quick signal: one key instead of a sentence.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum Signal {
    /// I cannot hear you.
    CannotHear,
    /// One minute please.
    OneMinute,
    /// Back again.
    Back,
    /// I have a question.
    Question,
}

impl Signal {
    /// All of them, in the order they are offered.
    pub const ALL: [Signal; 4] = [Signal::CannotHear, Signal::OneMinute, Signal::Question, Signal::Back];

    /// The words shown for it.
    pub fn words(self) -> &'static str {
        match self {
            Signal::CannotHear => "I can't hear you",
            Signal::OneMinute => "One minute please",
            Signal::Back => "I'm back",
            Signal::Question => "I have a question",
        }
    }
}
