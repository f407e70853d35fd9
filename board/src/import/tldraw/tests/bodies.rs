//! What stands in a box.

use serde_json::{Value, json};

use super::*;
use crate::{
    colour::Colour,
    element::{Align, Crop, Face, Kind, Vertical},
    geometry::{Point, Size},
    shape::{Dash, Flip, Hatch, ShapeKind},
};

#[test]
fn every_geometric_shape_has_one_that_is_near() {
    for (name, kind, is_turned_over) in [
        ("rectangle", ShapeKind::Rectangle, false),
        ("oval", ShapeKind::Ellipse, false),
        ("diamond", ShapeKind::Diamond, false),
        ("triangle", ShapeKind::Triangle, false),
        ("cloud", ShapeKind::Cloud, false),
        ("rhombus", ShapeKind::Parallelogram, false),
        ("rhombus-2", ShapeKind::Parallelogram, true),
        ("octagon", ShapeKind::Hexagon, false),
        ("from a newer version", ShapeKind::Rectangle, false),
    ] {
        let element = one("geo", json!({"geo": name, "w": 10, "h": 10, "growY": 5}));
        assert_eq!(element.kind, Kind::Shape(kind), "{name}");
        assert_eq!(element.extras.flip.horizontal, is_turned_over, "{name}");
        assert_eq!(element.size, Size::new(80, 120));
    }
    let both = one(
        "geo",
        json!({"geo": "rhombus-2", "w": 10, "h": 10, "flipX": true, "flipY": true}),
    );
    let (horizontal, vertical) = (false, true);
    assert_eq!(both.extras.flip, Flip { horizontal, vertical });
}

#[test]
fn looks_come_over() {
    let geo = |props: Value| {
        let mut all = json!({"geo": "rectangle", "w": 10, "h": 10});
        for (name, value) in props.as_object().into_iter().flatten() {
            all[name] = value.clone();
        }
        one("geo", all)
    };
    let red = Colour::Rgb(0xe0, 0x31, 0x31);
    for (props, colour, fill, hatch) in [
        (json!({}), Colour::INK, None, Hatch::Solid),
        (
            json!({"color": "red", "fill": "solid"}),
            red,
            Some(Colour::Rgb(0xf4, 0xda, 0xdb)),
            Hatch::Solid,
        ),
        (
            json!({"color": "green", "fill": "solid"}),
            Colour::Token(4),
            Some(Colour::Token(4)),
            Hatch::Solid,
        ),
        (
            json!({"color": "blue", "fill": "pattern"}),
            Colour::Token(6),
            Some(Colour::Token(6)),
            Hatch::Lines,
        ),
        (
            json!({"color": "blue", "fill": "lined-fill"}),
            Colour::Token(6),
            Some(Colour::Rgb(0x44, 0x65, 0xe9)),
            Hatch::Solid,
        ),
        (
            json!({"color": "puce", "fill": "semi"}),
            Colour::INK,
            Some(super::super::colour::BLANK),
            Hatch::Solid,
        ),
    ] {
        let element = geo(props.clone());
        let look = (element.style.stroke, element.style.fill, element.extras.hatch);
        assert_eq!(look, (colour, fill, hatch), "{props}");
    }
    for (props, width, letters) in [
        (json!({}), 28, 22),
        (json!({"size": "s"}), 16, 18),
        (json!({"size": "xl", "scale": 2}), 160, 64),
        (json!({"scale": -1}), 28, 22),
        (json!({"scale": 1e9}), 2_048, 1_000),
        (json!({"dash": "none"}), 0, 22),
    ] {
        let style = geo(props.clone()).style;
        assert_eq!((style.width_eighths, style.font_size), (width, letters), "{props}");
    }
    let words =
        geo(json!({"align": "end-legacy", "verticalAlign": "start", "font": "mono", "dash": "dotted", "text": "a"}));
    assert_eq!(words.style.align, Align::Right);
    assert_eq!(
        (words.extras.vertical, words.style.dash),
        (Some(Vertical::Top), Dash::Dotted)
    );
    assert_eq!(words.extras.face, Face::Code);
}

#[test]
fn notes_are_as_large_and_as_yellow_as_there() {
    let note = one(
        "note",
        json!({"text": "why?", "growY": 50, "scale": 2, "fontSizeAdjustment": 0.5}),
    );
    assert_eq!(note.kind, Kind::Shape(ShapeKind::Sticky));
    assert_eq!(note.size, Size::new(400 * 8, 500 * 8));
    assert_eq!((note.style.fill, note.style.font_size), (Some(Colour::Token(2)), 22));
    assert_eq!(
        (note.extras.vertical, note.text.to_string().as_str()),
        (Some(Vertical::Middle), "why?")
    );
    for (adjustment, letters) in [(json!(0), 22), (json!(1), 22), (json!(null), 22), (json!(14), 14)] {
        let note = one("note", json!({"fontSizeAdjustment": adjustment}));
        assert_eq!(note.style.font_size, letters, "{adjustment}");
    }
}

#[test]
fn texts_keep_their_middle_or_their_width() {
    let free = one(
        "text",
        json!({"text": "one\ntwo", "w": 8, "autoSize": true, "size": "m"}),
    );
    assert_eq!(free.kind, Kind::Text { auto_width: true });
    // Two lines of 32.4 units each became two of 30.
    assert_eq!((free.origin, free.size.height), (Point::new(0, 19), 480));
    let words = "as many words as need more than one line of this width";
    let held = one(
        "text",
        json!({"text": words, "w": 100, "scale": 2, "autoSize": false, "textAlign": "middle"}),
    );
    assert_eq!(
        (held.kind.clone(), held.size.width),
        (Kind::Text { auto_width: false }, 1_600)
    );
    assert_eq!((held.style.font_size, held.style.align), (48, Align::Centre));
    assert!(held.size.height >= 2 * 480, "{:?}", held.size);
}

#[test]
fn images_come_with_their_pictures_once() {
    let asset = json!({"typeName": "asset", "id": "asset:1", "props": {"src": PNG, "mimeType": "image/png"}});
    let web = json!({"typeName": "asset", "id": "asset:2", "props": {"src": "https://example.org/a.png"}});
    let crop = json!({"topLeft": {"x": 0.25, "y": 0}, "bottomRight": {"x": 0.75, "y": 1}});
    let image = |name: &str, asset: &str, crop: Value| {
        let props = json!({"w": 20, "h": 10, "assetId": asset, "crop": crop, "flipY": true});
        shape(name, "image", props, json!({}))
    };
    let drawing = drawn(&[
        image("a", "asset:1", json!(null)),
        image("b", "asset:1", crop),
        image("c", "asset:2", json!(null)),
        image("d", "asset:3", json!(null)),
        asset,
        web,
    ]);
    assert_eq!((drawing.assets.len(), drawing.elements.len()), (1, 2));
    assert_eq!(drawing.report.not_imported.get("image"), Some(&2));
    let (a, b) = (by_id(&drawing, "a"), by_id(&drawing, "b"));
    assert_eq!((a.extras.crop, a.extras.flip.vertical), (None, true));
    let half = Crop {
        left: 2_500,
        width: 5_000,
        ..Crop::WHOLE
    };
    assert_eq!(b.extras.crop, Some(half));
    assert_eq!(a.kind, Kind::Image(drawing.assets.first().expect("a picture").hash));
}
