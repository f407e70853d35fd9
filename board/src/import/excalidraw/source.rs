//! The elements of a source: which there are, what the source calls them, and the ids they get.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    id::ElementId,
    import::{Report, drawing::id_of, fields::Fields},
    shape::ShapeKind,
};

/// An element that is neither deleted nor of a kind we have nothing for.
pub(super) struct Source<'a> {
    pub(super) fields: Fields<'a>,
    pub(super) kind: SourceKind,
    /// As the source names it.
    pub(super) kind_name: &'a str,
    /// The id as the source has it, empty if it has none.
    pub(super) name: &'a str,
    /// The id on the board.
    pub(super) id: ElementId,
    /// Keeps the groups of several lists apart.
    pub(super) scope: &'a str,
}

/// What an element becomes.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum SourceKind {
    Shape(ShapeKind),
    Text,
    Line,
    Arrow,
    Ink,
    Image,
    Frame,
}

impl SourceKind {
    fn of(kind_name: &str) -> Option<SourceKind> {
        match kind_name {
            "rectangle" => Some(SourceKind::Shape(ShapeKind::Rectangle)),
            "ellipse" => Some(SourceKind::Shape(ShapeKind::Ellipse)),
            "diamond" => Some(SourceKind::Shape(ShapeKind::Diamond)),
            "text" => Some(SourceKind::Text),
            // `draw` was what is now `line`, and was drawn freehand.
            "line" | "draw" => Some(SourceKind::Line),
            "arrow" => Some(SourceKind::Arrow),
            "freedraw" => Some(SourceKind::Ink),
            "image" => Some(SourceKind::Image),
            "frame" | "magicframe" => Some(SourceKind::Frame),
            _ => None,
        }
    }

    /// Whether a text bound to it becomes its label.
    pub(super) fn takes_label(self) -> bool {
        match self {
            SourceKind::Shape(_) | SourceKind::Line | SourceKind::Arrow | SourceKind::Ink | SourceKind::Image => true,
            SourceKind::Text | SourceKind::Frame => false,
        }
    }
}

/// Sorts out what is deleted or unknown, counting it.
pub(super) fn sources_of<'a>(list: &'a [Value], scope: &'a str, report: &mut Report) -> Vec<Source<'a>> {
    let mut sources = Vec::new();
    let mut times_seen = BTreeMap::<&str, u32>::new();
    for value in list {
        let Some(fields) = value.as_object().map(Fields) else {
            report.count_left_out("unknown");
            continue;
        };
        if fields.on("isDeleted") {
            report.dropped += 1;
            continue;
        }
        let kind_name = fields.text("type").unwrap_or("unknown");
        let Some(kind) = SourceKind::of(kind_name) else {
            report.count_unknown(kind_name);
            continue;
        };
        let name = fields.text("id").unwrap_or_default();
        let seen = times_seen.entry(name).or_default();
        *seen += 1;
        let id = element_id(scope, name, *seen);
        sources.push(Source {
            fields,
            kind: with_corners(kind, fields),
            kind_name,
            name,
            id,
            scope,
        });
    }
    sources
}

/// The id of the element of a name. Ids of ours are kept.
pub(super) fn element_id(scope: &str, name: &str, times_seen: u32) -> ElementId {
    let own = own_id(name).filter(|_| scope.is_empty() && times_seen == 1);
    own.unwrap_or_else(|| id_of(scope, "element", name, times_seen))
}

/// The id of the group of a name. Ids of ours are kept.
pub(super) fn group_id(scope: &str, name: &str) -> ElementId {
    let own = own_id(name).filter(|_| scope.is_empty());
    own.unwrap_or_else(|| id_of(scope, "group", name, 0))
}

/// The id that a name is, if it is one exactly as we write it.
fn own_id(name: &str) -> Option<ElementId> {
    name.parse::<ElementId>().ok().filter(|id| id.to_string() == name)
}

/// Whether lines and corners are round: `roundness` today, `strokeSharpness` before it.
pub(super) fn is_round(fields: Fields<'_>) -> bool {
    fields.object("roundness").is_some() || fields.text("strokeSharpness") == Some("round")
}

fn with_corners(kind: SourceKind, fields: Fields<'_>) -> SourceKind {
    match kind {
        SourceKind::Shape(ShapeKind::Rectangle) if is_round(fields) => SourceKind::Shape(ShapeKind::Rounded),
        other => other,
    }
}
