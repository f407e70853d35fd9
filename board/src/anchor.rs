//! Where a stretch of code that somebody named has gone by a later moment: cards and notes keep pointing at what they were
//! written about, however much is typed before it.

use crate::{
    card::CodeRange,
    op::{Op, TextTarget},
    recording::Seq,
    replay::Timeline,
    text::diff_edit,
};

/// A stretch of code as it was right before or at an entry.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct CodeAnchor {
    /// The stretch.
    pub code: CodeRange,
    /// The last entry that the file was folded to.
    pub seq: Seq,
}

impl CodeAnchor {
    /// The same code at a later entry. `None` before there was anything to point at.
    pub fn at(self, timeline: &Timeline, seq: Seq) -> Option<CodeRange> {
        let target = TextTarget::File(self.code.file);
        let index = |seq: Seq| {
            usize::try_from(seq.0)
                .unwrap_or(usize::MAX)
                .min(timeline.entries().len())
        };
        let between = timeline.entries().get(index(self.seq)..index(seq))?;
        let followed = between.iter().fold(self.code, |code, entry| match &entry.op {
            Op::Text {
                target: edited, atoms, ..
            } if *edited == target => atoms.iter().fold(code, |code, atom| code.over(&atom.edit)),
            // What was typed while nothing was recorded is known by its outcome only.
            Op::Gap(_) => {
                let text = |seq: u64| timeline.at_seq(Seq(seq)).text(target).map(ToString::to_string);
                let (before, after) = (text(entry.seq.0.saturating_sub(1)), text(entry.seq.0));
                let edit = diff_edit(&before.unwrap_or_default(), &after.unwrap_or_default(), None);
                edit.iter().fold(code, |code, edit| code.over(edit))
            }
            Op::Text { .. }
            | Op::Create(_)
            | Op::Update(_)
            | Op::Delete(_)
            | Op::Restore(_)
            | Op::InkBegin { .. }
            | Op::InkExtend { .. }
            | Op::InkEnd { .. }
            | Op::CreateFile { .. }
            | Op::UpdateFile { .. }
            | Op::Card { .. }
            | Op::Round(_)
            | Op::Removed => code,
        });
        Some(followed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        actor::{ActorIndex, JoinRank},
        board::Board,
        code::Language,
        id::FileId,
        recording::Entry,
        text::{Atom, Edit, Utf16},
        time::Millis,
    };

    const FILE: FileId = FileId(9);

    fn typed(at: u32, delete: u32, insert: &str) -> Op {
        let edit = Edit {
            at: Utf16(at),
            delete: Utf16(delete),
            insert: insert.to_owned(),
        };
        Op::Text {
            target: TextTarget::File(FILE),
            rank: JoinRank(1),
            atoms: vec![Atom {
                edit,
                ..Atom::default()
            }],
        }
    }

    fn timeline(ops: Vec<Op>) -> Timeline {
        let entry = |(seq, op)| Entry {
            seq: Seq(seq),
            at: Millis(seq * 100),
            ago_millis: 0,
            actor: ActorIndex(1),
            op,
            redacted: None,
        };
        Timeline::new((1..).zip(ops).map(entry).collect()).unwrap()
    }

    fn file() -> Op {
        Op::CreateFile {
            id: FILE,
            name: "main.rs".to_owned(),
            language: Language::Rust,
        }
    }

    /// What an anchor on `from..to` at entry 2 reads at each entry.
    fn read(timeline: &Timeline, from: u32, to: u32) -> Vec<Option<String>> {
        let (from, to) = (Utf16(from), Utf16(to));
        let code = CodeRange { file: FILE, from, to };
        let anchor = CodeAnchor { code, seq: Seq(2) };
        let at = |seq: u64| {
            let code = anchor.at(timeline, Seq(seq))?;
            let board = timeline.at_seq(Seq(seq));
            board.file(FILE)?.text.slice(code.from, code.to)
        };
        (1..=timeline.entries().len() as u64).map(at).collect()
    }

    #[test]
    fn a_stretch_is_followed_through_what_is_typed_before_and_in_it() {
        let timeline = timeline(vec![
            file(),
            typed(0, 0, "let limit = 10;"),
            typed(0, 0, "// why\n"),
            typed(13, 0, "_a"),
            typed(0, 7, ""),
        ]);
        let read = read(&timeline, 4, 9);
        let words = ["limit", "limit", "li_amit", "li_amit"].map(|word| Some(word.to_owned()));
        assert_eq!(read[0], None, "there was nothing yet");
        assert_eq!(read[1..], words);
    }

    #[test]
    fn a_stretch_is_found_again_behind_what_was_not_recorded() {
        let mut board = Board::default();
        let unrecorded = [file(), typed(0, 0, "let limit = 10;"), typed(0, 0, "use std;\n")];
        unrecorded
            .iter()
            .for_each(|op| drop(board.apply(ActorIndex(1), op).unwrap()));
        let gap = Op::Gap(Box::new(board.snapshot()));
        let timeline = timeline(vec![file(), typed(0, 0, "let limit = 10;"), gap]);
        assert_eq!(read(&timeline, 4, 9).last(), Some(&Some("limit".to_owned())));
    }
}
