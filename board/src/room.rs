//! The room: puts everybody's changes into one order, as a pure machine. Messages go in with the time, what is to be stored
//! and sent comes out.
//!
//! It knows rights, never roles; it decides order, time and author (rule T1) and takes none of them from a client. It does
//! not know sockets or storage: whoever drives it must make a `Store` durable before releasing what follows it.

mod client;
mod hello;
mod outgoing;
mod people;
mod push;
mod removed;
mod round;

use std::collections::{BTreeMap, VecDeque};

use crate::{
    actor::{ActorIndex, JoinRank},
    board::{Board, Refusal},
    id::ClientId,
    limits,
    op::Op,
    protocol::{ClientMessage, News, Presence, Problem, RoundState, ServerMessage, Stance, problem_code},
    recording::{Entry, Seq},
    redaction::Stretch,
    rights::Rights,
    time::Millis,
};

use client::{Answer, Client};
pub use outgoing::{Outgoing, coalesce};
use outgoing::{batch, problem};
pub use removed::stretch_removed;

/// One live connection, numbered by whoever drives the room.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ConnectionId(pub u64);

/// A person's place in the room, as the room needs to know it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Seat {
    /// Index in the recording.
    pub actor: ActorIndex,
    /// The name shown.
    pub name: String,
    /// The role shown, in words.
    pub role: String,
    /// What the seat may do.
    pub rights: Rights,
}

/// What is remembered of a client for ever: its rank survives resume and restart (rule X4).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ClientRecord {
    /// Its id.
    pub client: ClientId,
    /// Whose it is, fixed at its first hello (rule C1).
    pub actor: ActorIndex,
    /// Its rank.
    pub rank: JoinRank,
}

/// An ordered change with what a restart needs beside it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct StoredEntry {
    /// Counts everything ordered, recorded or not.
    pub position: u64,
    /// Whether it belongs to the recording; else to the scratch log of a pause (rule E2).
    pub recorded: bool,
    /// The client that made it; rank 0 is the room.
    pub rank: JoinRank,
    /// That client's counter.
    pub counter: u64,
    /// The change.
    pub entry: Entry,
}

/// The live sequencer of one room.
#[derive(Debug, Default)]
pub struct Room {
    board: Board,
    position: u64,
    seq: Seq,
    last_at: Millis,
    /// The last entries, so that stale pushes can be transformed and clients resume.
    tail: VecDeque<StoredEntry>,
    /// The board before the first of the tail.
    tail_base: Board,
    /// Positions before this were a scratch log that has collapsed into a gap and is gone.
    known_from: u64,
    /// Stretches that were removed, each with the position that was left out for it: whoever stood before it holds a board that
    /// is no more.
    removed: Vec<(u64, Stretch)>,
    clients: BTreeMap<JoinRank, Client>,
    connections: BTreeMap<ConnectionId, Connection>,
    names: BTreeMap<ActorIndex, String>,
    paused_since: Option<Millis>,
    ended_at: Option<Millis>,
    locked: bool,
    presence_waiting: bool,
    /// When everybody was last asked to look somewhere.
    gathered_at: Option<Millis>,
}

#[derive(Debug)]
struct Connection {
    seat: Seat,
    /// Set by its hello.
    rank: Option<JoinRank>,
}

impl Room {
    /// A room where nothing has happened.
    pub fn new() -> Room {
        Room::default()
    }

    /// Restores a stored entry, in order of positions; for a restart, before anyone connects.
    pub fn replay(&mut self, stored: StoredEntry) {
        // A recording is folded as it is: an entry that no longer applies (what it named was removed) changes nothing.
        let _ = self.board.apply(stored.entry.actor, &stored.entry.op);
        let left_out = self.removed.iter().any(|(position, _)| *position == self.position + 1);
        if stored.position != self.position + 1 + u64::from(left_out) {
            self.known_from = stored.position;
        }
        self.position = stored.position;
        self.last_at = self.last_at.max(stored.entry.at);
        if stored.recorded {
            self.seq = stored.entry.seq;
        }
        if let Op::Round(event) = &stored.entry.op {
            self.note_round_event(*event, stored.entry.at);
        } else if let Op::Gap(_) = &stored.entry.op {
            self.paused_since = None;
        }
        if let Some(client) = self.clients.get_mut(&stored.rank) {
            client.answered = client.answered.max(stored.counter);
            client.made_floor = client.made_floor.max(stored.entry.made_at());
            let (position, seq, at) = (stored.position, stored.entry.seq, stored.entry.at);
            client.remember(stored.counter, Answer::Recorded { position, seq, at });
        }
        self.keep(stored);
    }

    /// Restores a client; for a restart, before the entries.
    pub fn remember(&mut self, record: ClientRecord) {
        self.clients.insert(record.rank, Client::new(record));
    }

    /// Restores a name; for a restart.
    pub fn name(&mut self, actor: ActorIndex, name: &str) {
        self.names.insert(actor, name.to_owned());
    }

    /// A socket is up; its hello has yet to come.
    pub fn connect(&mut self, connection: ConnectionId, seat: Seat, _now: Millis) -> Vec<Outgoing> {
        if self.connections.len() >= limits::CONNECTIONS_PER_ROOM {
            let problem = problem(
                problem_code::OVERRUN,
                "This room has as many connections as it can hold.",
            );
            return vec![Outgoing::Close { connection, problem }];
        }
        self.names.insert(seat.actor, seat.name.clone());
        self.connections.insert(connection, Connection { seat, rank: None });
        Vec::new()
    }

    /// A message came.
    pub fn handle(&mut self, connection: ConnectionId, message: ClientMessage, now: Millis) -> Vec<Outgoing> {
        let Some(known) = self.connections.get(&connection) else {
            return Vec::new();
        };
        let Some(rank) = known.rank else {
            return match message {
                ClientMessage::Hello(hello) => self.hello(connection, &hello, now),
                ClientMessage::Push(_)
                | ClientMessage::Presence(_)
                | ClientMessage::Stance(_)
                | ClientMessage::Control(_)
                | ClientMessage::Ping { .. }
                | ClientMessage::Drained => self.close(
                    connection,
                    problem(problem_code::HELLO_FIRST, "The first message must be a hello."),
                    now,
                ),
            };
        };
        match message {
            ClientMessage::Hello(_) => self.close(
                connection,
                problem(problem_code::MALFORMED, "A connection says hello once."),
                now,
            ),
            ClientMessage::Push(push) => self.push(connection, rank, push, now),
            ClientMessage::Presence(presence) => self.presence(rank, presence),
            ClientMessage::Stance(stance) => self.stance(rank, stance),
            ClientMessage::Control(control) => self.control(connection, rank, control, now),
            ClientMessage::Ping { token } => {
                vec![Outgoing::Send {
                    connection,
                    message: ServerMessage::Pong { token, now },
                }]
            }
            ClientMessage::Drained => self.drained(rank, now),
        }
    }

    /// A socket is gone.
    pub fn disconnect(&mut self, connection: ConnectionId, now: Millis) -> Vec<Outgoing> {
        let Some(gone) = self.connections.remove(&connection) else {
            return Vec::new();
        };
        let Some(client) = gone.rank.and_then(|rank| self.clients.get_mut(&rank)) else {
            return Vec::new();
        };
        if client.connection != Some(connection) {
            return Vec::new();
        }
        client.connection = None;
        client.away_since = Some(now);
        client.presence = Presence::default();
        client.stance = Stance::default();
        self.tell_people()
    }

    /// Time passed: presence that waits is sent, grace after the end runs out.
    pub fn tick(&mut self, now: Millis) -> Vec<Outgoing> {
        let mut out = self.flush_presence();
        out.append(&mut self.lock_when_due(now));
        out
    }

    /// Whether a tick would send presence.
    pub fn presence_waiting(&self) -> bool {
        self.presence_waiting
    }

    /// A seat's name, role or rights changed (hand-over).
    pub fn reseat(&mut self, seat: &Seat) -> Vec<Outgoing> {
        self.names.insert(seat.actor, seat.name.clone());
        for connection in self
            .connections
            .values_mut()
            .filter(|connection| connection.seat.actor == seat.actor)
        {
            connection.seat = seat.clone();
        }
        for client in self
            .clients
            .values_mut()
            .filter(|client| client.record.actor == seat.actor)
        {
            client.seat = Some(seat.clone());
        }
        let own = |(_, state): &(&ConnectionId, &Connection)| state.rank.is_some() && state.seat.actor == seat.actor;
        let tell = |(connection, _): (&ConnectionId, &Connection)| Outgoing::Send {
            connection: *connection,
            message: ServerMessage::YourSeat {
                role: seat.role.clone(),
                rights: seat.rights,
            },
        };
        let mut out = self.connections.iter().filter(own).map(tell).collect::<Vec<_>>();
        out.append(&mut self.tell_people());
        out
    }

    /// Puts something on the board in the room's own name, before or between what people do (seeded material).
    pub fn seed(&mut self, op: Op, now: Millis) -> Result<Vec<Outgoing>, Refusal> {
        self.record(ActorIndex::ROOM, JoinRank(0), 0, 0, op, now)
            .map(|stored| self.announce(stored, None))
    }

    /// The board as of everything ordered.
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// The position of the last thing ordered.
    pub fn position(&self) -> u64 {
        self.position
    }

    /// The seq of the last entry recorded.
    pub fn seq(&self) -> Seq {
        self.seq
    }

    /// The time of the last thing ordered.
    pub fn last_at(&self) -> Millis {
        self.last_at
    }

    /// Where the round stands.
    pub fn state(&self, now: Millis) -> RoundState {
        RoundState {
            now,
            paused_since: self.paused_since,
            ended_at: self.ended_at,
            locked: self.locked,
        }
    }

    /// Applies an op and makes it the next entry.
    fn record(
        &mut self,
        actor: ActorIndex,
        rank: JoinRank,
        counter: u64,
        ago_millis: u32,
        op: Op,
        now: Millis,
    ) -> Result<StoredEntry, Refusal> {
        self.board.apply(actor, &op)?;
        let recorded = self.paused_since.is_none();
        self.position += 1;
        self.last_at = self.last_at.max(now);
        if recorded {
            self.seq.0 += 1;
        }
        let seq = if recorded { self.seq } else { Seq(0) };
        let entry = Entry {
            seq,
            at: self.last_at,
            ago_millis,
            actor,
            op,
            redacted: None,
        };
        let stored = StoredEntry {
            position: self.position,
            recorded,
            rank,
            counter,
            entry,
        };
        self.keep(stored.clone());
        Ok(stored)
    }

    fn keep(&mut self, stored: StoredEntry) {
        self.tail.push_back(stored);
        if self.tail.len() > limits::TAIL_ENTRIES
            && let Some(oldest) = self.tail.pop_front()
        {
            let _ = self.tail_base.apply(oldest.entry.actor, &oldest.entry.op);
        }
    }

    /// The first position a client can go on from.
    fn tail_start(&self) -> u64 {
        (self.position - self.tail.len() as u64).max(self.known_from)
    }

    /// Stores an entry and tells everybody but its maker.
    fn announce(&self, stored: StoredEntry, except: Option<ConnectionId>) -> Vec<Outgoing> {
        let news = News::Entry {
            position: stored.position,
            entry: stored.entry.clone(),
        };
        let mut out = vec![Outgoing::Store(stored)];
        for (connection, _) in self.welcomed().filter(|(connection, _)| Some(*connection) != except) {
            out.push(batch(connection, vec![news.clone()]));
        }
        out
    }

    fn welcomed(&self) -> impl Iterator<Item = (ConnectionId, JoinRank)> {
        self.connections
            .iter()
            .filter_map(|(connection, state)| Some((*connection, state.rank?)))
    }

    fn tell_all(&self, message: &ServerMessage) -> Vec<Outgoing> {
        self.welcomed()
            .map(|(connection, _)| Outgoing::Send {
                connection,
                message: message.clone(),
            })
            .collect()
    }

    fn close(&mut self, connection: ConnectionId, problem: Problem, now: Millis) -> Vec<Outgoing> {
        let mut out = vec![Outgoing::Close { connection, problem }];
        out.append(&mut self.disconnect(connection, now));
        out
    }
}

#[cfg(test)]
mod tests;
