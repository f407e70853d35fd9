use std::sync::Arc;

use super::*;
use crate::{
    actor::ActorIndex,
    element::{Binding, Connector, End},
    geometry,
    ink::Ink,
    op::Op,
    order_key::OrderKey,
    part::Part,
    shape::{Head, ShapeKind},
};

fn put(board: &mut Board, id: u128, kind: Kind, (x, y, width, height): (i32, i32, i32, i32), label: &str) {
    let mut element = Element::new(ElementId(id), kind, OrderKey::first());
    element.origin = geometry::Point::new(x * 8, y * 8);
    element.size = geometry::Size::new(width * 8, height * 8);
    element.text = label.into();
    board.apply(ActorIndex(1), &Op::Create(vec![element])).expect("sound");
}

fn connect(board: &mut Board, id: u128, from: u128, to: u128, label: &str) {
    let end = |id| End {
        bound: Some(Binding {
            element: ElementId(id),
            aim: None,
        }),
        ..End::default()
    };
    let connector = Connector {
        start: end(from),
        end: end(to),
        end_head: Head::Arrow,
        ..Connector::default()
    };
    put(board, id, Kind::Connector(Arc::new(connector)), (0, 0, 0, 0), label);
}

/// Lines as `level name (kind)`, without the kind where it is the name.
fn lines(board: &Board) -> Vec<String> {
    let line = |item: &Item| match item.name == item.kind {
        true => format!("{} {}", item.level, item.name),
        false => format!("{} {} ({})", item.level, item.name, item.kind),
    };
    read(board).iter().map(line).collect()
}

fn design() -> Board {
    let mut board = Board::default();
    put(&mut board, 1, Kind::Part(Part::Sql), (400, 210, 100, 60), "Orders");
    put(&mut board, 2, Kind::Part(Part::Service), (0, 200, 100, 60), "");
    put(&mut board, 3, Kind::Part(Part::Client), (0, 0, 100, 60), "Shop\nweb");
    put(&mut board, 4, Kind::Frame, (380, 180, 300, 200), "Storage");
    put(
        &mut board,
        5,
        Kind::Text { auto_width: true },
        (300, 20, 80, 25),
        "1000 a second",
    );
    put(&mut board, 6, Kind::Ink(Arc::new(Ink::default())), (0, 0, 0, 0), "");
    connect(&mut board, 7, 3, 2, "HTTPS");
    connect(&mut board, 8, 2, 1, "");
    board
}

#[test]
fn it_reads_from_top_left_to_bottom_right_with_frames_around_their_own() {
    let expected = [
        "1 Shop web (Client)",
        "2 Shop web → Service: HTTPS (Connector)",
        "1 1000 a second (Text)",
        "1 Service",
        "2 Service → Orders (Connector)",
        "1 Storage (Frame)",
        "2 Orders (SQL database)",
    ];
    assert_eq!(lines(&design()), expected);
    assert_eq!(strokes(&design()), 1);
}

#[test]
fn words_are_found_in_names_and_kinds() {
    let items = read(&design());
    let found = |query: &str| items.iter().filter(|item| has_words(item, query)).count();
    assert_eq!(found("orders"), 2);
    assert_eq!(found("sql ord"), 1);
    assert_eq!(found("https"), 1);
    assert_eq!(found("zebra"), 0);
    let said = |query: &str| items.iter().filter(|item| says(item, query)).count();
    assert_eq!(
        (said("orders"), said("https"), said("sql"), said("zebra")),
        (1, 1, 1, 0)
    );
}

#[test]
fn connections_are_called_by_their_ends_and_heads() {
    let mut board = design();
    let free = Connector {
        end_head: Head::Arrow,
        start_head: Head::Arrow,
        end: End {
            bound: Some(Binding {
                element: ElementId(2),
                aim: None,
            }),
            ..End::default()
        },
        ..Connector::default()
    };
    put(&mut board, 9, Kind::Connector(Arc::new(free)), (0, 0, 0, 0), "");
    put(&mut board, 10, Kind::Connector(Arc::default()), (0, 0, 0, 0), "axis");
    let name = |id| name_of(board.element(ElementId(id)).expect("there"), &board);
    assert_eq!(name(9), "… ↔ Service");
    assert_eq!(name(10), "Line: axis");
    let sentence = describe(&board, ElementId(3)).expect("there");
    assert_eq!(sentence, "Shop web, Client. Shop web → Service: HTTPS");
}

#[test]
fn frames_that_hold_each_other_are_read_once() {
    let mut board = Board::default();
    for id in 1..=3 {
        put(&mut board, id, Kind::Frame, (0, 0, 100, 100), "");
    }
    put(&mut board, 4, Kind::Shape(ShapeKind::Rectangle), (10, 10, 20, 20), "");
    assert_eq!(lines(&board).len(), 4);
}

#[test]
fn the_words_of_some_come_in_the_order_of_reading() {
    let board = design();
    let ids = [5, 1, 2, 3].map(ElementId);
    assert_eq!(words_of(&board, &ids), "Shop\nweb\n1000 a second\nOrders");
    assert_eq!(words_of(&board, &[ElementId(2)]), "");
}
