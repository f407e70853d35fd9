//! The way from a room to one connection: a bounded queue that is never waited for. Whoever reads too slowly loses presence
//! first and the connection next; it resumes from where it was.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::extract::ws::Message;
use board::{
    actor::JoinRank,
    protocol::{Problem, ServerMessage},
};
use tokio::sync::Notify;

use crate::wire::{Encoder, Wire};

/// Frames that may wait.
const FRAMES: usize = 256;
/// Bytes that may wait.
const BYTES: usize = 1024 * 1024;
/// From this share of either on, presence is dropped.
const PRESENCE_SHARE: usize = 4;

/// The room's end.
#[derive(Debug)]
pub struct Link {
    wire: Wire,
    queue: Arc<Queue>,
    /// Known from the welcome on.
    pub rank: Option<JoinRank>,
}

/// The socket's end.
#[derive(Debug)]
pub struct Outbox {
    queue: Arc<Queue>,
}

/// What a socket is to do next.
#[derive(Debug, PartialEq)]
pub enum Next {
    /// Write this.
    Frame(Message),
    /// Say why, and close.
    Close(Box<Problem>),
    /// The room has gone without a word.
    Gone,
}

/// The connection cannot take any more.
#[derive(Debug, Eq, PartialEq)]
pub struct Overrun;

#[derive(Debug, Default)]
struct Queue {
    waiting: Mutex<Waiting>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct Waiting {
    frames: VecDeque<Message>,
    bytes: usize,
    last_words: Option<Box<Problem>>,
    gone: bool,
}

/// A new way.
pub fn link(wire: Wire) -> (Link, Outbox) {
    let queue = Arc::<Queue>::default();
    (
        Link {
            wire,
            queue: Arc::clone(&queue),
            rank: None,
        },
        Outbox { queue },
    )
}

impl Link {
    /// Queues a message. What belongs to a welcome is as large as the room made it and is not limited.
    pub fn send(&self, message: &ServerMessage, encoder: &mut Encoder, with_welcome: bool) -> Result<(), Overrun> {
        let mut waiting = self.queue.lock();
        let is_filling = waiting.frames.len() > FRAMES / PRESENCE_SHARE || waiting.bytes > BYTES / PRESENCE_SHARE;
        if is_filling && matches!(message, ServerMessage::Presence(_)) {
            return Ok(());
        }
        let frame = encoder.encode(self.wire, message);
        let bytes = waiting.bytes + length_of(&frame);
        // One message of any size passes through an empty queue; otherwise it could never be sent.
        let is_full = waiting.frames.len() >= FRAMES || (bytes > BYTES && !waiting.frames.is_empty());
        if is_full && !with_welcome {
            return Err(Overrun);
        }
        waiting.bytes = bytes;
        waiting.frames.push_back(frame);
        self.queue.changed.notify_one();
        Ok(())
    }

    /// Says why and ends it, after what waits.
    pub fn close(self, problem: Problem) {
        self.queue.lock().last_words = Some(Box::new(problem));
    }

    /// Says why and ends it at once.
    pub fn abort(self, problem: Problem) {
        self.queue.lock().frames.clear();
        self.close(problem);
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.queue.lock().gone = true;
        self.queue.changed.notify_one();
    }
}

impl Outbox {
    /// Waits for what is next. Nothing is lost when the waiting is given up.
    pub async fn next(&self) -> Next {
        loop {
            if let Some(next) = self.queue.lock().next() {
                return next;
            }
            self.queue.changed.notified().await;
        }
    }
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    fn next(&mut self) -> Option<Next> {
        if let Some(frame) = self.frames.pop_front() {
            self.bytes = self.bytes.saturating_sub(length_of(&frame));
            if self.frames.is_empty() {
                // Most connections are idle most of the time and should cost little then.
                self.frames = VecDeque::new();
            }
            return Some(Next::Frame(frame));
        }
        match self.last_words.take() {
            Some(problem) => Some(Next::Close(problem)),
            None => self.gone.then_some(Next::Gone),
        }
    }
}

/// Bytes of a frame's content.
pub fn length_of(frame: &Message) -> usize {
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
    use crate::wire::problem;

    const PONG: ServerMessage = ServerMessage::Pong {
        token: 0,
        now: Millis(0),
    };

    #[tokio::test]
    async fn presence_is_dropped_first_and_then_the_connection() {
        let ((link, outbox), mut encoder) = (link(Wire::Json), Encoder::default());
        for _ in 0..=FRAMES / PRESENCE_SHARE {
            link.send(&PONG, &mut encoder, false).unwrap();
        }
        let presence = ServerMessage::Presence(vec![(JoinRank(1), Presence::default())]);
        for _ in 0..2 * FRAMES {
            link.send(&presence, &mut encoder, false).unwrap();
        }
        let room_left = FRAMES - FRAMES / PRESENCE_SHARE - 1;
        (0..room_left).for_each(|_| link.send(&PONG, &mut encoder, false).unwrap());
        assert_eq!(link.send(&PONG, &mut encoder, false), Err(Overrun));
        assert_eq!(link.send(&PONG, &mut encoder, true), Ok(()), "a welcome is not limited");
        link.abort(problem("x", ""));
        assert_eq!(outbox.next().await, Next::Close(Box::new(problem("x", ""))));
        assert_eq!(outbox.next().await, Next::Gone);
    }

    #[tokio::test]
    async fn last_words_come_after_what_waits() {
        let ((link, outbox), mut encoder) = (link(Wire::Json), Encoder::default());
        link.send(&PONG, &mut encoder, false).unwrap();
        let reading = tokio::spawn(async move { [outbox.next().await, outbox.next().await, outbox.next().await] });
        link.close(problem("x", ""));
        let [first, second, third] = reading.await.unwrap();
        assert_eq!(first, Next::Frame(Wire::Json.encode(&PONG)));
        assert_eq!((second, third), (Next::Close(Box::new(problem("x", ""))), Next::Gone));
    }
}
