//! What a client makes of news that do not follow on what it knows (rule C4). Whole rooms are simulated elsewhere.

use super::*;
use crate::{
    card::{CardKind, Signal},
    id::CardId,
    protocol::{News, RoundState},
    recording::{Entry, Seq},
    rights::Rights,
    time::Millis,
};

/// Stands at position 5 of a room.
fn welcomed() -> Replica {
    let mut replica = Replica::new(ClientId(1));
    let start = Start::FromBoard {
        position: 5,
        board: Box::default(),
    };
    replica.welcome(&Welcome {
        you: ActorIndex(1),
        rank: JoinRank(1),
        rights: Rights::HOST,
        state: RoundState::default(),
        people: Vec::new(),
        names: Vec::new(),
        answered: 0,
        start,
        head: 5,
    });
    replica
}

fn card(position: u64) -> News {
    let op = Op::Card {
        id: CardId(u128::from(position)),
        kind: CardKind::Signal(Signal::Back),
    };
    let entry = Entry {
        seq: Seq(position),
        at: Millis(0),
        ago_millis: 0,
        actor: ActorIndex(2),
        op,
        redacted: None,
    };
    News::Entry { position, entry }
}

#[test]
fn c4_what_is_known_is_passed_over_and_a_hole_is_noticed() {
    let mut replica = welcomed();
    let received = replica.receive(vec![card(4), card(5), card(6)]);
    assert!(!received.lost);
    assert_eq!((replica.position(), replica.board().cards().count()), (6, 1));
    let received = replica.receive(vec![card(8)]);
    assert!(received.lost);
    assert_eq!((replica.position(), replica.board().cards().count()), (6, 1));
}

#[test]
fn what_the_room_took_as_it_was_leaves_the_shown_board_alone() {
    let mut replica = welcomed();
    for id in [1, 2, 3] {
        let kind = CardKind::Signal(Signal::Back);
        let op = Op::Card { id: CardId(id), kind };
        replica.local(op, 0).expect("it is allowed");
    }
    let sent = replica.to_send(0);
    let accepted = |index: usize, position| News::Accepted {
        counter: sent[index].counter,
        position,
        seq: Seq(position),
        op: None,
        at: Millis(0),
    };
    let received = replica.receive(vec![accepted(0, 6)]);
    assert!(received.is_as_shown && !received.lost);
    assert_eq!((replica.waiting(), replica.board().cards().count()), (2, 3));
    let received = replica.receive(vec![accepted(1, 7), card(8)]);
    assert!(!received.is_as_shown, "somebody else did something");
    assert_eq!((replica.waiting(), replica.board().cards().count()), (1, 4));
    let received = replica.receive(vec![accepted(2, 10)]);
    assert!(!received.is_as_shown && received.lost, "something is missing between");
}
