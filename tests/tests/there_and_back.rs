//! Whatever can be drawn goes to Excalidraw's format and comes back as it was: the second file is the first one, byte for
//! byte, and parts, stamps and tokens are still what they were.

use std::sync::Arc;

use board::{
    Board, Op,
    actor::ActorIndex,
    colour::Colour,
    element::{Align, AssetHash, Binding, Connector, Crop, Element, End, Face, Kind, Sign, Stamp, Vertical},
    export::json_lines::Asset,
    geometry::{Point, Size},
    id::ElementId,
    import::excalidraw::{self, Form},
    ink::{Ink, Nib, Sample, Samples},
    order_key::OrderKey,
    part::Part,
    shape::{Dash, Flip, Hatch, Head, Route, ShapeKind},
};
use proptest::prelude::*;

const PICTURE: &[u8] = b"\x89PNG not really";

fn picture() -> Asset {
    Asset {
        hash: AssetHash::of(PICTURE),
        mime: "image/png".to_owned(),
        bytes: PICTURE.to_vec(),
    }
}

fn place() -> impl Strategy<Value = Point> {
    (-40_000i32..40_000, -40_000i32..40_000).prop_map(|(x, y)| Point::new(x, y))
}

fn end() -> impl Strategy<Value = End> {
    let aim = prop::option::of((0i32..10_000, 0i32..10_000));
    let bound = prop::option::of((1u128..14, aim));
    (place(), bound).prop_map(|(at, bound)| End {
        at,
        bound: bound.map(|(id, aim)| Binding {
            element: ElementId(id),
            aim,
        }),
    })
}

fn connector() -> impl Strategy<Value = Kind> {
    let route = prop::sample::select(vec![Route::Straight, Route::Curved, Route::Elbow]);
    let heads = (
        prop::sample::select(&Head::ALL[..]),
        prop::sample::select(&Head::ALL[..]),
    );
    let via = prop::collection::vec(place(), 0..4);
    (end(), end(), via, heads, route, any::<bool>()).prop_map(|(start, end, via, heads, route, closed)| {
        Kind::Connector(Arc::new(Connector {
            start,
            end,
            via,
            start_head: heads.0,
            end_head: heads.1,
            route,
            closed,
        }))
    })
}

fn ink() -> impl Strategy<Value = Kind> {
    let sample = (-4_000i32..4_000, -4_000i32..4_000, any::<u8>()).prop_map(|(x, y, pressure)| Sample {
        at: Point::new(x, y),
        dt_millis: 8,
        pressure,
    });
    (prop::collection::vec(sample, 1..8), any::<bool>()).prop_map(|(samples, pressure)| {
        Kind::Ink(Arc::new(Ink {
            samples: Samples(samples),
            pressure,
            ended: true,
        }))
    })
}

fn stamp() -> impl Strategy<Value = Kind> {
    let sign = prop_oneof![(0u16..30).prop_map(Sign::Pin), prop::sample::select(&Sign::ALL[..]),];
    (sign, end()).prop_map(|(sign, end)| Kind::Stamp(Stamp { sign, on: end.bound }))
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        4 => prop::sample::select(&ShapeKind::ALL[..]).prop_map(Kind::Shape),
        3 => prop::sample::select(&Part::ALL[..]).prop_map(Kind::Part),
        4 => connector(),
        2 => ink(),
        1 => stamp(),
        2 => any::<bool>().prop_map(|auto_width| Kind::Text { auto_width }),
        1 => Just(Kind::Image(AssetHash::of(PICTURE))),
        1 => Just(Kind::Frame),
    ]
}

fn colour() -> impl Strategy<Value = Colour> {
    prop_oneof![
        (0u8..9).prop_map(Colour::Token),
        any::<(u8, u8, u8)>().prop_map(|(red, green, blue)| Colour::Rgb(red, green, blue)),
    ]
}

fn looks() -> impl Strategy<Value = Element> {
    let style = (
        colour(),
        prop::option::of(colour()),
        0u16..100,
        prop::sample::select(vec![Dash::Solid, Dash::Dashed, Dash::Dotted]),
        0u8..=100,
        4u16..60,
        prop::sample::select(vec![Align::Left, Align::Centre, Align::Right]),
    );
    let extras = (
        (any::<bool>(), any::<bool>()),
        prop::sample::select(vec![Hatch::Solid, Hatch::Lines, Hatch::Cross]),
        prop::sample::select(vec![Nib::Pen, Nib::Constant, Nib::Highlighter]),
        any::<bool>(),
        prop::sample::select(vec![
            None,
            Some(Vertical::Top),
            Some(Vertical::Middle),
            Some(Vertical::Bottom),
        ]),
        prop::option::of(1u128..14),
        any::<bool>(),
        prop::option::of((0u16..5_000, 1u16..5_000)),
    );
    (style, extras).prop_map(|(style, extras)| {
        let mut element = Element::new(ElementId(0), Kind::Frame, OrderKey::first());
        let look = &mut element.style;
        (look.stroke, look.fill, look.width_eighths, look.dash) = (style.0, style.1, style.2, style.3);
        (look.opacity_percent, look.font_size, look.align) = (style.4, style.5, style.6);
        let more = &mut element.extras;
        more.flip = Flip {
            horizontal: extras.0.0,
            vertical: extras.0.1,
        };
        (more.hatch, more.nib, more.vertical) = (extras.1, extras.2, extras.4);
        more.face = if extras.3 { Face::Code } else { Face::Board };
        more.frame = extras.5.map(ElementId);
        more.link = extras.6.then(|| "https://a.example/?a=1".into());
        more.crop = extras.7.map(|(from, length)| Crop {
            left: from,
            top: 0,
            width: length,
            height: 10_000,
        });
        element
    })
}

fn element() -> impl Strategy<Value = Element> {
    let text = prop_oneof![Just(String::new()), "[a-zA-Z <&\"]{0,12}", "[a-z]{1,4}\n[a-z é😀]{0,9}"];
    let rest = (
        place(),
        (0i32..8_000, 0i32..8_000),
        prop_oneof![3 => Just(0i32), 1 => -36_000i32..36_000],
        any::<bool>(),
        prop::collection::vec(100u128..104, 0..3),
        prop::sample::select(vec!["a0", "a1", "a2", "a3", "Zz", "b00"]),
    );
    (looks(), kind(), text, rest).prop_map(|(mut element, kind, text, rest)| {
        element.kind = kind;
        element.text = text.as_str().into();
        element.origin = rest.0;
        element.size = Size::new(rest.1.0, rest.1.1);
        element.angle_centidegrees = rest.2;
        element.locked = rest.3;
        element.groups = rest.4.into_iter().map(ElementId).collect();
        element.order = OrderKey::parse(rest.5).expect("an order key");
        element
    })
}

fn board_of(elements: Vec<Element>) -> Board {
    let mut board = Board::default();
    if !elements.is_empty() {
        board.apply(ActorIndex::ROOM, &Op::Create(elements)).expect("they fit");
    }
    board
}

fn written(board: &Board) -> String {
    excalidraw::write(board, None, |_| Some(picture()), Form::File)
}

/// What the format binds to nothing stands where it was cut, rounded; what depends on it (a stamp, a way round it) would
/// come back that much aside.
fn untie(connector: &mut Connector, kinds: &[Kind]) {
    connector.closed &= connector.route != Route::Elbow;
    let is_closed = connector.closed;
    for end in [&mut connector.start, &mut connector.end] {
        let kind = end
            .bound
            .and_then(|bound| kinds.get((bound.element.0 as usize).checked_sub(1)?));
        let is_told = matches!(
            kind,
            Some(Kind::Shape(_) | Kind::Part(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Frame)
        );
        if is_closed || !is_told {
            end.bound = None;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn whatever_is_drawn_comes_back_as_the_same_file(elements in prop::collection::vec(element(), 1..8)) {
        let numbered = elements.into_iter().enumerate().map(|(index, mut element)| {
            element.id = ElementId(index as u128 + 1);
            element
        });
        let mut numbered = numbered.collect::<Vec<_>>();
        let kinds = numbered.iter().map(|element| element.kind.clone()).collect::<Vec<_>>();
        for element in &mut numbered {
            if let Kind::Connector(connector) = &mut element.kind {
                untie(Arc::make_mut(connector), &kinds);
            }
        }
        let board = board_of(numbered);
        let first = written(&board);
        let drawing = excalidraw::read(&first).unwrap();
        prop_assert!(drawing.report.not_imported.is_empty(), "{:?}", drawing.report);
        let again = board_of(drawing.elements);
        let second = written(&again);
        if first != second {
            let differ = first.lines().zip(second.lines()).filter(|(one, other)| one != other).take(6);
            let differ = differ.map(|(one, other)| format!("{one} | {other}")).collect::<Vec<_>>();
            prop_assert!(false, "{differ:#?}\n{first}");
        }
        for element in board.elements() {
            let back = again.element(element.id).expect("it came back");
            prop_assert_eq!(&back.style, &element.style);
            prop_assert_eq!(back.extras.face, element.extras.face);
            // A frame has a name in any case, and what a stamp says is its sign.
            if !matches!(element.kind, Kind::Frame | Kind::Stamp(_)) {
                prop_assert_eq!(back.text.to_string(), element.text.to_string());
            }
            if let Kind::Part(_) | Kind::Shape(_) = element.kind {
                prop_assert_eq!(&back.kind, &element.kind);
            }
        }
    }
}

#[test]
fn what_another_program_changed_is_believed() {
    let mut part = Element::new(ElementId(7), Kind::Part(Part::Cache), OrderKey::first());
    part.size = Size::new(800, 400);
    part.style.stroke = Colour::Token(3);
    part.text = "Redis".into();
    let text = written(&board_of(vec![part.clone()]));
    let back = |text: &str| excalidraw::read(text).unwrap().elements.into_iter().next().unwrap();
    assert_eq!(back(&text).kind, part.kind);
    assert_eq!(back(&text).style, part.style);
    let mut file: serde_json::Value = serde_json::from_str(&text).unwrap();
    for element in file["elements"].as_array_mut().unwrap() {
        if element["type"] == "rectangle" {
            element["x"] = 100.into();
            element["opacity"] = 50.into();
        }
        if element["type"] == "text" {
            element["originalText"] = "Memcached".into();
        }
    }
    let changed = back(&file.to_string());
    assert_eq!((&changed.kind, changed.origin.x), (&part.kind, 800));
    assert_eq!(
        (changed.style.opacity_percent, changed.text.to_string().as_str()),
        (50, "Memcached")
    );
}

#[test]
fn what_a_file_said_is_said_again_until_it_is_changed() {
    let text = r##"{"type": "excalidraw", "elements": [
        {"id": "a", "type": "rectangle", "x": 10.123, "y": 20, "width": 100, "height": 50, "seed": 7, "fillStyle": "zigzag",
         "backgroundColor": "red", "customData": {"theirs": 1}, "roughness": 2, "novelty": {"deep": [1, 2.5]}},
        {"id": "t", "type": "text", "containerId": "a", "text": "hi", "strokeColor": "#ff0000"}]}"##;
    let mut element = excalidraw::read(text).unwrap().elements.remove(0);
    let said = |element: &Element| {
        let file: serde_json::Value = serde_json::from_str(&written(&board_of(vec![element.clone()]))).unwrap();
        (file["elements"][0].clone(), file["elements"][1].clone())
    };
    let (shape, label) = said(&element);
    assert_eq!(
        (&shape["id"], &shape["x"], &shape["seed"]),
        (&"a".into(), &10.123.into(), &7.into())
    );
    assert_eq!(
        (&shape["fillStyle"], &shape["backgroundColor"]),
        (&"zigzag".into(), &"red".into())
    );
    assert_eq!(
        (&shape["customData"]["theirs"], &shape["novelty"]["deep"][1]),
        (&1.into(), &2.5.into())
    );
    assert_eq!((&label["id"], &label["strokeColor"]), (&"t".into(), &"#ff0000".into()));
    element.origin.x += 80;
    element.extras.hatch = Hatch::Cross;
    let (shape, _) = said(&element);
    assert_eq!(
        (&shape["x"], &shape["fillStyle"]),
        (&20.125.into(), &"cross-hatch".into())
    );
    assert_eq!((&shape["backgroundColor"], &shape["seed"]), (&"red".into(), &7.into()));
    // A copy is another element, with another name.
    element.id = ElementId(5);
    assert_ne!(said(&element).0["id"], "a");
}
