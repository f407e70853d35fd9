//! The page and its files: embedded in the binary, or read from the folder that `CHALKBACK_DIST` names. Files under
//! `/assets/` have hashed names and are kept for ever; every other address is the page itself, which finds its own way.

use std::borrow::Cow;

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;

use crate::{headers, problem::ApiError, review_ahead::Sought, seat_cookie::Asker, state::AppState};

#[derive(RustEmbed)]
#[folder = "../dist"]
#[allow_missing = true]
struct Embedded;

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const NOT_BUILT: &str = "The page was not built into this program. `cargo xtask serve` builds it.\n";
/// Where the page looks for the nonce of this answer.
const NONCE_NAME: &str = "chalkback-style-nonce";

/// The page where a review is asked for: it names the files that a review needs.
const REVIEW_PAGE: &str = "review.html";
const ANY_PAGE: &str = "index.html";

/// Answers every GET that is not the API's.
pub async fn serve(State(state): State<AppState>, asker: Asker, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path();
    if let Some(name) = path.strip_prefix("/assets/") {
        return asset(name, &headers);
    }
    if path == "/robots.txt" {
        return "User-agent: *\nDisallow: /\n".into_response();
    }
    if path == "/api" || path.starts_with("/api/") {
        return ApiError::NoSuchPath.into_response();
    }
    let ahead = match Sought::of(&uri) {
        Some(review) => Some(review.links(&state, &asker).await),
        None => None,
    };
    page(ahead)
}

/// The page, and what is asked for beside it where it leads to a review.
fn page(ahead: Option<String>) -> Response {
    let review = ahead.is_some().then(|| read(REVIEW_PAGE)).flatten();
    let Some(index) = review.or_else(|| read(ANY_PAGE)) else {
        return (StatusCode::SERVICE_UNAVAILABLE, NOT_BUILT).into_response();
    };
    let (policy, nonce) = match headers::page_policy() {
        Ok(made) => made,
        Err(error) => return error.into_response(),
    };
    let index = with_nonce(&String::from_utf8_lossy(&index), &nonce);
    let index = index.replacen("</head>", &format!("{}</head>", ahead.unwrap_or_default()), 1);
    let content_type = HeaderValue::from_static("text/html; charset=utf-8");
    (
        [
            (header::CONTENT_TYPE, content_type),
            (header::CONTENT_SECURITY_POLICY, policy),
        ],
        index,
    )
        .into_response()
}

/// Right after `<head>`, so that it is there before any script runs.
fn with_nonce(index: &str, nonce: &str) -> String {
    index.replacen(
        "<head>",
        &format!("<head>\n<meta name=\"{NONCE_NAME}\" content=\"{nonce}\">"),
        1,
    )
}

fn asset(name: &str, headers: &HeaderMap) -> Response {
    let path = format!("assets/{name}");
    for (encoding, ending) in [("br", ".br"), ("gzip", ".gz")] {
        if accepts(headers, encoding)
            && let Some(bytes) = read(&format!("{path}{ending}"))
        {
            return file(name, bytes, Some(encoding));
        }
    }
    read(&path).map_or_else(|| ApiError::NoSuchPath.into_response(), |bytes| file(name, bytes, None))
}

fn file(name: &str, bytes: Cow<'static, [u8]>, encoding: Option<&'static str>) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(name)));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    // The stamp of a development build is the one file whose name stays while it changes.
    let caching = if name == "dev-stamp" { "no-store" } else { FOR_EVER };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("json" | "webmanifest" | "map") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        Some(_) | None => "application/octet-stream",
    }
}

/// Whether a client takes an encoding: named, and not with a weight of zero.
pub fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let lists = headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|list| list.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|item| {
        let (name, weight) = item.split_once(';').unwrap_or((item, ""));
        let refused = weight.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()) == Some(0.0);
        name.trim().eq_ignore_ascii_case(encoding) && !refused
    })
}

fn read(path: &str) -> Option<Cow<'static, [u8]>> {
    // No name in the folder has a dot segment, so nothing outside of it can be named.
    if path.split('/').any(|part| part.is_empty() || part.starts_with('.')) || path.contains('\\') {
        return None;
    }
    match std::env::var_os("CHALKBACK_DIST") {
        Some(folder) => std::fs::read(std::path::Path::new(&folder).join(path))
            .ok()
            .map(Cow::Owned),
        None => Embedded::get(path).map(|file| file.data),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_taken_only_as_offered() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::ACCEPT_ENCODING,
            HeaderValue::from_static("gzip;q=0.5, br;q=0, zstd"),
        );
        assert!(accepts(&headers, "gzip") && accepts(&headers, "zstd"));
        assert!(!accepts(&headers, "br") && !accepts(&HeaderMap::new(), "gzip"));
    }

    #[test]
    fn nothing_outside_the_folder_can_be_named() {
        for path in [
            "../Cargo.toml",
            "assets/../../Cargo.toml",
            "assets//etc/passwd",
            "/etc/passwd",
            "assets/..\\x",
        ] {
            assert_eq!(read(path), None, "{path}");
        }
    }

    #[test]
    fn the_nonce_stands_in_the_head() {
        let page = with_nonce("<html>\n<head>\n<title>", "abc");
        assert_eq!(
            page,
            "<html>\n<head>\n<meta name=\"chalkback-style-nonce\" content=\"abc\">\n<title>"
        );
    }
}
