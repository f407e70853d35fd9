//! After a stretch was removed: who shows the old board begins anew, who lost it anyway does not, and late work of the stretch
//! is refused.

use super::*;
use crate::{
    protocol::{ServerMessage, Start},
    redaction::Stretch,
};

/// A room of two entries from which the stretch of the first was removed, at position 3.
fn restored() -> Desk {
    let mut before = Desk::new();
    let (connection, _) = before.join(ANA, 7, 0);
    before.now = Millis(1_000);
    let mut entries = before.signal(connection, 1, 0);
    before.now = Millis(2_000);
    entries.append(&mut before.signal(connection, 2, 0));
    let mut desk = Desk::new();
    let stretch = Stretch {
        from: Millis(1_000),
        to: Millis(1_500),
        actor: Some(ANA),
    };
    desk.room.remember_removed(vec![(3, stretch)]);
    for stored in stored(&entries) {
        desk.room.replay(stored.clone());
    }
    desk.room.pass_removed();
    desk.now = Millis(9_000);
    desk
}

fn resumed(desk: &mut Desk, resume: Resume) -> (Start, bool) {
    let connection = ConnectionId(99);
    let seat = Seat {
        actor: ANA,
        name: String::new(),
        role: String::new(),
        rights: Rights::CANDIDATE,
    };
    desk.room.connect(connection, seat, desk.now);
    let hello = Hello {
        client: ClientId(7),
        resume,
        pending: 0,
        away_millis: 0,
    };
    let out = desk.room.handle(connection, ClientMessage::Hello(hello), desk.now);
    let (mut start, mut told) = (None, false);
    for item in out {
        match item {
            Outgoing::Send {
                message: ServerMessage::Welcome(welcome),
                ..
            } => start = Some(welcome.start),
            Outgoing::Send {
                message: ServerMessage::Refused(problem),
                ..
            } => told = problem == stretch_removed(),
            _other => {}
        }
    }
    (start.unwrap(), told)
}

#[test]
fn e3_whoever_shows_what_was_removed_begins_anew_and_is_told() {
    for resume in [
        Resume::Tail { position: 2 },
        Resume::TailAfter {
            position: 2,
            at: Millis(2_000),
        },
    ] {
        let (start, told) = resumed(&mut restored(), resume);
        assert!(matches!(start, Start::TooOld { position: 3, .. }) && told, "{start:?}");
    }
    for resume in [
        Resume::Fresh,
        Resume::Tail { position: 3 },
        Resume::BoardAt { position: 2 },
    ] {
        let (start, told) = resumed(&mut restored(), resume);
        assert!(!matches!(start, Start::TooOld { .. }) && !told, "{resume:?}: {start:?}");
    }
}

#[test]
fn e3_late_work_of_a_removed_stretch_is_refused_and_other_work_goes_on() {
    let mut desk = restored();
    let (connection, _) = desk.join(ANA, 8, 0);
    let refused = desk.signal(connection, 1, 7_800);
    assert!(stored(&refused).is_empty());
    let taken = desk.signal(connection, 9, 0);
    let positions = stored(&taken)
        .into_iter()
        .map(|stored| (stored.position, stored.entry.seq.0));
    assert_eq!(
        positions.collect::<Vec<_>>(),
        [(4, 3)],
        "the position left out stays so"
    );
    // Also after a restart.
    let mut again = restored();
    stored(&taken)
        .into_iter()
        .for_each(|stored| again.room.replay(stored.clone()));
    let (start, _) = resumed(&mut again, Resume::BoardAt { position: 2 });
    assert!(matches!(start, Start::FromBoard { position: 2, .. }), "{start:?}");
}
