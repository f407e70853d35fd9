//! Round sheets: one's own, kept as notes are.

use axum::http::Method;
use board::time::Millis;
use interview::{
    seat::Role,
    sheet::{Cited, MOMENTS_PER_SHEET, Sheet},
};

use crate::browser::{Answer, Browser, Site};

fn sheet(sentences: &[&str]) -> Sheet {
    let moments = sentences.iter().map(|sentence| Cited {
        at: Millis(5_000),
        sentence: (*sentence).to_owned(),
    });
    Sheet {
        made: true,
        moments: moments.collect(),
        with_notes: true,
        with_cards: false,
    }
}

async fn put(browser: &Browser<'_>, room: &str, seat: &str, sheet: &Sheet) -> Answer {
    browser
        .send_json(Method::PUT, &format!("/rooms/{room}/sheet{seat}"), sheet)
        .await
}

#[tokio::test]
async fn i4_each_keeps_a_sheet_that_nobody_else_reads() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let co_host = staff.seat(&room, Role::CoHost).await;
    let candidate = staff.seat(&room, Role::Candidate).await;
    let (id, seat) = (room.room.to_string(), format!("?seat={}", room.seat));
    let (co_seat, candidates) = (format!("?seat={}", co_host.seat), format!("?seat={}", candidate.seat));
    assert_eq!(
        staff.get(&format!("/rooms/{id}/sheet{seat}")).await.json::<Sheet>(),
        Sheet::default()
    );
    put(&staff, &id, &seat, &sheet(&["first"])).await.expect_status(200);
    put(&staff, &id, "", &sheet(&["first", "second"]))
        .await
        .expect_status(200);
    put(&co_host.browser, &id, &co_seat, &sheet(&["the co-host's"]))
        .await
        .expect_status(200);
    assert_eq!(
        staff.get(&format!("/rooms/{id}/sheet{seat}")).await.json::<Sheet>(),
        sheet(&["first", "second"])
    );
    let refused = put(&candidate.browser, &id, &candidates, &sheet(&["x"])).await;
    assert_eq!(refused.code(), "not_allowed");
    let refused = candidate.browser.get(&format!("/rooms/{id}/sheet{candidates}")).await;
    assert_eq!(refused.code(), "not_allowed");
}

#[tokio::test]
async fn what_a_sheet_does_not_hold_is_refused_and_changes_nothing() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let (id, seat) = (room.room.to_string(), format!("?seat={}", room.seat));
    let good = sheet(&["kept"]);
    put(&staff, &id, &seat, &good).await.expect_status(200);
    let many = sheet(&["x"; MOMENTS_PER_SHEET + 1]);
    let long = sheet(&["語".repeat(501).as_str()]);
    for bad in [many, long] {
        assert_eq!(put(&staff, &id, &seat, &bad).await.code(), "invalid_value");
    }
    assert_eq!(
        staff.get(&format!("/rooms/{id}/sheet{seat}")).await.json::<Sheet>(),
        good
    );
}
