//! What carries the frames of a connection, and how it is written to, listened to, kept up and closed.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use board::protocol::problem_code;
use futures_util::StreamExt;
use tokio::{sync::mpsc, time::timeout};

use crate::registry::{NO_SUCH_ROOM, RECORDING_DAMAGED};

/// A peer that takes nothing for so long is given up.
const WRITE_WITHIN: Duration = Duration::from_secs(10);
const CLOSE_WITHIN: Duration = Duration::from_secs(1);
/// A browser answers a socket's pings by itself, also for a hidden tab.
const SOCKET_DEAD_AFTER: Duration = Duration::from_secs(20);
/// Who posts is heard when the page pings, and browsers let a hidden page do that once a minute only.
const STREAM_DEAD_AFTER: Duration = Duration::from_secs(150);

/// What carries the frames of a connection.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly all are sockets, and a pointer would cost them more"
)]
pub enum Carrier {
    /// Both ways in one.
    Socket(WebSocket),
    /// Where WebSockets are refused.
    Stream {
        /// What was posted.
        up: mpsc::Receiver<Message>,
        /// Into the event stream, which ends with it.
        down: mpsc::Sender<Message>,
    },
}

impl Carrier {
    /// The next frame; `None` when the peer is gone. Nothing is lost when the waiting is given up.
    pub async fn receive(&mut self) -> Option<Result<Message, axum::Error>> {
        match self {
            Carrier::Socket(socket) => socket.next().await,
            Carrier::Stream { up, down } => tokio::select! {
                frame = up.recv() => frame.map(Ok),
                () = down.closed() => None,
            },
        }
    }

    /// Writes a frame. Whether the peer took it in time.
    pub async fn send(&mut self, frame: Message) -> bool {
        match self {
            Carrier::Socket(socket) => matches!(timeout(WRITE_WITHIN, socket.send(frame)).await, Ok(Ok(()))),
            Carrier::Stream { down, .. } => matches!(timeout(WRITE_WITHIN, down.send(frame)).await, Ok(Ok(()))),
        }
    }

    /// From when on a peer that was not heard counts as gone.
    pub fn dead_after(&self) -> Duration {
        match self {
            Carrier::Socket(_) => SOCKET_DEAD_AFTER,
            Carrier::Stream { .. } => STREAM_DEAD_AFTER,
        }
    }

    /// Writes the last frame, then closes; `code` is the protocol's word for why.
    pub async fn close(self, last: Message, code: &str) {
        let closing = async {
            match self {
                Carrier::Socket(mut socket) => {
                    let (code, reason) = (close_code(code), code.into());
                    socket.send(last).await?;
                    socket.send(Message::Close(Some(CloseFrame { code, reason }))).await?;
                    // The answer is waited for: closing with unread bytes would throw away what the client has yet to read.
                    while let Some(Ok(_)) = socket.recv().await {}
                }
                Carrier::Stream { down, .. } => down.send(last).await.map_err(axum::Error::new)?,
            }
            Ok::<(), axum::Error>(())
        };
        let _ = timeout(CLOSE_WITHIN, closing).await;
    }
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
