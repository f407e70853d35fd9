//! The small words of scripts: places, ids, numbers, read and told.

use std::str::FromStr;

use kurbo::Point;

use crate::{
    element::{Binding, End},
    geometry,
    id::ElementId,
};

pub(super) fn names(ids: &[ElementId]) -> String {
    ids.iter().map(|id| format!(" #{}", id.0)).collect()
}

pub(super) fn place(point: geometry::Point) -> String {
    format!("{},{}", units(point.x), units(point.y))
}

pub(super) fn units(eighths: i32) -> f64 {
    f64::from(eighths) / geometry::PER_UNIT
}

pub(super) fn parse_end(text: &str) -> End {
    if text.starts_with('#') {
        let binding = Binding {
            element: parse_id(text),
            aim: None,
        };
        return End {
            bound: Some(binding),
            ..End::default()
        };
    }
    End {
        at: geometry::Point::from_units(point(text)),
        bound: None,
    }
}

pub(super) fn parse_id(text: &str) -> ElementId {
    ElementId(u128::from_str(text.trim_start_matches('#')).expect("an id is a number"))
}

pub(super) fn point(text: &str) -> Point {
    let (x, y) = text.split_once(',').expect("a place is X,Y");
    Point::new(number(x), number(y))
}

pub(super) fn number(text: &str) -> f64 {
    text.parse().unwrap_or_else(|_| panic!("{text} is no number"))
}
