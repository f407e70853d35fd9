use super::*;
use crate::{
    actor::{ActorIndex, JoinRank},
    element::{Element, Kind},
    op::{Op, TextTarget},
    order_key::OrderKey,
    recording::Seq,
    text::{Atom, Cause, Edit},
};

const FILE: FileId = FileId(7);

/// Entries, one a second, from ops.
fn recorded(ops: Vec<Op>) -> Vec<Entry> {
    let entry = |(seq, op): (u64, Op)| Entry {
        seq: Seq(seq),
        at: Millis(seq * 1_000),
        ago_millis: 0,
        actor: ActorIndex(1),
        op,
        redacted: None,
    };
    (1..).zip(ops).map(entry).collect()
}

fn typed(at: u32, delete: u32, insert: &str) -> Op {
    let edit = Edit {
        at: Utf16(at),
        delete: Utf16(delete),
        insert: insert.to_owned(),
    };
    let atom = Atom {
        dt_millis: 0,
        cause: Cause::Type,
        edit,
    };
    Op::Text {
        target: TextTarget::File(FILE),
        rank: JoinRank(0),
        atoms: vec![atom],
    }
}

fn letters(at: u32, word: &str) -> Vec<Op> {
    let mut place = at;
    let each = word.chars().map(|letter| {
        let op = typed(place, 0, &letter.to_string());
        place += letter.len_utf16() as u32;
        op
    });
    each.collect()
}

fn found(index: &Index, words: &str) -> Vec<(u64, String)> {
    let found = index.find(&Query::new(words)).passages.into_iter();
    found.map(|passage| (passage.at.0 / 1_000, passage.words)).collect()
}

#[test]
fn a_word_that_was_taken_back_at_once_is_found_at_its_time() {
    let mut ops = letters(0, "redis");
    ops.extend((0..5).rev().map(|at| typed(at, 1, "")));
    ops.extend(letters(0, "kafka"));
    let index = Index::new(&recorded(ops));
    assert_eq!(found(&index, "redis"), [(5, "redis".to_owned())]);
    assert_eq!(found(&index, "KAF"), [(15, "kafka".to_owned())]);
    assert_eq!(found(&index, "edi"), [(5, "redis".to_owned())], "inside of a word");
    assert_eq!(found(&index, "rabbit"), []);
    assert!(index.find(&Query::new(" ")).passages.is_empty());
}

#[test]
fn of_a_paste_every_line_is_found_and_its_place_is_known() {
    let text = "fn main() {\n    let cache = 散らばる();\n}\n";
    let index = Index::new(&recorded(vec![typed(0, 0, text)]));
    let passages = index.find(&Query::new("散ら cache")).passages;
    assert_eq!(passages.len(), 1);
    assert_eq!(
        (passages[0].words.as_str(), passages[0].offset),
        ("let cache = 散らばる();", Utf16(16))
    );
    assert_eq!(found(&index, "{").len(), 1, "signs are found by looking through all");
}

#[test]
fn labels_and_names_of_files_are_found_also_when_they_are_gone() {
    let mut element = Element::new(ElementId(1), Kind::Frame, OrderKey::first());
    element.text = "Café à Montréal".into();
    let name = |name: &str| Op::CreateFile {
        id: FILE,
        name: name.to_owned(),
        language: crate::code::Language::Rust,
    };
    let ops = vec![
        Op::Create(vec![element]),
        name("shard.rs"),
        Op::Delete(vec![ElementId(1)]),
    ];
    let entries = recorded(ops);
    let index = Index::new(&entries);
    assert_eq!(found(&index, "cafe montreal"), [(1, "Café à Montréal".to_owned())]);
    assert_eq!(found(&index, "shard"), [(2, "shard.rs".to_owned())]);
    let end = crate::replay::Timeline::new(entries).unwrap().at_seq(Seq(u64::MAX));
    let stands = |words: &str| {
        let query = Query::new(words);
        index.find(&query).passages[0].stands_on(&end, &query)
    };
    assert!(!stands("cafe"), "deleted since");
    assert!(stands("shard"));
}

#[test]
fn what_is_typed_on_is_told_once() {
    let mut ops = letters(0, "let cache");
    // A rest in the middle of the word.
    ops.extend((0..4).map(|_| Op::Delete(Vec::new())));
    ops.extend(letters(9, "d = 1"));
    let index = Index::new(&recorded(ops));
    assert_eq!(found(&index, "cache"), [(18, "let cached = 1".to_owned())]);
}

#[test]
fn there_is_an_end_to_what_is_given() {
    let lines = (0..SEARCH_HITS + 20)
        .map(|number| format!("word {number}\n"))
        .collect::<String>();
    let index = Index::new(&recorded(vec![typed(0, 0, &lines)]));
    let all = index.find(&Query::new("word"));
    assert_eq!((all.passages.len(), all.is_cut), (SEARCH_HITS, true));
    assert!(!index.is_cut());
}
