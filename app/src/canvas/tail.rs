//! The tip of a stroke runs ahead of what the pen has told, to where the browser thinks it will be: drawn for a frame or two
//! for whoever draws, never part of the board.

use std::{cell::RefCell, rc::Rc, sync::Arc};

use board::{
    Board,
    element::{Element, Kind},
    geometry,
    ink::{Ink, Sample},
    scene::{DrawItem, prepare},
};
use kurbo::Point;

/// What is older is wrong by now: the hand has stopped.
const FRESH_MILLIS: f64 = 34.0;
/// Further predictions miss more than they gain.
const PLACES_MAX: usize = 2;
/// Between two predicted places.
const STEP_MILLIS: u16 = 8;
/// How near the end of a stroke has to be to what was last told, in board units: places are quantised.
const SAME_PLACE: f64 = 0.5;

/// Where a pointer was last, and where it is going; in board units.
#[derive(Clone, Debug)]
pub(super) struct Ahead {
    pub(super) from: Point,
    pub(super) places: Vec<Point>,
    /// On the clock of events.
    pub(super) told_at_millis: f64,
}

/// What the input tells and the painter shows.
#[derive(Debug, Default)]
pub(super) struct Tail {
    ahead: RefCell<Option<Ahead>>,
}

impl Tail {
    /// Takes the latest prediction; `None` when a gesture is over.
    pub(super) fn tell(&self, ahead: Option<Ahead>) {
        *self.ahead.borrow_mut() = ahead.filter(|ahead| !ahead.places.is_empty());
    }

    /// Forgets a prediction that has been overtaken. Whether one is left.
    pub(super) fn is_fresh(&self, now_millis: f64) -> bool {
        let mut ahead = self.ahead.borrow_mut();
        *ahead = ahead
            .take()
            .filter(|ahead| now_millis - ahead.told_at_millis < FRESH_MILLIS);
        ahead.is_some()
    }

    /// The stroke that the pointer is drawing, drawn on; `None` for all others.
    pub(super) fn drawn_on(&self, item: &DrawItem, board: &Board) -> Option<Rc<DrawItem>> {
        let ahead = self.ahead.borrow();
        let ahead = ahead.as_ref()?;
        let ink = item.element.ink().filter(|ink| !ink.ended)?;
        let (origin, last) = (item.element.origin, ink.samples.0.last()?);
        if origin.offset(last.at).to_units().distance(ahead.from) > SAME_PLACE {
            return None;
        }
        let further = ahead.places.iter().take(PLACES_MAX).map(|place| Sample {
            at: geometry::Point::from_units(*place).since(origin),
            dt_millis: STEP_MILLIS,
            pressure: last.pressure,
        });
        let mut ink = Ink::clone(ink);
        ink.samples.0.extend(further);
        let element = Element {
            kind: Kind::Ink(Arc::new(ink)),
            ..Element::clone(&item.element)
        };
        Some(prepare(&element, board))
    }
}

#[cfg(test)]
mod tests {
    use board::{element::Kind, id::ElementId, ink::Samples, order_key::OrderKey};

    use super::*;

    fn stroke(ended: bool) -> Rc<DrawItem> {
        let sample = |x: i32| Sample {
            at: geometry::Point::new(x * 8, 0),
            dt_millis: 8,
            pressure: 128,
        };
        let ink = Ink {
            samples: Samples((0..10).map(sample).collect()),
            pressure: false,
            ended,
        };
        let element = Element::new(ElementId(1), Kind::Ink(Arc::new(ink)), OrderKey::first());
        prepare(&element, &Board::default())
    }

    fn ahead(from: f64) -> Option<Ahead> {
        Some(Ahead {
            from: Point::new(from, 0.0),
            places: vec![Point::new(20.0, 0.0), Point::new(30.0, 0.0), Point::new(99.0, 0.0)],
            told_at_millis: 100.0,
        })
    }

    #[test]
    fn only_the_stroke_under_the_pointer_runs_ahead() {
        let (tail, board) = (Tail::default(), Board::default());
        assert!(tail.drawn_on(&stroke(false), &board).is_none());
        tail.tell(ahead(9.0));
        let drawn = tail.drawn_on(&stroke(false), &board).expect("it is this one");
        assert!((drawn.bounds.x1 - 30.0).abs() < 4.0, "{:?}", drawn.bounds);
        assert!(tail.drawn_on(&stroke(true), &board).is_none());
        tail.tell(ahead(4.0));
        assert!(tail.drawn_on(&stroke(false), &board).is_none());
    }

    #[test]
    fn a_prediction_is_soon_out_of_date() {
        let tail = Tail::default();
        tail.tell(ahead(9.0));
        assert!(tail.is_fresh(110.0));
        assert!(!tail.is_fresh(200.0));
        assert!(!tail.is_fresh(110.0), "it is forgotten");
    }
}
