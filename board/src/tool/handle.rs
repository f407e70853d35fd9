//! Where a selection can be taken hold of: eight places around a box and one above it, or the two ends of a connector.

use kurbo::{Affine, ParamCurve, Point, Rect, Size, Vec2};

use super::{Context, turn::is_turnable, walk::Direction};
use crate::{
    board::Board,
    element::{Element, Kind},
    id::ElementId,
    shape::{Route, ShapeKind},
    spatial,
};

/// A place to take hold of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Handle {
    /// A corner or the middle of a side: -1, 0 or 1 across and down.
    Side {
        /// -1 left, 1 right.
        x: i8,
        /// -1 top, 1 bottom.
        y: i8,
    },
    /// A connector's start.
    Start,
    /// A connector's end.
    End,
    /// Above the box: turns it.
    Turn,
    /// A point of its way that is pinned, counted from its start.
    Via(usize),
    /// The middle of a piece of its way, where a point can be pinned, counted from its start.
    Between(usize),
    /// Beside a note: puts down the next one there.
    Grow(Direction),
}

/// Between a box and the handle that turns it, in CSS pixels.
const TURN_GAP_PX: f64 = 26.0;
/// Between a note and the handles that put down the next one, in CSS pixels; beyond the one that turns it.
const GROW_GAP_PX: f64 = 24.0;
const GROW_GAP_ABOVE_PX: f64 = 52.0;
/// So far around such a handle nothing else may lie, in CSS pixels.
const GROW_REACH_PX: f64 = 8.0;
/// A side this long on the screen has a handle in its middle, in CSS pixels.
const LONG_SIDE_PX: f64 = 40.0;
/// Between a label and a place beside it where a point can be pinned, in CSS pixels.
const LABEL_PX: f64 = 8.0;
/// With more pinned points than these no more can be pinned by hand.
const PINNED_SHOWN: usize = 40;
const SIDES: [(i8, i8); 8] = [(-1, -1), (1, -1), (1, 1), (-1, 1), (0, -1), (1, 0), (0, 1), (-1, 0)];

/// What a selection's eight handles stand around.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    /// The box before rotation.
    pub(super) rect: Rect,
    /// Its rotation about its middle.
    pub(super) turn: Affine,
    /// Whether anything in it takes another size.
    pub(super) is_resizable: bool,
    /// Whether anything in it can be turned.
    pub(super) is_turnable: bool,
}

impl Handle {
    /// Which pinned point it is.
    pub(super) fn via(self) -> Option<usize> {
        match self {
            Handle::Via(index) => Some(index),
            Handle::Side { .. } | Handle::Turn | Handle::Start | Handle::End | Handle::Between(_) | Handle::Grow(_) => {
                None
            }
        }
    }

    pub(super) fn cursor(self) -> &'static str {
        match self {
            Handle::Side { x: 0, .. } => "ns-resize",
            Handle::Side { y: 0, .. } => "ew-resize",
            Handle::Side { x, y } if x == y => "nwse-resize",
            Handle::Side { .. } => "nesw-resize",
            Handle::Start | Handle::End | Handle::Via(_) | Handle::Between(_) => "move",
            Handle::Turn => "grab",
            Handle::Grow(_) => "copy",
        }
    }
}

impl Frame {
    /// The frame of what of a selection can be resized or turned; `None` if nothing can.
    pub(super) fn around(board: &Board, selection: &[ElementId]) -> Option<Frame> {
        let grabbable = |id: &ElementId| board.element(*id).filter(|element| !element.locked);
        let elements = selection.iter().filter_map(grabbable).collect::<Vec<_>>();
        let is_resizable = elements.iter().any(|element| is_resizable(element));
        let is_turnable = elements.iter().any(|element| is_turnable(element));
        if !is_resizable && !is_turnable {
            return None;
        }
        let (rect, turn) = match elements.as_slice() {
            [element] => (spatial::box_of(element), spatial::rotation(element)),
            several => {
                let boxes = several.iter().map(|element| spatial::bounds(element, board));
                (boxes.reduce(|all, one| all.union(one))?, Affine::IDENTITY)
            }
        };
        Some(Frame {
            rect,
            turn,
            is_resizable,
            is_turnable,
        })
    }

    /// Where the handle stands that turns it.
    fn turning_place(&self, zoom: f64) -> Point {
        let above = Point::new(self.rect.center().x, self.rect.y0 - TURN_GAP_PX / zoom);
        self.turn * above
    }

    /// Where the handle stands that puts down another in a direction; directions are the board's, however it is turned.
    fn growing_place(&self, direction: Direction, zoom: f64) -> Point {
        let gap = match direction {
            Direction::Up => GROW_GAP_ABOVE_PX,
            Direction::Left | Direction::Right | Direction::Down => GROW_GAP_PX,
        };
        let around = self.turn.transform_rect_bbox(self.rect);
        let half = around.size() / 2.0 + Size::new(gap, gap) / zoom;
        let unit = direction.unit();
        around.center() + Vec2::new(unit.x * half.width, unit.y * half.height)
    }

    fn place(&self, x: i8, y: i8) -> Point {
        let half = |side: i8, near: f64, far: f64| near + (far - near) * (f64::from(side) + 1.0) / 2.0;
        let at = Point::new(half(x, self.rect.x0, self.rect.x1), half(y, self.rect.y0, self.rect.y1));
        self.turn * at
    }
}

/// The handles of a selection that can be told apart at a zoom, in board units: a side too short on the screen for three
/// handles has none in its middle, so that there is room to grab the element itself.
pub fn handles(board: &Board, selection: &[ElementId], zoom: f64) -> Vec<(Handle, Point)> {
    if let [id] = selection
        && let Some(element) = board.element(*id).filter(|element| !element.locked)
        && let Some((start, end)) = ends(element, board)
    {
        let mut found = vec![(Handle::Start, start), (Handle::End, end)];
        found.extend(of_way(element, board, zoom));
        return found;
    }
    let Some(frame) = Frame::around(board, selection) else {
        return Vec::new();
    };
    let is_long = |units: f64| units * zoom >= LONG_SIDE_PX;
    // A text's height follows its letters and its width.
    let only_text = matches!(selection, [id] if board.element(*id).is_some_and(|element| is_text(element)));
    let shown = |(x, y): &(i8, i8)| match (*x, *y) {
        (0, _) => is_long(frame.rect.width()) && !only_text,
        (_, 0) => is_long(frame.rect.height()) || only_text,
        (_, _) => true,
    };
    let handle = |(x, y): (i8, i8)| (Handle::Side { x, y }, frame.place(x, y));
    let sides = SIDES.into_iter().filter(|_| frame.is_resizable);
    let mut handles = sides.filter(shown).map(handle).collect::<Vec<_>>();
    if frame.is_turnable {
        handles.push((Handle::Turn, frame.turning_place(zoom)));
    }
    if let [id] = selection
        && board.element(*id).is_some_and(|element| is_note(element))
        && is_long(frame.rect.width())
    {
        let places = Direction::ALL.map(|direction| (Handle::Grow(direction), frame.growing_place(direction, zoom)));
        // A place on something else is that one's.
        let is_free = |(_, at): &(Handle, Point)| {
            spatial::hit_where(board, *at, GROW_REACH_PX / zoom, &|element| element.id != *id).is_none()
        };
        handles.extend(places.into_iter().filter(is_free));
    }
    handles
}

/// Where on a piece of a way a point can be pinned, as shares of the piece, the best first: beside a label, not on it, which is
/// taken hold of itself.
const PLACES: [f64; 7] = [0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9];

/// The pinned points of a connector, and the middles of pieces long enough on the screen to be told apart from these.
fn of_way(element: &Element, board: &Board, zoom: f64) -> Vec<(Handle, Point)> {
    let Some(connector) = element.connector() else {
        return Vec::new();
    };
    let via = connector.via.iter().enumerate();
    let mut found = via
        .map(|(index, place)| (Handle::Via(index), place.to_units()))
        .collect::<Vec<_>>();
    if found.len() > PINNED_SHOWN {
        return found;
    }
    let points = spatial::connector_points(element, board);
    let path = spatial::connector_path(element, board);
    let curves = path.segments().collect::<Vec<_>>();
    let label = spatial::text_layout(element, board).map(|label| label.rect.inflate(LABEL_PX / zoom, LABEL_PX / zoom));
    for (index, pair) in points.windows(2).enumerate() {
        let [from, to] = pair else { continue };
        let at = |share: &f64| match connector.route {
            Route::Curved => curves.get(index).map(|piece| piece.eval(*share)),
            Route::Straight | Route::Elbow => Some(from.lerp(*to, *share)),
        };
        let is_beside = |place: &Point| label.is_none_or(|label| !label.contains(*place));
        let is_long = (*to - *from).hypot() * zoom >= LONG_SIDE_PX;
        let mut places = PLACES.iter().filter(|_| is_long).filter_map(at);
        let place = places.find(is_beside);
        let is_free = |place: &Point| {
            found
                .iter()
                .all(|(_, other)| (*other - *place).hypot() * zoom >= LONG_SIDE_PX / 4.0)
        };
        if let Some(place) = place.filter(is_free) {
            found.push((Handle::Between(index), place));
        }
    }
    found
}

/// The handle within reach of a place, the nearest first.
pub(super) fn handle_at(context: &Context<'_>, at: Point, reach: f64) -> Option<Handle> {
    let handles = handles(context.board, context.selection, context.zoom);
    let near = handles.into_iter().map(|(handle, place)| (handle, place.distance(at)));
    near.filter(|(_, distance)| *distance <= reach)
        .min_by(|left, right| left.1.total_cmp(&right.1))
        .map(|(handle, _)| handle)
}

/// The two ends of a connector as they are drawn.
pub(super) fn ends(element: &Element, board: &Board) -> Option<(Point, Point)> {
    let path = spatial::connector_path(element, board);
    let start = path.elements().first().and_then(|first| first.end_point())?;
    let end = path.elements().iter().rev().find_map(|last| last.end_point())?;
    Some((start, end))
}

fn is_note(element: &Element) -> bool {
    matches!(element.kind, Kind::Shape(ShapeKind::Sticky))
}

fn is_text(element: &Element) -> bool {
    matches!(element.kind, Kind::Text { .. })
}

/// Connectors and stamps are moved, never resized.
fn is_resizable(element: &Element) -> bool {
    match &element.kind {
        Kind::Shape(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Frame | Kind::Part(_) => true,
        // Where the pen still is, its place is what counts.
        Kind::Ink(ink) => ink.ended,
        Kind::Connector(_) | Kind::Stamp(_) => false,
    }
}
