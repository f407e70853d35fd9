//! Drawings of tldraw (`.tldr`) of every version since its second, read into elements.
//!
//! Each shape of the file is counted once, under the kind the file gives it: taken (`imported`) or left out
//! (`not_imported`): kinds the board has nothing for, images whose data the file lacks, and shapes with a place or size that
//! no board holds. Numbers that only decide about looks are brought into range instead; absent and wrongly typed fields get
//! tldraw's own defaults. A group is counted as taken if anything that lies in it was.

mod arrow;
mod body;
mod colour;
mod image;
mod line;
mod look;
mod pages;
mod path;
mod records;
mod stroke;
mod tree;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

pub use super::drawing::Drawing;
use super::{
    ImportError, Report,
    drawing::{check_count, fits, id_of},
    fields::object_of,
    import_code,
};
use crate::{element::Element, id::ElementId};
use arrow::{Hold, Target, hold};
use image::Pictures;
use pages::{Sheet, beside_each_other};
use records::Records;
use tree::{Placed, placed};

/// The version of the file's outer form that is read; there has been no other.
const VERSION: f64 = 1.0;

/// Reads a drawing.
pub fn read(text: &str) -> Result<Drawing, ImportError> {
    let file = object_of(text).map_err(|reason| not_tldraw(&format!("this is no tldraw file: {reason}")))?;
    check_version(&file)?;
    let list = match file.get("records") {
        Some(Value::Array(list)) => list.as_slice(),
        None | Some(Value::Null) => &[],
        Some(_) => return Err(not_tldraw("the records of this tldraw file are no list")),
    };
    let mut report = Report::default();
    let records = Records::of(list, &mut report);
    // Several pages come with a frame each.
    let n_frames = Some(records.pages.len()).filter(|count| *count > 1).unwrap_or(0);
    check_count(records.shapes.len() + n_frames)?;
    let placed = placed(&records);
    let mut reading = Reading::of(&records, &placed, report);
    reading.read_all();
    Ok(reading.into_drawing())
}

/// Shapes as they are read, by their place in drawing order.
struct Reading<'r, 'a> {
    records: &'r Records<'a>,
    placed: &'r [Placed<'a>],
    by_name: BTreeMap<&'a str, usize>,
    elements: BTreeMap<usize, Element>,
    pictures: Pictures<'a>,
    report: Report,
}

impl<'r, 'a> Reading<'r, 'a> {
    fn of(records: &'r Records<'a>, placed: &'r [Placed<'a>], report: Report) -> Self {
        let names = placed.iter().enumerate();
        Reading {
            records,
            placed,
            by_name: names.map(|(place, placed)| (placed.shape.name, place)).collect(),
            elements: BTreeMap::new(),
            pictures: Pictures::default(),
            report,
        }
    }

    /// Arrows come last, because they hold on to others.
    fn read_all(&mut self) {
        for is_turn_of_arrows in [false, true] {
            for (place, placed) in self.placed.iter().enumerate() {
                if (placed.shape.kind_name == "arrow") == is_turn_of_arrows {
                    self.read(place, placed);
                }
            }
        }
        let groups = self
            .elements
            .values()
            .flat_map(|element| element.groups.iter().copied());
        let groups = groups.collect::<BTreeSet<_>>();
        for placed in self.placed.iter().filter(|placed| placed.shape.kind_name == "group") {
            if groups.contains(&placed.id) {
                self.report.count_imported("group");
            } else {
                self.report.count_left_out("group");
            }
        }
    }

    fn read(&mut self, place: usize, placed: &'r Placed<'a>) {
        let kind_name = placed.shape.kind_name;
        let read = match kind_name {
            "geo" => body::geo(placed),
            "note" => body::note(placed),
            "frame" => body::frame(placed),
            "text" => body::text(placed),
            "draw" => stroke::draw(placed),
            "highlight" => stroke::highlight(placed),
            "line" => line::read(placed),
            "arrow" => arrow::read(placed, [true, false].map(|is_start| self.held(placed, is_start))),
            "image" => image::read(placed, self.records, &mut self.pictures),
            // What lies in it tells of it.
            "group" => return,
            other => return self.report.count_unknown(other),
        };
        match read.filter(fits) {
            Some(element) => {
                self.report.count_imported(kind_name);
                self.report.links_dropped += u64::from(placed.shape.props.has_bad_link("url"));
                self.elements.insert(place, element);
            }
            None => self.report.count_left_out(kind_name),
        }
    }

    /// What an end of an arrow holds on to, if that is on the same page.
    fn held(&self, arrow: &Placed<'a>, is_start: bool) -> Option<(Hold<'a>, Target<'_, 'a>)> {
        let hold = hold(arrow, self.records, is_start)?;
        let place = *self.by_name.get(hold.target)?;
        let placed = self.placed.get(place)?;
        let element = self.elements.get(&place);
        let is_near = placed.page == arrow.page && placed.id != arrow.id;
        is_near.then_some((hold, Target { placed, element }))
    }

    fn into_drawing(self) -> Drawing {
        let mut report = self.report;
        let taken = self
            .elements
            .values()
            .map(|element| element.id)
            .collect::<BTreeSet<_>>();
        let sheets = self.records.pages.iter().map(|page| Sheet {
            name: page.name,
            title: page.title,
            elements: Vec::new(),
        });
        let mut sheets = sheets.collect::<Vec<_>>();
        for (place, mut element) in self.elements {
            element.extras.frame = element.extras.frame.filter(|frame| taken.contains(frame));
            let page = self.placed.get(place).map_or(0, |placed| placed.page);
            match sheets.get_mut(page) {
                Some(sheet) => sheet.elements.push(element),
                None => sheets.push(Sheet {
                    name: "",
                    title: "",
                    elements: vec![element],
                }),
            }
        }
        Drawing {
            elements: beside_each_other(sheets, &mut report),
            assets: self.pictures.assets,
            report,
        }
    }
}

/// The id of the element, or the group, of a shape. Those without a name are told apart by their place.
fn shape_id(name: &str, place: usize) -> ElementId {
    let times_seen = if name.is_empty() { place as u32 } else { 0 };
    id_of("tldraw", "shape", name, times_seen)
}

/// The id of the frame of a page.
fn page_id(name: &str) -> ElementId {
    id_of("tldraw", "page", name, 0)
}

fn check_version(file: &Map<String, Value>) -> Result<(), ImportError> {
    match file.get("tldrawFileFormatVersion").and_then(Value::as_f64) {
        Some(version) if version == VERSION => Ok(()),
        Some(version) if version > VERSION => Err(ImportError {
            code: import_code::NEWER_VERSION,
            message: format!(
                "this tldraw file is of version {version} of its format, and this version reads {VERSION}"
            ),
        }),
        Some(_) | None => Err(not_tldraw("this is no tldraw file")),
    }
}

fn not_tldraw(message: &str) -> ImportError {
    ImportError {
        code: import_code::NOT_TLDRAW,
        message: message.to_owned(),
    }
}

#[cfg(test)]
mod tests;
