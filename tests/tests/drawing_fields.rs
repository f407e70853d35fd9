//! What each field of a drawing becomes: boxes and looks, labels, bindings of every era, ink, images, and what is left out.

use std::{
    collections::BTreeMap,
    f64::consts::{FRAC_PI_2, PI},
};

use board::{
    Board, Op,
    actor::ActorIndex,
    colour::Colour,
    element::{Align, Connector, Crop, Element, Face, Kind, Vertical},
    geometry::{Point, Size},
    import::excalidraw::{self, Drawing},
    shape::{Dash, Hatch, Head, Route, ShapeKind},
};
use serde_json::{Value, json};
use tests::material;

fn drawn(elements: Value) -> Drawing {
    excalidraw::read(&json!({"type": "excalidraw", "version": 2, "elements": elements}).to_string())
        .expect("it is a drawing")
}

fn only(drawing: &Drawing) -> &Element {
    assert_eq!(drawing.elements.len(), 1, "{:?}", drawing.report);
    &drawing.elements[0]
}

fn connector(element: &Element) -> &Connector {
    element.connector().expect("it is a connector")
}

#[test]
fn a_shape_keeps_its_box_and_look() {
    let drawing = drawn(json!([{
        "id": "a", "type": "rectangle", "x": 10.5, "y": -20, "width": 100, "height": 50, "angle": FRAC_PI_2,
        "strokeColor": "#e03131", "backgroundColor": "#ffc9c9", "strokeWidth": 4, "strokeStyle": "dashed",
        "opacity": 60, "roundness": {"type": 3}, "locked": true, "groupIds": ["inner", "outer"],
    }]));
    let element = only(&drawing);
    assert_eq!(element.kind, Kind::Shape(ShapeKind::Rounded));
    assert_eq!(
        (element.origin, element.size),
        (Point::new(84, -160), Size::new(800, 400))
    );
    assert_eq!(element.angle_centidegrees, 9_000);
    assert_eq!(element.style.stroke, Colour::Rgb(224, 49, 49));
    assert_eq!(element.style.fill, Some(Colour::Rgb(255, 201, 201)));
    assert_eq!((element.style.width_eighths, element.style.opacity_percent), (32, 60));
    assert_eq!(element.style.dash, Dash::Dashed);
    assert_eq!((element.locked, element.groups.len()), (true, 2));
}

#[test]
fn absent_fields_get_the_sources_own_defaults() {
    let drawing = drawn(json!([{"type": "ellipse"}, {"type": "text", "text": "hi"}, {"type": "arrow", "width": 8}]));
    assert_eq!(drawing.report.imported.values().sum::<u64>(), 3);
    let [ellipse, text, arrow] = &drawing.elements[..] else {
        panic!()
    };
    assert_eq!(ellipse.style.width_eighths, 16);
    assert_eq!(ellipse.style.fill, None);
    assert_eq!((text.style.align, text.style.font_size), (Align::Left, 20));
    let arrow = connector(arrow);
    assert_eq!((arrow.start_head, arrow.end_head), (Head::None, Head::Arrow));
    assert_eq!(arrow.end.at, Point::new(64, 0));
}

#[test]
fn a_bound_text_becomes_the_label_of_its_container() {
    let drawing = drawn(json!([
        {"id": "t", "type": "text", "containerId": "r", "text": "two\nlines", "originalText": "two lines",
         "fontSize": 28, "textAlign": "right"},
        {"id": "r", "type": "rectangle", "width": 100, "height": 50, "boundElements": [{"type": "text", "id": "t"}]},
        {"id": "a", "type": "arrow", "points": [[0, 0], [200, 0]], "endBinding": {"elementId": "t", "focus": 0, "gap": 1}},
        {"id": "on", "type": "text", "containerId": "a", "text": "calls"},
        {"id": "second", "type": "text", "containerId": "r", "text": "no room"},
        {"id": "lost", "type": "text", "containerId": "gone", "text": "free"},
    ]));
    assert_eq!(
        drawing.report.imported,
        BTreeMap::from([
            ("arrow".to_owned(), 1),
            ("rectangle".to_owned(), 1),
            ("text".to_owned(), 4),
        ])
    );
    let texts = drawing
        .elements
        .iter()
        .map(|element| element.text.to_string())
        .collect::<Vec<_>>();
    assert_eq!(texts, ["two lines", "calls", "no room", "free"]);
    let [rectangle, arrow, ..] = &drawing.elements[..] else {
        panic!()
    };
    assert_eq!((rectangle.style.font_size, rectangle.style.align), (28, Align::Right));
    let bound = connector(arrow).end.bound.expect("the label stands for its container");
    assert_eq!(bound.element, rectangle.id);
}

#[test]
fn the_title_of_a_region_stays_at_its_edge() {
    let drawing = drawn(json!([
        {"id": "r", "type": "rectangle", "width": 400, "height": 400},
        {"id": "t", "type": "text", "containerId": "r", "text": "region", "verticalAlign": "top", "fontFamily": 3},
    ]));
    let region = only(&drawing);
    assert_eq!(region.text.to_string(), "region");
    assert_eq!(region.extras.vertical, Some(Vertical::Top));
    assert_eq!(region.extras.face, Face::Code);
}

#[test]
fn an_image_keeps_its_crop_and_which_way_round_it_is() {
    let text = json!({
        "type": "excalidraw",
        "elements": [{"type": "image", "fileId": "f", "x": 0, "y": 0, "width": 100, "height": 50, "scale": [-1, 1],
                      "crop": {"x": 5, "y": 4, "width": 20, "height": 10, "naturalWidth": 40, "naturalHeight": 40}}],
        "files": {"f": {"dataURL": "data:image/png;base64,AAAA"}},
    });
    let drawing = excalidraw::read(&text.to_string()).unwrap();
    let crop = Crop {
        left: 1_250,
        top: 1_000,
        width: 5_000,
        height: 2_500,
    };
    assert_eq!(only(&drawing).extras.crop, Some(crop));
    assert_eq!(only(&drawing).size, Size::new(800, 400));
    assert!(only(&drawing).extras.flip.horizontal && !only(&drawing).extras.flip.vertical);
}

#[test]
fn ink_is_as_wide_here_as_there() {
    let drawing = drawn(json!([
        {"id": "f", "type": "freedraw", "points": [[0, 0], [9, 9]], "pressures": [], "simulatePressure": true, "strokeWidth": 1},
    ]));
    assert_eq!(only(&drawing).style.width_eighths, 32, "four of ours are one of theirs");
    let mut board = Board::default();
    board.apply(ActorIndex(1), &Op::Create(drawing.elements)).unwrap();
    let text = excalidraw::write(&board, None, |_| None, excalidraw::Form::File);
    let told = &serde_json::from_str::<Value>(&text).unwrap()["elements"][0];
    assert_eq!((&told["strokeWidth"], told.get("customData")), (&json!(1), None));
}

#[test]
fn an_old_arrow_ends_where_it_was_drawn() {
    // A box of 250 by 50 at 960,130; what an arrow to it was drawn like, and its gap.
    for (points, gap, aim, why) in [
        (
            json!([[700, 155], [956, 155]]),
            4.0,
            Some((5_000, 5_000)),
            "to the middle",
        ),
        (
            json!([[904, 470], [956, 160]]),
            4.0,
            Some((0, 6_000)),
            "not up to the corner, where its line comes nearest the middle",
        ),
        (
            json!([[930, 155], [950, 155]]),
            10.0,
            None,
            "beside it, for a short arrow",
        ),
        (
            json!([[700, 155], [900, 155]]),
            1.0,
            Some((5_000, 5_000)),
            "it was to touch",
        ),
    ] {
        let drawing = drawn(json!([
            {"id": "r", "type": "rectangle", "x": 960, "y": 130, "width": 250, "height": 50},
            {"id": "a", "type": "arrow", "points": points, "endBinding": {"elementId": "r", "focus": 0, "gap": gap}},
        ]));
        let bound = connector(&drawing.elements[1]).end.bound;
        assert_eq!(bound.map(|bound| bound.aim.unwrap_or((5_000, 5_000))), aim, "{why}");
    }
}

#[test]
fn fills_links_frames_and_right_angles_come_over() {
    let drawing = drawn(json!([
        {"id": "f", "type": "frame", "name": "Area", "width": 100, "height": 100},
        {"id": "a", "type": "rectangle", "frameId": "f", "fillStyle": "hachure", "link": "https://a.example/x"},
        {"id": "b", "type": "ellipse", "frameId": "a", "fillStyle": "cross-hatch", "link": "javascript:alert(1)"},
        {"id": "e", "type": "arrow", "elbowed": true, "points": [[0, 0], [50, 0], [50, 50]]},
        {"id": "p", "type": "arrow", "elbowed": true, "points": [[0, 0], [50, 0], [50, 50]],
         "fixedSegments": [{"index": 1, "start": [0, 0], "end": [50, 0]}], "endArrowhead": "cardinality_zero_or_many"},
    ]));
    let [frame, a, b, found, pinned] = &drawing.elements[..] else {
        panic!()
    };
    assert_eq!((a.extras.frame, b.extras.frame), (Some(frame.id), None));
    assert_eq!((a.extras.hatch, b.extras.hatch), (Hatch::Lines, Hatch::Cross));
    assert_eq!(a.extras.link.as_deref(), Some("https://a.example/x"));
    assert_eq!((b.extras.link.as_deref(), drawing.report.links_dropped), (None, 1));
    assert_eq!(drawing.report.sentences(), ["1 unsafe link was left out."]);
    assert_eq!((connector(found).route, connector(found).via.len()), (Route::Elbow, 0));
    assert_eq!(connector(pinned).via, [Point::new(400, 0)]);
    assert_eq!(connector(pinned).end_head, Head::ZeroOrMany);
}

#[test]
fn arrows_of_both_binding_eras_aim_where_they_did() {
    let arrow = |binding: Value| {
        let drawing = drawn(json!([
            {"id": "box", "type": "rectangle", "x": 100, "y": 0, "width": 100, "height": 100},
            {"id": "gone", "type": "rectangle", "isDeleted": true},
            {"id": "a", "type": "arrow", "x": 0, "y": 20, "points": [[0, 0], [95, 0]], "endBinding": binding},
        ]));
        connector(drawing.elements.last().unwrap())
            .end
            .bound
            .map(|bound| bound.aim)
    };
    assert_eq!(
        arrow(json!({"elementId": "box", "fixedPoint": [0.5001, 0.5001], "mode": "orbit"})),
        Some(None)
    );
    assert_eq!(
        arrow(json!({"elementId": "box", "fixedPoint": [0.25, 1.1]})),
        Some(Some((2_500, 11_000)))
    );
    assert_eq!(
        arrow(json!({"elementId": "box", "fixedPoint": [1e300, 0]})),
        Some(Some((100_000, 0)))
    );
    // The older era tells no place; the arrow runs level at a fifth of the height.
    assert_eq!(
        arrow(json!({"elementId": "box", "focus": -0.6, "gap": 5})),
        Some(Some((5_000, 2_000)))
    );
    assert_eq!(
        arrow(json!({"elementId": "box", "focus": 0, "gap": 5, "fixedPoint": null})),
        Some(Some((5_000, 2_000)))
    );
    for unbound in [
        json!(null),
        json!({"elementId": "gone"}),
        json!({"elementId": "nobody"}),
        json!("box"),
    ] {
        assert_eq!(arrow(unbound), None);
    }
}

#[test]
fn lines_keep_their_points_and_turn() {
    let drawing = drawn(json!([{
        "id": "l", "type": "line", "x": 10, "y": 10, "points": [[0, 0], [20, 0], [20, 10], [0, 0]],
        "backgroundColor": "red", "strokeSharpness": "round", "angle": PI, "endArrowhead": "crowfoot_many",
    }]));
    let line = connector(only(&drawing));
    assert!(line.closed && line.route == Route::Curved);
    assert_eq!((line.start_head, line.end_head), (Head::None, Head::Many));
    assert_eq!(line.start.at, Point::new(240, 160));
    assert_eq!(line.via, [Point::new(80, 160), Point::new(80, 80)]);
    assert_eq!(only(&drawing).style.fill, Some(Colour::Rgb(255, 0, 0)));
}

#[test]
fn ink_keeps_its_points_and_pressure() {
    let drawing = drawn(json!([
        {"id": "f", "type": "freedraw", "x": 1, "y": 2, "points": [[0, 0], [1, -1], [2.5, 0]], "pressures": [0, 0.5, 1]},
        {"id": "g", "type": "freedraw", "points": [[0, 0]], "pressures": [], "simulatePressure": true},
    ]));
    let [real, simulated] = &drawing.elements[..] else {
        panic!()
    };
    assert_eq!(real.origin, Point::new(8, 16));
    let ink = real.ink().unwrap();
    assert!(ink.pressure && ink.ended);
    let samples = ink
        .samples
        .0
        .iter()
        .map(|sample| (sample.at.x, sample.at.y, sample.dt_millis, sample.pressure));
    assert_eq!(
        samples.collect::<Vec<_>>(),
        [(0, 0, 0, 0), (8, -8, 8, 128), (20, 0, 8, 255)]
    );
    assert!(!simulated.ink().unwrap().pressure);
}

#[test]
fn what_cannot_come_over_is_counted_by_its_kind() {
    let drawing = drawn(json!([
        {"type": "embeddable", "link": "https://example.org"}, {"type": "iframe"}, {"type": "selection"},
        {"type": "hologram"}, {}, 7, {"type": "image", "fileId": "nowhere"},
        {"type": "rectangle", "x": 1e300}, {"type": "ellipse", "width": -3e6}, {"type": "freedraw", "points": []},
        {"type": "line", "points": [[0, 0], [1e9, 0]]}, {"type": "rectangle", "isDeleted": true},
        {"type": "magicframe", "name": null, "width": 10, "height": 10},
    ]));
    let names = drawing
        .report
        .not_imported
        .iter()
        .map(|(kind, count)| format!("{kind} {count}"))
        .collect::<Vec<_>>();
    let expected = [
        "ellipse 1",
        "embeddable 1",
        "freedraw 1",
        "hologram 1",
        "iframe 1",
        "image 1",
        "line 1",
        "rectangle 1",
    ];
    assert_eq!(names, [&expected[..], &["selection 1", "unknown 2"]].concat());
    assert_eq!((drawing.report.dropped, drawing.elements.len()), (1, 1));
    assert_eq!(only(&drawing).text.to_string(), "Frame");
}

#[test]
fn elements_that_share_an_id_are_all_kept() {
    let drawing = drawn(json!([{"id": "x", "type": "diamond"}, {"id": "x", "type": "diamond"}, {"type": "diamond"}]));
    assert_eq!(material::on_a_board(&drawing).elements().count(), 3);
}

#[test]
fn the_order_is_the_lists_and_its_keys_are_kept_where_they_agree() {
    let keys = |indices: [Value; 3]| {
        let elements = indices.map(|index| json!({"type": "diamond", "index": index}));
        drawn(json!(elements))
            .elements
            .into_iter()
            .map(|element| element.order.as_str().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(keys([json!("a0"), json!("a0V"), json!("b1D")]), ["a0", "a0V", "b1D"]);
    assert_eq!(keys([json!("a5"), json!("a0V"), json!("b1D")]), ["a0", "a1", "a2"]);
    assert_eq!(keys([json!("a5"), json!(null), json!("what?")]), ["a0", "a1", "a2"]);
}

#[test]
fn numbers_that_only_decide_about_looks_are_brought_into_range() {
    let drawing = drawn(json!([{
        "type": "text", "text": "x", "fontSize": 1e9, "strokeWidth": 1e300, "opacity": -5, "angle": 1e300,
        "strokeColor": "nonsense", "groupIds": vec!["g"; 1_000],
    }]));
    let mut board = Board::default();
    assert!(
        board
            .apply(ActorIndex::ROOM, &Op::Create(vec![only(&drawing).clone()]))
            .is_ok()
    );
    assert_eq!(only(&drawing).style.font_size, 1_000);
    // Infinite for others, and no number at all for our reader: it costs its element and not the file.
    let text = r#"{"type": "excalidraw", "elements": [{"type": "diamond", "x": 1e999}, {"type": "diamond", "x": 1}]}"#;
    let drawing = excalidraw::read(text).unwrap();
    assert_eq!((drawing.elements.len(), drawing.report.not_imported["diamond"]), (1, 1));
}
