mod cards;
mod people;
mod removed;
mod rights;

use super::*;
use crate::{
    board::Refusal,
    card::{CardKind, Signal},
    id::{CardId, FileId},
    op::{FileChange, TextTarget},
    protocol::{Control, Hello, News, Push, Resume},
    text::{Atom, Edit, Utf16},
};

const ANA: ActorIndex = ActorIndex(1);
const MO: ActorIndex = ActorIndex(2);

/// A room with a clock that the test sets.
struct Desk {
    room: Room,
    now: Millis,
    next_connection: u64,
}

impl Desk {
    fn new() -> Desk {
        Desk {
            room: Room::new(),
            now: Millis(0),
            next_connection: 0,
        }
    }

    fn join(&mut self, actor: ActorIndex, client: u128, pending: u32) -> (ConnectionId, Vec<Outgoing>) {
        self.next_connection += 1;
        let connection = ConnectionId(self.next_connection);
        let rights = if actor == MO { Rights::HOST } else { Rights::CANDIDATE };
        let seat = Seat {
            actor,
            name: format!("{actor:?}"),
            role: "Candidate".to_owned(),
            rights,
        };
        let mut out = self.room.connect(connection, seat, self.now);
        let hello = Hello {
            client: ClientId(client),
            resume: Resume::Fresh,
            pending,
            away_millis: 0,
        };
        out.append(&mut self.room.handle(connection, ClientMessage::Hello(hello), self.now));
        (connection, out)
    }

    fn signal(&mut self, connection: ConnectionId, counter: u64, ago_millis: u32) -> Vec<Outgoing> {
        let op = Op::Card {
            id: CardId(u128::from(counter)),
            kind: CardKind::Signal(Signal::Back),
        };
        let push = Push {
            counter,
            base: 0,
            ago_millis,
            op,
        };
        self.room.handle(connection, ClientMessage::Push(push), self.now)
    }

    fn control(&mut self, connection: ConnectionId, control: Control) -> Vec<Outgoing> {
        self.room.handle(connection, ClientMessage::Control(control), self.now)
    }
}

fn stored(out: &[Outgoing]) -> Vec<&StoredEntry> {
    out.iter()
        .filter_map(|item| {
            if let Outgoing::Store(stored) = item {
                Some(stored)
            } else {
                None
            }
        })
        .collect()
}

fn news_for(connection: ConnectionId, out: &[Outgoing]) -> Vec<News> {
    let batch = |item: &Outgoing| match item {
        Outgoing::Send {
            connection: to,
            message: ServerMessage::Batch(batch),
        } if *to == connection => Some(batch.news.clone()),
        _other => None,
    };
    out.iter().filter_map(batch).flatten().collect()
}

fn closed(out: &[Outgoing]) -> Option<&str> {
    out.iter().find_map(|item| {
        if let Outgoing::Close { problem, .. } = item {
            Some(problem.code.as_str())
        } else {
            None
        }
    })
}

#[test]
fn c2_a_resend_gets_the_same_answer_and_is_applied_once() {
    let mut desk = Desk::new();
    let (ana, _) = desk.join(ANA, 7, 0);
    let first = desk.signal(ana, 1, 0);
    let again = desk.signal(ana, 1, 0);
    assert_eq!((stored(&first).len(), stored(&again).len()), (1, 0));
    let (first, again) = (news_for(ana, &first), news_for(ana, &again));
    let place = |news: &[News]| match news {
        [
            News::Accepted {
                counter, position, seq, ..
            },
        ] => Some((*counter, *position, *seq)),
        _other => None,
    };
    assert_eq!(place(&first), Some((1, 1, Seq(1))));
    assert_eq!(place(&first), place(&again));
}

#[test]
fn t3_claimed_times_run_forwards_and_never_into_the_future() {
    let mut desk = Desk::new();
    let (ana, _) = desk.join(ANA, 7, 0);
    desk.now = Millis(10_000);
    let made = |out: Vec<Outgoing>| stored(&out)[0].entry.made_at();
    assert_eq!(made(desk.signal(ana, 1, 4_000)), Millis(6_000));
    assert_eq!(
        made(desk.signal(ana, 2, 9_000)),
        Millis(6_000),
        "not before the change before it"
    );
    assert_eq!(made(desk.signal(ana, 3, u32::MAX)), Millis(6_000));
    assert_eq!(made(desk.signal(ana, 4, 0)), Millis(10_000));
}

#[test]
fn c1_an_outbox_of_another_seat_is_refused() {
    let mut desk = Desk::new();
    desk.join(ANA, 7, 0);
    let (_, out) = desk.join(MO, 7, 0);
    assert_eq!(closed(&out), Some(problem_code::NOT_ALLOWED));
    assert_eq!(desk.room.people().len(), 1);
}

#[test]
fn e1_what_was_made_before_the_end_is_taken_after_it_and_then_the_room_locks() {
    let mut desk = Desk::new();
    let (ana, _) = desk.join(ANA, 7, 0);
    let (mo, _) = desk.join(MO, 8, 0);
    desk.now = Millis(2_510_000);
    desk.room.disconnect(ana, desk.now);
    desk.now = Millis(2_700_000);
    desk.control(mo, Control::End);
    desk.room.handle(mo, ClientMessage::Drained, desk.now);
    assert!(!desk.room.state(desk.now).locked, "Ana may still have work");
    desk.now = Millis(2_720_000);
    let (ana, _) = desk.join(ANA, 7, 2);
    assert_eq!(stored(&desk.signal(ana, 1, 100_000)).len(), 1, "made before the end");
    let late = desk.signal(ana, 2, 5_000);
    let refusal = Refusal::RoundEnded;
    assert_eq!(
        news_for(ana, &late),
        [News::Refused { counter: 2, refusal }],
        "made after the end"
    );
    desk.room.handle(ana, ClientMessage::Drained, desk.now);
    assert!(desk.room.state(desk.now).locked);
}

#[test]
fn e1_grace_runs_out_and_a_candidate_cannot_end_a_round() {
    let mut desk = Desk::new();
    let (ana, _) = desk.join(ANA, 7, 0);
    desk.control(ana, Control::End);
    assert_eq!(desk.room.state(desk.now).ended_at, None);
    let (mo, _) = desk.join(MO, 8, 0);
    desk.room.disconnect(ana, desk.now);
    desk.control(mo, Control::End);
    desk.now = Millis(limits::GRACE_AFTER_END_MILLIS);
    desk.room.tick(desk.now);
    assert!(!desk.room.state(desk.now).locked);
    desk.now = Millis(limits::GRACE_AFTER_END_MILLIS + 1);
    desk.room.tick(desk.now);
    assert!(desk.room.state(desk.now).locked);
}

#[test]
fn e2_a_pause_leaves_a_gap_and_nothing_of_what_was_done_in_it() {
    let mut desk = Desk::new();
    let (mo, _) = desk.join(MO, 8, 0);
    desk.control(mo, Control::Pause);
    let scratch = desk.signal(mo, 1, 0);
    assert_eq!(
        (stored(&scratch)[0].recorded, stored(&scratch)[0].entry.seq),
        (false, Seq(0))
    );
    let resumed = desk.control(mo, Control::Resume);
    let gap = stored(&resumed)[0];
    assert!(gap.recorded && matches!(gap.entry.op, Op::Gap(_)));
    assert_eq!((gap.entry.seq, gap.position), (Seq(2), 3));
    assert!(resumed.contains(&Outgoing::DropScratch));
}

#[test]
fn a_seat_without_rights_changes_nothing_and_only_the_room_writes_its_own_entries() {
    let mut desk = Desk::new();
    let (ana, _) = desk.join(ANA, 7, 0);
    let op = Op::Round(crate::op::RoundEvent::Ended);
    let out = desk.room.handle(
        ana,
        ClientMessage::Push(Push {
            counter: 1,
            base: 0,
            ago_millis: 0,
            op,
        }),
        desk.now,
    );
    assert_eq!(
        news_for(ana, &out),
        [News::Refused {
            counter: 1,
            refusal: Refusal::RoomOnly
        }]
    );
    let seat = Seat {
        actor: ANA,
        name: "Ana".to_owned(),
        role: "Observer".to_owned(),
        rights: Rights::NONE,
    };
    let told = desk.room.reseat(&seat);
    let own = ServerMessage::YourSeat {
        role: "Observer".to_owned(),
        rights: Rights::NONE,
    };
    assert!(told.contains(&Outgoing::Send {
        connection: ana,
        message: own
    }));
    assert_eq!(
        news_for(ana, &desk.signal(ana, 2, 0)),
        [News::Refused {
            counter: 2,
            refusal: Refusal::NotAllowed
        }]
    );
    assert_eq!(desk.room.seq(), Seq(0));
}

#[test]
fn the_first_message_is_a_hello() {
    let mut desk = Desk::new();
    let seat = Seat {
        actor: ANA,
        name: String::new(),
        role: String::new(),
        rights: Rights::HOST,
    };
    desk.room.connect(ConnectionId(9), seat, desk.now);
    let out = desk
        .room
        .handle(ConnectionId(9), ClientMessage::Ping { token: 1 }, desk.now);
    assert_eq!(closed(&out), Some(problem_code::HELLO_FIRST));
}

#[test]
fn x3_a_text_push_is_taken_as_long_as_what_came_since_its_base_is_kept() {
    let mut desk = Desk::new();
    let (mo, _) = desk.join(MO, 8, 0);
    let file = FileId(1);
    let new_file = Op::CreateFile {
        id: file,
        name: String::new(),
        language: Default::default(),
    };
    let rename = |number: usize| Op::UpdateFile {
        id: file,
        change: FileChange::Name(number.to_string()),
    };
    let mut counter = 0;
    let mut push = |desk: &mut Desk, base, op| {
        counter += 1;
        let push = Push {
            counter,
            base,
            ago_millis: 0,
            op,
        };
        let out = desk.room.handle(mo, ClientMessage::Push(push), desk.now);
        news_for(mo, &out).pop()
    };
    push(&mut desk, 0, new_file);
    for number in 0..limits::TAIL_ENTRIES + 6 {
        push(&mut desk, 0, rename(number));
    }
    let typed = || {
        let edit = Edit {
            at: Utf16(0),
            delete: Utf16(0),
            insert: "x".to_owned(),
        };
        let atoms = vec![Atom {
            edit,
            ..Atom::default()
        }];
        Op::Text {
            target: TextTarget::File(file),
            rank: JoinRank(1),
            atoms,
        }
    };
    let oldest = desk.room.position() - limits::TAIL_ENTRIES as u64;
    let late = push(&mut desk, oldest - 1, typed());
    assert!(
        matches!(
            late,
            Some(News::Refused {
                refusal: Refusal::BaseTooOld,
                ..
            })
        ),
        "{late:?}"
    );
    let known = push(&mut desk, oldest, typed());
    assert!(matches!(known, Some(News::Accepted { .. })), "{known:?}");
}

#[test]
fn x3_a_text_push_is_transformed_over_what_its_maker_had_not_seen_and_nothing_else() {
    let typed = |at, insert: &str| {
        let edit = Edit {
            at: Utf16(at),
            delete: Utf16(0),
            insert: insert.to_owned(),
        };
        let atoms = vec![Atom {
            edit,
            ..Atom::default()
        }];
        Op::Text {
            target: TextTarget::File(FileId(1)),
            rank: JoinRank(0),
            atoms,
        }
    };
    let mut desk = Desk::new();
    let (ana, _) = desk.join(ANA, 7, 0);
    let (mo, _) = desk.join(MO, 8, 0);
    let push = |desk: &mut Desk, connection, counter, base, op| {
        let push = Push {
            counter,
            base,
            ago_millis: 0,
            op,
        };
        desk.room.handle(connection, ClientMessage::Push(push), desk.now);
        desk.room
            .board()
            .file(FileId(1))
            .map(|file| file.text.to_string())
            .unwrap_or_default()
    };
    push(
        &mut desk,
        ana,
        1,
        0,
        Op::CreateFile {
            id: FileId(1),
            name: String::new(),
            language: Default::default(),
        },
    );
    assert_eq!(push(&mut desk, ana, 2, 1, typed(0, "abc")), "abc");
    assert_eq!(push(&mut desk, mo, 1, 2, typed(1, "-")), "a-bc", "seen: taken as it is");
    assert_eq!(
        push(&mut desk, mo, 2, 2, typed(2, "+")),
        "a-+bc",
        "one's own is never transformed over"
    );
    assert_eq!(
        push(&mut desk, ana, 3, 2, typed(3, "!")),
        "a-+bc!",
        "unseen: moved along"
    );
}
