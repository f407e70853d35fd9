//! From the entries of a recording to passages. Typing is read as runs: a run ends where somebody rests, goes elsewhere, or begins
//! to take away what was typed, so that what was there for a moment only is found too.

use std::collections::BTreeMap;

use super::{Index, Passage, Place, letters::tokens};
use crate::{
    limits::SEARCH_PASSAGES,
    op::{FileChange, Op, TextTarget},
    recording::Entry,
    snapshot::Snapshot,
    text::{Atom, TextBuffer, Utf16},
    time::Millis,
    unfold::{instants_backwards, is_late},
};

/// Nothing typed for longer than this ends a run, in milliseconds.
const REST_MILLIS: u64 = 2_000;
/// How far around what was typed its line is told, in UTF-16 units.
const AROUND: u32 = 80;
/// More than this at once is read at once.
const AT_ONCE: u32 = 200;

#[derive(Default)]
pub(super) struct Gathering {
    index: Index,
    texts: BTreeMap<TextTarget, Writing>,
}

/// A text on its way through the recording.
#[derive(Default)]
struct Writing {
    text: TextBuffer,
    run: Option<Run>,
}

/// What was typed in one go, in terms of the text as it is.
#[derive(Clone, Copy)]
struct Run {
    from: u32,
    to: u32,
    at: Millis,
    /// Whether it takes away.
    deletes: bool,
}

impl Gathering {
    pub(super) fn entry(&mut self, entry: &Entry) {
        // When it is shown: what came in time appears as it came.
        let at = if is_late(entry) { entry.made_at() } else { entry.at };
        match &entry.op {
            Op::Create(elements) => {
                for element in elements.iter().filter(|element| !element.text.is_empty()) {
                    self.appears(TextTarget::Element(element.id), &element.text, at);
                }
            }
            Op::Text { target, atoms, .. } => {
                let mut instants = instants_backwards(entry).collect::<Vec<_>>();
                instants.reverse();
                for (atom, at) in atoms.iter().zip(instants) {
                    self.types(*target, atom, at);
                }
            }
            Op::CreateFile { id, name, .. }
            | Op::UpdateFile {
                id,
                change: FileChange::Name(name),
            } => self.says(Place::FileName(*id), name, at),
            Op::Gap(snapshot) => self.gap(snapshot, at),
            Op::Update(_)
            | Op::Delete(_)
            | Op::Restore(_)
            | Op::InkBegin { .. }
            | Op::InkExtend { .. }
            | Op::InkEnd { .. }
            | Op::UpdateFile {
                change: FileChange::Language(_) | FileChange::Deleted(_),
                ..
            }
            | Op::Card { .. }
            | Op::Round(_)
            | Op::Removed => {}
        }
    }

    pub(super) fn finish(mut self) -> Index {
        for target in self.texts.keys().copied().collect::<Vec<_>>() {
            self.end_run(target);
        }
        // Runs end after others have begun.
        let mut order = (0_u32..).take(self.index.passages.len()).collect::<Vec<_>>();
        let time = |index: &u32| self.index.passages.get(*index as usize).map(|passage| passage.at);
        order.sort_by_key(time);
        let mut places = vec![0_u32; order.len()];
        for (place, index) in (0_u32..).zip(&order) {
            if let Some(slot) = places.get_mut(*index as usize) {
                *slot = place;
            }
        }
        for passages in self.index.by_token.values_mut() {
            for index in passages.iter_mut() {
                *index = places.get(*index as usize).copied().unwrap_or(*index);
            }
        }
        self.index.passages.sort_by_key(|passage| passage.at);
        self.index
    }

    /// A text that is there all at once.
    fn appears(&mut self, target: TextTarget, text: &TextBuffer, at: Millis) {
        let writing = self.texts.entry(target).or_default();
        if writing.text == *text {
            return;
        }
        writing.text = text.clone();
        writing.run = Some(Run {
            from: 0,
            to: text.len().0,
            at,
            deletes: false,
        });
        self.end_run(target);
    }

    fn types(&mut self, target: TextTarget, atom: &Atom, at: Millis) {
        let (from, deleted) = (atom.edit.at.0, atom.edit.delete.0);
        let inserted = Utf16::of(&atom.edit.insert).0;
        let run = self.texts.get(&target).and_then(|writing| writing.run);
        let goes_on = |run: &Run| {
            let is_near = from.saturating_add(deleted) >= run.from && from <= run.to;
            is_near && (at - run.at).0 <= REST_MILLIS && (deleted == 0 || run.deletes)
        };
        if run.is_some_and(|run| !goes_on(&run)) {
            self.end_run(target);
        }
        let writing = self.texts.entry(target).or_default();
        if writing.text.apply(&atom.edit).is_err() {
            return;
        }
        let before = writing.run.map_or((from, from), |run| {
            let to = if run.to > from.saturating_add(deleted) {
                run.to - deleted + inserted
            } else {
                from
            };
            (run.from.min(from), to)
        });
        writing.run = Some(Run {
            from: before.0,
            to: before.1.max(from + inserted),
            at,
            deletes: inserted == 0,
        });
        if inserted > AT_ONCE || atom.edit.insert.contains('\n') {
            self.end_run(target);
        }
    }

    /// Reads what was typed in one go, line by line.
    fn end_run(&mut self, target: TextTarget) {
        let Some(writing) = self.texts.get_mut(&target) else {
            return;
        };
        let Some(run) = writing.run.take() else { return };
        let length = writing.text.len().0;
        let (from, to) = (run.from.min(length), run.to.min(length));
        let Some((begin, part)) = part_of(
            &writing.text,
            from.saturating_sub(AROUND),
            to.saturating_add(AROUND).min(length),
        ) else {
            return;
        };
        let place = match target {
            TextTarget::Element(id) => Place::Element(id),
            TextTarget::File(id) => Place::Code(id),
        };
        let (touched_from, touched_to) = (byte_at(&part, from - begin), byte_at(&part, to.saturating_sub(begin)));
        let mut line_begin = 0;
        for line in part.split('\n') {
            let line_end = line_begin + line.len();
            if touched_from <= line_end && line_begin <= touched_to {
                let offset = begin + Utf16::of(part.get(..line_begin).unwrap_or_default()).0;
                let touched = (touched_from.saturating_sub(line_begin), touched_to - line_begin);
                self.passage(place, Utf16(offset), (line, touched), run.at);
            }
            line_begin = line_end + 1;
        }
    }

    /// What stood there after a stretch that was not recorded, as far as it is new.
    fn gap(&mut self, snapshot: &Snapshot, at: Millis) {
        for element in snapshot.elements.iter().filter(|element| !element.text.is_empty()) {
            self.appears(TextTarget::Element(element.id), &element.text, at);
        }
        for file in &snapshot.files {
            self.appears(TextTarget::File(file.id), &file.text, at);
        }
    }

    /// Words that are not typed letter by letter.
    fn says(&mut self, place: Place, words: &str, at: Millis) {
        self.passage(place, Utf16(0), (words, (0, words.len())), at);
    }

    /// A line of which some bytes were touched; its words there are found by it.
    fn passage(&mut self, place: Place, offset: Utf16, (line, touched): (&str, (usize, usize)), at: Millis) {
        let is_touched = |range: &std::ops::Range<usize>| range.start <= touched.1 && range.end >= touched.0;
        let words = tokens(line).into_iter().filter(|(range, _)| is_touched(range));
        let words = words.collect::<Vec<_>>();
        let first = words.first().map_or(touched.0, |(range, _)| range.start);
        if words.is_empty() && line.get(touched.0..touched.1).is_none_or(|part| part.trim().is_empty()) {
            return;
        }
        let Some(number) = u32::try_from(self.index.passages.len())
            .ok()
            .filter(|_| self.index.passages.len() < SEARCH_PASSAGES)
        else {
            self.index.is_cut = true;
            return;
        };
        self.index.passages.push(Passage {
            place,
            at,
            offset: Utf16(offset.0 + Utf16::of(line.get(..first).unwrap_or_default()).0),
            words: line.trim().to_owned(),
        });
        for (_, token) in words {
            let known = self.index.by_token.entry(token.into()).or_default();
            if known.last() != Some(&number) {
                known.push(number);
            }
        }
    }
}

/// A part of a text and where it begins. A pair of units that make one letter is not cut.
fn part_of(text: &TextBuffer, from: u32, to: u32) -> Option<(u32, String)> {
    let length = text.len().0;
    let [one_less, one_more] = [from.saturating_sub(1), to.saturating_add(1).min(length)];
    let tries = [(from, to), (one_less, to), (from, one_more), (one_less, one_more)];
    tries
        .into_iter()
        .find_map(|(from, to)| text.slice(Utf16(from), Utf16(to)).map(|part| (from, part)))
}

fn byte_at(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    for (byte, letter) in text.char_indices() {
        if left == 0 {
            return byte;
        }
        left = left.saturating_sub(letter.len_utf16());
    }
    text.len()
}
