//! Whether a request comes from our own pages: one question for unsafe methods and for upgrades, which are GETs and ask
//! for themselves.
//!
//! Programs without a browser send neither `Sec-Fetch-Site` nor `Origin`; they carry no cookies by accident and may write.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{config::Config, problem::ApiError};

/// Middleware: refuses unsafe methods that another site set off.
pub async fn refuse(State(config): State<Arc<Config>>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || is_own(&config, request.headers()) {
        next.run(request).await
    } else {
        ApiError::CrossSite.into_response()
    }
}

/// Whether the `Origin` header is there, once, and exactly ours: what an upgrade needs.
pub fn own_origin(config: &Config, headers: &HeaderMap) -> bool {
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let (Some(origin), None) = (origins.next(), origins.next()) else {
        return false;
    };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    origin.to_str().is_ok_and(|origin| config.is_own_origin(origin, host))
}

/// Whether nothing says that another site set the request off; browsers send no `Origin` with a plain GET of one's own.
pub fn is_own(config: &Config, headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return matches!(site.as_bytes(), b"same-origin" | b"none");
    }
    !headers.contains_key(header::ORIGIN) || own_origin(config, headers)
}
