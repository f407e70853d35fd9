//! Between two entries: strokes and typing appear at the pace of the hand, and what somebody made offline appears when it was
//! made, not when it arrived (rules T4, T5). A board at a time is the fold of its entries and stays so; what is made here is
//! only shown.

mod typing;

use std::collections::BTreeMap;

use crate::{
    board::Board,
    ink::Samples,
    limits::UNFOLD_MILLIS,
    op::{Op, Pieces, TextTarget},
    recording::Entry,
    time::Millis,
};
use typing::Typing;

/// How far ahead of the playhead entries are looked at whose pieces may have begun; a push is shorter, and not later, than this.
const AHEAD_MILLIS: u64 = UNFOLD_MILLIS + 2_000;
/// How many of them at most, so that a crowded recording does not slow a frame.
const AHEAD_ENTRIES: usize = 512;

/// Whether an entry arrived so late that it is shown when it was made (rule T5).
pub fn is_late(entry: &Entry) -> bool {
    u64::from(entry.ago_millis) > UNFOLD_MILLIS
}

/// When each piece of an entry was made (samples of ink, atoms of text; anything else is one piece), last piece first.
pub fn instants_backwards(entry: &Entry) -> impl Iterator<Item = Millis> + '_ {
    let mut made_at = entry.made_at();
    (0..piece_count(&entry.op)).rev().map(move |piece| {
        let instant = made_at;
        made_at = made_at - Millis(millis_since_previous(&entry.op, piece));
        instant
    })
}

/// When the first piece of an entry was made.
pub fn begun_at(entry: &Entry) -> Millis {
    instants_backwards(entry).last().unwrap_or_else(|| entry.made_at())
}

/// How many pieces of an entry were made up to a time.
pub fn pieces_made(entry: &Entry, at: Millis) -> usize {
    let still_to_come = instants_backwards(entry).take_while(|instant| *instant > at).count();
    piece_count(&entry.op) - still_to_come
}

/// What there is to see at a time.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// The board with what has begun.
    pub board: Board,
    /// How many pieces were added to the board of that time: as long as it and that board stay, so does the picture.
    pub pieces: usize,
}

/// Knows where in a recording something was made long before it arrived.
#[derive(Clone, Debug, Default)]
pub struct Unfolding {
    stretches: Vec<Stretch>,
}

/// A run of late entries.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    begun: Millis,
    arrived: Millis,
    /// Index behind its last entry.
    end: usize,
}

impl Unfolding {
    /// Looks through a recording once.
    pub fn new(entries: &[Entry]) -> Unfolding {
        let mut stretches: Vec<Stretch> = Vec::new();
        for (index, entry) in entries.iter().enumerate().filter(|(_, entry)| is_late(entry)) {
            let (begun, arrived, end) = (begun_at(entry), entry.at, index + 1);
            // Stretches may overlap (two people, one line that was cut); together they are looked at anyway.
            match stretches.last_mut().filter(|last| begun <= last.arrived) {
                Some(last) => {
                    *last = Stretch {
                        begun: last.begun.min(begun),
                        arrived,
                        end,
                    }
                }
                None => stretches.push(Stretch { begun, arrived, end }),
            }
        }
        Unfolding { stretches }
    }

    /// What there is to see at a time, given the board of that time and the entries of the recording.
    pub fn show(&self, entries: &[Entry], board: &Board, at: Millis) -> Shown {
        let mut shown = Shown {
            board: board.clone(),
            pieces: 0,
        };
        let ahead = entries.get(self.ahead(entries, at)).unwrap_or_default();
        // What is done after a stretch that was not recorded does not mix with what was before it.
        let ahead = ahead
            .split(|entry| matches!(entry.op, Op::Gap(_)))
            .next()
            .unwrap_or_default();
        let mut last_typed = BTreeMap::new();
        for (index, entry) in ahead.iter().enumerate() {
            if let Some(target) = entry.op.text_target()
                && pieces_made(entry, at) > 0
            {
                last_typed.insert(target, index);
            }
        }
        let mut typings = BTreeMap::<TextTarget, Typing>::new();
        for (index, entry) in ahead.iter().enumerate() {
            shown.pieces += match &entry.op {
                Op::Text { target, atoms, .. } => {
                    if last_typed.get(target).is_none_or(|last| *last < index) {
                        continue;
                    }
                    let typing = typings
                        .entry(*target)
                        .or_insert_with(|| Typing::on(&shown.board, *target));
                    typing.go_on(&mut shown.board, entry, atoms, pieces_made(entry, at))
                }
                _drawn => draw(&mut shown.board, entry, at),
            };
        }
        shown
    }

    /// The entries after a time that may have begun by then.
    fn ahead(&self, entries: &[Entry], at: Millis) -> std::ops::Range<usize> {
        let first = entries.partition_point(|entry| entry.at <= at);
        let near = entries.partition_point(|entry| entry.at <= at + Millis(AHEAD_MILLIS));
        let late = self
            .stretches
            .iter()
            .filter(|stretch| stretch.begun <= at && at < stretch.arrived);
        let until = late.map(|stretch| stretch.end).max().unwrap_or_default();
        first..near.min(first + AHEAD_ENTRIES).max(until).max(first)
    }
}

/// Draws what of an entry was made by then; returns how many pieces.
fn draw(board: &mut Board, entry: &Entry, at: Millis) -> usize {
    let is_gradual = matches!(entry.op.pieces(), Pieces::Ink(_));
    if !is_gradual && !is_late(entry) {
        return 0;
    }
    let pieces = pieces_made(entry, at);
    if pieces == 0 {
        return 0;
    }
    let first = |samples: &Samples| Samples(samples.0.iter().take(pieces).copied().collect());
    let applied = match &entry.op {
        Op::InkBegin {
            id,
            origin,
            order,
            style,
            pressure,
            samples,
        } => {
            let (id, origin, order, style) = (*id, *origin, order.clone(), *style);
            board.apply(
                entry.actor,
                &Op::InkBegin {
                    id,
                    origin,
                    order,
                    style,
                    pressure: *pressure,
                    samples: first(samples),
                },
            )
        }
        Op::InkExtend { id, samples } => board.apply(
            entry.actor,
            &Op::InkExtend {
                id: *id,
                samples: first(samples),
            },
        ),
        whole => board.apply(entry.actor, whole),
    };
    // What does not fit a board that it was not made for waits until its time.
    if applied.is_ok() { pieces } else { 0 }
}

fn piece_count(op: &Op) -> usize {
    match op.pieces() {
        Pieces::Ink(samples) => samples.0.len(),
        Pieces::Text(_, atoms) => atoms.len(),
        Pieces::Whole => 1,
    }
}

fn millis_since_previous(op: &Op, piece: usize) -> u64 {
    match op.pieces() {
        Pieces::Ink(samples) => samples.0.get(piece).map_or(0, |sample| u64::from(sample.dt_millis)),
        Pieces::Text(_, atoms) => atoms.get(piece).map_or(0, |atom| u64::from(atom.dt_millis)),
        Pieces::Whole => 0,
    }
}

#[cfg(test)]
mod tests;
