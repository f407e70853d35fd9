//! The board as text: its parts, what connects them, and its words, in the order in which people read: top left to bottom
//! right, what stands in a frame under the frame, connections under what they begin at. For lists, search, screen readers.

mod cards;
mod happening;
mod names;

use std::collections::BTreeSet;

use kurbo::{Point, Rect};

use crate::{
    board::Board,
    element::{Element, Kind},
    id::ElementId,
    sorting::sort_by,
    spatial::{bounds, connector_way},
};

pub use cards::{about_words, card_kind_name, card_words};
pub use happening::{Deed, Happening, happenings, told};
pub use names::{is_unnamed, kind_name, name_of};

/// One line of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Item {
    /// Which element.
    pub id: ElementId,
    /// How deep in frames; 1 is on the board itself.
    pub level: u32,
    /// What sort of line.
    pub sort: Sort,
    /// What the element is called.
    pub name: String,
    /// What it is.
    pub kind: &'static str,
    /// Its own words.
    pub label: String,
}

/// What sort of thing a line is about.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Sort {
    /// Holds others.
    Group,
    /// A part or a shape.
    Thing,
    /// A line between others.
    Connection,
    /// Words.
    Text,
    /// A picture or a stamp.
    Sign,
}

/// An element on its way into the list.
struct Entry<'a> {
    element: &'a Element,
    rect: Rect,
    holder: Option<usize>,
}

/// All of a board but its pen strokes.
pub fn read(board: &Board) -> Vec<Item> {
    let mut entries = board
        .elements()
        .filter(|element| element.ink().is_none() && element.connector().is_none())
        .map(|element| Entry {
            element,
            rect: bounds(element, board),
            holder: None,
        })
        .collect::<Vec<_>>();
    let holders = (0..entries.len())
        .filter_map(|index| {
            entries
                .get(index)
                .filter(|entry| entry.element.holds_others())
                .map(|entry| (index, entry.rect))
        })
        .collect::<Vec<_>>();
    for index in 0..entries.len() {
        let holder = entries
            .get(index)
            .and_then(|entry| holder_of(entry, index, &holders, &entries));
        if let Some(entry) = entries.get_mut(index) {
            entry.holder = holder;
        }
    }
    let connections = connections_of(board);
    let mut items = Vec::new();
    let reading = Reading {
        board,
        entries: &entries,
        connections: &connections,
    };
    reading.tell(None, 1, &mut items);
    for (_, connector) in connections.iter().filter(|(from, _)| from.is_none()) {
        items.push(item(connector, 1, board));
    }
    items
}

/// How many pen strokes there are; they have nothing to read.
pub fn strokes(board: &Board) -> usize {
    board.elements().filter(|element| element.ink().is_some()).count()
}

/// The words of some elements in the order of reading, each text on lines of its own.
pub fn words_of(board: &Board, ids: &[ElementId]) -> String {
    let ids = ids.iter().collect::<BTreeSet<_>>();
    let items = read(board).into_iter();
    let said = items.filter(|item| ids.contains(&item.id) && !item.label.trim().is_empty());
    said.map(|item| item.label).collect::<Vec<_>>().join("\n")
}

/// Whether a line has all the words that are looked for.
pub fn has_words(item: &Item, query: &str) -> bool {
    let (name, kind) = (item.name.to_lowercase(), item.kind.to_lowercase());
    query
        .to_lowercase()
        .split_whitespace()
        .all(|word| name.contains(word) || kind.contains(word))
}

/// Whether the words that are looked for stand on the board there: a connection has only its own.
pub fn says(item: &Item, query: &str) -> bool {
    let label = item.label.to_lowercase();
    let stands = query.to_lowercase().split_whitespace().all(|word| label.contains(word));
    stands || (item.sort != Sort::Connection && has_words(item, query))
}

/// What an element is and what it is connected to, in a sentence or two.
pub fn describe(board: &Board, id: ElementId) -> Option<String> {
    let element = board.element(id)?;
    let (name, kind) = (name_of(element, board), kind_name(element));
    let mut words = if name == kind { name } else { format!("{name}, {kind}") };
    if element.locked {
        words.push_str(", locked");
    }
    let own = board.elements().filter(|other| {
        let ends = other
            .connector()
            .map(|connector| [connector.start.bound, connector.end.bound]);
        ends.is_some_and(|ends| ends.into_iter().flatten().any(|binding| binding.element == id))
    });
    let lines = own.map(|connector| name_of(connector, board)).collect::<Vec<_>>();
    if !lines.is_empty() {
        words.push_str(". ");
        words.push_str(&lines.join(". "));
    }
    Some(words)
}

struct Reading<'a> {
    board: &'a Board,
    entries: &'a [Entry<'a>],
    connections: &'a [(Option<ElementId>, &'a Element)],
}

impl Reading<'_> {
    fn tell(&self, holder: Option<usize>, level: u32, items: &mut Vec<Item>) {
        let inside = (0..self.entries.len())
            .filter(|index| self.entries.get(*index).is_some_and(|entry| entry.holder == holder))
            .collect::<Vec<_>>();
        for index in in_rows(inside, self.entries) {
            let Some(entry) = self.entries.get(index) else { continue };
            items.push(item(entry.element, level, self.board));
            for (from, connector) in self.connections {
                if *from == Some(entry.element.id) {
                    items.push(item(connector, level + 1, self.board));
                }
            }
            if entry.element.holds_others() {
                self.tell(Some(index), level + 1, items);
            }
        }
    }
}

/// Connectors with what they begin at, from top to bottom by where they lead.
fn connections_of(board: &Board) -> Vec<(Option<ElementId>, &Element)> {
    let mut found = Vec::new();
    for element in board.elements() {
        let Some(connector) = element.connector() else { continue };
        let standing = |id: &ElementId| {
            board
                .element(*id)
                .is_some_and(|element| element.connector().is_none() && element.ink().is_none())
        };
        let bound = |end: &crate::element::End| end.bound.map(|binding| binding.element).filter(standing);
        let from = bound(&connector.start).or_else(|| bound(&connector.end));
        let way = connector_way(element, board);
        let to = way.reversed().leaving(1.0).map_or(Point::ZERO, |(end, _)| end);
        found.push((from, &**element, to));
    }
    sort_by(&mut found, |left, right| {
        left.2.y.total_cmp(&right.2.y).then(left.2.x.total_cmp(&right.2.x))
    });
    found.into_iter().map(|(from, element, _)| (from, element)).collect()
}

/// The smallest that holds an element: the frame it belongs to, else one around its middle.
fn holder_of(entry: &Entry<'_>, index: usize, holders: &[(usize, Rect)], entries: &[Entry<'_>]) -> Option<usize> {
    let named = entry.element.extras.frame;
    let is_named = |at: &usize| entries.get(*at).is_some_and(|holder| Some(holder.element.id) == named);
    let area = entry.rect.area();
    let around = holders.iter().filter(|(at, rect)| {
        // The larger holds the smaller, so that two can never hold each other.
        *at != index && rect.contains(entry.rect.center()) && (rect.area(), *at) > (area, index)
    });
    let smallest = around.min_by(|left, right| left.1.area().total_cmp(&right.1.area()));
    let named = holders.iter().map(|(at, _)| *at).find(is_named);
    // A frame that names another as its own is read by place: names could go in a circle.
    named
        .filter(|_| !entry.element.holds_others())
        .or(smallest.map(|(at, _)| *at))
}

/// From top to bottom, and what stands beside each other from left to right.
fn in_rows(mut indices: Vec<usize>, entries: &[Entry<'_>]) -> Vec<usize> {
    let rect = |index: usize| entries.get(index).map_or(Rect::ZERO, |entry| entry.rect);
    sort_by(&mut indices, |left, right| rect(*left).y0.total_cmp(&rect(*right).y0));
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for index in indices {
        let first = rows.last().and_then(|row| row.first()).map(|first| rect(*first));
        match (rows.last_mut(), first) {
            (Some(row), Some(first)) if rect(index).y0 < first.center().y => row.push(index),
            (_, _) => rows.push(vec![index]),
        }
    }
    for row in &mut rows {
        sort_by(row, |left, right| rect(*left).x0.total_cmp(&rect(*right).x0));
    }
    rows.into_iter().flatten().collect()
}

fn item(element: &Element, level: u32, board: &Board) -> Item {
    let sort = match &element.kind {
        _ if element.holds_others() => Sort::Group,
        Kind::Connector(_) => Sort::Connection,
        Kind::Text { .. } => Sort::Text,
        Kind::Image(_) | Kind::Stamp(_) => Sort::Sign,
        Kind::Ink(_) | Kind::Shape(_) | Kind::Part(_) | Kind::Frame => Sort::Thing,
    };
    Item {
        id: element.id,
        level,
        sort,
        name: name_of(element, board),
        kind: kind_name(element),
        label: element.text.to_string(),
    }
}

#[cfg(test)]
mod tests;
