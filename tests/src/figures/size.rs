//! Bytes at rest: what closed segments take, per ink sample and per patch.

use anyhow::Result;
use board::{
    Entry, Op,
    actor::{ActorIndex, JoinRank},
    id::FileId,
    op::Pieces,
    recording::Seq,
    time::Millis,
};
use rand::{Rng, SeedableRng, rngs::SmallRng};
use server::storage::recording::segment;

use super::{
    hour,
    report::{Row, say},
};

const INK_ENTRIES: usize = 100_000;

/// Measures both.
pub fn measure() -> Result<Vec<Row>> {
    say(&format!(
        "input: despair.excalidrawlib and sveltecomponent, copies and times from seed {}",
        hour::SEED
    ));
    let drawing = hour::drawing_ops(INK_ENTRIES)?;
    let samples: usize = drawing.iter().map(n_samples).sum();
    let typing = hour::typing_ops("sveltecomponent", FileId(1), JoinRank(1))?;
    let patches: usize = typing.iter().map(n_atoms).sum();
    // Two samples arrive every 16 ms; keystrokes some 200 ms apart, unevenly.
    let ink_bytes = stored(drawing, |random| 16 + random.random_range(0..2))?;
    let typing_bytes = stored(typing, |random| random.random_range(60..400))?;
    Ok(vec![
        Row::limited(
            "size: stored bytes per ink sample",
            ink_bytes as f64 / samples as f64,
            "bytes",
            3.0,
        ),
        Row::limited(
            "size: stored bytes per patch",
            typing_bytes as f64 / patches as f64,
            "bytes",
            4.0,
        ),
    ])
}

fn n_samples(op: &Op) -> usize {
    match op.pieces() {
        Pieces::Ink(samples) => samples.0.len(),
        Pieces::Text(..) | Pieces::Whole => 0,
    }
}

fn n_atoms(op: &Op) -> usize {
    match op.pieces() {
        Pieces::Text(_, atoms) => atoms.len(),
        Pieces::Ink(_) | Pieces::Whole => 0,
    }
}

/// Bytes of the closed segments of a recording, as the server packs them: with author, time and origin of every entry.
fn stored(ops: Vec<Op>, gap_millis: impl Fn(&mut SmallRng) -> u64) -> Result<usize> {
    let mut random = SmallRng::seed_from_u64(hour::SEED);
    let (mut entries, mut at) = (Vec::with_capacity(ops.len()), 0);
    for (index, op) in ops.into_iter().enumerate() {
        at += gap_millis(&mut random);
        let (seq, actor) = (Seq(index as u64 + 1), ActorIndex(1));
        entries.push(Entry {
            seq,
            at: Millis(at),
            ago_millis: random.random_range(0..3),
            actor,
            op,
            redacted: None,
        });
    }
    let segments = segment::pack_all(&entries)?;
    Ok(segments.iter().map(segment::Segment::stored_bytes).sum())
}
