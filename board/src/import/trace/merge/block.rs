//! Runs of characters in blocks of bounded size with their sums, so that places are found without walking the whole text.

/// Runs in a block before it is halved.
pub(super) const RUNS_MAX: usize = 128;

/// Characters typed at once and never told apart since.
#[derive(Clone)]
pub(super) struct Run {
    /// The number of the first; the others follow.
    pub(super) first: u32,
    /// How many.
    pub(super) length: u32,
    /// How many UTF-16 units they take.
    pub(super) units: u32,
    /// The character left of the first when it was typed. Each other was typed right behind the one before it.
    pub(super) left: u32,
    /// The character right of them when they were typed.
    pub(super) right: u32,
    /// Who typed them.
    pub(super) agent: u16,
    /// In the prepared version: 0 not typed yet, 1 there, more than 1 deleted (so often less one).
    pub(super) presence: u32,
    /// Whether they are gone from the merged text.
    pub(super) deleted: bool,
}

/// Some runs in document order.
#[derive(Default)]
pub(super) struct Block {
    pub(super) runs: Vec<Run>,
    /// Characters that the prepared version has.
    pub(super) prepared: u32,
    /// UTF-16 units that the merged text has.
    pub(super) merged_units: u32,
}

impl Run {
    /// The number after the last.
    pub(super) fn end(&self) -> u32 {
        self.first + self.length
    }

    /// Whether a character is one of them.
    pub(super) fn holds(&self, character: u32) -> bool {
        (self.first..self.end()).contains(&character)
    }

    /// Characters that the prepared version has of it.
    pub(super) fn prepared(&self) -> u32 {
        if self.presence == 1 { self.length } else { 0 }
    }

    /// Units that the merged text has of it.
    pub(super) fn merged_units(&self) -> u32 {
        if self.deleted { 0 } else { self.units }
    }
}

impl Block {
    /// Changes a run and keeps the sums; returns the run's length.
    pub(super) fn change(&mut self, index: usize, change: impl FnOnce(&mut Run)) -> u32 {
        let run = &mut self.runs[index];
        self.prepared -= run.prepared();
        self.merged_units -= run.merged_units();
        change(run);
        self.prepared += run.prepared();
        self.merged_units += run.merged_units();
        run.length
    }

    /// Puts a run in.
    pub(super) fn insert(&mut self, index: usize, run: Run) {
        self.prepared += run.prepared();
        self.merged_units += run.merged_units();
        self.runs.insert(index, run);
    }

    /// Makes two of one run, the second beginning with character `at`.
    pub(super) fn split_run(&mut self, index: usize, at: u32, units_behind: u32) {
        let run = &mut self.runs[index];
        let behind = Run {
            first: at,
            length: run.end() - at,
            units: units_behind,
            left: at - 1,
            ..run.clone()
        };
        run.length -= behind.length;
        run.units -= units_behind;
        self.runs.insert(index + 1, behind);
    }

    /// Takes the second half of the runs out.
    pub(super) fn split_off_half(&mut self) -> Block {
        let runs = self.runs.split_off(self.runs.len() / 2);
        let prepared = runs.iter().map(Run::prepared).sum();
        let merged_units = runs.iter().map(Run::merged_units).sum();
        self.prepared -= prepared;
        self.merged_units -= merged_units;
        Block {
            runs,
            prepared,
            merged_units,
        }
    }
}
