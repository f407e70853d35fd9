//! What a drawing of another program comes to, and what its importers have in common.

use std::sync::Arc;

use kurbo::Point as FloatPoint;

use super::{ImportError, Imported, Report, import_code, seeded_with};
use crate::{
    actor::ActorIndex,
    board::Board,
    element::{Element, Kind},
    export::json_lines::Asset,
    geometry::Point,
    id::ElementId,
    ink::{Ink, Sample, Samples},
    limits,
    op::Op,
    spatial,
};

/// Parts of a box that an aim counts in.
const PARTS: f64 = 10_000.0;
/// Farthest that a connector may aim beside its target.
const AIM_MAX: f64 = 100_000.0;
/// Between two points of a stroke.
const DT_MILLIS: u16 = 8;

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

/// Refuses more elements than a board holds.
pub(super) fn check_count(found: usize) -> Result<(), ImportError> {
    let most = limits::ELEMENTS_PER_BOARD;
    if found <= most {
        return Ok(());
    }
    let message = format!("this drawing has {found} elements, and a board holds {most}");
    Err(ImportError {
        code: import_code::TOO_LARGE,
        message,
    })
}

/// Whether a board takes an element.
pub(super) fn fits(element: &Element) -> bool {
    Board::default()
        .apply(ActorIndex::ROOM, &Op::Create(vec![element.clone()]))
        .is_ok()
}

/// A frame with its name, or the usual one.
pub(super) fn named(mut frame: Element, name: Option<&str>) -> Element {
    let name = name.filter(|name| !name.trim().is_empty()).unwrap_or("Frame");
    let name = name.chars().take(limits::NAME_CHARS).collect::<String>();
    frame.text = name.as_str().into();
    frame
}

/// A board with nothing but elements that were read.
pub(super) fn board_of(elements: &[Element]) -> Board {
    let mut board = Board::default();
    for chunk in elements.chunks(limits::ELEMENTS_PER_OP) {
        // They fit on a board, and their ids differ.
        board.apply(ActorIndex::ROOM, &Op::Create(chunk.to_vec())).ok();
    }
    board
}

/// The box around elements as they stand, in board positions.
pub(super) fn extent(elements: &[Element]) -> (Point, Point) {
    let board = board_of(elements);
    let boxes = elements.iter().map(|element| spatial::bounds(element, &board));
    match boxes.reduce(|all, one| all.union(one)) {
        Some(all) => (
            Point::from_units(all.origin()),
            Point::from_units(kurbo::Point::new(all.x1, all.y1)),
        ),
        None => Default::default(),
    }
}

/// An element moved.
pub(super) fn shifted(element: &Element, by: Point) -> Element {
    let mut element = element.clone();
    if let Kind::Connector(connector) = &mut element.kind {
        let connector = Arc::make_mut(connector);
        connector.start.at = connector.start.at.offset(by);
        connector.end.at = connector.end.at.offset(by);
        connector.via.iter_mut().for_each(|point| *point = point.offset(by));
    } else {
        element.origin = element.origin.offset(by);
    }
    element
}

/// The id that stands for a name in the source: always the same one for the same source.
pub(super) fn id_of(scope: &str, what: &str, name: &str, times_seen: u32) -> ElementId {
    let mut hasher = blake3::Hasher::new();
    for part in [scope, what, name] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.update(&times_seen.to_le_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(hasher.finalize().as_bytes().split_at(16).0);
    ElementId(u128::from_be_bytes(bytes))
}

/// At most so many of the items, evenly chosen, with the first and the last.
pub(super) fn thinned<T: Copy>(items: &[T], most: usize) -> Vec<T> {
    if items.len() <= most {
        return items.to_vec();
    }
    let last = items.len() - 1;
    (0..most)
        .filter_map(|place| items.get(place * last / (most - 1)).copied())
        .collect()
}

/// A stroke through places with the pressure at each, relative to its origin. The sources have no times, so the places are
/// spread evenly, as a pen would report them.
pub(super) fn ink_through(origin: Point, places: &[(FloatPoint, u8)], pressure: bool) -> Ink {
    let samples = places.iter().enumerate().map(|(index, (place, force))| Sample {
        at: Point::from_units(*place).since(origin),
        dt_millis: if index == 0 { 0 } else { DT_MILLIS },
        pressure: if pressure { *force } else { 128 },
    });
    Ink {
        samples: Samples(thinned(&samples.collect::<Vec<_>>(), limits::SAMPLES_PER_STROKE)),
        pressure,
        ended: true,
    }
}

/// How a board notes an aim that is told as parts of its target's box.
pub(super) fn aim_of(ratio: FloatPoint) -> (i32, i32) {
    let part = |ratio: f64| (ratio * PARTS).round().clamp(-AIM_MAX, AIM_MAX) as i32;
    (part(ratio.x), part(ratio.y))
}
