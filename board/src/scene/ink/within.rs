//! The pieces of a stroke that lie in one part of the board. What is painted of them there is what the whole stroke would
//! have painted; a long stroke that grows costs no more with every frame.

use std::{ops::Range, rc::Rc};

use kurbo::{BezPath, Rect};

use super::{middle_curve, middle_of, sides::outline, trail, trail::Tip};
use crate::{
    element::Kind,
    ink::Nib,
    scene::{DrawItem, Geometry, Hairline, Primitive},
    shape::{Dash, Flip},
    spatial::overlaps,
};

/// Tips beyond those that reach into the part: the curve between two of them begins two tips before.
const BEYOND: usize = 2;
/// Below so many tips nothing is gained.
const TIPS_MIN: usize = 32;

/// An item of ink with nothing but what is painted in a part of the board; `None` where that would not look the same or save
/// anything. Its bounds stay those of the whole stroke.
pub fn ink_within(item: &DrawItem, part: Rect) -> Option<Rc<DrawItem>> {
    let Kind::Ink(ink) = &item.element.kind else {
        return None;
    };
    let (style, extras) = (&item.element.style, &item.element.extras);
    // Dashes count from where a line begins.
    if style.dash != Dash::Solid || extras.flip != Flip::default() {
        return None;
    }
    let width = f64::from(style.width_eighths) / 8.0;
    let tips = trail(ink, usize::MAX, width, extras.nib);
    if tips.len() < TIPS_MIN {
        return None;
    }
    let reach = match extras.nib {
        Nib::Pen => 0.0,
        Nib::Constant | Nib::Highlighter => width * extras.nib.widths() / 2.0,
    };
    let runs = runs_within(
        &tips,
        item.transform.inverse().transform_rect_bbox(part).inflate(reach, reach),
    );
    let pieces = || runs.iter().filter_map(|run| tips.get(run.clone()));
    let [
        Primitive::Path {
            fill, stroke, hairline, ..
        },
    ] = item.geometry.primitives.as_slice()
    else {
        return None;
    };
    let path = match extras.nib {
        Nib::Pen => joined(pieces().map(outline)),
        Nib::Constant | Nib::Highlighter => joined(pieces().map(middle_curve)),
    };
    let hairline = hairline.as_ref().map(|hairline| Hairline {
        path: joined(pieces().map(middle_of)).into(),
        width: hairline.width,
    });
    let primitive = Primitive::Path {
        path: path.into(),
        fill: *fill,
        stroke: *stroke,
        hairline,
    };
    let geometry = Geometry {
        primitives: vec![primitive],
    };
    Some(Rc::new(DrawItem {
        geometry: Rc::new(geometry),
        ..item.clone()
    }))
}

/// The tips that have a say in how a part looks, as runs.
fn runs_within(tips: &[Tip], part: Rect) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (index, pair) in tips.windows(2).enumerate() {
        let [from, to] = pair else { continue };
        let radius = from.radius.max(to.radius);
        let reached = Rect::from_points(from.at, to.at).inflate(radius, radius);
        if !overlaps(reached, part) {
            continue;
        }
        let run = index.saturating_sub(BEYOND)..(index + 2 + BEYOND).min(tips.len());
        match runs.last_mut().filter(|last| run.start <= last.end) {
            Some(last) => last.end = run.end,
            None => runs.push(run),
        }
    }
    runs
}

fn joined(paths: impl Iterator<Item = BezPath>) -> BezPath {
    let mut all = BezPath::new();
    paths.for_each(|path| all.extend(path));
    all
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kurbo::{PathEl, Point, Shape, Vec2};

    use super::*;
    use crate::{
        board::Board,
        element::Element,
        geometry,
        id::ElementId,
        ink::{Ink, Sample, Samples},
        order_key::OrderKey,
        scene::prepare,
    };

    /// A stroke that crosses itself again and again.
    fn loops(nib: Nib) -> Rc<DrawItem> {
        let sample = |index: i32| {
            let angle = f64::from(index) / 9.0;
            let at = Point::new(f64::from(index) * 0.8, 0.0) + Vec2::from_angle(angle) * 60.0;
            Sample {
                at: geometry::Point::from_units(at),
                dt_millis: 4,
                pressure: (60 + index % 150) as u8,
            }
        };
        let ink = Ink {
            samples: Samples((0..900).map(sample).collect()),
            pressure: true,
            ended: false,
        };
        let mut element = Element::new(ElementId(1), Kind::Ink(Arc::new(ink)), OrderKey::first());
        element.extras.nib = nib;
        prepare(&element, &Board::default())
    }

    fn path(item: &DrawItem) -> BezPath {
        match &item.geometry.primitives[0] {
            Primitive::Path { path, .. } => path.to_path(),
            other => panic!("ink is a path: {other:?}"),
        }
    }

    fn parts(item: &DrawItem) -> impl Iterator<Item = Rect> {
        let all = item.bounds;
        let corner = move |index: i32| {
            let (across, down) = (f64::from(index % 23) / 23.0, f64::from(index % 7) / 7.0);
            all.origin() + Vec2::new(all.width() * across, all.height() * down)
        };
        (0..161).map(move |index| Rect::from_origin_size(corner(index), (f64::from(3 + index % 40), 24.0)))
    }

    #[test]
    fn a_part_is_inked_as_by_the_whole_stroke() {
        let whole = loops(Nib::Pen);
        let mut inked = 0;
        for part in parts(&whole) {
            let near = ink_within(&whole, part).expect("it is long");
            assert!(path(&near).elements().len() * 2 < path(&whole).elements().len());
            for index in 0..200 {
                let (across, down) = (f64::from(index % 20) / 19.0, f64::from(index / 20) / 9.0);
                let at = part.origin() + Vec2::new(part.width() * across, part.height() * down);
                let is_inked = path(&whole).winding(at) != 0;
                assert_eq!(path(&near).winding(at) != 0, is_inked, "{at:?} of {part:?}");
                inked += u32::from(is_inked);
            }
        }
        assert!(inked > 1_000, "the parts lie on the stroke");
    }

    #[test]
    fn lines_have_all_their_pieces_that_reach_into_a_part() {
        for nib in [Nib::Constant, Nib::Highlighter] {
            let whole = loops(nib);
            for part in parts(&whole) {
                let near = ink_within(&whole, part).expect("it is long");
                let mut begin = Point::ORIGIN;
                for piece in path(&whole).elements() {
                    let (PathEl::MoveTo(end) | PathEl::LineTo(end) | PathEl::QuadTo(_, end)) = *piece else {
                        panic!("a line has other pieces: {piece:?}");
                    };
                    let reached = Rect::from_points(begin, end);
                    if overlaps(reached, part) && !matches!(piece, PathEl::MoveTo(_)) {
                        assert!(path(&near).elements().contains(piece), "{nib:?}: {piece:?} in {part:?}");
                    }
                    begin = end;
                }
            }
        }
    }

    #[test]
    fn what_would_look_otherwise_is_drawn_whole() {
        let whole = loops(Nib::Constant);
        let mut element = Element::clone(&whole.element);
        element.style.dash = Dash::Dashed;
        let dashed = prepare(&element, &Board::default());
        assert!(ink_within(&dashed, dashed.bounds).is_none());
        let frame = Element::new(ElementId(2), Kind::Frame, OrderKey::first());
        let frame = prepare(&frame, &Board::default());
        assert!(ink_within(&frame, frame.bounds).is_none());
    }
}
