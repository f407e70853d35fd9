//! One connection to a led replay: who may open it and for how long, and the loop between its frames and the group.

use std::time::Duration;

use axum::extract::ws::Message;
use board::{id::RoomId, limits::LED_MESSAGE_BYTES, protocol::problem_code};
use interview::may::Deed;
use tokio::time::{Instant, sleep_until};

use crate::{
    connection::Carrier, problem::ApiError, request, room_task::link::length_of, seat_cookie::Asker, state::AppState,
    throttle::Throttle, wire::Wire,
};

/// Between two looks whether the other side is there and still may be.
const PING_EVERY: Duration = Duration::from_secs(10);

/// Somebody who may look on.
#[derive(Clone, Debug)]
pub struct Onlooker {
    asker: Asker,
    room: RoomId,
}

/// How a connection ends.
enum End {
    /// The other side has gone.
    Gone,
    /// It is told why, with the protocol's word.
    Told(&'static str),
}

impl Onlooker {
    /// Lets those pass who may review the room.
    pub async fn ask(state: &AppState, asker: Asker, room: &str) -> Result<Onlooker, ApiError> {
        let onlooker = Onlooker {
            asker,
            room: request::room_id(room)?,
        };
        onlooker.may_still(state).await?;
        Ok(onlooker)
    }

    /// Carries the connection from its beginning to its end.
    pub async fn run(self, state: AppState, mut carrier: Carrier, wire: Wire) {
        let connection = state.registry.new_connection();
        let Some(mut outbox) = state.led.connect(self.room, connection, wire) else {
            return carrier
                .close(Message::Ping(Default::default()), problem_code::OVERRUN)
                .await;
        };
        let mut throttle = Throttle::of_led(std::time::Instant::now());
        let begun = Instant::now();
        let (mut heard, mut ping_at, mut read_from) = (begun, begun + PING_EVERY, begun);
        let end = loop {
            tokio::select! {
                frame = outbox.recv() => match frame {
                    Some(frame) => if !carrier.send(frame).await { break End::Gone },
                    None => break End::Told(problem_code::OVERRUN),
                },
                received = carrier.receive(), if read_from <= Instant::now() => {
                    heard = Instant::now();
                    match received {
                        Some(Ok(message @ (Message::Text(_) | Message::Binary(_)))) => {
                            let bytes = length_of(&message);
                            let request = (bytes <= LED_MESSAGE_BYTES).then(|| wire.decode_plain(&message)).flatten();
                            let Some(request) = request else { break End::Told(problem_code::MALFORMED) };
                            state.led.handle(self.room, connection, request);
                            read_from = heard + throttle.count(bytes, heard.into_std());
                        }
                        Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                        Some(Ok(Message::Close(_)) | Err(_)) | None => break End::Gone,
                    }
                }
                () = sleep_until(read_from), if read_from > Instant::now() => {}
                () = sleep_until(ping_at) => {
                    if heard.max(read_from) + carrier.dead_after() <= Instant::now() {
                        break End::Gone;
                    }
                    // Who signed out, or whose seat was taken away, looks on no longer.
                    if matches!(self.may_still(&state).await, Err(error) if is_final(&error)) {
                        break End::Told(problem_code::SEAT_REVOKED);
                    }
                    ping_at = Instant::now() + PING_EVERY;
                    if !carrier.send(Message::Ping(Default::default())).await {
                        break End::Gone;
                    }
                }
                () = state.shutdown.token.cancelled() => break End::Told(problem_code::SHUTTING_DOWN),
            }
        };
        state.led.disconnect(self.room, connection);
        if let End::Told(code) = end {
            carrier.close(Message::Ping(Default::default()), code).await;
        }
    }

    async fn may_still(&self, state: &AppState) -> Result<(), ApiError> {
        self.asker.in_room(state, self.room, Deed::Review).await.map(drop)
    }
}

/// Whether it will be the same when it is asked again.
fn is_final(error: &ApiError) -> bool {
    !matches!(error, ApiError::Storage | ApiError::Damaged | ApiError::Internal)
}
