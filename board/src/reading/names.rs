//! What an element is called: by its label if it has one, else by what it is.

use crate::{
    board::Board,
    element::{Connector, Element, End, Kind, Sign},
    shape::Head,
};

/// More of a label than this is no name any more.
const NAME_CHARS: usize = 60;

/// What an element is.
pub fn kind_name(element: &Element) -> &'static str {
    match &element.kind {
        Kind::Ink(_) => "Pen stroke",
        Kind::Shape(shape) => shape.name(),
        Kind::Connector(connector) if connector.closed => "Area",
        Kind::Connector(_) => "Connector",
        Kind::Text { .. } => "Text",
        Kind::Image(_) => "Picture",
        Kind::Frame => "Frame",
        Kind::Part(part) => part.name(),
        Kind::Stamp(stamp) => stamp.sign.name(),
    }
}

/// What an element is called, in one line.
pub fn name_of(element: &Element, board: &Board) -> String {
    if let Some(connector) = element.connector().filter(|connector| !connector.closed) {
        let ends = ends(connector, board);
        let label = one_line(&element.text.to_string());
        return if label.is_empty() {
            ends
        } else {
            format!("{ends}: {label}")
        };
    }
    let label = one_line(&element.text.to_string());
    match (&element.kind, label.is_empty()) {
        (Kind::Stamp(stamp), true) => match stamp.sign {
            Sign::Pin(number) => format!("Pin {number}"),
            Sign::Cut | Sign::Later | Sign::Risk | Sign::Instrument | Sign::Assumption => kind_name(element).to_owned(),
        },
        (_, true) => kind_name(element).to_owned(),
        (_, false) => label,
    }
}

/// Whether it still has the words that it came with.
pub fn is_unnamed(element: &Element) -> bool {
    let text = element.text.to_string();
    match element.kind {
        Kind::Part(part) => text == part.name(),
        Kind::Frame => text
            .strip_prefix("Frame ")
            .is_some_and(|number| number.parse::<u32>().is_ok()),
        Kind::Ink(_) | Kind::Shape(_) | Kind::Connector(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Stamp(_) => {
            text.is_empty()
        }
    }
}

/// `Client → API gateway`, by the heads it has.
fn ends(connector: &Connector, board: &Board) -> String {
    let name = |end: &End| {
        let bound = end.bound.and_then(|binding| board.element(binding.element));
        // A connector is bound to no other, so this goes no deeper.
        bound
            .filter(|element| element.connector().is_none())
            .map(|element| name_of(element, board))
    };
    let has = |head: Head| head != Head::None;
    let arrow = match (has(connector.start_head), has(connector.end_head)) {
        (false, true) => "→",
        (true, false) => "←",
        (true, true) => "↔",
        (false, false) => "–",
    };
    match (name(&connector.start), name(&connector.end)) {
        (None, None) => "Line".to_owned(),
        (start, end) => {
            let or_open = |name: Option<String>| name.unwrap_or_else(|| "…".to_owned());
            format!("{} {arrow} {}", or_open(start), or_open(end))
        }
    }
}

fn one_line(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= NAME_CHARS {
        return words;
    }
    let mut cut = words.chars().take(NAME_CHARS - 1).collect::<String>();
    cut.push('…');
    cut
}
