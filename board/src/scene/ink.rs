//! A pen stroke as it is drawn. The samples become tips along the way of a nib (`trail`); a pen's two sides along them,
//! joined by round ends, make one filled outline (`sides`); nibs of one width are a line along the middle.

mod sides;
mod trail;
mod within;

use kurbo::{BezPath, PathEl, Point};

use self::trail::{thinned, tips};
pub use self::within::ink_within;
pub(super) use self::{sides::outline, trail::Tip};
use super::{Hairline, KeptPath, Paint, Primitive, Stroke};
use crate::{
    element::Element,
    ink::{Ink, Nib},
    shape::Dash,
};

/// What there is to draw of the first `n_samples` of a stroke; `None` for a stroke without samples.
pub(super) fn ink_primitive(element: &Element, ink: &Ink, n_samples: usize) -> Option<Primitive> {
    let style = &element.style;
    let (width, nib) = (f64::from(style.width_eighths) / 8.0, element.extras.nib);
    let line = |paint, dash| {
        let path = middle_curve(&trail(ink, n_samples, width, nib));
        (!path.elements().is_empty()).then(|| Primitive::Path {
            path: path.into(),
            fill: None,
            stroke: Some(Stroke {
                paint,
                width: width * nib.widths(),
                dash,
            }),
            hairline: None,
        })
    };
    match nib {
        Nib::Pen => {
            let tips = trail(ink, n_samples, width, nib);
            let (path, middle) = KeptPath::of_tips(&tips);
            (!tips.is_empty()).then(|| Primitive::Path {
                path,
                fill: Some(Paint::Colour(style.stroke)),
                stroke: None,
                hairline: Some(Hairline {
                    path: middle,
                    width: width * nib.widths(),
                }),
            })
        }
        Nib::Constant => line(Paint::Colour(style.stroke), style.dash),
        Nib::Highlighter => line(Paint::Highlight(style.stroke), Dash::Solid),
    }
}

/// The outline of the first `n_samples` of a stroke drawn by a pen of a width (in board units), relative to its origin,
/// and its middle line for where that is all one sees. Both are empty for a stroke without samples.
pub fn ink_outline(ink: &Ink, n_samples: usize, width: f64) -> (BezPath, Hairline) {
    let tips = trail(ink, n_samples, width, Nib::Pen);
    let hairline = Hairline {
        path: middle_of(&tips).into(),
        width: width * Nib::Pen.widths(),
    };
    (outline(&tips), hairline)
}

fn trail(ink: &Ink, n_samples: usize, width: f64, nib: Nib) -> Vec<Tip> {
    let samples = ink.samples.0.get(..n_samples).unwrap_or(&ink.samples.0);
    // A line that still grows has no end to run out at.
    let is_whole = ink.ended && samples.len() == ink.samples.0.len();
    let size = width * nib.widths();
    let tips = match nib {
        Nib::Pen => tips(samples, ink.pressure, is_whole, size),
        // An even line is smoothed as a pen of the same style would be.
        Nib::Constant | Nib::Highlighter => tips(samples, false, false, width * Nib::Pen.widths()),
    };
    // A wide line hides no bend that a thin one would show.
    let mut tips = thinned(&tips, size.min(width * Nib::Pen.widths()));
    // As they are kept, so that a part of a stroke is to the last bit what the whole is there.
    for tip in &mut tips {
        let kept = |number: f64| f64::from(number as f32);
        (tip.at.x, tip.at.y, tip.radius) = (kept(tip.at.x), kept(tip.at.y), kept(tip.radius));
    }
    tips
}

fn middle_of(tips: &[Tip]) -> BezPath {
    middle_line(tips.iter().map(|tip| tip.at)).collect()
}

/// From place to place. A line to where it begins draws a dot.
pub(super) fn middle_line(mut places: impl ExactSizeIterator<Item = Point>) -> impl Iterator<Item = PathEl> {
    let is_dot = places.len() == 1;
    let first = places.next();
    let begin = first.map(PathEl::MoveTo);
    let dot = first.filter(|_| is_dot).map(PathEl::LineTo);
    begin.into_iter().chain(dot).chain(places.map(PathEl::LineTo))
}

/// The middle line, smooth.
fn middle_curve(tips: &[Tip]) -> BezPath {
    let places = tips.iter().map(|tip| tip.at).collect::<Vec<Point>>();
    let [first, _, _, ..] = places.as_slice() else {
        return middle_of(tips);
    };
    let mut path = BezPath::new();
    path.move_to(*first);
    sides::smooth_through(&mut path, &places);
    path
}

#[cfg(test)]
mod tests;
