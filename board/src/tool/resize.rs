//! A selection being resized: which changes put its frame's handle under the pointer. Shapes and pictures take the new
//! size, and so does a stroke, whose line stays as wide as it was; text takes a new letter size at corners and a new width at
//! sides; connectors are only carried along.

use std::sync::Arc;

use kurbo::{Affine, Point, Rect, Vec2};

use super::{
    handle::{Frame, Handle},
    snap::Ways,
};
use crate::{
    board::Board,
    element::{Element, End, Kind},
    geometry,
    id::ElementId,
    ink::{Ink, stretched},
    op::{ElementChange, Prop},
    spatial,
};

/// The least width and height of a resized element, in board units.
const SIDE_MIN: f64 = 4.0;

/// A resize as it was begun.
#[derive(Clone, Debug)]
pub(super) struct Resize {
    frame: Frame,
    x: i8,
    y: i8,
    elements: Vec<(Arc<Element>, Rect)>,
    /// Several of which one is turned, or is text, cannot be stretched one way only.
    keeps_ratio: bool,
}

/// What a resize keeps, as the keys held say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Keeps {
    /// Width to height.
    pub(super) ratio: bool,
    /// Its middle where it is.
    pub(super) middle: bool,
}

/// Where the frame has come to: places are stretched about a place that stays.
#[derive(Clone, Copy)]
struct Stretch {
    about: Point,
    across: f64,
    down: f64,
}

impl Resize {
    /// `None` where the selection has no frame, or the handle is none of a frame.
    pub(super) fn begin(board: &Board, selection: &[ElementId], handle: Handle) -> Option<Resize> {
        let Handle::Side { x, y } = handle else { return None };
        let frame = Frame::around(board, selection).filter(|frame| frame.is_resizable)?;
        let elements = selection
            .iter()
            .filter_map(|id| board.element(*id))
            .filter(|element| !element.locked);
        let elements = elements
            .map(|element| (Arc::clone(element), spatial::box_of(element)))
            .collect::<Vec<_>>();
        let is_stiff = |(element, _): &(Arc<Element>, Rect)| {
            matches!(element.kind, Kind::Text { .. }) || element.angle_centidegrees % 36_000 != 0
        };
        let keeps_ratio = elements.len() > 1 && elements.iter().any(is_stiff);
        Some(Resize {
            frame,
            x,
            y,
            elements,
            keeps_ratio,
        })
    }

    /// Which sides follow the pointer freely, so that they can snap; `None` where the frame is turned.
    pub(super) fn ways(&self) -> Option<Ways> {
        let is_free = self.frame.turn == Affine::IDENTITY && !self.keeps_ratio;
        is_free.then_some(Ways {
            across: self.x != 0,
            down: self.y != 0,
        })
    }

    /// Whether an element is being resized.
    pub(super) fn contains(&self, id: ElementId) -> bool {
        self.elements.iter().any(|(element, _)| element.id == id)
    }

    /// The frame with its handle at a place.
    pub(super) fn rect_at(&self, to: Point, keeps: Keeps) -> Rect {
        self.stretch(to, keeps).rect(self.frame.rect)
    }

    /// The changes that bring the handle to a place, from the elements as they were.
    pub(super) fn changes(&self, to: Point, keeps: Keeps) -> Vec<ElementChange> {
        let single_text =
            matches!(self.elements.as_slice(), [(element, _)] if matches!(element.kind, Kind::Text { .. }));
        let at_corner = self.x != 0 && self.y != 0;
        let keeps = Keeps {
            ratio: keeps.ratio || self.keeps_ratio || single_text && at_corner,
            ..keeps
        };
        let stretch = self.stretch(self.frame.turn.inverse() * to, keeps);
        // A turned box turns about its new middle once it has one; that middle stands where the old turn puts it.
        let grown = stretch.rect(self.frame.rect).center();
        let wander = self.frame.turn * grown - grown;
        let change = |(element, rect): &(Arc<Element>, Rect)| self.change(element, *rect, stretch, wander);
        self.elements.iter().filter_map(change).collect()
    }

    /// The changes that take the resize back.
    pub(super) fn taken_back(&self) -> Vec<ElementChange> {
        self.elements.iter().map(|(element, _)| original(element)).collect()
    }

    fn stretch(&self, to: Point, keeps: Keeps) -> Stretch {
        let rect = self.frame.rect;
        let fixed = |side: i8, near: f64, far: f64| match side {
            -1 if !keeps.middle => far,
            1 if !keeps.middle => near,
            _ => (near + far) / 2.0,
        };
        // What stays in the middle grows both ways.
        let share = if keeps.middle { 2.0 } else { 1.0 };
        let about = Point::new(fixed(self.x, rect.x0, rect.x1), fixed(self.y, rect.y0, rect.y1));
        let scale = |side: i8, length: f64, way: f64| match side {
            0 => 1.0,
            _ => way * share * f64::from(side) / length.max(1.0),
        };
        let (mut across, mut down) = (
            scale(self.x, rect.width(), to.x - about.x),
            scale(self.y, rect.height(), to.y - about.y),
        );
        if keeps.ratio {
            let larger = match (self.x, self.y) {
                (0, _) => down.abs(),
                (_, 0) => across.abs(),
                (_, _) => across.abs().max(down.abs()),
            };
            (across, down) = (larger.copysign(across), larger.copysign(down));
        }
        Stretch { about, across, down }
    }

    fn change(&self, element: &Element, rect: Rect, stretch: Stretch, wander: Vec2) -> Option<ElementChange> {
        let grown = stretch.rect(rect) + wander;
        let origin = geometry::Point::from_units(grown.origin());
        let by = |point: geometry::Point| geometry::Point::from_units(stretch.place(point.to_units()));
        let props = match &element.kind {
            Kind::Shape(_) | Kind::Image(_) | Kind::Frame | Kind::Part(_) | Kind::Stamp(_) => {
                let far = geometry::Point::from_units(Point::new(grown.x1, grown.y1)).since(origin);
                vec![Prop::Origin(origin), Prop::Size(geometry::Size::new(far.x, far.y))]
            }
            Kind::Text { auto_width } => self.text_props(element, *auto_width, grown, stretch),
            Kind::Ink(ink) if ink.ended => ink_props(ink, grown),
            Kind::Ink(_) => {
                let way = stretch.place(rect.center()) - rect.center();
                vec![Prop::Origin(
                    element.origin.offset(geometry::Point::from_units(way.to_point())),
                )]
            }
            Kind::Connector(connector) => {
                let moved = |end: &End| End { at: by(end.at), ..*end };
                let mut props = Vec::new();
                if connector.start.bound.is_none() {
                    props.push(Prop::Start(moved(&connector.start)));
                }
                if connector.end.bound.is_none() {
                    props.push(Prop::End(moved(&connector.end)));
                }
                if !connector.via.is_empty() {
                    props.push(Prop::Via(connector.via.iter().map(|point| by(*point)).collect()));
                }
                props
            }
        };
        (!props.is_empty()).then_some(ElementChange { id: element.id, props })
    }

    fn text_props(&self, element: &Element, auto_width: bool, grown: Rect, stretch: Stretch) -> Vec<Prop> {
        let origin = Prop::Origin(geometry::Point::from_units(grown.origin()));
        let size = geometry::Size::new(geometry::quantise(grown.width()), element.size.height);
        if self.x != 0 && self.y == 0 {
            return vec![origin, Prop::AutoWidth(false), Prop::Size(size)];
        }
        if self.x == 0 {
            return vec![origin];
        }
        let scale = (stretch.across * stretch.down).abs().sqrt();
        let letters = (f64::from(element.style.font_size) * scale).round().clamp(4.0, 1_000.0);
        let mut props = vec![origin, Prop::FontSize(letters as u16)];
        if !auto_width {
            props.push(Prop::Size(size));
        }
        props
    }
}

/// What lets a finished stroke fill a box; a side on which it has no extent cannot be filled and keeps its place.
pub(super) fn ink_props(ink: &Ink, rect: Rect) -> Vec<Prop> {
    let (near, own) = ink.extent();
    let far = geometry::Point::from_units(Point::new(rect.x1, rect.y1));
    let corner = geometry::Point::from_units(rect.origin());
    let size = far.since(corner);
    // Neither side may be none: that would be the size as it was drawn.
    let size = geometry::Size::new(size.x.max(1), size.y.max(1));
    let near = stretched(near, own, size);
    vec![Prop::Origin(corner.since(near)), Prop::Size(size)]
}

/// All that a resize may change, as it was.
fn original(element: &Element) -> ElementChange {
    let mut props = Vec::new();
    match &element.kind {
        Kind::Connector(connector) => {
            props.extend([
                Prop::Start(connector.start),
                Prop::End(connector.end),
                Prop::Via(connector.via.clone()),
            ]);
        }
        Kind::Text { auto_width } => {
            props.extend([
                Prop::Origin(element.origin),
                Prop::Size(element.size),
                Prop::FontSize(element.style.font_size),
                Prop::AutoWidth(*auto_width),
            ]);
        }
        Kind::Ink(_) | Kind::Shape(_) | Kind::Image(_) | Kind::Frame | Kind::Part(_) | Kind::Stamp(_) => {
            props.extend([Prop::Origin(element.origin), Prop::Size(element.size)]);
        }
    }
    ElementChange { id: element.id, props }
}

impl Stretch {
    fn place(self, at: Point) -> Point {
        let way = at - self.about;
        self.about + Vec2::new(way.x * self.across, way.y * self.down)
    }

    /// A box stretched; never thinner than the least side.
    fn rect(self, rect: Rect) -> Rect {
        let near = self.place(rect.origin());
        let far = self.place(Point::new(rect.x1, rect.y1));
        let stretched = Rect::from_points(near, far);
        let width = stretched.width().max(SIDE_MIN.min(rect.width()));
        let height = stretched.height().max(SIDE_MIN.min(rect.height()));
        Rect::from_origin_size(stretched.origin(), (width, height))
    }
}
