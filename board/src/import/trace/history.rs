//! Who knew what: the graph of a trace's transactions. Tells which of them to take back and which to bring in, so that the
//! text reads as it did to whoever made the next one. Knows nothing of text.

use std::collections::BinaryHeap;

use crate::import::{ImportError, import_code};

use super::{
    merge::{Effects, Merge},
    not_a_trace,
};

/// Transactions taken back and brought in over a whole import, before it is given up: files from honest sources need a few
/// per transaction, and the product of two numbers from the file must not decide how long we work.
const STEPS_MAX: u64 = 100_000_000;

/// The transactions so far, and the version of the text that is prepared.
#[derive(Default)]
pub(super) struct History {
    transactions: Vec<Node>,
    /// The prepared version: it holds these and everything before them.
    prepared: Vec<u32>,
    steps: u64,
}

struct Node {
    parents: Vec<u32>,
    effects: Effects,
}

/// Which of two versions a transaction is part of.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
enum Part {
    Prepared,
    Wanted,
    Both,
}

impl History {
    /// Prepares the version that transaction `index` was made on.
    pub(super) fn go_to(&mut self, index: usize, parents: &[u32], merge: &mut Merge) -> Result<(), ImportError> {
        if let Some(parent) = parents.iter().find(|parent| **parent as usize >= index) {
            let message = format!("transaction {index} of this trace was made after {parent}, which comes later");
            return Err(not_a_trace(message));
        }
        if self.prepared == parents {
            return Ok(());
        }
        let (retreat, advance) = self.difference(parents)?;
        for transaction in retreat {
            if let Some(node) = self.transactions.get(transaction as usize) {
                merge.retreat(&node.effects);
            }
        }
        for transaction in advance.into_iter().rev() {
            if let Some(node) = self.transactions.get(transaction as usize) {
                merge.advance(&node.effects);
            }
        }
        Ok(())
    }

    /// Takes up what transaction `index` did; it is now the prepared version.
    pub(super) fn close(&mut self, index: usize, parents: &[u32], effects: Effects) {
        self.transactions.push(Node {
            parents: parents.to_vec(),
            effects,
        });
        self.prepared = vec![index as u32];
    }

    /// What only the prepared version holds and what only the wanted one does, latest first.
    fn difference(&mut self, wanted: &[u32]) -> Result<(Vec<u32>, Vec<u32>), ImportError> {
        let prepared = self.prepared.iter().map(|one| (*one, Part::Prepared));
        let mut heap = prepared
            .chain(wanted.iter().map(|one| (*one, Part::Wanted)))
            .collect::<BinaryHeap<_>>();
        let mut lone = heap.len();
        let (mut retreat, mut advance) = (Vec::new(), Vec::new());
        while lone > 0 {
            let Some((transaction, mut part)) = heap.pop() else {
                break;
            };
            lone -= usize::from(part != Part::Both);
            while let Some((same, other)) = heap.peek().copied().filter(|(other, _)| *other == transaction) {
                debug_assert_eq!(same, transaction);
                heap.pop();
                lone -= usize::from(other != Part::Both);
                if other != part {
                    part = Part::Both;
                }
            }
            match part {
                Part::Prepared => retreat.push(transaction),
                Part::Wanted => advance.push(transaction),
                Part::Both => {}
            }
            let parents = self
                .transactions
                .get(transaction as usize)
                .map_or(&[][..], |node| node.parents.as_slice());
            lone += if part == Part::Both { 0 } else { parents.len() };
            heap.extend(parents.iter().map(|parent| (*parent, part)));
            self.steps += 1;
            if self.steps > STEPS_MAX {
                let message = "the history of this trace is too tangled to be brought into one order".to_owned();
                return Err(ImportError {
                    code: import_code::TOO_LARGE,
                    message,
                });
            }
        }
        Ok((retreat, advance))
    }
}
