//! Made-up files, each with what it is about.

mod bodies;
mod lines;
mod places;
mod whole;

use serde_json::{Value, json};

use super::{Drawing, read, shape_id};
use crate::{
    board::Board,
    element::{Connector, Element},
    id::ElementId,
    import::import_code,
};

const PNG: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==";

fn page(name: &str, index: &str) -> Value {
    json!({"typeName": "page", "id": format!("page:{name}"), "name": name, "index": index})
}

/// A shape on the page `p`; further fields replace or add to its own.
fn shape(name: &str, kind: &str, props: Value, more: Value) -> Value {
    let mut shape = json!({
        "typeName": "shape", "id": name, "type": kind, "parentId": "page:p", "index": "a1",
        "x": 0, "y": 0, "rotation": 0, "props": props,
    });
    for (field, value) in more.as_object().into_iter().flatten() {
        shape[field] = value.clone();
    }
    shape
}

fn geo(name: &str, more: Value) -> Value {
    shape(name, "geo", json!({"geo": "rectangle", "w": 100, "h": 50}), more)
}

fn file(records: &[Value]) -> String {
    json!({"tldrawFileFormatVersion": 1, "schema": {}, "records": records}).to_string()
}

fn drawn(shapes: &[Value]) -> Drawing {
    let records = [&[page("p", "a1")], shapes].concat();
    let drawing = read(&file(&records)).expect("it is a drawing");
    let mut board = Board::default();
    for entry in drawing.clone().into_recording().entries {
        board.apply(entry.actor, &entry.op).expect("it fits on a board");
    }
    drawing
}

/// The element of one shape.
fn one(kind: &str, props: Value) -> Element {
    let drawing = drawn(&[shape("s", kind, props.clone(), json!({}))]);
    let [element] = drawing.elements.as_slice() else {
        panic!("{kind} {props} became {:?}", drawing.report);
    };
    element.clone()
}

fn connector(element: &Element) -> &Connector {
    element.connector().expect("a connector")
}

fn id(name: &str) -> ElementId {
    shape_id(name, 0)
}

fn by_id<'d>(drawing: &'d Drawing, name: &str) -> &'d Element {
    let found = drawing.elements.iter().find(|element| element.id == id(name));
    found.unwrap_or_else(|| panic!("{name} is there: {:?}", drawing.report))
}

fn arrow(name: &str, props: Value) -> Value {
    shape(name, "arrow", props, json!({"index": "a2", "x": 5, "y": 5}))
}
