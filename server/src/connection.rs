//! One connection of one seat, whatever carries it: a WebSocket, or an event stream with its posts. Who may open one, and the
//! loop between its frames and the room's task. Knows frames and problems, nothing of boards.

mod carrier;

use std::time::Duration;

use axum::extract::ws::Message;
use board::{
    id::RoomId,
    limits::MESSAGE_BYTES,
    protocol::{Problem, ServerMessage, problem_code},
    room::{ConnectionId, Seat},
};
use tokio::time::{Instant, sleep_until};

pub use carrier::Carrier;

use crate::{
    problem::ApiError,
    registry::Mailbox,
    request,
    room_task::{
        Mail,
        link::{Next, Outbox, length_of, link},
        shutting_down,
    },
    seat_cookie::{Asker, Seating},
    state::AppState,
    throttle::Throttle,
    wire::{Wire, problem},
};

const HELLO_WITHIN: Duration = Duration::from_secs(5);
const PING_EVERY: Duration = Duration::from_secs(10);

/// Somebody who may open a connection. Asked before anything is opened, and once more when the room knows of the connection:
/// a seat that is taken away in between would else slip in after everybody of it was told to go.
#[derive(Clone, Debug)]
pub struct Entrance {
    asker: Asker,
    /// Which room.
    pub room: RoomId,
    /// As whom.
    pub seating: Seating,
}

impl Entrance {
    /// Lets the holder of a seat pass.
    pub async fn ask(state: &AppState, asker: Asker, room: &str) -> Result<Entrance, ApiError> {
        let room = request::room_id(room)?;
        let seating = asker.seating(state, room).await?;
        Ok(Entrance { asker, room, seating })
    }

    /// Makes the connection known to the room, which is started if it is not live.
    pub async fn enter(self, state: &AppState, wire: Wire) -> Result<Live, Problem> {
        let (link, outbox) = link(wire);
        let connection = state.registry.new_connection();
        let seat = Seat {
            actor: self.seating.actor,
            name: self.seating.name.clone(),
            role: self.seating.role.word().to_owned(),
            rights: self.seating.role.rights(),
        };
        let connect = Mail::Connect { connection, seat, link };
        let mailbox = state.registry.deliver(self.room, connect).await?;
        match self.asker.seating(state, self.room).await {
            Ok(now) if now.role == self.seating.role => {}
            Ok(now) => state.registry.set_role(self.room, now.actor, now.role).await,
            Err(error) => {
                let _ = mailbox.send(Mail::Disconnect { connection }).await;
                return Err(no_longer(&error));
            }
        }
        Ok(Live {
            wire,
            connection,
            mailbox,
            outbox,
        })
    }
}

/// Carries a connection from its beginning to its end.
pub async fn run(state: AppState, entrance: Entrance, mut carrier: Carrier, wire: Wire) {
    // Boxed, because what entering needs would else be part of every connection for all of its life.
    let live = match Box::pin(entrance.enter(&state, wire)).await {
        Ok(live) => live,
        Err(problem) => return close(carrier, wire, problem).await,
    };
    let (mailbox, connection) = (live.mailbox.clone(), live.connection);
    let last_words = live.exchange(&mut carrier, &state).await;
    let _ = mailbox.send(Mail::Disconnect { connection }).await;
    if let Some(problem) = last_words {
        close(carrier, wire, problem).await;
    }
}

/// A connection that its room knows.
#[derive(Debug)]
pub struct Live {
    wire: Wire,
    connection: ConnectionId,
    mailbox: Mailbox,
    outbox: Outbox,
}

impl Live {
    /// Carries frames both ways until one side ends it. Returns what the client is still to be told.
    async fn exchange(self, carrier: &mut Carrier, state: &AppState) -> Option<Problem> {
        let mut throttle = Throttle::new(std::time::Instant::now());
        let (begun, mut greeted) = (Instant::now(), false);
        let (mut heard, mut ping_at, mut read_from) = (begun, begun + PING_EVERY, begun);
        loop {
            tokio::select! {
                next = self.outbox.next() => match next {
                    Next::Frame(frame) => {
                        if !carrier.send(frame).await {
                            return None;
                        }
                    }
                    Next::Close(problem) => return Some(*problem),
                    Next::Gone => return Some(gone(state)),
                },
                received = carrier.receive(), if read_from <= Instant::now() => {
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
                    if heard.max(read_from) + carrier.dead_after() <= Instant::now() {
                        return None;
                    }
                    ping_at = Instant::now() + PING_EVERY;
                    if !carrier.send(Message::Ping(Default::default())).await {
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

/// Says why in the protocol's words, then closes.
async fn close(carrier: Carrier, wire: Wire, problem: Problem) {
    let code = problem.code.clone();
    carrier
        .close(wire.encode(&ServerMessage::Refused(problem)), &code)
        .await;
}

fn gone(state: &AppState) -> Problem {
    if state.shutdown.token.is_cancelled() {
        shutting_down()
    } else {
        problem(problem_code::STORAGE, "The room has stopped. Come back.")
    }
}

fn no_longer(error: &ApiError) -> Problem {
    match error {
        ApiError::Storage | ApiError::Damaged | ApiError::Internal => {
            problem(problem_code::STORAGE, "The seat cannot be looked up. Come back.")
        }
        _ => problem(problem_code::SEAT_REVOKED, "Your seat in this room was taken away."),
    }
}

/// Frames beyond what is read at all end as an error of the socket.
fn too_large(error: &axum::Error) -> Option<Problem> {
    let is_capacity = error.to_string().to_lowercase().contains("too long");
    is_capacity.then(|| problem(problem_code::TOO_LARGE, "This message is longer than the limit."))
}
