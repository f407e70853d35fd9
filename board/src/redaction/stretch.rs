//! Redacting a stretch of time, of everybody or of one person. What was drawn in it goes; what was typed in it is masked in either
//! way, because what was typed later counts on the places of texts. Boards that stand further on in the recording (gaps) and
//! words of the stretch that stand elsewhere are cleared of it too.

use std::collections::BTreeSet;

use super::{MASK, masked, words::Said, words::Words};
use crate::{
    actor::{ActorIndex, JoinRank},
    board::Board,
    card::Card,
    element::{AssetHash, Element, Kind},
    limits,
    op::{Op, Pieces, TextTarget},
    recording::Entry,
    snapshot::Snapshot,
    text::{Atom, Cause, Edit, TextBuffer, Utf16, diff_edit},
    time::Millis,
};

/// A stretch of a recording, both ends included.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Stretch {
    /// When it begins.
    pub from: Millis,
    /// When it ends.
    pub to: Millis,
    /// Whose doing; everybody's where none is named.
    pub actor: Option<ActorIndex>,
}

/// How a stretch is redacted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Way {
    /// What was drawn and said goes, and no word is left of what was typed.
    Remove,
    /// No word is left; shapes and ink stay.
    Mask,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Redaction {
    /// Indices of entries that are not what they were, ascending.
    pub changed: Vec<usize>,
    /// How many of them lie outside of the stretch.
    pub elsewhere: usize,
    /// What takes the masked places off the texts as they are at the end; empty where words are only masked.
    pub sweeping: Vec<Op>,
    /// Images that were named only by what is gone now.
    pub assets: Vec<AssetHash>,
}

impl Stretch {
    /// Whether somebody's doing at a time belongs to it.
    pub fn holds(&self, actor: ActorIndex, at: Millis) -> bool {
        self.actor.is_none_or(|wanted| wanted == actor) && (self.from..=self.to).contains(&at)
    }

    /// Whether an entry belongs to it: when it was made, from its first piece on, or when it arrived.
    pub fn covers(&self, entry: &Entry) -> bool {
        let made = entry.made_at();
        let lasted = Millis(made_over_millis(&entry.op));
        let overlaps = made >= self.from && made - lasted <= self.to;
        self.actor.is_none_or(|wanted| wanted == entry.actor) && (overlaps || self.holds(entry.actor, entry.at))
    }
}

/// For how long the pieces of an op were made.
fn made_over_millis(op: &Op) -> u64 {
    match op.pieces() {
        Pieces::Ink(samples) => samples.0.iter().map(|sample| u64::from(sample.dt_millis)).sum(),
        Pieces::Text(_, atoms) => atoms.iter().map(|atom| u64::from(atom.dt_millis)).sum(),
        Pieces::Whole => 0,
    }
}

/// Redacts a stretch in a run of entries from the first on. Places, times and hashes stay, so that the chain holds.
pub fn redact(entries: &mut [Entry], stretch: &Stretch, way: Way) -> Redaction {
    let mut said = Said::default();
    let covered = entries.iter().filter(|entry| stretch.covers(entry));
    covered.for_each(|entry| said.hear(&entry.op));
    let words = said.words();
    let named = images_in(entries);
    let (mut was, mut now) = (Board::default(), Board::default());
    let mut redaction = Redaction::default();
    for (index, entry) in entries.iter_mut().enumerate() {
        let is_covered = stretch.covers(entry);
        let op = match &entry.op {
            Op::Gap(snapshot) => Op::Gap(Box::new(gap_without(snapshot, &was, &now, &words))),
            op if is_covered => without(op, way),
            op => masked(op, &words),
        };
        let _ = was.apply(entry.actor, &entry.op);
        if op != entry.op {
            *entry = super::redacted(entry, op);
            redaction.changed.push(index);
            redaction.elsewhere += usize::from(!is_covered);
        }
        let _ = now.apply(entry.actor, &entry.op);
    }
    if way == Way::Remove {
        redaction.sweeping = sweeping(&was, &now);
    }
    let left = images_in(entries);
    redaction.assets = named.difference(&left).map(|hash| AssetHash(*hash)).collect();
    redaction
}

/// What is left of an op of the stretch. What only arranges or takes away says nothing and stays, so that the board is as near as
/// can be to what it was.
fn without(op: &Op, way: Way) -> Op {
    match op {
        Op::Create(_) | Op::InkBegin { .. } | Op::InkExtend { .. } | Op::Card { .. } if way == Way::Remove => {
            Op::Removed
        }
        Op::Create(_)
        | Op::InkBegin { .. }
        | Op::InkExtend { .. }
        | Op::InkEnd { .. }
        | Op::Card { .. }
        | Op::Update(_)
        | Op::Delete(_)
        | Op::Restore(_)
        | Op::Text { .. }
        | Op::CreateFile { .. }
        | Op::UpdateFile { .. }
        | Op::Round(_)
        | Op::Gap(_)
        | Op::Removed => masked(op, &Words::All),
    }
}

fn images_in(entries: &[Entry]) -> BTreeSet<[u8; 32]> {
    let mut images = BTreeSet::new();
    for entry in entries {
        let elements = match &entry.op {
            Op::Create(elements) => elements,
            Op::Gap(snapshot) => &snapshot.elements,
            Op::Update(_)
            | Op::Delete(_)
            | Op::Restore(_)
            | Op::InkBegin { .. }
            | Op::InkExtend { .. }
            | Op::InkEnd { .. }
            | Op::Text { .. }
            | Op::CreateFile { .. }
            | Op::UpdateFile { .. }
            | Op::Card { .. }
            | Op::Round(_)
            | Op::Removed => continue,
        };
        for element in elements {
            if let Kind::Image(hash) = element.kind {
                images.insert(hash.0);
            }
        }
    }
    images
}

/// A board that was kept whole after a pause, as it is without the stretch: what nobody touched in the pause is as it stands on the
/// board without it, and of a text that was edited in the pause the rest is.
fn gap_without(snapshot: &Snapshot, was: &Board, now: &Board, words: &Words) -> Snapshot {
    let Op::Gap(mut cleared) = masked(&Op::Gap(Box::new(snapshot.clone())), words) else {
        return Snapshot::default();
    };
    let gone = |id| was.element_or_tombstone(id).is_some() && now.element_or_tombstone(id).is_none();
    cleared.elements.retain(|element| !gone(element.id));
    for element in &mut cleared.elements {
        let (before, after) = (
            was.element_or_tombstone(element.id),
            now.element_or_tombstone(element.id),
        );
        let untouched = snapshot.elements.iter().find(|kept| kept.id == element.id);
        match (before, after) {
            (Some(before), Some(after)) if untouched.is_some_and(|kept| **before == *kept) => {
                *element = Element::clone(after);
            }
            (Some(before), Some(after)) => {
                let kept = untouched.map_or(&element.text, |kept| &kept.text);
                element.text = text_without(kept, &before.text, &after.text, words);
            }
            (None, _) | (_, None) => {}
        }
    }
    for file in &mut cleared.files {
        let target = TextTarget::File(file.id);
        if let (Some(before), Some(after)) = (was.text(target), now.text(target)) {
            let kept = snapshot.files.iter().find(|kept| kept.id == file.id);
            file.text = text_without(kept.map_or(&file.text, |kept| &kept.text), before, after, words);
        }
        if let (Some(before), Some(after)) = (was.file(file.id), now.file(file.id))
            && before.name == file.name
        {
            file.name.clone_from(&after.name);
        }
    }
    let (before, after) = (was.cards().collect::<Vec<_>>(), now.cards().collect::<Vec<_>>());
    let as_now = |card: Card| match after.iter().find(|kept| kept.id == card.id) {
        Some(kept) => Some(Card::clone(kept)),
        None if before.iter().any(|known| known.id == card.id) => None,
        None => Some(card),
    };
    cleared.cards = std::mem::take(&mut cleared.cards)
        .into_iter()
        .filter_map(as_now)
        .collect();
    *cleared
}

/// A text of a gap with the masks that its text before the pause has. Where what was masked was edited meanwhile, so is the edit.
fn text_without(kept: &TextBuffer, was: &TextBuffer, now: &TextBuffer, words: &Words) -> TextBuffer {
    let was = was.to_string();
    if was == now.to_string() {
        return TextBuffer::new(&words.masked_text(&kept.to_string()));
    }
    let Some(mut edit) = diff_edit(&was, &kept.to_string(), None) else {
        return now.clone();
    };
    let replaced = now.slice(edit.at, Utf16(edit.at.0 + edit.delete.0)).unwrap_or_default();
    let words = if replaced.contains(MASK) { &Words::All } else { words };
    edit.insert = words.masked_text(&edit.insert);
    let mut cleared = now.clone();
    match cleared.apply(&edit) {
        Ok(()) => cleared,
        Err(_) => TextBuffer::new(&Words::All.masked_text(&kept.to_string())),
    }
}

/// Takes what is masked on the one board and was not on the other off its texts, in the room's own name.
fn sweeping(was: &Board, now: &Board) -> Vec<Op> {
    let elements = now.elements().map(|element| TextTarget::Element(element.id));
    let files = now.files().map(|file| TextTarget::File(file.id));
    let swept = elements.chain(files).filter_map(|target| {
        let (was, now) = (was.text(target)?, now.text(target)?);
        let mut atoms = masked_places(&was.to_string(), &now.to_string());
        atoms.truncate(limits::ATOMS_PER_OP);
        (!atoms.is_empty()).then_some(Op::Text {
            target,
            rank: JoinRank(0),
            atoms,
        })
    });
    swept.collect()
}

/// Deletions of what is masked now, the last first, so that none moves another. Line ends between two masked places go along.
fn masked_places(was: &str, now: &str) -> Vec<Atom> {
    let (was, now) = (
        was.encode_utf16().collect::<Vec<_>>(),
        now.encode_utf16().collect::<Vec<_>>(),
    );
    if was.len() != now.len() || was == now {
        return Vec::new();
    }
    let is_line_end = |unit: u16| unit == u16::from(b'\n') || unit == u16::from(b'\r');
    let mut places: Vec<(usize, usize)> = Vec::new();
    for (index, (before, after)) in was.iter().zip(&now).enumerate() {
        if before == after {
            continue;
        }
        match places.last_mut() {
            Some((_, end)) if now[*end..index].iter().all(|unit| is_line_end(*unit)) => *end = index + 1,
            Some(_) | None => places.push((index, index + 1)),
        }
    }
    let deletion = |(from, to): &(usize, usize)| Atom {
        dt_millis: 0,
        cause: Cause::Command,
        edit: Edit {
            at: Utf16(*from as u32),
            delete: Utf16((to - from) as u32),
            insert: String::new(),
        },
    };
    places.iter().rev().map(deletion).collect()
}

#[cfg(test)]
mod tests;
