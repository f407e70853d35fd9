//! Seats while sockets are open: taken away, changed, and everybody when the server goes down.

use std::time::{Duration, Instant};

use axum::extract::FromRequestParts;
use board::{
    geometry::Point,
    id::FileId,
    protocol::{ClientMessage, Control, News, Presence, ServerMessage},
    rights::Rights,
};
use interview::seat::Role;
use server::{
    connection::Entrance,
    seat_cookie::Asker,
    storage::{seat, track},
    wire::Wire,
};

use crate::stage::{Stage, TestSeat, chat, new_file, typed};

#[tokio::test]
async fn an_ejected_seat_loses_its_sockets_within_a_second() {
    let (stage, [host, candidate]) = Stage::with([Role::Host, Role::Candidate]).await;
    let room = host.room;
    let (mut stays, _) = stage.join(&host, 1).await;
    let (mut goes, _) = stage.join(&candidate, 2).await;
    let (mut goes_too, _) = stage.join(&candidate, 3).await;
    let begun = Instant::now();
    stage.state.registry.eject(room, candidate.actor).await;
    assert_eq!(goes.last_words().await.code, "seat_revoked");
    assert_eq!(goes_too.last_words().await.code, "seat_revoked");
    assert!(begun.elapsed() < Duration::from_secs(1));
    stays.push(1, chat(1, "we two")).await;
    assert!(matches!(stays.news().await, News::Accepted { .. }));
}

/// The request of a page that has just passed the door, up to here.
async fn at_the_door(stage: &Stage, seat: &TestSeat) -> Entrance {
    let request = axum::http::Request::get(format!("/?seat={}", seat.seat)).header("cookie", &seat.cookie);
    let (mut parts, ()) = request.body(()).unwrap().into_parts();
    let asker = Asker::from_request_parts(&mut parts, &stage.state).await.unwrap();
    Entrance::ask(&stage.state, asker, &seat.room.to_string())
        .await
        .unwrap()
}

#[tokio::test]
async fn who_is_revoked_between_door_and_room_does_not_slip_in() {
    let stage = Stage::start().await;
    let room = stage.room().await;
    let (host, candidate) = (
        stage.seat(room, Role::Host, "Hanna").await,
        stage.seat(room, Role::Candidate, "Ana").await,
    );
    let (mut stays, _) = stage.join(&host, 1).await;
    let passed = at_the_door(&stage, &candidate).await;
    let id = candidate.seat.parse().unwrap();
    let revoke = move |connection: &rusqlite::Connection| Ok(seat::revoke(connection, id)?);
    stage.state.storage.public.write(revoke).await.unwrap();
    stage.state.registry.eject(room, candidate.actor).await;
    let refused = passed.enter(&stage.state, Wire::Postcard).await.unwrap_err();
    assert_eq!(refused.code, "seat_revoked");
    stays.push(1, chat(1, "alone")).await;
    assert!(matches!(stays.news().await, News::Accepted { .. }));
}

#[tokio::test]
async fn who_gets_another_role_between_door_and_room_has_its_rights_only() {
    let stage = Stage::start().await;
    let room = stage.room().await;
    let host = stage.seat(room, Role::Host, "Hanna").await;
    let (mut watches, _) = stage.join(&host, 1).await;
    let passed = at_the_door(&stage, &host).await;
    let id = host.seat.parse().unwrap();
    let hand_over = move |connection: &rusqlite::Connection| {
        let seat = seat::find(connection, id)?.expect("the seat");
        Ok(seat::set_role(connection, &seat, Role::CoHost)?)
    };
    stage.state.storage.public.write(hand_over).await.unwrap();
    let _entered = passed.enter(&stage.state, Wire::Postcard).await.unwrap();
    loop {
        if let ServerMessage::YourSeat { role, rights } = watches.next().await.unwrap() {
            // Whether phases may be announced does not travel.
            let told = Rights {
                phases: false,
                ..Role::CoHost.rights()
            };
            assert_eq!((role.as_str(), rights), (Role::CoHost.word(), told));
            return;
        }
    }
}

#[tokio::test]
async fn another_role_brings_its_rights_at_once() {
    let (stage, [co_host]) = Stage::with([Role::CoHost]).await;
    let room = co_host.room;
    let (mut client, _) = stage.join(&co_host, 1).await;
    client.send(&ClientMessage::Control(Control::End)).await;
    assert_eq!(refusal(&mut client).await, "not_allowed");
    stage.state.registry.set_role(room, co_host.actor, Role::Host).await;
    client.send(&ClientMessage::Control(Control::End)).await;
    loop {
        if let ServerMessage::State(state) = client.next().await.unwrap() {
            assert!(state.ended_at.is_some());
            break;
        }
    }
    let ended = move |connection: &rusqlite::Connection| server::storage::room::find(connection, room);
    assert!(stage.state.storage.public.read(ended).await.unwrap().unwrap().ended);
}

async fn refusal(client: &mut crate::stage::Client) -> String {
    loop {
        if let ServerMessage::Refused(problem) = client.next().await.unwrap() {
            return problem.code;
        }
    }
}

#[tokio::test]
async fn everybody_hears_that_the_server_goes_down() {
    let (stage, [host]) = Stage::with([Role::Host]).await;
    let (mut client, _) = stage.join(&host, 1).await;
    let mut silent = stage.silent(&host).await;
    let stopping = tokio::spawn(stage.stop());
    assert_eq!(client.last_words().await.code, "shutting_down");
    assert_eq!(silent.last_words().await.code, "shutting_down");
    stopping.await.unwrap();
}

#[tokio::test]
async fn a_deleted_room_ends_for_everybody_in_it() {
    let (stage, [host]) = Stage::with([Role::Host]).await;
    let room = host.room;
    let (mut client, _) = stage.join(&host, 1).await;
    let registry = stage.state.registry.clone();
    tokio::spawn(async move { registry.close_room(room).await });
    assert_eq!(client.last_words().await.code, "no_such_room");
    assert_eq!(stage.state.registry.live_rooms(), 0);
}

#[tokio::test]
async fn who_reads_too_slowly_is_let_go_and_nobody_waits() {
    let (stage, [host, candidate]) = Stage::with([Role::Host, Role::Candidate]).await;
    let (mut sender, _) = stage.join(&host, 1).await;
    let (mut slow, _) = stage.join(&candidate, 2).await;
    let file = FileId(1);
    sender.push(1, new_file(file)).await;
    for counter in 2..=80 {
        let (long, units) = ("x".repeat(200_000), 200_000);
        sender.push(counter, typed(file, &[(0, &long), (units, "")])).await;
        while !matches!(sender.news().await, News::Accepted { counter: answered, .. } if answered == counter) {}
    }
    loop {
        let people = stage.join(&host, 3).await.1.people;
        if people
            .iter()
            .any(|person| person.actor == candidate.actor && person.away_since.is_some())
        {
            break;
        }
    }
    let mut last = None;
    while let Some(message) = slow.next().await {
        last = Some(message);
    }
    assert!(matches!(last, Some(ServerMessage::Refused(problem)) if problem.code == "connection_overrun"));
}

#[tokio::test]
async fn e2_where_people_are_is_not_kept_while_nothing_is_recorded() {
    let (stage, [host]) = Stage::with([Role::Host]).await;
    let (mut client, _) = stage.join(&host, 1).await;
    let controls = [None, Some(Control::Pause), Some(Control::Resume), Some(Control::End)];
    for (x, control) in (1..).zip(controls) {
        stage.state.clock.advance(1_000);
        if let Some(control) = control {
            client.send(&ClientMessage::Control(control)).await;
        }
        let cursor = Some(Point::new(x, 0));
        let presence = Presence {
            cursor,
            ..Presence::default()
        };
        client.send(&ClientMessage::Presence(presence)).await;
        client.send(&ClientMessage::Ping { token: 1 }).await;
        while !matches!(client.next().await, Some(ServerMessage::Pong { .. })) {}
    }
    let stage = Stage::on(stage.stop().await).await;
    let read = move |connection: &rusqlite::Connection| track::all(connection, host.room);
    let tracks = stage.state.storage.public.read(read).await.unwrap();
    let kept = tracks.iter().filter_map(|track| track.cursor).map(|cursor| cursor.x);
    assert_eq!(
        kept.collect::<Vec<_>>(),
        [1, 3],
        "neither in the pause nor after the end"
    );
}
