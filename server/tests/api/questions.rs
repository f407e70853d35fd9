//! Questions: kits that rooms start from, and rooms that become kits.

use axum::http::Method;
use board::{Op, code::Language, id::FileId, limits};
use interview::{
    api::{ImportReport, Question, RoomView, SaveAsQuestion, StartRoom, StartedRoom},
    seat::Role,
};

use crate::{browser::Site, matrix::PIXEL};

const DRAWING: &str = r##"{"type":"excalidraw","version":2,"source":"x","elements":[
    {"id":"a","type":"rectangle","x":0,"y":0,"width":100,"height":50,"angle":0,"strokeColor":"#1e1e1e","backgroundColor":"transparent",
     "fillStyle":"solid","strokeWidth":2,"strokeStyle":"solid","roughness":1,"opacity":100,"groupIds":[],"seed":1,"version":1,
     "versionNonce":1,"isDeleted":false,"boundElements":null,"updated":1,"link":null,"locked":false}],"appState":{},"files":{}}"##;

fn kit() -> Question {
    let seed = vec![Op::CreateFile {
        id: FileId(5),
        name: "cache.rs".to_owned(),
        language: Language::Rust,
    }];
    Question {
        id: String::new(),
        title: "A cache".to_owned(),
        prompt: "Design a cache.".to_owned(),
        minutes_planned: Some(45),
        core_questions: vec!["What is evicted?".to_owned()],
        seed,
    }
}

#[tokio::test]
async fn a_room_starts_from_its_question_and_can_become_one() {
    let site = Site::open();
    let staff = site.staff().await;
    let question: Question = staff.post("/questions", &kit()).await.json();
    let seed = format!("/questions/{}/seed", question.id);
    let report: ImportReport = staff
        .send(Method::POST, &seed, Some("application/json"), DRAWING.into())
        .await
        .json();
    assert_eq!(report.imported.get("rectangle"), Some(&1));
    staff
        .send(Method::POST, &seed, Some("image/png"), PIXEL.to_vec())
        .await
        .expect_status(200);

    let wish = StartRoom {
        title: String::new(),
        question: Some(question.id.clone()),
    };
    let room: StartedRoom = staff.post("/rooms", &wish).await.json();
    let candidate = staff.seat(&room, Role::Candidate).await;
    let view = |seat: &str| format!("/rooms/{}?seat={seat}", room.room);
    let (own, theirs): (RoomView, RoomView) = (
        staff.get(&view(&room.seat)).await.json(),
        candidate.browser.get(&view(&candidate.seat)).await.json(),
    );
    assert_eq!((own.title.as_str(), own.core_questions.len()), ("A cache", 1));
    assert_eq!((theirs.title.as_str(), theirs.core_questions.len()), ("Interview", 0));
    assert_eq!(
        (theirs.prompt.as_str(), theirs.minutes_planned),
        ("Design a cache.", Some(45))
    );

    let save = SaveAsQuestion {
        title: "A cache, again".to_owned(),
    };
    let saved: Question = staff
        .post(&format!("/rooms/{}/question", room.room), &save)
        .await
        .json();
    let now: Question = staff.get(&format!("/questions/{}", question.id)).await.json();
    assert_eq!(saved.seed, now.seed, "the room began with all of the seed");
    assert_eq!(saved.seed.len(), 3);
    let wish = StartRoom {
        title: String::new(),
        question: Some(saved.id),
    };
    let again: StartedRoom = staff.post("/rooms", &wish).await.json();
    let hash = blake3::hash(PIXEL).to_hex();
    staff
        .get(&format!("/rooms/{}/assets/{hash}", again.room))
        .await
        .expect_status(200);
}

#[tokio::test]
async fn a_question_is_changed_and_deleted() {
    let site = Site::open();
    let staff = site.staff().await;
    let question: Question = staff.post("/questions", &kit()).await.json();
    let path = format!("/questions/{}", question.id);
    let changed = Question {
        title: "Another".to_owned(),
        ..question.clone()
    };
    staff.send_json(Method::PUT, &path, &changed).await.expect_status(200);
    assert_eq!(staff.get("/questions").await.json::<Vec<Question>>(), [changed]);
    staff
        .send(Method::DELETE, &path, None, Vec::new())
        .await
        .expect_status(204);
    assert_eq!(
        staff.send_json(Method::PUT, &path, &question).await.code(),
        "no_such_question"
    );
}

#[tokio::test]
async fn what_no_board_can_begin_with_is_refused() {
    let site = Site::open();
    let staff = site.staff().await;
    for (title, seed) in [
        ("", Vec::new()),
        ("x", vec![Op::Removed]),
        ("x", vec![Op::Delete(vec![board::id::ElementId(1)])]),
    ] {
        let question = Question {
            title: title.to_owned(),
            seed,
            ..kit()
        };
        assert_eq!(staff.post("/questions", &question).await.code(), "invalid_value");
    }
    let question: Question = staff.post("/questions", &kit()).await.json();
    let seed = format!("/questions/{}/seed", question.id);
    for body in [
        &b"{}"[..],
        b"<svg/>",
        b"\xff\xfe",
        b"",
        br#"{"type":"excalidraw","elements":7}"#,
    ] {
        assert_eq!(
            staff.send(Method::POST, &seed, None, body.to_vec()).await.code(),
            "not_imported"
        );
    }
    let big = vec![b' '; limits::IMPORT_BYTES + 1];
    assert_eq!(
        staff.send(Method::POST, &seed, None, big).await.code(),
        "body_too_large"
    );
}
