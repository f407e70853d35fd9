//! Which boxes stand where on a board, and the ways of connectors among them, kept from one question to the next: an index
//! that follows from board to board what differs between them. It remembers, and never decides: whatever it holds could be
//! found anew from the board alone (rule B3).

use std::{cell::RefCell, cmp::Ordering, collections::HashMap};

use super::{
    block::Block,
    bounds,
    elbow::{self, Course, Question},
};
use crate::{
    board::Board,
    element::{Connector, Element, End, Kind},
    geometry::Point,
    id::ElementId,
    sorting::sort_by,
};

/// Side of a cell of the index, in eighths of a board unit.
const CELL: i32 = 384 * 8;
/// What covers more cells than this is kept apart.
const CELLS_MAX: i64 = 64;
/// Ways remembered.
const COURSES_MAX: usize = 4_096;
/// With more changes than this at once all ways are forgotten, which costs less than asking which are concerned.
const CHANGES_MAX: usize = 512;

thread_local! {
    static LAST: RefCell<Surroundings> = RefCell::default();
}

/// The boxes of a board and ways among them.
#[derive(Default)]
pub(super) struct Surroundings {
    board: Board,
    boxes: HashMap<ElementId, Standing>,
    cells: HashMap<(i32, i32), Vec<Standing>>,
    /// Boxes that cover many cells.
    large: HashMap<ElementId, Standing>,
    courses: HashMap<Wanted, Course>,
}

/// A box that ways go round.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Standing {
    pub(super) id: ElementId,
    pub(super) block: Block,
    /// Whether it is there to stand around others.
    pub(super) holds_others: bool,
}

/// What the way of a connector follows from, but for boxes.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct Wanted {
    start: WantedEnd,
    end: WantedEnd,
    via: Vec<Point>,
}

type WantedEnd = (Point, Option<(ElementId, Option<(i32, i32)>)>);

/// Asks about the surroundings on a board.
pub(super) fn of<T>(board: &Board, ask: impl FnOnce(&mut Surroundings) -> T) -> T {
    LAST.with_borrow_mut(|last| {
        last.follow(board);
        ask(last)
    })
}

/// The box of an element, if ways go round it and labels keep off it.
pub(super) fn standing(element: &Element, board: &Board) -> Option<Standing> {
    let is_box = match &element.kind {
        Kind::Shape(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Frame | Kind::Part(_) => true,
        Kind::Ink(_) | Kind::Connector(_) | Kind::Stamp(_) => false,
    };
    is_box.then(|| Standing {
        id: element.id,
        block: Block::around(bounds(element, board)),
        holds_others: holds_others(element),
    })
}

/// Whether an element is there to stand around others.
pub fn holds_others(element: &Element) -> bool {
    match &element.kind {
        Kind::Frame => true,
        Kind::Part(part) => part.holds_others(),
        Kind::Shape(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Ink(_) | Kind::Connector(_) | Kind::Stamp(_) => {
            false
        }
    }
}

impl Surroundings {
    /// The way of a connector; `question` is asked only where it is not known.
    pub(super) fn course(&mut self, connector: &Connector, question: &Question<'_>) -> Course {
        let wanted = Wanted::of(connector);
        if let Some(known) = self.courses.get(&wanted) {
            return known.clone();
        }
        let anchors = Anchors::of(connector, question.start.block, question.end.block);
        let course = elbow::find(question, &mut |near| self.in_the_way(near, &anchors));
        if self.courses.len() >= COURSES_MAX {
            self.courses.clear();
        }
        self.courses.insert(wanted, course.clone());
        course
    }

    /// The boxes that overlap a box, in order.
    pub(super) fn overlapping(&self, near: Block) -> Vec<Standing> {
        let mut found = Vec::new();
        let meets = |standing: &&Standing| standing.block.overlaps(near);
        match cells_of(near) {
            Some(cells) => {
                for cell in cells {
                    let standing = self.cells.get(&cell).into_iter().flatten();
                    found.extend(standing.filter(meets).copied());
                }
                found.extend(self.large.values().filter(meets).copied());
            }
            None => found.extend(self.boxes.values().filter(meets).copied()),
        }
        let by_place = |left: &Standing, right: &Standing| -> Ordering {
            left.block.cmp(&right.block).then_with(|| left.id.cmp(&right.id))
        };
        sort_by(&mut found, by_place);
        found.dedup();
        found
    }

    /// Those of them that a connector between two ends goes round.
    fn in_the_way(&self, near: Block, anchors: &Anchors) -> Vec<Block> {
        let found = self.overlapping(near).into_iter();
        found
            .filter(|standing| anchors.go_round(standing))
            .map(|standing| standing.block)
            .collect()
    }

    fn follow(&mut self, board: &Board) {
        if self.board.shares_elements_with(board) {
            return;
        }
        let before = std::mem::replace(&mut self.board, board.clone());
        let mut changed = Vec::new();
        let mut places = Vec::new();
        for difference in before.differences(board) {
            let old = self.boxes.get(&difference.id).copied();
            let new = board
                .element(difference.id)
                .and_then(|element| standing(element, board));
            changed.push(difference.id);
            if old != new {
                places.extend([old, new].into_iter().flatten().map(|standing| standing.block));
                self.exchange(old, new);
            }
        }
        if changed.len() > CHANGES_MAX {
            self.courses.clear();
        }
        self.courses.retain(|wanted, course| {
            let bound = |end: &WantedEnd| end.1.is_some_and(|(target, _)| changed.binary_search(&target).is_ok());
            let is_bound = bound(&wanted.start) || bound(&wanted.end);
            !is_bound && !places.iter().any(|place| place.overlaps(course.reach))
        });
    }

    fn exchange(&mut self, old: Option<Standing>, new: Option<Standing>) {
        if let Some(old) = old {
            self.boxes.remove(&old.id);
            self.large.remove(&old.id);
            for cell in cells_of(old.block).into_iter().flatten() {
                if let Some(standing) = self.cells.get_mut(&cell) {
                    standing.retain(|standing| standing.id != old.id);
                }
            }
        }
        if let Some(new) = new {
            self.boxes.insert(new.id, new);
            match cells_of(new.block) {
                Some(cells) => cells.for_each(|cell| self.cells.entry(cell).or_default().push(new)),
                None => drop(self.large.insert(new.id, new)),
            }
        }
    }
}

impl Wanted {
    fn of(connector: &Connector) -> Wanted {
        let wanted = |end: &End| (end.at, end.bound.map(|bound| (bound.element, bound.aim)));
        Wanted {
            start: wanted(&connector.start),
            end: wanted(&connector.end),
            via: connector.via.clone(),
        }
    }
}

/// What the ends of a connector are bound to.
pub(super) struct Anchors {
    ids: [Option<ElementId>; 2],
    blocks: [Block; 2],
}

impl Anchors {
    pub(super) fn of(connector: &Connector, start: Block, end: Block) -> Anchors {
        let target = |end: &End| end.bound.map(|bound| bound.element);
        Anchors {
            ids: [target(&connector.start), target(&connector.end)],
            blocks: [start, end],
        }
    }

    /// Whether a box is one to go round: neither an end's own, nor inside one, nor around one.
    pub(super) fn go_round(&self, standing: &Standing) -> bool {
        let is_own = self.ids.contains(&Some(standing.id));
        let holds = |block: &Block| {
            standing.block.contains(*block)
                || block.contains(standing.block)
                || standing.holds_others && standing.block.overlaps(*block)
        };
        !is_own && !self.blocks.iter().any(holds)
    }

    /// Whether a box is one that a label keeps off: an end's own, or one to go round.
    pub(super) fn keep_off(&self, standing: &Standing) -> bool {
        let holds = |block: &Block| standing.block != *block && standing.block.contains(*block);
        !standing.holds_others && !self.blocks.iter().any(holds)
    }
}

/// The cells a box overlaps; `None` if they are many.
fn cells_of(block: Block) -> Option<impl Iterator<Item = (i32, i32)>> {
    let cell = |eighths: i32| eighths.div_euclid(CELL);
    let (across, down) = (cell(block.x0)..=cell(block.x1), cell(block.y0)..=cell(block.y1));
    let count = |from: i32, to: i32| i64::from(to) - i64::from(from) + 1;
    let n_cells = count(*across.start(), *across.end()) * count(*down.start(), *down.end());
    (n_cells <= CELLS_MAX).then(|| across.flat_map(move |x| down.clone().map(move |y| (x, y))))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        actor::ActorIndex,
        element::Binding,
        geometry::Size,
        op::{ElementChange, Op, Prop},
        order_key::OrderKey,
        shape::{Route, ShapeKind},
        spatial::connector_points,
    };

    fn shape(id: u8, [x, y, width]: [u8; 3]) -> Element {
        let mut element = Element::new(
            ElementId(id.into()),
            Kind::Shape(ShapeKind::Rectangle),
            OrderKey::first(),
        );
        element.origin = Point::new(i32::from(x) * 64, i32::from(y) * 64);
        element.size = Size::new(80 + i32::from(width) * 8, 400);
        element
    }

    fn elbow(from: u8, to: u8) -> Element {
        let end = |id: u8| End {
            at: Point::default(),
            bound: Some(Binding {
                element: ElementId(id.into()),
                aim: None,
            }),
        };
        let connector = Connector {
            start: end(from),
            end: end(to),
            route: Route::Elbow,
            ..Connector::default()
        };
        let kind = Kind::Connector(Arc::new(connector));
        Element::new(ElementId(u128::MAX), kind, OrderKey::first())
    }

    /// As nobody remembers anything.
    fn anew(connector: &Element, board: &Board) -> Vec<kurbo::Point> {
        LAST.set(Surroundings::default());
        connector_points(connector, board)
    }

    proptest! {
        #[test]
        fn b3_what_is_remembered_is_what_would_be_found_anew(
            steps in prop::collection::vec((0..4_u8, 0..9_u8, any::<[u8; 3]>()), 1..40),
            jumps in prop::collection::vec(any::<prop::sample::Index>(), 1..6),
        ) {
            let mut board = Board::default();
            let mut boards = vec![board.clone()];
            for (kind, id, numbers) in steps {
                let target = ElementId(id.into());
                let op = match kind {
                    0 | 1 => Op::Create(vec![shape(id, numbers)]),
                    2 => Op::Delete(vec![target]),
                    _ => {
                        let origin = shape(id, numbers).origin;
                        Op::Update(vec![ElementChange { id: target, props: vec![Prop::Origin(origin)] }])
                    }
                };
                let _ = board.apply(ActorIndex(1), &op);
                boards.push(board.clone());
            }
            let connectors = [(0, 1), (2, 3), (1, 4)].map(|(from, to)| elbow(from, to));
            let visited = jumps.iter().map(|jump| jump.get(&boards)).collect::<Vec<_>>();
            let mut found = Vec::new();
            LAST.set(Surroundings::default());
            for board in &visited {
                found.extend(connectors.iter().map(|connector| connector_points(connector, board)));
            }
            for (index, board) in visited.iter().enumerate() {
                for (place, connector) in connectors.iter().enumerate() {
                    prop_assert_eq!(&found[index * 3 + place], &anew(connector, board));
                }
            }
        }
    }
}
