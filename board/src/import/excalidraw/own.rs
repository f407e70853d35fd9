//! What the format has no words for travels as data of ours, which other programs keep: `customData.chalkback`. It holds
//! values in pairs, as we would read what the file says and as it is: another program that changed the former is believed.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::{
    colour::Colour,
    element::{AssetHash, Connector, Element, Face, Kind, Stamp},
    export::excalidraw::{Names, Words, number},
    geometry::{PER_UNIT, Point},
    id::ElementId,
    import::fields::{Fields, point},
    ink::Nib,
    limits,
    op::Prop,
    shape::{Dash, Flip, Hatch, Head, Route},
};

/// Characters of a mark that tells whether something is as it was.
const MARK_CHARS: usize = 12;

/// Our data in an element.
pub(super) fn of(fields: Fields<'_>) -> Option<Fields<'_>> {
    fields.object("customData")?.object("chalkback")
}

/// The element that this one only draws.
pub(super) fn draws(fields: Fields<'_>) -> Option<&str> {
    of(fields)?.text("draws")
}

/// What an element is in, where that is no frame there.
pub(super) fn frame(fields: Fields<'_>) -> Option<&str> {
    of(fields)?.text("frame")
}

/// Where a stamp stays: the name of the element and the place in it.
pub(super) fn on(fields: Fields<'_>) -> Option<(&str, Option<(i32, i32)>)> {
    let on = of(fields)?.object("on")?;
    let aim = on.0.get("aim").and_then(point);
    Some((on.text("element")?, aim.map(|aim| (aim.x as i32, aim.y as i32))))
}

/// The pinned points of a connector, where its points are still those that were written.
pub(super) fn via(fields: Fields<'_>) -> Option<Vec<Point>> {
    let own = of(fields)?;
    let via = own.0.get("via")?.as_array()?;
    let points = fields.0.get("points")?;
    if own.text("way") != Some(&mark_of(points)) || via.len() > limits::VIA_POINTS {
        return None;
    }
    let first = kurbo::Vec2::new(fields.units("x")?, fields.units("y")?);
    let places = via.iter().filter_map(point);
    Some(places.map(|place| Point::from_units(place + first)).collect())
}

/// The element with what our data says of it.
pub(super) fn applied(read: &Element, fields: Fields<'_>) -> Option<Element> {
    let own = of(fields)?;
    let mut element = read.clone();
    if let Some((read, is)) = own.0.get("kind").and_then(pair::<Kind>)
        && read == element.kind
        && matches!(is, Kind::Shape(_) | Kind::Part(_) | Kind::Stamp(_))
        && matches!(read, Kind::Shape(_))
    {
        element.kind = is;
    }
    for (read, is) in own.list("props").iter().filter_map(pair::<Prop>) {
        if read.sets_the_same(&is) && is_carried(&is) && read.as_now(&element) == Some(read) {
            is.put(&mut element);
        }
    }
    Some(element)
}

/// Our data for an element that reads as `read` from what the format can say; `None` where that is all of it.
pub(super) fn telling(
    read: &Element,
    is: &Element,
    words: &Words,
    names: &Names,
    among: &BTreeMap<ElementId, &Element>,
) -> Option<Value> {
    let mut own = Map::new();
    if read.kind != is.kind && !matches!(is.kind, Kind::Connector(_) | Kind::Ink(_) | Kind::Text { .. }) {
        own.insert("kind".to_owned(), json!([read.kind, without_place(&is.kind)]));
    }
    let pairs = carried().into_iter().filter_map(|prop| {
        let (read, is) = (prop.as_now(read)?, prop.as_now(is)?);
        (read != is).then(|| json!([read, is]))
    });
    let pairs = pairs.collect::<Vec<_>>();
    if !pairs.is_empty() {
        own.insert("props".to_owned(), pairs.into());
    }
    if let Kind::Stamp(Stamp { on: Some(on), .. }) = is.kind
        && on.element != is.id
        && among.contains_key(&on.element)
    {
        let aim = on.aim.map(|(x, y)| json!([x, y]));
        own.insert("on".to_owned(), json!({"element": names.of(on.element), "aim": aim}));
    }
    let has_words = !words.get("frameId").is_none_or(Value::is_null);
    let holds = |frame: &ElementId| *frame != is.id && among.get(frame).is_some_and(|frame| frame.holds_others());
    if let Some(frame) = is.extras.frame.filter(|frame| !has_words && holds(frame)) {
        own.insert("frame".to_owned(), names.of(frame).into());
    }
    if let (Some(read), Some(is)) = (read.connector(), is.connector())
        && read.via != is.via
        && is_bound_alike(words, is)
    {
        let first = |name: &str| words.get(name).and_then(Value::as_f64).unwrap_or(0.0);
        let (x, y) = (first("x"), first("y"));
        let place = |at: &Point| {
            json!([
                number(f64::from(at.x) / PER_UNIT - x),
                number(f64::from(at.y) / PER_UNIT - y)
            ])
        };
        own.insert("via".to_owned(), is.via.iter().map(place).collect());
        let points = words.get("points").map(mark_of);
        own.insert("way".to_owned(), points.into());
    }
    (!own.is_empty()).then_some(Value::Object(own))
}

/// Whether the ends are bound in the words as they are on the board: else the way is what it is because of what the words
/// cannot tell.
fn is_bound_alike(words: &Words, connector: &Connector) -> bool {
    [("startBinding", connector.start), ("endBinding", connector.end)]
        .iter()
        .all(|(name, end)| words.get(*name).is_some_and(Value::is_null) == end.bound.is_none())
}

/// A mark of a value: another value has another.
pub(super) fn mark_of(value: &Value) -> String {
    let digits = AssetHash::of(value.to_string().as_bytes()).to_string();
    digits.chars().take(MARK_CHARS).collect()
}

fn pair<T: serde::de::DeserializeOwned>(value: &Value) -> Option<(T, T)> {
    serde_json::from_value(value.clone()).ok()
}

/// Other elements go by their names.
fn without_place(kind: &Kind) -> Kind {
    match kind {
        Kind::Stamp(stamp) => Kind::Stamp(Stamp { on: None, ..*stamp }),
        other => other.clone(),
    }
}

/// The properties that travel, each with any value.
fn carried() -> [Prop; 17] {
    [
        Prop::Stroke(Colour::INK),
        Prop::Fill(None),
        Prop::Width(0),
        Prop::Dash(Dash::Solid),
        Prop::Opacity(0),
        Prop::FontSize(0),
        Prop::Align(Default::default()),
        Prop::Face(Face::Board),
        Prop::Nib(Nib::Pen),
        Prop::Hatch(Hatch::Solid),
        Prop::Flip(Flip::default()),
        Prop::Vertical(None),
        Prop::Crop(None),
        Prop::Route(Route::Straight),
        Prop::StartHead(Head::None),
        Prop::EndHead(Head::None),
        Prop::Along(None),
    ]
}

fn is_carried(prop: &Prop) -> bool {
    carried().iter().any(|other| other.sets_the_same(prop))
}
