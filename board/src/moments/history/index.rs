//! Which entries concern which thing.

use std::collections::HashMap;

use crate::{
    element::End,
    id::{ElementId, FileId},
    op::{ElementChange, Op, Prop, TextTarget},
    recording::Entry,
};

/// Which entries of a recording concern which thing, by the places of the entries. Built once; it holds for those entries only.
#[derive(Debug, Default)]
pub struct Histories {
    /// What was done to each element itself.
    pub(super) elements: HashMap<ElementId, Vec<u32>>,
    /// What tied connectors to each element or took them off.
    pub(super) ties: HashMap<ElementId, Vec<Tie>>,
    /// What was done to each code file.
    pub(super) files: HashMap<FileId, Vec<u32>>,
    /// Where a stretch that was not recorded came to its end: there everything may have changed.
    pub(super) gaps: Vec<u32>,
    /// What each connector holds on to at the end.
    held: HashMap<ElementId, [Option<ElementId>; 2]>,
}

/// A connector that begins or ceases to hold on to an element.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Tie {
    pub(super) index: u32,
    pub(super) connector: ElementId,
    pub(super) is_tied: bool,
}

impl Histories {
    /// Looks through a recording once.
    pub fn new(entries: &[Entry]) -> Histories {
        let mut histories = Histories::default();
        for (index, entry) in (0..).zip(entries) {
            histories.take(index, &entry.op);
        }
        histories
    }

    /// Every element that ever was, in no order.
    pub fn elements(&self) -> impl Iterator<Item = ElementId> {
        self.elements.keys().copied()
    }

    fn take(&mut self, index: u32, op: &Op) {
        match op {
            Op::Create(elements) => {
                for element in elements {
                    self.note(index, element.id);
                    if let Some(connector) = element.connector() {
                        self.held.insert(element.id, [None, None]);
                        self.hold(index, element.id, 0, &connector.start);
                        self.hold(index, element.id, 1, &connector.end);
                    }
                }
            }
            Op::Update(changes) => changes.iter().for_each(|change| self.change(index, change)),
            Op::Delete(ids) => ids.iter().for_each(|id| self.stand(index, *id, false)),
            Op::Restore(ids) => ids.iter().for_each(|id| self.stand(index, *id, true)),
            Op::InkBegin { id, .. } | Op::InkExtend { id, .. } | Op::InkEnd { id } => self.note(index, *id),
            Op::Text { target, .. } => match target {
                TextTarget::Element(id) => self.note(index, *id),
                TextTarget::File(id) => self.files.entry(*id).or_default().push(index),
            },
            Op::CreateFile { id, .. } | Op::UpdateFile { id, .. } => self.files.entry(*id).or_default().push(index),
            Op::Gap(_) => self.gaps.push(index),
            Op::Card { .. } | Op::Round(_) | Op::Removed => {}
        }
    }

    fn note(&mut self, index: u32, id: ElementId) {
        self.elements.entry(id).or_default().push(index);
    }

    fn change(&mut self, index: u32, change: &ElementChange) {
        self.note(index, change.id);
        for prop in &change.props {
            if let Prop::Start(end) = prop {
                self.hold(index, change.id, 0, end);
            } else if let Prop::End(end) = prop {
                self.hold(index, change.id, 1, end);
            }
        }
    }

    /// An end of a connector holds on to what it names now.
    fn hold(&mut self, index: u32, connector: ElementId, side: usize, end: &End) {
        let now = end.bound.map(|binding| binding.element);
        let Some(held) = self.held.get_mut(&connector).and_then(|ends| ends.get_mut(side)) else {
            return;
        };
        let before = std::mem::replace(held, now);
        if before != now {
            self.tie(index, connector, before, false);
            self.tie(index, connector, now, true);
        }
    }

    /// An element goes or comes back; what a connector holds on to is let go or held with it.
    fn stand(&mut self, index: u32, id: ElementId, is_tied: bool) {
        self.note(index, id);
        for held in self.held.get(&id).copied().into_iter().flatten() {
            self.tie(index, id, held, is_tied);
        }
    }

    fn tie(&mut self, index: u32, connector: ElementId, held: Option<ElementId>, is_tied: bool) {
        if let Some(held) = held {
            let tie = Tie {
                index,
                connector,
                is_tied,
            };
            self.ties.entry(held).or_default().push(tie);
        }
    }
}
