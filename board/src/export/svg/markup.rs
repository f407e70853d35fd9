//! Numbers, paths and text as SVG writes them.

use kurbo::{Affine, BezPath, PathEl, Point};

/// A number to a hundredth, without idle zeros.
pub(super) fn number(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    // Negative zero and what is no number are written as zero.
    if rounded == 0.0 || !rounded.is_finite() {
        "0".to_owned()
    } else {
        rounded.to_string()
    }
}

/// A path's `d`.
pub(super) fn path_data(path: &BezPath) -> String {
    let mut data = String::new();
    for element in path.elements() {
        let (letter, points): (char, &[Point]) = match element {
            PathEl::MoveTo(to) => ('M', &[*to]),
            PathEl::LineTo(to) => ('L', &[*to]),
            PathEl::QuadTo(one, to) => ('Q', &[*one, *to]),
            PathEl::CurveTo(one, two, to) => ('C', &[*one, *two, *to]),
            PathEl::ClosePath => ('Z', &[]),
        };
        data.push(letter);
        let numbers = points.iter().flat_map(|point| [number(point.x), number(point.y)]);
        data.push_str(&numbers.collect::<Vec<_>>().join(" "));
    }
    data
}

/// A move or turn. Its first four numbers are parts of one and need more digits.
pub(super) fn transform(affine: Affine) -> String {
    let [a, b, c, d, x, y] = affine.as_coeffs();
    if [a, b, c, d] == [1.0, 0.0, 0.0, 1.0] {
        return format!("translate({} {})", number(x), number(y));
    }
    format!("matrix({a:.6} {b:.6} {c:.6} {d:.6} {} {})", number(x), number(y))
}

/// Text that stands in markup or in an attribute. Characters that XML cannot carry are replaced.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(character),
            '\u{0}'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(character),
        }
    }
    out
}
