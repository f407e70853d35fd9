//! What each right lets through, op by op and control by control, and for how long.

use super::*;
use crate::{id::ElementId, op::RoundEvent};

/// Every op that a client may send, and the right it takes.
fn ops_with_rights() -> Vec<(Op, Rights)> {
    let (id, file) = (ElementId(1), FileId(1));
    let draw = Rights {
        draw: true,
        ..Rights::NONE
    };
    let code = Rights {
        code: true,
        ..Rights::NONE
    };
    let text = |target| Op::Text {
        target,
        rank: JoinRank(1),
        atoms: Vec::new(),
    };
    let begin = Op::InkBegin {
        id,
        origin: Default::default(),
        order: crate::order_key::OrderKey::first(),
        style: Default::default(),
        pressure: false,
        samples: Default::default(),
    };
    vec![
        (Op::Create(Vec::new()), draw),
        (Op::Update(Vec::new()), draw),
        (Op::Delete(vec![id]), draw),
        (Op::Restore(vec![id]), draw),
        (begin, draw),
        (
            Op::InkExtend {
                id,
                samples: Default::default(),
            },
            draw,
        ),
        (Op::InkEnd { id }, draw),
        (text(TextTarget::Element(id)), draw),
        (text(TextTarget::File(file)), code),
        (
            Op::CreateFile {
                id: file,
                name: String::new(),
                language: Default::default(),
            },
            code,
        ),
        (
            Op::UpdateFile {
                id: file,
                change: FileChange::Deleted(true),
            },
            code,
        ),
    ]
}

/// The same for cards, each kind of which may take another.
fn cards_with_rights() -> Vec<(Op, Rights)> {
    let chat = Rights {
        chat: true,
        ..Rights::NONE
    };
    let phases = Rights {
        phases: true,
        ..Rights::NONE
    };
    let kinds = [
        (CardKind::Signal(Signal::Back), chat),
        (CardKind::Decision(Box::default()), chat),
        (CardKind::Assumption(Box::default()), chat),
        (CardKind::Phase("Clarify".to_owned()), phases),
    ];
    let card = |(kind, rights)| (Op::Card { id: CardId(1), kind }, rights);
    kinds.into_iter().map(card).collect()
}

/// Mo's seat has these rights from now on.
fn give(desk: &mut Desk, rights: Rights) {
    let seat = Seat {
        actor: MO,
        name: String::new(),
        role: String::new(),
        rights,
    };
    desk.room.reseat(&seat);
}

#[test]
fn each_kind_of_op_takes_its_own_right_and_no_other_will_do() {
    let all = [
        Rights {
            draw: false,
            ..Rights::HOST
        },
        Rights {
            code: false,
            ..Rights::HOST
        },
        Rights {
            chat: false,
            ..Rights::HOST
        },
        Rights {
            phases: false,
            ..Rights::HOST
        },
    ];
    let refused = |op: &Op, rights: Rights| {
        let mut desk = Desk::new();
        let (mo, _) = desk.join(MO, 8, 0);
        give(&mut desk, rights);
        let push = Push {
            counter: 1,
            base: 0,
            ago_millis: 0,
            op: op.clone(),
        };
        let out = desk.room.handle(mo, ClientMessage::Push(push), desk.now);
        let refusal = Refusal::NotAllowed;
        news_for(mo, &out) == [News::Refused { counter: 1, refusal }]
    };
    for (op, wanted) in ops_with_rights().into_iter().chain(cards_with_rights()) {
        assert!(!refused(&op, wanted), "{op:?}");
        for rights in all {
            let pairs = [
                (wanted.draw, rights.draw),
                (wanted.code, rights.code),
                (wanted.chat, rights.chat),
                (wanted.phases, rights.phases),
            ];
            let lacks = pairs.into_iter().any(|(wanted, has)| wanted && !has);
            assert_eq!(refused(&op, rights), lacks, "{op:?} with {rights:?}");
        }
    }
    for op in [Op::Round(RoundEvent::Ended), Op::Gap(Box::default()), Op::Removed] {
        assert!(
            !refused(&op, Rights::HOST),
            "{op:?} is the room's own, whatever the rights"
        );
    }
}

#[test]
fn pausing_and_ending_take_their_own_rights() {
    let told = |control, rights: Rights| {
        let mut desk = Desk::new();
        let (mo, _) = desk.join(MO, 8, 0);
        if control == Control::Resume {
            desk.control(mo, Control::Pause);
        } else if control == Control::Reopen {
            desk.control(mo, Control::End);
        }
        give(&mut desk, rights);
        stored(&desk.control(mo, control)).len()
    };
    let mut without = Rights::HOST;
    let mut with = Rights::NONE;
    (without.pause, with.pause) = (false, true);
    for control in [Control::Pause, Control::Resume] {
        assert_eq!((told(control, without), told(control, with)), (0, 1), "{control:?}");
    }
    (without, with) = (Rights::HOST, Rights::NONE);
    (without.end, with.end) = (false, true);
    for control in [Control::End, Control::Reopen] {
        assert_eq!((told(control, without), told(control, with)), (0, 1), "{control:?}");
    }
}

#[test]
fn e1_a_round_is_reopened_for_ten_minutes_and_no_longer() {
    for (late, reopened) in [(0, true), (1, false)] {
        let mut desk = Desk::new();
        let (mo, _) = desk.join(MO, 8, 0);
        desk.now = Millis(60_000);
        desk.control(mo, Control::End);
        desk.now = Millis(60_000 + limits::GRACE_AFTER_END_MILLIS + late);
        let out = desk.control(mo, Control::Reopen);
        assert_eq!(stored(&out).len() == 1, reopened, "{late}");
        assert_eq!(desk.room.state(desk.now).ended_at.is_none(), reopened, "{late}");
    }
}
