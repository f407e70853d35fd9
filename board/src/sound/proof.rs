//! Holding entries against the hash chain bit by bit, for who showed them first.

use std::collections::VecDeque;

use crate::recording::{Entry, Hash, Seq, chain};

/// Runs whose entries are still to be held against the chain.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Proof {
    runs: VecDeque<Unproven>,
}

#[derive(Clone, Debug, Eq, PartialEq)]
struct Unproven {
    /// The next entry to be looked at, and the last.
    next: u64,
    last: u64,
    /// The head before the next, and the one that must come out.
    head: Hash,
    wanted: Hash,
}

impl Proof {
    pub(super) fn put_off(&mut self, first: Seq, last: Seq, before: Hash, after: Hash) {
        self.runs.push_back(Unproven {
            next: first.0,
            last: last.0,
            head: before,
            wanted: after,
        });
    }

    /// Looks at so many more entries of the recording. `None` while there are more; at the end whether all are what was recorded.
    pub fn go_on(&mut self, entries: &[Entry], count: usize) -> Option<bool> {
        let mut left = count as u64;
        while left > 0 {
            let Some(run) = self.runs.front_mut() else {
                return Some(true);
            };
            let to = run.last.min(run.next + left - 1);
            let index = |seq: u64| usize::try_from(seq).unwrap_or(usize::MAX);
            let Some(looked_at) = entries.get(index(run.next - 1)..index(to)) else {
                return Some(false);
            };
            run.head = looked_at.iter().fold(run.head, chain);
            left -= to + 1 - run.next;
            run.next = to + 1;
            if run.next > run.last {
                if run.head != run.wanted {
                    return Some(false);
                }
                self.runs.pop_front();
            }
        }
        None
    }
}
