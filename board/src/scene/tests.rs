use std::{fmt::Write, rc::Rc, sync::Arc};

use kurbo::{BezPath, Size as Extent};

use super::*;
use crate::{
    actor::ActorIndex,
    colour::Colour,
    element::{Binding, Connector, Element, End, Kind},
    geometry::{Point as Place, Size as Eighths},
    id::ElementId,
    ink::{Ink, Sample, Samples},
    op::{ElementChange, Op, Prop},
    order_key::OrderKey,
    shape::{Head, ShapeKind},
};

const VIEWPORT: Extent = Extent::new(800.0, 600.0);

/// One line per primitive: the element, its place, what is drawn.
fn text_form(list: &DrawList) -> String {
    let mut text = String::new();
    for item in &list.items {
        for primitive in &item.geometry.primitives {
            let shift = item.transform.translation();
            write!(text, "{:x}@{:.0},{:.0} ", item.id.0, shift.x, shift.y).unwrap();
            match primitive {
                Primitive::Path { path, fill, stroke, .. } => {
                    write!(text, "{}", path_form(&path.to_path())).unwrap();
                    if let Some(fill) = fill {
                        write!(text, " fill {fill:?}").unwrap();
                    }
                    if let Some(stroke) = stroke {
                        write!(text, " stroke {:?} {}", stroke.paint, stroke.width).unwrap();
                    }
                }
                Primitive::Text(line) => {
                    let TextLine { at, size, align, .. } = line;
                    write!(text, "{:?} {:.1},{:.1} {align:?} {size}", line.text, at.x, at.y).unwrap();
                }
                Primitive::Image { rect, .. } => write!(text, "image {rect:?}").unwrap(),
            }
            text.push('\n');
        }
    }
    text
}

/// End points of a path's pieces, curves marked by a tilde.
fn path_form(path: &BezPath) -> String {
    let pieces = path.elements().iter().map(|piece| match piece {
        kurbo::PathEl::MoveTo(at) | kurbo::PathEl::LineTo(at) => format!("{:.0},{:.0}", at.x, at.y),
        kurbo::PathEl::QuadTo(_, at) | kurbo::PathEl::CurveTo(_, _, at) => format!("~{:.0},{:.0}", at.x, at.y),
        kurbo::PathEl::ClosePath => "close".to_owned(),
    });
    pieces.collect::<Vec<_>>().join(" ")
}

fn board(elements: Vec<Element>) -> Board {
    let mut board = Board::default();
    board
        .apply(ActorIndex(1), &Op::Create(elements))
        .expect("sound elements");
    board
}

fn shape(id: u128, kind: ShapeKind, place: [i32; 4]) -> Element {
    let [x, y, width, height] = place.map(|units| units * 8);
    let mut element = Element::new(ElementId(id), Kind::Shape(kind), order(id));
    element.origin = Place::new(x, y);
    element.size = Eighths::new(width, height);
    element
}

/// The order key number `n` of a stack built upwards.
fn order(n: u128) -> OrderKey {
    (1..n).fold(OrderKey::first(), |below, _| OrderKey::above(Some(&below)))
}

fn labelled_connector(id: u128, from: u128, to: u128) -> Element {
    let end = |id| End {
        at: Place::default(),
        bound: Some(Binding {
            element: ElementId(id),
            aim: None,
        }),
    };
    let connector = Connector {
        start: end(from),
        end: end(to),
        end_head: Head::Triangle,
        ..Connector::default()
    };
    let mut element = Element::new(ElementId(id), Kind::Connector(Arc::new(connector)), order(id));
    element.text = "reads".into();
    element
}

fn stroke(id: u128, places: &[(i32, i32)], ended: bool) -> Element {
    let samples = places
        .iter()
        .map(|(x, y)| Sample {
            at: Place::new(x * 8, y * 8),
            dt_millis: 8,
            pressure: 128,
        })
        .collect();
    let ink = Ink {
        samples: Samples(samples),
        pressure: true,
        ended,
    };
    Element::new(ElementId(id), Kind::Ink(Arc::new(ink)), order(id))
}

fn geometry(cache: &SceneCache, id: u128) -> Rc<Geometry> {
    let everywhere = kurbo::Rect::new(-1e9, -1e9, 1e9, 1e9);
    let item = cache
        .items_in(everywhere)
        .find(|item| item.id.0 == id)
        .expect("a drawn element");
    Rc::clone(&item.geometry)
}

fn update(board: &mut Board, id: u128, prop: Prop) {
    board
        .apply(
            ActorIndex(1),
            &Op::Update(vec![ElementChange {
                id: ElementId(id),
                props: vec![prop],
            }]),
        )
        .expect("a sound change");
}

#[test]
fn shapes_labels_and_connectors_become_paths_and_lines() {
    let mut store = shape(1, ShapeKind::Cylinder, [10, 20, 90, 120]);
    store.style.fill = Some(Colour::Token(2));
    store.text = "users".into();
    let scene = build(
        &board(vec![
            store,
            shape(2, ShapeKind::Diamond, [300, 40, 80, 80]),
            labelled_connector(3, 1, 2),
        ]),
        &Overlay::default(),
        &Camera::default(),
        VIEWPORT,
    );
    assert_eq!(
        text_form(&scene),
        "\
1@10,20 0,15 ~45,0 ~90,15 90,105 ~45,120 ~0,105 0,15 close fill Tint(Token(2)) stroke Colour(Token(0)) 2
1@10,20 0,15 ~45,30 ~90,15 stroke Colour(Token(0)) 2
1@10,20 \"users\" 45.0,81.6 Centre 20
2@300,40 40,0 80,40 40,80 0,40 40,0 close stroke Colour(Token(0)) 2
3@0,0 104,80 285,80 stroke Colour(Token(0)) 2
3@0,0 295,80 283,85 283,75 close fill Colour(Token(0)) stroke Colour(Token(0)) 2
3@0,0 173,68 227,68 227,92 173,92 close fill Ground
3@0,0 \"reads\" 200.0,86.6 Centre 20
"
    );
}

#[test]
fn what_is_out_of_view_is_left_out() {
    let board = board(vec![
        shape(1, ShapeKind::Ellipse, [0, 0, 100, 100]),
        shape(2, ShapeKind::Ellipse, [801, 0, 100, 100]),
        shape(3, ShapeKind::Ellipse, [900, 0, 100, 100]),
    ]);
    let ids = |camera: Camera| {
        let list = build(&board, &Overlay::default(), &camera, VIEWPORT);
        list.items.iter().map(|item| item.id.0).collect::<Vec<_>>()
    };
    assert_eq!(
        ids(Camera::default()),
        [1, 2],
        "half of a line's width reaches into view"
    );
    assert_eq!(
        ids(Camera {
            x: 150.0,
            y: 0.0,
            zoom: 1.0
        }),
        [2, 3]
    );
    assert_eq!(
        ids(Camera {
            x: 150.0,
            y: 150.0,
            zoom: 1.0
        }),
        Vec::<u128>::new()
    );
}

#[test]
fn drawing_order_is_the_order_key_then_the_id() {
    let mut low = shape(9, ShapeKind::Rectangle, [0, 0, 10, 10]);
    low.order = order(1);
    let mut tie = shape(3, ShapeKind::Rectangle, [0, 0, 10, 10]);
    tie.order = order(2);
    let scene = build(
        &board(vec![shape(2, ShapeKind::Rectangle, [0, 0, 10, 10]), tie, low]),
        &Overlay::default(),
        &Camera::default(),
        VIEWPORT,
    );
    assert_eq!(scene.items.iter().map(|item| item.id.0).collect::<Vec<_>>(), [9, 2, 3]);
}

#[test]
fn an_unchanged_board_damages_nothing_and_keeps_its_items() {
    let mut board = board(vec![
        shape(1, ShapeKind::Rectangle, [0, 0, 10, 10]),
        labelled_connector(2, 1, 1),
    ]);
    let mut cache = SceneCache::default();
    let first = cache.update(&board, &Overlay::default(), &Reveal::new());
    assert_eq!((first.appended.len(), first.rects.len()), (2, 0));
    assert!(
        cache
            .update(&board.clone(), &Overlay::default(), &Reveal::new())
            .is_empty()
    );
    board
        .apply(ActorIndex(1), &Op::Delete(vec![ElementId(1)]))
        .and_then(|_| board.apply(ActorIndex(1), &Op::Restore(vec![ElementId(1)])))
        .unwrap();
    assert!(
        cache.update(&board, &Overlay::default(), &Reveal::new()).is_empty(),
        "there and back between two frames"
    );
}

#[test]
fn a_moved_element_damages_two_places_and_keeps_its_geometry() {
    let mut board = board(vec![
        shape(1, ShapeKind::Rectangle, [0, 0, 10, 10]),
        shape(2, ShapeKind::Rectangle, [100, 0, 10, 10]),
        labelled_connector(3, 1, 2),
    ]);
    let mut cache = SceneCache::default();
    cache.update(&board, &Overlay::default(), &Reveal::new());
    let before = geometry(&cache, 1);
    update(&mut board, 1, Prop::Origin(Place::new(0, 800)));
    let damage = cache.update(&board, &Overlay::default(), &Reveal::new());
    assert_eq!(damage.rects.len(), 4, "where it was and is, and its connector with it");
    assert!(Rc::ptr_eq(&before, &geometry(&cache, 1)));
    assert_eq!(cache.bounds(), Some(kurbo::Rect::new(-1.0, -1.0, 111.0, 111.0)));
}

#[test]
fn what_comes_back_keeps_its_geometry() {
    let whole = board(vec![
        shape(1, ShapeKind::Rectangle, [0, 0, 10, 10]),
        shape(2, ShapeKind::Ellipse, [0, 0, 10, 10]),
    ]);
    let mut cache = SceneCache::default();
    cache.update(&whole, &Overlay::default(), &Reveal::new());
    let before = geometry(&cache, 2);
    let damage = cache.update(&Board::default(), &Overlay::default(), &Reveal::new());
    assert_eq!((damage.rects.len(), cache.len(), cache.n_remembered()), (2, 0, 2));
    let damage = cache.update(&whole, &Overlay::default(), &Reveal::new());
    assert_eq!((damage.appended.len(), cache.n_remembered()), (2, 2));
    assert!(Rc::ptr_eq(&before, &geometry(&cache, 2)));
}

#[test]
fn a_growing_stroke_repaints_nothing_but_itself() {
    let mut board = board(vec![shape(1, ShapeKind::Rectangle, [0, 0, 10, 10])]);
    let mut cache = SceneCache::default();
    cache.update(&board, &Overlay::default(), &Reveal::new());
    let samples = |x: i32| {
        Samples(vec![Sample {
            at: Place::new(x, 0),
            dt_millis: 8,
            pressure: 128,
        }])
    };
    let begin = Op::InkBegin {
        id: ElementId(7),
        origin: Place::default(),
        order: order(7),
        style: Default::default(),
        pressure: true,
        samples: samples(0),
    };
    board.apply(ActorIndex(1), &begin).unwrap();
    for step in 1..4 {
        board
            .apply(
                ActorIndex(1),
                &Op::InkExtend {
                    id: ElementId(7),
                    samples: samples(step * 80),
                },
            )
            .unwrap();
        let damage = cache.update(&board, &Overlay::default(), &Reveal::new());
        assert!(damage.live && damage.rects.is_empty() && damage.appended.is_empty());
        assert_eq!(cache.live_items().count(), 1);
    }
    board.apply(ActorIndex(1), &Op::InkEnd { id: ElementId(7) }).unwrap();
    let damage = cache.update(&board, &Overlay::default(), &Reveal::new());
    assert_eq!(
        (damage.appended.len(), damage.rects.len(), cache.live_items().count()),
        (1, 0, 0)
    );
}

#[test]
fn a_new_element_under_another_damages_its_place() {
    let mut board = board(vec![shape(5, ShapeKind::Rectangle, [0, 0, 10, 10])]);
    let mut cache = SceneCache::default();
    cache.update(&board, &Overlay::default(), &Reveal::new());
    board
        .apply(
            ActorIndex(1),
            &Op::Create(vec![
                shape(2, ShapeKind::Rectangle, [5, 5, 10, 10]),
                shape(3, ShapeKind::Rectangle, [50, 5, 10, 10]),
            ]),
        )
        .unwrap();
    let damage = cache.update(&board, &Overlay::default(), &Reveal::new());
    assert_eq!(damage.rects, [kurbo::Rect::new(4.0, 4.0, 16.0, 16.0)]);
    assert_eq!(damage.appended.len(), 1);
}

#[test]
fn what_is_erased_or_edited_is_drawn_differently() {
    let mut element = shape(1, ShapeKind::Rectangle, [0, 0, 100, 100]);
    element.text = "api".into();
    let board = board(vec![element]);
    let with = |overlay: Overlay| build(&board, &overlay, &Camera::default(), VIEWPORT);
    let erased = with(Overlay {
        erasing: vec![ElementId(1)],
        ..Overlay::default()
    });
    assert_eq!(erased.items.first().map(|item| item.opacity), Some(0.25));
    let edited = with(Overlay {
        editing: Some(ElementId(1)),
        ..Overlay::default()
    });
    assert_eq!(text_form(&edited).lines().count(), 1, "the text field draws the label");
    let preview = with(Overlay {
        preview: vec![shape(2, ShapeKind::Ellipse, [0, 0, 9, 9])],
        ..Overlay::default()
    });
    assert_eq!(preview.items.len(), 2);
}

#[test]
fn ink_is_an_outline_with_round_ends() {
    let element = stroke(1, &[(0, 0), (10, 0), (20, 0), (20, 20)], true);
    let ink = element.ink().unwrap();
    let (outline, hairline) = ink_outline(ink, usize::MAX, 4.0);
    assert_eq!(
        path_form(&outline),
        "0,-3 ~15,-3 ~16,-3 ~17,-2 ~17,-1 ~20,9 23,19 ~21,23 ~17,21 ~13,2 ~7,3 0,3 ~-3,0 ~0,-3 close"
    );
    assert_eq!(hairline.width, 6.0);
}

#[test]
fn t4_a_stroke_may_be_shown_in_part() {
    let element = stroke(1, &[(0, 0), (10, 0), (20, 0), (30, 0)], true);
    let ink = element.ink().unwrap().clone();
    assert!(ink_outline(&ink, 0, 4.0).0.elements().is_empty());
    let dot = kurbo::Shape::bounding_box(&ink_outline(&ink, 1, 4.0).0);
    assert!(
        (dot.width() - 6.0).abs() < 0.1 && (dot.height() - 6.0).abs() < 0.1,
        "{dot:?}"
    );
    let half = kurbo::Shape::bounding_box(&ink_outline(&ink, 2, 4.0).0);
    assert!((half.x1 - 13.0).abs() < 0.1, "{half:?}");
    let board = board(vec![element]);
    let mut cache = SceneCache::default();
    cache.update(&board, &Overlay::default(), &Reveal::from([(ElementId(1), 2)]));
    assert_eq!(cache.live_items().count(), 1, "it is being drawn");
    cache.update(&board, &Overlay::default(), &Reveal::new());
    assert_eq!(cache.live_items().count(), 0);
}
