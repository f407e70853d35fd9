//! Fields of objects in files of other programs, read tolerantly: what is absent or of another type is `None`, and the caller
//! has a default.

use kurbo::Point;
use serde_json::{Map, Value};

use crate::{
    element::is_safe_link,
    limits::{COORDINATE_MAX, LINK_CHARS},
};

/// Beyond this a place or size is on no board, in board units.
const UNITS_MAX: f64 = COORDINATE_MAX as f64 / crate::geometry::PER_UNIT;

/// The fields of one object.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a>(pub(super) &'a Map<String, Value>);

impl<'a> Fields<'a> {
    /// A text that is not empty.
    pub(super) fn text(self, name: &str) -> Option<&'a str> {
        self.0.get(name)?.as_str().filter(|text| !text.is_empty())
    }

    /// A number.
    pub(super) fn number(self, name: &str) -> Option<f64> {
        self.0.get(name)?.as_f64()
    }

    /// Whether a switch is on.
    pub(super) fn on(self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool) == Some(true)
    }

    /// An object within.
    pub(super) fn object(self, name: &str) -> Option<Fields<'a>> {
        self.0.get(name)?.as_object().map(Fields)
    }

    /// A list within; empty if there is none.
    pub(super) fn list(self, name: &str) -> &'a [Value] {
        self.0.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// A coordinate or size, 0 if absent. `None` if no board reaches so far.
    pub(super) fn units(self, name: &str) -> Option<f64> {
        let units = self.number(name).unwrap_or(0.0);
        (units.abs() <= UNITS_MAX).then_some(units)
    }

    /// An address that a browser can go to without running anything.
    pub(super) fn link(self, name: &str) -> Option<&'a str> {
        self.text(name)
            .filter(|address| is_safe_link(address) && address.chars().count() <= LINK_CHARS)
    }

    /// Whether it leads to where nobody should be led.
    pub(super) fn has_bad_link(self, name: &str) -> bool {
        self.text(name).is_some() && self.link(name).is_none()
    }

    /// Its points, relative to its place. What is no pair of numbers is passed over.
    pub(super) fn points(self) -> Vec<Point> {
        self.list("points").iter().filter_map(point).collect()
    }
}

/// The object that a text holds, or why there is none.
pub(super) fn object_of(text: &str) -> Result<Map<String, Value>, String> {
    let value = match serde_json::from_str(text) {
        Err(error) if error.to_string().starts_with("number out of range") => serde_json::from_str(&hold_numbers(text)),
        other => other,
    };
    match value.map_err(|error| error.to_string())? {
        Value::Object(file) => Ok(file),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Err("it holds no object".to_owned())
        }
    }
}

/// A pair of numbers.
pub(super) fn point(pair: &Value) -> Option<Point> {
    let [x, y, ..] = pair.as_array()?.as_slice() else {
        return None;
    };
    Some(Point::new(x.as_f64()?, y.as_f64()?))
}

/// Whether a place lies on a board.
pub(super) fn on_board(at: Point) -> bool {
    at.x.abs() <= UNITS_MAX && at.y.abs() <= UNITS_MAX
}

/// The text with numbers that no float holds (`1e999`, which other readers take as infinite) replaced by one that is merely
/// absurd, so that one of them does not cost the whole file.
fn hold_numbers(text: &str) -> String {
    let mut held = String::with_capacity(text.len());
    let mut quoted = false;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let number = rest
            .find(|digit: char| !digit.is_ascii_digit() && !"+-.eE".contains(digit))
            .unwrap_or(rest.len());
        if quoted || !(character.is_ascii_digit() || character == '-') || number == 0 {
            let escaped = quoted && character == '\\';
            quoted ^= character == '"';
            let length = character.len_utf8()
                + if escaped {
                    rest.chars().nth(1).map_or(0, char::len_utf8)
                } else {
                    0
                };
            let (taken, after) = rest.split_at(length);
            held.push_str(taken);
            rest = after;
            continue;
        }
        let (digits, after) = rest.split_at(number);
        let infinite = digits.parse::<f64>().is_ok_and(f64::is_infinite);
        held.push_str(if infinite { "1e300" } else { digits });
        rest = after;
    }
    held
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_outside_texts_are_held() {
        let text = r#"{"a":1e999,"b":"1e999 \" 1e999","c":[-2.5,-1e400],"d":"ü"}"#;
        assert_eq!(
            hold_numbers(text),
            r#"{"a":1e300,"b":"1e999 \" 1e999","c":[-2.5,1e300],"d":"ü"}"#
        );
    }
}
