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
mod kept;
mod library;
mod line;
mod look;
mod own;
mod picture;
mod sense;
mod source;
mod stroke;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

pub use super::drawing::Drawing;
use super::{
    ImportError, Report,
    drawing::{check_count, fits, named},
    fields::object_of,
    import_code,
};
use crate::{
    element::{Binding, Element, Extras, Kind},
    export::json_lines::Asset,
    order_key::OrderKey,
};
pub use back::{Form, write};
pub use library::{LibraryItem, beside_each_other, library_of, read_library};
use picture::Pictures;
use sense::{Extent, Frames};
use source::{Source, SourceKind, sources_of};

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
        Some(Value::Array(elements)) => {
            let extent = match file.get("type").and_then(Value::as_str) {
                Some("excalidraw") => Extent::Whole,
                Some(_) | None => Extent::Part,
            };
            draw(elements, files, "", extent)
        }
        None | Some(Value::Null) => Ok(Drawing::default()),
        Some(_) => Err(not_excalidraw("the elements of this Excalidraw drawing are no list")),
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
fn draw(list: &[Value], files: &Map<String, Value>, scope: &str, extent: Extent) -> Result<Drawing, ImportError> {
    let mut read = read_list(list, Pictures::Table(files), scope)?;
    read.report.mended = sense::n_senseless(&read, list, extent);
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
    check_count(sources.len())?;
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
        self.report.links_dropped += u64::from(source.fields.has_bad_link("link"));
        let read = match source.kind {
            SourceKind::Shape(shape) => closed_shape::read(source, Kind::Shape(shape)),
            SourceKind::Frame => {
                closed_shape::read(source, Kind::Frame).map(|frame| named(frame, source.fields.text("name")))
            }
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
        let frames = Frames::of(sources);
        for (index, source) in sources.iter().enumerate() {
            let frame = source.fields.text("frameId").or_else(|| own::frame(source.fields));
            let frame = frame.and_then(place_of).filter(|_| !frames.is_ring(source));
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
        Some(element).filter(|element| element.takes_ends() && element.id != line.id)
    }
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
    object_of(text).map_err(|reason| not_excalidraw(&format!("this is no Excalidraw file: {reason}")))
}

fn not_excalidraw(message: &str) -> ImportError {
    ImportError {
        code: import_code::NOT_EXCALIDRAW,
        message: message.to_owned(),
    }
}
