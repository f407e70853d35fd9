//! Live sockets: who may open one, and the loop between its frames and the room's task. Knows frames and problems, nothing of
//! boards.

use std::time::Duration;

use axum::{
    extract::{
        Path, Query, State,
        ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    http::{HeaderMap, header},
    response::Response,
};
use board::{
    id::RoomId,
    limits::MESSAGE_BYTES,
    protocol::{Problem, ServerMessage, problem_code},
    room::{ConnectionId, Seat},
};
use futures_util::StreamExt;
use serde::Deserialize;
use tokio::time::{Instant, sleep_until, timeout};

use crate::{
    problem::ApiError,
    registry::{Mailbox, NO_SUCH_ROOM, RECORDING_DAMAGED},
    room_task::{
        Mail,
        link::{Next, Outbox, length_of, link},
        shutting_down,
    },
    seat_cookie,
    state::AppState,
    throttle::Throttle,
    wire::{Wire, problem},
};

const HELLO_WITHIN: Duration = Duration::from_secs(5);
const PING_EVERY: Duration = Duration::from_secs(10);
const DEAD_AFTER: Duration = Duration::from_secs(20);
/// A peer that takes nothing for so long is given up.
const WRITE_WITHIN: Duration = Duration::from_secs(10);
const CLOSE_WITHIN: Duration = Duration::from_secs(1);
/// Per connection and direction; most frames are far smaller, and a thousand idle connections must cost little.
const BUFFER_BYTES: usize = 2 * 1024;

/// What the address of a socket says beside the room.
#[derive(Debug, Deserialize)]
pub struct LiveQuery {
    /// The seat that the tab stands for (rule C6).
    seat: String,
}

/// `GET /api/v1/rooms/{room}/live?seat=`: the one place that yields a socket, after all checks.
pub async fn live(
    State(state): State<AppState>,
    Path(room): Path<String>,
    Query(query): Query<LiveQuery>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, ApiError> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let origin = origins.next().and_then(|origin| origin.to_str().ok());
    if origins.next().is_some() || origin.is_none_or(|origin| !state.config.is_own_origin(origin, host)) {
        return Err(ApiError::ForeignOrigin);
    }
    let upgrade = upgrade.map_err(|_| ApiError::UpgradeRequired)?;
    let wire = chosen_wire(&headers).ok_or(ApiError::UnknownSubprotocol)?;
    let room: RoomId = room.parse().map_err(|_| ApiError::NoSuchRoom)?;
    let seating = seat_cookie::authorise(&state, &headers, room, &query.seat).await?;
    let seat = Seat {
        actor: seating.actor,
        name: seating.name,
        role: seating.role.word().to_owned(),
        rights: seating.role.rights(),
    };
    let upgrade = upgrade
        .protocols(board::protocol::SUBPROTOCOLS)
        .read_buffer_size(BUFFER_BYTES)
        .write_buffer_size(BUFFER_BYTES)
        // A little more than allowed still arrives, so that it can be answered.
        .max_message_size(4 * MESSAGE_BYTES)
        .max_frame_size(4 * MESSAGE_BYTES);
    Ok(upgrade.on_upgrade(move |socket| {
        let tasks = state.shutdown.tasks.clone();
        tasks.track_future(async move { run(state, socket, wire, room, seat).await })
    }))
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

async fn run(state: AppState, mut socket: WebSocket, wire: Wire, room: RoomId, seat: Seat) {
    let connection = state.registry.new_connection();
    let (link, outbox) = link(wire);
    // Boxed, because what starting a room needs would else be part of every connection for all of its life.
    let entering = Box::pin(state.registry.deliver(room, Mail::Connect { connection, seat, link }));
    let mailbox = match entering.await {
        Ok(mailbox) => mailbox,
        Err(problem) => return close(&mut socket, wire, problem).await,
    };
    let live = Live {
        wire,
        connection,
        mailbox,
        outbox,
    };
    let mailbox = live.mailbox.clone();
    let last_words = live.exchange(&mut socket, &state).await;
    let _ = mailbox.send(Mail::Disconnect { connection }).await;
    if let Some(problem) = last_words {
        close(&mut socket, wire, problem).await;
    }
}

struct Live {
    wire: Wire,
    connection: ConnectionId,
    mailbox: Mailbox,
    outbox: Outbox,
}

impl Live {
    /// Carries frames both ways until one side ends it. Returns what the client is still to be told.
    async fn exchange(self, socket: &mut WebSocket, state: &AppState) -> Option<Problem> {
        let mut throttle = Throttle::new(std::time::Instant::now());
        let (begun, mut greeted) = (Instant::now(), false);
        let (mut heard, mut ping_at, mut read_from) = (begun, begun + PING_EVERY, begun);
        loop {
            tokio::select! {
                next = self.outbox.next() => match next {
                    Next::Frame(frame) => {
                        if !write(socket, frame).await {
                            return None;
                        }
                    }
                    Next::Close(problem) => return Some(*problem),
                    Next::Gone => return Some(gone(state)),
                },
                received = socket.next(), if read_from <= Instant::now() => {
                    heard = Instant::now();
                    match received {
                        Some(Ok(message @ (Message::Text(_) | Message::Binary(_)))) => {
                            let bytes = length_of(&message);
                            if let Err(problem) = self.deliver(message, bytes).await {
                                return Some(problem);
                            }
                            greeted = true;
                            read_from = heard + throttle.count(bytes, heard.into_std());
                        }
                        Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                        Some(Ok(Message::Close(_))) | None => return None,
                        Some(Err(error)) => return too_large(&error),
                    }
                }
                () = sleep_until(read_from), if read_from > Instant::now() => {}
                () = sleep_until(ping_at) => {
                    // Whoever is being made to wait cannot be heard either.
                    if heard.max(read_from) + DEAD_AFTER <= Instant::now() {
                        return None;
                    }
                    ping_at = Instant::now() + PING_EVERY;
                    if !write(socket, Message::Ping(Default::default())).await {
                        return None;
                    }
                }
                () = sleep_until(begun + HELLO_WITHIN), if !greeted => {
                    return Some(problem(problem_code::HELLO_FIRST, "No hello came."));
                }
            }
        }
    }

    async fn deliver(&self, message: Message, bytes: usize) -> Result<(), Problem> {
        if bytes > MESSAGE_BYTES {
            return Err(problem(
                problem_code::TOO_LARGE,
                "This message is longer than the limit.",
            ));
        }
        let (connection, message) = (self.connection, self.wire.decode(&message)?);
        let delivered = self.mailbox.send(Mail::Message { connection, message }).await;
        delivered.map_err(|_| problem(problem_code::STORAGE, "The room has stopped. Come back."))
    }
}

async fn write(socket: &mut WebSocket, frame: Message) -> bool {
    matches!(timeout(WRITE_WITHIN, socket.send(frame)).await, Ok(Ok(())))
}

/// Says why in the protocol's words, then closes.
async fn close(socket: &mut WebSocket, wire: Wire, problem: Problem) {
    let frame = CloseFrame {
        code: close_code(&problem.code),
        reason: problem.code.clone().into(),
    };
    let closing = async {
        socket.send(wire.encode(&ServerMessage::Refused(problem))).await?;
        socket.send(Message::Close(Some(frame))).await?;
        // The answer is waited for: closing with unread bytes would throw away what the client has yet to read.
        while let Some(Ok(_)) = socket.recv().await {}
        Ok::<(), axum::Error>(())
    };
    let _ = timeout(CLOSE_WITHIN, closing).await;
}

fn close_code(problem: &str) -> u16 {
    match problem {
        problem_code::SHUTTING_DOWN => 1012,
        problem_code::STORAGE | problem_code::OVERRUN => 1013,
        problem_code::TOO_LARGE => 1009,
        problem_code::MALFORMED | problem_code::NEWER_VERSION | problem_code::HELLO_FIRST => 1002,
        RECORDING_DAMAGED | NO_SUCH_ROOM => 1011,
        _ => 1008,
    }
}

fn gone(state: &AppState) -> Problem {
    if state.shutdown.token.is_cancelled() {
        shutting_down()
    } else {
        problem(problem_code::STORAGE, "The room has stopped. Come back.")
    }
}

/// Frames beyond what is read at all end as an error of the socket.
fn too_large(error: &axum::Error) -> Option<Problem> {
    let is_capacity = error.to_string().to_lowercase().contains("too long");
    is_capacity.then(|| problem(problem_code::TOO_LARGE, "This message is longer than the limit."))
}
