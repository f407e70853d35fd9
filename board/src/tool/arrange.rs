//! Elements moved and copied: what dragging, nudging and duplicating share. A connector's bound ends go where their
//! elements go; its free ends and pinned points are moved by hand.

use std::{collections::BTreeMap, sync::Arc};

use super::{Intent, handle::ends};
use crate::{
    board::Board,
    element::{Connector, Element, End, Kind},
    geometry::Point,
    id::ElementId,
    ink::Ink,
    limits,
    op::{ElementChange, Op, Prop},
    order_key::OrderKey,
};

/// Elements as they were when they were grabbed, and what moving them means for each.
#[derive(Clone, Debug)]
pub(super) struct Grabbed {
    elements: Vec<Arc<Element>>,
}

impl Grabbed {
    /// What can be moved of `ids`, with connectors that go along because both their elements do.
    pub(super) fn of(board: &Board, ids: &[ElementId]) -> Grabbed {
        let named = |element: &Element| ids.contains(&element.id);
        let bound = |end: &End| end.bound.map(|binding| binding.element);
        let goes_along = |element: &Element| {
            element.connector().is_some_and(|connector| {
                let with = |end| bound(end).is_some_and(|element| ids.contains(&element));
                !connector.via.is_empty() && with(&connector.start) && with(&connector.end)
            })
        };
        let grabbed = |element: &&Arc<Element>| !element.locked && (named(element) || goes_along(element));
        Grabbed {
            elements: board.elements().filter(grabbed).map(Arc::clone).collect(),
        }
    }

    /// Elements that are about to be created.
    pub(super) fn these(elements: &[Element]) -> Grabbed {
        Grabbed {
            elements: elements.iter().cloned().map(Arc::new).collect(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }

    pub(super) fn ids(&self) -> Vec<ElementId> {
        self.elements.iter().map(|element| element.id).collect()
    }

    /// The ops that put everything `by` away from where it was grabbed.
    pub(super) fn moved(&self, by: Point) -> Vec<Intent> {
        let changes = self
            .elements
            .iter()
            .filter_map(|element| self.change(element, by))
            .collect::<Vec<_>>();
        update(&changes)
    }

    fn change(&self, element: &Element, by: Point) -> Option<ElementChange> {
        let props = match &element.kind {
            Kind::Connector(connector) => self.connector_props(connector, by),
            Kind::Ink(_)
            | Kind::Shape(_)
            | Kind::Text { .. }
            | Kind::Image(_)
            | Kind::Frame
            | Kind::Part(_)
            | Kind::Stamp(_) => {
                vec![Prop::Origin(element.origin.offset(by))]
            }
        };
        (!props.is_empty()).then_some(ElementChange { id: element.id, props })
    }

    fn connector_props(&self, connector: &Connector, by: Point) -> Vec<Prop> {
        let moved = |end: &End| End {
            at: end.at.offset(by),
            bound: None,
        };
        let stays = |end: &End| {
            end.bound
                .is_some_and(|binding| !self.elements.iter().any(|element| element.id == binding.element))
        };
        let mut props = Vec::new();
        if connector.start.bound.is_none() {
            props.push(Prop::Start(moved(&connector.start)));
        }
        if connector.end.bound.is_none() {
            props.push(Prop::End(moved(&connector.end)));
        }
        if !connector.via.is_empty() && !stays(&connector.start) && !stays(&connector.end) {
            props.push(Prop::Via(connector.via.iter().map(|point| point.offset(by)).collect()));
        }
        props
    }
}

/// Updates within what one op may carry.
pub(super) fn update(changes: &[ElementChange]) -> Vec<Intent> {
    changes
        .chunks(limits::ELEMENTS_PER_OP)
        .map(|chunk| Intent::Apply(Op::Update(chunk.to_vec())))
        .collect()
}

/// Creates within what one op and one message may carry.
pub(super) fn create(elements: Vec<Element>) -> Vec<Intent> {
    // Generous: an op must stay far under the limit of a message.
    const BYTES_PER_OP: usize = limits::MESSAGE_BYTES / 4;
    let mut intents = Vec::new();
    let (mut run, mut run_bytes) = (Vec::new(), 0);
    for element in elements {
        let bytes = likely_bytes(&element);
        if !run.is_empty() && (run_bytes + bytes > BYTES_PER_OP || run.len() == limits::ELEMENTS_PER_OP) {
            intents.push(Intent::Apply(Op::Create(std::mem::take(&mut run))));
            run_bytes = 0;
        }
        run_bytes += bytes;
        run.push(element);
    }
    if !run.is_empty() {
        intents.push(Intent::Apply(Op::Create(run)));
    }
    intents
}

fn likely_bytes(element: &Element) -> usize {
    let points = match &element.kind {
        Kind::Ink(ink) => ink.samples.0.len() * 6,
        Kind::Connector(connector) => connector.via.len() * 8,
        Kind::Shape(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Frame | Kind::Part(_) | Kind::Stamp(_) => 0,
    };
    let source = element.extras.source.as_deref().map_or(0, str::len);
    200 + points + source + element.text.len().0 as usize * 3
}

/// Copies of elements, `by` away from them, on top of everything, in their order. Ties among them are kept among the
/// copies; an end bound to something that was not copied is free in the copy.
pub(super) fn copies(
    board: &Board,
    ids: &[ElementId],
    by: Point,
    fresh_ids: &mut dyn FnMut() -> ElementId,
) -> Vec<Element> {
    let originals = board
        .stack()
        .into_iter()
        .filter(|element| ids.contains(&element.id))
        .collect::<Vec<_>>();
    // The copies of elements and of the groups they are in.
    let mut renamed: BTreeMap<ElementId, ElementId> = BTreeMap::new();
    for id in originals
        .iter()
        .flat_map(|element| std::iter::once(&element.id).chain(element.groups.iter()))
    {
        renamed.entry(*id).or_insert_with(&mut *fresh_ids);
    }
    let mut order = board.top_order();
    let mut copies = Vec::with_capacity(originals.len());
    for original in originals {
        let mut copy = Element::clone(original);
        copy.id = renamed.get(&original.id).copied().unwrap_or(original.id);
        copy.groups = original
            .groups
            .iter()
            .filter_map(|group| renamed.get(group))
            .copied()
            .collect();
        copy.origin = original.origin.offset(by);
        copy.order = order.clone();
        copy.locked = false;
        match &mut copy.kind {
            Kind::Connector(connector) => {
                let drawn =
                    ends(original, board).map(|(start, end)| (Point::from_units(start), Point::from_units(end)));
                let drawn = drawn.unwrap_or((connector.start.at, connector.end.at));
                let connector = Arc::make_mut(connector);
                connector.start = copied_end(connector.start, drawn.0, by, &renamed);
                connector.end = copied_end(connector.end, drawn.1, by, &renamed);
                connector.via.iter_mut().for_each(|point| *point = point.offset(by));
            }
            Kind::Ink(ink) if !ink.ended => {
                *ink = Arc::new(Ink {
                    ended: true,
                    ..Ink::clone(ink)
                })
            }
            Kind::Ink(_)
            | Kind::Shape(_)
            | Kind::Text { .. }
            | Kind::Image(_)
            | Kind::Frame
            | Kind::Part(_)
            | Kind::Stamp(_) => {}
        }
        order = OrderKey::above(Some(&order));
        copies.push(copy);
    }
    copies
}

fn copied_end(end: End, drawn: Point, by: Point, renamed: &BTreeMap<ElementId, ElementId>) -> End {
    let bound = end.bound.and_then(|binding| {
        let element = *renamed.get(&binding.element)?;
        Some(crate::element::Binding { element, ..binding })
    });
    let at = if end.bound.is_some() && bound.is_none() {
        drawn
    } else {
        end.at
    };
    End {
        at: at.offset(by),
        bound,
    }
}
