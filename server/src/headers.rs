//! The security headers of every answer, in one place. An answer that sets one of them itself keeps its own.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{config::Config, problem::ApiError, secret};

/// For answers that are no page: nothing may run, load or frame them.
const NOTHING_RUNS: &str =
    "default-src 'none'; script-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// Everything a page could ask of the device is denied, but for the clipboard and the microphone, where the browser asks the person,
/// and for playing the voices of a review.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(self), camera=(), clipboard-read=(self), clipboard-write=(self), \
    display-capture=(), encrypted-media=(), fullscreen=(self), geolocation=(), gyroscope=(), hid=(), \
    idle-detection=(), magnetometer=(), microphone=(self), midi=(), payment=(), picture-in-picture=(), \
    publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()";
const YEAR: &str = "max-age=31536000";

/// Middleware: completes an answer's headers.
pub async fn complete(State(config): State<std::sync::Arc<Config>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, NOTHING_RUNS),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
    ] {
        set_if_absent(headers, name, value);
    }
    if config.is_secure() {
        set_if_absent(headers, header::STRICT_TRANSPORT_SECURITY, YEAR);
    }
    response
}

/// Middleware: what the framework itself answers (a wrong method, a body that is too large) becomes a problem as well.
pub async fn problems_everywhere(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let bare = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    match response.status() {
        StatusCode::METHOD_NOT_ALLOWED if bare => ApiError::MethodNotAllowed.into_response(),
        StatusCode::PAYLOAD_TOO_LARGE if bare => ApiError::BodyTooLarge.into_response(),
        StatusCode::NOT_FOUND if bare => ApiError::NoSuchPath.into_response(),
        StatusCode::BAD_REQUEST if bare => ApiError::InvalidValue("The address is malformed.").into_response(),
        _ => response,
    }
}

/// The policy of the page, and the nonce with which the code editor may add its styles.
pub fn page_policy() -> Result<(HeaderValue, String), ApiError> {
    let nonce = secret::token()?;
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self' blob: data:; media-src blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'"
    );
    let policy = HeaderValue::from_str(&policy).map_err(|_| ApiError::Internal)?;
    Ok((policy, nonce))
}

fn set_if_absent(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}
