//! Rooms: the list, what each shows of itself, deleting with everything in it, trying it alone.

use axum::http::{Method, header};
use board::{Op, codec, time::Millis};
use interview::{
    api::{RecordingHeader, RoomPhase, RoomRow, RoomView, StartRoom, StartedRoom},
    note::{Note, NoteKind},
    seat::Role,
};
use server::sweeper;

use crate::browser::{Browser, Site};

async fn list(staff: &Browser<'_>, search: &str) -> Vec<String> {
    let rows: Vec<RoomRow> = staff.get(&format!("/rooms?search={search}")).await.json();
    rows.into_iter().map(|row| row.title).collect()
}

#[tokio::test]
async fn rooms_are_found_by_title_and_by_people() {
    let site = Site::open();
    let staff = site.staff().await;
    let first: StartedRoom = staff
        .post(
            "/rooms",
            &StartRoom {
                title: "Queue".to_owned(),
                question: None,
            },
        )
        .await
        .json();
    staff
        .post(
            "/rooms",
            &StartRoom {
                title: "Cache".to_owned(),
                question: None,
            },
        )
        .await
        .expect_status(200);
    staff.seat(&first, Role::Candidate).await;
    site.browser()
        .post("/try", &StartRoom::default())
        .await
        .expect_status(200);
    assert_eq!(list(&staff, "").await.len(), 2, "nobody lists try-outs");
    assert_eq!(list(&staff, "cach").await, ["Cache"]);
    assert_eq!(list(&staff, "candid").await, ["Queue"]);
    let rows: Vec<RoomRow> = staff.get("/rooms?search=Queue").await.json();
    assert_eq!(rows[0].people, ["Ada", "Candidate"]);
    assert_eq!((rows[0].phase, rows[0].entries), (RoomPhase::Waiting, 1));
    let path = format!("/rooms/{}", first.room);
    staff
        .send_json(Method::PATCH, &path, &serde_json::json!({ "title": " Ring buffer " }))
        .await
        .expect_status(204);
    assert_eq!(list(&staff, "ring").await, ["Ring buffer"]);
}

#[tokio::test]
async fn deleting_a_room_deletes_everything_in_it() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let candidate = staff.seat(&room, Role::Candidate).await;
    let text = "what nobody shall read again".to_owned();
    let id = "0".repeat(32);
    let note = Note {
        id,
        at: Millis(0),
        kind: NoteKind::Note,
        text,
        elements: Vec::new(),
        deleted: false,
        until: None,
        code: None,
    };
    let path = format!("/rooms/{}", room.room);
    staff
        .send_json(Method::PUT, &format!("{path}/notes/{}", note.id), &note)
        .await
        .expect_status(200);
    let reworded = Note {
        text: "nor this".to_owned(),
        ..note
    };
    staff
        .send_json(Method::PUT, &format!("{path}/notes/{}", reworded.id), &reworded)
        .await
        .expect_status(200);
    let sheet = serde_json::json!({ "moments": [{ "at": 0, "sentence": "nor that" }] });
    staff
        .send_json(Method::PUT, &format!("{path}/sheet"), &sheet)
        .await
        .expect_status(200);
    staff
        .send(Method::DELETE, &path, None, Vec::new())
        .await
        .expect_status(204);
    let view = format!("{path}?seat={}", candidate.seat);
    assert_eq!(candidate.browser.get(&view).await.code(), "no_such_room");
    assert_eq!(
        staff.send(Method::DELETE, &path, None, Vec::new()).await.code(),
        "no_such_room"
    );
    for table in ["note", "note_wording", "sheet"] {
        let rows = site.state.storage.private.read(move |connection| {
            Ok(connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, u64>(0))?)
        });
        assert_eq!(rows.await.expect("storage"), 0, "{table}");
    }
    for table in ["seat", "name", "segment", "kit"] {
        let rows = site.state.storage.public.read(move |connection| {
            Ok(connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, u64>(0))?)
        });
        assert_eq!(rows.await.expect("storage"), 0, "{table}");
    }
}

#[tokio::test]
async fn a_recording_is_read_in_every_encoding() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let path = format!("/rooms/{}/recording", room.room);
    let header: RecordingHeader = staff.get(&format!("{path}/header")).await.json();
    assert_eq!(
        (header.entries, header.people[0].name.as_str(), header.people[0].actor),
        (1, "Ada", 1)
    );
    let plain = staff.get(&path).await;
    let entries = codec::decode_entries(&plain.body).expect("entries");
    assert!(matches!(entries[0].op, Op::CreateFile { .. }));
    for encoding in ["zstd", "br", "gzip"] {
        let request = axum::http::Request::get(format!("/api/v1{path}"))
            .header(
                header::COOKIE,
                format!("cb_staff={}", staff.cookies.borrow()["cb_staff"]),
            )
            .header(header::ACCEPT_ENCODING, encoding)
            .body(axum::body::Body::empty());
        let answer = staff.send_raw(request.expect("a request")).await;
        assert_eq!(answer.headers[header::CONTENT_ENCODING], encoding);
        assert_ne!(answer.body, plain.body);
    }
    let export = staff.get(&format!("/rooms/{}/export.jsonl", room.room)).await;
    let text = String::from_utf8(export.body).expect("text");
    assert_eq!(text.lines().count(), 2);
    assert!(board::import::read(&text).is_ok());
}

#[tokio::test]
async fn a_try_out_is_reviewed_by_its_holder_and_gone_after_a_day() {
    let site = Site::open();
    let alone = site.browser();
    let room: StartedRoom = alone.post("/try", &StartRoom::default()).await.json();
    let view: RoomView = alone
        .get(&format!("/rooms/{}?seat={}", room.room, room.seat))
        .await
        .json();
    assert_eq!((view.try_out, view.role), (true, Some(Role::Host)));
    alone
        .get(&format!("/rooms/{}/recording?seat={}", room.room, room.seat))
        .await
        .expect_status(200);
    sweeper::sweep(&site.state).await.expect("storage");
    alone
        .get(&format!("/rooms/{}?seat={}", room.room, room.seat))
        .await
        .expect_status(200);
    site.state.clock.advance(24 * 3_600_000 + 1);
    sweeper::sweep(&site.state).await.expect("storage");
    assert_eq!(
        alone
            .get(&format!("/rooms/{}?seat={}", room.room, room.seat))
            .await
            .code(),
        "no_such_room"
    );
}

#[tokio::test]
async fn staff_enters_rooms_from_any_signed_in_browser() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let other = site.browser();
    other
        .post("/sign-in", &serde_json::json!({ "password": crate::browser::PASSWORD }))
        .await
        .expect_status(204);
    let entered: StartedRoom = other.post(&format!("/rooms/{}/enter", room.room), &()).await.json();
    assert_eq!(entered, room, "the account's own seat");
    for browser in [&staff, &other] {
        browser
            .get(&format!("/rooms/{}?seat={}", room.room, room.seat))
            .await
            .expect_status(200);
    }
    assert_eq!(
        site.browser()
            .post(&format!("/rooms/{}/enter", room.room), &())
            .await
            .code(),
        "sign_in_first"
    );
}

#[tokio::test]
async fn a_room_says_truly_who_may_review_it() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let co_host = staff.seat(&room, Role::CoHost).await;
    let candidate = staff.seat(&room, Role::Candidate).await;
    let alone = site.browser();
    let own: StartedRoom = alone.post("/try", &StartRoom::default()).await.json();
    for (browser, room, seat, expected) in [
        (&staff, &room, &room.seat, true),
        (&co_host.browser, &room, &co_host.seat, false),
        (&candidate.browser, &room, &candidate.seat, false),
        (&alone, &own, &own.seat, true),
    ] {
        let view: RoomView = browser.get(&format!("/rooms/{}?seat={seat}", room.room)).await.json();
        assert_eq!(view.may_review, expected, "{:?}", view.role);
        // Only in a try-out room the seat opens the review; elsewhere it is the account.
        let seat = if view.try_out {
            format!("?seat={seat}")
        } else {
            String::new()
        };
        let header = browser
            .get(&format!("/rooms/{}/recording/header{seat}", room.room))
            .await;
        assert_eq!(header.status.is_success(), expected, "{:?}", view.role);
    }
}
