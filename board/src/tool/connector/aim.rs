//! Where an end of a connector binds: it aims at the middle of what it is bound to. It aims at an exact place while Alt is
//! held, when the pointer has stayed on the element for a while away from its middle, and at the middle of a side when it is
//! let go there; Ctrl binds to nothing.

use std::sync::Arc;

use kurbo::Point;

use crate::{
    board::Board,
    element::{Binding, Element, End},
    geometry,
    id::ElementId,
    spatial,
    tool::{Context, PointerInput, snap::settled},
};

/// From this long on an element, the place on it is meant.
const STAY_MILLIS: u32 = 700;
/// The part of an element's box around its middle that always means the middle.
const MIDDLE: f64 = 0.25;
/// Middles of sides are aimed at where the shorter side is so many times the reach of the pointer.
const SIDES_MIN: f64 = 6.0;

/// How an end of a connector that is being dragged aims: remembers how long the pointer has been on an element.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::tool) struct Aim {
    over: Option<ElementId>,
    stayed_millis: u32,
}

impl Aim {
    /// What the pointer would bind to.
    pub(in crate::tool) fn target(at: Point, input: &PointerInput, context: &Context<'_>) -> Option<ElementId> {
        if input.modifiers.ctrl {
            return None;
        }
        bindable_at(context.board, at, input.reach(context.zoom))
    }

    /// The end at the pointer. It never binds to what the other end is bound to.
    pub(in crate::tool) fn end(&mut self, input: &PointerInput, context: &Context<'_>, other: Option<Binding>) -> End {
        let Some(at) = input.at() else { return End::default() };
        let free = End {
            at: geometry::Point::from_units(settled(at, input.modifiers.ctrl, context)),
            bound: None,
        };
        let other = other.map(|binding| binding.element);
        let target = Aim::target(at, input, context).filter(|target| Some(*target) != other);
        if target == self.over {
            let millis = input
                .samples
                .iter()
                .map(|sample| u32::from(sample.dt_millis))
                .sum::<u32>();
            self.stayed_millis = self.stayed_millis.saturating_add(millis);
        } else {
            *self = Aim {
                over: target,
                stayed_millis: 0,
            };
        }
        let Some(element) = target.and_then(|target| context.board.element(target)) else {
            return free;
        };
        let place = place_within(element, at);
        let side = middle_of_side(element, place, input.reach(context.zoom))
            .filter(|_| context.snapping.guides && !input.modifiers.alt);
        let near_middle = (place.x - 0.5).abs() <= MIDDLE / 2.0 && (place.y - 0.5).abs() <= MIDDLE / 2.0;
        let exact = input.modifiers.alt || self.stayed_millis >= STAY_MILLIS && !near_middle;
        let parts = |value: f64| (value.clamp(0.0, 1.0) * 10_000.0).round() as i32;
        let place = side.or(Some(place).filter(|_| exact));
        let aim = place.map(|place| (parts(place.x), parts(place.y)));
        End {
            bound: Some(Binding {
                element: element.id,
                aim,
            }),
            ..free
        }
    }
}

/// What an end at a place binds to: what it lies in, or within reach of.
pub(in crate::tool) fn bindable_at(board: &Board, at: Point, reach: f64) -> Option<ElementId> {
    let mut best: Option<(bool, f64, &Arc<Element>)> = None;
    for element in board.elements().filter(|element| element.takes_ends()) {
        let Some(area) = area_around(element, at, reach) else {
            continue;
        };
        // What is there to hold others is meant at its border only.
        if spatial::holds_others(element) && area_around(element, at, -reach).is_some() {
            continue;
        }
        let beside = area_around(element, at, 0.0).is_none();
        // What is pointed into goes before what is pointed beside, the smaller before the larger, the upper before
        // the lower.
        let better = best.is_none_or(|(other_beside, other_area, other)| {
            let nearer = beside.cmp(&other_beside).then(area.total_cmp(&other_area));
            nearer.then(other.order.cmp(&element.order)).is_lt()
        });
        if better {
            best = Some((beside, area, element));
        }
    }
    best.map(|(_, _, element)| element.id)
}

/// The area of an element's box, if the place lies in it or within reach of it.
pub(super) fn area_around(element: &Element, at: Point, reach: f64) -> Option<f64> {
    let rect = spatial::box_of(element);
    let at = spatial::rotation(element).inverse() * at;
    rect.inflate(reach, reach).contains(at).then(|| rect.area())
}

/// A place as parts of an element's box.
fn place_within(element: &Element, at: Point) -> Point {
    let rect = spatial::box_of(element);
    let at = spatial::rotation(element).inverse() * at;
    Point::new(
        (at.x - rect.x0) / rect.width().max(1.0),
        (at.y - rect.y0) / rect.height().max(1.0),
    )
}

/// The middle of a side that a place, as parts of an element's box, is within reach of; small things have none, lest their own
/// middle be missed.
fn middle_of_side(element: &Element, place: Point, reach: f64) -> Option<Point> {
    let size = spatial::box_of(element).size();
    let sides = [(0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)].map(Point::from);
    let is_near = |side: &Point| {
        (place.x - side.x).abs() * size.width <= reach && (place.y - side.y).abs() * size.height <= reach
    };
    let is_large = size.min_side() >= reach * SIDES_MIN;
    sides.into_iter().find(is_near).filter(|_| is_large)
}
