//! What stands over the drawing while somebody works on it: marquee, selection, shapes not yet made. Tools show it, scenes
//! draw it; it is never on a board and never sent. Board units throughout.

use std::collections::HashMap;

use kurbo::{Point, Rect};

use crate::{element::Element, id::ElementId};

/// Elements that were removed and are shown all the same, with how much of their colours is left, in percent.
pub type Ghosts = HashMap<ElementId, usize>;

/// What one person's tool shows right now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overlay {
    /// The rectangle being dragged open to select.
    pub marquee: Option<Rect>,
    /// What is selected.
    pub selection: Vec<ElementId>,
    /// Whether the selection shows its handles.
    pub handles: bool,
    /// Whether the handles cut off of a picture.
    pub cropping: bool,
    /// Around groups that are selected as one.
    pub groups: Vec<Rect>,
    /// Around the group that is worked in.
    pub within: Option<Rect>,
    /// What lines up with what.
    pub guides: Vec<Guide>,
    /// What a connector would bind to, or what the pointer is over.
    pub highlighted: Option<ElementId>,
    /// Exact places that something will hold on to.
    pub aims: Vec<Point>,
    /// What the eraser will take at release; drawn faded.
    pub erasing: Vec<ElementId>,
    /// Where the eraser has just been, the newest place last.
    pub trail: Vec<Point>,
    /// What is being made and is not on the board yet.
    pub preview: Vec<Element>,
    /// Whether elements are being dragged: when they are many, what follows them may be drawn roughly until they are let go.
    pub dragging: bool,
    /// Whose text is being edited: the text field draws it instead.
    pub editing: Option<ElementId>,
    /// What of the past is shown; it stands in nobody's way.
    pub ghosts: Ghosts,
}

/// What is shown of things that stand in line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Guide {
    /// Sides or middles on one line.
    Line {
        /// One end.
        from: Point,
        /// The other.
        to: Point,
    },
    /// One of several gaps of the same width.
    Gap {
        /// Where it begins.
        from: Point,
        /// Where it ends.
        to: Point,
    },
}
