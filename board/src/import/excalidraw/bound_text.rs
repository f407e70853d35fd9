//! Texts, and texts bound to a container, which become its label.

use super::{look, source::Source};
use crate::{
    element::{Align, Element, Kind, Vertical},
    geometry::quantise,
    limits,
    spatial::box_of,
    text::{TextBuffer, Utf16},
};

/// The id of the element that the text belongs to.
pub(super) fn container_of<'a>(source: &Source<'a>) -> Option<&'a str> {
    source.fields.text("containerId")
}

/// A text standing for itself. `None` if it is longer than a board's texts may be.
pub(super) fn read(source: &Source<'_>) -> Option<Element> {
    let fields = source.fields;
    // `originalText` is what was typed; `text` carries the line breaks of the source's own measuring.
    let text = fields
        .text("originalText")
        .or_else(|| fields.text("text"))
        .unwrap_or_default();
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if Utf16::of(&text).0 > limits::LABEL_UNITS {
        return None;
    }
    let auto_width = fields.0.get("autoResize").and_then(serde_json::Value::as_bool) != Some(false);
    let mut element = look::element(source, Kind::Text { auto_width });
    look::place(&mut element, fields)?;
    if element.style.width_eighths == 0 {
        // Letters have no outline that could be left away.
        element.style.opacity_percent = 0;
    }
    element.style.fill = None;
    element.extras.face = look::face(fields);
    element.text = TextBuffer::new(&text);
    if auto_width && element.size.width > 0 {
        keep_in_place(&mut element);
    }
    Some(element)
}

/// Makes a text the label of an element.
pub(super) fn put_on(element: &mut Element, text: Element) {
    element.style.font_size = text.style.font_size;
    element.style.align = text.style.align;
    if element.style.width_eighths == 0 {
        // Nothing else shows the colour of an outline that is not drawn.
        element.style.stroke = text.style.stroke;
    }
    element.extras.face = text.extras.face;
    element.extras.vertical = text.extras.vertical;
    element.text = text.text;
}

/// Where in its container a text stands.
pub(super) fn vertical(source: &Source<'_>) -> Option<Vertical> {
    match source.fields.text("verticalAlign") {
        Some("top") => Some(Vertical::Top),
        Some("bottom") => Some(Vertical::Bottom),
        Some(_) | None => None,
    }
}

/// Our letters are wider or narrower than the source's: the side that the text is aligned to stays where it was.
fn keep_in_place(element: &mut Element) {
    let own = box_of(element).size();
    let (width, height) = (quantise(own.width), quantise(own.height));
    let spare = element.size.width - width;
    element.origin.x += match element.style.align {
        Align::Left => 0,
        Align::Centre => spare / 2,
        Align::Right => spare,
    };
    element.origin.y += (element.size.height - height) / 2;
    element.size.width = width;
    element.size.height = height;
}
