//! Where an item looks unlike the same item a moment ago: of a stroke that grows only its tip, of a tip that runs ahead and
//! is taken back only that. Compared as they are drawn, so that nothing has to be known of how lines are made.

use std::rc::Rc;

use kurbo::{PathEl, Point, Rect};

use super::{DrawItem, KeptPath, Primitive};

/// The part of the board to paint anew where one item of ink is drawn instead of another; `None` where they look the same.
/// Only for ink, whose lines are compared: where other things are drawn may depend on more than their items.
pub fn changed_part(before: &DrawItem, now: &DrawItem) -> Option<Rect> {
    let all = before.bounds.union(now.bounds);
    let is_in_place = before.transform == now.transform && before.clip == now.clip && before.opacity == now.opacity;
    let (old, new) = (&before.geometry.primitives, &now.geometry.primitives);
    if !is_in_place || old.len() != new.len() {
        return Some(all);
    }
    let changed = old.iter().zip(new).filter(|(old, new)| old != new);
    let part = changed
        .map(|(old, new)| changed_of(old, new).unwrap_or_else(|| old.bounds().union(new.bounds())))
        .reduce(|all, one| all.union(one))?;
    Some(now.transform.transform_rect_bbox(part))
}

/// Whether two items look the same and lie at the same height.
pub(super) fn same_picture(left: &DrawItem, right: &DrawItem) -> bool {
    left.transform == right.transform
        && left.opacity == right.opacity
        && left.clip == right.clip
        && left.element.order == right.element.order
        && (Rc::ptr_eq(&left.geometry, &right.geometry) || left.geometry == right.geometry)
}

/// Where two versions of one thing to draw differ, in their own units; `None` where that is not looked for.
fn changed_of(before: &Primitive, now: &Primitive) -> Option<Rect> {
    let (
        Primitive::Path {
            path: old,
            fill: old_fill,
            stroke: old_stroke,
            hairline: old_hairline,
        },
        Primitive::Path {
            path: new,
            fill: new_fill,
            stroke: new_stroke,
            hairline: new_hairline,
        },
    ) = (before, now)
    else {
        return None;
    };
    let thin = match (old_hairline, new_hairline) {
        (Some(old), Some(new)) if old.width == new.width => Some((&old.path, &new.path, old.width)),
        (None, None) => None,
        _ => return None,
    };
    if (old_fill, old_stroke) != (new_fill, new_stroke) {
        return None;
    }
    let reach = new_stroke.map_or(0.0, |stroke| stroke.width / 2.0);
    let wide = difference(old, new).map(|part| part.inflate(reach, reach));
    let thin = thin.and_then(|(old, new, width)| Some(difference(old, new)?.inflate(width / 2.0, width / 2.0)));
    wide.into_iter().chain(thin).reduce(|all, one| all.union(one))
}

/// Around the pieces of two paths that are not the same from either end, with the pieces next to them.
fn difference(before: &KeptPath, now: &KeptPath) -> Option<Rect> {
    let (old, new) = (before.to_path(), now.to_path());
    let (old, new) = (old.elements(), new.elements());
    let n_alike =
        |pairs: &mut dyn Iterator<Item = (&PathEl, &PathEl)>| pairs.take_while(|(old, new)| old == new).count();
    let first = n_alike(&mut old.iter().zip(new));
    if first == old.len() && first == new.len() {
        return None;
    }
    let rest = old.len().min(new.len()) - first;
    let last = n_alike(&mut old.iter().rev().zip(new.iter().rev())).min(rest);
    // A piece begins where the one before it ends, and its joint may look otherwise.
    let pieces = |path: &[PathEl]| {
        let end = (path.len() - last + 1).min(path.len());
        points(path.get(first.saturating_sub(1)..end).unwrap_or_default())
    };
    let both = pieces(old).into_iter().chain(pieces(new));
    both.map(|point| Rect::from_points(point, point))
        .reduce(|all, one| all.union(one))
}

fn points(pieces: &[PathEl]) -> Vec<Point> {
    let of = |piece: &PathEl| match *piece {
        PathEl::MoveTo(end) | PathEl::LineTo(end) => [Some(end), None, None],
        PathEl::QuadTo(control, end) => [Some(control), Some(end), None],
        PathEl::CurveTo(first, second, end) => [Some(first), Some(second), Some(end)],
        PathEl::ClosePath => [None; 3],
    };
    pieces.iter().flat_map(of).flatten().collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kurbo::{Shape, Vec2};

    use super::*;
    use crate::{
        board::Board,
        element::{Element, Kind},
        geometry,
        id::ElementId,
        ink::{Ink, Nib, Sample, Samples},
        order_key::OrderKey,
        scene::prepare,
    };

    fn stroke(n_samples: i32, nib: Nib) -> Rc<DrawItem> {
        let sample = |index: i32| Sample {
            at: geometry::Point::from_units(Point::new(
                f64::from(index) * 1.5,
                40.0 * (f64::from(index) / 14.0).sin(),
            )),
            dt_millis: 4,
            pressure: (90 + index % 100) as u8,
        };
        let ink = Ink {
            samples: Samples((0..n_samples).map(sample).collect()),
            pressure: true,
            ended: false,
        };
        let mut element = Element::new(ElementId(1), Kind::Ink(Arc::new(ink)), OrderKey::first());
        element.extras.nib = nib;
        prepare(&element, &Board::default())
    }

    /// Whether a place is inked by the filled outline.
    fn is_inked(item: &DrawItem, at: Point) -> bool {
        let at = item.transform.inverse() * at;
        item.geometry.primitives.iter().any(|primitive| match primitive {
            Primitive::Path { path, .. } => path.to_path().winding(at) != 0,
            Primitive::Text(_) | Primitive::Image { .. } => false,
        })
    }

    #[test]
    fn a_growing_stroke_changes_at_its_tip_alone() {
        for nib in [Nib::Pen, Nib::Constant, Nib::Highlighter] {
            let (before, now) = (stroke(400, nib), stroke(404, nib));
            let part = changed_part(&before, &now).expect("it grew");
            assert!(part.width() < 80.0 && part.height() < 120.0, "{nib:?}: {part:?}");
            assert!(now.bounds.area() > 6.0 * part.area(), "{nib:?}");
            assert_eq!(changed_part(&now, &now), None);
        }
    }

    #[test]
    fn nothing_differs_outside_of_the_part() {
        for n_samples in [1, 2, 3, 9, 41, 120] {
            for more in [1, 7] {
                let (before, now) = (stroke(n_samples, Nib::Pen), stroke(n_samples + more, Nib::Pen));
                let part = changed_part(&before, &now).expect("it grew");
                let (mut differing, all) = (0, before.bounds.union(now.bounds));
                for index in 0..6_000 {
                    let across = all.width() * f64::from(index % 100) / 100.0;
                    let down = all.height() * f64::from(index / 100) / 60.0;
                    let at = all.origin() + Vec2::new(across, down);
                    if is_inked(&before, at) != is_inked(&now, at) {
                        differing += 1;
                        assert!(
                            part.contains(at),
                            "{n_samples} and {more} more: {at:?} is outside of {part:?}"
                        );
                    }
                }
                assert!(differing > 0, "{n_samples} and {more} more");
            }
        }
    }

    #[test]
    fn what_looks_otherwise_changes_as_a_whole() {
        let before = stroke(50, Nib::Pen);
        let faint = DrawItem {
            opacity: 0.3,
            ..DrawItem::clone(&before)
        };
        assert_eq!(changed_part(&before, &faint), Some(before.bounds));
        let other = stroke(50, Nib::Highlighter);
        assert_eq!(changed_part(&before, &other), Some(before.bounds.union(other.bounds)));
    }
}
