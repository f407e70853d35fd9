//! Cards about a stretch of code: the stretch goes along with what others typed meanwhile, on both sides of the line.

use super::*;
use crate::{
    card::{About, Assumption, CodeRange},
    code::Language,
    replica::Replica,
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

/// Carries messages between a room and a copy of it until neither has anything to say.
fn exchange(desk: &mut Desk, connection: ConnectionId, replica: &mut Replica) {
    loop {
        let pushes = replica.to_send(0);
        if pushes.is_empty() {
            return;
        }
        for push in pushes {
            let out = desk.room.handle(connection, ClientMessage::Push(push), desk.now);
            replica.receive(news_for(connection, &out));
        }
    }
}

#[test]
fn x2_what_is_typed_around_a_card_stays_on_its_side_of_it() {
    let (mut desk, ana, _) = furnished();
    let (mo, out) = desk.join(MO, 99, 0);
    let welcome = out.iter().find_map(|item| match item {
        Outgoing::Send {
            connection,
            message: ServerMessage::Welcome(welcome),
        } if *connection == mo => Some(welcome),
        _other => None,
    });
    let mut replica = Replica::new(ClientId(99));
    replica.welcome(welcome.unwrap());
    replica.receive(news_for(mo, &out));
    replica.local(typed(0, "own "), 0).unwrap();
    replica.local(assumed(1, 8, 10), 0).unwrap();
    replica.local(typed(0, "after "), 0).unwrap();
    assert_eq!(
        replica.waiting(),
        3,
        "what is typed after the card is no part of what was before it"
    );
    // Somebody else types before any of it has arrived.
    let out = desk.room.handle(ana, push(3, 2, typed(1, "xyz")), desk.now);
    replica.receive(news_for(mo, &out));
    exchange(&mut desk, mo, &mut replica);
    assert_eq!(replica.waiting(), 0);
    assert_eq!(replica.board(), desk.room.board());
    let text = desk.room.board().file(FILE).map(|file| file.text.to_string());
    assert_eq!(text.as_deref(), Some("after own 0xyz123456789"));
    assert_eq!(marked(desk.room.board()).as_deref(), Some("45"));
    // As the file was right before the card: `own 0xyz123456789`.
    let card = desk.room.tail.iter().find_map(|stored| match &stored.entry.op {
        Op::Card { kind, .. } => kind.about()?.code,
        _other => None,
    });
    assert_eq!(card.map(|code| (code.from, code.to)), Some((Utf16(11), Utf16(13))));
}
