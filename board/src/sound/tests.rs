//! Recordings that were damaged in every way that was thought of: each opens as far as it is sound and says what is missing.

use super::*;
use crate::{
    board::Board, codec::encode_entries, element::Element, element::Kind, id::ElementId, order_key::OrderKey, redaction,
};

const RUN: usize = 4;

fn made(id: u64) -> Op {
    let (id, kind) = (ElementId(u128::from(id)), Kind::Text { auto_width: true });
    Op::Create(vec![Element::new(id, kind, OrderKey::first())])
}

/// Twelve entries ten seconds apart, each a new element; the tenth is a gap that keeps the board of before.
fn recorded() -> Vec<Entry> {
    let mut board = Board::default();
    let entries = (1..=12).map(|seq| {
        let op = if seq == 10 {
            Op::Gap(Box::new(board.snapshot()))
        } else {
            made(seq)
        };
        board.apply(ActorIndex(1), &op).unwrap();
        Entry {
            seq: Seq(seq),
            at: Millis(seq * 10_000),
            ago_millis: 0,
            actor: ActorIndex(1),
            op,
            redacted: None,
        }
    });
    entries.collect()
}

fn runs(entries: &[Entry]) -> Vec<StoredRun> {
    let mut head = Hash::default();
    let run = |run: &[Entry]| {
        head = run.iter().fold(head, chain);
        StoredRun {
            first: run[0].seq,
            last: run[run.len() - 1].seq,
            ends: run[run.len() - 1].at,
            head,
            bytes: Some(encode_entries(run)),
        }
    };
    entries.chunks(RUN).map(run).collect()
}

fn read(runs: &[StoredRun], expected: u64) -> Sound {
    let mut reader = Reader::strict();
    runs.iter().for_each(|run| reader.take(run));
    reader.finish(expected)
}

fn elements(sound: &Sound, count: usize) -> usize {
    let mut board = Board::default();
    for entry in &sound.entries[..count] {
        let _ = board.apply(entry.actor, &entry.op);
    }
    board.elements().count()
}

#[test]
fn what_is_whole_is_read_whole() {
    let sound = read(&runs(&recorded()), 12);
    assert_eq!((sound.entries.clone(), sound.sentence()), (recorded(), None));
    assert_eq!(read(&[], 0), Sound::default());
}

#[test]
fn f2_one_that_was_cut_short_opens_up_to_there() {
    let sound = read(&runs(&recorded())[..2], 12);
    assert_eq!(sound.entries.len(), 8);
    let sentence = "Only what was recorded up to 01:20 can be shown: entries 9 to 12 are missing.";
    assert_eq!(sound.sentence().unwrap(), sentence);
    let mut cut = runs(&recorded());
    if let Some(bytes) = &mut cut[2].bytes {
        bytes.truncate(bytes.len() / 2);
    }
    let sentence = "Only what was recorded up to 01:20 can be shown: entries 9 to 12 are damaged.";
    assert_eq!(read(&cut, 12).sentence().unwrap(), sentence);
}

#[test]
fn e3_no_flipped_byte_stays_unnoticed_and_what_follows_a_gap_is_shown() {
    let whole = runs(&recorded());
    let length = whole[1].bytes.as_ref().unwrap().len();
    for place in 0..length {
        let mut broken = whole.clone();
        broken[1].bytes.as_mut().unwrap()[place] ^= 0x10;
        let sound = read(&broken, 12);
        assert_eq!(sound.faults.len(), 1, "byte {place}");
        let fault = sound.faults[0];
        assert_eq!((fault.first, fault.last), (Seq(5), Seq(8)));
        assert_eq!(
            (fault.from, fault.resumes),
            (Some(Millis(40_000)), Some(Millis(100_000)))
        );
        assert_eq!(sound.entries.len(), 12, "later entries keep their places");
        assert_eq!(sound.entries[9..], recorded()[9..], "byte {place}");
        assert_eq!([4, 9, 12].map(|count| elements(&sound, count)), [4, 4, 11]);
    }
    let mut unpacked = whole;
    unpacked[1].bytes = None;
    let sentence = "From 00:40 to 01:40 nothing can be shown: entries 5 to 8 are damaged; \
        then the recording holds the whole board again.";
    assert_eq!(read(&unpacked, 12).sentence().unwrap(), sentence);
}

#[test]
fn e3_entries_that_were_never_recorded_are_not_shown() {
    let mut entries = recorded();
    entries[5].op = made(99);
    let mut forged = runs(&recorded());
    forged[1].bytes = Some(encode_entries(&entries[4..8]));
    let sound = read(&forged, 12);
    assert_eq!(sound.faults[0].why, Why::NotRecorded);
    assert!(
        sound
            .sentence()
            .unwrap()
            .contains("entries 5 to 8 are not what was recorded, as the hash chain shows")
    );
}

#[test]
fn f2_one_of_a_newer_version_opens_up_to_there_and_says_so() {
    let mut newer = runs(&recorded());
    newer[1].bytes.as_mut().unwrap()[3] = 9;
    newer[2].bytes.as_mut().unwrap()[3] = 9;
    let sound = read(&newer, 12);
    let sentence = "Only what was recorded up to 00:40 can be shown: entries 5 to 8 were recorded by a newer version \
        (format 9); update Chalkback.";
    assert_eq!((sound.entries.len(), sound.sentence().unwrap().as_str()), (4, sentence));
}

#[test]
fn t1_entries_out_of_order_are_left_out() {
    let mut entries = recorded();
    entries.swap(5, 6);
    let mut disordered = runs(&recorded());
    disordered[1].bytes = Some(encode_entries(&entries[4..8]));
    assert_eq!(read(&disordered, 12).faults[0].why, Why::OutOfOrder);
    // Runs in another order, a run that is there twice, a run that is not there.
    let mut swapped = runs(&recorded());
    swapped.swap(0, 1);
    assert!(read(&swapped, 12).sentence().is_some());
    let mut twice = runs(&recorded());
    twice.insert(1, twice[0].clone());
    let sound = read(&twice, 12);
    assert_eq!(
        (sound.faults[0].first, sound.faults[0].why),
        (Seq(5), Why::OutOfOrder),
        "what came before it is shown"
    );
    let mut hole = runs(&recorded());
    hole.remove(0);
    let sound = read(&hole, 12);
    let fault = sound.faults[0];
    assert_eq!((fault.first, fault.last, fault.why), (Seq(1), Seq(4), Why::Missing));
    assert_eq!(fault.resumes, Some(Millis(100_000)));
}

#[test]
fn an_index_that_lies_allocates_nothing() {
    let mut lying = runs(&recorded());
    lying[2].first = Seq(u64::MAX / 2);
    lying[2].last = Seq(u64::MAX);
    assert_eq!(read(&lying, 8).entries.len(), 8);
}

#[test]
fn t2_a_day_without_anything_and_wild_claims_of_age_are_sound() {
    let mut entries = recorded();
    for (index, entry) in entries.iter_mut().enumerate().skip(6) {
        entry.at = entry.at + Millis(24 * 3_600_000);
        // Clocks that were changed over and back again: claims of any age.
        entry.ago_millis = if index % 2 == 0 { u32::MAX } else { 3_600_000 };
    }
    let sound = read(&runs(&entries), 12);
    assert_eq!((sound.entries.len(), sound.sentence()), (12, None));
    let idle = crate::moments::idle_spans(&sound.entries);
    assert!(
        idle.iter().any(|span| (span.to - span.from).0 > 20 * 3_600_000),
        "{idle:?}"
    );
    let timeline = crate::replay::Timeline::new(sound.entries).unwrap();
    assert_eq!(timeline.at(Millis(24 * 3_600_000 + 120_000)).elements().count(), 11);
}

#[test]
fn e3_a_masked_stretch_is_sound() {
    let mut entries = recorded();
    for entry in &mut entries[4..7] {
        *entry = redaction::remove(entry);
    }
    let mut redacted = runs(&recorded());
    redacted[1].bytes = Some(encode_entries(&entries[4..8]));
    let sound = read(&redacted, 12);
    assert_eq!((sound.entries, sound.faults), (entries, Vec::new()));
}

#[test]
fn e3_what_was_put_off_is_proven_bit_by_bit_and_finds_the_same() {
    let quick = |runs: &[StoredRun]| {
        let mut reader = Reader::quick();
        runs.iter().for_each(|run| reader.take(run));
        reader.finish(12)
    };
    let proven = |sound: &Sound| {
        let mut proof = sound.proof.clone();
        loop {
            if let Some(holds) = proof.go_on(&sound.entries, 3) {
                return holds;
            }
        }
    };
    assert!(proven(&quick(&runs(&recorded()))));
    let mut entries = recorded();
    entries[10].op = made(99);
    let mut forged = runs(&recorded());
    forged[2].bytes = Some(encode_entries(&entries[8..12]));
    let sound = quick(&forged);
    assert!(sound.faults.is_empty() && !proven(&sound));
    assert_eq!(read(&forged, 12).faults.len(), 1, "then it is read strictly");
}
