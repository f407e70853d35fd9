//! How far before an outline a connector ends: so that of what stands at its end nothing reaches over the outline, also where
//! the line comes in aslant and one wing of a head is nearer than its tip.

use kurbo::{ParamCurve, ParamCurveDeriv, PathSeg, Point, Vec2};

use crate::{
    element::{Connector, Element},
    shape::Head,
};

/// Between what stands at an end and the line of what the end is bound to, at least.
const CLEAR: f64 = 1.0;
/// A line that all but follows an outline is cut as one that meets it at this sine of an angle would be.
const SINE_LEAST: f64 = 0.1;

/// What stands at an end of a connector.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tip {
    head: Head,
    width: f64,
}

/// Where a connector meets an outline, less the gap every end keeps.
#[derive(Clone, Copy, Debug)]
pub(super) struct Met {
    pub(super) at: Point,
    /// From the outline, of length one.
    pub(super) back: Vec2,
    /// So much farther back nothing of the head reaches over the outline.
    pub(super) needs: f64,
}

impl Met {
    /// Where the end stands, at most `room` farther back.
    pub(super) fn clear(self, room: f64) -> Point {
        self.at + self.back * self.needs.min(room)
    }
}

/// How long a head is on a line of this width, in board units, where the line is long enough for it.
pub(crate) fn head_length(width: f64) -> f64 {
    7.0 + width * 2.5
}

impl Tip {
    /// Those at the start and at the end.
    pub(super) fn both(element: &Element, connector: &Connector) -> [Tip; 2] {
        let width = f64::from(element.style.width_eighths) / 8.0;
        [connector.start_head, connector.end_head].map(|head| Tip { head, width })
    }

    /// How far before an outline a line that goes in direction `along` has to end, so that nothing of its head reaches over it. So
    /// much of the outline's own width, `own`, lies outside of it.
    pub(super) fn gap(self, along: Vec2, (segment, at): (PathSeg, f64), own: f64) -> f64 {
        let outline = match segment {
            PathSeg::Line(line) => line.p1 - line.p0,
            PathSeg::Quad(quad) => quad.deriv().eval(at).to_vec2(),
            PathSeg::Cubic(cubic) => cubic.deriv().eval(at).to_vec2(),
        };
        let lengths = along.hypot() * outline.hypot();
        if lengths == 0.0 || self.head == Head::None {
            return 0.0;
        }
        let sine = (along.cross(outline).abs() / lengths).max(SINE_LEAST);
        let cosine = along.dot(outline).abs() / lengths;
        let (length, half) = (head_length(self.width), self.width / 2.0);
        let (ahead, aside, round) = foremost(self.head);
        let least = own + CLEAR + half;
        let wing = (least + (round + aside * cosine) * length) / sine - ahead * length;
        // The tip itself, which stands half a line's width back already.
        wing.max(least / sine) - half
    }
}

/// What of a head is nearest to an outline that it comes to aslant, in parts of its length: so far behind its tip, so far aside
/// of its line, and round with this radius.
fn foremost(head: Head) -> (f64, f64, f64) {
    match head {
        Head::None => (0.0, 0.0, 0.0),
        Head::Arrow => (1.0, 0.5, 0.0),
        Head::Triangle | Head::TriangleOutline => (1.0, 0.45, 0.0),
        Head::Diamond | Head::DiamondOutline => (0.7, 0.42, 0.0),
        Head::Bar => (0.0, 0.55, 0.0),
        Head::Dot | Head::DotOutline => (0.36, 0.0, 0.36),
        Head::One => (0.6, 0.5, 0.0),
        Head::ExactlyOne | Head::ZeroOrOne => (0.4, 0.5, 0.0),
        Head::Many | Head::OneOrMany | Head::ZeroOrMany => (0.0, 0.5, 0.0),
    }
}
