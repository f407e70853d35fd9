//! What an end of an arrow is bound to, and where in it the arrow aims. Two eras: `fixedPoint` tells the place as a part of
//! the target's box; before it `focus` and `gap` told it in a way of their own, and the drawn arrow shows what they meant.

use kurbo::{Affine, Point, Rect};

use crate::{
    element::{Binding, Element},
    geometry::{nearest_in, rect_units},
    import::{
        drawing::aim_of,
        fields::{Fields, point},
    },
};

/// How far from where an arrow was drawn to its own line may come in, if it is to be drawn on along it.
const ASIDE_MAX: f64 = 12.0;
/// An end that was meant to keep off its target by more than this, and does by more than this part of its last piece, does
/// not hold on to it.
const LOOSE_LEAST: f64 = 6.0;
const LOOSE_PART: f64 = 0.4;
/// How near the middle an exact place counts as the middle: the source itself writes 0.5001.
const MIDDLE_EXACT: f64 = 0.001;
/// How near the middle a place taken from the drawing counts as the middle.
const MIDDLE_DRAWN: f64 = 0.03;

/// The binding of an end that stands at `at` and comes from `from`.
pub(super) fn read(binding: Fields<'_>, at: Point, from: Point, target: &Element) -> Option<Binding> {
    let (ratio, middle) = match binding.0.get("fixedPoint").and_then(point) {
        Some(ratio) => (ratio, MIDDLE_EXACT),
        None if binding.number("gap").is_some_and(|gap| gap > LOOSE_LEAST) && hangs_loose(at, from, target) => {
            return None;
        }
        None => (drawn_ratio(at, from, target), MIDDLE_DRAWN),
    };
    let aims_at_middle = (ratio.x - 0.5).abs() <= middle && (ratio.y - 0.5).abs() <= middle;
    let aim = (!aims_at_middle).then(|| aim_of(ratio));
    Some(Binding {
        element: target.id,
        aim,
    })
}

/// The place on the arrow's own line that is nearest to the middle of the target, as a part of its box.
fn drawn_ratio(at: Point, from: Point, target: &Element) -> Point {
    let rect = rect_units(target.origin, target.size);
    let turn = f64::from(target.angle_centidegrees).to_radians() / 100.0;
    let upright = Affine::rotate_about(-turn, rect.center());
    let (at, from) = (upright * at, upright * from);
    let way = at - from;
    let along = (rect.center() - from).dot(way) / way.hypot2().max(f64::MIN_POSITIVE);
    let nearest = from + way * along;
    // Where the line to that place comes in, if that is where the arrow was drawn to.
    let came_in = held_on_way(from, nearest, rect);
    let aim = if way.hypot2() > 0.0 && rect.contains(nearest) && came_in.distance(nearest_in(rect, at)) <= ASIDE_MAX {
        nearest
    } else {
        nearest_in(rect, at)
    };
    let part = |offset: f64, length: f64| if length > 0.0 { offset / length } else { 0.5 };
    Point::new(
        part(aim.x - rect.x0, rect.width()),
        part(aim.y - rect.y0, rect.height()),
    )
}

/// Whether an end was drawn so far beside its target that to hold on to it would change the arrow.
fn hangs_loose(at: Point, from: Point, target: &Element) -> bool {
    let rect = rect_units(target.origin, target.size);
    let turn = f64::from(target.angle_centidegrees).to_radians() / 100.0;
    let at_upright = Affine::rotate_about(-turn, rect.center()) * at;
    let beside = nearest_in(rect, at_upright).distance(at_upright);
    beside > LOOSE_LEAST && beside > at.distance(from) * LOOSE_PART
}

/// The first place of a box on the way to a place inside of it.
fn held_on_way(from: Point, inside: Point, rect: Rect) -> Point {
    let way = inside - from;
    let share = |from: f64, by: f64, near: f64, far: f64| {
        let edge = if by > 0.0 { near } else { far };
        if by == 0.0 { 0.0 } else { (edge - from) / by }
    };
    let enters = share(from.x, way.x, rect.x0, rect.x1).max(share(from.y, way.y, rect.y0, rect.y1));
    from + way * enters.clamp(0.0, 1.0)
}
