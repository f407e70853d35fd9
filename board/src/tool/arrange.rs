//! Elements moved and copied: what dragging, nudging and duplicating share. A connector's bound ends go where their
//! elements go; its free ends and pinned points are moved by hand.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use kurbo::{Point as FloatPoint, Rect};

use super::{Intent, handle::ends, unit};
use crate::{
    board::Board,
    element::{Binding, Connector, Element, End, Kind, Stamp},
    geometry::Point,
    id::ElementId,
    limits,
    op::{ElementChange, Op, Prop},
    order_key::OrderKey,
    spatial,
};

/// Elements as they were when they were grabbed, and what moving them means for each.
#[derive(Clone, Debug)]
pub(super) struct Grabbed {
    elements: Vec<Arc<Element>>,
    ids: BTreeSet<ElementId>,
}

impl Grabbed {
    /// What can be moved of `ids`, with what belongs to their frames, and with connectors that go along because both their
    /// elements do.
    pub(super) fn of(board: &Board, ids: &[ElementId]) -> Grabbed {
        let named = spatial::with_held(board, ids).into_iter().collect::<BTreeSet<_>>();
        let goes_along = |element: &Element| {
            element.connector().is_some_and(|connector| {
                let with = |end: &End| end.bound.is_some_and(|binding| named.contains(&binding.element));
                !connector.via.is_empty() && with(&connector.start) && with(&connector.end)
            })
        };
        let grabbed = |element: &&Arc<Element>| !element.locked && (named.contains(&element.id) || goes_along(element));
        let elements = board.elements().filter(grabbed);
        Grabbed::all(elements.map(|element| as_it_stands(element, board)).collect())
    }

    /// Elements that are about to be created.
    pub(super) fn these(elements: &[Element]) -> Grabbed {
        Grabbed::all(elements.iter().cloned().map(Arc::new).collect())
    }

    fn all(elements: Vec<Arc<Element>>) -> Grabbed {
        let ids = elements.iter().map(|element| element.id).collect();
        Grabbed { elements, ids }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }

    pub(super) fn ids(&self) -> Vec<ElementId> {
        self.ids.iter().copied().collect()
    }

    pub(super) fn contains(&self, id: ElementId) -> bool {
        self.ids.contains(&id)
    }

    /// The upright box around everything that has a place of its own. A bound end has none.
    pub(super) fn rect(&self, board: &Board) -> Option<Rect> {
        let own = |element: &Arc<Element>| match &element.kind {
            Kind::Connector(connector) => {
                let free = [&connector.start, &connector.end].into_iter();
                let free = free.filter(|end| end.bound.is_none()).map(|end| end.at);
                let places = free.chain(connector.via.iter().copied()).map(Point::to_units);
                places
                    .map(|place| Rect::from_points(place, place))
                    .reduce(|all, one| all.union(one))
            }
            Kind::Ink(_)
            | Kind::Shape(_)
            | Kind::Text { .. }
            | Kind::Image(_)
            | Kind::Frame
            | Kind::Part(_)
            | Kind::Stamp(_) => Some(spatial::bounds(element, board)),
        };
        self.elements.iter().filter_map(own).reduce(|all, one| all.union(one))
    }

    /// The ops that put everything `by` away from where it was grabbed.
    pub(super) fn moved(&self, by: Point) -> Vec<Intent> {
        update(&self.changes(by))
    }

    /// The changes that put everything `by` away from where it was grabbed.
    pub(super) fn changes(&self, by: Point) -> Vec<ElementChange> {
        self.changed(&|element| element.origin.offset(by), &|place| place.offset(by), &|_| {
            Vec::new()
        })
    }

    /// The changes that bring the middle of each box, and each place that a connector has of its own, to where `place` has
    /// it; with what else is to change about an element.
    pub(super) fn placed(
        &self,
        place: &dyn Fn(FloatPoint) -> FloatPoint,
        also: &dyn Fn(&Element) -> Vec<Prop>,
    ) -> Vec<ElementChange> {
        let origin = |element: &Element| {
            let middle = spatial::box_of(element).center();
            let by = place(middle) - middle;
            element.origin.offset(Point::from_units(by.to_point()))
        };
        self.changed(&origin, &|at| Point::from_units(place(at.to_units())), also)
    }

    /// The changes that give everything that was changed the values it had when it was grabbed.
    pub(super) fn as_grabbed(&self, changed: &[ElementChange]) -> Vec<ElementChange> {
        let back = |element: &Arc<Element>| {
            let change = changed.iter().find(|change| change.id == element.id)?;
            let props = change.props.iter().filter_map(|prop| prop.as_now(element)).collect();
            Some(ElementChange { id: element.id, props })
        };
        self.elements.iter().filter_map(back).collect()
    }

    fn changed(
        &self,
        origin: &dyn Fn(&Element) -> Point,
        place: &dyn Fn(Point) -> Point,
        also: &dyn Fn(&Element) -> Vec<Prop>,
    ) -> Vec<ElementChange> {
        let change = |element: &Arc<Element>| {
            let mut props = match &element.kind {
                Kind::Connector(connector) => self.connector_props(connector, place),
                Kind::Stamp(stamp) => self.stamp_props(element, *stamp, origin(element)),
                Kind::Ink(_) | Kind::Shape(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Frame | Kind::Part(_) => {
                    vec![Prop::Origin(origin(element))]
                }
            };
            props.extend(also(element));
            (!props.is_empty()).then_some(ElementChange { id: element.id, props })
        };
        self.elements.iter().filter_map(change).collect()
    }

    /// A stamp goes where its element goes; by itself it is free while it is dragged, and what it lies on in the end holds
    /// it then.
    fn stamp_props(&self, element: &Element, stamp: Stamp, origin: Point) -> Vec<Prop> {
        let goes_along = stamp.on.is_some_and(|on| self.ids.contains(&on.element));
        let moved = Prop::Origin(origin);
        match stamp.on {
            Some(_) if goes_along => Vec::new(),
            on if origin == element.origin => vec![Prop::On(on), moved],
            Some(_) => vec![Prop::On(None), moved],
            None => vec![moved],
        }
    }

    fn connector_props(&self, connector: &Connector, place: &dyn Fn(Point) -> Point) -> Vec<Prop> {
        let moved = |end: &End| End {
            at: place(end.at),
            bound: None,
        };
        let stays = |end: &End| end.bound.is_some_and(|binding| !self.ids.contains(&binding.element));
        let mut props = Vec::new();
        if connector.start.bound.is_none() {
            props.push(Prop::Start(moved(&connector.start)));
        }
        if connector.end.bound.is_none() {
            props.push(Prop::End(moved(&connector.end)));
        }
        if !connector.via.is_empty() && !stays(&connector.start) && !stays(&connector.end) {
            props.push(Prop::Via(connector.via.iter().map(|point| place(*point)).collect()));
        }
        props
    }
}

/// A stamp with the place it has from what it is put on.
fn as_it_stands(element: &Arc<Element>, board: &Board) -> Arc<Element> {
    match spatial::standing(element, board) {
        std::borrow::Cow::Borrowed(_) => Arc::clone(element),
        std::borrow::Cow::Owned(stood) => Arc::new(stood),
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
    let ids = &spatial::with_held(board, ids);
    let named = ids.iter().copied().collect::<BTreeSet<_>>();
    let originals = board
        .stack()
        .into_iter()
        .filter(|element| named.contains(&element.id))
        .collect::<Vec<_>>();
    let renamed = renamed(&originals, &unit::whole_groups(board, ids), fresh_ids);
    let mut order = board.top_order();
    let mut copies = Vec::with_capacity(originals.len());
    for original in originals {
        let above = OrderKey::above(Some(&order));
        let mut copy = copy_of(original, board, by, &renamed);
        copy.order = std::mem::replace(&mut order, above);
        copies.push(copy);
    }
    copies
}

/// The ids of the copies, of elements and of the groups that are copied whole; a copy of a part of a group stays in it.
fn renamed(
    originals: &[&Arc<Element>],
    whole: &BTreeSet<ElementId>,
    fresh_ids: &mut dyn FnMut() -> ElementId,
) -> BTreeMap<ElementId, ElementId> {
    let mut renamed = BTreeMap::new();
    for element in originals {
        let groups = element.groups.iter().filter(|group| whole.contains(*group));
        for id in std::iter::once(&element.id).chain(groups) {
            renamed.entry(*id).or_insert_with(&mut *fresh_ids);
        }
    }
    renamed
}

fn copy_of(original: &Element, board: &Board, by: Point, renamed: &BTreeMap<ElementId, ElementId>) -> Element {
    let name = |id: ElementId| renamed.get(&id).copied().unwrap_or(id);
    let mut copy = original.clone();
    copy.id = name(original.id);
    copy.groups = original.groups.iter().map(|group| name(*group)).collect();
    copy.origin = original.origin.offset(by);
    copy.locked = false;
    copy.extras.frame = original.extras.frame.map(name);
    match &mut copy.kind {
        Kind::Connector(connector) => {
            let drawn = ends(original, board).map(|(start, end)| (Point::from_units(start), Point::from_units(end)));
            let drawn = drawn.unwrap_or((connector.start.at, connector.end.at));
            let connector = Arc::make_mut(connector);
            connector.start = copied_end(connector.start, drawn.0, by, renamed);
            connector.end = copied_end(connector.end, drawn.1, by, renamed);
            connector.via.iter_mut().for_each(|point| *point = point.offset(by));
        }
        Kind::Ink(ink) if !ink.ended => Arc::make_mut(ink).ended = true,
        Kind::Stamp(stamp) => {
            copy.origin = spatial::standing(original, board).origin.offset(by);
            stamp.on = stamp.on.and_then(|on| {
                let element = *renamed.get(&on.element)?;
                Some(Binding { element, ..on })
            });
        }
        Kind::Ink(_) | Kind::Shape(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Frame | Kind::Part(_) => {}
    }
    copy
}

fn copied_end(end: End, drawn: Point, by: Point, renamed: &BTreeMap<ElementId, ElementId>) -> End {
    let bound = end.bound.and_then(|binding| {
        let element = *renamed.get(&binding.element)?;
        Some(Binding { element, ..binding })
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
