//! What a file says of an element that we have no words for, or others, is kept with the element for the way back
//! (`extras.source`): a JSON object with what it said of the element and of its label.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    Read, back, own,
    source::{Source, element_id, group_id},
};
use crate::{
    element::Element,
    export::excalidraw::{Names, Said, Words},
    id::ElementId,
    import::drawing::board_of,
    limits,
};

/// Told by other things than the file's words.
const NEVER: [&str; 14] = [
    "id",
    "index",
    "isDeleted",
    "containerId",
    "boundElements",
    "boundElementIds",
    "frameId",
    "groupIds",
    "fileId",
    "status",
    "customData",
    "link",
    "font",
    "rawText",
];
/// Where a line is: these are right together or not at all.
const WAY: [&str; 11] = [
    "x",
    "y",
    "width",
    "height",
    "angle",
    "points",
    "startBinding",
    "endBinding",
    "fixedSegments",
    "startIsSpecial",
    "endIsSpecial",
];
/// A stroke.
const STROKE: [&str; 8] = [
    "x",
    "y",
    "width",
    "height",
    "angle",
    "points",
    "pressures",
    "simulatePressure",
];
/// What a text says, and how it is broken into lines.
const LETTERS: [&str; 2] = ["text", "originalText"];
/// A label is where its element is.
const LABEL: [&str; 9] = [
    "x",
    "y",
    "width",
    "height",
    "angle",
    "text",
    "originalText",
    "lineHeight",
    "baseline",
];

/// Whose words some are.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Whose {
    Element,
    Label,
}

/// What was kept of an element.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Kept {
    /// Of the element.
    pub(super) element: Words,
    /// Of its label.
    pub(super) label: Words,
    /// Where its line was when it was read, as a mark.
    pub(super) way: Option<String>,
    /// Where its label was.
    pub(super) label_way: Option<String>,
}

impl Kept {
    /// What an element has kept.
    pub(super) fn of(element: &Element) -> Option<Kept> {
        let source = element.extras.source.as_deref()?;
        let Ok(Value::Object(mut object)) = serde_json::from_str(source) else {
            return None;
        };
        let mut words = |name: &str| match object.remove(name) {
            Some(Value::Object(words)) => words,
            Some(_) | None => Map::new(),
        };
        let (element, label) = (words("element"), words("label"));
        let text = |name: &str| object.get(name).and_then(Value::as_str).map(str::to_owned);
        Some(Kept {
            element,
            label,
            way: text("way"),
            label_way: text("label_way"),
        })
    }

    fn write(&self) -> Option<String> {
        let mut object = Map::new();
        for (name, words) in [("element", &self.element), ("label", &self.label)] {
            if !words.is_empty() {
                object.insert(name.to_owned(), Value::Object(words.clone()));
            }
        }
        for (name, mark) in [("way", &self.way), ("label_way", &self.label_way)] {
            if let Some(mark) = mark {
                object.insert(name.to_owned(), mark.as_str().into());
            }
        }
        (!object.is_empty()).then(|| Value::Object(object).to_string())
    }

    /// As much of it as an element may carry.
    fn held(mut self) -> Option<String> {
        loop {
            let text = self.write()?;
            if text.len() <= limits::SOURCE_BYTES {
                return Some(text);
            }
            self.let_go();
        }
    }

    /// Lets go of what takes the most room, with what is only right together with it.
    fn let_go(&mut self) {
        let largest = |words: &Words| {
            let others = words.iter().filter(|(name, _)| *name != "id");
            let sizes = others.map(|(name, value)| (value.to_string().len() + name.len(), name.clone()));
            sizes.max()
        };
        match (largest(&self.element), largest(&self.label)) {
            (Some(of_element), of_label) if of_label.as_ref().is_none_or(|of_label| of_element >= *of_label) => {
                remove_with_group(&mut self.element, &of_element.1, Whose::Element);
            }
            (_, Some((_, name))) => remove_with_group(&mut self.label, &name, Whose::Label),
            (_, None) => *self = Kept::default(),
        }
    }
}

fn remove_with_group(words: &mut Words, name: &str, whose: Whose) {
    let group = group(words, whose);
    if group.contains(&name) {
        for name in group {
            words.remove(*name);
        }
    }
    words.remove(name);
}

/// What is only right together.
pub(super) fn group(words: &Words, whose: Whose) -> &'static [&'static str] {
    match whose {
        Whose::Label => &LABEL,
        Whose::Element if words.contains_key("pressures") || words.contains_key("simulatePressure") => &STROKE,
        Whose::Element if words.contains_key("points") => &WAY,
        Whose::Element => &LETTERS,
    }
}

/// A mark of where something is.
pub(super) fn way_of(words: &Words, whose: Whose) -> String {
    let group: &[&str] = match whose {
        Whose::Label => &LABEL,
        Whose::Element => &WAY,
    };
    let place = group.iter().filter_map(|name| words.get(*name).cloned());
    own::mark_of(&place.collect())
}

/// Gives every element what its source says beyond what we would write of it.
pub(super) fn keep(read: &mut Read<'_>) {
    let names = names_of(read);
    let elements = read.elements.iter().map(|(_, element)| element.clone());
    let board = board_of(&elements.collect::<Vec<_>>());
    let said = back::spoken(&board, &board.stack(), &names);
    let said = said.into_iter().map(|said| (said.id, said)).collect::<BTreeMap<_, _>>();
    let labels = read.labels.iter().map(|(text, container)| (*container, *text));
    let labels = labels.collect::<BTreeMap<_, _>>();
    for (index, element) in &mut read.elements {
        let (Some(source), Some(said)) = (read.sources.get(*index), said.get(&element.id)) else {
            continue;
        };
        let label = labels.get(index).and_then(|label| read.sources.get(*label));
        element.extras.source = kept_of(source, label, said).held().map(|text| text.as_str().into());
    }
}

fn kept_of(source: &Source<'_>, label: Option<&Source<'_>>, said: &Said) -> Kept {
    let mut kept = Kept {
        element: differing(source.fields.0, &said.element, Whose::Element),
        ..Kept::default()
    };
    if let (Some(label), Some(said)) = (label, &said.label) {
        kept.label = differing(label.fields.0, said, Whose::Label);
        let usual = format!("{}-label", source.name);
        if !label.name.is_empty() && label.scope.is_empty() && label.name != usual {
            kept.label.insert("id".to_owned(), label.name.into());
        }
        let has_place = LABEL.iter().any(|name| kept.label.contains_key(*name));
        kept.label_way = has_place.then(|| way_of(said, Whose::Label));
    }
    let is_line = kept.element.contains_key("points") && !kept.element.contains_key("pressures");
    kept.way = is_line.then(|| way_of(&said.element, Whose::Element));
    let has_own_name =
        said.element.get("id").and_then(Value::as_str) == Some(source.name) && source.id.to_string() == source.name;
    let says_more = !kept.element.is_empty() || !kept.label.is_empty();
    if source.scope.is_empty() && !source.name.is_empty() && (says_more || !has_own_name) {
        kept.element.insert("id".to_owned(), source.name.into());
    }
    let is_own = |group: &Value| {
        group
            .as_str()
            .is_none_or(|name| group_id(source.scope, name).to_string() == name)
    };
    let groups = source.fields.list("groupIds");
    if source.scope.is_empty() && !groups.iter().all(is_own) {
        kept.element.insert("groupIds".to_owned(), groups.to_vec().into());
    }
    kept
}

/// What a file says of an element other than we would.
fn differing(file: &Words, own: &Words, whose: Whose) -> Words {
    let told = |name: &str| !NEVER.contains(&name);
    let mut words = file
        .iter()
        .filter(|(name, value)| told(name) && !own.get(*name).is_some_and(|own| same(own, value)))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect::<Words>();
    let group = group(file, whose);
    if group.iter().any(|name| words.contains_key(*name)) {
        let all = group
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), file.get(*name)?.clone())));
        words.extend(all);
    }
    if let Some(Value::Object(data)) = file.get("customData") {
        let data = data.iter().filter(|(name, _)| *name != "chalkback");
        let data = data
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect::<Words>();
        if !data.is_empty() {
            words.insert("customData".to_owned(), Value::Object(data));
        }
    }
    words
}

/// Whether two values are the same to any reader: numbers may be written in several ways.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let found = |(name, value): (&String, &Value)| other.get(name).is_some_and(|other| same(value, other));
            one.len() == other.len() && one.iter().all(found)
        }
        (one, other) => one == other,
    }
}

/// The names that the file has for what was read.
fn names_of(read: &Read<'_>) -> Names {
    let mut names = Names::default();
    let by_place = read.elements.iter().map(|(index, element)| (*index, element.id));
    let by_place = by_place.collect::<BTreeMap<_, _>>();
    for (index, id) in &by_place {
        let Some(source) = read.sources.get(*index) else {
            continue;
        };
        note_name(&mut names, *id, source.scope, source.name);
        for group in source.fields.list("groupIds").iter().filter_map(Value::as_str) {
            note_group(&mut names, source.scope, group);
        }
    }
    let labels = read.labels.iter().filter_map(|(label, container)| {
        let (label, id) = (read.sources.get(*label)?, by_place.get(container)?);
        (!label.name.is_empty() && label.scope.is_empty() && names.elements.contains_key(id))
            .then(|| (*id, label.name.to_owned()))
    });
    names.labels = labels.collect();
    names
}

/// Notes what an element is called, if that name stands for it and for no other.
pub(super) fn note_name(names: &mut Names, id: ElementId, scope: &str, name: &str) -> bool {
    let stands_for_it = scope.is_empty() && !name.is_empty() && element_id("", name, 1) == id;
    if stands_for_it {
        names.elements.insert(id, name.to_owned());
    }
    stands_for_it
}

pub(super) fn note_group(names: &mut Names, scope: &str, name: &str) {
    if scope.is_empty() {
        names.groups.insert(group_id("", name), name.to_owned());
    }
}
