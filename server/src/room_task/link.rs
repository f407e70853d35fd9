//! The way from a room to one connection: a bounded queue that is never waited for. Whoever reads too slowly loses presence
//! first and the connection next; it resumes from where it was.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::extract::ws::Message;
use board::{
    actor::JoinRank,
    protocol::{Problem, ServerMessage},
};
use tokio::sync::{mpsc, oneshot};

use crate::wire::Wire;

/// Frames that may wait.
const FRAMES: usize = 256;
/// Bytes that may wait.
const BYTES: usize = 1024 * 1024;
/// From this many frames or bytes on, presence is dropped.
const PRESENCE_SHARE: usize = 4;

/// What a socket is to write.
#[derive(Debug)]
pub enum Frame {
    /// A message.
    Message(Message),
    /// The last words.
    Close(Problem),
}

/// The room's end.
#[derive(Debug)]
pub struct Link {
    wire: Wire,
    frames: mpsc::Sender<Frame>,
    abort: Option<oneshot::Sender<Problem>>,
    queued_bytes: Arc<AtomicUsize>,
    /// Known from the welcome on.
    pub rank: Option<JoinRank>,
}

/// The socket's end.
#[derive(Debug)]
pub struct Outbox {
    /// What to write, in order.
    pub frames: mpsc::Receiver<Frame>,
    /// Overtakes what waits: the connection is given up.
    pub abort: oneshot::Receiver<Problem>,
    queued_bytes: Arc<AtomicUsize>,
}

/// The connection cannot take any more.
#[derive(Debug, Eq, PartialEq)]
pub struct Overrun;

/// A new way.
pub fn link(wire: Wire) -> (Link, Outbox) {
    let (frames, receiver) = mpsc::channel(FRAMES);
    let (abort, aborted) = oneshot::channel();
    let queued_bytes = Arc::<AtomicUsize>::default();
    let link = Link {
        wire,
        frames,
        abort: Some(abort),
        queued_bytes: Arc::clone(&queued_bytes),
        rank: None,
    };
    (
        link,
        Outbox {
            frames: receiver,
            abort: aborted,
            queued_bytes,
        },
    )
}

impl Link {
    /// Queues a message. What belongs to a welcome is as large as the room made it and does not count.
    pub fn send(&mut self, message: &ServerMessage, with_welcome: bool) -> Result<(), Overrun> {
        let queued_bytes = self.queued_bytes.load(Ordering::Relaxed);
        let queued_frames = FRAMES - self.frames.capacity();
        if let ServerMessage::Presence(_) = message
            && (queued_frames > FRAMES / PRESENCE_SHARE || queued_bytes > BYTES / PRESENCE_SHARE)
        {
            return Ok(());
        }
        let frame = self.wire.encode(message);
        let bytes = size_of(&frame);
        // One message of any size passes through an empty queue; otherwise it could never be sent.
        if !with_welcome && queued_bytes > 0 && queued_bytes + bytes > BYTES {
            return Err(Overrun);
        }
        self.queued_bytes.fetch_add(bytes, Ordering::Relaxed);
        self.frames.try_send(Frame::Message(frame)).map_err(|_| Overrun)
    }

    /// Says why and ends it, after what waits.
    pub fn close(mut self, problem: Problem) {
        if let Err(mpsc::error::TrySendError::Full(Frame::Close(problem))) = self.frames.try_send(Frame::Close(problem))
        {
            self.abort_with(problem);
        }
    }

    /// Ends it at once.
    pub fn abort(mut self, problem: Problem) {
        self.abort_with(problem);
    }

    fn abort_with(&mut self, problem: Problem) {
        if let Some(abort) = self.abort.take() {
            let _ = abort.send(problem);
        }
    }
}

impl Outbox {
    /// Makes room in the queue: a frame was taken out of it.
    pub fn taken(&self, frame: &Message) {
        self.queued_bytes.fetch_sub(size_of(frame), Ordering::Relaxed);
    }
}

fn size_of(frame: &Message) -> usize {
    match frame {
        Message::Text(text) => text.len(),
        Message::Binary(bytes) | Message::Ping(bytes) | Message::Pong(bytes) => bytes.len(),
        Message::Close(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use board::{protocol::Presence, time::Millis};

    use super::*;

    #[test]
    fn presence_is_dropped_first_and_then_the_connection() {
        let (mut link, mut outbox) = link(Wire::Json);
        let pong = ServerMessage::Pong {
            token: 0,
            now: Millis(0),
        };
        for _ in 0..=FRAMES / PRESENCE_SHARE {
            link.send(&pong, false).unwrap();
        }
        let presence = ServerMessage::Presence(vec![(JoinRank(1), Presence::default())]);
        for _ in 0..2 * FRAMES {
            link.send(&presence, false).unwrap();
        }
        let room_left = FRAMES - FRAMES / PRESENCE_SHARE - 1;
        (0..room_left).for_each(|_| link.send(&pong, false).unwrap());
        assert_eq!(link.send(&pong, false), Err(Overrun));
        link.abort(Problem {
            code: "x".to_owned(),
            message: String::new(),
        });
        assert_eq!(outbox.abort.try_recv().unwrap().code, "x");
    }
}
