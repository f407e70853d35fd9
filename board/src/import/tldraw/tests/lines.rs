//! Arrows, lines and strokes.

use serde_json::{Value, json};

use super::*;
use crate::{
    colour::Colour,
    element::Binding,
    geometry::Point,
    ink::{Ink, Nib},
    shape::{Head, Route},
};

#[test]
fn ends_hold_on_to_what_they_held_in_both_eras() {
    let (a, b) = (geo("a", json!({})), geo("b", json!({"x": 300, "rotation": 0.1})));
    let end = |target: &str, x: f64, precise: Value| json!({"type": "binding", "boundShapeId": target, "normalizedAnchor": {"x": x, "y": 0.5}, "isPrecise": precise});
    let old = arrow(
        "l",
        json!({"start": end("a", 0.25, json!(null)), "end": end("b", 0.25, json!(false))}),
    );
    let record = |terminal: &str, target: &str, x: f64, precise: bool| {
        let props = json!({"terminal": terminal, "normalizedAnchor": {"x": x, "y": 0.5}, "isPrecise": precise});
        json!({"typeName": "binding", "id": terminal, "fromId": "l", "toId": target, "props": props})
    };
    let new = arrow("l", json!({"start": {"x": 0, "y": 0}, "end": {"x": 2, "y": 0}}));
    let records = [record("start", "a", 0.25, true), record("end", "b", 0.25, false)];
    for shapes in [
        vec![old, a.clone(), b.clone()],
        [vec![new.clone(), a.clone(), b.clone()], records.to_vec()].concat(),
    ] {
        let drawing = drawn(&shapes);
        let connector = connector(by_id(&drawing, "l"));
        let binding = |name: &str, aim| Some(Binding { element: id(name), aim });
        assert_eq!(connector.start.bound, binding("a", Some((2_500, 5_000))));
        assert_eq!(connector.start.at, Point::new(200, 200));
        assert_eq!(connector.end.bound, binding("b", None));
        assert_eq!((connector.start_head, connector.end_head), (Head::None, Head::Arrow));
    }
    // Nothing to hold on to: where the arrow itself says, or where that was which did not come over.
    let embed = shape("e", "embed", json!({"w": 40, "h": 20}), json!({"x": 100, "y": 100}));
    for (shapes, expected) in [
        (
            vec![new.clone(), records[0].clone(), record("end", "gone", 0.5, true)],
            Point::new(56, 40),
        ),
        (
            vec![new.clone(), embed, record("end", "e", 0.5, true)],
            Point::new(960, 880),
        ),
        (vec![new.clone(), record("end", "l", 0.5, true)], Point::new(56, 40)),
    ] {
        let drawing = drawn(&shapes);
        let end = connector(by_id(&drawing, "l")).end;
        assert_eq!((end.at, end.bound), (expected, None));
    }
}

#[test]
fn arrows_bend_turn_corners_and_have_heads_and_labels() {
    let straight = json!({"start": {"x": 0, "y": 0}, "end": {"x": 100, "y": 0}});
    let with = |more: Value| {
        let mut props = straight.clone();
        for (name, value) in more.as_object().into_iter().flatten() {
            props[name] = value.clone();
        }
        one("arrow", props)
    };
    for (more, route, via) in [
        (json!({}), Route::Straight, vec![]),
        (json!({"bend": 7.9}), Route::Straight, vec![]),
        (json!({"bend": 12, "scale": 2}), Route::Straight, vec![]),
        (json!({"bend": 40}), Route::Curved, vec![Point::new(400, 320)]),
        (json!({"bend": -40}), Route::Curved, vec![Point::new(400, -320)]),
        (json!({"bend": 40, "kind": "elbow"}), Route::Elbow, vec![]),
    ] {
        let element = with(more.clone());
        let connector = connector(&element);
        assert_eq!((connector.route, connector.via.clone()), (route, via), "{more}");
    }
    for (name, hollow, filled) in [
        ("none", Head::None, Head::None),
        ("arrow", Head::Arrow, Head::Arrow),
        ("triangle", Head::TriangleOutline, Head::Triangle),
        ("inverted", Head::TriangleOutline, Head::Triangle),
        ("dot", Head::DotOutline, Head::Dot),
        ("diamond", Head::DiamondOutline, Head::Diamond),
        ("square", Head::DiamondOutline, Head::Diamond),
        ("pipe", Head::Bar, Head::Bar),
        ("bar", Head::Bar, Head::Bar),
    ] {
        for (fill, expected) in [("none", hollow), ("solid", filled)] {
            let element = with(json!({"arrowheadStart": name, "fill": fill}));
            assert_eq!(connector(&element).start_head, expected, "{name} {fill}");
        }
    }
    for (position, along) in [(0.5, None), (0.25, Some(2_500)), (7.0, Some(10_000))] {
        let element = with(json!({"labelPosition": position, "text": "get", "size": "l"}));
        assert_eq!(element.extras.along, along, "{position}");
        assert_eq!(
            (element.text.to_string().as_str(), element.style.font_size),
            ("get", 24)
        );
    }
}

#[test]
fn points_of_lines_are_read_in_every_form() {
    for points in [
        json!({"points": [{"x": 0, "y": 0}, {"x": 10, "y": 5}, {"x": 20, "y": 0}]}),
        json!({"points": {"z": {"index": "a1", "x": 0, "y": 0}, "c": {"index": "a3", "x": 20, "y": 0},
            "d": {"index": "a2", "x": 10, "y": 5}, "e": 4}}),
        json!({"handles": {"a2": {"x": 10, "y": 5}, "a3": {"x": 20, "y": 0}, "a1": {"x": 0, "y": 0}}}),
        json!({"handles": {"start": {"index": "a1", "x": 0, "y": 0}, "end": {"index": "a3", "x": 20, "y": 0},
            "handle:a2": {"index": "a2", "x": 10, "y": 5}}}),
    ] {
        let element = one("line", points.clone());
        let connector = connector(&element);
        assert_eq!(connector.via, [Point::new(80, 40)], "{points}");
        assert_eq!(
            (connector.start.at, connector.end.at),
            (Point::default(), Point::new(160, 0))
        );
        assert_eq!((connector.end_head, connector.closed), (Head::None, false));
    }
    let alone = drawn(&[shape("s", "line", json!({"points": [{"x": 0, "y": 0}]}), json!({}))]);
    assert_eq!(alone.report.not_imported.get("line"), Some(&1));
}

fn ink(element: &Element) -> &Ink {
    element.ink().expect("a stroke")
}

#[test]
fn strokes_are_read_in_every_form() {
    // The points (1, 2), (4, 0) and (4, -1), the pressures 0.25, 0.75 and 0.75.
    let list = json!([{"x": 1, "y": 2, "z": 0.25}, {"x": 4, "y": 0, "z": 0.75}, {"x": 4, "y": -1, "z": 0.75}]);
    for (segment, pressure) in [
        (json!({"type": "free", "points": list}), true),
        (json!({"type": "free", "points": "ADwAQAA0AEQAAAA6AEQAvAA6"}), true),
        (
            json!({"type": "free", "path": "AACAPwAAAEAAAIA+AEIAwAA4AAAAvAAA"}),
            true,
        ),
        (
            json!({"type": "free", "path": "AACAPwAAAEAAQgDAAAAAvA==", "dim": 2}),
            false,
        ),
    ] {
        let element = one("draw", json!({"segments": [segment], "isPen": pressure, "size": "m"}));
        let samples = &ink(&element).samples.0;
        let places = samples.iter().map(|sample| element.origin.offset(sample.at));
        let places = places.collect::<Vec<_>>();
        assert_eq!(
            places,
            [Point::new(8, 16), Point::new(32, 0), Point::new(32, -8)],
            "{segment}"
        );
        assert_eq!(ink(&element).pressure, pressure);
        let first = samples.first().map(|sample| sample.pressure);
        assert_eq!(first, Some(if pressure { 64 } else { 128 }), "{segment}");
        assert_eq!((element.extras.nib, element.style.width_eighths), (Nib::Pen, 24));
    }
    for segment in [
        json!({"path": "AACAPw=="}),
        json!({"path": 3}),
        json!({"path": "AACAfwAAAEAAAIA+"}),
        json!({}),
        json!(4),
    ] {
        let drawing = drawn(&[shape("s", "draw", json!({"segments": [segment]}), json!({}))]);
        assert_eq!(drawing.report.not_imported.get("draw"), Some(&1), "{segment}");
    }
}

#[test]
fn straight_pieces_stay_straight_and_highlighters_lie_wide() {
    let points = |from: i32, to: i32| json!([{"x": from, "y": 0}, {"x": to, "y": from + to - 40}]);
    let segments = json!([{"type": "free", "points": points(0, 40)}, {"type": "straight", "points": points(40, 80)}]);
    let element = one(
        "draw",
        json!({"segments": segments, "dash": "dashed", "scaleX": 2, "scaleY": 0.5}),
    );
    let samples = &ink(&element).samples.0;
    let last = samples.last().expect("a point").at;
    assert_eq!((element.extras.nib, last), (Nib::Constant, Point::new(1_280, 320)));
    assert!(samples.len() > 15, "{}", samples.len());
    let on_piece = samples.iter().filter(|sample| sample.at.x > 640);
    assert!(
        on_piece
            .into_iter()
            .all(|sample| (sample.at.y - (sample.at.x - 640) / 2).abs() <= 1)
    );
    let marker = one(
        "highlight",
        json!({"segments": segments, "color": "yellow", "size": "m"}),
    );
    assert_eq!((marker.extras.nib, marker.style.width_eighths), (Nib::Highlighter, 22));
    for (colour, token) in [("yellow", 3), ("black", 3), ("green", 4)] {
        let marker = one("highlight", json!({"segments": segments, "color": colour}));
        assert_eq!(marker.style.stroke, Colour::Token(token), "{colour}");
    }
    let long = json!([{"type": "straight", "points": [{"x": 0, "y": 0}, {"x": 1e6, "y": 0}]}]);
    assert!(ink(&one("draw", json!({"segments": long}))).samples.0.len() <= 501);
}
