//! Excalidraw drawings and stencil libraries of every schema era, read into elements.
//!
//! Each element of the source is counted once, under the kind the source gives it: taken (`imported`), deleted in the source
//! already (`dropped`), or left out (`not_imported`): kinds the board has nothing for, images whose data the file lacks, and
//! elements with a place or size that no board holds. Numbers that only decide about looks are brought into range instead;
//! absent and wrongly typed fields get the source's own defaults.

mod binding;
mod bound_text;
mod closed_shape;
mod colour;
mod fields;
mod library;
mod line;
mod look;
mod picture;
mod source;
mod stroke;

use std::{collections::BTreeMap, sync::Arc};

use serde_json::{Map, Value};

use crate::{
    actor::ActorIndex,
    board::Board,
    element::{Element, Kind},
    export::json_lines::Asset,
    geometry::rect_units,
    id::ElementId,
    import::{ImportError, Imported, Report, import_code, seeded_with},
    limits,
    op::Op,
    order_key::OrderKey,
};
pub use library::{LibraryItem, beside_each_other, read_library};
use source::{Source, SourceKind, id_of, sources_of};

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
    files: &'a Map<String, Value>,
    /// Living elements by the id others refer to them with.
    by_id: BTreeMap<&'a str, usize>,
    elements: BTreeMap<usize, Element>,
    /// Bound texts that became labels, and whose.
    labels: BTreeMap<usize, usize>,
    assets: Vec<Asset>,
    report: Report,
}

/// Reads a list of elements. `scope` keeps ids of several lists apart that become one board.
fn draw(list: &[Value], files: &Map<String, Value>, scope: &str) -> Result<Drawing, ImportError> {
    let mut reading = Reading {
        files,
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
    let mut elements = reading.elements.into_iter().collect::<Vec<_>>();
    set_order(&mut elements, &sources);
    Ok(Drawing {
        elements: elements.into_iter().map(|(_, element)| element).collect(),
        assets: reading.assets,
        report: reading.report,
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
        let read = match source.kind {
            SourceKind::Shape(shape) => closed_shape::read(source, Kind::Shape(shape)),
            SourceKind::Frame => closed_shape::read(source, Kind::Frame).map(|frame| named(frame, source)),
            SourceKind::Ink => stroke::read(source),
            SourceKind::Line | SourceKind::Arrow => line::read(source, &|name| self.target(name, source)),
            SourceKind::Image => picture::read(source, self.files).map(|(element, asset)| {
                if self.assets.iter().all(|known| known.hash != asset.hash) {
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
        let title = self.elements.get(&container).is_some_and(|element| {
            let over = self
                .elements
                .range(container + 1..)
                .map(|(_, other)| rect_units(other.origin, other.size));
            bound_text::is_title(&text, source, element, over)
        });
        match self.elements.get_mut(&container) {
            Some(element) if title => {
                // It stays where it is and moves along.
                let group = id_of(source.scope, "title", source.name, 0);
                element.groups = with_innermost(group, &element.groups);
                Some(Element {
                    groups: with_innermost(group, &text.groups),
                    ..text
                })
            }
            Some(element) if element.text.is_empty() => {
                bound_text::put_on(element, text);
                self.labels.insert(index, container);
                None
            }
            Some(_) | None => Some(text),
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

fn with_innermost(group: ElementId, groups: &[ElementId]) -> Arc<[ElementId]> {
    std::iter::once(group)
        .chain(groups.iter().copied())
        .take(limits::PROPS_PER_CHANGE)
        .collect()
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
