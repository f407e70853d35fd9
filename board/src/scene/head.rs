//! What stands at the ends of connectors. Everything of a head lies between the end of the way and where the line begins, so
//! that no head reaches into what the connector is bound to and no line shows through a hollow one.

use kurbo::{BezPath, Circle, ParamCurve, ParamCurveArclen, PathSeg, Point, Shape, Vec2};

use super::{Paint, Primitive, Stroke};
use crate::{
    shape::{Dash, Head},
    spatial::{Way, head_length},
};

/// How exactly a line is cut at a head.
const ACCURACY: f64 = 0.01;

/// A head, drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct Drawn {
    pub(super) primitives: Vec<Primitive>,
    /// So much of the line is left out before its end.
    pub(super) covers: f64,
}

/// Where a head is drawn, and with what.
struct Pen {
    tip: Point,
    inwards: Vec2,
    length: f64,
    stroke: Stroke,
}

/// The head at the first point of a way; nothing where there is none or the way goes nowhere.
pub(super) fn head(kind: Head, way: &Way, paint: Paint, width: f64) -> Drawn {
    let length = head_length(width).min(way.length() / 3.0);
    let Some((end, inwards)) = way.leaving(length) else {
        return Drawn::default();
    };
    let stroke = Stroke {
        paint,
        width,
        dash: Dash::Solid,
    };
    let pen = Pen {
        // Half of a line lies outside of what it is drawn along.
        tip: end + inwards * (width / 2.0),
        inwards,
        length,
        stroke,
    };
    let half = width / 2.0 / length.max(f64::MIN_POSITIVE);
    let drawn = |primitives, covers: f64| Drawn {
        primitives,
        covers: (covers + half) * length,
    };
    match kind {
        Head::None => Drawn::default(),
        Head::Arrow => drawn(vec![pen.line(&[(1.0, -0.5), (0.0, 0.0), (1.0, 0.5)])], 0.0),
        Head::Bar => drawn(vec![pen.line(&[(0.0, -0.55), (0.0, 0.55)])], 0.0),
        Head::Triangle => drawn(vec![pen.area(&TRIANGLE, true)], 0.8),
        Head::TriangleOutline => drawn(vec![pen.area(&TRIANGLE, false)], 1.0),
        Head::Diamond => drawn(vec![pen.area(&DIAMOND, true)], 1.0),
        Head::DiamondOutline => drawn(vec![pen.area(&DIAMOND, false)], 1.4),
        Head::Dot => drawn(vec![pen.ring(0.0, true)], RING),
        Head::DotOutline => drawn(vec![pen.ring(0.0, false)], 2.0 * RING),
        Head::One => drawn(vec![pen.bar(0.6)], 0.0),
        Head::ExactlyOne => drawn(vec![pen.bar(0.4), pen.bar(0.8)], 0.0),
        Head::Many => drawn(vec![pen.foot()], 0.0),
        Head::OneOrMany => drawn(vec![pen.foot(), pen.bar(1.4)], 0.0),
        Head::ZeroOrOne => drawn(
            vec![pen.line(&[(0.0, 0.0), (0.7, 0.0)]), pen.bar(0.4), pen.ring(0.7, false)],
            0.7 + 2.0 * RING,
        ),
        Head::ZeroOrMany => drawn(
            vec![pen.line(&[(0.0, 0.0), (1.1, 0.0)]), pen.foot(), pen.ring(1.1, false)],
            1.1 + 2.0 * RING,
        ),
    }
}

/// A line without so much of it at its start and its end; all of it if nothing would be left.
pub(super) fn shortened(path: BezPath, at_start: f64, at_end: f64) -> BezPath {
    let mut pieces = path.segments().collect::<Vec<_>>();
    let turned_round = |pieces: Vec<PathSeg>| pieces.into_iter().rev().map(|piece| piece.reverse()).collect();
    for length in [at_start, at_end] {
        pieces = turned_round(without_beginning(pieces, length));
    }
    if pieces.is_empty() || at_start + at_end <= 0.0 {
        return path;
    }
    BezPath::from_path_segments(pieces.into_iter())
}

fn without_beginning(pieces: Vec<PathSeg>, length: f64) -> Vec<PathSeg> {
    let mut left = length;
    let mut kept = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if left <= 0.0 {
            kept.push(piece);
            continue;
        }
        let own = piece.arclen(ACCURACY);
        if own > left {
            kept.push(piece.subsegment(piece.inv_arclen(left, ACCURACY)..1.0));
        }
        left -= own;
    }
    kept
}

/// Half the width of a ring, in parts of a head's length.
const RING: f64 = 0.36;
const TRIANGLE: [(f64, f64); 3] = [(0.0, 0.0), (1.0, -0.45), (1.0, 0.45)];
const DIAMOND: [(f64, f64); 4] = [(0.0, 0.0), (0.7, -0.42), (1.4, 0.0), (0.7, 0.42)];

impl Pen {
    /// So far along the line and aside from it, in parts of the head's length.
    fn at(&self, (along, aside): (f64, f64)) -> Point {
        let across = Vec2::new(-self.inwards.y, self.inwards.x);
        self.tip + self.inwards * (self.length * along) + across * (self.length * aside)
    }

    fn line(&self, places: &[(f64, f64)]) -> Primitive {
        self.primitive(self.polyline(places), false)
    }

    fn area(&self, corners: &[(f64, f64)], filled: bool) -> Primitive {
        let mut path = self.polyline(corners);
        path.close_path();
        self.primitive(path, filled)
    }

    fn bar(&self, along: f64) -> Primitive {
        self.line(&[(along, -0.5), (along, 0.5)])
    }

    fn foot(&self) -> Primitive {
        self.line(&[(0.0, -0.5), (1.1, 0.0), (0.0, 0.5)])
    }

    fn ring(&self, from: f64, filled: bool) -> Primitive {
        let circle = Circle::new(self.at((from + RING, 0.0)), self.length * RING);
        self.primitive(circle.to_path(0.05), filled)
    }

    fn polyline(&self, places: &[(f64, f64)]) -> BezPath {
        let mut path = BezPath::new();
        for (index, place) in places.iter().enumerate() {
            if index == 0 {
                path.move_to(self.at(*place));
            } else {
                path.line_to(self.at(*place));
            }
        }
        path
    }

    fn primitive(&self, path: BezPath, filled: bool) -> Primitive {
        Primitive::Path {
            path: path.into(),
            fill: filled.then_some(self.stroke.paint),
            stroke: Some(self.stroke),
            hairline: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kurbo::ParamCurveNearest;

    use super::*;
    use crate::{
        actor::ActorIndex,
        board::Board,
        colour::Colour,
        element::{Binding, Connector, Element, End, Kind},
        geometry,
        id::ElementId,
        op::Op,
        order_key::OrderKey,
        shape::ShapeKind,
        spatial,
    };

    fn line(to: f64) -> BezPath {
        let mut path = BezPath::new();
        path.move_to((0.0, 0.0));
        path.line_to((to, 0.0));
        path
    }

    #[test]
    fn no_head_reaches_over_the_end_of_its_way() {
        for width in [1.0, 2.0, 4.0] {
            let way = Way::along(&line(100.0));
            for kind in Head::ALL {
                let drawn = head(kind, &way, Paint::Colour(Colour::INK), width);
                assert_eq!(drawn.primitives.is_empty(), kind == Head::None);
                for primitive in &drawn.primitives {
                    assert!(
                        primitive.bounds().x0 >= -1e-9,
                        "{kind:?} at {width}: {:?}",
                        primitive.bounds()
                    );
                    assert!(
                        primitive.bounds().x1 <= 40.0,
                        "{kind:?} at {width}: {:?}",
                        primitive.bounds()
                    );
                }
            }
        }
    }

    /// A box, and a connector that comes to its middle from this direction.
    fn coming(shape: ShapeKind, kind: Head, width_eighths: u16, from: Vec2) -> (Board, Element) {
        let mut target = Element::new(ElementId(1), Kind::Shape(shape), OrderKey::first());
        target.size = geometry::Size::new(240 * 8, 60 * 8);
        let bound = Binding {
            element: target.id,
            aim: None,
        };
        let connector = Connector {
            start: End {
                at: geometry::Point::from_units(Point::new(120.0, 30.0) + from),
                bound: None,
            },
            end: End {
                at: geometry::Point::default(),
                bound: Some(bound),
            },
            end_head: kind,
            ..Connector::default()
        };
        let mut line = Element::new(ElementId(2), Kind::Connector(Arc::new(connector)), OrderKey::first());
        line.style.width_eighths = width_eighths;
        let mut board = Board::default();
        board
            .apply(ActorIndex(1), &Op::Create(vec![target, line.clone()]))
            .unwrap();
        (board, line)
    }

    #[test]
    fn no_head_reaches_over_the_outline_of_what_it_points_at_from_whatever_side_it_comes() {
        for (shape, kind, width) in [ShapeKind::Rectangle, ShapeKind::Ellipse, ShapeKind::Diamond]
            .into_iter()
            .flat_map(|shape| Head::ALL.map(|kind| (shape, kind)))
            .flat_map(|(shape, kind)| [8_u16, 16, 32, 64].map(|width| (shape, kind, width)))
        {
            for degrees in (0..360).step_by(3) {
                let from = Vec2::from_angle(f64::from(degrees).to_radians()) * 400.0;
                let (board, line) = coming(shape, kind, width, from);
                let way = spatial::connector_way(&line, &board).reversed();
                let width = f64::from(width) / 8.0;
                let outline = spatial::outline(board.element(ElementId(1)).unwrap(), &board);
                for primitive in head(kind, &way, Paint::Colour(Colour::INK), width).primitives {
                    let Primitive::Path { path, .. } = primitive else {
                        panic!("a path")
                    };
                    let mut nearest = f64::INFINITY;
                    kurbo::flatten(path.elements(), 0.1, |piece| {
                        let Some(at) = piece.end_point() else { return };
                        let away = outline
                            .segments()
                            .map(|segment| segment.nearest(at, 0.01).distance_sq.sqrt());
                        let away = away.fold(f64::INFINITY, f64::min);
                        // Exactly level with a corner a point may be taken for one inside.
                        let is_inside = [at, at + Vec2::new(0.0, 1e-3)].iter().all(|at| outline.contains(*at));
                        nearest = nearest.min(if is_inside { -away } else { away });
                    });
                    // Half of either line lies between them.
                    let least = width / 2.0 + 1.0;
                    assert!(
                        nearest >= least,
                        "{kind:?} of {width} at {shape:?} from {degrees}°: {nearest}"
                    );
                }
            }
        }
    }

    #[test]
    fn hollow_heads_show_no_line_inside() {
        let way = Way::along(&line(100.0));
        for kind in [Head::TriangleOutline, Head::DotOutline, Head::DiamondOutline] {
            let drawn = head(kind, &way, Paint::Colour(Colour::INK), 2.0);
            let far = drawn.primitives.iter().map(|it| it.bounds().x1).fold(0.0, f64::max);
            // The line begins in the far side's own line.
            assert!((drawn.covers - far).abs() <= 1.1, "{kind:?}: {} {far}", drawn.covers);
        }
    }

    #[test]
    fn a_line_is_cut_at_both_ends_and_never_away() {
        assert_eq!(shortened(line(10.0), 2.0, 3.0).bounding_box().x0, 2.0);
        assert_eq!(shortened(line(10.0), 2.0, 3.0).bounding_box().x1, 7.0);
        assert_eq!(shortened(line(10.0), 8.0, 3.0), line(10.0));
        assert_eq!(shortened(line(10.0), 0.0, 0.0), line(10.0));
    }
}
