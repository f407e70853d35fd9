//! The properties of elements: how each is set, and how each is read. The one place that knows which field a property is.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    colour::Colour,
    element::{Align, Binding, Connector, Crop, Element, End, Face, Kind, Sign, Stamp, Vertical},
    geometry::{Point, Size},
    id::ElementId,
    ink::Nib,
    order_key::OrderKey,
    part::Part,
    shape::{Dash, Flip, Hatch, Head, Route, ShapeKind},
};

/// A property with its new value.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum Prop {
    /// Near corner of the box.
    Origin(Point),
    /// Size of the box.
    Size(Size),
    /// Rotation.
    Angle(i32),
    /// Place in the stack.
    Order(OrderKey),
    /// Outline, ink and text colour.
    Stroke(Colour),
    /// Inside colour.
    Fill(Option<Colour>),
    /// Line width in eighths of a board unit.
    Width(u16),
    /// Dashes.
    Dash(Dash),
    /// Opacity in percent.
    Opacity(u8),
    /// Text size in board units.
    FontSize(u16),
    /// Where lines of text stand.
    Align(Align),
    /// Locked or not.
    Locked(bool),
    /// Which closed shape; a part becomes one.
    Shape(ShapeKind),
    /// Whether a text's width follows it.
    AutoWidth(bool),
    /// A connector's start.
    Start(End),
    /// A connector's end.
    End(End),
    /// A connector's pinned points.
    Via(Vec<Point>),
    /// What stands at a connector's start.
    StartHead(Head),
    /// What stands at a connector's end.
    EndHead(Head),
    /// The groups it belongs to, innermost first.
    Groups(Vec<ElementId>),
    /// How a connector goes from point to point.
    Route(Route),
    /// Which way round it is shown.
    Flip(Flip),
    /// How the inside is filled.
    Hatch(Hatch),
    /// What a stroke is drawn with.
    Nib(Nib),
    /// The typeface of the text.
    Face(Face),
    /// Where the text stands between top and bottom.
    Vertical(Option<Vertical>),
    /// The frame it belongs to.
    Frame(Option<ElementId>),
    /// Where it leads.
    Link(Option<String>),
    /// The part of its picture that is shown.
    Crop(Option<Crop>),
    /// What an imported file said of it that nothing here stands for.
    Source(Option<String>),
    /// Which component of a system; a shape becomes one.
    Part(Part),
    /// What a stamp says.
    Sign(Sign),
    /// The place that a stamp stays at.
    On(Option<Binding>),
    /// Where along a connector's way its label is wanted.
    Along(Option<u16>),
}

impl Prop {
    /// Gives an element this property; nothing happens where its kind has none such.
    pub(crate) fn put(&self, element: &mut Element) {
        let (style, extras) = (&mut element.style, &mut element.extras);
        match self {
            Prop::Origin(origin) => element.origin = *origin,
            Prop::Size(size) => element.size = *size,
            Prop::Angle(angle) => element.angle_centidegrees = *angle,
            Prop::Order(order) => element.order.clone_from(order),
            Prop::Stroke(colour) => style.stroke = *colour,
            Prop::Fill(fill) => style.fill = *fill,
            Prop::Width(width) => style.width_eighths = *width,
            Prop::Dash(dash) => style.dash = *dash,
            Prop::Opacity(percent) => style.opacity_percent = *percent,
            Prop::FontSize(size) => style.font_size = *size,
            Prop::Align(align) => style.align = *align,
            Prop::Locked(locked) => element.locked = *locked,
            Prop::Groups(groups) => element.groups = groups.as_slice().into(),
            Prop::Flip(flip) => extras.flip = *flip,
            Prop::Hatch(hatch) => extras.hatch = *hatch,
            Prop::Nib(nib) => extras.nib = *nib,
            Prop::Face(face) => extras.face = *face,
            Prop::Vertical(vertical) => extras.vertical = *vertical,
            Prop::Frame(frame) => extras.frame = *frame,
            Prop::Link(link) => extras.link = link.as_deref().map(Arc::from),
            Prop::Crop(crop) => extras.crop = *crop,
            Prop::Along(along) => extras.along = *along,
            Prop::Source(source) => extras.source = source.as_deref().map(Arc::from),
            Prop::Shape(shape) => become_one(element, Kind::Shape(*shape)),
            Prop::AutoWidth(auto) => {
                if let Kind::Text { auto_width } = &mut element.kind {
                    *auto_width = *auto;
                }
            }
            Prop::Part(part) => become_one(element, Kind::Part(*part)),
            Prop::Sign(sign) => with_stamp(element, |stamp| stamp.sign = *sign),
            Prop::On(on) => with_stamp(element, |stamp| stamp.on = *on),
            Prop::Start(end) => with_connector(element, |connector| connector.start = *end),
            Prop::End(end) => with_connector(element, |connector| connector.end = *end),
            Prop::Via(points) => with_connector(element, |connector| connector.via.clone_from(points)),
            Prop::StartHead(head) => with_connector(element, |connector| connector.start_head = *head),
            Prop::EndHead(head) => with_connector(element, |connector| connector.end_head = *head),
            Prop::Route(route) => with_connector(element, |connector| connector.route = *route),
        }
    }

    /// Whether another sets the same property, so that the later of them counts. A thing is either a shape or a part.
    pub(crate) fn sets_the_same(&self, other: &Prop) -> bool {
        let is_either = |prop: &Prop| matches!(prop, Prop::Shape(_) | Prop::Part(_));
        std::mem::discriminant(self) == std::mem::discriminant(other) || (is_either(self) && is_either(other))
    }

    /// The same property as an element has it now; `None` where this kind of element has none such.
    pub(crate) fn as_now(&self, element: &Element) -> Option<Prop> {
        let connector = element.connector();
        let (style, extras) = (&element.style, &element.extras);
        match self {
            Prop::Origin(_) => Some(Prop::Origin(element.origin)),
            Prop::Size(_) => Some(Prop::Size(element.size)),
            Prop::Angle(_) => Some(Prop::Angle(element.angle_centidegrees)),
            Prop::Order(_) => Some(Prop::Order(element.order.clone())),
            Prop::Stroke(_) => Some(Prop::Stroke(style.stroke)),
            Prop::Fill(_) => Some(Prop::Fill(style.fill)),
            Prop::Width(_) => Some(Prop::Width(style.width_eighths)),
            Prop::Dash(_) => Some(Prop::Dash(style.dash)),
            Prop::Opacity(_) => Some(Prop::Opacity(style.opacity_percent)),
            Prop::FontSize(_) => Some(Prop::FontSize(style.font_size)),
            Prop::Align(_) => Some(Prop::Align(style.align)),
            Prop::Locked(_) => Some(Prop::Locked(element.locked)),
            Prop::Groups(_) => Some(Prop::Groups(element.groups.to_vec())),
            Prop::Flip(_) => Some(Prop::Flip(extras.flip)),
            Prop::Hatch(_) => Some(Prop::Hatch(extras.hatch)),
            Prop::Nib(_) => Some(Prop::Nib(extras.nib)),
            Prop::Face(_) => Some(Prop::Face(extras.face)),
            Prop::Vertical(_) => Some(Prop::Vertical(extras.vertical)),
            Prop::Frame(_) => Some(Prop::Frame(extras.frame)),
            Prop::Link(_) => Some(Prop::Link(extras.link.as_deref().map(str::to_owned))),
            Prop::Crop(_) => Some(Prop::Crop(extras.crop)),
            Prop::Along(_) => Some(Prop::Along(extras.along)),
            Prop::Source(_) => Some(Prop::Source(extras.source.as_deref().map(str::to_owned))),
            Prop::Shape(_) | Prop::Part(_) => match element.kind {
                Kind::Shape(shape) => Some(Prop::Shape(shape)),
                Kind::Part(part) => Some(Prop::Part(part)),
                _ => None,
            },
            Prop::AutoWidth(_) => {
                let Kind::Text { auto_width } = element.kind else {
                    return None;
                };
                Some(Prop::AutoWidth(auto_width))
            }
            Prop::Sign(_) => element.stamp().map(|stamp| Prop::Sign(stamp.sign)),
            Prop::On(_) => element.stamp().map(|stamp| Prop::On(stamp.on)),
            Prop::Start(_) => connector.map(|connector| Prop::Start(connector.start)),
            Prop::End(_) => connector.map(|connector| Prop::End(connector.end)),
            Prop::Via(_) => connector.map(|connector| Prop::Via(connector.via.clone())),
            Prop::StartHead(_) => connector.map(|connector| Prop::StartHead(connector.start_head)),
            Prop::EndHead(_) => connector.map(|connector| Prop::EndHead(connector.end_head)),
            Prop::Route(_) => connector.map(|connector| Prop::Route(connector.route)),
        }
    }
}

/// Makes one shape or part of another; nothing happens to anything else.
fn become_one(element: &mut Element, kind: Kind) {
    if matches!(element.kind, Kind::Shape(_) | Kind::Part(_)) {
        element.kind = kind;
    }
}

/// Changes a connector; nothing happens to anything else.
fn with_connector(element: &mut Element, change: impl FnOnce(&mut Connector)) {
    if let Kind::Connector(connector) = &mut element.kind {
        change(Arc::make_mut(connector));
    }
}

/// Changes a stamp; nothing happens to anything else.
fn with_stamp(element: &mut Element, change: impl FnOnce(&mut Stamp)) {
    if let Kind::Stamp(stamp) = &mut element.kind {
        change(stamp);
    }
}
