//! Where things are, and in which order.

use std::collections::BTreeMap;

use serde_json::json;

use super::*;
use crate::{
    element::Kind,
    geometry::{Point, Size},
    import::drawing::board_of,
};

#[test]
fn shapes_that_hold_others_move_turn_lock_and_fade_them() {
    let turned = json!({"x": 100, "y": 200, "rotation": std::f64::consts::FRAC_PI_2, "opacity": 0.5, "isLocked": true});
    let inner = json!({"parentId": "g", "x": 10, "y": 0, "opacity": 0.5});
    let group = shape("g", "group", json!({}), json!({"parentId": "f", "x": 50, "y": 60}));
    let frame = shape("f", "frame", json!({"w": 400, "h": 300, "name": "Backend"}), turned);
    let drawing = drawn(&[geo("a", inner), group, frame]);
    let frame = by_id(&drawing, "f");
    // Turned about its corner: its middle is 150 to the left and 200 down.
    assert_eq!(frame.origin, Point::new((100 - 150 - 200) * 8, (200 + 200 - 150) * 8));
    assert_eq!((frame.size, frame.angle_centidegrees), (Size::new(3_200, 2_400), 9_000));
    assert_eq!(
        (frame.text.to_string().as_str(), frame.style.opacity_percent),
        ("Backend", 50)
    );
    let element = by_id(&drawing, "a");
    // The corner of the group is at (100 - 60, 200 + 50); the middle of the shape is (35, 25) on, turned.
    let middle = Point::new((40 - 25) * 8, (250 + 60) * 8);
    assert_eq!(element.origin, Point::new(middle.x - 50 * 8, middle.y - 25 * 8));
    assert_eq!((element.angle_centidegrees, element.style.opacity_percent), (9_000, 25));
    assert!(element.locked && frame.locked);
    assert_eq!(
        (element.groups.to_vec(), element.extras.frame),
        (vec![id("g")], Some(id("f")))
    );
    let counts = [("frame", 1), ("geo", 1), ("group", 1)];
    let counts = counts.map(|(kind, count)| (kind.to_owned(), count));
    assert_eq!(drawing.report.imported, BTreeMap::from(counts));
}

#[test]
fn what_lies_in_something_is_drawn_right_above_it() {
    let within = |name: &str, parent: &str, index: &str| geo(name, json!({"parentId": parent, "index": index}));
    let frame = |name: &str, parent: &str, index: &str| {
        let more = json!({"parentId": parent, "index": index});
        shape(name, "frame", json!({"w": 10, "h": 10}), more)
    };
    let drawing = drawn(&[
        within("top", "page:p", "a3"),
        within("second", "f", "a1V"),
        within("lowest", "page:p", "a0"),
        within("deep", "g", "a1"),
        frame("g", "f", "a2"),
        frame("f", "page:p", "a2"),
        within("first", "f", "a1"),
    ]);
    let names = ["lowest", "f", "first", "second", "g", "deep", "top"];
    let order = drawing.elements.iter().map(|element| element.id).collect::<Vec<_>>();
    assert_eq!(order, names.map(id));
    assert!(drawing.elements.is_sorted_by(|below, above| below.order < above.order));
}

#[test]
fn pages_stand_beside_each_other_in_their_frames() {
    let on = |name: &str, page: &str, x: i32| geo(name, json!({"parentId": page, "x": x, "y": -x}));
    let pages = [
        page("Later", "a3"),
        page("", "a2"),
        page("Empty", "a1"),
        page("First", "a0"),
    ];
    let shapes = [
        on("far", "page:Later", 5_000),
        on("a", "page:First", 100),
        on("b", "page:First", 300),
        on("m", "page:", 0),
        arrow(
            "l",
            json!({"start": {"type": "binding", "boundShapeId": "far"}, "end": {"x": 50, "y": 50}}),
        ),
    ];
    let mut shapes = shapes.to_vec();
    shapes[4]["parentId"] = "page:First".into();
    let drawing = read(&file(&[&pages[..], &shapes[..]].concat())).expect("it is a drawing");
    let frames = drawing.elements.iter().filter(|element| element.kind == Kind::Frame);
    let frames = frames.collect::<Vec<_>>();
    let names = frames.iter().map(|frame| frame.text.to_string()).collect::<Vec<_>>();
    assert_eq!(names, ["First", "Frame", "Later"]);
    assert_eq!(drawing.report.imported.get("page"), Some(&3));
    let board = board_of(&drawing.elements);
    for pair in frames.windows(2) {
        let right = pair[0].origin.x + pair[0].size.width;
        assert_eq!((pair[1].origin.x - right, pair[1].origin.y), (960, pair[0].origin.y));
    }
    for element in drawing.elements.iter().filter(|element| element.kind != Kind::Frame) {
        let frame = element
            .extras
            .frame
            .and_then(|frame| board.element(frame))
            .expect("a frame");
        let around = crate::spatial::bounds(frame, &board);
        assert_eq!(around.union(crate::spatial::bounds(element, &board)), around);
    }
    // The first page stays where it was; what is on another page is nothing to hold on to.
    assert_eq!(by_id(&drawing, "a").origin, Point::new(800, -800));
    assert_eq!(connector(by_id(&drawing, "l")).start.bound, None);
}
