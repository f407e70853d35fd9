//! Notes beside a live room (invariant I4, rule P3): with the clock in the test's hand, the candidate gets the same bytes
//! whether or not somebody keeps notes. The pure room takes no notes at all, so this is asked of the whole server.

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Request, StatusCode, header},
};
use board::{
    Entry,
    geometry::Point,
    protocol::{ClientMessage, Presence, ServerMessage},
    time::Millis,
};
use interview::{
    note::{Note, NoteKind},
    seat::Role,
};
use server::router;
use tower::ServiceExt;

use crate::stage::{Client, Stage, TestSeat, chat};

/// Everything that came over a socket, in order.
type Frames = Vec<Vec<u8>>;

async fn keep(stage: &Stage, seat: &TestSeat, number: u128, kind: NoteKind) {
    let note = Note {
        id: format!("{number:032x}"),
        at: Millis(0),
        kind,
        text: "thinks aloud".to_owned(),
        elements: Vec::new(),
        deleted: false,
        until: None,
        code: None,
    };
    let address = stage.state.config.address;
    let mut request = Request::put(format!(
        "/api/v1/rooms/{}/notes/{}?seat={}",
        seat.room, note.id, seat.seat
    ))
    .header(header::HOST, address.to_string())
    .header(header::CONTENT_TYPE, "application/json")
    .header(header::COOKIE, &seat.cookie)
    .body(Body::from(serde_json::to_vec(&note).unwrap()))
    .unwrap();
    request.extensions_mut().insert(ConnectInfo(address));
    let answer = router::router(stage.state.clone()).oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
}

/// Reads on until a message is there; keeps the bytes of all.
async fn read_until(client: &mut Client, frames: &mut Frames, is_it: impl Fn(&ServerMessage) -> bool) {
    loop {
        let bytes = client.next_bytes().await.expect("the connection holds");
        let message = postcard::from_bytes(&bytes).unwrap();
        frames.push(bytes);
        if is_it(&message) {
            return;
        }
    }
}

/// A small round as the candidate's connection sees it, and its recording.
async fn round(without_socket: bool, with_notes: bool) -> (Frames, Vec<Entry>) {
    let (stage, [host, candidate]) = Stage::with([Role::Host, Role::Candidate]).await;
    let room = host.room;
    stage.state.clock.stop();
    let (mut hers, _) = stage.join(&host, 1).await;
    let mut his = if without_socket {
        stage.silent_posting(&candidate).await
    } else {
        stage.silent(&candidate).await
    };
    let mut frames = Frames::new();
    his.say_hello(2).await;
    read_until(&mut his, &mut frames, |message| {
        matches!(message, ServerMessage::People(_))
    })
    .await;
    for step in 1..=20 {
        stage.state.clock.advance(97);
        if with_notes {
            for (number, kind) in (1..).zip([NoteKind::Note, NoteKind::Mark, NoteKind::Hint]) {
                keep(&stage, &host, u128::from(step * 10 + number), kind).await;
            }
        }
        hers.push(step, chat(u128::from(step), "go on")).await;
        read_until(&mut his, &mut frames, |message| {
            matches!(message, ServerMessage::Batch(_))
        })
        .await;
        his.push(step, chat(1_000 + u128::from(step), "I do")).await;
        read_until(&mut his, &mut frames, |message| {
            matches!(message, ServerMessage::Batch(_))
        })
        .await;
        let cursor = Some(Point::new(step as i32, 8));
        let presence = Presence {
            cursor,
            ..Presence::default()
        };
        hers.send(&ClientMessage::Presence(presence)).await;
        read_until(&mut his, &mut frames, |message| {
            matches!(message, ServerMessage::Presence(_))
        })
        .await;
    }
    his.send(&ClientMessage::Ping { token: 9 }).await;
    read_until(&mut his, &mut frames, |message| {
        matches!(message, ServerMessage::Pong { .. })
    })
    .await;
    (frames, stage.entries(room).await)
}

#[tokio::test]
async fn p3_the_candidates_frames_are_the_same_bytes_with_and_without_notes() {
    for without_socket in [false, true] {
        let (quiet_frames, quiet_entries) = round(without_socket, false).await;
        let (frames, entries) = round(without_socket, true).await;
        assert!(frames.len() > 60, "{}", frames.len());
        assert_eq!(frames, quiet_frames);
        assert_eq!(entries, quiet_entries, "times too");
    }
}
