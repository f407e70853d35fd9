//! What can happen to a board: the complete list. Ops are data; `board` says what they do.
//!
//! The enums only grow at their ends, and a changed shape is a new variant (rule F1): recordings are kept for years.

mod prop;
mod written;

use serde::{Deserialize, Serialize};

use crate::{
    actor::JoinRank,
    card::{CardKind, CodeRange},
    code::Language,
    element::{Element, Style},
    geometry::Point,
    id::{CardId, ElementId, FileId},
    ink::Samples,
    order_key::OrderKey,
    snapshot::Snapshot,
    text::Atom,
};

pub use prop::Prop;

/// One change to a board.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum Op {
    /// New elements; their author is who sends them.
    Create(Vec<Element>),
    /// Property changes, each property by itself (rule B1).
    Update(Vec<ElementChange>),
    /// Leaves tombstones.
    Delete(Vec<ElementId>),
    /// Takes deletions back.
    Restore(Vec<ElementId>),
    /// A pen comes down (rule B5).
    InkBegin {
        /// The stroke's id.
        id: ElementId,
        /// Where samples count from.
        origin: Point,
        /// Its place in the stack.
        order: OrderKey,
        /// Its look.
        style: Style,
        /// Whether the device tells pressure.
        pressure: bool,
        /// The first samples.
        samples: Samples,
    },
    /// The pen moved on.
    InkExtend {
        /// The stroke.
        id: ElementId,
        /// The next samples.
        samples: Samples,
    },
    /// The pen was lifted.
    InkEnd {
        /// The stroke.
        id: ElementId,
    },
    /// Edits on a text, one atom per keystroke (rule X1).
    Text {
        /// Which text.
        target: TextTarget,
        /// Of the client that typed (rule X4).
        rank: JoinRank,
        /// The edits, each on what those before it left.
        atoms: Vec<Atom>,
    },
    /// A new, empty code file.
    CreateFile {
        /// Its id.
        id: FileId,
        /// Shown on its tab.
        name: String,
        /// How it is coloured.
        language: Language,
    },
    /// A code file's name, language or presence.
    UpdateFile {
        /// Which.
        id: FileId,
        /// What.
        change: FileChange,
    },
    /// A new entry of the public journal.
    Card {
        /// Its id.
        id: CardId,
        /// What it says.
        kind: CardKind,
    },
    /// The round itself: recording paused, ended, reopened.
    Round(RoundEvent),
    /// What stood on the board when a stretch that was not recorded came to its end (rule E2).
    Gap(Box<Snapshot>),
    /// What is left of a removed op: nothing but that something was here (rule E3).
    Removed,
}

/// Property changes of one element.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ElementChange {
    /// Which.
    pub id: ElementId,
    /// The new values.
    pub props: Vec<Prop>,
}

/// A text that can be edited.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
pub enum TextTarget {
    /// The text of an element.
    Element(ElementId),
    /// A code file.
    File(FileId),
}

/// A change to a code file apart from its text.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum FileChange {
    /// A new name.
    Name(String),
    /// A new language.
    Language(Language),
    /// Closed (a tombstone) or opened again.
    Deleted(bool),
}

/// What happened to the round.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum RoundEvent {
    /// The recording was paused: what follows up to the next gap is not kept.
    Paused,
    /// The round was ended.
    Ended,
    /// The round was reopened.
    Reopened,
}

/// What an op is made of, by how it came about.
#[derive(Clone, Copy, Debug)]
pub enum Pieces<'a> {
    /// Samples of a pen, one after the other.
    Ink(&'a Samples),
    /// Edits on a text, one after the other.
    Text(TextTarget, &'a [Atom]),
    /// All of it at once.
    Whole,
}

impl Op {
    /// What it is made of: the one place that tells gradual ops from the others.
    pub fn pieces(&self) -> Pieces<'_> {
        match self {
            Op::InkBegin { samples, .. } | Op::InkExtend { samples, .. } => Pieces::Ink(samples),
            Op::Text { target, atoms, .. } => Pieces::Text(*target, atoms),
            Op::Create(_)
            | Op::Update(_)
            | Op::Delete(_)
            | Op::Restore(_)
            | Op::InkEnd { .. }
            | Op::CreateFile { .. }
            | Op::UpdateFile { .. }
            | Op::Card { .. }
            | Op::Round(_)
            | Op::Gap(_)
            | Op::Removed => Pieces::Whole,
        }
    }

    /// The text it edits, if it edits one.
    pub fn text_target(&self) -> Option<TextTarget> {
        match self.pieces() {
            Pieces::Text(target, _) => Some(target),
            Pieces::Ink(_) | Pieces::Whole => None,
        }
    }

    /// The text whose edits by others it has to be brought up to date with: the one it edits or, for a card about a stretch of
    /// code, the one that stretch lies in.
    pub fn follows_text(&self) -> Option<TextTarget> {
        let code = match self {
            Op::Card { kind, .. } => kind.about().and_then(|about| about.code),
            Op::Create(_)
            | Op::Update(_)
            | Op::Delete(_)
            | Op::Restore(_)
            | Op::InkBegin { .. }
            | Op::InkExtend { .. }
            | Op::InkEnd { .. }
            | Op::Text { .. }
            | Op::CreateFile { .. }
            | Op::UpdateFile { .. }
            | Op::Round(_)
            | Op::Gap(_)
            | Op::Removed => None,
        };
        self.text_target().or(code.map(|code| TextTarget::File(code.file)))
    }

    /// Where a card names its stretch of code, if it is about one.
    pub fn code_mut(&mut self) -> Option<&mut CodeRange> {
        let Op::Card { kind, .. } = self else { return None };
        kind.about_mut()?.code.as_mut()
    }

    /// Takes the stretch of code from a card, where nobody knows any more where it is.
    pub fn forget_code(&mut self) {
        if let Op::Card { kind, .. } = self
            && let Some(about) = kind.about_mut()
        {
            about.code = None;
        }
    }
}
