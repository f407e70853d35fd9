//! Texts, and labels, which are texts of their own in the format.

use serde_json::{Value, json};

use super::{Telling, Words, number};
use crate::{
    element::{Align, Element, Face, Kind, Vertical},
    export::svg::css,
    geometry::PER_UNIT,
    scene::letters_of,
    shape::ShapeKind,
    spatial::{TextLayout, text_layout},
    text_metrics::LINE_HEIGHT,
};

impl Telling<'_> {
    pub(super) fn add_text(&self, element: &Element, auto_width: bool, words: &mut Words) {
        add_letters(element, text_layout(element, self.board).as_ref(), words);
        let mut put = |name: &str, value: Value| drop(words.insert(name.to_owned(), value));
        put("verticalAlign", "top".into());
        put("containerId", Value::Null);
        put("autoResize", auto_width.into());
    }

    /// The label of anything but texts and frames, which have their text in themselves.
    pub(super) fn label(&self, element: &Element) -> Option<Words> {
        match &element.kind {
            Kind::Text { .. } | Kind::Frame => return None,
            Kind::Ink(_) | Kind::Shape(_) | Kind::Connector(_) | Kind::Image(_) | Kind::Part(_) | Kind::Stamp(_) => {}
        }
        let layout = text_layout(element, self.board)?;
        let eighth = |units: f64| number((units * PER_UNIT).round() / PER_UNIT);
        let mut words = self.base(element);
        let is_line = element.connector().is_some();
        let mut put = |name: &str, value: Value| drop(words.insert(name.to_owned(), value));
        put("id", self.names.of_label(element.id).into());
        put("x", eighth(layout.rect.x0));
        put("y", eighth(layout.rect.y0));
        put("width", eighth(layout.rect.width()));
        put("height", eighth(layout.rect.height()));
        if is_line {
            put("angle", 0.into());
        }
        put("strokeColor", css(letters_of(element)).into());
        put("backgroundColor", "transparent".into());
        put("fillStyle", "solid".into());
        put("strokeWidth", 2.into());
        put("strokeStyle", "solid".into());
        put("link", Value::Null);
        put("boundElements", json!([]));
        put("verticalAlign", vertical(element).into());
        put("containerId", self.names.of(element.id).into());
        put("autoResize", true.into());
        put("seed", 1.into());
        add_letters(element, Some(&layout), &mut words);
        Some(words)
    }
}

fn add_letters(element: &Element, layout: Option<&TextLayout>, words: &mut Words) {
    let lines = layout.into_iter().flat_map(|layout| &layout.lines);
    let lines = lines.map(|line| line.text.as_str()).collect::<Vec<_>>();
    let mut put = |name: &str, value: Value| drop(words.insert(name.to_owned(), value));
    put("type", "text".into());
    put("text", lines.join("\n").into());
    put("originalText", element.text.to_string().into());
    put("fontSize", element.style.font_size.into());
    // Helvetica and Cascadia there: the nearest that are read without being written by hand.
    put(
        "fontFamily",
        if element.extras.face == Face::Code { 3 } else { 2 }.into(),
    );
    let align = match element.style.align {
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
    };
    put("textAlign", align.into());
    put("lineHeight", LINE_HEIGHT.into());
}

fn vertical(element: &Element) -> &'static str {
    let is_head = match &element.kind {
        Kind::Shape(ShapeKind::Sticky) => true,
        Kind::Part(part) => part.holds_others(),
        _ => false,
    };
    match element.extras.vertical {
        None if is_head => "top",
        None | Some(Vertical::Middle) => "middle",
        Some(Vertical::Top) => "top",
        Some(Vertical::Bottom) => "bottom",
    }
}
