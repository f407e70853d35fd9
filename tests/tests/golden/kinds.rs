//! Which variants the format knows, asked of the types themselves, and which of them stand in recordings.

use std::collections::BTreeSet;

use board::{
    Op,
    card::{CardKind, Signal},
    code::Language,
    colour::Colour,
    element::{Align, Face, Kind, Sign, Vertical},
    ink::Nib,
    op::{FileChange, Prop, RoundEvent, TextTarget},
    part::Part,
    shape::{Dash, Hatch, Head, Route, ShapeKind},
    text::Cause,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The member that a variant stands in, and its name.
type Place = (String, String);

/// All variants of all enums in ops.
pub(crate) fn wanted() -> BTreeSet<Place> {
    let mut wanted = BTreeSet::new();
    let mut want = |member: &str, names: Vec<String>| {
        assert!(names.len() > 1, "{member} has variants");
        wanted.extend(names.into_iter().map(|name| (member.to_owned(), name)));
    };
    want("op", variants::<Op>());
    want("props", variants::<Prop>());
    want("kind", variants::<Kind>());
    want("kind", variants::<CardKind>());
    want("Shape", variants::<ShapeKind>());
    want("Signal", variants::<Signal>());
    want("Round", variants::<RoundEvent>());
    want("start_head", variants::<Head>());
    want("dash", variants::<Dash>());
    want("Part", variants::<Part>());
    want("Sign", variants::<Sign>());
    want("Route", variants::<Route>());
    want("Hatch", variants::<Hatch>());
    want("Nib", variants::<Nib>());
    want("Face", variants::<Face>());
    want("Vertical", variants::<Vertical>());
    want("align", variants::<Align>());
    want("stroke", variants::<Colour>());
    want("language", variants::<Language>());
    want("cause", variants::<Cause>());
    want("target", variants::<TextTarget>());
    want("change", variants::<FileChange>());
    wanted
}

/// What stands in the entries of recordings.
pub(crate) fn found(texts: &[String]) -> BTreeSet<Place> {
    let mut found = BTreeSet::new();
    for line in texts.iter().flat_map(|text| text.lines()) {
        let line: Value = serde_json::from_str(line).unwrap();
        if line["kind"] == "entry" {
            note("op", &line["op"], &mut found);
        }
    }
    found
}

fn note(member: &str, value: &Value, found: &mut BTreeSet<Place>) {
    match value {
        Value::String(name) => drop(found.insert((member.to_owned(), name.clone()))),
        Value::Array(values) => values.iter().for_each(|value| note(member, value, found)),
        Value::Object(members) => {
            for (name, value) in members {
                found.insert((member.to_owned(), name.clone()));
                note(name, value, found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Serde names all variants of an enum when it meets one that is none of them.
fn variants<T: DeserializeOwned>() -> Vec<String> {
    let refusal = serde_json::from_str::<T>("\"?\"")
        .err()
        .map(|error| error.to_string())
        .unwrap_or_default();
    let names = refusal.split('`').skip(1).step_by(2).skip(1);
    names.map(str::to_owned).collect()
}
