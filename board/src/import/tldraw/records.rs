//! The records of a file: which shapes there are and what else tells of them. tldraw keeps everything in one list, each
//! record with the name of its type; the file's own account of its schema is not needed, since each era is told by what its
//! records hold.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::import::{Report, fields::Fields};

/// What a file holds, sorted out.
#[derive(Default)]
pub(super) struct Records<'a> {
    /// In the order of their places.
    pub(super) pages: Vec<Page<'a>>,
    pub(super) shapes: Vec<Shape<'a>>,
    /// What images show, by name.
    pub(super) assets: BTreeMap<&'a str, Fields<'a>>,
    /// What holds the ends of arrows: by the arrow's name and whether it is its start.
    pub(super) bindings: BTreeMap<(&'a str, bool), Fields<'a>>,
}

/// A page.
pub(super) struct Page<'a> {
    pub(super) name: &'a str,
    pub(super) title: &'a str,
    index: &'a str,
}

/// A shape as the file has it.
#[derive(Clone, Copy)]
pub(super) struct Shape<'a> {
    pub(super) fields: Fields<'a>,
    pub(super) props: Fields<'a>,
    /// As the file names it.
    pub(super) kind_name: &'a str,
    /// What others refer to it with.
    pub(super) name: &'a str,
    /// What it lies in.
    pub(super) parent: &'a str,
    /// Its place among those that lie there too.
    pub(super) index: &'a str,
}

impl<'a> Records<'a> {
    /// Sorts out a list, counting what is no record. Of several records with one name the last holds, as it does there.
    pub(super) fn of(list: &'a [Value], report: &mut Report) -> Records<'a> {
        let mut records = Records::default();
        let mut places = BTreeMap::new();
        for (place, value) in list.iter().enumerate() {
            let name = value.get("id").and_then(Value::as_str);
            places.insert(name.unwrap_or_default(), place);
        }
        for (place, value) in list.iter().enumerate() {
            let Some(fields) = value.as_object().map(Fields) else {
                report.count_left_out("unknown");
                continue;
            };
            let name = fields.text("id").unwrap_or_default();
            let is_last = name.is_empty() || places.get(name) == Some(&place);
            match fields.text("typeName") {
                Some("shape") if is_last => records.take_shape(fields, name, report),
                Some("shape") => report.count_unknown(kind_name(fields)),
                // Shapes without a parent lie on the first page that has a name.
                Some("page") if is_last && !name.is_empty() => records.pages.push(Page {
                    name,
                    title: fields.text("name").unwrap_or_default(),
                    index: fields.text("index").unwrap_or_default(),
                }),
                Some("asset") if is_last => drop(records.assets.insert(name, fields)),
                Some("binding") if is_last => records.take_binding(fields),
                Some(_) | None => {}
            }
        }
        records.pages.sort_by_key(|page| (page.index, page.name));
        records
    }

    fn take_shape(&mut self, fields: Fields<'a>, name: &'a str, report: &mut Report) {
        let kind_name = kind_name(fields);
        let Some(props) = fields.object("props") else {
            return report.count_unknown(kind_name);
        };
        self.shapes.push(Shape {
            fields,
            props,
            kind_name,
            name,
            parent: fields.text("parentId").unwrap_or_default(),
            index: fields.text("index").unwrap_or_default(),
        });
    }

    fn take_binding(&mut self, fields: Fields<'a>) {
        let terminal = fields.object("props").and_then(|props| props.text("terminal"));
        let is_start = match terminal {
            Some("start") => true,
            Some("end") => false,
            Some(_) | None => return,
        };
        if let Some(arrow) = fields.text("fromId") {
            self.bindings.insert((arrow, is_start), fields);
        }
    }
}

fn kind_name(fields: Fields<'_>) -> &str {
    fields.text("type").unwrap_or("unknown")
}
