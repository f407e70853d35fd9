//! The cards that came to format 0 after its first recordings: decisions, assumptions and phases, with all they can be about.

use board::{
    Op,
    actor::JoinRank,
    card::{About, Assumption, CardKind, CodeRange, Decision},
    code::Language,
    element::{Element, Kind},
    id::{CardId, ElementId, FileId},
    op::TextTarget,
    order_key::OrderKey,
    part::Part,
    text::{Atom, Cause, Edit, Utf16},
};

use crate::script::Script;

const ANA: u16 = 1;
const MO: u16 = 2;
const FILE: FileId = FileId(3);

/// Plays it.
pub(crate) fn play(script: &mut Script) {
    script.record(MO, 0, card(1, CardKind::Phase("Clarify \u{1F50D}".to_owned())));
    for (number, part) in (1..).zip([Part::Queue, Part::Cache]) {
        let part = Element::new(ElementId(number), Kind::Part(part), OrderKey::first());
        script.record(ANA, 0, Op::Create(vec![part]));
    }
    let create = Op::CreateFile {
        id: FILE,
        name: "limits.rs".to_owned(),
        language: Language::Rust,
    };
    script.record(0, 0, create);
    script.record(ANA, 0, typed(0, "const MAX: u32 = 10;\n"));
    let assumed = |text: &str, replaces, about| {
        CardKind::Assumption(Box::new(Assumption {
            text: text.to_owned(),
            replaces,
            about,
        }))
    };
    script.record(
        ANA,
        0,
        card(2, assumed("Ten thousand a second", None, about(&[1, 2], None))),
    );
    script.record(ANA, 0, typed(0, "// A limit.\n"));
    script.record(
        MO,
        4_000,
        card(3, assumed("A hundred", Some(CardId(2)), about(&[1], Some((12, 32))))),
    );
    script.record(MO, 0, card(4, CardKind::Phase("Design".to_owned())));
    let decided = Decision {
        decision: "A queue between".to_owned(),
        options: "Call at once\nA table".to_owned(),
        why: "Bursts".to_owned(),
        reverse_when: "Answers have to come at once".to_owned(),
        about: about(&[1, 99], Some((0, 0))),
    };
    script.record(ANA, 70_000, card(5, CardKind::Decision(Box::new(decided))));
    script.record(MO, 0, Op::Delete(vec![ElementId(1)]));
    let bare = Decision {
        decision: "No queue after all".to_owned(),
        ..Decision::default()
    };
    script.record(ANA, 0, card(6, CardKind::Decision(Box::new(bare))));
}

fn card(id: u128, kind: CardKind) -> Op {
    Op::Card { id: CardId(id), kind }
}

fn about(elements: &[u128], code: Option<(u32, u32)>) -> About {
    About {
        elements: elements.iter().map(|id| ElementId(*id)).collect(),
        code: code.map(|(from, to)| CodeRange {
            file: FILE,
            from: Utf16(from),
            to: Utf16(to),
        }),
    }
}

fn typed(at: u32, insert: &str) -> Op {
    let edit = Edit {
        at: Utf16(at),
        delete: Utf16(0),
        insert: insert.to_owned(),
    };
    Op::Text {
        target: TextTarget::File(FILE),
        rank: JoinRank(1),
        atoms: vec![Atom {
            dt_millis: 0,
            cause: Cause::Type,
            edit,
        }],
    }
}
