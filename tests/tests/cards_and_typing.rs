//! A card about a stretch of code between a client's own typing, all of it on its way while somebody else types (rules X2, X3).
#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends where it stands")]

use board::{
    Board, Op,
    actor::{ActorIndex, JoinRank},
    card::{About, Assumption, CardKind, CodeRange},
    code::Language,
    id::{CardId, ClientId, FileId},
    op::TextTarget,
    protocol::{ClientMessage, ServerMessage},
    replica::Replica,
    rights::Rights,
    room::{ConnectionId, Outgoing, Room, Seat},
    text::{Atom, Edit, Utf16},
    time::Millis,
};

const FILE: FileId = FileId(9);

fn typed(at: u32, insert: &str) -> Op {
    let edit = Edit {
        at: Utf16(at),
        delete: Utf16(0),
        insert: insert.to_owned(),
    };
    let atom = Atom {
        edit,
        ..Atom::default()
    };
    Op::Text {
        target: TextTarget::File(FILE),
        rank: JoinRank(0),
        atoms: vec![atom],
    }
}

fn assumed(from: u32, to: u32) -> Op {
    let (from, to) = (Utf16(from), Utf16(to));
    let about = About {
        code: Some(CodeRange { file: FILE, from, to }),
        ..About::default()
    };
    let assumption = Assumption {
        text: "as long as it fits".to_owned(),
        about,
        ..Assumption::default()
    };
    let kind = CardKind::Assumption(Box::new(assumption));
    Op::Card { id: CardId(1), kind }
}

/// Somebody with a copy of the room.
struct Client {
    connection: ConnectionId,
    replica: Replica,
}

impl Client {
    fn join(room: &mut Room, number: u16) -> Client {
        let connection = ConnectionId(u64::from(number));
        let seat = Seat {
            actor: ActorIndex(number),
            name: String::new(),
            role: String::new(),
            rights: Rights::HOST,
        };
        let mut client = Client {
            connection,
            replica: Replica::new(ClientId(u128::from(number))),
        };
        let mut out = room.connect(connection, seat, Millis(0));
        let hello = ClientMessage::Hello(client.replica.hello(0));
        out.extend(room.handle(connection, hello, Millis(0)));
        client.hear(&out);
        client
    }

    fn hear(&mut self, out: &[Outgoing]) {
        for item in out {
            let Outgoing::Send { connection, message } = item else {
                continue;
            };
            match message {
                ServerMessage::Welcome(welcome) if *connection == self.connection => {
                    drop(self.replica.welcome(welcome));
                }
                ServerMessage::Batch(batch) if *connection == self.connection => {
                    drop(self.replica.receive(batch.news.clone()));
                }
                _ => {}
            }
        }
    }

    /// Sends until everything is answered; the others hear of it.
    fn send_all(&mut self, room: &mut Room, others: &mut [&mut Client]) {
        while self.replica.waiting() > 0 {
            for push in self.replica.to_send(0) {
                let out = room.handle(self.connection, ClientMessage::Push(push), Millis(0));
                self.hear(&out);
                others.iter_mut().for_each(|other| other.hear(&out));
            }
        }
    }
}

/// What the card of a board is about.
fn marked(board: &Board) -> Option<String> {
    let code = board.cards().last()?.kind.about()?.code?;
    board.file(code.file)?.text.slice(code.from, code.to)
}

#[test]
fn x2_what_is_typed_around_a_card_stays_on_its_side_of_it() {
    let mut room = Room::new();
    let (mut ana, mut mo) = (Client::join(&mut room, 1), Client::join(&mut room, 2));
    let create = Op::CreateFile {
        id: FILE,
        name: "main.rs".to_owned(),
        language: Language::Rust,
    };
    ana.replica.local(create, 0).unwrap();
    ana.replica.local(typed(0, "0123456789"), 0).unwrap();
    ana.send_all(&mut room, &mut [&mut mo]);

    mo.replica.local(typed(0, "own "), 0).unwrap();
    mo.replica.local(assumed(8, 10), 0).unwrap();
    mo.replica.local(typed(0, "after "), 0).unwrap();
    assert_eq!(
        mo.replica.waiting(),
        3,
        "what is typed after the card is no part of what was before it"
    );
    ana.replica.local(typed(1, "xyz"), 0).unwrap();
    ana.send_all(&mut room, &mut [&mut mo]);
    mo.send_all(&mut room, &mut [&mut ana]);

    let text = room.board().file(FILE).map(|file| file.text.to_string());
    assert_eq!(text.as_deref(), Some("after own 0xyz123456789"));
    for board in [room.board(), mo.replica.board(), ana.replica.board()] {
        assert_eq!(board, room.board());
        assert_eq!(marked(board).as_deref(), Some("45"));
    }
}
