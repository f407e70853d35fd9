//! Where things are: boxes and outlines of elements, the ways of connectors, what lies under a point or in a rectangle.
//! Floats and trigonometry are allowed here, because nothing of it is ever stored (rules B3, B4). Knows no looks.

mod block;
mod closed;
mod connector;
mod elbow;
mod free;
mod holder;
mod label;
mod lettering;
mod outline;
mod place;
mod room;
mod stamp;
mod surroundings;
mod tip;
mod way;

use kurbo::{ParamCurveNearest, Point, Rect, Shape};

use crate::{
    board::Board,
    element::{Element, Kind},
    geometry::between,
    id::ElementId,
    sorting::sort_by,
};

pub use closed::{rim, shape_path};
pub use connector::{Care, Laid, along_near, connector_path, connector_points, connector_way, lay};
pub use free::free_place;
pub use holder::{clip_of, frame_of, held_by, holder_of, with_held, would_hold};
pub use lettering::{Line, TextLayout, text_layout, vertical_of, wanted_height};
pub use outline::{mirror, outline};
pub use place::{bounds, box_of, exact_place, half_width, rotation};
pub use room::icon_box;
pub(crate) use stamp::STAMP_LETTERS;
pub use stamp::{corner_for_stamp, stamp_size, standing, standing_box, stuck_to};
pub use surroundings::holds_others;
pub(crate) use tip::head_length;
pub use way::Way;

/// How much of an element a rectangle has to hold.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Inclusion {
    /// All of it.
    Contain,
    /// Any of its line.
    Touch,
}

/// How a point meets an element.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Meeting {
    /// On its line or its text.
    Line,
    /// On its filled inside, of this area.
    Filled(f64),
    /// In its hollow inside, of this area.
    Hollow(f64),
}

/// What lies under a point and may be grabbed: the topmost thing there; through hollow shapes one reaches what lies below,
/// and where there is nothing but hollow insides the smallest wins. Locked elements are passed over.
pub fn hit(board: &Board, at: Point, tolerance: f64) -> Option<ElementId> {
    hit_where(board, at, tolerance, &|element| !element.locked)
}

/// As [`hit`], among the elements that `eligible` picks.
pub fn hit_where(board: &Board, at: Point, tolerance: f64, eligible: &dyn Fn(&Element) -> bool) -> Option<ElementId> {
    let mut met = board
        .elements()
        .filter(|element| eligible(element))
        .filter_map(|element| Some((element, meeting(element, board, at, tolerance)?)))
        .collect::<Vec<_>>();
    sort_by(&mut met, |(left, _), (right, _)| {
        right.order.cmp(&left.order).then(right.id.cmp(&left.id))
    });
    let mut smallest: Option<(ElementId, f64)> = None;
    for (element, meeting) in met {
        match meeting {
            Meeting::Line => return Some(element.id),
            Meeting::Filled(area) => {
                return Some(
                    smallest
                        .filter(|(_, hollow)| *hollow < area)
                        .map_or(element.id, |(id, _)| id),
                );
            }
            Meeting::Hollow(area) => {
                if smallest.is_none_or(|(_, least)| area < least) {
                    smallest = Some((element.id, area));
                }
            }
        }
    }
    smallest.map(|(id, _)| id)
}

/// Everything a point lies on, by id: lines, ink, text and filled insides, not hollow ones. Locked elements are passed over.
pub fn touched(board: &Board, at: Point, tolerance: f64) -> Vec<ElementId> {
    let is_on = |element: &Element| match meeting(element, board, at, tolerance) {
        Some(Meeting::Line | Meeting::Filled(_)) => true,
        Some(Meeting::Hollow(_)) | None => false,
    };
    board
        .elements()
        .filter(|element| !element.locked && is_on(element))
        .map(|element| element.id)
        .collect()
}

/// What lies in a rectangle, by id. Locked elements are passed over.
pub fn inside(board: &Board, rect: Rect, how: Inclusion) -> Vec<ElementId> {
    let held = |element: &Element| {
        let bounds = bounds(element, board);
        let contained = bounds.x0 >= rect.x0 && bounds.x1 <= rect.x1 && bounds.y0 >= rect.y0 && bounds.y1 <= rect.y1;
        match how {
            Inclusion::Contain => contained,
            Inclusion::Touch => contained || (overlaps(bounds, rect) && touches(element, board, rect)),
        }
    };
    board
        .elements()
        .filter(|element| !element.locked && held(element))
        .map(|element| element.id)
        .collect()
}

/// Whether two rectangles share a point; an empty one is a point or a line.
pub fn overlaps(left: Rect, right: Rect) -> bool {
    left.x0 <= right.x1 && right.x0 <= left.x1 && left.y0 <= right.y1 && right.y0 <= left.y1
}

/// The box of an element that connectors of right angles go round and that labels keep off; `None` if they do not.
pub fn in_the_way(element: &Element, board: &Board) -> Option<Rect> {
    surroundings::standing(element, board).map(|standing| standing.block.to_rect())
}

fn meeting(element: &Element, board: &Board, at: Point, tolerance: f64) -> Option<Meeting> {
    let reach = tolerance + half_width(element);
    let text = || text_layout(element, board).filter(|layout| !layout.lines.is_empty());
    let on_text = || text().is_some_and(|layout| layout.rect.contains(rotation(element).inverse() * at));
    if !holder::is_shown_at(element, board, at) {
        return None;
    }
    let near = bounds(element, board).inflate(reach, reach).contains(at);
    if !near {
        // Names of frames and labels of connectors stand outside the line's box.
        let outside = matches!(element.kind, Kind::Frame | Kind::Connector(_));
        return (outside && !element.text.is_empty() && on_text()).then_some(Meeting::Line);
    }
    let is_filled = element.style.fill.is_some();
    match &element.kind {
        // What holds others is grabbed by its border and its name, not through what it holds.
        Kind::Part(part) if part.holds_others() => {
            let on_line = distance_to(&outline(element, board), at) <= reach;
            let on_icon =
                || icon_box(*part, box_of(element)).is_some_and(|icon| icon.contains(rotation(element).inverse() * at));
            (on_line || on_text() || on_icon()).then_some(Meeting::Line)
        }
        Kind::Text { .. } => Some(Meeting::Line),
        Kind::Image(_) | Kind::Stamp(_) => Some(Meeting::Filled(box_of(element).area())),
        Kind::Ink(_) => ink_distance(element, at)
            .is_some_and(|distance| distance <= reach)
            .then_some(Meeting::Line),
        Kind::Shape(_) | Kind::Part(_) | Kind::Connector(_) | Kind::Frame => {
            let path = outline(element, board);
            if distance_to(&path, at) <= reach || (!element.text.is_empty() && on_text()) {
                return Some(Meeting::Line);
            }
            let encloses = match &element.kind {
                Kind::Shape(_) | Kind::Part(_) => true,
                Kind::Connector(connector) => connector.closed,
                // A frame is grabbed by its border and its name, not through what it holds.
                Kind::Frame | Kind::Ink(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Stamp(_) => false,
            };
            let area = path.area().abs();
            (encloses && path.winding(at) != 0).then_some(if is_filled {
                Meeting::Filled(area)
            } else {
                Meeting::Hollow(area)
            })
        }
    }
}

fn distance_to(path: &kurbo::BezPath, at: Point) -> f64 {
    let squared = path
        .segments()
        .map(|segment| segment.nearest(at, 0.1).distance_sq)
        .fold(f64::INFINITY, f64::min);
    squared.sqrt()
}

fn ink_distance(element: &Element, at: Point) -> Option<f64> {
    let ink = element.lying_ink()?;
    let origin = element.origin.to_units().to_vec2();
    let upright = rotation(element).inverse() * at;
    let local = outline::mirror(element).map_or(upright, |mirror| mirror * upright) - origin;
    let mut previous: Option<Point> = None;
    let mut least = f64::INFINITY;
    for sample in &ink.samples.0 {
        let place = sample.at.to_units();
        least = least.min(segment_distance_squared(previous.unwrap_or(place), place, local));
        previous = Some(place);
    }
    Some(least.sqrt())
}

fn segment_distance_squared(from: Point, to: Point, at: Point) -> f64 {
    let (along, towards) = (to - from, at - from);
    let length_squared = along.hypot2();
    let part = if length_squared > 0.0 {
        between(towards.dot(along) / length_squared, 0.0, 1.0)
    } else {
        0.0
    };
    (towards - along * part).hypot2()
}

fn touches(element: &Element, board: &Board, rect: Rect) -> bool {
    let covers = match &element.kind {
        Kind::Part(part) if part.holds_others() => false,
        Kind::Text { .. } | Kind::Image(_) | Kind::Stamp(_) => true,
        Kind::Shape(_) | Kind::Part(_) | Kind::Connector(_) => element.style.fill.is_some(),
        Kind::Ink(_) | Kind::Frame => false,
    };
    let path = outline(element, board);
    if covers && path.winding(rect.center()) != 0 {
        return true;
    }
    let mut crossed = false;
    let (mut begin, mut previous) = (None, None);
    kurbo::flatten(path.elements().iter().copied(), 0.5, |piece| match piece {
        kurbo::PathEl::MoveTo(place) => (begin, previous) = (Some(place), Some(place)),
        kurbo::PathEl::LineTo(place) => {
            crossed |= crosses(previous.unwrap_or(place), place, rect);
            previous = Some(place);
        }
        kurbo::PathEl::ClosePath => {
            if let (Some(from), Some(to)) = (previous, begin) {
                crossed |= crosses(from, to, rect);
            }
            previous = begin;
        }
        kurbo::PathEl::QuadTo(..) | kurbo::PathEl::CurveTo(..) => {}
    });
    crossed
}

/// Whether a segment has a point in a rectangle: what is left of it after cutting at the four sides.
fn crosses(from: Point, to: Point, rect: Rect) -> bool {
    let along = to - from;
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    let sides = [
        (-along.x, from.x - rect.x0),
        (along.x, rect.x1 - from.x),
        (-along.y, from.y - rect.y0),
        (along.y, rect.y1 - from.y),
    ];
    for (direction, room) in sides {
        if direction == 0.0 {
            if room < 0.0 {
                return false;
            }
        } else if direction < 0.0 {
            enters = enters.max(room / direction);
        } else {
            leaves = leaves.min(room / direction);
        }
    }
    enters <= leaves
}

#[cfg(test)]
mod tests;
