//! The table of who may do what, asked of the real routes: every deed by everybody.

use axum::http::Method;
use interview::{
    api::StartedRoom,
    may::{Deed, Who, may},
    seat::Role,
};

use crate::browser::{Answer, Browser, Site};

pub(crate) const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

struct Party<'a> {
    who: Who,
    browser: Browser<'a>,
    room: StartedRoom,
    /// What stands in the tab's address.
    seat: Option<String>,
    /// A seat that could be handed the host's role, were it a co-host's.
    other: String,
}

async fn parties(site: &Site) -> Vec<Party<'_>> {
    let staff = site.staff().await;
    let room = staff.start().await;
    let other = staff.invite(&room, Role::Observer).await.seat;
    let mut parties = Vec::new();
    for role in [Role::CoHost, Role::Candidate, Role::Observer] {
        let held = staff.seat(&room, role).await;
        let (who, seat) = (Who::Seat(role), Some(held.seat));
        parties.push(Party {
            who,
            browser: held.browser,
            room: room.clone(),
            seat,
            other: other.clone(),
        });
    }
    // The host's browser keeps the seat's cookie and loses the staff session: a seat stands for itself.
    let host = site.browser();
    let seat_cookies = staff
        .cookies
        .borrow()
        .clone()
        .into_iter()
        .filter(|(name, _)| name.starts_with("cb_seat_"));
    host.cookies.borrow_mut().extend(seat_cookies);
    let seat = Some(room.seat.clone());
    parties.push(Party {
        who: Who::Seat(Role::Host),
        browser: host,
        room: room.clone(),
        seat,
        other: other.clone(),
    });
    let alone = site.browser();
    let own: StartedRoom = alone
        .post("/try", &serde_json::json!({ "title": "", "question": null }))
        .await
        .json();
    let seat = Some(own.seat.clone());
    parties.push(Party {
        who: Who::TryOut,
        browser: alone,
        room: own,
        seat,
        other: other.clone(),
    });
    parties.push(Party {
        who: Who::Anyone,
        browser: site.browser(),
        room: room.clone(),
        seat: None,
        other: other.clone(),
    });
    parties.push(Party {
        who: Who::Staff,
        browser: staff,
        room,
        seat: None,
        other,
    });
    parties
}

async fn ask(party: &Party<'_>, deed: Deed) -> bool {
    let seat = party
        .seat
        .as_ref()
        .map(|seat| format!("?seat={seat}"))
        .unwrap_or_default();
    let room = format!("/rooms/{}", party.room.room);
    let browser = &party.browser;
    let nothing = &serde_json::json!({});
    let answer: Answer = match deed {
        Deed::ListRooms => browser.get("/rooms").await,
        Deed::StartRoom => {
            browser
                .post("/rooms", &serde_json::json!({ "title": "", "question": null }))
                .await
        }
        Deed::ManageRoom => {
            let title = serde_json::json!({ "title": "Renamed" });
            browser.send_json(Method::PATCH, &format!("{room}{seat}"), &title).await
        }
        Deed::Review => browser.get(&format!("{room}/recording/header{seat}")).await,
        Deed::ExportRoom => browser.get(&format!("{room}/export.jsonl{seat}")).await,
        Deed::ManageQuestions => browser.get("/questions").await,
        // As a connection asks: this one is not there, but who may not enter is not even told that.
        Deed::EnterRoom => {
            browser
                .send(Method::POST, &format!("{room}/events/0{seat}"), None, Vec::new())
                .await
        }
        Deed::KeepNotes => browser.get(&format!("{room}/notes{seat}")).await,
        Deed::ManageSeats => browser.get(&format!("{room}/seats{seat}")).await,
        Deed::HandOver => {
            browser
                .post(&format!("{room}/seats/{}/hand-over{seat}", party.other), nothing)
                .await
        }
        Deed::UploadAsset => {
            browser
                .send(Method::POST, &format!("{room}/assets{seat}"), None, PIXEL.to_vec())
                .await
        }
        Deed::ReadAsset => browser.get(&format!("{room}/assets/{:064x}{seat}", 0)).await,
        Deed::HoldHands => {
            let wish = serde_json::json!({ "whose": "candidate", "read_only": true });
            browser
                .send_json(Method::PUT, &format!("{room}/hands{seat}"), &wish)
                .await
        }
        Deed::AskRemoval => browser.get(&format!("{room}/removals{seat}")).await,
        // A stretch that is none: who may not remove is not even told that.
        Deed::RemoveStretch => {
            let none = serde_json::json!({ "from": 9, "to": 9, "actor": null, "way": "remove" });
            browser.post(&format!("{room}/removals{seat}"), &none).await
        }
        Deed::AddDevice => browser.post(&format!("{room}/device{seat}"), nothing).await,
        Deed::KeepVoice => browser.get(&format!("{room}/voice/mine{seat}")).await,
        Deed::Attach => browser.get(&format!("{room}/attachments{seat}")).await,
    };
    if answer.status.is_success() {
        return true;
    }
    match answer.code().as_str() {
        "not_allowed" | "no_such_room" | "sign_in_first" => false,
        "no_such_asset" | "not_a_co_host" | "connection_gone" | "invalid_value" => true,
        other => panic!("{:?} {deed:?}: {other}", party.who),
    }
}

#[tokio::test]
async fn everybody_may_exactly_what_the_table_says() {
    let site = Site::open();
    let mut wrong = Vec::new();
    for party in parties(&site).await {
        for deed in Deed::ALL {
            let (expected, found) = (may(party.who, deed), ask(&party, deed).await);
            if expected != found {
                wrong.push(format!(
                    "{:?} {deed:?}: the table says {expected}, the server {found}",
                    party.who
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_foreign_room_looks_like_none() {
    let site = Site::open();
    let staff = site.staff().await;
    let (own, foreign) = (staff.start().await, staff.start().await);
    let candidate = staff.seat(&own, Role::Candidate).await;
    let elsewhere = staff.seat(&foreign, Role::Candidate).await;
    for rest in [
        "",
        "/notes",
        "/notes/00/wordings",
        "/sheet",
        "/seats",
        "/recording",
        "/recording/header",
        "/recording/tracks",
        "/hands",
        "/removals",
        "/export.jsonl",
        "/assets/00",
        "/voice",
        "/voice/now",
        "/voice/mine",
        "/attachments",
    ] {
        let mut answers = Vec::new();
        for (room, seat) in [
            (foreign.room.to_string(), &candidate.seat),
            (foreign.room.to_string(), &elsewhere.seat),
            (format!("{:032x}", 7), &candidate.seat),
            ("nonsense".to_owned(), &candidate.seat),
            (own.room.to_string(), &"0".repeat(32)),
            (own.room.to_string(), &"nonsense".to_owned()),
        ] {
            let answer = candidate.browser.get(&format!("/rooms/{room}{rest}?seat={seat}")).await;
            assert_eq!(answer.code(), "no_such_room", "{rest}");
            answers.push(answer.body);
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "the answers differ at {rest}");
    }
}

#[tokio::test]
async fn c6_two_seats_of_one_browser_never_mix() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let link = staff.invite(&room, Role::Candidate).await;
    // The host opens the candidate's link in a tab of the same, signed-in browser.
    let joined: serde_json::Value = staff.join(crate::browser::token_of(&link), "Ana").await.json();
    let seat = joined["seated"]["seat"].as_str().expect("a seat");
    let as_candidate = staff.get(&format!("/rooms/{}/seats?seat={seat}", room.room)).await;
    assert_eq!(as_candidate.code(), "not_allowed");
    staff
        .get(&format!("/rooms/{}/seats?seat={}", room.room, room.seat))
        .await
        .expect_status(200);
}
