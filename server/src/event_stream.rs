//! The way round middleboxes that refuse WebSockets: the same messages, down in an event stream and up in posts. What is
//! done with them is `connection`'s; here are only the text around them and the open streams by id.

use std::{
    collections::HashMap,
    convert::Infallible,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    Extension,
    body::{Body, Bytes},
    extract::{State, ws::Message},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use board::{actor::ActorIndex, base64, id::RoomId};
use futures_util::{StreamExt, stream};
use tokio::sync::mpsc;
use tokio_util::task::TaskTracker;

use crate::{
    connection::{self, Carrier, Entrance},
    cross_site,
    problem::ApiError,
    request::{Names, RawBody},
    seat_cookie::Asker,
    secret,
    state::AppState,
    wire::Wire,
};

/// Long enough for a page to see that it is not held up on the way.
const PROBE_LIFE: Duration = Duration::from_secs(5);

/// The open streams by the id that posts name.
#[derive(Clone, Debug, Default)]
pub struct EventStreams(Arc<Mutex<HashMap<u128, Upward>>>);

/// With each request: counts the answers of its network connection that go on for long and end by themselves.
pub type LongAnswers = TaskTracker;

#[derive(Clone, Debug)]
struct Upward {
    room: RoomId,
    actor: ActorIndex,
    /// Locked for the length of a post, so that posts never mix.
    posts: Arc<tokio::sync::Mutex<mpsc::Sender<Message>>>,
}

/// Keeps a stream known while it lives.
struct Known(EventStreams, u128);

/// Opens a connection without a WebSocket.
///
/// The first event holds the id that posts name (32 hex digits), each further one a server message: postcard in base64.
/// Comments keep it up. A hello has to be posted within five seconds.
#[utoipa::path(get, path = "/rooms/{room}/events", params(("room" = String, Path), ("seat" = String, Query)),
    responses((status = 200, description = "The connection's id, then server messages", content_type = "text/event-stream")))]
pub async fn open(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
    headers: HeaderMap,
    long_answers: Option<Extension<LongAnswers>>,
) -> Result<Response, ApiError> {
    if !cross_site::is_own(&state.config, &headers) {
        return Err(ApiError::ForeignOrigin);
    }
    let entrance = Entrance::ask(&state, asker, &room).await?;
    let (posts, up) = mpsc::channel(1);
    let (down, frames) = mpsc::channel(1);
    let known = state.streams.add(secret::id()?, &entrance, posts);
    let (id, counted) = (known.1, long_answers.map(|Extension(answers)| answers.token()));
    state.shutdown.tasks.clone().spawn(async move {
        let _until_the_end = (known, counted);
        connection::run(state, entrance, Carrier::Stream { up, down }, Wire::Postcard).await;
    });
    let frames = stream::unfold(frames, async |mut frames: mpsc::Receiver<Message>| {
        frames.recv().await.map(|frame| (event_of(&frame), frames))
    });
    Ok(answer(id, frames))
}

/// Posts client messages to a connection that an event stream opened.
///
/// One message per line, each postcard in base64; they are taken in order. One post at a time: a second one is refused while
/// the first is not answered. A message that is none ends the connection, and its event stream says why.
#[utoipa::path(post, path = "/rooms/{room}/events/{connection}",
    params(("room" = String, Path), ("connection" = String, Path), ("seat" = String, Query)),
    request_body(content = String, content_type = "text/plain"), responses((status = 204, description = "Taken, in order")))]
pub async fn post(
    State(state): State<AppState>,
    asker: Asker,
    Names([room, id]): Names<2>,
    RawBody(body): RawBody,
) -> Result<StatusCode, ApiError> {
    let entrance = Entrance::ask(&state, asker, &room).await?;
    let upward = state.streams.find(&id, &entrance).ok_or(ApiError::ConnectionGone)?;
    let frames = frames_in(&body)?;
    let posts = upward.posts.try_lock();
    let posts = posts.map_err(|_| ApiError::TooMany("Wait for the answer to your last post."))?;
    for frame in frames {
        posts.send(frame).await.map_err(|_| ApiError::ConnectionGone)?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Shows whether the network lets an event stream pass.
#[utoipa::path(get, path = "/probe/events",
    responses((status = 200, description = "One event, then nothing for a while", content_type = "text/event-stream")))]
pub async fn probe() -> Response {
    let nothing = stream::once(tokio::time::sleep(PROBE_LIFE)).map(|()| Bytes::new());
    answer(0, nothing)
}

impl EventStreams {
    fn add(&self, id: u128, entrance: &Entrance, posts: mpsc::Sender<Message>) -> Known {
        let upward = Upward {
            room: entrance.room,
            actor: entrance.seating.actor,
            posts: Arc::new(tokio::sync::Mutex::new(posts)),
        };
        self.lock().insert(id, upward);
        Known(self.clone(), id)
    }

    fn find(&self, id: &str, entrance: &Entrance) -> Option<Upward> {
        let id = u128::from_str_radix(id, 16).ok()?;
        let upward = self.lock().get(&id).cloned()?;
        (upward.room == entrance.room && upward.actor == entrance.seating.actor).then_some(upward)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u128, Upward>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Known {
    fn drop(&mut self) {
        self.0.lock().remove(&self.1);
    }
}

fn answer(id: u128, events: impl futures_util::Stream<Item = Bytes> + Send + 'static) -> Response {
    let first = stream::iter([Bytes::from(format!("data: {id:032x}\n\n"))]);
    let body = Body::from_stream(first.chain(events).map(Ok::<_, Infallible>));
    let headers = [
        (header::CONTENT_TYPE.as_str(), "text/event-stream"),
        (header::CACHE_CONTROL.as_str(), "no-store"),
        // nginx would else hold events back until a buffer is full.
        ("x-accel-buffering", "no"),
    ];
    (headers, body).into_response()
}

/// What is no message is a comment, which keeps proxies from closing.
fn event_of(frame: &Message) -> Bytes {
    match frame {
        Message::Binary(bytes) => format!("data: {}\n\n", base64::encode(bytes)).into(),
        Message::Text(_) | Message::Ping(_) | Message::Pong(_) | Message::Close(_) => ":\n\n".into(),
    }
}

fn frames_in(body: &[u8]) -> Result<Vec<Message>, ApiError> {
    let malformed = || ApiError::MalformedBody("each line is one message in base64.".to_owned());
    let text = std::str::from_utf8(body).map_err(|_| malformed())?;
    let frame = |line| base64::decode(line).map(|bytes| Message::Binary(bytes.into()));
    let frames = text.lines().map(|line| frame(line).ok_or_else(malformed));
    frames.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_an_event_and_a_ping_a_comment() {
        let bytes = vec![0, 1, 250];
        assert_eq!(event_of(&Message::Binary(bytes.clone().into())), "data: AAH6\n\n");
        assert_eq!(event_of(&Message::Ping(Bytes::new())), ":\n\n");
        assert_eq!(frames_in(b"AAH6\r\nAAH6"), Ok(vec![Message::Binary(bytes.into()); 2]));
        assert_eq!(frames_in(b""), Ok(Vec::new()));
        for bad in [&b"AAH6\n*"[..], &[0xff]] {
            assert!(matches!(frames_in(bad), Err(ApiError::MalformedBody(_))));
        }
    }
}
