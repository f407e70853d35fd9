//! Texts, and texts bound to a container, which become its label.

use kurbo::Rect;

use super::{look, source::Source};
use crate::{
    element::{Align, Element, Kind},
    geometry::{quantise, rect_units},
    limits,
    text::{TextBuffer, Utf16},
    text_metrics::{self, Font},
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
    element.text = TextBuffer::new(&text);
    if auto_width && element.size.width > 0 {
        keep_in_place(&mut element, &text);
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
    element.text = text.text;
}

/// Whether the source put a text at the top or bottom of a container that has other things over its middle, where labels
/// stand: the title of a region. `over` are the boxes drawn over the container.
pub(super) fn is_title(
    text: &Element,
    source: &Source<'_>,
    container: &Element,
    over: impl Iterator<Item = Rect>,
) -> bool {
    if !matches!(source.fields.text("verticalAlign"), Some("top" | "bottom")) || container.connector().is_some() {
        return false;
    }
    let size = rect_units(text.origin, text.size).size();
    let middle = Rect::from_center_size(rect_units(container.origin, container.size).center(), size);
    let mut over = over;
    over.any(|other| middle.overlaps(other))
}

/// Our letters are wider or narrower than the source's: the side that the text is aligned to stays where it was.
fn keep_in_place(element: &mut Element, text: &str) {
    let own = text_metrics::block(Font::Board, text, element.style.font_size, None);
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
