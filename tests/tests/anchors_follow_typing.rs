//! A stretch of code is followed through real typing: whatever is left of its letters at any later moment is inside, and no
//! letter that was outside before is.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends where it stands")]

use std::collections::BTreeSet;

use board::{
    Op,
    actor::ActorIndex,
    anchor::CodeAnchor,
    card::{Assumption, CardKind, CodeRange},
    id::CardId,
    import::trace,
    recording::Seq,
    replay::Timeline,
    text::Utf16,
};
use tests::material;

/// Every UTF-16 unit of the file by a number of its own, after each entry that is asked for.
fn units_at(timeline: &Timeline, seqs: &BTreeSet<u64>) -> Vec<(u64, Vec<u32>)> {
    let (mut units, mut fresh, mut kept) = (Vec::<u32>::new(), 0, Vec::new());
    for entry in timeline.entries() {
        if let Op::Text { atoms, .. } = &entry.op {
            for edit in atoms.iter().map(|atom| &atom.edit) {
                let (at, delete) = (edit.at.0 as usize, edit.delete.0 as usize);
                let inserted = Utf16::of(&edit.insert).0;
                units.splice(at..at + delete, fresh..fresh + inserted);
                fresh += inserted;
            }
        }
        if seqs.contains(&entry.seq.0) {
            kept.push((entry.seq.0, units.clone()));
        }
    }
    kept
}

fn card_about(code: CodeRange) -> Op {
    let mut assumption = Assumption {
        text: "it stays".to_owned(),
        ..Assumption::default()
    };
    assumption.about.code = Some(code);
    Op::Card {
        id: CardId(1),
        kind: CardKind::Assumption(Box::new(assumption)),
    }
}

fn check(name: &str) {
    let text = material::text(&format!("editing-traces/{name}.json.gz"));
    let imported = trace::read(&text).unwrap().into_recording().unwrap();
    let timeline = Timeline::new(imported.entries).unwrap();
    let count = timeline.entries().len() as u64;
    let seqs = (1..=12).map(|part| count * part / 12).collect::<BTreeSet<_>>();
    let kept = units_at(&timeline, &seqs);
    let (mut followed, mut survived) = (0, 0);
    for (place, (seq, units)) in kept.iter().enumerate() {
        // A line's worth, from three places of the text.
        for part in 1..=3 {
            let from = units.len() * part / 4;
            let to = (from + 40).min(units.len());
            let own = units[from..to].iter().collect::<BTreeSet<_>>();
            let others = units[..from].iter().chain(&units[to..]).collect::<BTreeSet<_>>();
            let code = CodeRange {
                file: trace::FILE_ID,
                from: Utf16(from as u32),
                to: Utf16(to as u32),
            };
            let anchor = CodeAnchor { code, seq: Seq(*seq) };
            let mut board = timeline.at_seq(Seq(*seq));
            board.apply(ActorIndex(1), &card_about(code)).unwrap();
            let mut reached = *seq;
            for (later, units) in &kept[place..] {
                let code = anchor.at(&timeline, Seq(*later)).unwrap();
                for entry in &timeline.entries()[reached as usize..*later as usize] {
                    board.apply(entry.actor, &entry.op).unwrap();
                }
                reached = *later;
                let card = board.cards().last().unwrap();
                assert_eq!(card.kind.about().unwrap().code, Some(code), "the board says the same");
                let (from, to) = (code.from.0 as usize, code.to.0 as usize);
                let inside = units[from..to].iter().collect::<BTreeSet<_>>();
                let strays = inside.intersection(&others).count();
                assert_eq!(
                    strays, 0,
                    "{name}: {seq} at {later}, {from}..{to} holds what was outside"
                );
                let left = units.iter().filter(|unit| own.contains(unit)).count();
                let found = inside.intersection(&own).count();
                assert_eq!(found, left, "{name}: {seq} at {later}, {from}..{to} lost some of it");
                (followed, survived) = (followed + 1, survived + usize::from(found > 0));
            }
        }
    }
    assert!(
        survived * 4 > followed,
        "{name}: of {followed} stretches something was left of {survived} only"
    );
}

#[test]
fn through_one_person_s_typing() {
    check("sveltecomponent");
}

#[test]
fn through_the_typing_of_two_at_once() {
    check("friendsforever");
}
