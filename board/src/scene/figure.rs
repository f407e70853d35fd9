//! Shapes, parts, notes and stamps as paths.

use kurbo::{BezPath, Point, Rect, Shape};

use super::{
    Paint, Primitive, Stroke, TextLine,
    hatch::{Slant, slanting_lines},
    icon::{part_icon, sign_icon},
    prepare::{line_of, path_of, stroked},
};
use crate::{
    colour::Colour,
    element::{Align, Element, Sign},
    part::Part,
    shape::{Dash, Hatch, ShapeKind},
    spatial::{STAMP_LETTERS, box_of, icon_box, mirror, rim, shape_path},
    text_metrics::{self, Font},
};

/// Of the lines that an inside is filled with, in board units.
const HATCH_WIDTH: f64 = 1.0;
/// The edge of a note, in board units.
const NOTE_EDGE: f64 = 1.0;
/// The folded corner of a note: a part of its shorter side, and at most so large.
const FOLD_SHARE: f64 = 0.14;
const FOLD_MAX: f64 = 24.0;
/// Of the icons of parts on the grid they are drawn on, and of those of signs, in board units.
const ICON_WIDTH: f64 = 1.75;
const SIGN_WIDTH: f64 = 1.75;

/// A closed shape with its inside.
pub(super) fn shape_primitives(element: &Element, shape: ShapeKind) -> Vec<Primitive> {
    if shape == ShapeKind::Sticky {
        return note_primitives(element);
    }
    let rect = box_of(element);
    let line = line_of(element);
    let has_line = line.width > 0.0;
    let mirrored = |mut path: BezPath| {
        if let Some(mirror) = mirror(element) {
            path.apply_affine(mirror);
        }
        path
    };
    let path = mirrored(shape_path(shape, rect));
    let mut primitives = inside(element, &path, has_line.then_some(line));
    if has_line {
        primitives.extend(rim(shape, rect).map(|rim| stroked(mirrored(rim), line)));
    }
    primitives
}

/// A part: its shape, and on it its icon.
pub(super) fn part_primitives(element: &Element, part: Part) -> Vec<Primitive> {
    let rect = box_of(element);
    let mut primitives = shape_primitives(element, part.shape());
    if let Some(icon) = icon_box(part, rect) {
        let stroke = Stroke {
            paint: Paint::Colour(element.style.stroke),
            width: ICON_WIDTH,
            dash: Dash::Solid,
        };
        primitives.push(stroked(part_icon(part, icon), stroke));
    }
    primitives
}

/// A stamp: a pin with its number, or a flag with sign and word.
pub(super) fn stamp_primitives(element: &Element, sign: Sign) -> Vec<Primitive> {
    let rect = box_of(element);
    let colour = Paint::Colour(element.style.stroke);
    let text = |at: Point, text: &str, size: u16, paint: Paint, align: Align| {
        Primitive::Text(TextLine {
            at,
            text: text.to_owned(),
            size: f64::from(size),
            font: Font::Board,
            paint,
            align,
            width: text_metrics::width(Font::Board, text, size),
        })
    };
    let baseline = |size: u16| {
        let top = rect.center().y - text_metrics::line_height(size) / 2.0;
        top + text_metrics::baseline(Font::Board, size)
    };
    let edge = Stroke {
        paint: Paint::Ground,
        width: 2.0,
        dash: Dash::Solid,
    };
    if let Sign::Pin(number) = sign {
        let size = if number < 100 { 16 } else { 12 };
        let at = Point::new(rect.center().x, baseline(size));
        return vec![
            path_of(shape_path(ShapeKind::Ellipse, rect), Some(colour), Some(edge)),
            text(at, &number.to_string(), size, Paint::Ground, Align::Centre),
        ];
    }
    let side = 16.0_f64.min(rect.height());
    let icon = Rect::from_origin_size((rect.x0 + 8.0, rect.center().y - side / 2.0), (side, side));
    let line = Stroke {
        paint: colour,
        width: 1.5,
        dash: Dash::Solid,
    };
    let signed = Stroke {
        width: SIGN_WIDTH,
        ..line
    };
    let flag = kurbo::RoundedRect::from_rect(rect, 4.0).to_path(0.05);
    let at = Point::new(icon.x1 + 5.0, baseline(STAMP_LETTERS));
    vec![
        path_of(flag.clone(), Some(Paint::Ground), None),
        path_of(flag, Some(Paint::Tint(element.style.stroke)), Some(line)),
        stroked(sign_icon(sign, icon), signed),
        text(
            at,
            sign.name(),
            STAMP_LETTERS,
            Paint::Letters(Some(element.style.stroke)),
            Align::Left,
        ),
    ]
}

/// An outline with what it is filled with.
pub(super) fn inside(element: &Element, path: &BezPath, line: Option<Stroke>) -> Vec<Primitive> {
    let Some(fill) = element.style.fill else {
        return vec![path_of(path.clone(), None, line)];
    };
    let slants: &[Slant] = match element.extras.hatch {
        Hatch::Solid => return vec![path_of(path.clone(), Some(Paint::Tint(fill)), line)],
        Hatch::Lines => &[Slant::Up],
        Hatch::Cross => &[Slant::Up, Slant::Down],
    };
    let mut lines = BezPath::new();
    for slant in slants {
        slanting_lines(path, *slant, &mut lines);
    }
    vec![stroked(lines, hatching(fill)), path_of(path.clone(), None, line)]
}

fn hatching(fill: Colour) -> Stroke {
    Stroke {
        paint: Paint::Colour(fill),
        width: HATCH_WIDTH,
        dash: Dash::Solid,
    }
}

/// A square of paper in its colour, with a corner folded up. Where it has no colour it is drawn as a sheet of lines.
fn note_primitives(element: &Element) -> Vec<Primitive> {
    let rect = box_of(element);
    let fold = (rect.width().min(rect.height()) * FOLD_SHARE).min(FOLD_MAX);
    let corner = Point::new(rect.x1, rect.y1);
    let (aside, above) = (
        Point::new(corner.x - fold, corner.y),
        Point::new(corner.x, corner.y - fold),
    );
    let turned = Point::new(corner.x - fold, corner.y - fold);
    let closed = |points: &[Point]| {
        let mut path = BezPath::new();
        for (index, point) in points.iter().enumerate() {
            if index == 0 {
                path.move_to(*point);
            } else {
                path.line_to(*point);
            }
        }
        path.close_path();
        path
    };
    let mut paper = closed(&[
        rect.origin(),
        Point::new(rect.x1, rect.y0),
        above,
        aside,
        Point::new(rect.x0, rect.y1),
    ]);
    let mut flap = closed(&[above, turned, aside]);
    if let Some(mirror) = mirror(element) {
        paper.apply_affine(mirror);
        flap.apply_affine(mirror);
    }
    let line = match element.style.fill {
        Some(fill) => Stroke {
            paint: Paint::Colour(fill),
            width: NOTE_EDGE,
            dash: element.style.dash,
        },
        None => line_of(element),
    };
    let mut primitives = inside(element, &paper, Some(line));
    primitives.push(path_of(flap, element.style.fill.map(Paint::Colour), Some(line)));
    primitives
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        element::{Kind, Stamp},
        geometry::Size,
        id::ElementId,
        order_key::OrderKey,
    };

    fn element(kind: Kind) -> Element {
        let mut element = Element::new(ElementId(1), kind, OrderKey::first());
        element.size = Size::new(160 * 8, 96 * 8);
        element
    }

    fn words(primitives: &[Primitive]) -> Vec<String> {
        let word = |primitive: &Primitive| match primitive {
            Primitive::Text(line) => Some(line.text.clone()),
            Primitive::Path { .. } | Primitive::Image { .. } => None,
        };
        primitives.iter().filter_map(word).collect()
    }

    #[test]
    fn a_stamp_says_its_word_or_number() {
        for (sign, word) in [(Sign::Pin(7), "7"), (Sign::Risk, "Risk"), (Sign::Later, "Later")] {
            let stamp = element(Kind::Stamp(Stamp { sign, on: None }));
            assert_eq!(words(&stamp_primitives(&stamp, sign)), [word]);
        }
    }

    #[test]
    fn a_hatch_is_lines_in_the_colour_of_the_fill() {
        let mut shape = element(Kind::Shape(ShapeKind::Rectangle));
        shape.style.fill = Some(Colour::Token(2));
        let strokes = |shape: &Element| shape_primitives(shape, ShapeKind::Rectangle).len();
        assert_eq!(strokes(&shape), 1);
        shape.extras.hatch = Hatch::Cross;
        assert_eq!(strokes(&shape), 2);
        let drawn = shape_primitives(&shape, ShapeKind::Rectangle);
        assert_eq!(drawn, shape_primitives(&shape.clone(), ShapeKind::Rectangle));
        shape.style.fill = None;
        assert_eq!(strokes(&shape), 1, "nothing to fill with");
    }

    #[test]
    fn a_flip_changes_the_sides_of_a_leaning_shape() {
        let mut shape = element(Kind::Shape(ShapeKind::Parallelogram));
        let first = |shape: &Element| match shape_primitives(shape, ShapeKind::Parallelogram).first() {
            Some(Primitive::Path { path, .. }) => path.elements().next().and_then(|first| first.end_point()),
            _ => None,
        };
        let plain = first(&shape).unwrap();
        shape.extras.flip.horizontal = true;
        let flipped = first(&shape).unwrap();
        assert!((plain.x + flipped.x - 160.0).abs() < 1e-6 && plain.y == flipped.y);
    }
}
