use proptest::prelude::*;

use super::*;
use crate::{
    actor::{ActorIndex, JoinRank},
    code::Language,
    element::{Element, Kind, Style},
    geometry::Point,
    id::{ElementId, FileId},
    ink::Sample,
    order_key::OrderKey,
    recording::Seq,
    shape::ShapeKind,
    text::{Atom, Cause, Edit, Utf16},
};

const FILE: FileId = FileId(1);
const STROKE: ElementId = ElementId(1);

fn recording(ops: Vec<(u64, u32, u16, Op)>) -> Vec<Entry> {
    let entry = |(seq, (at, ago_millis, actor, op))| Entry {
        seq: Seq(seq),
        at: Millis(at),
        ago_millis,
        actor: ActorIndex(actor),
        op,
        redacted: None,
    };
    (1..).zip(ops).map(entry).collect()
}

fn fold(entries: &[Entry]) -> Board {
    let mut board = Board::default();
    for entry in entries {
        board.apply(entry.actor, &entry.op).unwrap();
    }
    board
}

fn show(entries: &[Entry], at: u64) -> Board {
    let board = fold(&entries[..entries.partition_point(|entry| entry.at <= Millis(at))]);
    Unfolding::new(entries).show(entries, &board, Millis(at)).board
}

fn file() -> Op {
    Op::CreateFile {
        id: FILE,
        name: "main.rs".to_owned(),
        language: Language::Rust,
    }
}

fn atom(dt_millis: u32, at: u32, delete: u32, insert: &str) -> Atom {
    let edit = Edit {
        at: Utf16(at),
        delete: Utf16(delete),
        insert: insert.to_owned(),
    };
    Atom {
        dt_millis,
        cause: Cause::Type,
        edit,
    }
}

fn typing(atoms: Vec<Atom>) -> Op {
    Op::Text {
        target: TextTarget::File(FILE),
        rank: JoinRank(1),
        atoms,
    }
}

fn code(board: &Board) -> String {
    board.file(FILE).map(|file| file.text.to_string()).unwrap_or_default()
}

fn samples(dts: &[u16]) -> Samples {
    let sample = |(x, dt_millis): (i32, &u16)| Sample {
        at: Point::new(x * 80, 0),
        dt_millis: *dt_millis,
        pressure: 128,
    };
    Samples((0..).zip(dts).map(sample).collect())
}

fn shape(id: u128) -> Op {
    Op::Create(vec![Element::new(
        ElementId(id),
        Kind::Shape(ShapeKind::Rectangle),
        OrderKey::first(),
    )])
}

#[test]
fn t4_a_stroke_appears_at_the_pace_of_the_hand() {
    let begin = Op::InkBegin {
        id: STROKE,
        origin: Point::default(),
        order: OrderKey::first(),
        style: Style::default(),
        pressure: false,
        samples: samples(&[0, 100, 100]),
    };
    let extend = Op::InkExtend {
        id: STROKE,
        samples: samples(&[100, 100]),
    };
    let entries = recording(vec![
        (1_250, 50, 1, begin),
        (1_450, 50, 1, extend),
        (1_460, 0, 1, Op::InkEnd { id: STROKE }),
    ]);
    let n_samples = |at| {
        let board = show(&entries, at);
        board
            .element(STROKE)
            .and_then(|element| element.ink())
            .map_or(0, |ink| ink.samples.0.len())
    };
    for (at, n) in [
        (999, 0),
        (1_000, 1),
        (1_150, 2),
        (1_200, 3),
        (1_299, 3),
        (1_300, 4),
        (1_400, 5),
        (9_000, 5),
    ] {
        assert_eq!(n_samples(at), n, "at {at}");
    }
}

#[test]
fn t4_typing_of_one_push_appears_letter_by_letter_and_the_board_itself_does_not_change() {
    let atoms = vec![atom(0, 0, 0, "a"), atom(80, 1, 0, "b"), atom(120, 2, 0, "c")];
    let entries = recording(vec![(0, 0, 0, file()), (1_000, 0, 1, typing(atoms))]);
    let before = fold(&entries[..1]);
    for (at, text) in [(799, ""), (800, "a"), (880, "ab"), (999, "ab"), (1_000, "abc")] {
        assert_eq!(code(&show(&entries, at)), text, "at {at}");
    }
    assert_eq!(before, fold(&entries[..1]));
}

#[test]
fn t5_what_was_made_offline_is_shown_when_it_was_made() {
    let line = vec![atom(0, 0, 0, "let"), atom(10_000, 3, 0, " x"), atom(20_000, 0, 5, "")];
    let entries = recording(vec![
        (0, 0, 0, file()),
        (210_000, 200_000, 1, shape(11)),
        (210_000, 190_000, 1, shape(12)),
        (210_000, 100_000, 1, Op::Delete(vec![ElementId(11)])),
        (210_000, 50_000, 1, typing(line)),
        (260_000, 0, 1, shape(13)),
    ]);
    let seen = |at| {
        let board = show(&entries, at);
        (
            board.elements().map(|element| element.id.0).collect::<Vec<_>>(),
            code(&board),
        )
    };
    assert_eq!(seen(9_999), (vec![], String::new()));
    assert_eq!(seen(10_000), (vec![11], String::new()));
    assert_eq!(seen(20_000), (vec![11, 12], String::new()));
    assert_eq!(seen(109_999), (vec![11, 12], String::new()));
    assert_eq!(seen(110_000), (vec![12], String::new()));
    assert_eq!(seen(130_000), (vec![12], "let".to_owned()));
    assert_eq!(seen(145_000), (vec![12], "let x".to_owned()));
    assert_eq!(seen(160_000), (vec![12], String::new()));
    assert_eq!(seen(210_000), (vec![12], String::new()));
    assert_eq!(begun_at(&entries[4]), Millis(130_000));
}

#[test]
fn t5_what_others_type_later_is_not_shown_early() {
    // Ana types at the end while Mo, whom she does not see, types a line at the beginning and takes half of it back.
    let entries = recording(vec![
        (0, 0, 0, file()),
        (1_000, 0, 2, typing(vec![atom(0, 0, 0, "one")])),
        (50_000, 0, 2, typing(vec![atom(0, 0, 0, "// ab\n")])),
        (51_000, 0, 2, typing(vec![atom(0, 4, 1, "")])),
        (90_000, 70_000, 1, typing(vec![atom(0, 8, 0, " two")])),
        (95_000, 0, 2, typing(vec![atom(0, 0, 3, "")])),
    ]);
    assert_eq!(code(&show(&entries, 19_999)), "one");
    assert_eq!(code(&show(&entries, 20_000)), "one two");
    assert_eq!(code(&show(&entries, 50_000)), "// ab\none two");
    assert_eq!(code(&show(&entries, 51_000)), "// a\none two");
    assert_eq!(code(&show(&entries, 90_000)), code(&fold(&entries[..5])));
}

proptest! {
    #[test]
    fn what_was_all_made_by_then_shows_the_end(
        edits in prop::collection::vec((0u32..40, 0u32..6, "[a-c]{0,3}", 0u16..3, any::<bool>()), 1..30),
        at in 0u64..1_000,
    ) {
        let mut length = 0;
        let mut ops = vec![(0, 0, 0, file())];
        for (place, delete, insert, actor, is_late) in edits {
            let place = place.min(length);
            let delete = delete.min(length - place);
            if delete > 0 || !insert.is_empty() {
                length = length - delete + Utf16::of(&insert).0;
                // Late or not, all was made in the first second and ordered in the hundredth.
                let ago_millis = if is_late { 99_500 } else { 0 };
                ops.push((100_000, ago_millis, actor + 1, typing(vec![atom(0, place, delete, &insert)])));
            }
        }
        let entries = recording(ops);
        // Whatever mixture is shown, it is a text; with everything late it is the text that all end in.
        let mixed = show(&entries, at);
        prop_assert!(mixed.file(FILE).is_some());
        let mut all_late = entries.clone();
        all_late.iter_mut().skip(1).for_each(|entry| entry.ago_millis = 99_500);
        prop_assert_eq!(code(&show(&all_late, 500)), code(&fold(&entries)));
        prop_assert_eq!(code(&show(&all_late, 499)), "");
        prop_assert_eq!(show(&entries, 100_000), fold(&entries));
    }
}

#[test]
fn t5_late_is_what_came_more_than_two_seconds_after_it_was_made() {
    let ago = |ago_millis| recording(vec![(9_000, ago_millis, 1, file())]).remove(0);
    assert!(!is_late(&ago(2_000)));
    assert!(is_late(&ago(2_001)));
}

#[test]
fn t4_a_piece_is_there_from_its_own_moment_on() {
    let target = TextTarget::File(FILE);
    let atoms = vec![atom(0, 0, 0, "a"), atom(100, 1, 0, "b")];
    let rank = JoinRank(1);
    let entry = recording(vec![(1_000, 0, 1, Op::Text { target, rank, atoms })]).remove(0);
    let made = |at| pieces_made(&entry, Millis(at));
    assert_eq!([made(899), made(900), made(999), made(1_000)], [0, 1, 1, 2]);
}
