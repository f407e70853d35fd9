//! Paths as scenes keep them. A piece of a [`BezPath`] takes 56 bytes, whatever it is; thousands of strokes are kept at once.
//! Browsers paint with the precision of these, so nothing that is seen is lost. What is drawn around the tips of a nib is made
//! of them when it is wanted: from afar nobody sees more of a stroke than its middle line.

use std::{cell::OnceCell, rc::Rc};

use kurbo::{Affine, BezPath, PathEl, Point, Rect};

use super::ink::{Tip, middle_line, outline};

/// A path, each coordinate in 32 bits.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptPath(Kept);

#[derive(Clone, Debug)]
enum Kept {
    Pieces(Pieces),
    /// Around tips; made when it is first wanted.
    Outline(Rc<[KeptTip]>, OnceCell<Pieces>),
    /// From tip to tip.
    Middle(Rc<[KeptTip]>),
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Pieces {
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

/// A place on the way of a nib, and how far it reaches there.
#[derive(Clone, Copy, Debug, PartialEq)]
struct KeptTip {
    at: [f32; 2],
    radius: f32,
}

impl KeptPath {
    /// What a nib paints around its tips, and the line along its middle.
    pub(super) fn of_tips(tips: &[Tip]) -> (KeptPath, KeptPath) {
        let tips = tips.iter().map(|tip| KeptTip {
            at: [tip.at.x as f32, tip.at.y as f32],
            radius: tip.radius as f32,
        });
        let tips = tips.collect::<Rc<[KeptTip]>>();
        let outline = Kept::Outline(Rc::clone(&tips), OnceCell::new());
        (KeptPath(outline), KeptPath(Kept::Middle(tips)))
    }

    /// Its pieces, in order.
    pub fn elements(&self) -> Box<dyn Iterator<Item = PathEl> + '_> {
        match &self.0 {
            Kept::Pieces(pieces) => Box::new(pieces.elements()),
            Kept::Outline(tips, made) => Box::new(made.get_or_init(|| outline(&whole(tips)).into()).elements()),
            Kept::Middle(tips) => Box::new(middle_line(tips.iter().map(KeptTip::place))),
        }
    }

    /// How many pieces it has; of an outline about, without making it.
    pub fn n_pieces(&self) -> usize {
        match &self.0 {
            Kept::Pieces(pieces) => pieces.verbs.len(),
            // Along both sides, and round both ends.
            Kept::Outline(tips, _) => 2 * tips.len() + 4,
            // A dot is a line to where it begins.
            Kept::Middle(tips) if tips.len() == 1 => 2,
            Kept::Middle(tips) => tips.len(),
        }
    }

    /// For measuring and changing.
    pub fn to_path(&self) -> BezPath {
        self.elements().collect()
    }

    /// Another, with every point moved. Made now: around mirrored tips an outline would be joined otherwise.
    pub(super) fn transformed(&self, affine: Affine) -> KeptPath {
        KeptPath::from(affine * self.to_path())
    }

    /// Around all its points, those between which curves are drawn too; around what an outline paints, without making it.
    pub(super) fn control_box(&self) -> Rect {
        let around = |places: &mut dyn Iterator<Item = Rect>| places.reduce(|all, one| all.union(one));
        let rect = |at: [f32; 2], radius: f32| {
            let (at, radius) = (place_of(at), f64::from(radius));
            Rect::from_points(at, at).inflate(radius, radius)
        };
        let all = match &self.0 {
            Kept::Pieces(pieces) => around(&mut pieces.points.iter().map(|at| rect(*at, 0.0))),
            Kept::Outline(tips, _) => around(&mut tips.iter().map(|tip| rect(tip.at, tip.radius))),
            Kept::Middle(tips) => around(&mut tips.iter().map(|tip| rect(tip.at, 0.0))),
        };
        all.unwrap_or_default()
    }
}

impl PartialEq for Kept {
    fn eq(&self, other: &Kept) -> bool {
        match (self, other) {
            (Kept::Outline(tips, _), Kept::Outline(others, _)) | (Kept::Middle(tips), Kept::Middle(others)) => {
                tips == others
            }
            (Kept::Pieces(pieces), Kept::Pieces(others)) => pieces == others,
            // Of one element, only a flip makes the one of the other.
            (Kept::Pieces(_) | Kept::Outline(..) | Kept::Middle(_), _) => false,
        }
    }
}

impl From<BezPath> for KeptPath {
    fn from(path: BezPath) -> KeptPath {
        KeptPath(Kept::Pieces(path.into()))
    }
}

impl Pieces {
    fn elements(&self) -> impl Iterator<Item = PathEl> + '_ {
        let mut points = self.points.iter().map(|at| place_of(*at));
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
}

impl From<BezPath> for Pieces {
    fn from(path: BezPath) -> Pieces {
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
        Pieces {
            verbs: verbs.into(),
            points: points.into(),
        }
    }
}

impl KeptTip {
    fn place(&self) -> Point {
        place_of(self.at)
    }
}

fn place_of([x, y]: [f32; 2]) -> Point {
    Point::new(f64::from(x), f64::from(y))
}

fn whole(tips: &[KeptTip]) -> Vec<Tip> {
    let tips = tips.iter().map(|tip| Tip {
        at: tip.place(),
        radius: f64::from(tip.radius),
    });
    tips.collect()
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
        assert_eq!(KeptPath::from(BezPath::new()).n_pieces(), 0);
    }

    #[test]
    fn what_is_made_of_tips_is_what_they_paint_and_lies_in_its_box() {
        let tip = |x: f64, y: f64, radius: f64| Tip {
            at: Point::new(x, y),
            radius,
        };
        for tips in [
            vec![tip(1.0, 2.0, 3.0)],
            vec![tip(0.0, 0.0, 2.0), tip(10.0, 0.5, 4.0), tip(3.0, 7.0, 1.5)],
        ] {
            let (wide, thin) = KeptPath::of_tips(&tips);
            assert_eq!(
                wide.to_path().elements(),
                KeptPath::from(outline(&tips)).to_path().elements()
            );
            assert_eq!(wide, KeptPath::of_tips(&tips).0, "made or not");
            assert_eq!(thin.n_pieces(), thin.elements().count());
            let (around, painted) = (wide.control_box(), wide.to_path().bounding_box());
            assert!(
                around.inflate(1e-3, 1e-3).union(painted) == around.inflate(1e-3, 1e-3),
                "{painted:?} in {around:?}"
            );
            assert_eq!(thin.control_box(), thin.to_path().bounding_box());
            let mirror = Affine::FLIP_X;
            for path in [wide, thin] {
                assert_eq!(path.transformed(mirror).to_path(), mirror * path.to_path());
            }
        }
        let (wide, thin) = KeptPath::of_tips(&[]);
        assert_eq!((wide.elements().count(), thin.elements().count()), (0, 0));
    }
}
