//! Paths of the scene as browsers keep them.

use board::scene::KeptPath;
use kurbo::{Affine, BezPath, PathEl};
use web_sys::Path2d;

/// A path as the browser keeps it.
pub(in crate::canvas) fn path_2d(path: &BezPath) -> Path2d {
    made_of(path.elements().iter().copied())
}

/// A path of the scene as the browser keeps it.
pub(super) fn kept_2d(path: &KeptPath) -> Path2d {
    made_of(path.elements())
}

fn made_of(pieces: impl Iterator<Item = PathEl>) -> Path2d {
    let made = Path2d::new().expect("the constructor without arguments does not throw");
    for piece in pieces {
        match piece {
            PathEl::MoveTo(at) => made.move_to(at.x, at.y),
            PathEl::LineTo(at) => made.line_to(at.x, at.y),
            PathEl::QuadTo(control, at) => made.quadratic_curve_to(control.x, control.y, at.x, at.y),
            PathEl::CurveTo(first, second, at) => {
                made.bezier_curve_to(first.x, first.y, second.x, second.y, at.x, at.y);
            }
            PathEl::ClosePath => made.close_path(),
        }
    }
    made
}

/// A path to be filled. Browsers fill convex paths in a way of their own, with edges that differ in the last bit, and may
/// find out late that a path is convex; then a picture would depend on what was painted before. A second outline without an
/// area settles it.
pub(super) fn inside_2d(path: &KeptPath) -> Path2d {
    let made = kept_2d(path);
    if let Some(PathEl::MoveTo(begin)) = path.elements().next() {
        made.move_to(begin.x, begin.y);
        made.line_to(begin.x, begin.y);
    }
    made
}

/// A path moved to device pixels, for lines that do not grow with the zoom.
pub(in crate::canvas) fn path_2d_in(path: &BezPath, affine: Affine) -> Path2d {
    path_2d(&(affine * path.clone()))
}
