//! Taking what was recorded out of a recording (rule E3): the entry keeps its place, its time and the hash of what it was, so
//! the chain still holds and `verify` names the stretch.

use std::sync::Arc;

use crate::{
    card::CardKind,
    element::Element,
    op::{FileChange, Op},
    recording::Entry,
    text::{TextBuffer, Utf16},
};

/// What stands for a masked UTF-16 unit.
pub const MASK: char = '█';

/// The entry with every word in it masked, unit for unit, so that places in texts stay what they were.
pub fn mask(entry: &Entry) -> Entry {
    redacted(entry, masked(&entry.op))
}

/// The entry with nothing left of its op.
pub fn remove(entry: &Entry) -> Entry {
    redacted(entry, Op::Removed)
}

fn redacted(entry: &Entry, op: Op) -> Entry {
    if op == entry.op {
        return entry.clone();
    }
    Entry {
        redacted: Some(entry.payload_hash()),
        op,
        ..entry.clone()
    }
}

fn masked(op: &Op) -> Op {
    match op {
        Op::Text { target, rank, atoms } => {
            let mut atoms = atoms.clone();
            atoms
                .iter_mut()
                .for_each(|atom| atom.edit.insert = masked_text(&atom.edit.insert));
            Op::Text {
                target: *target,
                rank: *rank,
                atoms,
            }
        }
        Op::Create(elements) => Op::Create(elements.iter().map(masked_element).collect()),
        Op::CreateFile { id, name, language } => Op::CreateFile {
            id: *id,
            name: masked_text(name),
            language: *language,
        },
        Op::UpdateFile {
            id,
            change: FileChange::Name(name),
        } => Op::UpdateFile {
            id: *id,
            change: FileChange::Name(masked_text(name)),
        },
        Op::Card {
            id,
            kind: CardKind::Chat(text),
        } => Op::Card {
            id: *id,
            kind: CardKind::Chat(masked_text(text)),
        },
        Op::Gap(snapshot) => {
            let mut snapshot = snapshot.clone();
            snapshot.elements = snapshot.elements.iter().map(masked_element).collect();
            for file in &mut snapshot.files {
                file.text = TextBuffer::new(&masked_text(&file.text.to_string()));
            }
            for card in &mut snapshot.cards {
                if let CardKind::Chat(text) = &mut card.kind {
                    *text = masked_text(text);
                }
            }
            Op::Gap(snapshot)
        }
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
        | Op::Card {
            kind: CardKind::Signal(_),
            ..
        }
        | Op::Round(_)
        | Op::Removed => op.clone(),
    }
}

fn masked_element(element: &Element) -> Element {
    let text = TextBuffer::new(&masked_text(&element.text.to_string()));
    Element {
        text,
        groups: Arc::clone(&element.groups),
        ..element.clone()
    }
}

/// As many units, line ends kept.
fn masked_text(text: &str) -> String {
    let units = |character: char| match character {
        '\n' | '\r' => character.to_string(),
        _ => MASK.to_string().repeat(character.len_utf16()),
    };
    let masked = text.chars().map(units).collect::<String>();
    debug_assert_eq!(Utf16::of(&masked), Utf16::of(text));
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masked_text_keeps_its_length_and_lines() {
        assert_eq!(masked_text("key=😀\nß"), "██████\n█");
    }
}
