//! What ops do and what no board takes: every limit at its edge, absurd numbers, and that a refused op changes nothing.

use std::sync::Arc;

mod limits;

use super::*;
use crate::{
    actor::JoinRank,
    card::CardKind,
    code::Language,
    element::{Connector, End, Kind, Style},
    geometry::Point,
    id::CardId,
    ink::{Sample, Samples},
    op::{ElementChange, FileChange, Op, Prop},
    shape::ShapeKind,
    text::{Atom, Edit, Utf16},
};

const ANA: ActorIndex = ActorIndex(1);
const MO: ActorIndex = ActorIndex(2);

fn shape(id: u128) -> Element {
    Element::new(ElementId(id), Kind::Shape(ShapeKind::Rectangle), OrderKey::first())
}

fn shapes(ids: std::ops::Range<u128>) -> Op {
    Op::Create(ids.map(shape).collect())
}

fn ids(count: usize) -> Vec<ElementId> {
    (0..count as u128).map(ElementId).collect()
}

fn update(id: u128, props: Vec<Prop>) -> Op {
    let id = ElementId(id);
    Op::Update(vec![ElementChange { id, props }])
}

fn samples(count: usize) -> Samples {
    Samples(vec![Sample::default(); count])
}

fn begin(id: u128, count: usize) -> Op {
    Op::InkBegin {
        id: ElementId(id),
        origin: Point::default(),
        order: OrderKey::first(),
        style: Style::default(),
        pressure: false,
        samples: samples(count),
    }
}

fn extend(id: u128, count: usize) -> Op {
    let (id, samples) = (ElementId(id), samples(count));
    Op::InkExtend { id, samples }
}

fn typed(target: TextTarget, atoms: usize, insert: &str) -> Op {
    let edit = Edit {
        at: Utf16(0),
        delete: Utf16(0),
        insert: insert.to_owned(),
    };
    let atom = Atom {
        edit,
        ..Atom::default()
    };
    let (rank, atoms) = (JoinRank(1), vec![atom; atoms]);
    Op::Text { target, rank, atoms }
}

fn file(id: u128, name_chars: usize) -> Op {
    let (id, name) = (FileId(id), "é".repeat(name_chars));
    Op::CreateFile {
        id,
        name,
        language: Language::Plain,
    }
}

fn chat(id: u128, chars: usize) -> Op {
    let (id, kind) = (CardId(id), CardKind::Chat("é".repeat(chars)));
    Op::Card { id, kind }
}

fn connector(start: End, via: Vec<Point>) -> Element {
    let line = Connector {
        start,
        via,
        ..Connector::default()
    };
    Element {
        kind: Kind::Connector(Arc::new(line)),
        ..shape(900)
    }
}

/// A board with a shape 0, a connector 900, a file 0, a card 0 and Ana's open stroke 800.
fn furnished() -> Board {
    let mut board = Board::default();
    let line = connector(End::default(), Vec::new());
    for op in [
        shapes(0..1),
        Op::Create(vec![line]),
        file(0, 1),
        chat(0, 1),
        begin(800, 1),
    ] {
        board.apply(ANA, &op).unwrap();
    }
    board
}

/// Refused for that reason, and nothing is changed.
#[track_caller]
fn refused(board: &Board, author: ActorIndex, op: &Op, why: Refusal) {
    let mut after = board.clone();
    assert_eq!(after.apply(author, op), Err(why));
    assert!(after == *board, "a refused op changed the board");
    assert!(
        after.shares_elements_with(board),
        "a refused op parted the board from its clone"
    );
}

#[test]
fn t1_who_made_something_is_decided_by_whose_op_it_is() {
    let mut board = Board::default();
    let claimed = Element {
        author: MO,
        deleted: true,
        ..shape(1)
    };
    board.apply(ANA, &Op::Create(vec![claimed.clone()])).unwrap();
    let made = board.element(ElementId(1)).expect("what is created is there");
    assert_eq!(made.author, ANA);
    let seeded = Element {
        id: ElementId(2),
        ..claimed
    };
    board.apply(ActorIndex::ROOM, &Op::Create(vec![seeded])).unwrap();
    assert_eq!(
        board.element(ElementId(2)).unwrap().author,
        MO,
        "seeded material keeps its author"
    );
}

#[test]
fn what_is_taken_or_not_there_is_refused_and_nothing_of_the_op_is_done() {
    let board = furnished();
    refused(
        &board,
        ANA,
        &Op::Create(vec![shape(1), shape(0)]),
        Refusal::AlreadyExists,
    );
    refused(
        &board,
        ANA,
        &Op::Create(vec![shape(1), shape(1)]),
        Refusal::AlreadyExists,
    );
    refused(&board, ANA, &begin(0, 1), Refusal::AlreadyExists);
    refused(&board, ANA, &file(0, 1), Refusal::AlreadyExists);
    refused(&board, ANA, &chat(0, 1), Refusal::AlreadyExists);
    refused(
        &board,
        ANA,
        &typed(TextTarget::Element(ElementId(5)), 1, "x"),
        Refusal::NoSuchElement,
    );
    refused(
        &board,
        ANA,
        &typed(TextTarget::File(FileId(5)), 1, "x"),
        Refusal::NoSuchFile,
    );
    let change = FileChange::Deleted(true);
    refused(
        &board,
        ANA,
        &Op::UpdateFile { id: FileId(5), change },
        Refusal::NoSuchFile,
    );
    // B6: without effect.
    let nothing = [
        Op::Create(Vec::new()),
        Op::Delete(vec![ElementId(5)]),
        Op::Restore(vec![ElementId(0)]),
        update(0, vec![Prop::Width(16)]),
        typed(TextTarget::File(FileId(0)), 3, ""),
        extend(800, 0),
        Op::UpdateFile {
            id: FileId(0),
            change: FileChange::Language(Language::Plain),
        },
        Op::Removed,
    ];
    for op in nothing {
        refused(&board, ANA, &op, Refusal::NoEffect);
    }
}

#[test]
fn b2_delete_wins_over_later_changes_and_text_still_reaches_the_tombstone() {
    let mut board = furnished();
    let id = ElementId(0);
    board.apply(ANA, &Op::Delete(vec![id])).unwrap();
    refused(&board, MO, &update(0, vec![Prop::Width(40)]), Refusal::NoEffect);
    board.apply(MO, &typed(TextTarget::Element(id), 1, "late")).unwrap();
    assert!(board.element(id).is_none());
    board.apply(ANA, &Op::Restore(vec![id])).unwrap();
    let restored = board.element(id).unwrap();
    assert_eq!(
        (restored.text.to_string().as_str(), restored.style.width_eighths),
        ("late", 16)
    );
}

#[test]
fn b5_only_its_author_goes_on_with_a_stroke_and_only_while_it_is_open() {
    let mut board = furnished();
    refused(&board, MO, &extend(800, 1), Refusal::StrokeClosed);
    refused(&board, MO, &Op::InkEnd { id: ElementId(800) }, Refusal::StrokeClosed);
    board.apply(MO, &begin(801, 1)).unwrap();
    board.apply(ANA, &extend(800, 1)).unwrap();
    board.apply(ANA, &begin(802, 1)).unwrap();
    // From another device of hers.
    board.apply(ANA, &extend(800, 1)).unwrap();
    board.apply(ANA, &Op::InkEnd { id: ElementId(800) }).unwrap();
    refused(&board, ANA, &extend(800, 1), Refusal::StrokeClosed);
    board.apply(ANA, &extend(802, 1)).unwrap();
    board.apply(ANA, &Op::InkEnd { id: ElementId(802) }).unwrap();
    refused(&board, ANA, &extend(802, 1), Refusal::StrokeClosed);
    refused(&board, ANA, &Op::InkEnd { id: ElementId(802) }, Refusal::StrokeClosed);
    assert!(board.element(ElementId(802)).unwrap().ink().unwrap().ended);
    board.apply(MO, &extend(801, 1)).unwrap();
}
