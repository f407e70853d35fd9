//! How elements are written. What came after the first elements were recorded stands behind their kind, as properties and only
//! where it is not the usual: whatever has nothing of it is written as it always was, byte for byte (rule F1).

use std::{borrow::Cow, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::Prop;
use crate::{
    actor::ActorIndex,
    element::{AssetHash, Connector, Element, Extras, Kind, Stamp, Style},
    geometry::{Point, Size},
    id::ElementId,
    ink::Ink,
    limits,
    order_key::OrderKey,
    part::Part,
    shape::{Route, ShapeKind},
    text::TextBuffer,
};

#[derive(Deserialize, Serialize)]
#[serde(rename = "Element")]
struct Written<'a> {
    id: ElementId,
    author: ActorIndex,
    kind: WrittenKind,
    origin: Point,
    size: Size,
    angle_centidegrees: i32,
    order: Cow<'a, OrderKey>,
    style: Style,
    text: Cow<'a, TextBuffer>,
    locked: bool,
    deleted: bool,
    groups: Arc<[ElementId]>,
}

/// The kinds as they are written: those of [`Kind`] in their order, and one more.
#[derive(Deserialize, Serialize)]
#[serde(rename = "Kind")]
enum WrittenKind {
    Ink(Arc<Ink>),
    Shape(ShapeKind),
    Connector(Arc<Connector>),
    Text {
        auto_width: bool,
    },
    Image(AssetHash),
    Frame,
    /// A kind and what is not usual about the element.
    With(Kind, Vec<Prop>),
    Part(Part),
    Stamp(Stamp),
}

impl Serialize for Element {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = Written {
            id: self.id,
            author: self.author,
            kind: kind_of(self),
            origin: self.origin,
            size: self.size,
            angle_centidegrees: self.angle_centidegrees,
            order: Cow::Borrowed(&self.order),
            style: self.style,
            text: Cow::Borrowed(&self.text),
            locked: self.locked,
            deleted: self.deleted,
            groups: Arc::clone(&self.groups),
        };
        written.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Element {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Written::deserialize(deserializer)?;
        let (kind, props) = match written.kind {
            WrittenKind::Ink(ink) => (Kind::Ink(ink), Vec::new()),
            WrittenKind::Shape(shape) => (Kind::Shape(shape), Vec::new()),
            WrittenKind::Connector(connector) => (Kind::Connector(connector), Vec::new()),
            WrittenKind::Text { auto_width } => (Kind::Text { auto_width }, Vec::new()),
            WrittenKind::Image(hash) => (Kind::Image(hash), Vec::new()),
            WrittenKind::Frame => (Kind::Frame, Vec::new()),
            WrittenKind::Part(part) => (Kind::Part(part), Vec::new()),
            WrittenKind::Stamp(stamp) => (Kind::Stamp(stamp), Vec::new()),
            WrittenKind::With(kind, props) => (kind, props),
        };
        if props.len() > limits::PROPS_PER_CHANGE {
            return Err(D::Error::custom("an element has more properties than there are"));
        }
        let mut element = Element {
            id: written.id,
            author: written.author,
            kind,
            origin: written.origin,
            size: written.size,
            angle_centidegrees: written.angle_centidegrees,
            order: written.order.into_owned(),
            style: written.style,
            text: written.text.into_owned(),
            locked: written.locked,
            deleted: written.deleted,
            groups: written.groups,
            extras: Extras::default(),
        };
        props.iter().for_each(|prop| prop.put(&mut element));
        Ok(element)
    }
}

fn kind_of(element: &Element) -> WrittenKind {
    let props = unusual(element);
    if !props.is_empty() {
        return WrittenKind::With(element.kind.clone(), props);
    }
    match &element.kind {
        Kind::Ink(ink) => WrittenKind::Ink(Arc::clone(ink)),
        Kind::Shape(shape) => WrittenKind::Shape(*shape),
        Kind::Connector(connector) => WrittenKind::Connector(Arc::clone(connector)),
        Kind::Text { auto_width } => WrittenKind::Text {
            auto_width: *auto_width,
        },
        Kind::Image(hash) => WrittenKind::Image(*hash),
        Kind::Frame => WrittenKind::Frame,
        Kind::Part(part) => WrittenKind::Part(*part),
        Kind::Stamp(stamp) => WrittenKind::Stamp(*stamp),
    }
}

/// What is not usual about an element, in a fixed order.
fn unusual(element: &Element) -> Vec<Prop> {
    let extras = &element.extras;
    let usual = Extras::default();
    let text = |text: &Option<Arc<str>>| text.as_deref().map(str::to_owned);
    let elbow = element
        .connector()
        .is_some_and(|connector| connector.route == Route::Elbow);
    [
        elbow.then_some(Prop::Route(Route::Elbow)),
        (extras.flip != usual.flip).then_some(Prop::Flip(extras.flip)),
        (extras.hatch != usual.hatch).then_some(Prop::Hatch(extras.hatch)),
        (extras.nib != usual.nib).then_some(Prop::Nib(extras.nib)),
        (extras.face != usual.face).then_some(Prop::Face(extras.face)),
        extras.vertical.map(|vertical| Prop::Vertical(Some(vertical))),
        extras.frame.map(|frame| Prop::Frame(Some(frame))),
        text(&extras.link).map(|link| Prop::Link(Some(link))),
        extras.crop.map(|crop| Prop::Crop(Some(crop))),
        extras.along.map(|along| Prop::Along(Some(along))),
        text(&extras.source).map(|source| Prop::Source(Some(source))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::element::{Crop, Face, Vertical};
    use crate::ink::Nib;
    use crate::shape::{Flip, Hatch};

    fn plain(kind: Kind) -> Element {
        Element::new(ElementId(7), kind, OrderKey::first())
    }

    fn unusual_in_everything() -> Element {
        let connector = Connector {
            route: Route::Elbow,
            ..Connector::default()
        };
        let mut element = plain(Kind::Connector(Arc::new(connector)));
        element.extras = Extras {
            flip: Flip {
                horizontal: true,
                vertical: false,
            },
            hatch: Hatch::Cross,
            nib: Nib::Highlighter,
            face: Face::Code,
            vertical: Some(Vertical::Bottom),
            frame: Some(ElementId(9)),
            link: Some("https://a.example".into()),
            crop: Some(Crop {
                left: 1,
                top: 2,
                width: 3,
                height: 4,
            }),
            along: Some(2_500),
            source: Some("{}".into()),
        };
        element
    }

    fn comes_back(element: &Element) {
        let bytes = postcard::to_stdvec(element).unwrap();
        assert_eq!(&postcard::from_bytes::<Element>(&bytes).unwrap(), element);
        let json = serde_json::to_string(element).unwrap();
        assert_eq!(&serde_json::from_str::<Element>(&json).unwrap(), element, "{json}");
    }

    #[test]
    fn every_element_comes_back_as_it_was() {
        comes_back(&unusual_in_everything());
        for part in Part::ALL {
            comes_back(&plain(Kind::Part(part)));
        }
        let mut curved = unusual_in_everything();
        if let Kind::Connector(connector) = &mut curved.kind {
            Arc::make_mut(connector).route = Route::Curved;
        }
        comes_back(&curved);
        comes_back(&plain(Kind::Frame));
    }

    #[test]
    fn nothing_unusual_is_written_of_usual_elements() {
        let json = serde_json::to_string(&plain(Kind::Frame)).unwrap();
        assert!(json.contains("\"kind\":\"Frame\""), "{json}");
    }

    #[test]
    fn a_kind_cannot_hold_a_kind_that_holds_a_kind() {
        let json = serde_json::to_string(&unusual_in_everything()).unwrap();
        let nested = json.replacen("{\"Connector\"", "{\"With\":[{\"Connector\"", 1);
        assert!(serde_json::from_str::<Element>(&nested).is_err());
    }
}
