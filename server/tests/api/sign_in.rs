//! The one-time link, the password and sessions.

use interview::api::Me;
use server::sign_in;

use crate::browser::{PASSWORD, Site};

fn setup(link: &str, password: &str) -> serde_json::Value {
    serde_json::json!({ "token": link.split_once('#').expect("a fragment").1, "name": "Ada", "password": password })
}

#[tokio::test]
async fn the_one_time_link_works_once_and_in_time() {
    let site = Site::open();
    let browser = site.browser();
    assert!(browser.get("/me").await.json::<Me>().needs_setup);
    let stale = sign_in::offer_setup(&site.state)
        .await
        .expect("storage")
        .expect("a link");
    let link = sign_in::offer_setup(&site.state)
        .await
        .expect("storage")
        .expect("a link");
    assert!(link.starts_with("http://127.0.0.1:4000/setup#"));
    assert_eq!(
        browser.post("/setup", &setup(&stale, PASSWORD)).await.code(),
        "wrong_setup_token"
    );
    assert_eq!(
        browser.post("/setup", &setup(&link, "too short")).await.code(),
        "invalid_value"
    );
    site.state.clock.advance(15 * 60_000);
    assert_eq!(
        browser.post("/setup", &setup(&link, PASSWORD)).await.code(),
        "wrong_setup_token"
    );
    let link = sign_in::offer_setup(&site.state)
        .await
        .expect("storage")
        .expect("a link");
    browser.post("/setup", &setup(&link, PASSWORD)).await.expect_status(204);
    let me: Me = browser.get("/me").await.json();
    assert_eq!(
        (me.staff, me.name.as_deref(), me.needs_setup),
        (true, Some("Ada"), false)
    );
    assert_eq!(
        site.browser().post("/setup", &setup(&link, PASSWORD)).await.code(),
        "wrong_setup_token"
    );
    assert_eq!(sign_in::offer_setup(&site.state).await.expect("storage"), None);
}

#[tokio::test]
async fn signing_in_needs_the_password_and_lasts_until_signing_out() {
    let site = Site::open();
    let nobody = site
        .browser()
        .post("/sign-in", &serde_json::json!({ "password": PASSWORD }))
        .await;
    site.staff().await;
    let browser = site.browser();
    let wrong = browser
        .post("/sign-in", &serde_json::json!({ "password": "correct horse" }))
        .await;
    assert_eq!(wrong.code(), "wrong_password");
    assert_eq!(
        nobody.body, wrong.body,
        "an answer does not tell whether there is an account"
    );
    browser
        .post("/sign-in", &serde_json::json!({ "password": PASSWORD }))
        .await
        .expect_status(204);
    let kept = browser.cookies.borrow().clone();
    browser.get("/rooms").await.expect_status(200);
    browser.post("/sign-out", &()).await.expect_status(204);
    *browser.cookies.borrow_mut() = kept;
    assert_eq!(
        browser.get("/rooms").await.code(),
        "sign_in_first",
        "the session is over, not only the cookie"
    );
}

#[tokio::test]
async fn an_idle_session_ends() {
    let site = Site::open();
    let staff = site.staff().await;
    site.state.clock.advance(11 * 3_600_000);
    staff.get("/rooms").await.expect_status(200);
    site.state.clock.advance(13 * 3_600_000);
    assert_eq!(staff.get("/rooms").await.code(), "sign_in_first");
}

#[tokio::test]
async fn guessing_passwords_is_slowed_down() {
    let site = Site::open();
    let guesser = site.browser_at("192.0.2.7:1");
    let mut codes = Vec::new();
    for _ in 0..20 {
        codes.push(
            guesser
                .post("/sign-in", &serde_json::json!({ "password": "guess" }))
                .await
                .code(),
        );
    }
    // A slow machine earns a try or two while it works.
    assert!((10..15).contains(&codes.iter().filter(|code| *code == "wrong_password").count()));
    assert!(codes.iter().any(|code| code == "too_many_tries"));
}

#[tokio::test]
async fn addresses_that_a_proxy_names_are_believed_only_behind_one() {
    let site = Site::open();
    let mut tries = 0;
    for forged in 0..20 {
        let request = axum::http::Request::post("/api/v1/sign-in")
            .header("content-type", "application/json")
            .header("x-forwarded-for", format!("198.51.100.{forged}"))
            .body(axum::body::Body::from(r#"{"password":"guess"}"#));
        let answer = site
            .browser_at("192.0.2.9:1")
            .send_raw(request.expect("a request"))
            .await;
        tries += u32::from(answer.code() == "wrong_password");
    }
    assert!((10..15).contains(&tries), "{tries}");
}
