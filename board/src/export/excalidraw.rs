//! Elements in the words of Excalidraw's format (version 2), as its restoring of files takes them. Only our own words:
//! what an imported file said of an element is put back by `import::excalidraw`, which knows what it means.

mod drawn;
mod line;
mod text;

use std::{collections::BTreeMap, sync::Arc};

use serde_json::{Map, Number, Value, json};

use crate::{
    board::Board,
    colour::Colour,
    element::{Crop, Element, Kind},
    export::svg::css,
    geometry::{PER_UNIT, Point},
    id::ElementId,
    ink::Nib,
    order_key::OrderKey,
    scene::Paint,
    shape::{Dash, Hatch, ShapeKind},
    spatial,
};

/// How many widths of ours one of the format's is, in what a pen draws: at usual pressure both come out as wide.
pub(crate) const PEN_WIDTHS: f64 = 4.0;
/// Parts of a picture that a crop counts in.
pub(crate) const CROP_PARTS: u16 = 10_000;

/// An object of the format.
pub type Words = Map<String, Value>;

/// What the elements and groups of a file are called in it; whatever has no name of its own goes by its id.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Of elements.
    pub elements: BTreeMap<ElementId, String>,
    /// Of groups.
    pub groups: BTreeMap<ElementId, String>,
    /// Of the texts that are labels, by the element they belong to.
    pub labels: BTreeMap<ElementId, String>,
}

/// One element in the words of the format.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Which.
    pub id: ElementId,
    /// What draws it, below it, where the format has no shape for it.
    pub drawn: Vec<Words>,
    /// The element itself.
    pub element: Words,
    /// Its label, a text of its own there.
    pub label: Option<Words>,
}

impl Names {
    /// What an element is called.
    pub fn of(&self, id: ElementId) -> String {
        self.elements.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }

    /// What a group is called.
    pub fn of_group(&self, id: ElementId) -> String {
        self.groups.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }

    /// What the text is called that is the label of an element.
    pub fn of_label(&self, id: ElementId) -> String {
        let own = || format!("{}-label", self.of(id));
        self.labels.get(&id).cloned().unwrap_or_else(own)
    }
}

/// The group that holds an element and what draws it.
pub fn drawn_group(name: &str) -> String {
    format!("{name}-drawn")
}

/// The elements in their words, in drawing order. What they are bound to and is not among them is left out.
pub fn said(board: &Board, elements: &[&Arc<Element>], names: &Names) -> Vec<Said> {
    let telling = Telling::of(board, elements, names);
    let mut said = elements
        .iter()
        .filter(|element| element.ink().is_none_or(|ink| !ink.samples.0.is_empty()))
        .map(|element| telling.said(element))
        .collect::<Vec<_>>();
    set_indices(&mut said, elements);
    said
}

/// A number as JavaScript writes it.
pub(crate) fn number(value: f64) -> Value {
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < WHOLE {
        return Value::from(value as i64);
    }
    Number::from_f64(value).map_or(Value::from(0), Value::Number)
}

/// A coordinate in board units.
fn units(eighths: i32) -> Value {
    number(f64::from(eighths) / PER_UNIT)
}

struct Telling<'a> {
    board: &'a Board,
    names: &'a Names,
    /// All that are told of.
    among: BTreeMap<ElementId, &'a Element>,
    /// The connectors that are bound to an element.
    arrows: BTreeMap<ElementId, Vec<ElementId>>,
}

impl<'a> Telling<'a> {
    fn of(board: &'a Board, elements: &[&'a Arc<Element>], names: &'a Names) -> Telling<'a> {
        let mut telling = Telling {
            board,
            names,
            among: elements.iter().map(|element| (element.id, &***element)).collect(),
            arrows: BTreeMap::new(),
        };
        for element in elements {
            // What encloses an area is a line there, and lines are bound to nothing.
            let Some(connector) = element.connector().filter(|connector| !connector.closed) else {
                continue;
            };
            for end in [connector.start, connector.end] {
                let Some(target) = telling.target(&end) else { continue };
                let arrows = telling.arrows.entry(target).or_default();
                if !arrows.contains(&element.id) {
                    arrows.push(element.id);
                }
            }
        }
        telling
    }

    fn said(&self, element: &Element) -> Said {
        let mut words = self.base(element);
        self.add_kind(element, &mut words);
        let label = self.label(element);
        let mut bound = Vec::new();
        if label.is_some() {
            bound.push(json!({"type": "text", "id": self.names.of_label(element.id)}));
        }
        let arrows = self.arrows.get(&element.id).into_iter().flatten();
        bound.extend(arrows.map(|arrow| json!({"type": "arrow", "id": self.names.of(*arrow)})));
        words.insert("boundElements".to_owned(), Value::from(bound));
        Said {
            id: element.id,
            drawn: self.drawn(element),
            element: words,
            label,
        }
    }

    /// What all elements have.
    fn base(&self, element: &Element) -> Words {
        let style = &element.style;
        let is_hidden = style.width_eighths == 0 && !matches!(element.kind, Kind::Text { .. } | Kind::Image(_));
        let is_drawn = drawn::is_drawn(element);
        let upright = spatial::standing_box(element, self.board);
        let eighth = |units: f64| number((units * PER_UNIT).round() / PER_UNIT);
        let fill = style.fill.filter(|_| !is_drawn && takes_fill(element));
        let turn = element.angle_centidegrees.rem_euclid(36_000);
        let mut words = json!({
            "id": self.names.of(element.id),
            "x": eighth(upright.x0), "y": eighth(upright.y0),
            "width": eighth(upright.width()), "height": eighth(upright.height()),
            "angle": number((f64::from(turn) / 100.0).to_radians()),
            "strokeColor": if is_hidden || is_drawn { "transparent".to_owned() } else { colour(style.stroke) },
            "backgroundColor": fill.map_or("transparent".to_owned(), |fill| css(Paint::Tint(fill))),
            "fillStyle": match element.extras.hatch {
                Hatch::Solid => "solid",
                Hatch::Lines => "hachure",
                Hatch::Cross => "cross-hatch",
            },
            "strokeWidth": stroke_width(element),
            "strokeStyle": match style.dash {
                Dash::Solid => "solid",
                Dash::Dashed => "dashed",
                Dash::Dotted => "dotted",
            },
            "roughness": 0, "opacity": style.opacity_percent, "roundness": null,
            "seed": (element.id.0 as u32 >> 1).max(1), "version": 1, "versionNonce": 0, "isDeleted": false,
            "updated": 1, "link": element.extras.link.as_deref(), "locked": element.locked,
        });
        let words = words.as_object_mut().map(std::mem::take).unwrap_or_default();
        self.add_groups(element, words)
    }

    fn add_groups(&self, element: &Element, mut words: Words) -> Words {
        let own = drawn::is_drawn(element).then(|| drawn_group(&self.names.of(element.id)));
        let groups = element.groups.iter().map(|group| self.names.of_group(*group));
        words.insert("groupIds".to_owned(), own.into_iter().chain(groups).collect());
        let frame = element.extras.frame.filter(|frame| {
            let frame = self.among.get(frame);
            frame.is_some_and(|frame| frame.id != element.id && matches!(frame.kind, Kind::Frame))
        });
        words.insert("frameId".to_owned(), frame.map(|frame| self.names.of(frame)).into());
        words
    }

    fn add_kind(&self, element: &Element, words: &mut Words) {
        let mut put = |name: &str, value: Value| drop(words.insert(name.to_owned(), value));
        match &element.kind {
            Kind::Shape(ShapeKind::Ellipse) => put("type", "ellipse".into()),
            Kind::Shape(ShapeKind::Diamond) => put("type", "diamond".into()),
            Kind::Shape(shape) => {
                put("type", "rectangle".into());
                if *shape == ShapeKind::Rounded {
                    put("roundness", json!({"type": 3}));
                }
            }
            Kind::Part(_) | Kind::Stamp(_) => put("type", "rectangle".into()),
            Kind::Frame => {
                put("type", "frame".into());
                put("name", element.text.to_string().into());
            }
            Kind::Image(hash) => {
                put("type", "image".into());
                put("fileId", file_id(*hash).into());
                put("status", "saved".into());
                let side = |is_flipped: bool| if is_flipped { -1 } else { 1 };
                let flip = element.extras.flip;
                put("scale", json!([side(flip.horizontal), side(flip.vertical)]));
                put("crop", element.extras.crop.map_or(Value::Null, crop));
            }
            Kind::Text { auto_width } => self.add_text(element, *auto_width, words),
            Kind::Ink(_) => line::add_ink(element, &element.lying_ink().unwrap_or_default(), words),
            Kind::Connector(connector) => self.add_line(element, connector, words),
        }
    }
}

/// The part of a picture that is shown, as of one of so many pixels across and down as a part is counted in: what size it
/// really has is known where its bytes are.
fn crop(crop: Crop) -> Value {
    json!({
        "x": crop.left, "y": crop.top, "width": crop.width, "height": crop.height,
        "naturalWidth": CROP_PARTS, "naturalHeight": CROP_PARTS,
    })
}

/// What the picture of an image is called in the table of files.
pub(crate) fn file_id(hash: crate::element::AssetHash) -> String {
    hash.to_string().chars().take(40).collect()
}

/// How wide its lines are, told so that they come out as wide there.
fn stroke_width(element: &Element) -> Value {
    let is_pen = matches!(element.kind, Kind::Ink(_)) && element.extras.nib == Nib::Pen;
    match (element.style.width_eighths, is_pen) {
        (0, _) => number(2.0),
        (eighths, false) => units(i32::from(eighths)),
        (eighths, true) => number(f64::from(eighths) / PER_UNIT / PEN_WIDTHS),
    }
}

fn takes_fill(element: &Element) -> bool {
    match &element.kind {
        Kind::Shape(_) | Kind::Part(_) | Kind::Stamp(_) | Kind::Frame => true,
        Kind::Connector(connector) => connector.closed,
        Kind::Ink(_) | Kind::Text { .. } | Kind::Image(_) => false,
    }
}

fn colour(colour: Colour) -> String {
    css(Paint::Colour(colour))
}

fn place(at: Point) -> Value {
    Value::from(vec![units(at.x), units(at.y)])
}

/// Keys in the order of drawing. The elements' own are kept where they tell it, else all are made anew.
fn set_indices(said: &mut [Said], elements: &[&Arc<Element>]) {
    let orders = elements.iter().map(|element| (element.id, &element.order));
    let own = orders.collect::<BTreeMap<_, _>>();
    let keys = said
        .iter()
        .filter_map(|said| own.get(&said.id).copied())
        .collect::<Vec<_>>();
    let sorted = keys.is_sorted_by(|below, above| below < above);
    let mut keys = keys.into_iter().cloned().collect::<Vec<_>>();
    if !sorted {
        let mut last: Option<OrderKey> = None;
        for key in &mut keys {
            *key = OrderKey::above(last.as_ref());
            last = Some(key.clone());
        }
    }
    let mut last: Option<OrderKey> = None;
    for (place, said) in said.iter_mut().enumerate() {
        let Some(own) = keys.get(place) else { continue };
        for words in &mut said.drawn {
            last = Some(set_index(words, OrderKey::between(last.as_ref(), Some(own))));
        }
        last = Some(set_index(&mut said.element, own.clone()));
        if let Some(label) = &mut said.label {
            last = Some(set_index(label, OrderKey::between(Some(own), keys.get(place + 1))));
        }
    }
}

fn set_index(words: &mut Words, key: OrderKey) -> OrderKey {
    words.insert("index".to_owned(), key.as_str().into());
    key
}
