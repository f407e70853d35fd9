//! The headers of every answer, and requests that other sites set off.

use axum::{
    body::Body,
    http::{Request, header},
};

use crate::browser::{Answer, Site};

const PATHS: [&str; 14] = [
    "//",
    "//join",
    "//rooms",
    "//room/00000000000000000000000000000abc",
    "//review/00000000000000000000000000000abc",
    "//assets/nothing.js",
    "//robots.txt",
    "//healthz",
    "//api/nothing",
    "/nothing",
    "/me",
    "/rooms",
    "/openapi.json",
    "/rooms/00000000000000000000000000000abc/live",
];

#[track_caller]
fn check(answer: &Answer, path: &str) {
    let value = |name: &str| {
        answer
            .headers
            .get(name)
            .map(|value| value.to_str().expect("text").to_owned())
    };
    let policy = value("content-security-policy").expect("a policy");
    assert!(
        policy.starts_with("default-src 'none'; script-src "),
        "{path}: {policy}"
    );
    assert!(
        policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe-inline"),
        "{path}: {policy}"
    );
    for (name, expected) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(value(name).as_deref(), Some(expected), "{path}");
    }
    assert!(
        value("permissions-policy").expect("a policy").contains("camera=()"),
        "{path}"
    );
    assert!(
        value("permissions-policy")
            .expect("a policy")
            .contains("microphone=(self)"),
        "{path}: for this site's own pages only"
    );
    assert!(value("cache-control").is_some(), "{path}");
}

#[tokio::test]
async fn every_answer_has_them() {
    let site = Site::open();
    let browser = site.browser();
    for path in PATHS {
        let answer = browser.get(path).await;
        check(&answer, path);
        assert!(!answer.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
    }
    let secure = Site::at(Some("https://board.example"));
    assert!(
        secure
            .browser()
            .get("/me")
            .await
            .headers
            .contains_key(header::STRICT_TRANSPORT_SECURITY)
    );
}

#[tokio::test]
async fn data_is_kept_by_nobody() {
    let site = Site::open();
    let staff = site.staff().await;
    for path in ["/me", "/rooms", "/questions"] {
        assert_eq!(
            staff
                .get(path)
                .await
                .headers
                .get(header::CACHE_CONTROL)
                .expect("caching"),
            "no-store",
            "{path}"
        );
    }
}

#[tokio::test]
async fn cookies_are_for_this_server_only() {
    for (url, is_secure) in [(None, false), (Some("https://board.example"), true)] {
        let site = Site::at(url);
        let body = Body::from(r#"{"title":"","question":null}"#);
        let request = Request::post("/api/v1/try")
            .header(header::CONTENT_TYPE, "application/json")
            .body(body);
        let answer = site.browser().send_raw(request.expect("a request")).await;
        let cookie = answer
            .headers
            .get(header::SET_COOKIE)
            .expect("a cookie")
            .to_str()
            .expect("text");
        assert!(
            cookie.starts_with("cb_seat_") && cookie.contains("; HttpOnly; SameSite=Lax"),
            "{cookie}"
        );
        assert_eq!(cookie.ends_with("; Secure"), is_secure, "{cookie}");
    }
}

#[tokio::test]
async fn what_another_site_sets_off_is_refused() {
    let site = Site::open();
    let send = async |name: &str, value: &str| {
        let request = Request::post("/api/v1/sign-out")
            .header(header::HOST, "127.0.0.1:4000")
            .header(name, value);
        site.browser()
            .send_raw(request.body(Body::empty()).expect("a request"))
            .await
            .status
            .as_u16()
    };
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "null"),
        ("origin", "http://evil.example"),
        ("origin", "http://127.0.0.1:4001"),
        ("origin", "http://127.0.0.1:4000.evil.example"),
    ] {
        assert_eq!(send(name, value).await, 403, "{name}: {value}");
    }
    for (name, value) in [
        ("sec-fetch-site", "same-origin"),
        ("origin", "http://127.0.0.1:4000"),
        ("accept", "*/*"),
    ] {
        assert_eq!(send(name, value).await, 204, "{name}: {value}");
    }
}
