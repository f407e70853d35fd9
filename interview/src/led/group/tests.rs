//! What the group promises: case by case, and in seeded random runs (`random.rs`).

mod random;

use board::playback::Transport;

use super::*;
use crate::led::{Compared, Side};

pub(super) const MO: ConnectionId = ConnectionId(1);
pub(super) const ANA: ConnectionId = ConnectionId(2);
const EVA: ConnectionId = ConnectionId(3);

pub(super) fn join(key: u128, name: &str) -> Request {
    Request::Join {
        key: ClientId(key),
        name: name.to_owned(),
        kind: ViewerKind::Person,
        follows: true,
    }
}

pub(super) fn shown(at: u64) -> Shown {
    let transport = Transport {
        at: Millis(at),
        playing: true,
        speed_percent: 100,
        ..Transport::default()
    };
    let compared = None;
    Shown { transport, compared }
}

fn group_of(names: &[&str]) -> Group {
    let mut group = Group::default();
    for (number, name) in (1..).zip(names) {
        group.connect(ConnectionId(number)).expect("there is room");
        group.handle(ConnectionId(number), join(u128::from(number), name), Millis(0));
    }
    group
}

fn here(outgoing: &[Outgoing], connection: ConnectionId) -> Here {
    let mut told = outgoing.iter().rev().filter_map(|one| match one {
        Outgoing::Tell(to, News::Here(here)) if *to == connection => Some(here.clone()),
        Outgoing::Tell(..) | Outgoing::Close(_) => None,
    });
    told.next().expect("told who is here")
}

fn refusal(outgoing: &[Outgoing]) -> Option<Refusal> {
    match outgoing {
        [Outgoing::Tell(_, News::Refused(refusal))] => Some(*refusal),
        _ => None,
    }
}

#[test]
fn the_lead_is_free_for_one_and_then_only_handed_over() {
    let mut group = group_of(&["Mo", "Ana", "Eva"]);
    let told = group.handle(MO, Request::Lead, Millis(1));
    assert!(here(&told, MO).is_led_by_you());
    assert_eq!(here(&told, ANA).leader().map(Viewer::called).as_deref(), Some("Mo"));
    assert_eq!(here(&told, ANA).n_following(), 2);
    assert_eq!(
        refusal(&group.handle(ANA, Request::Lead, Millis(2))),
        Some(Refusal::SomebodyLeads)
    );
    assert_eq!(
        refusal(&group.handle(ANA, Request::HandOver(ViewerId(2)), Millis(2))),
        Some(Refusal::NotLeader)
    );
    assert_eq!(
        refusal(&group.handle(ANA, Request::StopLeading, Millis(2))),
        Some(Refusal::NotLeader)
    );
    let told = group.handle(MO, Request::HandOver(ViewerId(2)), Millis(3));
    for connection in [MO, ANA, EVA] {
        assert_eq!(here(&told, connection).lead, Lead::With(ViewerId(2)));
    }
    assert_eq!(
        refusal(&group.handle(MO, Request::Show(shown(5)), Millis(4))),
        Some(Refusal::NotLeader)
    );
}

#[test]
fn only_the_leader_moves_anybody() {
    let mut group = group_of(&["Mo", "Ana", "Eva"]);
    group.handle(MO, Request::Lead, Millis(0));
    let told = group.handle(MO, Request::Show(shown(5_000)), Millis(10));
    let expected = [ANA, EVA].map(|to| {
        let news = News::Shown {
            shown: shown(5_000),
            ago_millis: 0,
        };
        Outgoing::Tell(to, news)
    });
    assert_eq!(told, expected);
    for request in [Request::Show(shown(9)), Request::Point(Some(Point::new(1, 1)))] {
        assert_eq!(
            refusal(&group.handle(ANA, request, Millis(11))),
            Some(Refusal::NotLeader)
        );
    }
}

#[test]
fn who_comes_late_is_told_what_is_shown_and_since_when() {
    let mut group = group_of(&["Mo"]);
    group.handle(MO, Request::Lead, Millis(0));
    group.handle(MO, Request::Show(shown(5_000)), Millis(100));
    group.connect(ANA).expect("there is room");
    let told = group.handle(ANA, join(2, "Ana"), Millis(2_600));
    let news = News::Shown {
        shown: shown(5_000),
        ago_millis: 2_500,
    };
    assert!(told.contains(&Outgoing::Tell(ANA, news)), "{told:?}");
}

#[test]
fn the_lead_is_kept_for_a_moment_and_then_free() {
    let mut group = group_of(&["Mo", "Ana"]);
    group.handle(MO, Request::Lead, Millis(0));
    let told = group.disconnect(MO, Millis(1_000));
    assert_eq!(here(&told, ANA).lead, Lead::KeptFor(ViewerId(1)));
    assert_eq!(
        refusal(&group.handle(ANA, Request::Lead, Millis(2_000))),
        Some(Refusal::SomebodyLeads)
    );
    // Back in time.
    let again = ConnectionId(9);
    group.connect(again).expect("there is room");
    let told = group.handle(again, join(1, "Mo"), Millis(3_000));
    assert!(here(&told, again).is_led_by_you());
    assert_eq!(here(&told, ANA).lead, Lead::With(ViewerId(1)));
    // And away for good.
    group.disconnect(again, Millis(4_000));
    assert!(group.tick(Millis(4_000 + LEADER_AWAY_MILLIS - 1)).is_empty());
    let told = group.tick(Millis(4_000 + LEADER_AWAY_MILLIS));
    assert_eq!(here(&told, ANA).lead, Lead::Free);
    assert!(here(&group.handle(ANA, Request::Lead, Millis(20_000)), ANA).is_led_by_you());
}

#[test]
fn nobody_gets_the_lead_by_another_key() {
    let mut group = group_of(&["Mo", "Ana"]);
    group.handle(MO, Request::Lead, Millis(0));
    group.disconnect(MO, Millis(0));
    group.connect(EVA).expect("there is room");
    let told = group.handle(EVA, join(77, "Mo"), Millis(1));
    assert_eq!(here(&told, EVA).lead, Lead::KeptFor(ViewerId(1)));
}

#[test]
fn a_page_that_comes_back_takes_the_place_of_its_old_connection() {
    let mut group = group_of(&["Mo", "Ana"]);
    group.handle(MO, Request::Lead, Millis(0));
    let again = ConnectionId(9);
    group.connect(again).expect("there is room");
    let told = group.handle(again, join(1, "Mo"), Millis(1));
    assert!(told.contains(&Outgoing::Close(MO)));
    assert!(here(&told, again).is_led_by_you());
    assert!(group.disconnect(MO, Millis(2)).is_empty(), "it is nobody's any more");
}

#[test]
fn equal_names_have_numbers_and_keep_them() {
    let mut group = group_of(&["Mo", "Mo", "Ana", "Mo"]);
    let told = group.handle(EVA, Request::Follow(false), Millis(0));
    let called = |here: Here| here.viewers.iter().map(Viewer::called).collect::<Vec<_>>();
    assert_eq!(called(here(&told, MO)), ["Mo", "Mo 2", "Ana", "Mo 3"]);
    group.disconnect(MO, Millis(0));
    let told = group.handle(EVA, join(3, "Mo"), Millis(0));
    assert_eq!(called(here(&told, EVA)), ["Mo 2", "Mo", "Mo 3"]);
}

#[test]
fn who_has_not_joined_learns_who_leads_and_no_more() {
    let mut group = group_of(&["Mo", "Ana"]);
    group.handle(MO, Request::Lead, Millis(0));
    group.handle(MO, Request::Show(shown(1)), Millis(0));
    let told = group.connect(EVA).expect("there is room");
    let seen = here(&told, EVA);
    assert_eq!(seen.viewers.iter().map(Viewer::called).collect::<Vec<_>>(), ["Mo"]);
    let told = group.handle(MO, Request::Show(shown(2)), Millis(1));
    assert!(!told.iter().any(|one| matches!(one, Outgoing::Tell(EVA, _))));
    for request in [Request::Lead, Request::Follow(true), Request::Leave] {
        assert_eq!(
            refusal(&group.handle(EVA, request, Millis(1))),
            Some(Refusal::NotJoined)
        );
    }
}

#[test]
fn a_projector_follows_and_never_leads() {
    let mut group = group_of(&["Mo"]);
    group.connect(ANA).expect("there is room");
    let projector = Request::Join {
        key: ClientId(2),
        name: "Projector".to_owned(),
        kind: ViewerKind::Projector,
        follows: true,
    };
    group.handle(ANA, projector, Millis(0));
    assert_eq!(
        refusal(&group.handle(ANA, Request::Lead, Millis(0))),
        Some(Refusal::NotLeader)
    );
    let told = group.handle(MO, Request::Lead, Millis(0));
    assert_eq!(here(&told, MO).n_following(), 0, "a picture is nobody");
    let told = group.handle(MO, Request::HandOver(ViewerId(2)), Millis(0));
    assert_eq!(refusal(&told), Some(Refusal::NobodyThere));
}

#[test]
fn what_is_beyond_the_limits_is_refused_or_cut() {
    let mut group = group_of(&["Mo", "Ana"]);
    for name in ["", "  ", "a\nb", &"x".repeat(NAME_CHARS + 1)] {
        assert_eq!(
            refusal(&group.handle(ANA, join(2, name), Millis(0))),
            Some(Refusal::Name),
            "{name:?}"
        );
    }
    group.handle(MO, Request::Lead, Millis(0));
    let mut wild = shown(u64::MAX);
    wild.transport.speed_percent = u32::MAX;
    wild.compared = Some(Compared {
        from: Millis(2),
        to: Millis(1),
        side: Side::Both,
    });
    let told = group.handle(MO, Request::Show(wild), Millis(0));
    let [Outgoing::Tell(_, News::Shown { shown, .. })] = told.as_slice() else {
        panic!("one is told: {told:?}");
    };
    assert_eq!((shown.transport.speed_percent, shown.compared), (SPEED_PERCENT.1, None));
    let told = group.handle(MO, Request::Point(Some(Point::new(i32::MAX, 0))), Millis(0));
    assert_eq!(told, [Outgoing::Tell(ANA, News::Pointer(None))]);
    for number in 3..=LED_VIEWERS as u64 {
        assert!(group.connect(ConnectionId(number)).is_some());
    }
    assert!(group.connect(ConnectionId(1_000)).is_none());
}

/// What a message holds is all that can be said: whoever adds a field sees this test.
#[test]
fn all_that_can_be_said_in_words() {
    let said = |request: Request| serde_json::to_string(&request).expect("JSON");
    let compared = Some(Compared {
        from: Millis(1),
        to: Millis(2),
        side: Side::Beside,
    });
    let show = Request::Show(Shown { compared, ..shown(7) });
    assert_eq!(
        said(show),
        r#"{"Show":{"transport":{"at":7,"playing":true,"speed_percent":100,"skips_idle":false,"looped":null},"compared":{"from":1,"to":2,"side":"Beside"}}}"#
    );
    assert_eq!(
        said(Request::Point(Some(Point::new(1, -2)))),
        r#"{"Point":{"x":1,"y":-2}}"#
    );
    assert_eq!(
        said(join(1, "Mo")),
        r#"{"Join":{"key":"00000000000000000000000000000001","name":"Mo","kind":"Person","follows":true}}"#
    );
}
