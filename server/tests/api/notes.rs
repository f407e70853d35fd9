//! Private notes: one's own, and nobody else's.

use axum::http::Method;
use board::{id::FileId, text::Utf16, time::Millis};
use interview::{
    note::{CodeLines, Note, NoteKind, Wording},
    seat::Role,
};

use crate::browser::{Answer, Browser, Site};

fn note(id: u8, at_millis: u64, text: &str) -> Note {
    let id = format!("{id:032x}");
    Note {
        id,
        at: Millis(at_millis),
        kind: NoteKind::Note,
        text: text.to_owned(),
        elements: Vec::new(),
        deleted: false,
        until: None,
        code: None,
    }
}

async fn put(browser: &Browser<'_>, room: &str, seat: &str, note: &Note) -> Answer {
    browser
        .send_json(Method::PUT, &format!("/rooms/{room}/notes/{}{seat}", note.id), note)
        .await
}

#[tokio::test]
async fn i4_each_reads_the_own_notes_only() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let co_host = staff.seat(&room, Role::CoHost).await;
    let candidate = staff.seat(&room, Role::Candidate).await;
    let (id, host_seat) = (room.room.to_string(), format!("?seat={}", room.seat));
    put(&staff, &id, &host_seat, &note(1, 0, "the host's"))
        .await
        .expect_status(200);
    put(
        &co_host.browser,
        &id,
        &format!("?seat={}", co_host.seat),
        &note(2, 0, "the co-host's"),
    )
    .await
    .expect_status(200);
    let refused = put(
        &candidate.browser,
        &id,
        &format!("?seat={}", candidate.seat),
        &note(3, 0, "x"),
    )
    .await;
    assert_eq!(refused.code(), "not_allowed");
    let texts = async |browser: &Browser<'_>, seat: &str| {
        let notes: Vec<Note> = browser.get(&format!("/rooms/{id}/notes{seat}")).await.json();
        notes.into_iter().map(|note| note.text).collect::<Vec<_>>()
    };
    assert_eq!(texts(&staff, &host_seat).await, ["the host's"]);
    assert_eq!(texts(&staff, "").await, ["the host's"], "reviewing without the seat");
    assert_eq!(
        texts(&co_host.browser, &format!("?seat={}", co_host.seat)).await,
        ["the co-host's"]
    );
}

#[tokio::test]
async fn a_note_is_changed_deleted_and_kept_within_time_and_limits() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let (id, seat) = (room.room.to_string(), format!("?seat={}", room.seat));
    let early: Note = put(&staff, &id, &seat, &note(1, 900_000, "a")).await.json();
    assert_eq!(early.at, Millis(0), "nobody has come yet");
    put(
        &staff,
        &id,
        &seat,
        &Note {
            deleted: true,
            ..note(1, 0, "a")
        },
    )
    .await
    .expect_status(200);
    let notes: Vec<Note> = staff.get(&format!("/rooms/{id}/notes{seat}")).await.json();
    assert_eq!((notes.len(), notes[0].deleted, notes[0].text.as_str()), (1, true, "a"));
    assert_eq!(
        put(&staff, &id, &seat, &note(2, 0, &"x".repeat(10_001))).await.code(),
        "invalid_value"
    );
    let other_id = staff
        .send_json(Method::PUT, &format!("/rooms/{id}/notes/abc{seat}"), &note(2, 0, ""))
        .await;
    assert_eq!(other_id.code(), "invalid_value");
}

#[tokio::test]
async fn p3_notes_leave_no_trace_in_the_public_file() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let version = async || {
        let version =
            site.state.storage.public.write(|connection| {
                Ok(connection.query_row("SELECT total_changes()", [], |row| row.get::<_, u64>(0))?)
            });
        version.await.expect("storage")
    };
    site.state.clock.advance(3_600_000);
    let before = version().await;
    for number in 0..20 {
        put(
            &staff,
            &room.room.to_string(),
            &format!("?seat={}", room.seat),
            &note(number, 0, "x"),
        )
        .await
        .expect_status(200);
    }
    assert_eq!(version().await, before);
}

#[tokio::test]
async fn p3_notes_are_kept_while_the_public_file_is_busy() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let (release, held) = std::sync::mpsc::channel::<()>();
    let busy = site.state.storage.public.write(move |_| {
        // Ends also when the test has failed and let go of the other end.
        let _ = held.recv();
        Ok(())
    });
    let kept = async {
        let (id, seat) = (room.room.to_string(), format!("?seat={}", room.seat));
        let patience = std::time::Duration::from_secs(5);
        let kept = tokio::time::timeout(patience, put(&staff, &id, &seat, &note(1, 0, "x"))).await;
        drop(release);
        kept.expect("a note waits for no public commit").expect_status(200);
    };
    let (busy, ()) = tokio::join!(busy, kept);
    busy.expect("storage");
}

/// Asks for everything that can be got of a room, as the API's own description lists it.
async fn all_answers(browser: &Browser<'_>, room: &str, seat: &str) -> Vec<(String, u16, Vec<u8>)> {
    let description: serde_json::Value = browser.get("/openapi.json").await.json();
    let paths = description["paths"].as_object().expect("paths");
    let gets = paths.iter().filter(|(_, of_path)| of_path.get("get").is_some());
    let mut answers = Vec::new();
    for (path, _) in gets {
        let path = path.trim_start_matches("/api/v1").replace("{room}", room);
        // What stays open tells by frames, which have a test of their own beside the live room.
        if path.ends_with("/live") || path.ends_with("/events") || path.contains('{') {
            continue;
        }
        let answer = browser.get(&format!("{path}?seat={seat}")).await;
        answers.push((path, answer.status.as_u16(), answer.body));
    }
    answers
}

#[tokio::test]
async fn i4_no_answer_tells_a_candidate_that_there_are_notes() {
    let site = Site::open();
    site.state.clock.stop();
    let staff = site.staff().await;
    let room = staff.start().await;
    let candidate = staff.seat(&room, Role::Candidate).await;
    let (id, seat) = (room.room.to_string(), format!("?seat={}", room.seat));
    let before = all_answers(&candidate.browser, &id, &candidate.seat).await;
    assert!(
        before.iter().filter(|(path, ..)| path.contains(&id)).count() > 3,
        "{before:?}"
    );
    assert!(
        before
            .iter()
            .any(|(path, status, _)| path.contains(&id) && *status == 200),
        "{before:?}"
    );
    for number in 0..20 {
        put(&staff, &id, &seat, &note(number, 0, "x")).await.expect_status(200);
    }
    assert_eq!(all_answers(&candidate.browser, &id, &candidate.seat).await, before);
}

async fn wordings(browser: &Browser<'_>, room: &str, seat: &str, note: &Note) -> Vec<Wording> {
    let path = format!("/rooms/{room}/notes/{}/wordings{seat}", note.id);
    browser.get(&path).await.json()
}

#[tokio::test]
async fn every_earlier_wording_is_kept_for_its_writer_alone() {
    let site = Site::open();
    site.state.clock.stop();
    let staff = site.staff().await;
    let room = staff.start().await;
    let co_host = staff.seat(&room, Role::CoHost).await;
    let candidate = staff.seat(&room, Role::Candidate).await;
    let (id, seat) = (room.room.to_string(), format!("?seat={}", room.seat));
    for words in ["cache?", "no cache", "no cache", "no cache, because of my hint"] {
        put(&staff, &id, &seat, &note(1, 0, words)).await.expect_status(200);
    }
    let last = note(1, 0, "no cache, because of my hint");
    let said = async || {
        let wordings = wordings(&staff, &id, &seat, &last).await;
        wordings.into_iter().map(|wording| wording.text).collect::<Vec<_>>()
    };
    assert_eq!(said().await, ["cache?", "no cache"]);
    for deleted in [true, false] {
        put(
            &staff,
            &id,
            &seat,
            &Note {
                deleted,
                ..last.clone()
            },
        )
        .await
        .expect_status(200);
    }
    assert_eq!(
        said().await,
        ["cache?", "no cache"],
        "deleting and restoring says nothing else"
    );
    let notes: Vec<Note> = staff.get(&format!("/rooms/{id}/notes{seat}")).await.json();
    assert_eq!(notes, std::slice::from_ref(&last), "restored as it was");

    let co_seat = format!("?seat={}", co_host.seat);
    assert!(wordings(&co_host.browser, &id, &co_seat, &last).await.is_empty());
    let path = format!("/rooms/{id}/notes/{}", last.id);
    co_host
        .browser
        .send(Method::DELETE, &format!("{path}{co_seat}"), None, Vec::new())
        .await
        .expect_status(204);
    assert_eq!(said().await.len(), 2, "nobody erases another's");
    let asks = candidate
        .browser
        .get(&format!("{path}/wordings?seat={}", candidate.seat))
        .await;
    assert_eq!(asks.code(), "not_allowed");

    staff
        .send(Method::DELETE, &format!("{path}{seat}"), None, Vec::new())
        .await
        .expect_status(204);
    assert!(said().await.is_empty());
    assert!(
        staff
            .get(&format!("/rooms/{id}/notes{seat}"))
            .await
            .json::<Vec<Note>>()
            .is_empty()
    );
}

#[tokio::test]
async fn a_stretch_of_time_ends_behind_its_beginning_and_within_the_round() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let (id, seat) = (room.room.to_string(), format!("?seat={}", room.seat));
    let stretch = |at, until| Note {
        until: Some(Millis(until)),
        ..note(1, at, "silence")
    };
    let kept: Note = put(&staff, &id, &seat, &stretch(0, 60_000)).await.json();
    assert_eq!((kept.at, kept.until), (Millis(0), None), "nothing was recorded yet");
    let code = CodeLines {
        file: FileId(3),
        from: Utf16(9),
        to: Utf16(4),
        seq: 1,
    };
    let backwards = Note {
        code: Some(code),
        ..note(1, 0, "x")
    };
    assert_eq!(put(&staff, &id, &seat, &backwards).await.code(), "invalid_value");
    let forwards = CodeLines { to: Utf16(12), ..code };
    let lines = Note {
        code: Some(forwards),
        ..note(1, 0, "x")
    };
    let kept: Note = put(&staff, &id, &seat, &lines).await.json();
    assert_eq!(kept.code, Some(forwards));
    let notes: Vec<Note> = staff.get(&format!("/rooms/{id}/notes{seat}")).await.json();
    assert_eq!(notes[0].code, Some(forwards));
}
