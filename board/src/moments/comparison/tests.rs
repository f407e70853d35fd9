use super::*;
use crate::{
    actor::{ActorIndex, JoinRank},
    colour::Colour,
    element::{Binding, Connector, End, Kind},
    geometry::Point,
    ink::{Ink, Sample, Samples},
    op::{ElementChange, Op, Prop, TextTarget},
    order_key::OrderKey,
    part::Part,
    text::{Atom, Cause, Edit, Utf16},
};

fn part(id: u128, part: Part) -> Element {
    Element::new(ElementId(id), Kind::Part(part), OrderKey::first())
}

fn bound(id: u128) -> End {
    End {
        at: Point::default(),
        bound: Some(Binding {
            element: ElementId(id),
            aim: None,
        }),
    }
}

fn stroke(id: u128) -> Element {
    let ink = Ink {
        samples: Samples(vec![Sample::default(); 2]),
        pressure: false,
        ended: true,
    };
    Element::new(ElementId(id), Kind::Ink(ink.into()), OrderKey::first())
}

fn set(id: u128, prop: Prop) -> Op {
    Op::Update(vec![ElementChange {
        id: ElementId(id),
        props: vec![prop],
    }])
}

fn done(board: &Board, ops: &[Op]) -> Board {
    let mut board = board.clone();
    for op in ops {
        board.apply(ActorIndex(1), op).expect("it is sound");
    }
    board
}

fn typed(file: FileId, insert: &str) -> Op {
    let edit = Edit {
        at: Utf16(0),
        delete: Utf16(0),
        insert: insert.to_owned(),
    };
    Op::Text {
        target: TextTarget::File(file),
        rank: JoinRank(0),
        atoms: vec![Atom {
            dt_millis: 0,
            cause: Cause::Type,
            edit,
        }],
    }
}

#[test]
fn what_was_added_removed_moved_and_changed_is_told_apart_in_words() {
    let line = Connector {
        start: bound(1),
        end: bound(2),
        ..Connector::default()
    };
    let line = Element::new(ElementId(5), Kind::Connector(line.into()), OrderKey::first());
    let parts = vec![
        part(1, Part::Cache),
        part(2, Part::Queue),
        part(3, Part::Service),
        part(4, Part::Search),
        line,
    ];
    let before = done(&Board::default(), &[Op::Create(parts)]);
    let now = done(
        &before,
        &[
            Op::Create(vec![part(6, Part::Client), stroke(7), stroke(8)]),
            Op::Delete(vec![ElementId(2)]),
            set(3, Prop::Origin(Point::new(80, 0))),
            set(4, Prop::Stroke(Colour::Token(3))),
            set(4, Prop::Origin(Point::new(80, 0))),
            set(5, Prop::End(bound(3))),
        ],
    );
    let comparison = Comparison::of(&before, &now);
    let told = comparison.elements.iter().map(|one| (one.how, one.words.as_str()));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            (How::Added, "Client added"),
            (How::Added, "Pen strokes added"),
            (How::Removed, "Queue removed"),
            (How::Moved, "Service moved"),
            (How::Changed, "Search moved, recoloured"),
            (How::Changed, "Cache – Queue bound to Service"),
        ]
    );
    assert_eq!(comparison.elements[1].ids, [ElementId(7), ElementId(8)]);
    assert!(Comparison::of(&now, &now).is_empty());
}

#[test]
fn code_differs_by_file_and_by_line() {
    let file = |id: u128, name: &str| Op::CreateFile {
        id: FileId(id),
        name: name.to_owned(),
        language: Default::default(),
    };
    let before = done(
        &Board::default(),
        &[file(1, "a.rs"), typed(FileId(1), "one\ntwo\n"), file(2, "b.rs")],
    );
    let now = done(
        &before,
        &[typed(FileId(1), "zero\n"), file(3, "c.rs"), typed(FileId(3), "new")],
    );
    let comparison = Comparison::of(&before, &now);
    let told = comparison.files.iter().map(|file| {
        let differing = Hunk::all(&file.lines)
            .iter()
            .map(|hunk| hunk.to - hunk.from)
            .sum::<usize>();
        (file.name.as_str(), file.how, file.lines.len(), differing)
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [("a.rs", How::Changed, 3, 1), ("c.rs", How::Added, 1, 1)]
    );
}
