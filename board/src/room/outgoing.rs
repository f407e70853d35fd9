//! What comes out of a room, in order, and how it is made into few frames.

use std::collections::BTreeMap;

use super::{ClientRecord, ConnectionId, StoredEntry};
use crate::protocol::{Batch, News, Problem, ServerMessage};

/// What comes out of the room, in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Outgoing {
    /// Make durable before anything after it is released.
    Store(StoredEntry),
    /// Likewise.
    StoreClient(ClientRecord),
    /// Delete the scratch log, in the same commit as the gap stored beside it.
    DropScratch,
    /// Send to a connection.
    Send {
        /// To whom.
        connection: ConnectionId,
        /// What.
        message: ServerMessage,
    },
    /// Tell a connection why, and close it.
    Close {
        /// Which.
        connection: ConnectionId,
        /// Why.
        problem: Problem,
    },
}

/// Merges batches to one connection that nothing else to it stands between: one frame per connection and commit.
pub fn coalesce(outgoing: Vec<Outgoing>) -> Vec<Outgoing> {
    let mut merged: Vec<Outgoing> = Vec::with_capacity(outgoing.len());
    let mut last_batch: BTreeMap<ConnectionId, usize> = BTreeMap::new();
    for item in outgoing {
        match item {
            Outgoing::Send {
                connection,
                message: ServerMessage::Batch(batch),
            } => {
                let open = last_batch.get(&connection).and_then(|index| merged.get_mut(*index));
                if let Some(Outgoing::Send {
                    message: ServerMessage::Batch(earlier),
                    ..
                }) = open
                {
                    earlier.news.extend(batch.news);
                } else {
                    last_batch.insert(connection, merged.len());
                    merged.push(Outgoing::Send {
                        connection,
                        message: ServerMessage::Batch(batch),
                    });
                }
            }
            Outgoing::Send { connection, .. } | Outgoing::Close { connection, .. } => {
                last_batch.remove(&connection);
                merged.push(item);
            }
            Outgoing::Store(_) | Outgoing::StoreClient(_) | Outgoing::DropScratch => merged.push(item),
        }
    }
    merged
}

pub(super) fn batch(connection: ConnectionId, news: Vec<News>) -> Outgoing {
    Outgoing::Send {
        connection,
        message: ServerMessage::Batch(Batch { news }),
    }
}

pub(super) fn problem(code: &str, message: &str) -> Problem {
    Problem {
        code: code.to_owned(),
        message: message.to_owned(),
    }
}
