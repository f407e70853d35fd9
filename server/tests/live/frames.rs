//! Bad input on live sockets: one clear problem with a stable code to the one who caused it, nothing changed for anybody
//! else, and the server still up.

use board::{
    board::Refusal,
    element::{Element, Kind},
    geometry::Point,
    id::{ElementId, FileId},
    limits,
    op::Op,
    order_key::OrderKey,
    protocol::{ClientMessage, News, Push},
    shape::ShapeKind,
};
use interview::seat::Role;
use tokio_tungstenite::tungstenite::{Error, Message};

use crate::stage::{Stage, TestSeat, chat, new_file, typed};

const FILE: FileId = FileId(1);

fn status_of(error: Result<crate::stage::Client, Error>) -> u16 {
    match error {
        Err(Error::Http(response)) => response.status().as_u16(),
        Err(error) => panic!("{error}"),
        Ok(_) => 101,
    }
}

#[tokio::test]
async fn a_malformed_frame_ends_its_connection_and_no_other() {
    let (stage, [host, candidate]) = Stage::with([Role::Host, Role::Candidate]).await;
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
    let (stage, [host]) = Stage::with([Role::Host]).await;
    let mut rude = stage.silent(&host).await;
    rude.send(&ClientMessage::Ping { token: 1 }).await;
    assert_eq!(rude.last_words().await.code, "hello_first");
}

#[tokio::test]
async fn json_carries_the_same_messages() {
    let (stage, [host, candidate]) = Stage::with([Role::Host, Role::Candidate]).await;
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

fn shapes(ids: std::ops::Range<u128>, x: i32) -> Op {
    let shape = |id| {
        let kind = Kind::Shape(ShapeKind::Rectangle);
        let shape = Element::new(ElementId(id), kind, OrderKey::first());
        let origin = Point::new(x, 0);
        Element { origin, ..shape }
    };
    Op::Create(ids.map(shape).collect())
}

#[tokio::test]
async fn what_no_board_takes_is_refused_to_its_sender_alone() {
    let (stage, [host, candidate]) = Stage::with([Role::Host, Role::Candidate]).await;
    let (mut good, _) = stage.join(&host, 1).await;
    let (mut bad, _) = stage.join(&candidate, 2).await;
    good.push(1, new_file(FILE)).await;
    assert!(matches!(bad.news().await, News::Entry { position: 1, .. }));
    let cases = [
        (shapes(1..2, limits::COORDINATE_MAX + 1), Refusal::OutOfBounds),
        (shapes(1..2, i32::MIN), Refusal::OutOfBounds),
        (typed(FILE, &vec![(0, "x"); limits::ATOMS_PER_OP + 1]), Refusal::TooMuch),
        (chat(1, &"x".repeat(limits::CARD_CHARS + 1)), Refusal::TooMuch),
        (typed(FILE, &[(1, "")]), Refusal::EditOutOfRange),
        (typed(FILE, &[(0, "\u{1F600}"), (1, "")]), Refusal::SplitsCharacter),
        (typed(FileId(9), &[(0, "x")]), Refusal::NoSuchFile),
        (new_file(FILE), Refusal::AlreadyExists),
        (Op::Removed, Refusal::RoomOnly),
    ];
    for (number, (op, why)) in (1..).zip(cases) {
        bad.push(number, op).await;
        let news = bad.news().await;
        assert!(
            matches!(news, News::Refused { counter, refusal } if (counter, refusal) == (number, why)),
            "{news:?} and not {why:?}"
        );
    }
    // The same connection goes on, and the other has heard of nothing in between.
    bad.push(50, chat(1, "sound")).await;
    assert!(matches!(bad.news().await, News::Accepted { position: 2, .. }));
    assert!(matches!(good.news().await, News::Accepted { counter: 1, .. }));
    assert!(matches!(good.news().await, News::Entry { position: 2, .. }));
}

#[tokio::test]
async fn numbers_that_are_none_are_malformed() {
    let (stage, [host, candidate]) = Stage::with([Role::Host, Role::Candidate]).await;
    let (mut good, _) = stage.join(&host, 1).await;
    let sound = serde_json::to_string(&ClientMessage::Push(Push {
        counter: 1,
        base: 0,
        ago_millis: 0,
        op: shapes(1..2, 7_777),
    }))
    .unwrap();
    for (client, absurd) in (2..).zip(["NaN", "1e999", "0.5", "3000000000", "null", "\"7\""]) {
        let mut bad = stage
            .open(&candidate, Some(&stage.origin()), "chalkback.v1.json")
            .await
            .unwrap();
        bad.hello(client).await;
        bad.send_frame(Message::text(sound.replace("7777", absurd)))
            .await
            .unwrap();
        assert_eq!(bad.last_words().await.code, "malformed_frame", "{absurd}");
    }
    good.push(1, shapes(1..2, 7_777)).await;
    assert!(matches!(good.news().await, News::Accepted { position: 1, .. }));
}

#[tokio::test]
async fn only_our_own_page_opens_a_socket() {
    let (stage, [host, candidate]) = Stage::with([Role::Host, Role::Candidate]).await;
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
    let two = stage.open_from(&host, &[&own, "http://evil.example"], wire).await;
    assert_eq!(status_of(two), 403, "one of two");
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
