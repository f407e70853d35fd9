//! One text with all that was ever typed into it, from which each patch, made on whatever version its author saw, comes out
//! as edits on the text that everybody's patches so far lead to.
//!
//! Every character typed is kept for good, in document order, in runs. A run knows whether it is there in the *prepared*
//! version (the one the next patch was made on) and whether in the *merged* text. What was typed at one place at once is
//! ordered by what stood left and right of it then, then by agent, the lower one left (rule X4); words are not interleaved.

mod block;

use std::{collections::BTreeMap, ops::Range};

use super::source::Patch;
use crate::text::{Edit, Utf16};
use block::{Block, RUNS_MAX, Run};

/// Stands for the beginning and the end of the text where a character's number would.
const EDGE: u32 = u32::MAX;

/// What a transaction did, by the numbers of the characters, so that it can be taken back and brought in again.
#[derive(Default)]
pub(super) struct Effects {
    inserted: Vec<Range<u32>>,
    deleted: Vec<Range<u32>>,
}

/// The text with all its versions.
pub(super) struct Merge {
    /// Every character typed; its number is its index.
    characters: Vec<char>,
    blocks: Vec<Block>,
    /// The blocks in document order.
    order: Vec<usize>,
    /// The block that holds the run beginning with a character.
    home: BTreeMap<u32, usize>,
    effects: Effects,
}

/// A place in document order: a block (by its place in `order`) and a run within it.
#[derive(Clone, Copy)]
struct Place {
    block: usize,
    run: usize,
}

impl Merge {
    /// A text that everybody has seen from the start.
    pub(super) fn new(start: &str) -> Merge {
        let mut merge = Merge {
            characters: Vec::new(),
            blocks: vec![Block::default()],
            order: vec![0],
            home: BTreeMap::new(),
            effects: Effects::default(),
        };
        if !start.is_empty() {
            let run = merge.new_run(start, 0, EDGE, EDGE);
            merge.insert_run(Place { block: 0, run: 0 }, run);
        }
        merge
    }

    /// Applies a patch to the prepared version, and appends what it comes to on the merged text. `None` if it reaches beyond
    /// the end.
    pub(super) fn patch(&mut self, patch: &Patch, agent: u16, edits: &mut Vec<Edit>) -> Option<()> {
        let length = self.blocks.iter().map(|block| block.prepared).sum::<u32>();
        if patch.at.checked_add(patch.delete)? > length {
            return None;
        }
        let first = edits.len();
        self.delete(patch.at, patch.delete, edits);
        if patch.insert.is_empty() {
            return Some(());
        }
        let at = self.insert(patch.at, &patch.insert, agent)?;
        match edits.get_mut(first..) {
            // A replacement in one piece stays one edit.
            Some([deletion]) if deletion.at == at => deletion.insert.clone_from(&patch.insert),
            Some(_) | None => edits.push(Edit {
                at,
                delete: Utf16(0),
                insert: patch.insert.clone(),
            }),
        }
        Some(())
    }

    /// What the patches since the last call did.
    pub(super) fn take_effects(&mut self) -> Effects {
        std::mem::take(&mut self.effects)
    }

    /// Takes a transaction out of the prepared version.
    pub(super) fn retreat(&mut self, effects: &Effects) {
        self.step(effects, |presence| presence.saturating_sub(1));
    }

    /// Brings a transaction into the prepared version.
    pub(super) fn advance(&mut self, effects: &Effects) {
        self.step(effects, |presence| presence.saturating_add(1));
    }

    fn step(&mut self, effects: &Effects, to: impl Fn(u32) -> u32) {
        for range in effects.inserted.iter().chain(&effects.deleted) {
            let mut from = range.start;
            while from < range.end {
                let Some(place) = self.isolate(from, range.end) else {
                    return;
                };
                let block = &mut self.blocks[self.order[place.block]];
                from += block.change(place.run, |run| run.presence = to(run.presence));
            }
        }
    }

    /// Deletes characters of the prepared version.
    fn delete(&mut self, at: u32, mut count: u32, edits: &mut Vec<Edit>) {
        let mut last: Option<usize> = None;
        while count > 0 {
            let Some((place, offset, before)) = self.find(at) else {
                return;
            };
            let block = &self.blocks[self.order[place.block]];
            let first = block.runs[place.run].first + offset;
            let end = (first + count).min(block.runs[place.run].end());
            let Some(place) = self.isolate(first, end) else { return };
            let before = before + self.units(first - offset..first);
            let block = &mut self.blocks[self.order[place.block]];
            let run = &block.runs[place.run];
            let (units, visible) = (run.units, !run.deleted);
            count -= block.change(place.run, |run| {
                run.presence += 1;
                run.deleted = true;
            });
            push_range(&mut self.effects.deleted, first..end);
            if !visible {
                continue;
            }
            match last.and_then(|last| edits.get_mut(last)) {
                Some(edit) if edit.at.0 == before => edit.delete.0 += units,
                Some(_) | None => {
                    last = Some(edits.len());
                    edits.push(Edit {
                        at: Utf16(before),
                        delete: Utf16(units),
                        insert: String::new(),
                    });
                }
            }
        }
    }

    /// Inserts into the prepared version; returns where that is in the merged text.
    fn insert(&mut self, at: u32, text: &str, agent: u16) -> Option<Utf16> {
        let (mut place, left, mut units) = self.cursor(at)?;
        let (concurrent, right) = self.unseen_from(place);
        // Who was typed at this very place by others is passed over or not, run by run.
        let mut passing = None;
        let (mut skipped_units, mut skipped_runs) = (0, 0);
        for (index, other) in concurrent.iter().enumerate() {
            let among = |number: u32, runs: &[Run]| runs.iter().any(|run| run.holds(number));
            if other.left == left {
                let same_right = other.right == right;
                if same_right && agent < other.agent {
                    break;
                }
                // Something that ends further left than ours will: whether it goes before ours depends on what follows.
                let shorter = !same_right && among(other.right, &concurrent);
                passing = if shorter {
                    passing.or(Some((skipped_runs, skipped_units)))
                } else {
                    None
                };
            } else if !among(other.left, concurrent.get(..index)?) {
                break;
            }
            skipped_runs += 1;
            skipped_units += other.merged_units();
        }
        let (runs, passed_units) = passing.unwrap_or((skipped_runs, skipped_units));
        units += passed_units;
        place = self.forward(place, runs);
        let run = self.new_run(text, agent, left, right);
        push_range(&mut self.effects.inserted, run.first..run.end());
        if !self.grow(place, &run) {
            self.insert_run(place, run);
        }
        Some(Utf16(units))
    }

    /// The place after so many characters of the prepared version, right behind the last of them; that character; and the
    /// units of the merged text up to there.
    fn cursor(&mut self, at: u32) -> Option<(Place, u32, u32)> {
        let Some(index) = at.checked_sub(1) else {
            return Some((Place { block: 0, run: 0 }, EDGE, 0));
        };
        let (place, offset, before) = self.find(index)?;
        let run = &self.blocks[self.order[place.block]].runs[place.run];
        let (first, left, end) = (run.first, run.first + offset, run.end());
        let deleted = run.deleted;
        if left + 1 < end {
            self.isolate(first, left + 1)?;
        }
        let place = self.place_of(left)?;
        let units = if deleted { 0 } else { self.units(first..left + 1) };
        Some((
            Place {
                run: place.run + 1,
                ..place
            },
            left,
            before + units,
        ))
    }

    /// The runs from a place on that the prepared version has never seen, and the first character it has (or had).
    fn unseen_from(&self, place: Place) -> (Vec<Run>, u32) {
        let mut unseen = Vec::new();
        let mut from = place.run;
        for block in self.order.iter().skip(place.block).map(|block| &self.blocks[*block]) {
            for run in block.runs.iter().skip(from) {
                if run.presence > 0 {
                    return (unseen, run.first);
                }
                unseen.push(run.clone());
            }
            from = 0;
        }
        (unseen, EDGE)
    }

    fn forward(&self, place: Place, mut runs: usize) -> Place {
        let Place { mut block, mut run } = place;
        while runs > 0 {
            let rest = self
                .order
                .get(block)
                .map_or(0, |block| self.blocks[*block].runs.len())
                .saturating_sub(run);
            if runs <= rest || block + 1 >= self.order.len() {
                return Place {
                    block,
                    run: run + runs.min(rest),
                };
            }
            (runs, block, run) = (runs - rest, block + 1, 0);
        }
        Place { block, run }
    }

    /// Lets the run before a place go on with a new one, if that was typed right behind it by the same agent.
    fn grow(&mut self, place: Place, new: &Run) -> bool {
        let block = &mut self.blocks[self.order[place.block]];
        let Some(index) = place.run.checked_sub(1) else {
            return false;
        };
        let Some(before) = block.runs.get(index) else {
            return false;
        };
        let follows = before.end() == new.first
            && new.left.checked_add(1) == Some(before.end())
            && before.right == new.right
            && before.agent == new.agent
            && before.presence == 1
            && !before.deleted;
        if follows {
            block.change(index, |run| {
                run.length += new.length;
                run.units += new.units;
            });
        }
        follows
    }

    /// The run holding the character at an index of the prepared version, how far inside it stands, and the units of the
    /// merged text before the run.
    fn find(&self, index: u32) -> Option<(Place, u32, u32)> {
        let (mut seen, mut units) = (0, 0);
        for (at, block) in self.order.iter().map(|block| &self.blocks[*block]).enumerate() {
            if seen + block.prepared <= index {
                (seen, units) = (seen + block.prepared, units + block.merged_units);
                continue;
            }
            for (number, run) in block.runs.iter().enumerate() {
                if seen + run.prepared() > index {
                    return Some((Place { block: at, run: number }, index - seen, units));
                }
                (seen, units) = (seen + run.prepared(), units + run.merged_units());
            }
        }
        None
    }

    fn place_of(&self, character: u32) -> Option<Place> {
        let (first, home) = self.home.range(..=character).next_back()?;
        let block = self.order.iter().position(|block| block == home)?;
        let run = self.blocks[*home].runs.iter().position(|run| run.first == *first)?;
        Some(Place { block, run })
    }

    /// Splits runs so that one begins with a character and reaches no further than `end`; returns where it is.
    fn isolate(&mut self, first: u32, end: u32) -> Option<Place> {
        // A split may halve the block, so places are looked up anew.
        let place = self.place_of(first)?;
        if self.blocks[self.order[place.block]].runs[place.run].end() > end {
            self.split(place, end);
        }
        let place = self.place_of(first)?;
        if self.blocks[self.order[place.block]].runs[place.run].first < first {
            self.split(place, first);
        }
        self.place_of(first)
    }

    fn split(&mut self, place: Place, at: u32) {
        let home = self.order[place.block];
        let units_behind = self.units(at..self.blocks[home].runs[place.run].end());
        self.blocks[home].split_run(place.run, at, units_behind);
        self.home.insert(at, home);
        self.halve_if_full(place.block);
    }

    fn insert_run(&mut self, place: Place, run: Run) {
        let home = self.order[place.block];
        self.home.insert(run.first, home);
        self.blocks[home].insert(place.run, run);
        self.halve_if_full(place.block);
    }

    fn halve_if_full(&mut self, block: usize) {
        let home = self.order[block];
        if self.blocks[home].runs.len() <= RUNS_MAX {
            return;
        }
        let second = self.blocks[home].split_off_half();
        let new_home = self.blocks.len();
        for run in &second.runs {
            self.home.insert(run.first, new_home);
        }
        self.blocks.push(second);
        self.order.insert(block + 1, new_home);
    }

    fn new_run(&mut self, text: &str, agent: u16, left: u32, right: u32) -> Run {
        let first = self.characters.len() as u32;
        self.characters.extend(text.chars());
        let length = self.characters.len() as u32 - first;
        Run {
            first,
            length,
            units: Utf16::of(text).0,
            left,
            right,
            agent,
            presence: 1,
            deleted: false,
        }
    }

    fn units(&self, range: Range<u32>) -> u32 {
        let characters = self
            .characters
            .get(range.start as usize..range.end as usize)
            .unwrap_or_default();
        characters.iter().map(|character| character.len_utf16() as u32).sum()
    }
}

fn push_range(ranges: &mut Vec<Range<u32>>, range: Range<u32>) {
    match ranges.last_mut() {
        Some(last) if last.end == range.start => last.end = range.end,
        Some(_) | None => ranges.push(range),
    }
}
