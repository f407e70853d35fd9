//! How a client comes and comes back (rules C1, C4).

use super::{Client, ClientRecord, ConnectionId, Outgoing, Room, Seat, batch, problem, stretch_removed};
use crate::{
    actor::JoinRank,
    board::Board,
    limits,
    protocol::{Hello, News, Resume, ServerMessage, Start, Welcome, problem_code},
    time::Millis,
};

impl Room {
    pub(super) fn hello(&mut self, connection: ConnectionId, hello: &Hello, now: Millis) -> Vec<Outgoing> {
        let Some(seat) = self.connections.get(&connection).map(|known| known.seat.clone()) else {
            return Vec::new();
        };
        let mut out = Vec::new();
        let known = self
            .clients
            .values()
            .find(|client| client.record.client == hello.client)
            .map(|known| known.record);
        let record = match known {
            Some(record) if record.actor != seat.actor => {
                let problem = problem(problem_code::NOT_ALLOWED, "This outbox belongs to another seat.");
                return self.close(connection, problem, now);
            }
            Some(record) => record,
            None => {
                if self.clients.len() >= limits::CLIENTS_PER_ROOM {
                    let problem = problem(
                        problem_code::OVERRUN,
                        "This room has seen as many browsers as it can hold.",
                    );
                    return self.close(connection, problem, now);
                }
                let rank = JoinRank(self.clients.last_key_value().map_or(1, |(rank, _)| rank.0 + 1));
                let record = ClientRecord {
                    client: hello.client,
                    actor: seat.actor,
                    rank,
                };
                self.clients.insert(rank, Client::new(record));
                out.push(Outgoing::StoreClient(record));
                record
            }
        };
        // A connection that nobody has noticed to be dead gives way to the new one.
        if let Some(old) = self.clients.get(&record.rank).and_then(|client| client.connection) {
            let problem = problem(problem_code::OVERRUN, "This tab has connected again.");
            out.append(&mut self.close(old, problem, now));
        }
        self.seat_client(connection, record.rank, now, hello);
        let (start, tail_from) = self.start_for(hello.resume);
        out.push(Outgoing::Send {
            connection,
            message: ServerMessage::Welcome(Box::new(self.welcome(&seat, record.rank, start, now))),
        });
        let news = self.tail_news(tail_from, record.rank);
        if !news.is_empty() {
            out.push(batch(connection, news));
        }
        out.push(Outgoing::Send {
            connection,
            message: self.others_presence(record.rank),
        });
        out.extend(self.others_stances(connection, record.rank));
        if self.holds_removed(hello.resume) {
            out.push(Outgoing::Send {
                connection,
                message: ServerMessage::Refused(stretch_removed()),
            });
        }
        out.append(&mut self.tell_people());
        out
    }

    fn welcome(&self, seat: &Seat, rank: JoinRank, start: Start, now: Millis) -> Welcome {
        Welcome {
            you: seat.actor,
            rank,
            rights: seat.rights,
            state: self.state(now),
            people: self.people(),
            names: self.names.iter().map(|(actor, name)| (*actor, name.clone())).collect(),
            answered: self.clients.get(&rank).map_or(0, |client| client.answered),
            start,
            head: self.position,
        }
    }

    fn seat_client(&mut self, connection: ConnectionId, rank: JoinRank, now: Millis, hello: &Hello) {
        let Some(state) = self.connections.get_mut(&connection) else {
            return;
        };
        state.rank = Some(rank);
        let seat = state.seat.clone();
        let ended_at = self.ended_at;
        let Some(client) = self.clients.get_mut(&rank) else {
            return;
        };
        client.connection = Some(connection);
        client.seat = Some(seat);
        client.away_since = None;
        if let Some(ended_at) = ended_at.filter(|_| client.owes_until.is_some()) {
            // Back with work from before the end: two minutes to hand it in, within ten of the end (rule E1).
            let until = (now + Millis(limits::GRACE_AFTER_RETURN_MILLIS))
                .min(ended_at + Millis(limits::GRACE_AFTER_END_MILLIS));
            client.owes_until = (hello.pending > 0).then_some(until);
        }
    }

    /// Where a client starts, and the position after which it needs the tail.
    fn start_for(&self, resume: Resume) -> (Start, u64) {
        let head = self.position;
        let tail_start = self.tail_start();
        let from_head = |board: &Board| Start::FromBoard {
            position: head,
            board: Box::new(board.snapshot()),
        };
        if self.holds_removed(resume) {
            let board = Box::new(self.board.snapshot());
            return (Start::TooOld { position: head, board }, head);
        }
        match resume {
            Resume::Tail { position } if (tail_start..=head).contains(&position) => (Start::FromYours, position),
            // What it saw there was lost when the room was set back: it has to begin anew, and offers its own again (rule C5).
            Resume::TailAfter { position, at } if self.was_set_back(position, at) => (from_head(&self.board), head),
            Resume::TailAfter { position, .. } if position >= tail_start => (Start::FromYours, position),
            Resume::BoardAt { position } if (tail_start..=head).contains(&position) => {
                let board = Box::new(self.board_at(position).snapshot());
                (Start::FromBoard { position, board }, position)
            }
            Resume::Tail { position } | Resume::TailAfter { position, .. } | Resume::BoardAt { position }
                if position < tail_start =>
            {
                (
                    Start::TooOld {
                        position: head,
                        board: Box::new(self.board.snapshot()),
                    },
                    head,
                )
            }
            // Fresh, or ahead of a room that was set back to a backup.
            Resume::Fresh | Resume::Tail { .. } | Resume::TailAfter { .. } | Resume::BoardAt { .. } => {
                (from_head(&self.board), head)
            }
        }
    }

    /// Whether something else than at that time stands at a position, or nothing. What is no longer kept cannot be told.
    fn was_set_back(&self, position: u64, at: Millis) -> bool {
        let there = self.tail.iter().rev().find(|stored| stored.position <= position);
        position > self.position || there.is_some_and(|stored| stored.position == position && stored.entry.at != at)
    }

    fn board_at(&self, position: u64) -> Board {
        let mut board = self.tail_base.clone();
        for stored in self.tail.iter().take_while(|stored| stored.position <= position) {
            let _ = board.apply(stored.entry.actor, &stored.entry.op);
        }
        board
    }

    fn tail_news(&self, after: u64, rank: JoinRank) -> Vec<News> {
        let newer = self.tail.iter().skip_while(|stored| stored.position <= after);
        let news = newer.map(|stored| {
            let entry = &stored.entry;
            if stored.rank == rank {
                // The client's own, whose acknowledgement it may have missed.
                News::Accepted {
                    counter: stored.counter,
                    position: stored.position,
                    seq: entry.seq,
                    at: entry.at,
                    op: Some(entry.op.clone()),
                }
            } else {
                News::Entry {
                    position: stored.position,
                    entry: entry.clone(),
                }
            }
        });
        news.collect()
    }
}
