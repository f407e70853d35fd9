//! Reading a recording run by run as it is stored. Each run is held against the hash chain (rule E3); one that is broken is named
//! and left out, never silently. A board is a fold of all that came before: behind a broken run nothing can be shown until the
//! recording itself holds a whole board again (a gap, rule E2). Places and times of all other entries stay.

mod proof;
mod sentence;

use serde::{Deserialize, Serialize};

use crate::{
    actor::ActorIndex,
    codec::{CodecError, decode_entries},
    limits::RECORDING_ENTRIES,
    op::Op,
    recording::{Entry, Hash, RecordingError, Seq, chain, check_order},
    time::Millis,
};

/// A run of entries as it is stored, and what is known of it beside its bytes.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct StoredRun {
    /// Its first entry.
    pub first: Seq,
    /// Its last entry.
    pub last: Seq,
    /// The time of the last.
    pub ends: Millis,
    /// The chain's head after it.
    pub head: Hash,
    /// Its entries as the codec writes them; none where they cannot even be unpacked.
    #[serde(with = "serde_bytes")]
    pub bytes: Option<Vec<u8>>,
}

/// Runs that follow one another, as they travel to whoever reviews.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Page {
    /// Stretches that were removed so far: pages with another number belong to another state of the recording.
    pub removals: u32,
    /// The runs; none are left where there are none.
    pub runs: Vec<StoredRun>,
}

/// Why a run is left out.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Why {
    /// It is not there.
    Missing,
    /// Its bytes are none of the codec's.
    Damaged,
    /// A newer version wrote it.
    NewerVersion(u8),
    /// Its entries are not in order.
    OutOfOrder,
    /// They are not those that were recorded: the hash chain says so.
    NotRecorded,
}

/// A stretch that cannot be shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Fault {
    /// The first entry of the broken run.
    pub first: Seq,
    /// Its last entry.
    pub last: Seq,
    /// The last time that can be shown before it; none where nothing can.
    pub from: Option<Millis>,
    /// When the recording holds a whole board again.
    pub resumes: Option<Millis>,
    /// Why.
    pub why: Why,
}

pub use proof::Proof;

/// What is sound of a recording.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Sound {
    /// Its entries, dense from the first on: what cannot be shown stands as removed.
    pub entries: Vec<Entry>,
    /// What cannot be shown, in order.
    pub faults: Vec<Fault>,
    /// What is still to be proven by the chain, where that was put off.
    pub proof: Proof,
}

/// Reads runs in their order.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    sound: Sound,
    /// The chain's head after the last run.
    head: Hash,
    /// Whether a whole board is waited for.
    waits: bool,
    /// Whether the chain is held against each run at once.
    proves: bool,
}

impl Reader {
    /// Holds each run against the chain before it is believed.
    pub fn strict() -> Reader {
        Reader {
            proves: true,
            ..Reader::default()
        }
    }

    /// Leaves that to be done later, for who wants to see something soon; until then only what is plainly broken is noticed.
    pub fn quick() -> Reader {
        Reader::default()
    }

    /// Makes room for so many entries, as far as a recording may have them.
    pub fn expect(&mut self, entries: u64) {
        let entries = usize::try_from(entries.min(RECORDING_ENTRIES)).unwrap_or_default();
        let missing = entries.saturating_sub(self.sound.entries.len());
        // A broken row may claim more than there is memory; what really comes is taken in all the same.
        self.sound.entries.try_reserve(missing).ok();
    }

    /// Takes the next run in.
    pub fn take(&mut self, run: &StoredRun) {
        let expected = self.sound.entries.len() as u64 + 1;
        if run.first.0 < expected || run.last < run.first || run.last.0 > RECORDING_ENTRIES {
            // What was taken in before it stays.
            self.fail(Seq(expected), run.last.max(Seq(expected)), Why::OutOfOrder);
            return;
        }
        if run.first.0 > expected {
            self.fail(Seq(expected), Seq(run.first.0 - 1), Why::Missing);
            self.stand_in(run.first.0 - 1, self.ends());
        }
        match self.read(run) {
            Ok(entries) => {
                // Behind a broken run entries stand as removed: there the chain was held against them at once, or never.
                if !self.proves && !self.waits {
                    self.sound.proof.put_off(run.first, run.last, self.head, run.head);
                }
                self.append(entries);
            }
            Err(why) => {
                self.fail(run.first, run.last, why);
                self.stand_in(run.last.0, run.ends.max(self.ends()));
            }
        }
        self.head = run.head;
    }

    /// Whether nothing was left out so far.
    pub fn is_whole(&self) -> bool {
        self.sound.faults.is_empty()
    }

    /// How many entries were taken in.
    pub fn count(&self) -> u64 {
        self.sound.entries.len() as u64
    }

    /// All that there is; `expected` entries should be there.
    pub fn finish(mut self, expected: u64) -> Sound {
        if self.count() < expected {
            self.fail(Seq(self.count() + 1), Seq(expected), Why::Missing);
        }
        let open = self.sound.faults.last().filter(|fault| fault.resumes.is_none());
        if let Some(fault) = open {
            let n_sound = usize::try_from(fault.first.0.saturating_sub(1)).unwrap_or(usize::MAX);
            self.sound.entries.truncate(n_sound);
        }
        self.sound
    }

    fn read(&self, run: &StoredRun) -> Result<Vec<Entry>, Why> {
        let bytes = run.bytes.as_ref().ok_or(Why::Damaged)?;
        let entries = decode_entries(bytes).map_err(|error| match error {
            CodecError::NewerVersion(version) => Why::NewerVersion(version),
            CodecError::Damaged(_) | CodecError::NotARecording => Why::Damaged,
        })?;
        check_order(self.sound.entries.last(), &entries).map_err(|error| match error {
            RecordingError::OutOfOrder { .. } | RecordingError::TimeRunsBack(_) => Why::OutOfOrder,
            RecordingError::ChainBroken(_) => Why::NotRecorded,
        })?;
        if entries.len() as u64 != run.last.0 + 1 - run.first.0 {
            return Err(Why::Damaged);
        }
        if self.proves && entries.iter().fold(self.head, chain) != run.head {
            return Err(Why::NotRecorded);
        }
        Ok(entries)
    }

    /// Entries of a sound run: all of them, or from the next whole board on.
    fn append(&mut self, mut entries: Vec<Entry>) {
        if self.waits {
            let gap = entries.iter().position(|entry| matches!(entry.op, Op::Gap(_)));
            for entry in entries.iter_mut().take(gap.unwrap_or(usize::MAX)) {
                (entry.op, entry.actor) = (Op::Removed, ActorIndex::ROOM);
            }
            let resumes = gap.and_then(|gap| entries.get(gap)).map(|entry| entry.at);
            if let (Some(at), Some(fault)) = (resumes, self.sound.faults.last_mut()) {
                fault.resumes = Some(at);
                self.waits = false;
            }
        }
        self.sound.entries.append(&mut entries);
    }

    /// Notes a broken run. What follows one builds on it, so that only the first until the next whole board counts.
    fn fail(&mut self, first: Seq, last: Seq, why: Why) {
        if self.waits {
            return;
        }
        self.waits = true;
        self.sound.faults.push(Fault {
            first,
            last,
            from: self.sound.entries.last().map(|entry| entry.at),
            resumes: None,
            why,
        });
    }

    /// Keeps the places of entries that are left out, up to a seq.
    fn stand_in(&mut self, to: u64, at: Millis) {
        for seq in self.count() + 1..=to.min(RECORDING_ENTRIES) {
            self.sound.entries.push(Entry {
                seq: Seq(seq),
                at,
                ago_millis: 0,
                actor: ActorIndex::ROOM,
                op: Op::Removed,
                redacted: None,
            });
        }
    }

    fn ends(&self) -> Millis {
        self.sound.entries.last().map_or(Millis(0), |entry| entry.at)
    }
}

#[cfg(test)]
mod tests;
