//! Read-only hands on open connections: at once, over a restart, and with a reason for whoever worked offline.

use board::{
    board::Refusal,
    id::FileId,
    protocol::{ClientMessage, News, Presence, ServerMessage, Stance},
    rights::Rights,
};
use interview::{
    hands::{Hands, Held},
    seat::Role,
};
use server::storage::{hands, track};

use crate::stage::{Client, Stage, TestSeat, chat, new_file, typed};

async fn rights(client: &mut Client) -> Rights {
    loop {
        if let ServerMessage::YourSeat { rights, .. } = client.next().await.unwrap() {
            return rights;
        }
    }
}

async fn hold(stage: &Stage, seat: &TestSeat, whose: Hands, read_only: bool) {
    let room = seat.room;
    let write = move |connection: &rusqlite::Connection| {
        hands::set(connection, room, whose, read_only)?;
        Ok(hands::held(connection, room)?)
    };
    let held: Held = stage.state.storage.public.write(write).await.unwrap();
    stage.state.registry.hold_hands(room, held).await;
}

#[tokio::test]
async fn hands_are_read_only_at_once_for_their_side_only_and_given_back() {
    let (stage, [host, candidate]) = Stage::with([Role::Host, Role::Candidate]).await;
    let (mut hanna, _) = stage.join(&host, 1).await;
    let (mut ana, _) = stage.join(&candidate, 2).await;
    let file = FileId(1);
    ana.push(1, new_file(file)).await;
    assert!(matches!(ana.news().await, News::Accepted { .. }));
    hold(&stage, &candidate, Hands::Candidate, true).await;
    let now = rights(&mut ana).await;
    assert!(!now.draw && !now.code && now.chat && now.pause);
    ana.push(2, typed(file, &[(0, "x")])).await;
    let refusal = Refusal::NotAllowed;
    assert_eq!(ana.news().await, News::Refused { counter: 2, refusal });
    ana.push(3, chat(3, "may I?")).await;
    assert!(matches!(ana.news().await, News::Accepted { counter: 3, .. }));
    hanna.push(1, chat(1, "a moment")).await;
    while !matches!(hanna.news().await, News::Accepted { counter: 1, .. }) {}
    hold(&stage, &candidate, Hands::Candidate, false).await;
    assert_eq!(rights(&mut ana).await, Role::Candidate.rights());
    ana.push(4, typed(file, &[(0, "x")])).await;
    while !matches!(ana.news().await, News::Accepted { counter: 4, .. }) {}
}

#[tokio::test]
async fn hands_stay_read_only_for_who_comes_later_changes_role_or_finds_the_server_anew() {
    let (stage, [host, candidate]) = Stage::with([Role::Host, Role::Candidate]).await;
    hold(&stage, &candidate, Hands::Candidate, true).await;
    let (_, welcome) = stage.join(&candidate, 2).await;
    assert!(!welcome.rights.draw);
    let stage = Stage::on(stage.stop().await).await;
    let (mut ana, welcome) = stage.join(&candidate, 2).await;
    assert!(!welcome.rights.draw && !welcome.rights.code);
    let (_, welcome) = stage.join(&host, 1).await;
    // Whether phases may be announced does not travel.
    let told = Rights {
        phases: false,
        ..Rights::HOST
    };
    assert_eq!(welcome.rights, told);
    stage
        .state
        .registry
        .set_role(candidate.room, candidate.actor, Role::CoHost)
        .await;
    assert!(rights(&mut ana).await.draw, "another role, other hands");
}

#[tokio::test]
async fn where_the_laser_was_stands_in_the_track() {
    let (stage, [host]) = Stage::with([Role::Host]).await;
    let (mut client, _) = stage.join(&host, 1).await;
    for (x, laser) in [(1, false), (2, true), (3, false)] {
        stage.state.clock.advance(1_000);
        let following = None;
        client.send(&ClientMessage::Stance(Stance { laser, following })).await;
        let cursor = Some(board::geometry::Point::new(x, 0));
        client
            .send(&ClientMessage::Presence(Presence {
                cursor,
                ..Presence::default()
            }))
            .await;
        client.send(&ClientMessage::Ping { token: 1 }).await;
        while !matches!(client.next().await, Some(ServerMessage::Pong { .. })) {}
    }
    let stage = Stage::on(stage.stop().await).await;
    let read = move |connection: &rusqlite::Connection| track::all(connection, host.room);
    let tracks = stage.state.storage.public.read(read).await.unwrap();
    let kept = tracks
        .iter()
        .map(|track| (track.cursor.map_or(0, |at| at.x), track.laser));
    assert_eq!(kept.collect::<Vec<_>>(), [(1, false), (2, true), (3, false)]);
}
