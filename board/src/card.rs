//! The public journal of a round: chat lines and quick signals; more kinds follow at the end of the list (rule F1).

use serde::{Deserialize, Serialize};

use crate::{actor::ActorIndex, id::CardId};

/// One entry of the public journal.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Card {
    /// Its id.
    pub id: CardId,
    /// Who wrote it.
    pub author: ActorIndex,
    /// What it says.
    pub kind: CardKind,
}

/// What a card says.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum CardKind {
    /// A chat line.
    Chat(String),
    /// A quick signal.
    Signal(Signal),
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
