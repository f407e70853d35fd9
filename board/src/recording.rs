//! The recording: entries in the server's order, and the hash chain over them.
//!
//! An entry is an op with the server's word on its place and time (rule T1). The chain is BLAKE3 over (entry header,
//! hash of payload) in canonical bytes (rule E3): a redacted entry keeps the hash of what it was, so the chain still holds.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{actor::ActorIndex, op::Op, time::Millis};

/// A position in a recording: dense from 1; 0 stands before everything.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Seq(pub u64);

/// A BLAKE3 hash.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub struct Hash(pub [u8; 32]);

/// An op that the server has ordered.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Entry {
    /// Its place.
    pub seq: Seq,
    /// Server time; never decreases along the recording.
    pub at: Millis,
    /// How long before `at` the actor says it was made (rule T3); informs the player only.
    pub ago_millis: u32,
    /// Who.
    pub actor: ActorIndex,
    /// What.
    pub op: Op,
    /// The hash of the payload as it was, where the op was masked or removed since. Few have one, and there are many entries.
    pub redacted: Option<Box<Hash>>,
}

/// What is wrong with a recording.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum RecordingError {
    /// Sequence numbers are not dense.
    #[error("entry {found} stands where entry {expected} should")]
    OutOfOrder {
        /// The seq that should come.
        expected: u64,
        /// The seq that came.
        found: u64,
    },
    /// Time runs backwards.
    #[error("entry {0} is earlier than the one before it")]
    TimeRunsBack(u64),
    /// The chain does not end in the stored head.
    #[error("the entries up to {0} are not those that were recorded: the hash chain is broken")]
    ChainBroken(u64),
}

impl Entry {
    /// When the actor says it was made.
    pub fn made_at(&self) -> Millis {
        self.at - Millis(u64::from(self.ago_millis))
    }

    /// The hash of its payload, or of what the payload was before it was redacted.
    pub fn payload_hash(&self) -> Hash {
        self.redacted.as_deref().copied().unwrap_or_else(|| hash_of(&self.op))
    }
}

/// The hash of an op's canonical bytes.
pub fn hash_of(op: &Op) -> Hash {
    let mut hasher = blake3::Hasher::new();
    feed(&mut hasher, op);
    Hash(*hasher.finalize().as_bytes())
}

/// The chain's head after an entry.
pub fn chain(head: Hash, entry: &Entry) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&head.0);
    feed(&mut hasher, &(entry.seq, entry.at, entry.ago_millis, entry.actor));
    hasher.update(&entry.payload_hash().0);
    Hash(*hasher.finalize().as_bytes())
}

fn feed(hasher: &mut blake3::Hasher, value: &impl Serialize) {
    // Postcard is the canonical form: it has one encoding per value.
    if let Ok(bytes) = postcard::to_stdvec(value) {
        hasher.update(&bytes);
    }
}

/// Checks order and time of a run of entries that follows `before`.
pub fn check_order(before: Option<&Entry>, entries: &[Entry]) -> Result<(), RecordingError> {
    let first = before.map_or(1, |entry| entry.seq.0 + 1);
    let mut last_at = before.map_or(Millis(0), |entry| entry.at);
    for (expected, entry) in (first..).zip(entries) {
        if entry.seq.0 != expected {
            return Err(RecordingError::OutOfOrder {
                expected,
                found: entry.seq.0,
            });
        }
        if entry.at < last_at {
            return Err(RecordingError::TimeRunsBack(expected));
        }
        last_at = entry.at;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(seq: u64, at_millis: u64) -> Entry {
        Entry {
            seq: Seq(seq),
            at: Millis(at_millis),
            ago_millis: 5,
            actor: ActorIndex(1),
            op: Op::Delete(Vec::new()),
            redacted: None,
        }
    }

    #[test]
    fn t1_entries_are_dense_from_one_and_time_never_runs_back() {
        let run = [entry(1, 0), entry(2, 7), entry(3, 7)];
        assert_eq!(check_order(None, &run), Ok(()));
        assert_eq!(check_order(Some(&run[0]), &run[1..]), Ok(()));
        let (expected, found) = (1, 2);
        assert_eq!(
            check_order(None, &run[1..]),
            Err(RecordingError::OutOfOrder { expected, found })
        );
        let (expected, found) = (2, 3);
        let gap = [entry(1, 0), entry(3, 0)];
        assert_eq!(
            check_order(None, &gap),
            Err(RecordingError::OutOfOrder { expected, found })
        );
        let back = [entry(1, 7), entry(2, 6)];
        assert_eq!(check_order(None, &back), Err(RecordingError::TimeRunsBack(2)));
        assert_eq!(
            check_order(Some(&back[0]), &back[1..]),
            Err(RecordingError::TimeRunsBack(2))
        );
    }

    #[test]
    fn e3_the_chain_covers_all_of_an_entry_and_keeps_what_was_redacted() {
        let (head, whole) = (Hash([3; 32]), entry(4, 9));
        let redacted = Entry {
            redacted: Some(Box::new(whole.payload_hash())),
            op: Op::Removed,
            ..whole.clone()
        };
        let changed = [
            Entry {
                seq: Seq(5),
                ..whole.clone()
            },
            Entry {
                at: Millis(8),
                ..whole.clone()
            },
            Entry {
                ago_millis: 6,
                ..whole.clone()
            },
            Entry {
                actor: ActorIndex(2),
                ..whole.clone()
            },
            Entry {
                op: Op::Restore(Vec::new()),
                ..whole.clone()
            },
        ];
        let next = chain(head, &whole);
        assert_eq!(chain(head, &redacted), next);
        assert_ne!(chain(Hash::default(), &whole), next);
        for entry in changed {
            assert_ne!(chain(head, &entry), next, "{entry:?}");
        }
    }
}
