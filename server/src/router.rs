//! All routes on one screen, with the size of body that each takes, and what wraps them all.

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use board::limits;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    cross_site, event_stream, headers, open_api,
    problem::ApiError,
    route::{
        account, asset, attachment, device, hands, health, join, note, question, question_seed, recording, removal,
        room, seat, sheet, voice,
    },
    socket,
    state::AppState,
    static_files,
};

/// Bodies of routes that say nothing else.
const BODY_BYTES: usize = 64 * 1024;
/// A question with all of its seed.
const QUESTION_BYTES: usize = 8 * 1024 * 1024;

/// Everything the server answers.
pub fn router(state: AppState) -> Router {
    let (api, document) = OpenApiRouter::with_openapi(open_api::beginning())
        .nest("/api/v1", api())
        .split_for_parts();
    let document = Arc::new(open_api::complete(document));
    let config = Arc::clone(&state.config);
    api.route(
        "/api/v1/openapi.json",
        get(move || async move { open_api::answer(&document) }),
    )
    .route("/api/v1/rooms/{room}/live", get(socket::live))
    .route("/api/v1/rooms/{room}/replay/live", get(socket::led))
    .route("/api/v1/probe/live", get(socket::probe))
    .route("/healthz", get(health::read))
    .fallback(get(static_files::serve).fallback(no_such_path))
    .layer(DefaultBodyLimit::max(BODY_BYTES))
    .with_state(state)
    .layer(from_fn(headers::problems_everywhere))
    .layer(from_fn_with_state(Arc::clone(&config), cross_site::refuse))
    .layer(CatchPanicLayer::custom(|_| ApiError::Internal.into_response()))
    .layer(from_fn_with_state(config, headers::complete))
}

fn api() -> OpenApiRouter<AppState> {
    let questions = OpenApiRouter::new()
        .routes(routes!(question::list, question::make))
        .routes(routes!(question::read, question::change, question::delete))
        .layer(DefaultBodyLimit::max(QUESTION_BYTES));
    let seeds = OpenApiRouter::new()
        .routes(routes!(question_seed::add))
        .layer(DefaultBodyLimit::max(limits::IMPORT_BYTES));
    let assets = OpenApiRouter::new()
        .routes(routes!(asset::put))
        .layer(DefaultBodyLimit::max(limits::ASSET_BYTES));
    let posts = OpenApiRouter::new()
        .routes(routes!(event_stream::post))
        .layer(DefaultBodyLimit::max(limits::POST_BYTES));
    let voices = OpenApiRouter::new()
        .routes(routes!(voice::put))
        .layer(DefaultBodyLimit::max(limits::VOICE_PIECE_BYTES));
    let attachments = OpenApiRouter::new()
        .routes(routes!(attachment::list, attachment::add))
        .layer(DefaultBodyLimit::max(limits::ATTACHMENT_BYTES));
    OpenApiRouter::new()
        .routes(routes!(health::read))
        .routes(routes!(account::read))
        .routes(routes!(account::set_up))
        .routes(routes!(account::sign_in))
        .routes(routes!(account::sign_out))
        .routes(routes!(room::try_alone))
        .routes(routes!(room::list, room::start))
        .routes(routes!(room::read, room::rename, room::delete))
        .routes(routes!(room::enter))
        .routes(routes!(seat::list, seat::make))
        .routes(routes!(seat::revoke))
        .routes(routes!(seat::reissue))
        .routes(routes!(seat::hand_over))
        .routes(routes!(seat::answer_knock))
        .routes(routes!(hands::read, hands::hold))
        .routes(routes!(device::make_code))
        .routes(routes!(join::look))
        .routes(routes!(join::join))
        .routes(routes!(join::wait))
        .routes(routes!(removal::list, removal::remove))
        .routes(routes!(removal::ask))
        .routes(routes!(removal::answer))
        .routes(routes!(note::list))
        .routes(routes!(note::put, note::erase))
        .routes(routes!(note::wordings))
        .routes(routes!(sheet::read, sheet::put))
        .routes(routes!(event_stream::open))
        .routes(routes!(event_stream::probe))
        .routes(routes!(asset::read))
        .routes(routes!(recording::header))
        .routes(routes!(recording::tracks))
        .routes(routes!(recording::read))
        .routes(routes!(recording::page))
        .routes(routes!(recording::export))
        .routes(routes!(question::save_start))
        .routes(routes!(voice::tracks))
        .routes(routes!(voice::own, voice::consent, voice::delete_own))
        .routes(routes!(voice::now, voice::switch))
        .routes(routes!(voice::audio))
        .routes(routes!(attachment::read, attachment::shift, attachment::delete))
        .merge(voices)
        .merge(attachments)
        .merge(questions)
        .merge(seeds)
        .merge(assets)
        .merge(posts)
}

async fn no_such_path() -> Response {
    ApiError::NoSuchPath.into_response()
}
