//! Going from element to element without a pointer: along connections, and to what is nearest where there are none.

use kurbo::{Point, Vec2};

use crate::{
    board::Board,
    element::{Connector, Element, End, Kind},
    id::ElementId,
    spatial,
};

/// Where to.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Direction {
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Up.
    Up,
    /// Down.
    Down,
}

impl Direction {
    /// All four.
    pub const ALL: [Direction; 4] = [Direction::Left, Direction::Right, Direction::Up, Direction::Down];

    /// One unit of it.
    pub fn unit(self) -> Vec2 {
        match self {
            Direction::Left => Vec2::new(-1.0, 0.0),
            Direction::Right => Vec2::new(1.0, 0.0),
            Direction::Up => Vec2::new(0.0, -1.0),
            Direction::Down => Vec2::new(0.0, 1.0),
        }
    }

    /// How far away a step in this direction is; what lies aside counts double. `None` where it leads elsewhere.
    pub(super) fn distance(self, way: Vec2) -> Option<f64> {
        self.distance_within(way, 2.0)
    }

    fn distance_within(self, way: Vec2, aside: f64) -> Option<f64> {
        let along = way.dot(self.unit());
        let across = way.cross(self.unit()).abs();
        (along > 0.0 && across <= aside * along).then_some(along + 2.0 * across)
    }
}

/// The element that a step leads to. From a box it goes onto a connection, from a connection to the box at its end; where
/// nothing is connected in that direction it goes to the nearest.
pub fn walk(board: &Board, from: ElementId, direction: Direction) -> Option<ElementId> {
    let here = board.element(from)?;
    let at = place_of(here, board);
    let next = match here.connector() {
        Some(connector) => {
            end_towards(connector, at, direction, board).or_else(|| sibling(from, connector, at, direction, board))
        }
        None => connection_towards(from, at, direction, board),
    };
    next.or_else(|| nearest(board, at, direction, &|element| element.id != from && is_box(element)))
}

/// The element nearest to a place; connections only where there is nothing else.
pub fn nearest_to(board: &Board, at: Point) -> Option<ElementId> {
    let of = |wanted: fn(&Element) -> bool| {
        let elements = board.elements().filter(|element| wanted(element));
        elements
            .map(|element| ((place_of(element, board) - at).hypot2(), element.id))
            .min_by(|left, right| left.0.total_cmp(&right.0))
    };
    of(is_box)
        .or_else(|| of(|element| element.connector().is_some()))
        .map(|(_, id)| id)
}

/// The nearest in a direction of those that are wanted; far aside only where nothing lies ahead.
pub(super) fn nearest(
    board: &Board,
    at: Point,
    direction: Direction,
    wanted: &dyn Fn(&Element) -> bool,
) -> Option<ElementId> {
    let within = |aside: f64| {
        let elements = board.elements().filter(|element| wanted(element));
        let measured = elements.filter_map(|element| {
            let distance = direction.distance_within(place_of(element, board) - at, aside)?;
            Some((distance, element.id))
        });
        measured.min_by(|left, right| left.0.total_cmp(&right.0))
    };
    within(2.0).or_else(|| within(f64::INFINITY)).map(|(_, id)| id)
}

/// The label that is written after that of an element: the newest connection that leads to it and says nothing yet.
pub fn next_label(board: &Board, id: ElementId) -> Option<ElementId> {
    let leads_here = |element: &Element| {
        let ends = element.connector().map(|connector| connector.end.bound);
        ends.flatten().is_some_and(|bound| bound.element == id)
    };
    let silent = board
        .elements()
        .filter(|element| leads_here(element) && element.text.is_empty() && !element.locked);
    // Ids grow with time.
    silent.map(|element| element.id).max()
}

/// Where an element is gone to.
pub(super) fn place_of(element: &Element, board: &Board) -> Point {
    let middle = spatial::connector_way(element, board).middle();
    middle.unwrap_or_else(|| spatial::bounds(element, board).center())
}

fn is_box(element: &Element) -> bool {
    match element.kind {
        Kind::Shape(_) | Kind::Part(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Frame | Kind::Stamp(_) => true,
        Kind::Ink(_) | Kind::Connector(_) => false,
    }
}

fn bound(end: &End) -> Option<ElementId> {
    end.bound.map(|binding| binding.element)
}

/// The connection of an element that leads in a direction.
fn connection_towards(from: ElementId, at: Point, direction: Direction, board: &Board) -> Option<ElementId> {
    let mut best: Option<(f64, ElementId)> = None;
    for element in board.elements() {
        let Some(connector) = element.connector() else { continue };
        let far = match (
            bound(&connector.start) == Some(from),
            bound(&connector.end) == Some(from),
        ) {
            (true, false) => &connector.end,
            (false, true) => &connector.start,
            (true, true) | (false, false) => continue,
        };
        let other = bound(far).and_then(|id| board.element(id));
        let there = other.map_or(far.at.to_units(), |other| place_of(other, board));
        if let Some(distance) = direction.distance(there - at)
            && best.is_none_or(|(least, _)| distance < least)
        {
            best = Some((distance, element.id));
        }
    }
    best.map(|(_, id)| id)
}

/// What a connection ties in a direction.
fn end_towards(connector: &Connector, at: Point, direction: Direction, board: &Board) -> Option<ElementId> {
    let ends = [&connector.end, &connector.start].into_iter().filter_map(bound);
    let measured = ends.filter_map(|id| {
        let distance = direction.distance(place_of(board.element(id)?, board) - at)?;
        Some((distance, id))
    });
    measured
        .min_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, id)| id)
}

/// Another connection of the same elements in a direction.
fn sibling(own: ElementId, connector: &Connector, at: Point, direction: Direction, board: &Board) -> Option<ElementId> {
    let ends = [bound(&connector.start), bound(&connector.end)];
    let shares = |end: &End| bound(end).is_some_and(|id| ends.contains(&Some(id)));
    nearest(board, at, direction, &|element| {
        element.id != own
            && element
                .connector()
                .is_some_and(|other| shares(&other.start) || shares(&other.end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::{ToolKind, script::Stage};

    /// 1 → 2 to the right of it, 1 → 3 below that; 4 stands alone below 1.
    const BOARD: &str = "rectangle 0,0 100x60; rectangle 300,0 100x60; rectangle 300,120 100x60; rectangle 0,400 100x60; \
                         connector #1 #2; connector #1 #3; ink 20,200";

    fn walked(from: u128, steps: &str) -> Vec<u128> {
        let stage = Stage::new(ToolKind::Select, BOARD);
        let mut at = ElementId(from);
        let mut seen = Vec::new();
        for step in steps.split_whitespace() {
            let direction = match step {
                "left" => Direction::Left,
                "right" => Direction::Right,
                "up" => Direction::Up,
                _ => Direction::Down,
            };
            if let Some(next) = walk(&stage.board, at, direction) {
                at = next;
                seen.push(at.0);
            }
        }
        seen
    }

    #[test]
    fn steps_lead_along_connections_and_else_to_what_is_nearest() {
        for (from, steps, expected) in [
            (1, "right right", vec![5, 2]),
            (2, "left left", vec![5, 1]),
            (1, "right down right", vec![5, 6, 3]),
            (2, "down", vec![3]),
            (1, "down", vec![4]),
            (4, "up", vec![1]),
            (2, "right up", vec![]),
        ] {
            assert_eq!(walked(from, steps), expected, "{from} {steps}");
        }
    }

    #[test]
    fn without_a_place_to_begin_it_is_the_nearest_to_the_middle() {
        let board = Stage::new(ToolKind::Select, BOARD).board;
        assert_eq!(nearest_to(&board, Point::new(250.0, 200.0)), Some(ElementId(3)));
        assert_eq!(nearest_to(&Board::default(), Point::ZERO), None);
    }

    #[test]
    fn after_a_name_comes_the_connection_that_says_nothing_yet() {
        let board = Stage::new(ToolKind::Select, BOARD).board;
        assert_eq!(next_label(&board, ElementId(2)), Some(ElementId(5)));
        assert_eq!(next_label(&board, ElementId(1)), None);
        let said = Stage::new(ToolKind::Select, "rectangle 0,0 9x9; connector 50,50 #1 HTTPS").board;
        assert_eq!(next_label(&said, ElementId(1)), None);
    }
}
