//! What is wrong is answered with a stable code, whatever it is.

use axum::http::Method;
use interview::seat::Role;

use crate::{browser::Site, matrix::PIXEL};

#[tokio::test]
async fn each_kind_of_nonsense_has_its_code() {
    let site = Site::open();
    let staff = site.staff().await;
    let json = Some("application/json");
    let send = async |method: Method, path: &str, kind: Option<&str>, body: &[u8]| {
        let answer = staff.send(method, path, kind, body.to_vec()).await;
        (answer.status.as_u16(), answer.code())
    };
    let expect = |status: u16, code: &str| (status, code.to_owned());
    for body in [&b"{"[..], b"[]", b"{\"title\": 7}", b"\xff\xfe", b""] {
        assert_eq!(
            send(Method::POST, "/rooms", json, body).await,
            expect(400, "malformed_body")
        );
    }
    assert_eq!(
        send(Method::POST, "/rooms", Some("text/plain"), b"{}").await,
        expect(415, "unsupported_type")
    );
    assert_eq!(
        send(Method::POST, "/rooms", json, &[b' '; 70_000]).await,
        expect(413, "body_too_large")
    );
    assert_eq!(
        send(Method::GET, "/nothing", None, b"").await,
        expect(404, "no_such_path")
    );
    assert_eq!(
        send(Method::POST, "//api/v2/rooms", None, b"").await,
        expect(404, "no_such_path")
    );
    assert_eq!(
        send(Method::DELETE, "/me", None, b"").await,
        expect(405, "method_not_allowed")
    );
    assert_eq!(
        send(Method::GET, "/rooms?search=%zz&search=2", None, b"").await,
        expect(422, "invalid_value")
    );
    let live = format!("/rooms/{:032x}/live", 7);
    assert_eq!(send(Method::GET, &live, None, b"").await, expect(403, "foreign_origin"));
    let events = format!("/rooms/{:032x}/events", 7);
    assert_eq!(send(Method::GET, &events, None, b"").await, expect(404, "no_such_room"));
    assert_eq!(
        send(Method::GET, "/questions/none", None, b"").await,
        expect(404, "no_such_question")
    );
    let wish = br#"{"title":"","question":"none"}"#;
    assert_eq!(
        send(Method::POST, "/rooms", json, wish).await,
        expect(404, "no_such_question")
    );
    let long = format!(r#"{{"title":"{}"}}"#, "x".repeat(81));
    assert_eq!(
        send(Method::POST, "/rooms", json, long.as_bytes()).await,
        expect(422, "invalid_value")
    );
}

#[tokio::test]
async fn images_are_told_from_what_is_none() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let candidate = staff.seat(&room, Role::Candidate).await;
    let path = format!("/rooms/{}/assets?seat={}", room.room, candidate.seat);
    let put = async |body: Vec<u8>| {
        candidate
            .browser
            .send(Method::POST, &path, Some("image/png"), body)
            .await
    };
    assert_eq!(put(b"<svg/>".to_vec()).await.code(), "not_an_image");
    assert_eq!(
        put(vec![0; board::limits::ASSET_BYTES + 1]).await.code(),
        "body_too_large"
    );
    // A few bytes that would be a gigabyte once decoded.
    let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bomb.extend([16_000_u32.to_be_bytes(), 16_000_u32.to_be_bytes()].concat());
    assert_eq!(put(bomb).await.code(), "invalid_value");
    let stored: interview::api::StoredAsset = put(PIXEL.to_vec()).await.json();
    let read = format!("/rooms/{}/assets/{}?seat={}", room.room, stored.hash, candidate.seat);
    let answer = candidate.browser.get(&read).await;
    assert_eq!(answer.body, PIXEL);
    assert_eq!(answer.headers["content-type"], "image/png");
    assert!(
        answer.headers["content-security-policy"]
            .to_str()
            .expect("text")
            .contains("script-src 'none'")
    );
    assert!(
        answer.headers["cache-control"]
            .to_str()
            .expect("text")
            .starts_with("private")
    );
}

#[tokio::test]
async fn the_document_names_every_route() {
    let site = Site::open();
    let document: serde_json::Value = site.browser().get("/openapi.json").await.json();
    let paths = document["paths"].as_object().expect("paths");
    assert!(paths.len() >= 25, "{:?}", paths.keys());
    for (path, item) in paths {
        assert!(path.starts_with("/api/v1/"), "{path}");
        for (method, operation) in item.as_object().expect("operations") {
            let problem = &operation["responses"]["default"]["content"]["application/problem+json"];
            assert!(problem.is_object(), "{method} {path}");
        }
    }
    assert!(document["components"]["schemas"]["Problem"].is_object());
}
