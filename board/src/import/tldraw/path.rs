//! The points of strokes. Three ways to write them: as objects, as base64 of half-precision numbers, and as base64 of where
//! the stroke begins with the steps from there.

use serde_json::Value;

use crate::{base64, import::fields::Fields};

/// What devices that know no pressure tell.
const MIDDLE: f64 = 0.5;

/// A place of a stroke and the pressure there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Touch {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) pressure: f64,
}

/// The points of a piece of a stroke; `None` if they are damaged.
pub(super) fn of(segment: Fields<'_>) -> Option<Vec<Touch>> {
    if let Some(path) = segment.0.get("path") {
        let n_numbers = if segment.number("dim") == Some(2.0) { 2 } else { 3 };
        return steps(&base64::decode(path.as_str()?)?, n_numbers);
    }
    match segment.0.get("points")? {
        Value::Array(points) => points.iter().map(touch).collect(),
        Value::String(text) => Some(halves(&base64::decode(text)?)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => None,
    }
}

fn touch(point: &Value) -> Option<Touch> {
    let fields = point.as_object().map(Fields)?;
    Some(Touch {
        x: fields.number("x")?,
        y: fields.number("y")?,
        pressure: fields.number("z").unwrap_or(MIDDLE),
    })
}

/// Three numbers to a point.
fn halves(bytes: &[u8]) -> Vec<Touch> {
    let points = bytes.chunks_exact(6).map(numbers_of);
    points.map(|[x, y, pressure]| Touch { x, y, pressure }).collect()
}

/// Where the stroke begins in single precision, then the steps in half precision; two or three numbers each.
fn steps(bytes: &[u8], n_numbers: usize) -> Option<Vec<Touch>> {
    if bytes.is_empty() {
        return Some(Vec::new());
    }
    let (first, rest) = bytes.split_at_checked(n_numbers * 4)?;
    let mut start = first.chunks_exact(4).map(|bytes| {
        let bytes = <[u8; 4]>::try_from(bytes).unwrap_or_default();
        f64::from(f32::from_le_bytes(bytes))
    });
    let mut touch = Touch {
        x: start.next()?,
        y: start.next()?,
        pressure: start.next().unwrap_or(MIDDLE),
    };
    let mut touches = vec![touch];
    for bytes in rest.chunks_exact(n_numbers * 2) {
        let [x, y, pressure] = numbers_of(bytes);
        touch.x += x;
        touch.y += y;
        touch.pressure += pressure;
        touches.push(touch);
    }
    Some(touches)
}

/// Up to three numbers of half precision; what is missing is 0.
fn numbers_of(bytes: &[u8]) -> [f64; 3] {
    let mut numbers = [0.0; 3];
    for (number, bytes) in numbers.iter_mut().zip(bytes.chunks_exact(2)) {
        *number = half(u16::from_le_bytes(<[u8; 2]>::try_from(bytes).unwrap_or_default()));
    }
    numbers
}

/// A number of half precision (IEEE 754): a sign, five bits of exponent, ten of fraction.
fn half(bits: u16) -> f64 {
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1f), f64::from(bits & 0x3ff) / 1_024.0);
    let size = match exponent {
        0 => fraction * 2_f64.powi(-14),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1.0 + fraction) * 2_f64.powi(exponent - 15),
    };
    if bits & 0x8000 == 0 { size } else { -size }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_what_the_standard_says() {
        for (bits, number) in [
            (0x0000, 0.0),
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x3555, 0.333_251_953_125),
            (0x7bff, 65_504.0),
            (0x0001, 2_f64.powi(-24)),
            (0x7c00, f64::INFINITY),
        ] {
            assert_eq!(half(bits), number, "{bits:x}");
        }
        assert!(half(0x7e00).is_nan());
    }
}
