//! Excalidraw drawings and stencil libraries of every schema era, read into elements.
//!
//! Each element of the source is counted once, under the kind the source gives it: taken (`imported`), deleted in the source
//! already (`dropped`), or left out (`not_imported`): kinds the board has nothing for, images whose data the file lacks, and
//! elements with a place or size that no board holds. Numbers that only decide about looks are brought into range instead;
//! absent and wrongly typed fields get the source's own defaults.

mod back;
mod binding;
mod bound_text;
mod closed_shape;
mod colour;
mod fields;
mod kept;
mod library;
mod line;
mod look;
mod own;
mod picture;
mod source;
mod stroke;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{
    actor::ActorIndex,
    board::Board,
    element::{Binding, Element, Extras, Kind},
    export::json_lines::Asset,
    import::{ImportError, Imported, Report, import_code, seeded_with},
    limits,
    op::Op,
    order_key::OrderKey,
};
pub use back::{Form, write};
pub use library::{LibraryItem, beside_each_other, library_of, read_library};
use picture::Pictures;
use source::{Source, SourceKind, sources_of};

/// What a drawing holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// In drawing order, lowest first, with order keys that say so.
    pub elements: Vec<Element>,
    /// The images that elements name.
    pub assets: Vec<Asset>,
    /// What became of the source's elements.
    pub report: Report,
}

/// Reads a drawing (`.excalidraw`, or what the clipboard holds).
pub fn read(text: &str) -> Result<Drawing, ImportError> {
    let file = parse(text)?;
    let named_so = |kind: &str| matches!(kind, "excalidraw" | "excalidraw/clipboard");
    let sound = match file.get("type") {
        Some(kind) => kind.as_str().is_some_and(named_so),
        None => file.contains_key("elements"),
    };
    if !sound {
        return Err(not_excalidraw("this is no Excalidraw drawing"));
    }
    let no_files = Map::new();
    let files = file.get("files").and_then(Value::as_object).unwrap_or(&no_files);
    match file.get("elements") {
        Some(Value::Array(elements)) => draw(elements, files, ""),
        None | Some(Value::Null) => Ok(Drawing::default()),
        Some(_) => Err(not_excalidraw("the elements of this Excalidraw drawing are no list")),
    }
}

impl Drawing {
    /// As a new room's recording: everything is there from the start.
    pub fn into_recording(self) -> Imported {
        Imported {
            entries: seeded_with(self.elements),
            assets: self.assets,
            report: self.report,
            ..Imported::default()
        }
    }
}

/// The order in which elements are read: what others refer to comes first.
const STAGES: [Stage; 4] = [Stage::Bodies, Stage::Texts, Stage::Lines, Stage::TextsOnLines];

#[derive(Clone, Copy, Eq, PartialEq)]
enum Stage {
    /// Shapes, ink, images and frames, which refer to nothing.
    Bodies,
    /// Texts, which may be labels of bodies.
    Texts,
    /// Lines and arrows, which may be bound to bodies and texts.
    Lines,
    /// Texts that may be labels of lines.
    TextsOnLines,
}

/// Elements as they are read, by their place in the source.
struct Reading<'a> {
    pictures: Pictures<'a>,
    /// Living elements by the id others refer to them with.
    by_id: BTreeMap<&'a str, usize>,
    elements: BTreeMap<usize, Element>,
    /// Bound texts that became labels, and whose.
    labels: BTreeMap<usize, usize>,
    assets: Vec<Asset>,
    report: Report,
}

/// Elements as they were read, each with its place among the sources.
struct Read<'a> {
    elements: Vec<(usize, Element)>,
    sources: Vec<Source<'a>>,
    /// Bound texts that became labels, and whose.
    labels: BTreeMap<usize, usize>,
    assets: Vec<Asset>,
    report: Report,
}

/// Reads a list of elements with what else it says of them. `scope` keeps ids of several lists apart that become one board.
fn draw(list: &[Value], files: &Map<String, Value>, scope: &str) -> Result<Drawing, ImportError> {
    let mut read = read_list(list, Pictures::Table(files), scope)?;
    kept::keep(&mut read);
    Ok(Drawing {
        elements: read.elements.into_iter().map(|(_, element)| element).collect(),
        assets: read.assets,
        report: read.report,
    })
}

fn read_list<'a>(list: &'a [Value], pictures: Pictures<'a>, scope: &'a str) -> Result<Read<'a>, ImportError> {
    let mut reading = Reading {
        pictures,
        by_id: BTreeMap::new(),
        elements: BTreeMap::new(),
        labels: BTreeMap::new(),
        assets: Vec::new(),
        report: Report::default(),
    };
    let sources = sources_of(list, scope, &mut reading.report);
    if sources.len() > limits::ELEMENTS_PER_BOARD {
        let (found, most) = (sources.len(), limits::ELEMENTS_PER_BOARD);
        let message = format!("this drawing has {found} elements, and a board holds {most}");
        return Err(ImportError {
            code: import_code::TOO_LARGE,
            message,
        });
    }
    for (index, source) in sources.iter().enumerate() {
        // Of several elements with one id the first is meant by those that refer to it.
        reading.by_id.entry(source.name).or_insert(index);
    }
    for stage in STAGES {
        for (index, source) in sources.iter().enumerate() {
            if reading.stage_of(source, &sources) == stage {
                reading.read(index, source, &sources);
            }
        }
    }
    reading.tie(&sources);
    let mut elements = reading.elements.into_iter().collect::<Vec<_>>();
    set_order(&mut elements, &sources);
    Ok(Read {
        elements,
        labels: reading.labels,
        assets: reading.assets,
        report: reading.report,
        sources,
    })
}

impl<'a> Reading<'a> {
    fn stage_of(&self, source: &Source<'_>, sources: &[Source<'_>]) -> Stage {
        match source.kind {
            SourceKind::Shape(_) | SourceKind::Ink | SourceKind::Image | SourceKind::Frame => Stage::Bodies,
            SourceKind::Line | SourceKind::Arrow => Stage::Lines,
            SourceKind::Text => {
                let container = bound_text::container_of(source).and_then(|name| self.by_id.get(name));
                match container
                    .and_then(|index| sources.get(*index))
                    .map(|container| container.kind)
                {
                    Some(SourceKind::Line | SourceKind::Arrow) => Stage::TextsOnLines,
                    Some(_) | None => Stage::Texts,
                }
            }
        }
    }

    fn read(&mut self, index: usize, source: &Source<'a>, sources: &[Source<'a>]) {
        let drawn = own::draws(source.fields).filter(|name| self.by_id.contains_key(name));
        if drawn.is_some() {
            // It is drawn anew by what it was drawn for.
            return self.report.count_imported(source.kind_name);
        }
        self.report.links_dropped += u64::from(look::has_bad_link(source.fields));
        let read = match source.kind {
            SourceKind::Shape(shape) => closed_shape::read(source, Kind::Shape(shape)),
            SourceKind::Frame => closed_shape::read(source, Kind::Frame).map(|frame| named(frame, source)),
            SourceKind::Ink => stroke::read(source),
            SourceKind::Line | SourceKind::Arrow => line::read(source, &|name| self.target(name, source)),
            SourceKind::Image => picture::read(source, self.pictures).map(|(element, asset)| {
                let is_new = |asset: &Asset| self.assets.iter().all(|known| known.hash != asset.hash);
                if let Some(asset) = asset.filter(is_new) {
                    self.assets.push(asset);
                }
                element
            }),
            SourceKind::Text => match bound_text::read(source) {
                Some(text) => match self.label(index, source, text, sources) {
                    // It became a label, and is counted as the text it was.
                    None => return self.report.count_imported(source.kind_name),
                    free => free,
                },
                None => None,
            },
        };
        match read.filter(fits) {
            Some(element) => {
                self.report.count_imported(source.kind_name);
                self.elements.insert(index, element);
            }
            None => self.report.count_left_out(source.kind_name),
        }
    }

    /// Makes a bound text the label of its container; gives it back where it stands for itself.
    fn label(&mut self, index: usize, source: &Source<'a>, text: Element, sources: &[Source<'a>]) -> Option<Element> {
        let container = bound_text::container_of(source)
            .and_then(|name| self.by_id.get(name))
            .copied();
        let takes_label = |index: &usize| {
            sources
                .get(*index)
                .is_some_and(|container| container.kind.takes_label())
        };
        let Some(container) = container.filter(takes_label) else {
            return Some(text);
        };
        match self.elements.get_mut(&container) {
            Some(element) if element.text.is_empty() => {
                let text = Element {
                    extras: Extras {
                        vertical: bound_text::vertical(source),
                        ..text.extras.clone()
                    },
                    ..text
                };
                bound_text::put_on(element, text);
                self.labels.insert(index, container);
                None
            }
            Some(_) | None => Some(text),
        }
    }

    /// What wants all to be there: our own data, which begins with what was read, frames, and what stamps stay at.
    fn tie(&mut self, sources: &[Source<'a>]) {
        let place_of = |name: &str| self.by_id.get(name).copied();
        let (mut ties, mut framed) = (Vec::new(), Vec::new());
        for (index, source) in sources.iter().enumerate() {
            let frame = source.fields.text("frameId").or_else(|| own::frame(source.fields));
            let frame = frame.and_then(place_of);
            let on = own::on(source.fields).and_then(|(name, aim)| {
                let element = self.elements.get(&place_of(name)?)?.id;
                Some(Binding { element, aim })
            });
            ties.push((index, source, frame, on));
        }
        for (index, source, frame, on) in ties {
            let Some(element) = self.elements.get_mut(&index) else {
                continue;
            };
            if let Some(applied) = own::applied(element, source.fields).filter(fits) {
                *element = applied;
            }
            framed.push((index, frame));
            if let Kind::Stamp(stamp) = &mut element.kind {
                stamp.on = on.filter(|on| on.element != element.id);
            }
        }
        for (index, frame) in framed {
            let frame = frame.and_then(|place| self.elements.get(&place));
            let frame = frame.filter(|frame| frame.holds_others()).map(|frame| frame.id);
            if let Some(element) = self.elements.get_mut(&index) {
                element.extras.frame = frame.filter(|frame| *frame != element.id);
            }
        }
    }

    /// What a line is bound to, if that is on the board: a label stands for the element it became part of.
    fn target(&self, name: &str, line: &Source<'_>) -> Option<&Element> {
        let index = self.by_id.get(name)?;
        let element = self.elements.get(self.labels.get(index).unwrap_or(index))?;
        match &element.kind {
            Kind::Shape(_) | Kind::Part(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Frame => Some(element),
            Kind::Ink(_) | Kind::Connector(_) | Kind::Stamp(_) => None,
        }
        .filter(|element| element.id != line.id)
    }
}

/// Whether a board takes an element.
fn fits(element: &Element) -> bool {
    Board::default()
        .apply(ActorIndex::ROOM, &Op::Create(vec![element.clone()]))
        .is_ok()
}

fn named(mut frame: Element, source: &Source<'_>) -> Element {
    let name = source
        .fields
        .text("name")
        .filter(|name| !name.trim().is_empty())
        .unwrap_or("Frame");
    let name = name.chars().take(limits::NAME_CHARS).collect::<String>();
    frame.text = name.as_str().into();
    frame
}

/// A board with nothing but elements that were read.
fn board_of(elements: &[Element]) -> Board {
    let mut board = Board::default();
    for chunk in elements.chunks(limits::ELEMENTS_PER_OP) {
        // They fit on a board, and their ids differ.
        board.apply(ActorIndex::ROOM, &Op::Create(chunk.to_vec())).ok();
    }
    board
}

/// The list is the drawing order. Its own keys are kept where all of them agree with that, else all are made anew.
fn set_order(elements: &mut [(usize, Element)], sources: &[Source<'_>]) {
    let own = |index: usize| {
        sources
            .get(index)
            .and_then(|source| OrderKey::parse(source.fields.text("index")?))
    };
    let keys = elements
        .iter()
        .map(|(index, _)| own(*index))
        .collect::<Option<Vec<_>>>();
    let keys = keys.filter(|keys| keys.is_sorted_by(|below, above| below < above));
    let mut last: Option<OrderKey> = None;
    for (place, (_, element)) in elements.iter_mut().enumerate() {
        let own = keys.as_ref().and_then(|keys| keys.get(place)).cloned();
        element.order = own.unwrap_or_else(|| OrderKey::above(last.as_ref()));
        last = Some(element.order.clone());
    }
}

fn parse(text: &str) -> Result<Map<String, Value>, ImportError> {
    let not_one = |error: serde_json::Error| not_excalidraw(&format!("this is no Excalidraw file: {error}"));
    let value = match serde_json::from_str(text) {
        Err(error) if error.to_string().starts_with("number out of range") => {
            serde_json::from_str(&fields::hold_numbers(text)).map_err(not_one)?
        }
        other => other.map_err(not_one)?,
    };
    match value {
        Value::Object(file) => Ok(file),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Err(not_excalidraw("this is no Excalidraw file: it holds no object"))
        }
    }
}

fn not_excalidraw(message: &str) -> ImportError {
    ImportError {
        code: import_code::NOT_EXCALIDRAW,
        message: message.to_owned(),
    }
}
