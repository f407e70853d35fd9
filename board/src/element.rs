//! One thing on the drawing. Elements are values; only `board` changes them. How they are written is in `op/written.rs`.

mod extras;

use std::{borrow::Cow, fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use thiserror::Error;

use crate::{
    actor::ActorIndex,
    colour::Colour,
    geometry::{Point, Size},
    hex,
    id::ElementId,
    ink::Ink,
    order_key::OrderKey,
    part::Part,
    shape::{Dash, Head, Route, ShapeKind},
    text::TextBuffer,
};

pub use extras::{ALL_ALONG, Crop, Extras, Face, Vertical, is_safe_link};

/// One thing on the drawing: what all kinds share, and its kind.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Element {
    /// Its id.
    pub id: ElementId,
    /// Who made it.
    pub author: ActorIndex,
    /// What it is.
    pub kind: Kind,
    /// Near corner of its box before rotation; the origin of samples for ink; meaningless for connectors.
    pub origin: Point,
    /// Size of its box; zero for connectors (the ends tell) and for ink as a hand drew it (the samples tell).
    pub size: Size,
    /// Clockwise rotation about the middle of the box, in hundredths of a degree.
    pub angle_centidegrees: i32,
    /// Place in the stack.
    pub order: OrderKey,
    /// How it is drawn.
    pub style: Style,
    /// Its text: the content of a text element, the label of anything else.
    pub text: TextBuffer,
    /// Cannot be grabbed until unlocked.
    pub locked: bool,
    /// A tombstone: deleted, and may be restored (rule B2).
    pub deleted: bool,
    /// Groups it belongs to, innermost first.
    pub groups: Arc<[ElementId]>,
    /// What few elements have.
    pub extras: Extras,
}

/// What an element is; the list only grows at its end (rule F1).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum Kind {
    /// A pen stroke.
    Ink(Arc<Ink>),
    /// A closed shape.
    Shape(ShapeKind),
    /// A line between two ends, which may be bound to elements.
    Connector(Arc<Connector>),
    /// Free text; its box follows the text unless a width was set by hand.
    Text {
        /// Whether the width follows the text.
        auto_width: bool,
    },
    /// A picture, stored once by its content hash (rule B7).
    Image(AssetHash),
    /// A named frame around other elements.
    Frame,
    /// A component of a system.
    Part(Part),
    /// A sign put on the drawing.
    Stamp(Stamp),
}

/// A sign put on the drawing, mostly onto an element that it stays with.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Stamp {
    /// What it says.
    pub sign: Sign,
    /// The place it stays at; `None` is its own.
    pub on: Option<Binding>,
}

/// What a stamp says; the list only grows at its end (rule F1).
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum Sign {
    /// A number: where somebody would look first, second, third.
    Pin(u16),
    /// Left out on purpose.
    Cut,
    /// Not now.
    Later,
    /// What may go wrong.
    Risk,
    /// What has to be measured.
    Instrument,
    /// Taken as given.
    Assumption,
}

impl Sign {
    /// All of them; the pin is the first.
    pub const ALL: [Sign; 6] = [
        Sign::Pin(1),
        Sign::Cut,
        Sign::Later,
        Sign::Risk,
        Sign::Instrument,
        Sign::Assumption,
    ];

    /// The word beside the sign.
    pub fn name(self) -> &'static str {
        match self {
            Sign::Pin(_) => "Numbered pin",
            Sign::Cut => "Cut",
            Sign::Later => "Later",
            Sign::Risk => "Risk",
            Sign::Instrument => "Instrument",
            Sign::Assumption => "Assumption",
        }
    }

    /// What else people search it by.
    pub fn words(self) -> &'static str {
        match self {
            Sign::Pin(_) => "number stamp look first step",
            Sign::Cut => "stamp out of scope drop skip",
            Sign::Later => "stamp postpone future todo",
            Sign::Risk => "stamp danger warning problem bottleneck",
            Sign::Instrument => "stamp measure metric monitor observe",
            Sign::Assumption => "stamp given guess assume",
        }
    }
}

/// A line between two ends. Its geometry is derived from them, never stored, but for the points pinned by hand (rule B3).
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Connector {
    /// Where it starts.
    pub start: End,
    /// Where it ends.
    pub end: End,
    /// Points it passes, pinned by hand or imported.
    pub via: Vec<Point>,
    /// What stands at its start.
    pub start_head: Head,
    /// What stands at its end.
    pub end_head: Head,
    /// How it goes from point to point.
    #[serde(rename = "curved", with = "route_of_old")]
    pub route: Route,
    /// Whether the way encloses an area, which is filled.
    pub closed: bool,
}

/// One end of a connector.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct End {
    /// Where it is while it is bound to nothing.
    pub at: Point,
    /// What it is bound to.
    pub bound: Option<Binding>,
}

/// A tie between an end of a connector and an element.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Binding {
    /// The element.
    pub element: ElementId,
    /// The place within its box that the end aims at, in 1/10,000 of width and height; `None` aims at the middle.
    pub aim: Option<(i32, i32)>,
}

/// How an element is drawn.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Style {
    /// Outline, ink and text.
    pub stroke: Colour,
    /// Inside of shapes; `None` is hollow.
    pub fill: Option<Colour>,
    /// Width of lines in eighths of a board unit.
    pub width_eighths: u16,
    /// Dashes of lines.
    pub dash: Dash,
    /// 0 to 100.
    pub opacity_percent: u8,
    /// Text size in board units.
    pub font_size: u16,
    /// Where lines of text stand.
    pub align: Align,
}

/// Where lines of text stand in their box.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    #[default]
    Centre,
    /// At the right.
    Right,
}

/// The BLAKE3 hash of an asset's bytes; 64 hexadecimal digits in text and JSON.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct AssetHash(pub [u8; 32]);

impl AssetHash {
    /// The hash of an asset.
    pub fn of(bytes: &[u8]) -> AssetHash {
        AssetHash(*blake3::hash(bytes).as_bytes())
    }
}

/// A string that should have been an asset's hash: 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("a hash is 64 hexadecimal digits")]
pub struct NotAHash;

impl fmt::Display for AssetHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hex::encode(&self.0))
    }
}

impl fmt::Debug for AssetHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "AssetHash({self})")
    }
}

impl FromStr for AssetHash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        hex::decode(text).map(AssetHash).ok_or(NotAHash)
    }
}

impl Serialize for AssetHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for AssetHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
        } else {
            <[u8; 32]>::deserialize(deserializer).map(AssetHash)
        }
    }
}

impl Default for Style {
    fn default() -> Style {
        Style {
            stroke: Colour::INK,
            fill: None,
            width_eighths: 16,
            dash: Dash::Solid,
            opacity_percent: 100,
            font_size: 20,
            align: Align::Centre,
        }
    }
}

impl Element {
    /// A plain element of a kind, for tools and importers to fill in.
    pub fn new(id: ElementId, kind: Kind, order: OrderKey) -> Element {
        Element {
            id,
            author: ActorIndex::ROOM,
            kind,
            origin: Point::default(),
            size: Size::default(),
            angle_centidegrees: 0,
            order,
            style: Style::default(),
            text: TextBuffer::default(),
            locked: false,
            deleted: false,
            groups: Arc::default(),
            extras: Extras::default(),
        }
    }

    /// The connector it is, if it is one.
    pub fn connector(&self) -> Option<&Connector> {
        match &self.kind {
            Kind::Connector(connector) => Some(connector),
            Kind::Ink(_)
            | Kind::Shape(_)
            | Kind::Text { .. }
            | Kind::Image(_)
            | Kind::Frame
            | Kind::Part(_)
            | Kind::Stamp(_) => None,
        }
    }

    /// The stamp it is, if it is one.
    pub fn stamp(&self) -> Option<Stamp> {
        match self.kind {
            Kind::Stamp(stamp) => Some(stamp),
            Kind::Ink(_)
            | Kind::Shape(_)
            | Kind::Connector(_)
            | Kind::Text { .. }
            | Kind::Image(_)
            | Kind::Frame
            | Kind::Part(_) => None,
        }
    }

    /// Whether ends of connectors may be bound to it.
    pub fn takes_ends(&self) -> bool {
        match self.kind {
            Kind::Shape(_) | Kind::Part(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Frame => true,
            Kind::Ink(_) | Kind::Connector(_) | Kind::Stamp(_) => false,
        }
    }

    /// Whether it stands around others, which then belong to it.
    pub fn holds_others(&self) -> bool {
        match self.kind {
            Kind::Frame => true,
            Kind::Part(part) => part.holds_others(),
            Kind::Ink(_)
            | Kind::Shape(_)
            | Kind::Connector(_)
            | Kind::Text { .. }
            | Kind::Image(_)
            | Kind::Stamp(_) => false,
        }
    }

    /// The stroke it is, as it lies on the board: a finished one that was given a size is stretched to it.
    pub fn lying_ink(&self) -> Option<Cow<'_, Ink>> {
        let ink = self.ink()?;
        Some(if ink.ended && self.size != Size::default() {
            Cow::Owned(ink.stretched(self.size))
        } else {
            Cow::Borrowed(ink)
        })
    }

    /// The stroke it is, if it is one, as it was drawn.
    pub fn ink(&self) -> Option<&Ink> {
        match &self.kind {
            Kind::Ink(ink) => Some(ink),
            Kind::Connector(_)
            | Kind::Shape(_)
            | Kind::Text { .. }
            | Kind::Image(_)
            | Kind::Frame
            | Kind::Part(_)
            | Kind::Stamp(_) => None,
        }
    }
}

/// A connector is written with whether it is curved; right angles stand among the extras.
mod route_of_old {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::shape::Route;

    pub(super) fn serialize<S: Serializer>(route: &Route, serializer: S) -> Result<S::Ok, S::Error> {
        (*route == Route::Curved).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Route, D::Error> {
        let is_curved = bool::deserialize(deserializer)?;
        Ok(if is_curved { Route::Curved } else { Route::Straight })
    }
}
