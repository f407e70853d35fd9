//! Bad input on live sockets: one clear problem with a stable code to the one who caused it, nothing changed for anybody
//! else, and the server still up.

use board::protocol::{ClientMessage, News};
use interview::seat::Role;
use tokio_tungstenite::tungstenite::{Error, Message};

use crate::stage::{Stage, TestSeat, chat};

async fn two() -> (Stage, TestSeat, TestSeat) {
    let stage = Stage::start().await;
    let room = stage.room().await;
    let (host, candidate) = (
        stage.seat(room, Role::Host, "Hanna").await,
        stage.seat(room, Role::Candidate, "Ana").await,
    );
    (stage, host, candidate)
}

fn status_of(error: Result<crate::stage::Client, Error>) -> u16 {
    match error {
        Err(Error::Http(response)) => response.status().as_u16(),
        Err(error) => panic!("{error}"),
        Ok(_) => 101,
    }
}

#[tokio::test]
async fn a_malformed_frame_ends_its_connection_and_no_other() {
    let (stage, host, candidate) = two().await;
    let (mut good, _) = stage.join(&host, 1).await;
    let frames: [(&str, Message); 6] = [
        ("malformed_frame", Message::binary(vec![255, 255, 255, 255])),
        ("malformed_frame", Message::binary(Vec::new())),
        ("malformed_frame", Message::text("{}")),
        // A push of an op with the number 125.
        ("newer_version", Message::binary(vec![1, 1, 0, 0, 125, 0])),
        ("message_too_large", Message::binary(vec![0; 300 * 1024])),
        ("message_too_large", Message::binary(vec![0; 3 * 1024 * 1024])),
    ];
    for (index, (code, frame)) in frames.into_iter().enumerate() {
        let (mut bad, _) = stage.join(&candidate, 100 + index as u128).await;
        let _ = bad.send_frame(frame).await;
        assert_eq!(bad.last_words().await.code, code, "frame {index}");
    }
    good.push(1, chat(1, "still here")).await;
    assert!(matches!(good.news().await, News::Accepted { counter: 1, .. }));
}

#[tokio::test]
async fn the_first_message_is_a_hello() {
    let (stage, host, _) = two().await;
    let mut rude = stage.silent(&host).await;
    rude.send(&ClientMessage::Ping { token: 1 }).await;
    assert_eq!(rude.last_words().await.code, "hello_first");
}

#[tokio::test]
async fn json_carries_the_same_messages() {
    let (stage, host, candidate) = two().await;
    let (mut binary, _) = stage.join(&host, 1).await;
    let mut json = stage
        .open(&candidate, Some(&stage.origin()), "chalkback.v1.json")
        .await
        .unwrap();
    json.hello(2).await;
    json.push(1, chat(1, "in words")).await;
    assert!(matches!(json.news().await, News::Accepted { counter: 1, .. }));
    assert!(matches!(binary.news().await, News::Entry { entry, .. } if entry.op == chat(1, "in words")));
    let newer = "{\"Push\":{\"counter\":2,\"base\":0,\"ago_millis\":0,\"op\":{\"Hologram\":1}}}";
    json.send_frame(Message::text(newer)).await.unwrap();
    assert_eq!(json.last_words().await.code, "newer_version");
}

#[tokio::test]
async fn only_our_own_page_opens_a_socket() {
    let (stage, host, candidate) = two().await;
    let wire = "chalkback.v1.postcard";
    for origin in [
        None,
        Some("null"),
        Some("http://evil.example"),
        Some("http://127.0.0.1:1"),
        Some("https://127.0.0.1"),
    ] {
        assert_eq!(status_of(stage.open(&host, origin, wire).await), 403, "{origin:?}");
    }
    let own = stage.origin();
    assert_eq!(
        status_of(stage.open(&host, Some(&own), "").await),
        400,
        "no subprotocol"
    );
    assert_eq!(
        status_of(stage.open(&host, Some(&own), "chat").await),
        400,
        "a foreign subprotocol"
    );
    let stolen = TestSeat {
        seat: host.seat.clone(),
        cookie: candidate.cookie.clone(),
        ..host
    };
    assert_eq!(
        status_of(stage.open(&stolen, Some(&own), wire).await),
        404,
        "another seat's cookie (rule C6)"
    );
    let elsewhere = TestSeat {
        room: stage.room().await,
        ..candidate
    };
    assert_eq!(
        status_of(stage.open(&elsewhere, Some(&own), wire).await),
        404,
        "another room"
    );
    let nowhere = TestSeat {
        room: board::id::RoomId(5),
        ..elsewhere
    };
    assert_eq!(status_of(stage.open(&nowhere, Some(&own), wire).await), 404, "no room");
}
