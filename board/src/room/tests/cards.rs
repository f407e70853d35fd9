//! Cards about a stretch of code: the stretch goes along with what others typed meanwhile.

use super::*;
use crate::{
    card::{About, Assumption, CodeRange},
    code::Language,
    text::Cause,
};

const FILE: FileId = FileId(9);

fn push(counter: u64, base: u64, op: Op) -> ClientMessage {
    ClientMessage::Push(Push {
        counter,
        base,
        ago_millis: 0,
        op,
    })
}

fn typed(at: u32, insert: &str) -> Op {
    let edit = Edit {
        at: Utf16(at),
        delete: Utf16(0),
        insert: insert.to_owned(),
    };
    let (dt_millis, cause) = (0, Cause::Type);
    Op::Text {
        target: TextTarget::File(FILE),
        rank: JoinRank(0),
        atoms: vec![Atom { dt_millis, cause, edit }],
    }
}

fn assumed(id: u128, from: u32, to: u32) -> Op {
    let (from, to) = (Utf16(from), Utf16(to));
    let about = About {
        code: Some(CodeRange { file: FILE, from, to }),
        ..About::default()
    };
    let kind = CardKind::Assumption(Box::new(Assumption {
        text: "as long as it fits".to_owned(),
        about,
        ..Assumption::default()
    }));
    Op::Card { id: CardId(id), kind }
}

/// A room with `0123456789` in its file, up to position 2.
fn furnished() -> (Desk, ConnectionId, ConnectionId) {
    let mut desk = Desk::new();
    let (ana, _) = desk.join(ANA, 7, 0);
    let (mo, _) = desk.join(MO, 8, 0);
    let create = Op::CreateFile {
        id: FILE,
        name: "main.rs".to_owned(),
        language: Language::Rust,
    };
    desk.room.handle(ana, push(1, 0, create), desk.now);
    desk.room.handle(ana, push(2, 1, typed(0, "0123456789")), desk.now);
    (desk, ana, mo)
}

/// What the last card of a board is about.
fn marked(board: &Board) -> Option<String> {
    let card = board.cards().last()?;
    let code = card.kind.about()?.code?;
    board.file(code.file)?.text.slice(code.from, code.to)
}

#[test]
fn x3_a_stretch_of_code_goes_along_with_what_came_since_its_base() {
    let (mut desk, ana, mo) = furnished();
    desk.room.handle(ana, push(3, 2, typed(2, "abc")), desk.now);
    let out = desk.room.handle(mo, push(1, 2, assumed(1, 4, 6)), desk.now);
    assert_eq!(marked(desk.room.board()).as_deref(), Some("45"));
    let news = news_for(mo, &out);
    assert!(matches!(news[..], [News::Accepted { op: Some(_), .. }]), "{news:?}");
    // One that is up to date stays as it came.
    let out = desk.room.handle(mo, push(2, 4, assumed(2, 7, 9)), desk.now);
    assert_eq!(marked(desk.room.board()).as_deref(), Some("45"));
    let news = news_for(mo, &out);
    assert!(matches!(news[..], [News::Accepted { op: None, .. }]), "{news:?}");
}

#[test]
fn x3_a_card_whose_lines_nobody_can_follow_any_more_comes_without_them() {
    let (mut desk, ana, mo) = furnished();
    let positions = 3..9 + limits::TAIL_ENTRIES as u64;
    for position in positions {
        desk.room
            .handle(ana, push(position, position - 1, typed(0, "x")), desk.now);
    }
    desk.room.handle(mo, push(1, 2, assumed(1, 4, 6)), desk.now);
    let card = desk.room.board().cards().last().cloned();
    let about = card.as_ref().and_then(|card| card.kind.about());
    assert_eq!(about, Some(&About::default()));
}
