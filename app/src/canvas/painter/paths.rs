//! Paths of the scene as browsers keep them.

use board::scene::KeptPath;
use kurbo::{Affine, BezPath, PathEl};
use web_sys::{CanvasRenderingContext2d, Path2d};

/// Browsers have the same words for a path that is kept and for one that is drawn at once.
macro_rules! follow {
    ($pieces:expr, $pen:expr) => {
        for piece in $pieces {
            match piece {
                PathEl::MoveTo(at) => $pen.move_to(at.x, at.y),
                PathEl::LineTo(at) => $pen.line_to(at.x, at.y),
                PathEl::QuadTo(control, at) => $pen.quadratic_curve_to(control.x, control.y, at.x, at.y),
                PathEl::CurveTo(first, second, at) => {
                    $pen.bezier_curve_to(first.x, first.y, second.x, second.y, at.x, at.y);
                }
                PathEl::ClosePath => $pen.close_path(),
            }
        }
    };
}

/// A path as the browser keeps it.
pub(in crate::canvas) fn path_2d(path: &BezPath) -> Path2d {
    made_of(path.elements().iter().copied())
}

/// A path of the scene as the browser keeps it.
pub(super) fn kept_2d(path: &KeptPath) -> Path2d {
    made_of(path.elements())
}

/// A path of the scene to be filled, as the browser keeps it.
pub(super) fn inside_2d(path: &KeptPath) -> Path2d {
    made_of(inside(path))
}

/// A path that is not worth keeping, begun on a context.
pub(super) fn trace(context: &CanvasRenderingContext2d, pieces: impl Iterator<Item = PathEl>) {
    context.begin_path();
    follow!(pieces, context);
}

fn made_of(pieces: impl Iterator<Item = PathEl>) -> Path2d {
    let made = Path2d::new().expect("the constructor without arguments does not throw");
    follow!(pieces, made);
    made
}

/// A path to be filled. Browsers fill convex paths in a way of their own, with edges that differ in the last bit, and may
/// find out late that a path is convex; then a picture would depend on what was painted before. A second outline without an
/// area settles it.
pub(super) fn inside(path: &KeptPath) -> impl Iterator<Item = PathEl> + '_ {
    let begin = path.elements().next().and_then(|piece| piece.end_point());
    let again = begin.map(|begin| [PathEl::MoveTo(begin), PathEl::LineTo(begin)]);
    path.elements().chain(again.into_iter().flatten())
}

/// A path moved to device pixels, for lines that do not grow with the zoom.
pub(in crate::canvas) fn path_2d_in(path: &BezPath, affine: Affine) -> Path2d {
    path_2d(&(affine * path.clone()))
}
