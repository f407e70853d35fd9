//! Stencil libraries: lists of small drawings. Version 2 names its items, version 1 is bare lists of elements.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Drawing, draw, not_excalidraw, parse, sense::Extent};
use crate::{
    geometry::Point,
    import::{
        ImportError,
        drawing::{extent, fits, shifted},
        fields::Fields,
        import_code,
    },
    limits,
    order_key::OrderKey,
};

/// Between items laid out on a board, in board positions.
const GAP: i32 = 60 * 8;
/// Where a row of items ends, in board positions.
const ROW_WIDTH: i32 = 2_000 * 8;

/// One stencil.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LibraryItem {
    /// As the library names it; empty in libraries of the first version.
    pub name: String,
    /// What it is drawn from.
    pub drawing: Drawing,
}

/// Reads a library (`.excalidrawlib`) of either version.
pub fn read_library(text: &str) -> Result<Vec<LibraryItem>, ImportError> {
    let file = parse(text)?;
    let listed = ["libraryItems", "library"]
        .iter()
        .find_map(|name| file.get(*name)?.as_array());
    let sound = file
        .get("type")
        .is_none_or(|kind| kind.as_str() == Some("excalidrawlib"));
    let Some(listed) = listed.filter(|_| sound) else {
        return Err(not_excalidraw("this is no Excalidraw library"));
    };
    let no_files = Map::new();
    let files = file.get("files").and_then(Value::as_object).unwrap_or(&no_files);
    let mut items = Vec::with_capacity(listed.len());
    let mut n_elements = 0;
    for (index, item) in listed.iter().enumerate() {
        let fields = item.as_object().map(Fields);
        let elements = item.as_array().map(Vec::as_slice);
        let elements = elements
            .or_else(|| fields.map(|fields| fields.list("elements")))
            .unwrap_or_default();
        let drawing = draw(elements, files, &format!("item {index}"), Extent::Part)?;
        n_elements += drawing.elements.len();
        if n_elements > limits::ELEMENTS_PER_BOARD {
            let message = format!(
                "this library has more elements than the {} of a board",
                limits::ELEMENTS_PER_BOARD
            );
            return Err(ImportError {
                code: import_code::TOO_LARGE,
                message,
            });
        }
        let name = fields.and_then(|fields| fields.text("name")).unwrap_or_default();
        items.push(LibraryItem {
            name: name.chars().take(limits::NAME_CHARS).collect(),
            drawing,
        });
    }
    Ok(items)
}

/// A library of one item, made of a drawing's text; the pictures of the drawing travel with it.
pub fn library_of(name: &str, drawing: &str) -> Result<String, ImportError> {
    let drawing = parse(drawing)?;
    let part = |name: &str| drawing.get(name).cloned();
    let item = json!({"status": "unpublished", "name": name, "elements": part("elements")});
    let files = part("files").unwrap_or_else(|| json!({}));
    let library = json!({"type": "excalidrawlib", "version": 2, "libraryItems": [item], "files": files});
    Ok(library.to_string())
}

/// One drawing with all items in rows.
pub fn beside_each_other(items: Vec<LibraryItem>) -> Drawing {
    let mut sheet = Drawing::default();
    let (mut corner, mut row_height) = (Point::default(), 0);
    let mut last: Option<OrderKey> = None;
    for LibraryItem { drawing, .. } in items {
        let (near, far) = extent(&drawing.elements);
        let by = corner.since(near);
        let shifted = drawing
            .elements
            .iter()
            .map(|element| shifted(element, by))
            .collect::<Vec<_>>();
        // Items of absurd extent stay where they are drawn.
        let elements = if shifted.iter().all(fits) {
            shifted
        } else {
            drawing.elements
        };
        for mut element in elements {
            element.order = OrderKey::above(last.as_ref());
            last = Some(element.order.clone());
            sheet.elements.push(element);
        }
        let size = far.since(near);
        corner.x += size.x + GAP;
        row_height = row_height.max(size.y);
        if corner.x > ROW_WIDTH {
            corner = Point::new(0, corner.y + row_height + GAP);
            row_height = 0;
        }
        let new = drawing
            .assets
            .into_iter()
            .filter(|asset| sheet.assets.iter().all(|known| known.hash != asset.hash));
        sheet.assets.extend(new.collect::<Vec<_>>());
        add(&mut sheet.report.imported, drawing.report.imported);
        add(&mut sheet.report.not_imported, drawing.report.not_imported);
        sheet.report.dropped += drawing.report.dropped;
        sheet.report.links_dropped += drawing.report.links_dropped;
        sheet.report.mended += drawing.report.mended;
    }
    sheet
}

fn add(all: &mut BTreeMap<String, u64>, more: BTreeMap<String, u64>) {
    for (kind, count) in more {
        *all.entry(kind).or_default() += count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        element::{Element, Kind},
        import::{
            drawing::board_of,
            excalidraw::{Form, write},
        },
    };

    fn drawing(words: &str) -> String {
        let mut element = Element::new(crate::id::ElementId(7), Kind::Frame, OrderKey::first());
        element.size = crate::geometry::Size::new(800, 800);
        element.text = words.into();
        write(&board_of(&[element]), None, |_| None, Form::File)
    }

    #[test]
    fn a_drawing_makes_a_library_that_is_read_again() {
        let library = library_of("Orders", &drawing("a")).expect("a library");
        let items = read_library(&library).expect("it reads");
        let [item] = items.as_slice() else {
            panic!("one item: {items:?}")
        };
        assert_eq!((item.name.as_str(), item.drawing.elements.len()), ("Orders", 1));
        assert!(library_of("x", "no drawing").is_err());
    }
}
