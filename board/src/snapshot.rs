//! A whole board as data, for the wire and for gaps in a recording. `board` makes it and is made from it.

use serde::{Deserialize, Serialize};

use crate::{actor::ActorIndex, card::Card, code::CodeFile, element::Element, id::ElementId};

/// A whole board as data: what travels at a join and stands in a gap.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Snapshot {
    /// All elements by id, tombstones included.
    pub elements: Vec<Element>,
    /// All code files by id.
    pub files: Vec<CodeFile>,
    /// The journal in order.
    pub cards: Vec<Card>,
    /// The stroke that each author began last, while it is open.
    pub open_ink: Vec<(ActorIndex, ElementId)>,
}
