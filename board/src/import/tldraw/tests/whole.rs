//! Whole files: what is refused, what is kept and what is counted.

use std::collections::BTreeMap;

use serde_json::json;

use super::*;
use crate::{
    geometry::Point,
    import::{Format, format_of},
    limits,
};

#[test]
fn what_is_no_drawing_is_refused_in_one_sentence() {
    let no_file = "this is no tldraw file";
    for (text, code, message) in [
        (r#"{"elements": []}"#, import_code::NOT_TLDRAW, no_file),
        (r#"{"tldrawFileFormatVersion": "1"}"#, import_code::NOT_TLDRAW, no_file),
        (r#"{"tldrawFileFormatVersion": 0}"#, import_code::NOT_TLDRAW, no_file),
        (
            "[1]",
            import_code::NOT_TLDRAW,
            "this is no tldraw file: it holds no object",
        ),
        (
            r#"{"tldrawFileFormatVersion": 1"#,
            import_code::NOT_TLDRAW,
            "this is no tldraw file: EOF while parsing an object at line 1 column 29",
        ),
        (
            r#"{"tldrawFileFormatVersion": 1, "records": {}}"#,
            import_code::NOT_TLDRAW,
            "the records of this tldraw file are no list",
        ),
        (
            r#"{"tldrawFileFormatVersion": 2, "records": []}"#,
            import_code::NEWER_VERSION,
            "this tldraw file is of version 2 of its format, and this version reads 1",
        ),
    ] {
        let error = read(text).expect_err(text);
        assert_eq!((error.code, error.message.as_str()), (code, message), "{text}");
    }
    let empty = read(r#"{"tldrawFileFormatVersion": 1}"#);
    assert_eq!(empty, Ok(Drawing::default()));
    let full = vec![geo("a", json!({})); 1];
    let many = (0..=limits::ELEMENTS_PER_BOARD).map(|place| {
        let mut shape = full[0].clone();
        shape["id"] = place.into();
        shape
    });
    let error = read(&file(&many.collect::<Vec<_>>())).expect_err("too many");
    assert_eq!(error.code, import_code::TOO_LARGE);
    assert_eq!(
        error.message,
        "this drawing has 50001 elements, and a board holds 50000"
    );
}

#[test]
fn a_file_is_told_by_its_version_wherever_it_stands() {
    let late = json!({"records": [geo("a", json!({}))], "tldrawFileFormatVersion": 1});
    for text in [
        "{\n\t\"tldrawFileFormatVersion\" : 1, \"records\": [{\"elements\": 1}]}".to_owned(),
        "{\"tldrawFileFormatVersion\":1,\"rec".to_owned(),
        late.to_string(),
        format!(
            "{{\"records\": [{}], \"tldrawFileFormatVersion\": 1}}",
            vec!["{}"; 3_000].join(",")
        ),
    ] {
        assert_eq!(format_of(&text), Some(Format::Tldraw), "{text:.80}");
    }
    let of_excalidraw = r#"{"type": "excalidraw", "elements": [{"text": "\"tldrawFileFormatVersion\":1"}]}"#;
    assert_eq!(format_of(of_excalidraw), Some(Format::Excalidraw));
    let imported = crate::import::read(&late.to_string()).expect("it is imported");
    assert_eq!(imported.report.imported, BTreeMap::from([("geo".to_owned(), 1)]));
}

#[test]
fn whatever_it_lies_in_a_shape_is_kept_once() {
    let lies_in = |name: &str, parent: &str| geo(name, json!({"parentId": parent}));
    let group = |name: &str, parent: &str| shape(name, "group", json!({}), json!({"parentId": parent}));
    let mut shapes = vec![
        lies_in("lost", "shape:nowhere"),
        lies_in("far", "page:gone"),
        lies_in("itself", "itself"),
        group("one", "two"),
        group("two", "one"),
        lies_in("ring", "one"),
        geo("a", json!({"id": null})),
        geo("b", json!({"id": 7, "parentId": null})),
        geo("twice", json!({"x": 1})),
        geo("twice", json!({"x": 2})),
    ];
    for depth in 0..20_000 {
        shapes.push(group(&format!("g{depth}"), &format!("g{}", depth + 1)));
    }
    shapes.push(lies_in("deep", "g0"));
    let drawing = drawn(&shapes);
    assert_eq!(drawing.report.imported.get("geo"), Some(&8), "{:?}", drawing.elements);
    assert_eq!(
        drawing.report.not_imported.get("geo"),
        Some(&1),
        "the name was taken again"
    );
    assert_eq!(by_id(&drawing, "twice").origin, Point::new(16, 0));
    assert_eq!(by_id(&drawing, "deep").groups.len(), limits::PROPS_PER_CHANGE);
    assert!(read(&file(&[lies_in("alone", "")])).is_ok_and(|drawing| drawing.elements.len() == 1));
}

#[test]
fn what_does_not_come_over_is_counted() {
    let absurd = json!({"x": 1e300});
    let drawing = drawn(&[
        geo("safe", json!({"props": {"w": 1, "h": 1, "url": "https://example.org"}})),
        geo(
            "unsafe",
            json!({"props": {"w": 1, "h": 1, "url": "javascript:alert(1)"}}),
        ),
        geo("far", absurd.clone()),
        geo("wide", json!({"props": {"w": 1e300, "h": 1}})),
        shape("g", "group", json!({}), absurd),
        geo("in", json!({"parentId": "g", "x": -1e300})),
        geo("in too", json!({"parentId": "g"})),
        geo("bare", json!({"props": 4})),
        geo("long", json!({"props": {"w": 1, "h": 1, "text": "x".repeat(30_000)}})),
        shape("v", "video", json!({}), json!({})),
        shape("k", "bookmark", json!({"url": "javascript:alert(1)"}), json!({})),
        json!({"typeName": "shape", "id": "n"}),
        json!({"typeName": "camera"}),
        json!([]),
    ]);
    let counts = |counts: &[(&str, u64)]| {
        let counts = counts.iter().map(|(kind, count)| ((*kind).to_owned(), *count));
        counts.collect::<BTreeMap<_, _>>()
    };
    assert_eq!(drawing.report.imported, counts(&[("geo", 3), ("group", 1)]));
    let left_out = [("bookmark", 1), ("geo", 5), ("unknown", 2), ("video", 1)];
    assert_eq!(drawing.report.not_imported, counts(&left_out));
    assert_eq!(drawing.report.links_dropped, 1);
    assert_eq!(
        by_id(&drawing, "safe").extras.link.as_deref(),
        Some("https://example.org")
    );
    assert_eq!(by_id(&drawing, "unsafe").extras.link, None);
}
