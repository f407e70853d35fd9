//! Who is here and where, how many a room holds, and what it knows of them after a restart.

use super::*;
use crate::{geometry::Point, id::ElementId};

#[test]
fn p1_presence_goes_to_the_others_once_and_is_gone_with_its_connection() {
    let mut desk = Desk::new();
    let (ana, _) = desk.join(ANA, 7, 0);
    let (mo, _) = desk.join(MO, 8, 0);
    let here = Presence {
        selection: vec![ElementId(1); limits::SELECTION_SHOWN + 1],
        ..Presence::default()
    };
    let say = |desk: &mut Desk| {
        let out = desk.room.handle(ana, ClientMessage::Presence(here.clone()), desk.now);
        assert_eq!(out, []);
        desk.room.tick(desk.now)
    };
    let told = say(&mut desk);
    let [
        Outgoing::Send {
            connection,
            message: ServerMessage::Presence(others),
        },
    ] = &told[..]
    else {
        panic!("{told:?}")
    };
    assert_eq!((*connection, others.len()), (mo, 1));
    assert_eq!(others[0].1.selection.len(), limits::SELECTION_SHOWN);
    let short = Presence {
        selection: vec![ElementId(1)],
        ..Presence::default()
    };
    desk.room.handle(ana, ClientMessage::Presence(short.clone()), desk.now);
    assert_eq!(desk.room.tick(desk.now).len(), 1);
    desk.room.handle(ana, ClientMessage::Presence(short), desk.now);
    assert_eq!(desk.room.tick(desk.now), [], "the same again is no news");

    desk.room.disconnect(ana, desk.now);
    let (_, out) = desk.join(ANA, 7, 0);
    let (_, newcomer) = desk.join(ActorIndex(3), 9, 0);
    for out in [out, newcomer] {
        let shown = out.iter().filter_map(|item| match item {
            Outgoing::Send {
                message: ServerMessage::Presence(others),
                ..
            } => Some(others),
            _other => None,
        });
        let mut shown = shown.flatten();
        assert!(
            shown.all(|(_, presence)| *presence == Presence::default()),
            "nobody is where they were before"
        );
    }
}

#[test]
fn a_room_holds_so_many_connections_and_remembers_so_many_clients() {
    let mut desk = Desk::new();
    for client in 0..limits::CONNECTIONS_PER_ROOM as u128 {
        let (_, out) = desk.join(ANA, client, 0);
        assert_eq!(closed(&out), None);
    }
    let (_, out) = desk.join(ANA, 5_000, 0);
    assert_eq!(closed(&out), Some(problem_code::OVERRUN));

    let mut desk = Desk::new();
    for client in 0..limits::CLIENTS_PER_ROOM as u32 {
        let (client, rank) = (ClientId(u128::from(client)), JoinRank(client + 1));
        desk.room.remember(ClientRecord {
            client,
            actor: ANA,
            rank,
        });
    }
    let (_, known) = desk.join(ANA, 0, 0);
    let (_, new) = desk.join(ANA, 5_000, 0);
    assert_eq!((closed(&known), closed(&new)), (None, Some(problem_code::OVERRUN)));
}

#[test]
fn c2_and_t3_hold_over_a_restart() {
    let mut desk = Desk::new();
    let (ana, joined) = desk.join(ANA, 7, 0);
    desk.now = Millis(10_000);
    let first = desk.signal(ana, 1, 0);
    let mut again = Desk {
        room: Room::new(),
        now: Millis(12_000),
        next_connection: 10,
    };
    for item in &joined {
        if let Outgoing::StoreClient(record) = item {
            again.room.remember(*record);
        }
    }
    stored(&first)
        .into_iter()
        .for_each(|stored| again.room.replay(stored.clone()));
    let (ana, _) = again.join(ANA, 7, 0);
    let resent = again.signal(ana, 1, 0);
    assert_eq!(stored(&resent).len(), 0);
    assert!(matches!(
        news_for(ana, &resent)[..],
        [News::Accepted {
            counter: 1,
            position: 1,
            ..
        }]
    ));
    let next = again.signal(ana, 2, 5_000);
    assert_eq!(
        stored(&next)[0].entry.made_at(),
        Millis(10_000),
        "not before what was made before the restart"
    );
}

#[test]
fn p1_a_stance_goes_to_the_others_latest_first_and_is_gone_with_its_connection() {
    let mut desk = Desk::new();
    let (ana, _) = desk.join(ANA, 7, 0);
    let (mo, _) = desk.join(MO, 8, 0);
    let on = Stance {
        laser: true,
        following: None,
    };
    let say = |desk: &mut Desk, stance| desk.room.handle(ana, ClientMessage::Stance(stance), desk.now);
    let told = |out: &[Outgoing]| {
        let stance = |item: &Outgoing| match item {
            Outgoing::Send {
                connection,
                message: ServerMessage::Stances(stances),
            } => Some((*connection, stances.clone())),
            _other => None,
        };
        out.iter().filter_map(stance).collect::<Vec<_>>()
    };
    assert_eq!(say(&mut desk, on), []);
    let following = Stance {
        laser: false,
        following: Some(MO),
    };
    assert_eq!(say(&mut desk, following), []);
    let out = desk.room.tick(desk.now);
    assert_eq!(
        told(&out),
        [(mo, vec![(JoinRank(1), following)])],
        "the latest, to the others"
    );
    assert_eq!(desk.room.tick(desk.now), []);
    say(&mut desk, following);
    assert_eq!(desk.room.tick(desk.now), [], "the same again is no news");
    let (newcomer, out) = desk.join(ActorIndex(3), 9, 0);
    assert_eq!(told(&out), [(newcomer, vec![(JoinRank(1), following)])]);
    desk.room.disconnect(ana, desk.now);
    let (_, out) = desk.join(ActorIndex(4), 10, 0);
    assert_eq!(told(&out), [], "nobody who is gone points or follows");
}

#[test]
fn who_runs_the_round_asks_everybody_else_to_look_somewhere() {
    let mut desk = Desk::new();
    let (ana, _) = desk.join(ANA, 7, 0);
    let (mo, _) = desk.join(MO, 8, 0);
    desk.now = Millis(5_000);
    let view = (Point::new(0, 0), Point::new(800, 600));
    let gather = |desk: &mut Desk, who| desk.control(who, Control::Gather(view.0, view.1));
    let asked = Outgoing::Send {
        connection: ana,
        message: ServerMessage::Gather { by: MO, view },
    };
    assert_eq!(gather(&mut desk, mo), std::slice::from_ref(&asked));
    assert_eq!(gather(&mut desk, mo), [], "not again at once");
    desk.now = desk.now + Millis(limits::GATHER_INTERVAL_MILLIS);
    assert_eq!(gather(&mut desk, mo), [asked]);
    let refused = gather(&mut desk, ana);
    assert!(
        matches!(
            &refused[..],
            [Outgoing::Send { message: ServerMessage::Refused(problem), .. }] if problem.code == problem_code::NOT_ALLOWED
        ),
        "{refused:?}"
    );
    assert_eq!(desk.room.seq(), Seq(0), "nothing of it is recorded");
}

#[test]
fn b5_two_devices_of_one_person_draw_at_once() {
    let mut desk = Desk::new();
    let (tablet, _) = desk.join(ANA, 7, 0);
    let (laptop, _) = desk.join(ANA, 9, 0);
    let samples = || crate::ink::Samples(vec![Default::default()]);
    let begin = |id| Op::InkBegin {
        id: ElementId(id),
        origin: Default::default(),
        order: crate::order_key::OrderKey::first(),
        style: Default::default(),
        pressure: false,
        samples: samples(),
    };
    let extend = |id| Op::InkExtend {
        id: ElementId(id),
        samples: samples(),
    };
    let end = |id| Op::InkEnd { id: ElementId(id) };
    let drawn = [
        (tablet, 1, begin(1)),
        (laptop, 1, begin(2)),
        (tablet, 2, extend(1)),
        (laptop, 2, extend(2)),
        (tablet, 3, extend(1)),
        (tablet, 4, end(1)),
        (laptop, 3, extend(2)),
        (laptop, 4, end(2)),
    ];
    for (connection, counter, op) in drawn {
        let push = Push {
            counter,
            base: 0,
            ago_millis: 0,
            op,
        };
        let out = desk.room.handle(connection, ClientMessage::Push(push), desk.now);
        assert_eq!(stored(&out).len(), 1, "{out:?}");
    }
    for id in [1, 2] {
        let ink = desk
            .room
            .board()
            .element(ElementId(id))
            .and_then(|element| element.ink());
        let (n_samples, ended) = ink.map_or((0, false), |ink| (ink.samples.0.len(), ink.ended));
        assert_eq!((n_samples, ended), (3, true), "stroke {id}");
    }
}
