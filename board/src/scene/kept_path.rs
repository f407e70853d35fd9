//! Paths as scenes keep them. A piece of a [`BezPath`] takes 56 bytes, whatever it is; thousands of strokes are kept at once.
//! Browsers paint with the precision of these, so nothing that is seen is lost.

use kurbo::{Affine, BezPath, PathEl, Point, Rect};

/// A path, each coordinate in 32 bits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeptPath {
    verbs: Box<[Verb]>,
    /// The points of each piece, one piece after the other.
    points: Box<[[f32; 2]]>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Verb {
    Move,
    Line,
    Quad,
    Curve,
    Close,
}

impl KeptPath {
    /// Its pieces, in order.
    pub fn elements(&self) -> impl Iterator<Item = PathEl> + '_ {
        let mut points = self
            .points
            .iter()
            .map(|[x, y]| Point::new(f64::from(*x), f64::from(*y)));
        // There are as many points as the pieces have.
        let mut next = move || points.next().unwrap_or_default();
        self.verbs.iter().map(move |verb| match verb {
            Verb::Move => PathEl::MoveTo(next()),
            Verb::Line => PathEl::LineTo(next()),
            Verb::Quad => PathEl::QuadTo(next(), next()),
            Verb::Curve => PathEl::CurveTo(next(), next(), next()),
            Verb::Close => PathEl::ClosePath,
        })
    }

    /// How many pieces it has.
    pub fn n_pieces(&self) -> usize {
        self.verbs.len()
    }

    /// For measuring and changing.
    pub fn to_path(&self) -> BezPath {
        self.elements().collect()
    }

    /// Another, with every point moved.
    pub(super) fn transformed(&self, affine: Affine) -> KeptPath {
        KeptPath::from(affine * self.to_path())
    }

    /// Around all its points, those between which curves are drawn too.
    pub(super) fn control_box(&self) -> Rect {
        let points = self
            .points
            .iter()
            .map(|[x, y]| Point::new(f64::from(*x), f64::from(*y)));
        let boxes = points.map(|point| Rect::from_points(point, point));
        boxes.reduce(|all, one| all.union(one)).unwrap_or_default()
    }
}

impl From<BezPath> for KeptPath {
    fn from(path: BezPath) -> KeptPath {
        let mut verbs = Vec::with_capacity(path.elements().len());
        let mut points = Vec::with_capacity(path.elements().len() * 2);
        let mut keep = |verb, kept: &[Point]| {
            verbs.push(verb);
            points.extend(kept.iter().map(|point| [point.x as f32, point.y as f32]));
        };
        for piece in path.elements() {
            match *piece {
                PathEl::MoveTo(to) => keep(Verb::Move, &[to]),
                PathEl::LineTo(to) => keep(Verb::Line, &[to]),
                PathEl::QuadTo(control, to) => keep(Verb::Quad, &[control, to]),
                PathEl::CurveTo(first, second, to) => keep(Verb::Curve, &[first, second, to]),
                PathEl::ClosePath => keep(Verb::Close, &[]),
            }
        }
        KeptPath {
            verbs: verbs.into(),
            points: points.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use kurbo::{Circle, Shape};

    use super::*;

    #[test]
    fn a_kept_path_is_the_path_it_was_made_of() {
        let mut path = Circle::new((3.0, 4.5), 2.0).to_path(0.1);
        path.move_to((0.125, 0.25));
        path.line_to((8.0, -16.5));
        path.quad_to((1.0, 2.0), (3.0, 4.0));
        path.close_path();
        let kept = KeptPath::from(path.clone());
        assert_eq!(kept.n_pieces(), path.elements().len());
        for (is, was) in kept.elements().zip(path.elements()) {
            let (is, was) = (is.end_point(), was.end_point());
            assert_eq!(is.is_some(), was.is_some());
            assert!(is.zip(was).is_none_or(|(is, was)| is.distance(was) < 1e-5));
        }
        assert!(kept.control_box().union(path.control_box()).area() - path.control_box().area() < 1e-4);
        assert_eq!(KeptPath::from(BezPath::new()), KeptPath::default());
    }
}
