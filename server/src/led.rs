//! Led replays, in memory only: one group per room for as long as somebody is connected. The rules are `interview::led`'s; here
//! are the queues to its connections. What is said costs no disk and no room's task.

mod onlooker;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::extract::ws::Message;
use board::{id::RoomId, limits::LED_FRAMES_WAITING, room::ConnectionId, time::Millis};
use interview::led::{Group, News, Outgoing, Request};
use tokio::sync::mpsc;

pub use onlooker::Onlooker;

use crate::{clock::Clock, shutdown::Shutdown, wire::Wire};

/// From this many free places on a queue takes a pointer: it is dropped first, because the next one is as good.
const POINTER_PLACES: usize = LED_FRAMES_WAITING / 2;
/// Between two looks whether a leader has been away for too long.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// A handle on all of them.
#[derive(Clone, Debug)]
pub struct LedReplays(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    clock: Clock,
    shutdown: Shutdown,
    rooms: Mutex<HashMap<RoomId, Replay>>,
}

#[derive(Debug, Default)]
struct Replay {
    group: Group,
    queues: HashMap<ConnectionId, Queue>,
}

/// The way to one connection, which ends when this is dropped.
#[derive(Debug)]
struct Queue {
    wire: Wire,
    frames: mpsc::Sender<Message>,
}

impl LedReplays {
    /// Without any.
    pub fn new(clock: Clock, shutdown: Shutdown) -> LedReplays {
        LedReplays(Arc::new(Inner {
            clock,
            shutdown,
            rooms: Mutex::default(),
        }))
    }

    /// Makes a connection known. What comes out is to be written to it; `None` where there are too many.
    pub fn connect(&self, room: RoomId, connection: ConnectionId, wire: Wire) -> Option<mpsc::Receiver<Message>> {
        let mut rooms = self.rooms();
        let replay = rooms.entry(room).or_default();
        let told = replay.group.connect(connection);
        let (frames, outbox) = mpsc::channel(LED_FRAMES_WAITING);
        if told.is_some() {
            replay.queues.insert(connection, Queue { wire, frames });
        }
        replay.carry(told?, self.now());
        Some(outbox)
    }

    /// Does what a connection asks for, or tells it why not.
    pub fn handle(&self, room: RoomId, connection: ConnectionId, request: Request) {
        let now = self.now();
        if let Some(replay) = self.rooms().get_mut(&room) {
            let told = replay.group.handle(connection, request, now);
            replay.carry(told, now);
        }
    }

    /// Forgets a connection that has ended.
    pub fn disconnect(&self, room: RoomId, connection: ConnectionId) {
        let now = self.now();
        let waits = {
            let mut rooms = self.rooms();
            let Some(replay) = rooms.get_mut(&room) else { return };
            replay.queues.remove(&connection);
            let told = replay.group.disconnect(connection, now);
            replay.carry(told, now);
            if replay.group.is_empty() {
                rooms.remove(&room);
                return;
            }
            replay.group.frees_at()
        };
        if let Some(at) = waits {
            self.free_at(room, at);
        }
    }

    /// Ends the connections of a room that is deleted.
    pub fn close(&self, room: RoomId) {
        self.rooms().remove(&room);
    }

    /// Looks again when a leader has been away for too long.
    fn free_at(&self, room: RoomId, at: Millis) {
        let this = self.clone();
        let down = self.0.shutdown.token.clone();
        self.0.shutdown.tasks.spawn(async move {
            while this.now() < at {
                tokio::select! {
                    () = down.cancelled() => return,
                    () = tokio::time::sleep(LOOK_EVERY) => {}
                }
            }
            let now = this.now();
            if let Some(replay) = this.rooms().get_mut(&room) {
                let told = replay.group.tick(now);
                replay.carry(told, now);
            }
        });
    }

    fn now(&self) -> Millis {
        Millis(self.0.clock.monotonic_millis())
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<RoomId, Replay>> {
        self.0.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Replay {
    /// Puts what is to be told into the queues. Whoever reads too slowly is put out, which the others are told in turn.
    fn carry(&mut self, told: Vec<Outgoing>, now: Millis) {
        let mut told = told;
        while !told.is_empty() {
            let mut out = Vec::new();
            for one in told.drain(..) {
                match one {
                    Outgoing::Tell(to, news) => {
                        if !self.tell(to, &news) {
                            self.queues.remove(&to);
                            out.push(to);
                        }
                    }
                    Outgoing::Close(to) => drop(self.queues.remove(&to)),
                }
            }
            for gone in out {
                told.extend(self.group.disconnect(gone, now));
            }
        }
    }

    /// Whether it still goes into the queue of a connection.
    fn tell(&self, to: ConnectionId, news: &News) -> bool {
        let Some(queue) = self.queues.get(&to) else {
            return true;
        };
        if matches!(news, News::Pointer(_)) && queue.frames.capacity() < POINTER_PLACES {
            return true;
        }
        queue.frames.try_send(queue.wire.encode(news)).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use board::id::ClientId;
    use interview::led::{Shown, ViewerKind};

    use super::*;

    fn join(key: u128) -> Request {
        Request::Join {
            key: ClientId(key),
            name: "Mo".to_owned(),
            kind: ViewerKind::Person,
            follows: true,
        }
    }

    #[tokio::test]
    async fn who_reads_nothing_is_put_out_and_does_not_hold_up_the_others() {
        let replays = LedReplays::new(Clock::new(), Shutdown::default());
        let room = RoomId(1);
        let [leader, slow, quick] = [1, 2, 3].map(ConnectionId);
        let mut outboxes = [leader, slow, quick].map(|connection| {
            let outbox = replays.connect(room, connection, Wire::Json).expect("there is room");
            replays.handle(room, connection, join(u128::from(connection.0)));
            outbox
        });
        replays.handle(room, leader, Request::Lead);
        let [_, slow_box, quick_box] = &mut outboxes;
        let mut n_shown = 0;
        for _ in 0..2 * LED_FRAMES_WAITING {
            replays.handle(room, leader, Request::Show(Shown::default()));
            while let Ok(frame) = quick_box.try_recv() {
                n_shown += usize::from(matches!(news_of(&frame), News::Shown { .. }));
            }
        }
        assert_eq!(n_shown, 2 * LED_FRAMES_WAITING);
        let mut n_slow = 0;
        while slow_box.recv().await.is_some() {
            n_slow += 1;
        }
        assert_eq!(
            n_slow, LED_FRAMES_WAITING,
            "what waited is still there, and then it ends"
        );
    }

    #[test]
    fn a_room_that_everybody_left_is_forgotten() {
        let replays = LedReplays::new(Clock::new(), Shutdown::default());
        let outbox = replays.connect(RoomId(1), ConnectionId(1), Wire::Json);
        assert!(outbox.is_some());
        replays.disconnect(RoomId(1), ConnectionId(1));
        assert!(replays.rooms().is_empty());
    }

    fn news_of(frame: &Message) -> News {
        match frame {
            Message::Text(text) => serde_json::from_str(text).expect("JSON"),
            other => panic!("no text: {other:?}"),
        }
    }
}
