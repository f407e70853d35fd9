//! Seats while sockets are open: taken away, changed, and everybody when the server goes down.

use std::time::{Duration, Instant};

use board::protocol::{ClientMessage, Control, News, ServerMessage};
use interview::seat::Role;

use crate::stage::{Stage, chat};

#[tokio::test]
async fn an_ejected_seat_loses_its_sockets_within_a_second() {
    let stage = Stage::start().await;
    let room = stage.room().await;
    let (host, candidate) = (
        stage.seat(room, Role::Host, "Hanna").await,
        stage.seat(room, Role::Candidate, "Ana").await,
    );
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

#[tokio::test]
async fn another_role_brings_its_rights_at_once() {
    let stage = Stage::start().await;
    let room = stage.room().await;
    let co_host = stage.seat(room, Role::CoHost, "Cora").await;
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
    let stage = Stage::start().await;
    let room = stage.room().await;
    let host = stage.seat(room, Role::Host, "Hanna").await;
    let (mut client, _) = stage.join(&host, 1).await;
    let mut silent = stage.silent(&host).await;
    let stopping = tokio::spawn(stage.stop());
    assert_eq!(client.last_words().await.code, "shutting_down");
    assert_eq!(silent.last_words().await.code, "shutting_down");
    stopping.await.unwrap();
}

#[tokio::test]
async fn a_deleted_room_ends_for_everybody_in_it() {
    let stage = Stage::start().await;
    let room = stage.room().await;
    let host = stage.seat(room, Role::Host, "Hanna").await;
    let (mut client, _) = stage.join(&host, 1).await;
    let registry = stage.state.registry.clone();
    tokio::spawn(async move { registry.close_room(room).await });
    assert_eq!(client.last_words().await.code, "no_such_room");
    assert_eq!(stage.state.registry.live_rooms(), 0);
}
