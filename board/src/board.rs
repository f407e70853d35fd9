//! The board: elements drawn, code files and journal cards. A pure value with cheap clones; only `apply` changes it.
//!
//! Integers and ordered maps only (rule B4), so that every machine folds the same entries to the same bytes.

mod apply;
mod bounds;
mod inverse;
mod layer;
mod shelf;

use std::sync::Arc;

use imbl::{OrdMap, ordmap::DiffItem};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use self::shelf::Shelf;
use crate::{
    actor::ActorIndex,
    card::Card,
    code::CodeFile,
    element::Element,
    id::{ElementId, FileId},
    op::{RoundEvent, TextTarget},
    order_key::OrderKey,
    snapshot::Snapshot,
    sorting::sort_by,
    text::{EditError, TextBuffer},
};

/// The state of a round's drawing, code and journal at one place in its recording (invariant I1).
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Board {
    elements: OrdMap<ElementId, Arc<Element>>,
    files: Shelf<FileId, Arc<CodeFile>>,
    cards: Shelf<u32, Arc<Card>>,
    /// The stroke each author has begun last, while it is open (rule B5).
    open_ink: Shelf<ActorIndex, ElementId>,
}

/// What an op did to a board.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Change {
    /// Elements that look different now.
    pub elements: Vec<ElementId>,
    /// Texts that read different now.
    pub texts: Vec<TextTarget>,
    /// Whether files came, went or were renamed.
    pub files: bool,
    /// Whether the journal grew.
    pub cards: bool,
    /// What happened to the round.
    pub round: Option<RoundEvent>,
    /// Whether everything was replaced.
    pub everything: bool,
}

/// An element that is not the same on two boards.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ElementDifference {
    /// Which.
    pub id: ElementId,
    /// Whether it stands on the board that was asked.
    pub is_here: bool,
    /// Whether it stands on the other one.
    pub is_there: bool,
}

/// Why an op was not applied. A refused op leaves the board as it was.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Error, PartialEq, Serialize)]
pub enum Refusal {
    /// It would change nothing (rule B6).
    #[error("this changes nothing")]
    NoEffect,
    /// It names an element that is not on the board.
    #[error("there is no such element")]
    NoSuchElement,
    /// It names a code file that does not exist.
    #[error("there is no such code file")]
    NoSuchFile,
    /// The id is taken.
    #[error("this id is taken")]
    AlreadyExists,
    /// Somebody else's stroke, or one that was ended (rule B5).
    #[error("only its author extends a stroke, and only until it is ended")]
    StrokeClosed,
    /// A coordinate, size or number is outside what a board holds.
    #[error("a number is outside what a board holds")]
    OutOfBounds,
    /// More than a limit allows.
    #[error("this is more than a board holds")]
    TooMuch,
    /// A text edit reaches beyond the end of its text.
    #[error("the edit reaches beyond the end of the text")]
    EditOutOfRange,
    /// A text edit would split a character (rule X5).
    #[error("the edit would split a character in two")]
    SplitsCharacter,
    /// The seat may not do this.
    #[error("your seat may not do this")]
    NotAllowed,
    /// The round has ended and what came was not made before its end (rule E1).
    #[error("the round has ended")]
    RoundEnded,
    /// Only the room writes such entries.
    #[error("only the room itself writes this")]
    RoomOnly,
    /// The edit is based on a state that is no longer kept (rule X3).
    #[error("this is based on a state that is no longer kept")]
    BaseTooOld,
    /// The asset it names was not stored before it (rule B7).
    #[error("the image it names has not been stored")]
    NoSuchAsset,
    /// An address that could run something.
    #[error("a link has to begin with https://, http:// or mailto:")]
    UnsafeLink,
    /// A card that says nothing.
    #[error("a card needs words")]
    NoWords,
    /// It was made in a stretch that was removed from the recording meanwhile (rule E3).
    #[error("the stretch in which this was made was removed from the recording")]
    StretchRemoved,
}

impl From<EditError> for Refusal {
    fn from(error: EditError) -> Refusal {
        match error {
            EditError::OutOfRange => Refusal::EditOutOfRange,
            EditError::SplitsCharacter => Refusal::SplitsCharacter,
            EditError::TooLong => Refusal::TooMuch,
        }
    }
}

impl Board {
    /// An element that is not deleted.
    pub fn element(&self, id: ElementId) -> Option<&Arc<Element>> {
        self.elements.get(&id).filter(|element| !element.deleted)
    }

    /// An element, deleted or not.
    pub fn element_or_tombstone(&self, id: ElementId) -> Option<&Arc<Element>> {
        self.elements.get(&id)
    }

    /// All elements that are not deleted, by id. Drawing order is `Element::order`, ties by id.
    pub fn elements(&self) -> impl Iterator<Item = &Arc<Element>> {
        self.elements.values().filter(|element| !element.deleted)
    }

    /// All elements, tombstones included, by id.
    pub fn elements_and_tombstones(&self) -> impl Iterator<Item = &Arc<Element>> {
        self.elements.values()
    }

    /// All elements in drawing order, lowest first.
    pub fn stack(&self) -> Vec<&Arc<Element>> {
        let mut stack = self.elements().collect::<Vec<_>>();
        sort_by(&mut stack, |left, right| {
            left.order.cmp(&right.order).then(left.id.cmp(&right.id))
        });
        stack
    }

    /// The elements in which two boards differ, tombstones included, by id. What the boards share is passed over: two moments of one recording
    /// cost what happened between them, not what stands on them.
    pub fn differences<'a>(&'a self, other: &'a Board) -> impl Iterator<Item = ElementDifference> + 'a {
        let stands = |element: &Arc<Element>| !element.deleted;
        self.elements
            .diff(&other.elements)
            .map(move |difference| match difference {
                DiffItem::Add(id, there) => ElementDifference {
                    id: *id,
                    is_here: false,
                    is_there: stands(there),
                },
                DiffItem::Update {
                    old: (id, here),
                    new: (_, there),
                } => ElementDifference {
                    id: *id,
                    is_here: stands(here),
                    is_there: stands(there),
                },
                DiffItem::Remove(id, here) => ElementDifference {
                    id: *id,
                    is_here: stands(here),
                    is_there: false,
                },
            })
    }

    /// Whether both hold the same elements because they are one and the same; quick, and may say no where they are only equal.
    pub fn shares_elements_with(&self, other: &Board) -> bool {
        self.elements.ptr_eq(&other.elements)
    }

    /// The strokes that their authors have begun last and not ended: those that are seen growing (rule B5).
    pub fn open_strokes(&self) -> impl Iterator<Item = ElementId> {
        self.open_ink.values().copied()
    }

    /// The order key above everything on the board.
    pub fn top_order(&self) -> OrderKey {
        OrderKey::above(self.elements.values().map(|element| &element.order).max())
    }

    /// A code file that is not closed.
    pub fn file(&self, id: FileId) -> Option<&Arc<CodeFile>> {
        self.files.get(id).filter(|file| !file.deleted)
    }

    /// All code files that are not closed, in the order of their ids (which grow with time).
    pub fn files(&self) -> impl Iterator<Item = &Arc<CodeFile>> {
        self.files.values().filter(|file| !file.deleted)
    }

    /// The journal in order.
    pub fn cards(&self) -> impl Iterator<Item = &Arc<Card>> {
        self.cards.values()
    }

    /// A text, also of what is deleted.
    pub fn text(&self, target: TextTarget) -> Option<&TextBuffer> {
        match target {
            TextTarget::Element(id) => self.elements.get(&id).map(|element| &element.text),
            TextTarget::File(id) => self.files.get(id).map(|file| &file.text),
        }
    }

    /// Whether nothing was ever on it.
    pub fn is_empty(&self) -> bool {
        self.elements.is_empty() && self.files.is_empty() && self.cards.is_empty()
    }

    /// Everything as data.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            elements: self.elements.values().map(|element| Element::clone(element)).collect(),
            files: self.files.values().map(|file| CodeFile::clone(file)).collect(),
            cards: self.cards.values().map(|card| Card::clone(card)).collect(),
            open_ink: self.open_ink.iter().map(|(actor, id)| (actor, *id)).collect(),
        }
    }

    /// The hash of everything, in canonical bytes.
    pub fn hash(&self) -> [u8; 32] {
        let bytes = postcard::to_stdvec(&self.snapshot()).unwrap_or_default();
        *blake3::hash(&bytes).as_bytes()
    }
}

impl From<Snapshot> for Board {
    fn from(snapshot: Snapshot) -> Board {
        Board {
            elements: snapshot
                .elements
                .into_iter()
                .map(|element| (element.id, Arc::new(element)))
                .collect(),
            files: snapshot
                .files
                .into_iter()
                .map(|file| (file.id, Arc::new(file)))
                .collect(),
            cards: (0u32..)
                .zip(snapshot.cards)
                .map(|(index, card)| (index, Arc::new(card)))
                .collect(),
            open_ink: snapshot.open_ink.into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests;
