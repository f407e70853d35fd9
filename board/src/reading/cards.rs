//! Cards of the journal in words: what they say, and what they are about.

use crate::{
    board::Board,
    card::{About, CardKind, CodeRange},
    reading::name_of,
    text::Utf16,
};

/// How many elements are named before they are counted.
const NAMED: usize = 3;

/// What sort of card it is, as a heading.
pub fn card_kind_name(kind: &CardKind) -> &'static str {
    match kind {
        CardKind::Chat(_) => "Chat",
        CardKind::Signal(_) => "Signal",
        CardKind::Decision(_) => "Decision",
        CardKind::Assumption(_) => "Assumption",
        CardKind::Phase(_) => "Phase",
    }
}

/// All that a card says: its own words, a decision's with what each is for.
pub fn card_words(kind: &CardKind) -> String {
    match kind {
        CardKind::Chat(text) => text.clone(),
        CardKind::Signal(signal) => signal.words().to_owned(),
        CardKind::Decision(card) => {
            let fields = [
                ("Decision: ", &card.decision),
                ("Options: ", &card.options),
                ("Why: ", &card.why),
                ("We would reverse it when: ", &card.reverse_when),
            ];
            let told = fields.into_iter().filter(|(_, text)| !text.trim().is_empty());
            let told = told.map(|(label, text)| format!("{label}{}", text.trim()));
            told.collect::<Vec<_>>().join("\n")
        }
        CardKind::Assumption(card) if card.replaces.is_some() => format!("Assumption, restated: {}", card.text.trim()),
        CardKind::Assumption(card) => format!("Assumption: {}", card.text.trim()),
        CardKind::Phase(name) => format!("Phase: {}", name.trim()),
    }
}

/// What a card is about, as a board tells it: `Cache, Queue and lines 3 to 8 of main.rs`. `None` where it is about nothing.
pub fn about_words(about: &About, board: &Board) -> Option<String> {
    let elements = &about.elements;
    let named = elements.iter().filter_map(|id| board.element_or_tombstone(*id));
    let mut things = match elements.len() {
        0..=NAMED => named.map(|element| name_of(element, board)).collect::<Vec<_>>(),
        number => vec![format!("{number} elements")],
    };
    things.extend(about.code.map(|code| match lines_of(&code, board) {
        (Some((first, last)), name) if first == last => format!("line {first} of {name}"),
        (Some((first, last)), name) => format!("lines {first} to {last} of {name}"),
        (None, name) => name,
    }));
    let last = things.pop()?;
    if things.is_empty() {
        Some(last)
    } else {
        Some(format!("{} and {last}", things.join(", ")))
    }
}

/// Its first and last line, counted from 1, and the name of its file.
fn lines_of(code: &CodeRange, board: &Board) -> (Option<(usize, usize)>, String) {
    let Some(file) = board.file(code.file) else {
        return (None, "a code file".to_owned());
    };
    let line_at = |at: Utf16| {
        let before = file.text.slice(Utf16(0), at.min(file.text.len()))?;
        Some(before.matches('\n').count() + 1)
    };
    let (first, last) = (line_at(code.from), line_at(code.to));
    // A stretch that ends at the beginning of a line has nothing of that line.
    let ends_before = code.to > code.from
        && file
            .text
            .slice(Utf16(code.to.0.saturating_sub(1)), code.to)
            .is_some_and(|unit| unit == "\n");
    let last = last.map(|last| last - usize::from(ends_before));
    (first.zip(last), file.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        actor::{ActorIndex, JoinRank},
        card::{Assumption, Decision},
        code::Language,
        element::{Element, Kind},
        id::{CardId, ElementId, FileId},
        op::{Op, TextTarget},
        order_key::OrderKey,
        part::Part,
        text::{Atom, Edit},
    };

    #[test]
    fn a_card_tells_all_its_fields_and_leaves_empty_ones_out() {
        let decision = Decision {
            decision: "Kafka".to_owned(),
            why: " replay ".to_owned(),
            ..Decision::default()
        };
        let words = card_words(&CardKind::Decision(Box::new(decision)));
        assert_eq!(words, "Decision: Kafka\nWhy: replay");
        let restated = Assumption {
            text: "10k a second".to_owned(),
            replaces: Some(CardId(1)),
            ..Assumption::default()
        };
        let words = card_words(&CardKind::Assumption(Box::new(restated)));
        assert_eq!(words, "Assumption, restated: 10k a second");
        assert_eq!(card_words(&CardKind::Phase("Design".to_owned())), "Phase: Design");
    }

    #[test]
    fn what_a_card_is_about_is_named_as_the_board_has_it() {
        let mut board = Board::default();
        let part = |id, part| Element::new(ElementId(id), Kind::Part(part), OrderKey::first());
        let file = FileId(9);
        let edit = Edit {
            insert: "one\ntwo\nthree\n".to_owned(),
            ..Edit::default()
        };
        let atoms = vec![Atom {
            edit,
            ..Atom::default()
        }];
        let ops = [
            Op::Create(vec![part(1, Part::Cache), part(2, Part::Queue)]),
            Op::CreateFile {
                id: file,
                name: "main.rs".to_owned(),
                language: Language::Rust,
            },
            Op::Text {
                target: TextTarget::File(file),
                rank: JoinRank(1),
                atoms,
            },
        ];
        ops.iter().for_each(|op| drop(board.apply(ActorIndex(1), op).unwrap()));
        let told = |ids: &[u128], code: Option<(u32, u32)>| {
            let elements = ids.iter().map(|id| ElementId(*id)).collect();
            let code = code.map(|(from, to)| CodeRange {
                file,
                from: Utf16(from),
                to: Utf16(to),
            });
            about_words(&About { elements, code }, &board)
        };
        assert_eq!(told(&[], None), None);
        assert_eq!(told(&[1, 77], None).as_deref(), Some("Cache"));
        assert_eq!(
            told(&[1, 2], Some((0, 4))).as_deref(),
            Some("Cache, Queue and line 1 of main.rs")
        );
        assert_eq!(told(&[], Some((5, 13))).as_deref(), Some("lines 2 to 3 of main.rs"));
        assert_eq!(told(&[1, 2, 3, 4], None).as_deref(), Some("4 elements"));
        assert_eq!(told(&[], Some((50, 90))).as_deref(), Some("line 4 of main.rs"));
    }
}
