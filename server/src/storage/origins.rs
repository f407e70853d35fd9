//! Where stored entries came from, beside the entries themselves: position, client rank and counter, so that a resend gets the
//! same answer after a restart (rule C2). Columns of variable-length integers; neighbours differ by one mostly, which
//! compresses to next to nothing.

use std::collections::BTreeMap;

use board::{Entry, actor::JoinRank, room::StoredEntry};

/// One entry's origin: position, rank and counter.
type Origin = (u64, JoinRank, u64);

/// The three columns of a run, one after the other.
pub(super) fn encode(entries: &[StoredEntry]) -> Vec<u8> {
    let (mut position, mut counters) = (0u64, BTreeMap::<JoinRank, u64>::new());
    let mut columns: [Vec<u64>; 3] = Default::default();
    for stored in entries {
        columns[0].push(stored.position.wrapping_sub(position));
        position = stored.position;
        columns[1].push(u64::from(stored.rank.0));
        let last = counters.insert(stored.rank, stored.counter).unwrap_or(0);
        columns[2].push(stored.counter.wrapping_sub(last));
    }
    let mut bytes = Vec::with_capacity(3 * entries.len());
    columns.iter().flatten().for_each(|value| put(&mut bytes, *value));
    bytes
}

/// Puts entries and their origins together. `None` if they do not belong together.
pub(super) fn decode(mut bytes: &[u8], entries: Vec<Entry>) -> Option<Vec<StoredEntry>> {
    let mut column = || {
        (0..entries.len())
            .map(|_| take(&mut bytes))
            .collect::<Option<Vec<u64>>>()
    };
    let (positions, ranks, counters) = (column()?, column()?, column()?);
    if !bytes.is_empty() {
        return None;
    }
    let (mut position, mut last_counters) = (0u64, BTreeMap::<JoinRank, u64>::new());
    let origins =
        positions
            .into_iter()
            .zip(ranks)
            .zip(counters)
            .map(|((step, rank), counter_step)| -> Option<Origin> {
                position = position.wrapping_add(step);
                let rank = JoinRank(u32::try_from(rank).ok()?);
                let counter = last_counters.entry(rank).or_default();
                *counter = counter.wrapping_add(counter_step);
                Some((position, rank, *counter))
            });
    let together = origins.zip(entries).map(|(origin, entry)| {
        let (position, rank, counter) = origin?;
        Some(StoredEntry {
            position,
            recorded: entry.seq.0 > 0,
            rank,
            counter,
            entry,
        })
    });
    together.collect()
}

fn put(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0u64;
    for shift in (0..64).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use board::{Op, actor::ActorIndex, recording::Seq, time::Millis};

    use super::*;

    fn stored(position: u64, seq: u64, rank: u32, counter: u64) -> StoredEntry {
        let op = Op::Delete(Vec::new());
        let entry = Entry {
            seq: Seq(seq),
            at: Millis(7),
            ago_millis: 0,
            actor: ActorIndex(1),
            op,
            redacted: None,
        };
        StoredEntry {
            position,
            recorded: seq > 0,
            rank: JoinRank(rank),
            counter,
            entry,
        }
    }

    #[test]
    fn c2_origins_read_back_and_foreign_ones_do_not() {
        let run = [
            stored(9, 5, 1, 40),
            stored(10, 6, 2, 1),
            stored(12, 7, 1, 41),
            stored(13, 0, 0, 0),
        ];
        let entries = run.iter().map(|stored| stored.entry.clone()).collect::<Vec<_>>();
        let bytes = encode(&run);
        assert_eq!(decode(&bytes, entries.clone()).as_deref(), Some(&run[..]));
        assert_eq!(decode(&bytes, entries[..3].to_vec()), None);
        assert_eq!(decode(&bytes[..5], entries), None);
    }
}
