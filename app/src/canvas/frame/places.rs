//! Rectangles of device pixels: what to paint together, what a pan uncovers, how a picture is cut into tiles.

use kurbo::{Rect, Size, Vec2};

/// Places in more rectangles than this are taken as one.
const PLACES_MAX: usize = 8;

/// Overlapping places made one, and all of them one where they are many.
pub(super) fn merged(places: Vec<Rect>) -> Vec<Rect> {
    let all_in_one = |places: Vec<Rect>| {
        places
            .into_iter()
            .reduce(|all, one| all.union(one))
            .into_iter()
            .collect()
    };
    if places.len() > PLACES_MAX * 8 {
        return all_in_one(places);
    }
    let mut merged: Vec<Rect> = Vec::new();
    for mut place in places {
        while let Some(index) = merged.iter().position(|other| other.overlaps(place)) {
            place = place.union(merged.swap_remove(index));
        }
        merged.push(place);
    }
    if merged.len() > PLACES_MAX {
        all_in_one(merged)
    } else {
        merged
    }
}

/// What comes into view when a picture is moved: a strip across, one down, or both.
pub(super) fn strips_after(shift: Vec2, whole: Rect) -> Vec<Rect> {
    let kept = (whole + shift).intersect(whole);
    let across = if shift.y > 0.0 {
        whole.y0..kept.y0
    } else {
        kept.y1..whole.y1
    };
    let down = if shift.x > 0.0 {
        whole.x0..kept.x0
    } else {
        kept.x1..whole.x1
    };
    let strips = [
        Rect::new(whole.x0, across.start, whole.x1, across.end),
        Rect::new(down.start, kept.y0, down.end, kept.y1),
    ];
    strips.into_iter().filter(|strip| strip.area() > 0.0).collect()
}

/// What of a rectangle lies outside of another one: above, below, left and right of it.
pub(super) fn around(inner: Rect, whole: Rect) -> Vec<Rect> {
    let inner = inner.intersect(whole);
    if inner.area() <= 0.0 {
        return vec![whole];
    }
    let strips = [
        Rect::new(whole.x0, whole.y0, whole.x1, inner.y0),
        Rect::new(whole.x0, inner.y1, whole.x1, whole.y1),
        Rect::new(whole.x0, inner.y0, inner.x0, inner.y1),
        Rect::new(inner.x1, inner.y0, whole.x1, inner.y1),
    ];
    strips.into_iter().filter(|strip| strip.area() > 0.0).collect()
}

/// A rectangle cut into tiles of at most a size.
pub(super) fn tiles(whole: Rect, size: Size) -> Vec<Rect> {
    let steps = |length: f64, step: f64| (0..(length / step).ceil() as u32).map(move |index| f64::from(index) * step);
    let corners = steps(whole.height(), size.height)
        .flat_map(|down| steps(whole.width(), size.width).map(move |across| Vec2::new(across, down)));
    corners
        .map(|corner| Rect::from_origin_size(whole.origin() + corner, size).intersect(whole))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: Rect = Rect::new(0.0, 0.0, 100.0, 80.0);

    #[test]
    fn a_pan_uncovers_what_the_moved_picture_leaves() {
        assert_eq!(
            strips_after(Vec2::new(0.0, 10.0), WHOLE),
            [Rect::new(0.0, 0.0, 100.0, 10.0)]
        );
        assert_eq!(
            strips_after(Vec2::new(-5.0, 0.0), WHOLE),
            [Rect::new(95.0, 0.0, 100.0, 80.0)]
        );
        let both = strips_after(Vec2::new(5.0, -10.0), WHOLE);
        assert_eq!(
            both,
            [Rect::new(0.0, 70.0, 100.0, 80.0), Rect::new(0.0, 0.0, 5.0, 70.0)]
        );
        assert_eq!(both.iter().map(Rect::area).sum::<f64>(), 100.0 * 80.0 - 95.0 * 70.0);
    }

    #[test]
    fn around_a_part_lies_the_rest() {
        let inner = Rect::new(20.0, 10.0, 60.0, 40.0);
        let area = around(inner, WHOLE).iter().map(Rect::area).sum::<f64>();
        assert_eq!(area, WHOLE.area() - inner.area());
        assert_eq!(around(Rect::new(200.0, 0.0, 300.0, 10.0), WHOLE), [WHOLE]);
        assert!(around(WHOLE.inflate(5.0, 5.0), WHOLE).is_empty());
    }

    #[test]
    fn tiles_cover_everything_once() {
        let tiles = tiles(WHOLE, Size::new(30.0, 50.0));
        assert_eq!(tiles.len(), 8);
        assert_eq!(tiles.iter().map(Rect::area).sum::<f64>(), WHOLE.area());
    }

    #[test]
    fn places_that_overlap_become_one() {
        let place = |x: f64| Rect::new(x, 0.0, x + 10.0, 10.0);
        assert_eq!(
            merged(vec![place(0.0), place(50.0), place(5.0)]),
            [place(50.0), Rect::new(0.0, 0.0, 15.0, 10.0)]
        );
        assert_eq!(
            merged((0..20).map(|index| place(f64::from(index) * 20.0)).collect()).len(),
            1
        );
    }
}
