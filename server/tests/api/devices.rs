//! A second device in one's own seat: by a code that lives minutes and works once, with a cookie of its own.

use axum::http::Method;
use board::time::Millis;
use interview::{
    api::{DeviceCode, Joined, LinkView, LookAtLink, RoomView, StartedRoom},
    seat::Role,
};

use crate::browser::{Answer, Browser, Held, Site};

async fn code_of(held: &Held<'_>, room: &StartedRoom) -> Answer {
    let path = format!("/rooms/{}/device?seat={}", room.room, held.seat);
    held.browser.send(Method::POST, &path, None, Vec::new()).await
}

async fn bring(browser: &Browser<'_>, code: &str) -> Answer {
    let nothing = serde_json::json!({ "token": code, "name": "", "consent": false });
    browser.post("/join", &nothing).await
}

async fn enters(browser: &Browser<'_>, room: &StartedRoom, seat: &str) -> bool {
    let answer = browser.get(&format!("/rooms/{}?seat={seat}", room.room)).await;
    answer.status.is_success()
}

#[tokio::test]
async fn c6_a_code_opens_the_same_seat_on_one_more_device_once() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let ana = staff.seat(&room, Role::Candidate).await;
    let code: DeviceCode = code_of(&ana, &room).await.json();
    let tablet = site.browser();
    let token = code.code.to_lowercase();
    let view: LinkView = tablet.post("/join/look", &LookAtLink { token }).await.json();
    assert_eq!(
        (view.device_of.as_deref(), view.role),
        (Some("Candidate"), Role::Candidate)
    );
    assert!(!enters(&tablet, &room, &ana.seat).await, "looking takes nothing");

    let joined: Joined = bring(&tablet, &code.code).await.json();
    let seat = match joined {
        Joined::Seated { seat, .. } => seat,
        other => panic!("{other:?}"),
    };
    assert_eq!(seat, ana.seat);
    let view: RoomView = tablet.get(&format!("/rooms/{}?seat={seat}", room.room)).await.json();
    assert_eq!(view.name.as_deref(), Some("Candidate"), "one name");
    assert_eq!(view.people.len(), 2, "and one person: {:?}", view.people);
    assert!(enters(&ana.browser, &room, &seat).await, "the first device is still in");
    let again = bring(&site.browser(), &code.code).await;
    assert_eq!(
        again.code(),
        "consent_needed",
        "a code that was used is like any wrong one"
    );
}

#[tokio::test]
async fn a_code_lives_five_minutes_and_a_new_one_takes_its_place() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let ana = staff.seat(&room, Role::Candidate).await;
    let first: DeviceCode = code_of(&ana, &room).await.json();
    let second: DeviceCode = code_of(&ana, &room).await.json();
    let look = async |code: &DeviceCode| {
        let token = code.code.clone();
        site.browser().post("/join/look", &LookAtLink { token }).await
    };
    assert_eq!(look(&first).await.code(), "no_such_link");
    assert!(look(&second).await.status.is_success());
    site.state.clock.advance(Millis(second.lives_millis + 1).0);
    assert_eq!(look(&second).await.code(), "no_such_link");
}

#[tokio::test]
async fn a_seat_is_open_on_five_devices_at_most_and_on_none_once_it_is_taken_away() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let ana = staff.seat(&room, Role::Candidate).await;
    let mut devices = Vec::new();
    for _ in 0..4 {
        let code: DeviceCode = code_of(&ana, &room).await.json();
        let device = site.browser();
        bring(&device, &code.code).await.expect_status(200);
        devices.push(device);
    }
    assert_eq!(code_of(&ana, &room).await.code(), "too_many");
    let path = format!("/rooms/{}/seats/{}/reissue?seat={}", room.room, ana.seat, room.seat);
    staff.post(&path, &serde_json::json!({})).await.expect_status(200);
    for device in devices.iter().chain([&ana.browser]) {
        assert!(!enters(device, &room, &ana.seat).await);
    }
}
