//! WebSockets: the upgrade with its checks, and nothing of what is said then.

use std::time::Duration;

use axum::{
    extract::{
        State,
        ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    http::{HeaderMap, header},
    response::Response,
};
use board::limits::MESSAGE_BYTES;
use tokio::time::timeout;

use crate::{
    connection::{self, Carrier, Entrance},
    cross_site,
    led::Onlooker,
    problem::ApiError,
    request::Names,
    seat_cookie::Asker,
    state::AppState,
    wire::Wire,
};

/// Per connection and direction; most frames are far smaller, and a thousand idle connections must cost little.
const BUFFER_BYTES: usize = 2 * 1024;
/// Long enough for a page to see that it is up.
const PROBE_LIFE: Duration = Duration::from_secs(5);

type Upgrade = Result<WebSocketUpgrade, WebSocketUpgradeRejection>;

/// `GET /api/v1/rooms/{room}/live?seat=`: the one place that yields a socket to a room, after all checks.
pub async fn live(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
    headers: HeaderMap,
    upgrade: Upgrade,
) -> Result<Response, ApiError> {
    let (upgrade, wire) = checked(&state, &headers, upgrade)?;
    let entrance = Entrance::ask(&state, asker, &room).await?;
    Ok(upgrade.on_upgrade(move |socket| {
        let tasks = state.shutdown.tasks.clone();
        tasks.track_future(connection::run(state, entrance, Carrier::Socket(socket), wire))
    }))
}

/// `GET /api/v1/rooms/{room}/replay/live?seat=`: led replay, for whoever may review the room.
pub async fn led(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
    headers: HeaderMap,
    upgrade: Upgrade,
) -> Result<Response, ApiError> {
    let (upgrade, wire) = checked(&state, &headers, upgrade)?;
    let onlooker = Onlooker::ask(&state, asker, &room).await?;
    Ok(upgrade.on_upgrade(move |socket| {
        let tasks = state.shutdown.tasks.clone();
        tasks.track_future(onlooker.run(state, Carrier::Socket(socket), wire))
    }))
}

/// `GET /api/v1/probe/live`: a socket that leads nowhere, for a page to see whether the network lets one pass.
pub async fn probe(State(state): State<AppState>, headers: HeaderMap, upgrade: Upgrade) -> Result<Response, ApiError> {
    let (upgrade, _) = checked(&state, &headers, upgrade)?;
    Ok(upgrade.on_upgrade(async |mut socket| {
        let _ = timeout(PROBE_LIFE, socket.recv()).await;
    }))
}

fn checked(state: &AppState, headers: &HeaderMap, upgrade: Upgrade) -> Result<(WebSocketUpgrade, Wire), ApiError> {
    if !cross_site::own_origin(&state.config, headers) {
        return Err(ApiError::ForeignOrigin);
    }
    let upgrade = upgrade.map_err(|_| ApiError::UpgradeRequired)?;
    let wire = chosen_wire(headers).ok_or(ApiError::UnknownSubprotocol)?;
    let upgrade = upgrade
        .protocols(board::protocol::SUBPROTOCOLS)
        .read_buffer_size(BUFFER_BYTES)
        .write_buffer_size(BUFFER_BYTES)
        // A little more than allowed still arrives, so that it can be answered.
        .max_message_size(4 * MESSAGE_BYTES)
        .max_frame_size(4 * MESSAGE_BYTES);
    Ok((upgrade, wire))
}

/// The first of ours that the client offers, in our order: what axum will answer as well.
fn chosen_wire(headers: &HeaderMap) -> Option<Wire> {
    let offered = headers.get_all(header::SEC_WEBSOCKET_PROTOCOL).iter();
    let offered = offered
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim);
    let offered = offered.collect::<Vec<_>>();
    board::protocol::SUBPROTOCOLS
        .into_iter()
        .find(|ours| offered.contains(ours))
        .and_then(Wire::from_subprotocol)
}
