//! What painters and exporters draw. A geometry that did not change is the same `Rc` from one list to the next, so that they
//! can keep what they made of it.

use std::{rc::Rc, sync::Arc};

use kurbo::{Affine, BezPath, Point, Rect, Shape};

use super::KeptPath;
use crate::{
    colour::Colour,
    element::{Align, AssetHash, Crop, Element},
    id::ElementId,
    shape::{Dash, Flip},
    text_metrics::Font,
};

/// Pieces of a path that are measured one by one.
const CURVES_MAX: usize = 64;

/// What is to be drawn, lowest first.
#[derive(Clone, Debug, Default)]
pub struct DrawList {
    /// One item per element.
    pub items: Vec<Rc<DrawItem>>,
}

/// One element as it is drawn.
#[derive(Clone, Debug)]
pub struct DrawItem {
    /// Its id.
    pub id: ElementId,
    /// The element; another pointer is another version.
    pub element: Arc<Element>,
    /// Around everything it paints, in board units.
    pub bounds: Rect,
    /// From the units of the geometry to board units: moves and turns, never scales.
    pub transform: Affine,
    /// What its frame shows of it, in board units; `None` where it is shown whole.
    pub clip: Option<BezPath>,
    /// What it consists of. Moving an element does not make a new one.
    pub geometry: Rc<Geometry>,
    /// 0 to 1.
    pub opacity: f64,
}

/// What an element consists of, lowest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Geometry {
    /// In drawing order.
    pub primitives: Vec<Primitive>,
}

/// One thing to draw.
#[derive(Clone, Debug, PartialEq)]
pub enum Primitive {
    /// A path, filled (non-zero winding) and then stroked.
    Path {
        /// The path.
        path: KeptPath,
        /// Its inside.
        fill: Option<Paint>,
        /// Its line.
        stroke: Option<Stroke>,
        /// For outlines of ink: what may be stroked instead where the outline would be thinner than a pixel.
        hairline: Option<Hairline>,
    },
    /// One line of text.
    Text(TextLine),
    /// A part of an image stretched over a rectangle.
    Image {
        /// Which.
        hash: AssetHash,
        /// Where.
        rect: Rect,
        /// The part.
        crop: Crop,
        /// Which way round.
        flip: Flip,
    },
}

/// One line of text; nothing is left to be broken or measured.
#[derive(Clone, Debug, PartialEq)]
pub struct TextLine {
    /// On the baseline: the left end, the middle or the right end of the line, as `align` says.
    pub at: Point,
    /// What it says.
    pub text: String,
    /// Of the letters, in board units.
    pub size: f64,
    /// The typeface.
    pub font: Font,
    /// How it is coloured.
    pub paint: Paint,
    /// What `at` is.
    pub align: Align,
    /// By the metrics, in board units.
    pub width: f64,
}

/// How something is coloured; themes know the values.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Paint {
    /// Ink, lines, text.
    Colour(Colour),
    /// The inside of shapes: a token mixed into the ground so that text stays readable, an imported colour as it is.
    Tint(Colour),
    /// What a highlighter leaves: see-through, and what is written under it stays as readable as it was.
    Highlight(Colour),
    /// A label on the inside that an element is filled with, `None` on the board itself: the ink of the theme or, on a colour
    /// that it could not be read on, the ground's.
    Letters(Option<Colour>),
    /// The board itself: what is under a label of a connector.
    Ground,
    /// Frames, images on their way.
    Muted,
}

/// A line along a path, with round ends and joins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// How it is coloured.
    pub paint: Paint,
    /// In board units.
    pub width: f64,
    /// Dashes.
    pub dash: Dash,
}

/// The middle line of a stroke of ink.
#[derive(Clone, Debug, PartialEq)]
pub struct Hairline {
    /// The line.
    pub path: KeptPath,
    /// How wide the ink is there, in board units.
    pub width: f64,
}

impl Stroke {
    /// Lengths of a dash and of the gap after it; `None` for one line.
    pub fn dashes(&self) -> Option<[f64; 2]> {
        match self.dash {
            Dash::Solid => None,
            Dash::Dashed => Some([self.width * 2.0 + 4.0, self.width * 2.0 + 4.0]),
            // Round ends make a dot of next to nothing.
            Dash::Dotted => Some([0.01, self.width * 2.0 + 1.0]),
        }
    }
}

impl Geometry {
    /// Around everything it paints, in its own units.
    pub(super) fn bounds(&self) -> Option<Rect> {
        self.primitives
            .iter()
            .map(Primitive::bounds)
            .reduce(|all, one| all.union(one))
    }
}

impl Primitive {
    pub(super) fn bounds(&self) -> Rect {
        match self {
            Primitive::Path {
                path, stroke, hairline, ..
            } => {
                let half_width = stroke.map_or(0.0, |stroke| stroke.width / 2.0);
                // Many small curves: their control points are near enough.
                let tight = if hairline.is_some() || path.n_pieces() > CURVES_MAX {
                    path.control_box()
                } else {
                    path.to_path().bounding_box()
                };
                tight.inflate(half_width, half_width)
            }
            Primitive::Text(line) => {
                let left = match line.align {
                    Align::Left => line.at.x,
                    Align::Centre => line.at.x - line.width / 2.0,
                    Align::Right => line.at.x - line.width,
                };
                // Fallback fonts are wider and taller than the bundled one.
                Rect::new(
                    left,
                    line.at.y - line.size,
                    left + line.width,
                    line.at.y + line.size * 0.3,
                )
                .inflate(line.size * 0.25, line.size * 0.25)
            }
            Primitive::Image { rect, .. } => *rect,
        }
    }
}
