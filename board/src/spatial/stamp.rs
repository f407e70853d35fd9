//! Where stamps stand: on what they are put on, wherever that goes. Their place is derived, never stored (rule B3).

use std::borrow::Cow;

use kurbo::{Point, Rect, Size, Vec2};

use super::{box_of, connector_way, place::aimed_at};
use crate::{
    board::Board,
    element::{Binding, Element, Sign},
    geometry,
    text_metrics::{self, Font},
};

/// Across a pin, in board units.
const PIN: f64 = 28.0;
/// Of the words on stamps, in board units.
pub(crate) const STAMP_LETTERS: u16 = 14;
/// Height of a flag, and how much of its width is not its word.
const FLAG_HEIGHT: f64 = 26.0;
const FLAG_ASIDE: f64 = 36.0;

/// The size a stamp has, in board units.
pub fn stamp_size(sign: Sign) -> Size {
    match sign {
        Sign::Pin(_) => Size::new(PIN, PIN),
        Sign::Cut | Sign::Later | Sign::Risk | Sign::Instrument | Sign::Assumption => {
            let word = text_metrics::width(Font::Board, sign.name(), STAMP_LETTERS);
            Size::new((word + FLAG_ASIDE).ceil(), FLAG_HEIGHT)
        }
    }
}

/// An element as it stands: a stamp where it is put on, everything else where it says.
pub fn standing<'element>(element: &'element Element, board: &Board) -> Cow<'element, Element> {
    let on = element.stamp().and_then(|stamp| stamp.on);
    let Some(at) = on.and_then(|on| place_on(on, board)) else {
        return Cow::Borrowed(element);
    };
    let mut stood = element.clone();
    let half = Vec2::new(f64::from(element.size.width), f64::from(element.size.height)) / (2.0 * geometry::PER_UNIT);
    stood.origin = geometry::Point::from_units(at - half);
    Cow::Owned(stood)
}

/// The box that an element has as it stands, before it is turned.
pub fn standing_box(element: &Element, board: &Board) -> Rect {
    box_of(&standing(element, board))
}

/// The place on an element that a stamp put there at `at` stays at.
pub fn stuck_to(target: &Element, at: Point, board: &Board) -> Binding {
    let aim = match target.connector() {
        Some(_) => {
            let share = connector_way(target, board).share_near(at);
            (share_of(share), 0)
        }
        None => {
            let rect = box_of(target);
            let at = super::rotation(target).inverse() * at;
            let share =
                |from: f64, length: f64, at: f64| share_of(if length > 0.0 { (at - from) / length } else { 0.5 });
            (share(rect.x0, rect.width(), at.x), share(rect.y0, rect.height(), at.y))
        }
    };
    Binding {
        element: target.id,
        aim: Some(aim),
    }
}

/// Where a stamp is put on an element when nobody points: at its far upper corner, on a connector half-way.
pub fn corner_for_stamp(target: &Element, board: &Board) -> Point {
    match target.connector() {
        Some(_) => connector_way(target, board).middle().unwrap_or_default(),
        None => {
            let rect = box_of(target);
            super::rotation(target) * Point::new(rect.x1, rect.y0)
        }
    }
}

/// In 1/10,000.
fn share_of(share: f64) -> i32 {
    // A cast saturates.
    ((share * 10_000.0).round() as i32).clamp(-100_000, 100_000)
}

/// A target that was deleted keeps holding its stamps (rule B2), but for a connector: where that went followed from others,
/// and what is not drawn follows nothing. A stamp holds none.
fn place_on(on: Binding, board: &Board) -> Option<Point> {
    let target = board.element_or_tombstone(on.element)?;
    if target.stamp().is_some() {
        return None;
    }
    match target.connector() {
        Some(_) => {
            if target.deleted {
                return None;
            }
            let share = on.aim.map_or(0.5, |(share, _)| f64::from(share) / 10_000.0);
            connector_way(target, board).at_share(share)
        }
        None => Some(aimed_at(target, on.aim)),
    }
}
