//! What people call an element: its text, else what kind of thing it is.

use board::{Board, element::Kind, id::ElementId, shape::ShapeKind};

const LABEL_CHARS: usize = 24;

/// A few words for an element.
pub fn label(board: &Board, id: ElementId) -> String {
    let Some(element) = board.element_or_tombstone(id) else {
        return unknown();
    };
    let text = element.text.to_string();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return kind_words(&element.kind).to_owned();
    }
    match text.char_indices().nth(LABEL_CHARS) {
        Some((end, _)) => format!("“{}…”", text.get(..end).unwrap_or_default()),
        None => format!("“{text}”"),
    }
}

/// What kind of thing an element is.
pub fn kind_of(board: &Board, id: ElementId) -> &'static str {
    let element = board.element_or_tombstone(id);
    element.map_or("an element", |element| kind_words(&element.kind))
}

/// For what is not known here.
pub fn unknown() -> String {
    "an element".to_owned()
}

fn kind_words(kind: &Kind) -> &'static str {
    match kind {
        Kind::Ink(_) => "a stroke",
        Kind::Shape(ShapeKind::Rectangle | ShapeKind::Rounded) => "a rectangle",
        Kind::Shape(ShapeKind::Ellipse) => "an ellipse",
        Kind::Shape(ShapeKind::Diamond) => "a diamond",
        Kind::Shape(ShapeKind::Cylinder) => "a cylinder",
        Kind::Shape(ShapeKind::Triangle) => "a triangle",
        Kind::Shape(ShapeKind::Hexagon) => "a hexagon",
        Kind::Shape(ShapeKind::Queue) => "a queue",
        Kind::Shape(ShapeKind::Cloud) => "a cloud",
        Kind::Shape(ShapeKind::Document) => "a document",
        Kind::Shape(ShapeKind::Person) => "a person",
        Kind::Shape(ShapeKind::Parallelogram) => "a parallelogram",
        Kind::Shape(ShapeKind::Sticky) => "a sticky note",
        Kind::Part(part) => part.name(),
        Kind::Stamp(_) => "a stamp",
        Kind::Connector(_) => "a connector",
        Kind::Text { .. } => "a text",
        Kind::Image(_) => "an image",
        Kind::Frame => "a frame",
    }
}
