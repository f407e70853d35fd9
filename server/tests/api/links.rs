//! Links: looking takes nothing, the first browser is bound, a second one knocks, what is revoked is worth nothing.

use axum::http::Method;
use interview::{
    api::{Joined, LinkView, LookAtLink, SeatRow, SeatState},
    seat::Role,
};

use crate::browser::{Answer, Browser, Site, token_of};

async fn look(browser: &Browser<'_>, token: &str) -> Answer {
    browser
        .post(
            "/join/look",
            &LookAtLink {
                token: token.to_owned(),
            },
        )
        .await
}

#[tokio::test]
async fn opening_a_link_takes_nothing() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let link = staff.invite(&room, Role::Candidate).await;
    let scanner = site.browser();
    for _ in 0..50 {
        scanner.get("//join").await;
        let view: LinkView = look(&scanner, token_of(&link)).await.json();
        assert!(!view.taken && view.seat.is_none());
        assert_eq!(view.people, [("Ada".to_owned(), Role::Host)]);
    }
    let path = format!("/rooms/{}/seats?seat={}", room.room, room.seat);
    let rows: Vec<SeatRow> = staff.get(&path).await.json();
    assert_eq!(rows[1].state, SeatState::Open);
    assert!(scanner.cookies.borrow().is_empty());
}

#[tokio::test]
async fn the_code_leads_where_the_link_does_and_wrong_ones_look_alike() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let link = staff.invite(&room, Role::Observer).await;
    let browser = site.browser();
    let typed = link.code.replace('-', " ").to_lowercase();
    assert_eq!(look(&browser, &typed).await.json::<LinkView>().role, Role::Observer);
    let revoke = format!("/rooms/{}/seats/{}?seat={}", room.room, link.seat, room.seat);
    staff
        .send(Method::DELETE, &revoke, None, Vec::new())
        .await
        .expect_status(204);
    let revoked = look(&browser, token_of(&link)).await;
    assert_eq!(revoked.code(), "no_such_link");
    let unknown = "A".repeat(43);
    for token in ["", "ABCD-EFGH", unknown.as_str(), "\u{1f980}"] {
        let wrong = look(&browser, token).await;
        assert_eq!((wrong.status, &wrong.body), (revoked.status, &revoked.body), "{token}");
        assert_eq!(browser.join(token, "Ana").await.body, revoked.body);
    }
}

#[tokio::test]
async fn c7_a_second_browser_has_to_be_let_in() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let link = staff.invite(&room, Role::Candidate).await;
    let (first, second, third) = (site.browser(), site.browser(), site.browser());
    let seated: Joined = first.join(token_of(&link), "Ana").await.json();
    assert_eq!(
        seated,
        Joined::Seated {
            room: room.room,
            seat: link.seat.clone()
        }
    );
    assert_eq!(
        first.join(token_of(&link), "Ana").await.json::<Joined>(),
        seated,
        "the first browser comes and goes"
    );
    assert!(look(&second, token_of(&link)).await.json::<LinkView>().taken);

    let Joined::Knocking { knock } = second.join(token_of(&link), "Bo").await.json() else {
        panic!("not asked")
    };
    let again: Joined = second.join(token_of(&link), "Bo").await.json();
    assert_eq!(
        again,
        Joined::Knocking { knock: knock.clone() },
        "asking again is the same knock"
    );
    let view = format!("/rooms/{}?seat={}", room.room, link.seat);
    assert_eq!(
        second.get(&view).await.code(),
        "no_such_room",
        "the cookie proves nothing yet"
    );
    assert_eq!(
        third.get(&format!("/join/{knock}")).await.code(),
        "no_such_knock",
        "nobody else's knock"
    );

    let rows: Vec<SeatRow> = staff
        .get(&format!("/rooms/{}/seats?seat={}", room.room, room.seat))
        .await
        .json();
    assert_eq!(
        rows[1]
            .knocking
            .iter()
            .map(|knock| knock.name.as_str())
            .collect::<Vec<_>>(),
        ["Bo"]
    );
    let answer = format!("/rooms/{}/knocks/{knock}?seat={}", room.room, room.seat);
    staff
        .post(&answer, &serde_json::json!({ "admit": true }))
        .await
        .expect_status(204);
    assert_eq!(
        staff.post(&answer, &serde_json::json!({ "admit": true })).await.code(),
        "no_such_knock"
    );
    assert_eq!(second.get(&format!("/join/{knock}")).await.json::<Joined>(), seated);
    second.get(&view).await.expect_status(200);
    assert_eq!(first.get(&view).await.code(), "no_such_room", "the seat moved");
}

#[tokio::test]
async fn a_knock_can_be_turned_away_and_few_may_wait() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let link = staff.invite(&room, Role::Candidate).await;
    site.browser().join(token_of(&link), "Ana").await.expect_status(200);
    let second = site.browser();
    let Joined::Knocking { knock } = second.join(token_of(&link), "Bo").await.json() else {
        panic!("not asked")
    };
    for _ in 0..4 {
        site.browser().join(token_of(&link), "Cy").await.expect_status(200);
    }
    assert_eq!(site.browser().join(token_of(&link), "Cy").await.code(), "too_many");
    let other = staff.start().await;
    let elsewhere = format!("/rooms/{}/knocks/{knock}?seat={}", other.room, other.seat);
    let foreign = staff.post(&elsewhere, &serde_json::json!({ "admit": true })).await;
    assert_eq!(foreign.code(), "no_such_knock", "another room's host has no say");
    let answer = format!("/rooms/{}/knocks/{knock}?seat={}", room.room, room.seat);
    staff
        .post(&answer, &serde_json::json!({ "admit": false }))
        .await
        .expect_status(204);
    assert_eq!(
        second.get(&format!("/join/{knock}")).await.json::<Joined>(),
        Joined::TurnedAway
    );
}

#[tokio::test]
async fn a_new_link_ends_the_old_one_and_its_holder() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let old = staff.invite(&room, Role::Candidate).await;
    let holder = site.browser();
    holder.join(token_of(&old), "Ana").await.expect_status(200);
    let path = format!("/rooms/{}/seats/{}/reissue?seat={}", room.room, old.seat, room.seat);
    let new: interview::api::SeatLink = staff.post(&path, &()).await.json();
    assert_eq!(new.seat, old.seat);
    assert_eq!(look(&holder, token_of(&old)).await.code(), "no_such_link");
    assert_eq!(
        holder
            .get(&format!("/rooms/{}?seat={}", room.room, old.seat))
            .await
            .code(),
        "no_such_room"
    );
    site.browser().join(&new.code, "Ana").await.expect_status(200);
}

#[tokio::test]
async fn whose_seat_was_taken_away_is_told_so() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let held = staff.seat(&room, Role::Candidate).await;
    let path = format!("/rooms/{}/seats/{}?seat={}", room.room, held.seat, room.seat);
    staff
        .send(Method::DELETE, &path, None, Vec::new())
        .await
        .expect_status(204);
    let view = format!("/rooms/{}?seat={}", room.room, held.seat);
    assert_eq!(held.browser.get(&view).await.code(), "seat_revoked");
    let own = format!("/rooms/{}/seats/{}?seat={}", room.room, room.seat, room.seat);
    assert_eq!(
        staff.send(Method::DELETE, &own, None, Vec::new()).await.code(),
        "invalid_value"
    );
}

#[tokio::test]
async fn the_host_hands_over_to_a_co_host() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let co_host = staff.seat(&room, Role::CoHost).await;
    let candidate = staff.seat(&room, Role::Candidate).await;
    let path = |seat: &str| format!("/rooms/{}/seats/{seat}/hand-over?seat={}", room.room, room.seat);
    assert_eq!(staff.post(&path(&candidate.seat), &()).await.code(), "not_a_co_host");
    staff.post(&path(&co_host.seat), &()).await.expect_status(204);
    let seats = |seat: &str| format!("/rooms/{}/seats?seat={seat}", room.room);
    co_host.browser.get(&seats(&co_host.seat)).await.expect_status(200);
    assert_eq!(staff.get(&seats(&room.seat)).await.code(), "not_allowed");
}

#[tokio::test]
async fn joining_needs_consent_and_a_name() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let link = staff.invite(&room, Role::Candidate).await;
    let browser = site.browser();
    let wish =
        |name: &str, consent: bool| serde_json::json!({ "token": token_of(&link), "name": name, "consent": consent });
    assert_eq!(
        browser.post("/join", &wish("Ana", false)).await.code(),
        "consent_needed"
    );
    assert_eq!(browser.post("/join", &wish("  ", true)).await.code(), "invalid_value");
    assert_eq!(
        browser.post("/join", &wish(&"x".repeat(81), true)).await.code(),
        "invalid_value"
    );
    browser.post("/join", &wish("Ana", true)).await.expect_status(200);
}

#[tokio::test]
async fn guessing_codes_is_slowed_down() {
    let site = Site::open();
    let guesser = site.browser_at("192.0.2.7:1234");
    let mut codes = Vec::new();
    for _ in 0..40 {
        codes.push(look(&guesser, "ABCD-EFGH").await.code());
    }
    // A slow machine earns a try or two while it works.
    assert!((30..35).contains(&codes.iter().filter(|code| *code == "no_such_link").count()));
    assert!(codes.iter().any(|code| code == "too_many_tries"));
    assert_eq!(
        look(&site.browser_at("192.0.2.8:1"), "ABCD-EFGH").await.code(),
        "no_such_link"
    );
}
