use std::sync::Arc;

use super::*;
use crate::{
    actor::ActorIndex,
    colour::Colour,
    element::{Binding, Connector, End},
    geometry::{Point as Place, Size},
    ink::{Ink, Sample, Samples},
    op::Op,
    order_key::OrderKey,
    shape::ShapeKind,
};

/// A shape from `x y width height` in board units.
fn shape(id: u128, kind: ShapeKind, place: [i32; 4]) -> Element {
    let [x, y, width, height] = place.map(|units| units * 8);
    let mut element = Element::new(ElementId(id), Kind::Shape(kind), OrderKey::first());
    element.origin = Place::new(x, y);
    element.size = Size::new(width, height);
    element
}

fn filled(mut element: Element) -> Element {
    element.style.fill = Some(Colour::Token(3));
    element
}

fn connector(id: u128, from: u128, to: u128) -> Element {
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
        ..Connector::default()
    };
    Element::new(ElementId(id), Kind::Connector(Arc::new(connector)), OrderKey::first())
}

fn board(elements: Vec<Element>) -> Board {
    let mut board = Board::default();
    board
        .apply(ActorIndex(1), &Op::Create(elements))
        .expect("sound elements");
    board
}

fn hit_at(board: &Board, x: f64, y: f64) -> Option<u128> {
    hit(board, Point::new(x, y), 3.0).map(|id| id.0)
}

/// The points a connector's line goes through, to the nearest tenth.
fn path_of(board: &Board, id: u128) -> String {
    let path = connector_path(board.element(ElementId(id)).unwrap(), board);
    let place = |element: &kurbo::PathEl| element.end_point().map(|at| format!("{:.1},{:.1}", at.x, at.y));
    path.elements().iter().filter_map(place).collect::<Vec<_>>().join(" ")
}

#[test]
fn lines_beat_insides_and_the_smallest_hollow_wins() {
    let board = board(vec![
        shape(1, ShapeKind::Rectangle, [0, 0, 400, 400]),
        shape(2, ShapeKind::Ellipse, [100, 100, 100, 100]),
        filled(shape(3, ShapeKind::Rectangle, [300, 300, 50, 50])),
        shape(4, ShapeKind::Rectangle, [-10, -10, 500, 500]),
    ]);
    assert_eq!(hit_at(&board, 1.0, 200.0), Some(1));
    assert_eq!(hit_at(&board, 150.0, 150.0), Some(2));
    assert_eq!(
        hit_at(&board, 104.0, 104.0),
        Some(1),
        "the corner of an ellipse's box is not the ellipse"
    );
    assert_eq!(
        hit_at(&board, 320.0, 320.0),
        Some(3),
        "through larger hollow shapes one reaches what is filled"
    );
    assert_eq!(hit_at(&board, 450.0, 450.0), Some(4));
    assert_eq!(hit_at(&board, 600.0, 0.0), None);
}

#[test]
fn a_small_hollow_shape_wins_over_the_filled_one_around_it() {
    let board = board(vec![
        filled(shape(1, ShapeKind::Rectangle, [0, 0, 400, 400])),
        shape(2, ShapeKind::Diamond, [100, 100, 100, 100]),
    ]);
    assert_eq!(hit_at(&board, 150.0, 150.0), Some(2));
    assert_eq!(hit_at(&board, 110.0, 110.0), Some(1), "outside of the diamond's sides");
}

#[test]
fn locked_elements_and_tombstones_are_passed_over() {
    let mut locked = filled(shape(1, ShapeKind::Rectangle, [0, 0, 100, 100]));
    locked.locked = true;
    let mut board = board(vec![locked, filled(shape(2, ShapeKind::Rectangle, [0, 0, 100, 100]))]);
    board.apply(ActorIndex(1), &Op::Delete(vec![ElementId(2)])).unwrap();
    assert_eq!(hit_at(&board, 50.0, 50.0), None);
    assert_eq!(
        hit_where(&board, Point::new(50.0, 50.0), 3.0, &|_| true),
        Some(ElementId(1))
    );
    assert!(inside(&board, Rect::new(-10.0, -10.0, 110.0, 110.0), Inclusion::Contain).is_empty());
}

#[test]
fn ink_is_hit_along_its_line_also_when_turned() {
    let sample = |x, y| Sample {
        at: Place::new(x * 8, y * 8),
        dt_millis: 8,
        pressure: 128,
    };
    let samples = Samples(vec![sample(0, 0), sample(100, 0)]);
    let ink = Ink {
        samples,
        pressure: false,
        ended: true,
    };
    let mut element = Element::new(ElementId(1), Kind::Ink(Arc::new(ink)), OrderKey::first());
    element.origin = Place::new(80, 80);
    let straight = board(vec![element.clone()]);
    assert_eq!(hit_at(&straight, 60.0, 12.0), Some(1));
    assert_eq!(hit_at(&straight, 60.0, 20.0), None);
    element.angle_centidegrees = 9_000;
    let turned = board(vec![element]);
    assert_eq!(hit_at(&turned, 60.0, 40.0), Some(1));
    assert_eq!(hit_at(&turned, 20.0, 10.0), None);
    let bounds = bounds(turned.element(ElementId(1)).unwrap(), &turned);
    assert!(
        (bounds.height() - 100.0).abs() < 1e-9 && bounds.width() < 1e-9,
        "{bounds:?}"
    );
}

#[test]
fn b3_a_bound_connector_stops_short_of_its_targets() {
    let mut board = board(vec![
        shape(1, ShapeKind::Rectangle, [0, 0, 100, 100]),
        shape(2, ShapeKind::Ellipse, [300, 0, 100, 100]),
        connector(3, 1, 2),
        connector(4, 1, 1),
    ]);
    assert_eq!(path_of(&board, 3), "104.0,50.0 296.0,50.0");
    assert_eq!(
        path_of(&board, 4),
        "104.0,25.0 128.0,25.0 128.0,-28.0 75.0,-28.0 75.0,-4.0"
    );
    assert_eq!(hit_at(&board, 200.0, 52.0), Some(3));
    let moved = crate::op::ElementChange {
        id: ElementId(2),
        props: vec![crate::op::Prop::Origin(Place::new(0, 300 * 8))],
    };
    board.apply(ActorIndex(1), &Op::Update(vec![moved])).unwrap();
    assert_eq!(
        path_of(&board, 3),
        "50.0,104.0 50.0,296.0",
        "nothing was stored: the connector follows"
    );
}

#[test]
fn b2_a_connector_keeps_its_geometry_when_its_target_is_deleted() {
    let mut board = board(vec![
        shape(1, ShapeKind::Rectangle, [0, 0, 100, 100]),
        shape(2, ShapeKind::Diamond, [300, 0, 100, 100]),
        connector(3, 1, 2),
    ]);
    let before = path_of(&board, 3);
    board.apply(ActorIndex(1), &Op::Delete(vec![ElementId(2)])).unwrap();
    assert_eq!(path_of(&board, 3), before);
    board.apply(ActorIndex(1), &Op::Restore(vec![ElementId(2)])).unwrap();
    assert_eq!(path_of(&board, 3), before);
}

#[test]
fn overlapping_targets_are_joined_at_their_aims() {
    let board = board(vec![
        shape(1, ShapeKind::Rectangle, [0, 0, 100, 100]),
        shape(2, ShapeKind::Rectangle, [20, 0, 100, 100]),
        connector(3, 1, 2),
    ]);
    assert_eq!(path_of(&board, 3), "50.0,50.0 70.0,50.0");
}

#[test]
fn a_rectangle_holds_or_touches() {
    let mut label = Element::new(ElementId(5), Kind::Text { auto_width: true }, OrderKey::first());
    label.text = "outside".into();
    label.origin = Place::new(1_000 * 8, 0);
    let board = board(vec![
        shape(1, ShapeKind::Rectangle, [0, 0, 100, 100]),
        filled(shape(2, ShapeKind::Rectangle, [200, 0, 100, 100])),
        connector(3, 1, 2),
        label,
    ]);
    let ids = |rect: Rect, how| inside(&board, rect, how).into_iter().map(|id| id.0).collect::<Vec<_>>();
    assert_eq!(ids(Rect::new(-1.0, -1.0, 250.0, 200.0), Inclusion::Contain), [1, 3]);
    assert_eq!(ids(Rect::new(-1.0, -1.0, 250.0, 200.0), Inclusion::Touch), [1, 2, 3]);
    assert_eq!(
        ids(Rect::new(20.0, 20.0, 40.0, 40.0), Inclusion::Touch),
        Vec::<u128>::new()
    );
    assert_eq!(ids(Rect::new(220.0, 20.0, 240.0, 40.0), Inclusion::Touch), [2]);
    assert_eq!(ids(Rect::new(1_010.0, 5.0, 1_020.0, 10.0), Inclusion::Touch), [5]);
}

#[test]
fn b3_a_moved_label_stands_where_it_is_wanted_or_as_near_as_it_covers_nothing() {
    let label_at = |along, obstacle: [i32; 4]| {
        let mut line = connector(3, 1, 2);
        (line.text, line.extras.along) = ("reads".into(), along);
        let board = board(vec![
            shape(1, ShapeKind::Rectangle, [0, 0, 100, 100]),
            shape(2, ShapeKind::Rectangle, [1_000, 0, 100, 100]),
            filled(shape(4, ShapeKind::Rectangle, obstacle)),
            line.clone(),
        ]);
        text_layout(&line, &board).map(|label| label.rect.center().x.round())
    };
    let (nowhere, at_a_quarter) = ([0, 900, 10, 10], [300, 30, 40, 40]);
    assert_eq!(label_at(None, nowhere), Some(550.0));
    assert_eq!(
        label_at(Some(2_500), nowhere),
        Some(327.0),
        "a quarter of the way from 104 to 996"
    );
    let beside = label_at(Some(2_500), at_a_quarter).unwrap_or_default();
    assert!(
        (340.0..420.0).contains(&beside) || (220.0..300.0).contains(&beside),
        "{beside}"
    );
}

#[test]
fn b3_a_label_that_is_wider_than_its_way_stands_beside_it_and_covers_nothing() {
    let laid = |gap: i32, third: [i32; 4]| {
        let mut line = connector(3, 1, 2);
        line.text = "publishes orders".into();
        let board = board(vec![
            shape(1, ShapeKind::Rectangle, [0, 0, 100, 60]),
            shape(2, ShapeKind::Rectangle, [100 + gap, 0, 100, 60]),
            filled(shape(4, ShapeKind::Rectangle, third)),
            line.clone(),
        ]);
        let Kind::Connector(connector) = &line.kind else {
            panic!("no connector")
        };
        lay(&line, connector, &board, Care::Full)
    };
    let nowhere = [0, 900, 10, 10];
    let rect = |laid: &Laid| laid.label.as_ref().map(|label| label.rect).unwrap_or_default();
    let wide = laid(400, nowhere);
    assert_eq!(rect(&wide).center(), Point::new(300.0, 30.0), "room enough");
    let narrow = laid(80, nowhere);
    assert_eq!(rect(&narrow).center().x, 140.0, "over the middle of its way");
    assert!(
        rect(&narrow).y1 <= 0.0 && rect(&narrow).y1 > -12.0,
        "just above the boxes: {:?}",
        rect(&narrow)
    );
    assert!(
        narrow.reach.is_some_and(|reach| reach.y0 < rect(&narrow).y0),
        "what comes there has a say"
    );
    // Where something stands above, it goes below.
    let taken = rect(&laid(80, [0, -200, 300, 190]));
    assert!(taken.y0 >= 60.0 && taken.y0 < 72.0, "{taken:?}");
}

#[test]
fn b3_words_of_a_short_upright_way_stand_to_its_left_and_not_past_its_ends() {
    let mut line = connector(3, 1, 2);
    line.text = "publishes orders".into();
    let board = board(vec![
        shape(1, ShapeKind::Rectangle, [0, 0, 200, 60]),
        shape(2, ShapeKind::Rectangle, [0, 80, 200, 60]),
        line.clone(),
    ]);
    let rect = text_layout(&line, &board).map(|label| label.rect).unwrap_or_default();
    assert!(rect.x1 <= 0.0 && rect.x1 > -12.0, "just beside both boxes: {rect:?}");
    assert!(
        (60.0..80.0).contains(&rect.center().y),
        "at the height of the way: {rect:?}"
    );
}

#[test]
fn labels_stand_in_the_middle_and_break_in_the_room_of_their_shape() {
    let mut element = shape(1, ShapeKind::Rectangle, [0, 0, 100, 100]);
    element.text = "load balancer".into();
    let board = board(vec![element.clone()]);
    let layout = text_layout(&element, &board).unwrap();
    assert_eq!(
        layout.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(),
        ["load", "balancer"]
    );
    assert_eq!(layout.rect.center(), Point::new(50.0, 50.0));
    assert!(layout.lines.iter().all(|line| line.at.x == 50.0));
}
