//! A recording written as JSON Lines is the same recording when it is read back, and a damaged one says what of it is sound.

use board::{
    Board, Entry, Op,
    actor::{ActorIndex, JoinRank},
    card::{CardKind, Signal},
    element::{Element, Kind},
    export::json_lines::{Header, Line, header_of, lines},
    geometry::{Point, Size},
    id::{CardId, ElementId, FileId},
    import::{
        self, Imported, excalidraw,
        json_lines::{Reader, read},
        trace,
    },
    ink::{Sample, Samples},
    op::{ElementChange, Prop, RoundEvent, TextTarget},
    order_key::OrderKey,
    recording::Seq,
    redaction,
    shape::ShapeKind,
    text::{Atom, Cause, Edit, Utf16},
    time::Millis,
    track::Track,
};
use tests::material;

fn written(imported: &Imported) -> String {
    let header = header_of(&imported.entries, &imported.people, imported.started_unix_millis);
    let imported = imported.clone();
    lines(header, imported.assets, imported.entries, imported.tracks)
        .map(|line| line + "\n")
        .collect()
}

fn check_round_trip(imported: &Imported) {
    let back = read(&written(imported)).expect("what was written is read");
    assert_eq!(back.entries, imported.entries);
    assert_eq!(back.assets, imported.assets);
    assert_eq!(back.people, imported.people);
    assert_eq!(back.tracks, imported.tracks);
    assert_eq!(back.started_unix_millis, imported.started_unix_millis);
    let (mut left, mut right) = (Board::default(), Board::default());
    for (before, after) in imported.entries.iter().zip(&back.entries) {
        let _ = left.apply(before.actor, &before.op);
        let _ = right.apply(after.actor, &after.op);
        if before.seq.0 % 1_000 == 0 || before.seq.0 < 100 {
            assert_eq!(left, right, "at {}", before.seq.0);
        }
    }
    assert_eq!(left.hash(), right.hash());
}

/// A little of everything that a room records.
fn ops() -> Vec<Op> {
    let shape = Element {
        origin: Point::new(-8, 16),
        size: Size::new(800, 400),
        text: "queue \"\u{1F600}\"\n".into(),
        ..Element::new(ElementId(1), Kind::Shape(ShapeKind::Cylinder), OrderKey::first())
    };
    let samples = Samples(vec![Sample {
        at: Point::new(3, -4),
        dt_millis: 8,
        pressure: 77,
    }]);
    let style = shape.style;
    let ink = ElementId(2);
    let target = TextTarget::File(FileId(3));
    let edit = Edit {
        at: Utf16(0),
        delete: Utf16(0),
        insert: "fn main() {}\r\n".to_owned(),
    };
    let begin = Op::InkBegin {
        id: ink,
        origin: Point::new(1, 1),
        order: OrderKey::parse("a1V").expect("it is a key"),
        style,
        pressure: true,
        samples: samples.clone(),
    };
    vec![
        Op::Create(vec![shape]),
        Op::Update(vec![ElementChange {
            id: ElementId(1),
            props: vec![Prop::Angle(-90), Prop::Fill(None)],
        }]),
        begin,
        Op::InkExtend { id: ink, samples },
        Op::InkEnd { id: ink },
        Op::CreateFile {
            id: FileId(3),
            name: "main.rs".to_owned(),
            language: board::code::Language::Rust,
        },
        Op::Text {
            target,
            rank: JoinRank(4),
            atoms: vec![Atom {
                dt_millis: 3,
                cause: Cause::Paste,
                edit,
            }],
        },
        Op::Card {
            id: CardId(5),
            kind: CardKind::Signal(Signal::OneMinute),
        },
        Op::Card {
            id: CardId(6),
            kind: CardKind::Chat("secret".to_owned()),
        },
        Op::Delete(vec![ElementId(1)]),
        Op::Restore(vec![ElementId(1)]),
        Op::Round(RoundEvent::Ended),
    ]
}

/// A round of these.
fn a_round() -> Imported {
    let entries = (1..).zip(ops()).map(|(seq, op)| Entry {
        seq: Seq(seq),
        at: Millis(seq * 1_000),
        ago_millis: 17,
        actor: ActorIndex(1),
        op,
        redacted: None,
    });
    let mut entries = entries.collect::<Vec<_>>();
    entries[8] = redaction::mask(&entries[8]);
    let view = Some((Point::new(0, 0), Point::new(1, 1)));
    let track = Track {
        at: Millis(1_200),
        actor: ActorIndex(1),
        rank: JoinRank(4),
        view,
        ..Track::default()
    };
    Imported {
        entries,
        people: vec![(ActorIndex(1), "Ana \u{1F600}".to_owned())],
        tracks: vec![track],
        started_unix_millis: Some(1_700_000_000_000),
        ..Imported::default()
    }
}

#[test]
fn a_round_reads_back() {
    check_round_trip(&a_round());
    check_round_trip(&Imported::default());
}

#[test]
fn real_drawings_read_back() {
    for path in material::files("excalidraw") {
        check_round_trip(&excalidraw::read(&material::text_of(&path)).unwrap().into_recording());
    }
    for path in material::files("excalidrawlib") {
        check_round_trip(&import::read(&material::text_of(&path)).unwrap());
    }
}

#[test]
fn real_typing_reads_back() {
    for path in material::files("editing-traces") {
        check_round_trip(
            &trace::read(&material::text_of(&path))
                .unwrap()
                .into_recording()
                .unwrap(),
        );
    }
}

#[test]
fn every_line_is_an_object_of_a_kind() {
    let text = written(&a_round());
    let kinds = text.lines().map(|line| {
        let line: serde_json::Value = serde_json::from_str(line).expect("every line is JSON");
        line["kind"].as_str().expect("every line has a kind").to_owned()
    });
    let kinds = kinds.collect::<Vec<_>>();
    assert_eq!(kinds[0], "header");
    assert_eq!(kinds.iter().filter(|kind| *kind == "entry").count(), 12);
    assert_eq!(kinds.last().map(String::as_str), Some("track"));
}

#[test]
fn unknown_kinds_of_line_are_passed_over_and_counted() {
    let mut text = written(&a_round());
    let end_of_header = text.find('\n').unwrap() + 1;
    text.insert_str(
        end_of_header,
        "\n{\"kind\":\"mood\",\"of\":\"Ana\"}\n{\"kind\":\"track\",\"voice\":1}\n",
    );
    let back = read(&text).unwrap();
    assert_eq!(back.entries, a_round().entries);
    assert_eq!(back.report.not_imported.get("mood"), Some(&1));
    assert_eq!(back.report.not_imported.get("track"), Some(&1));
    assert_eq!(back.report.imported.get("entry"), Some(&12));
}

#[test]
fn a_cut_off_recording_tells_the_line_and_what_is_sound() {
    let text = written(&a_round());
    let line_starts = text.match_indices('\n').map(|(at, _)| at + 1).collect::<Vec<_>>();
    // At the end of the line of entry 4, and in the middle of the one after.
    let (clean, torn) = (line_starts[4], line_starts[4] + 20);
    for (cut, line) in [(clean, 6), (torn, 6)] {
        let refused = read(text.split_at(cut).0).unwrap_err();
        assert_eq!(refused.code, "recording_truncated");
        assert!(refused.message.contains(&format!("line {line};")), "{refused}");
        assert!(refused.message.contains("4 entries before it are sound"), "{refused}");
    }
    let mut reader = Reader::default();
    let damage = text
        .split_at(torn)
        .0
        .lines()
        .try_for_each(|line| reader.line(line))
        .unwrap_err();
    assert_eq!((damage.line, damage.sound_entries), (6, 4));
    assert_eq!(reader.into_sound().entries, a_round().entries[..4]);
}

#[test]
fn e3_entries_that_were_changed_break_the_chain() {
    let text = written(&a_round()).replace("\"ago\":17", "\"ago\":18");
    let refused = read(&text).unwrap_err();
    assert_eq!(refused.code, "not_a_recording");
    assert!(refused.message.contains("hash chain"), "{refused}");
}

#[test]
fn f2_a_newer_recording_is_named_as_such() {
    let newer = Line::Header(Header {
        format: 1,
        ..Header::default()
    })
    .write();
    assert_eq!(read(&newer).unwrap_err().code, "newer_version");
    let text = written(&a_round()).replace("\"InkEnd\"", "\"InkSmudge\"");
    let refused = read(&text).unwrap_err();
    assert_eq!(refused.code, "newer_version");
    assert!(refused.message.contains("4 entries before it are sound"), "{refused}");
}

#[test]
fn what_is_no_recording_is_refused_in_one_sentence() {
    let header = Line::Header(Header::default()).write();
    let entry = Line::Entry(a_round().entries[0].clone()).write();
    let gap = Line::Entry(a_round().entries[2].clone()).write();
    let asset = r#"{"kind":"asset","hash":"00","mime":"image/png","base64":"AA"}"#;
    let foreign_hash = asset
        .replace("\"00\"", &format!("\"{:064}\"", 0))
        .replace("\"AA\"", "\"AA==\"");
    let unfitting = entry.replace(
        r#""op":{"#,
        r#""op":{"UpdateFile":{"id":"00000000000000000000000000000009","change":{"Deleted":true}}},"was":{"#,
    );
    let cases = [
        String::new(),
        entry.clone(),
        format!("{header}\n{header}"),
        format!("{header}\nnonsense"),
        format!("{header}\n{gap}"),
        format!("{header}\n{entry}\n{entry}"),
        format!("{header}\n{asset}"),
        format!("{header}\n{foreign_hash}"),
        format!("{header}\n{unfitting}"),
        header.replace("\"entries\":null", "\"entries\":1"),
    ];
    for text in cases {
        let refused = read(&text).expect_err(&text);
        assert!(
            ["not_a_recording", "recording_truncated"].contains(&refused.code),
            "{refused}"
        );
        assert!(
            !refused.message.contains('\n') && refused.message.len() < 300,
            "{refused}"
        );
    }
}
