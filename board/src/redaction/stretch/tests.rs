//! A key that was pasted and everything that could still hold it.

use super::*;
use crate::{
    card::CardKind,
    code::Language,
    element::Kind,
    id::{CardId, ElementId, FileId},
    order_key::OrderKey,
    recording::{Hash, Seq, chain},
    replay::Timeline,
};

const KEY: &str = "sk-live-4eC39HqLyjWDarjtT1zdp7dc";
const FILE: TextTarget = TextTarget::File(FileId(1));

/// Entries a second apart, from the room's first on.
fn recorded(ops: Vec<(u16, Op)>) -> Vec<Entry> {
    let entry = |(seq, (actor, op)): (u64, (u16, Op))| Entry {
        seq: Seq(seq),
        at: Millis(seq * 1_000),
        ago_millis: 0,
        actor: ActorIndex(actor),
        op,
        redacted: None,
    };
    (1..).zip(ops).map(entry).collect()
}

fn edited(at: u32, delete: u32, insert: &str, cause: Cause) -> Op {
    let edit = Edit {
        at: Utf16(at),
        delete: Utf16(delete),
        insert: insert.to_owned(),
    };
    Op::Text {
        target: FILE,
        rank: JoinRank(1),
        atoms: vec![Atom {
            dt_millis: 0,
            cause,
            edit,
        }],
    }
}

fn file() -> Op {
    Op::CreateFile {
        id: FileId(1),
        name: "main.py".to_owned(),
        language: Language::Python,
    }
}

fn text(id: u128, words: &str) -> Op {
    let element = Element::new(ElementId(id), Kind::Text { auto_width: true }, OrderKey::first());
    Op::Create(vec![Element {
        text: words.into(),
        ..element
    }])
}

fn folded(entries: &[Entry]) -> Board {
    let mut board = Board::default();
    entries
        .iter()
        .for_each(|entry| drop(board.apply(entry.actor, &entry.op)));
    board
}

fn head(entries: &[Entry]) -> Hash {
    entries.iter().fold(Hash::default(), chain)
}

fn second(from: u64, to: u64) -> Stretch {
    Stretch {
        from: Millis(from * 1_000),
        to: Millis(to * 1_000),
        actor: Some(ActorIndex(1)),
    }
}

fn written(entries: &[Entry]) -> String {
    serde_json::to_string(entries).unwrap()
}

/// Pasted at 3, typed on behind it at 4, taken out at 6 and brought back by undoing at 7.
fn with_key() -> Vec<Entry> {
    let long = KEY.len() as u32;
    recorded(vec![
        (1, file()),
        (1, edited(0, 0, "a = 1\nb = 2\n", Cause::Type)),
        (1, edited(6, 0, KEY, Cause::Paste)),
        (2, edited(12 + long, 0, "c = 3\n", Cause::Type)),
        (2, text(7, "queue")),
        (1, edited(6, long, "", Cause::Type)),
        (1, edited(6, 0, KEY, Cause::Undo)),
        (1, edited(0, 0, "# note\n", Cause::Type)),
    ])
}

#[test]
fn e3_a_pasted_key_is_nowhere_and_later_work_stays_in_its_place() {
    let (whole, mut entries) = (with_key(), with_key());
    let redaction = redact(&mut entries, &second(3, 3), Way::Remove);
    assert_eq!((redaction.changed.clone(), redaction.elsewhere), (vec![2, 6], 1));
    assert!(!written(&entries).contains("4eC39"), "the key is still there");
    assert_eq!(head(&entries), head(&whole), "the chain holds");
    for (left, was) in entries.iter().zip(&whole) {
        assert_eq!((left.seq, left.at, left.actor), (was.seq, was.at, was.actor));
    }
    let mut board = folded(&entries);
    let blacked = format!("# note\na = 1\n{}b = 2\nc = 3\n", MASK.to_string().repeat(KEY.len()));
    assert_eq!(board.text(FILE).unwrap().to_string(), blacked);
    let timeline = Timeline::new(entries.clone()).unwrap();
    timeline.prepare(usize::MAX);
    for count in 0..=entries.len() {
        assert_eq!(timeline.at_seq(Seq(count as u64)), folded(&entries[..count]));
    }
    for op in &redaction.sweeping {
        board.apply(ActorIndex::ROOM, op).unwrap();
    }
    assert_eq!(board.text(FILE).unwrap().to_string(), "# note\na = 1\nb = 2\nc = 3\n");
}

#[test]
fn e3_a_gap_that_kept_the_key_is_cleared_and_keeps_what_the_pause_brought() {
    let mut entries = with_key();
    let mut paused = folded(&entries);
    let atoms = vec![(0u32, "import os\n")];
    for (at, insert) in atoms {
        paused
            .apply(ActorIndex(2), &edited(at, 0, insert, Cause::Type))
            .unwrap();
    }
    paused.apply(ActorIndex(2), &text(9, "after")).unwrap();
    let gap = Op::Gap(Box::new(paused.snapshot()));
    entries.push(Entry {
        seq: Seq(9),
        at: Millis(60_000),
        op: gap,
        ..entries[7].clone()
    });
    // Typed letter by letter it is no word to look for: only its place tells what it was.
    let mut short = entries.clone();
    for typed in [2, 6] {
        if let Op::Text { atoms, .. } = &mut short[typed].op {
            atoms[0].cause = Cause::Type;
            atoms[0].edit.insert = "x".repeat(KEY.len());
        }
    }
    if let Op::Gap(snapshot) = &mut short[8].op {
        snapshot.files[0].text = snapshot.files[0]
            .text
            .to_string()
            .replace(KEY, &"x".repeat(KEY.len()))
            .as_str()
            .into();
    }
    for (mut entries, word, stretch) in [(entries, "4eC39", second(3, 3)), (short, "xx", second(3, 7))] {
        redact(&mut entries, &stretch, Way::Remove);
        assert!(!written(&entries).contains(word), "{word}");
        let board = folded(&entries);
        let text = board.text(FILE).unwrap().to_string();
        assert!(text.starts_with("import os\n# note\na = 1\n█"), "{text}");
        assert!(text.ends_with("█b = 2\nc = 3\n"), "{text}");
        assert!(board.element(ElementId(7)).is_some() && board.element(ElementId(9)).is_some());
    }
}

#[test]
fn e3_what_was_drawn_in_the_stretch_goes_also_from_a_gap_and_others_work_stays() {
    let mut entries = recorded(vec![
        (1, text(1, "before")),
        (1, text(2, "my address")),
        (2, text(3, "theirs")),
        (1, Op::Delete(vec![ElementId(1)])),
        (
            1,
            Op::Card {
                id: CardId(1),
                kind: CardKind::Chat("it is 12 Elm Street".to_owned()),
            },
        ),
    ]);
    let snapshot = Box::new(folded(&entries).snapshot());
    entries.push(Entry {
        seq: Seq(6),
        at: Millis(90_000),
        op: Op::Gap(snapshot),
        ..entries[4].clone()
    });
    let redaction = redact(&mut entries, &second(2, 5), Way::Remove);
    assert_eq!(redaction.changed, [1, 4, 5]);
    let board = folded(&entries);
    let left = board.elements().map(|element| element.id.0).collect::<Vec<_>>();
    assert_eq!(
        (left, board.cards().count()),
        (vec![3], 0),
        "what was deleted stays deleted"
    );
    assert!(!written(&entries).contains("address") && !written(&entries).contains("Elm"));
}

#[test]
fn e3_masking_leaves_shapes_and_sweeps_nothing() {
    let mut entries = recorded(vec![
        (1, text(2, "my address")),
        (1, file()),
        (1, edited(0, 0, "hi", Cause::Type)),
    ]);
    let redaction = redact(&mut entries, &second(1, 3), Way::Mask);
    assert!(redaction.sweeping.is_empty());
    let board = folded(&entries);
    assert_eq!(board.element(ElementId(2)).unwrap().text.to_string(), "██████████");
    assert_eq!(board.text(FILE).unwrap().to_string(), "██");
}

#[test]
fn e3_images_named_by_nothing_else_go() {
    let image = |id: u128, byte: u8| {
        Op::Create(vec![Element::new(
            ElementId(id),
            Kind::Image(AssetHash([byte; 32])),
            OrderKey::first(),
        )])
    };
    let mut entries = recorded(vec![(1, image(1, 1)), (1, image(2, 2)), (1, image(3, 1))]);
    let redaction = redact(&mut entries, &second(2, 3), Way::Remove);
    assert_eq!(redaction.assets, [AssetHash([2; 32])]);
}

#[test]
fn what_was_made_in_a_stretch_belongs_to_it_though_it_arrived_later() {
    let mut entry = recorded(vec![(1, edited(0, 0, "x", Cause::Type))]).remove(0);
    (entry.at, entry.ago_millis) = (Millis(60_000), 50_000);
    assert!(second(9, 11).covers(&entry) && second(60, 60).covers(&entry));
    assert!(!second(11, 59).covers(&entry));
    let theirs = Stretch {
        actor: Some(ActorIndex(2)),
        ..second(9, 11)
    };
    assert!(!theirs.covers(&entry));
}
