//! Taking what was recorded out of a recording (rule E3): the entry keeps its place, its time and the hash of what it was, so
//! the chain still holds and `verify` names the stretch.

mod stretch;
mod words;

use std::sync::Arc;

use crate::{
    card::CardKind,
    element::{Element, Extras},
    op::{ElementChange, FileChange, Op, Prop},
    recording::Entry,
    text::TextBuffer,
};

pub use stretch::{Redaction, Stretch, Way, redact};
use words::Words;

/// What stands for a masked UTF-16 unit.
pub const MASK: char = '█';

/// The entry with every word in it masked, unit for unit, so that places in texts stay what they were.
pub fn mask(entry: &Entry) -> Entry {
    redacted(entry, masked(&entry.op, &Words::All))
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
        redacted: Some(Box::new(entry.payload_hash())),
        op,
        ..entry.clone()
    }
}

/// The op with those words masked.
fn masked(op: &Op, words: &Words) -> Op {
    match op {
        Op::Text { target, rank, atoms } => {
            let mut atoms = atoms.clone();
            atoms
                .iter_mut()
                .for_each(|atom| atom.edit.insert = words.masked_text(&atom.edit.insert));
            Op::Text {
                target: *target,
                rank: *rank,
                atoms,
            }
        }
        Op::Create(elements) => Op::Create(elements.iter().map(|element| masked_element(element, words)).collect()),
        Op::CreateFile { id, name, language } => Op::CreateFile {
            id: *id,
            name: words.masked_name(name),
            language: *language,
        },
        Op::UpdateFile {
            id,
            change: FileChange::Name(name),
        } => Op::UpdateFile {
            id: *id,
            change: FileChange::Name(words.masked_name(name)),
        },
        Op::Card { id, kind } => Op::Card {
            id: *id,
            kind: masked_card(kind, words),
        },
        Op::Gap(snapshot) => {
            let mut snapshot = snapshot.clone();
            snapshot.elements = snapshot
                .elements
                .iter()
                .map(|element| masked_element(element, words))
                .collect();
            for file in &mut snapshot.files {
                file.name = words.masked_name(&file.name);
                file.text = TextBuffer::new(&words.masked_text(&file.text.to_string()));
            }
            for card in &mut snapshot.cards {
                card.kind = masked_card(&card.kind, words);
            }
            Op::Gap(snapshot)
        }
        Op::Update(changes) => Op::Update(changes.iter().map(|change| masked_change(change, words)).collect()),
        Op::Delete(_)
        | Op::Restore(_)
        | Op::InkBegin { .. }
        | Op::InkExtend { .. }
        | Op::InkEnd { .. }
        | Op::UpdateFile {
            change: FileChange::Language(_) | FileChange::Deleted(_),
            ..
        }
        | Op::Round(_)
        | Op::Removed => op.clone(),
    }
}

fn masked_card(kind: &CardKind, words: &Words) -> CardKind {
    let mut kind = kind.clone();
    for text in kind.texts_mut() {
        *text = words.masked_name(text);
    }
    kind
}

fn masked_element(element: &Element, words: &Words) -> Element {
    let text = TextBuffer::new(&words.masked_text(&element.text.to_string()));
    let (link, source) = (&element.extras.link, &element.extras.source);
    Element {
        text,
        groups: Arc::clone(&element.groups),
        extras: Extras {
            link: link.clone().filter(|link| !words.occur_in(link)),
            source: source.clone().filter(|source| !words.occur_in(source)),
            ..element.extras.clone()
        },
        ..element.clone()
    }
}

/// Where something leads and what a file said of it are words as well; they go.
fn masked_change(change: &ElementChange, words: &Words) -> ElementChange {
    let masked = |prop: &Prop| match prop {
        Prop::Link(Some(link)) if words.occur_in(link) => Prop::Link(None),
        Prop::Source(Some(source)) if words.occur_in(source) => Prop::Source(None),
        other => other.clone(),
    };
    ElementChange {
        id: change.id,
        props: change.props.iter().map(masked).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        actor::{ActorIndex, JoinRank},
        board::Board,
        card::{Assumption, Decision},
        code::Language,
        element::Kind,
        id::{CardId, ElementId, FileId},
        op::TextTarget,
        order_key::OrderKey,
        recording::Seq,
        text::{Atom, Edit, Utf16},
        time::Millis,
    };

    const SECRET: &str = "key=\u{1F600}";

    /// Every kind of op that carries words, each fitting the board that those before it left.
    fn with_words() -> Vec<Op> {
        let (id, file) = (ElementId(1), FileId(1));
        let element = Element::new(id, Kind::Text { auto_width: true }, OrderKey::first());
        let element = Element {
            text: SECRET.into(),
            ..element
        };
        let edit = Edit {
            at: Utf16(0),
            delete: Utf16(0),
            insert: SECRET.to_owned(),
        };
        let typed = |target| Op::Text {
            target,
            rank: JoinRank(1),
            atoms: vec![Atom {
                edit: edit.clone(),
                ..Atom::default()
            }],
        };
        // As long as a name may be.
        let name = SECRET.repeat(24);
        let mut ops = vec![
            Op::Create(vec![element]),
            typed(TextTarget::Element(id)),
            Op::CreateFile {
                id: file,
                name: name.clone(),
                language: Language::Sql,
            },
            typed(TextTarget::File(file)),
            Op::UpdateFile {
                id: file,
                change: FileChange::Name(format!("{SECRET}2")),
            },
            Op::Card {
                id: CardId(1),
                kind: CardKind::Chat(SECRET.repeat(400)),
            },
        ];
        let words = || SECRET.repeat(400);
        let cards = [
            CardKind::Decision(Box::new(Decision {
                decision: words(),
                options: words(),
                why: words(),
                reverse_when: words(),
                ..Decision::default()
            })),
            CardKind::Assumption(Box::new(Assumption {
                text: words(),
                ..Assumption::default()
            })),
            CardKind::Phase(SECRET.repeat(16)),
        ];
        let card = |(id, kind)| Op::Card { id: CardId(id), kind };
        ops.extend((2..).zip(cards).map(card));
        let mut board = Board::default();
        ops.iter().for_each(|op| drop(board.apply(ActorIndex(1), op).unwrap()));
        ops.push(Op::Gap(Box::new(board.snapshot())));
        ops
    }

    #[test]
    fn e3_no_word_is_left_of_what_was_masked_and_the_rest_still_applies() {
        let mut board = Board::default();
        for (seq, op) in (1..).zip(with_words()) {
            let entry = Entry {
                seq: Seq(seq),
                at: Millis(0),
                ago_millis: 0,
                actor: ActorIndex(1),
                op,
                redacted: None,
            };
            let masked = mask(&entry);
            assert_eq!(masked.redacted.as_deref(), Some(&entry.payload_hash()));
            let text = serde_json::to_string(&masked.op).unwrap();
            assert!(!text.contains("key") && !text.contains('\u{1F600}'), "{text}");
            board.apply(masked.actor, &masked.op).unwrap();
        }
    }
}
