//! Whether an element of a source says what can be meant. What cannot is read as if it were not there, and counted.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{
    Read,
    source::{Source, SourceKind},
};
use crate::import::fields::{Fields, point};

const NUMBERS: [&str; 8] = [
    "x",
    "y",
    "width",
    "height",
    "angle",
    "opacity",
    "strokeWidth",
    "fontSize",
];
const WORDS: [&str; 7] = [
    "id",
    "text",
    "strokeColor",
    "backgroundColor",
    "containerId",
    "frameId",
    "link",
];
const TIES: [&str; 2] = ["startBinding", "endBinding"];
/// Frames within frames that are looked through.
const DEPTH_MAX: usize = 64;

/// How much of a drawing some elements are.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Extent {
    /// All of it: they are tied to nothing else.
    Whole,
    /// What was copied out of it, which may be tied to what was left.
    Part,
}

/// How many of the elements that were read say what cannot be meant.
pub(super) fn n_senseless(read: &Read<'_>, list: &[Value], extent: Extent) -> u64 {
    let ids = list.iter().filter_map(|value| value.get("id")?.as_str());
    let ids = ids.collect::<BTreeSet<_>>();
    let holds = |id: &str| extent == Extent::Part || ids.contains(id);
    let there = read.elements.iter().map(|(index, _)| index).chain(read.labels.keys());
    let there = there.filter_map(|index| read.sources.get(*index));
    let frames = Frames::of(&read.sources);
    let senseless = there.filter(|source| {
        !has_sense(source.fields)
            || (source.kind == SourceKind::Arrow && !is_tied(source.fields, &holds))
            || source
                .fields
                .text("containerId")
                .is_some_and(|name| name == source.name)
            || frames.is_ring(source)
    });
    senseless.count() as u64
}

/// Which frame each frame lies in, by their names; of several of one name the first is meant.
pub(super) struct Frames<'a>(BTreeMap<&'a str, Option<&'a str>>);

impl<'a> Frames<'a> {
    pub(super) fn of(sources: &[Source<'a>]) -> Frames<'a> {
        let mut frames = BTreeMap::new();
        for source in sources.iter().filter(|source| source.kind == SourceKind::Frame) {
            frames.entry(source.name).or_insert(source.fields.text("frameId"));
        }
        Frames(frames)
    }

    /// Whether a frame lies in itself, directly or through others.
    pub(super) fn is_ring(&self, source: &Source<'_>) -> bool {
        if source.kind != SourceKind::Frame || source.name.is_empty() {
            return false;
        }
        let mut frame = source.fields.text("frameId");
        for _ in 0..DEPTH_MAX {
            let Some(name) = frame else { return false };
            if name == source.name {
                return true;
            }
            frame = self.0.get(name).copied().flatten();
        }
        false
    }
}

/// Whether its fields are what they are said to be. A word may be left open.
fn has_sense(fields: Fields<'_>) -> bool {
    let value = |name: &&str| fields.0.get(*name);
    let pair = |value: &Value| point(value).is_some();
    let groups = fields.list("groupIds");
    NUMBERS.iter().filter_map(value).all(Value::is_number)
        && WORDS
            .iter()
            .filter_map(value)
            .all(|value| value.is_string() || value.is_null())
        && fields.list("points").iter().all(pair)
        && groups.iter().all(Value::is_string)
        && groups.iter().filter_map(Value::as_str).collect::<BTreeSet<_>>().len() == groups.len()
}

fn is_tied(fields: Fields<'_>, holds: &dyn Fn(&str) -> bool) -> bool {
    let ties = TIES.iter().filter_map(|name| fields.object(name)?.text("elementId"));
    ties.into_iter().all(holds)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::import::excalidraw::read;

    fn n_mended(kind: &str, elements: &serde_json::Value) -> u64 {
        let file = json!({"type": kind, "version": 2, "elements": elements});
        read(&file.to_string()).expect("it reads").report.mended
    }

    #[test]
    fn what_cannot_be_meant_is_counted_once_for_each_element() {
        let b =
            json!({"id": "b", "type": "arrow", "x": 0, "y": 0, "width": 9, "height": 9, "points": [[0, 0], [9, 9]]});
        let with = |name: &str, value: serde_json::Value| {
            let mut changed = b.clone();
            changed[name] = value;
            json!([changed])
        };
        assert_eq!(n_mended("excalidraw", &json!([b])), 0);
        for (name, value) in [
            ("x", json!("left")),
            ("width", json!(null)),
            ("strokeColor", json!(7)),
            ("groupIds", json!(["a", "b", "a"])),
            ("groupIds", json!([1])),
            ("points", json!([[0, 0], "x"])),
            ("startBinding", json!({"elementId": "gone"})),
            ("containerId", json!("b")),
        ] {
            assert_eq!(n_mended("excalidraw", &with(name, value.clone())), 1, "{name}: {value}");
        }
        for (name, value) in [
            ("frameId", json!(null)),
            ("link", json!(null)),
            ("startBinding", json!(null)),
        ] {
            assert_eq!(n_mended("excalidraw", &with(name, value.clone())), 0, "{name}: {value}");
        }
        let left_over = json!([{"id": "r", "type": "rectangle", "startBinding": {"elementId": "gone"}}]);
        assert_eq!(n_mended("excalidraw", &left_over), 0, "which only arrows use");
        let cut_out = with("startBinding", json!({"elementId": "left behind"}));
        assert_eq!(n_mended("excalidraw/clipboard", &cut_out), 0);
    }
    #[test]
    fn frames_in_each_other_lie_in_none() {
        let frame =
            |id: &str, within: &str| json!({"id": id, "type": "frame", "width": 9, "height": 9, "frameId": within});
        let ring = json!([frame("f", "g"), frame("g", "f"), frame("h", "f")]);
        assert_eq!(n_mended("excalidraw", &ring), 2);
        let file = json!({"type": "excalidraw", "version": 2, "elements": ring});
        let frames = read(&file.to_string()).expect("it reads").elements;
        let held = frames.iter().filter(|frame| frame.extras.frame.is_some());
        assert_eq!(held.count(), 1, "the third lies in the first");
    }
}
