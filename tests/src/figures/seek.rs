//! Seeking to random moments of the hour, the board alone.

use std::time::Instant;

use anyhow::Result;
use board::{codec, replay::Timeline, time::Millis};
use rand::{Rng, SeedableRng, rngs::SmallRng};

use super::{
    hour,
    report::{Row, percentile, say},
};

const SEEKS: usize = 2_000;

/// Measures opening and seeking.
pub fn measure() -> Result<Vec<Row>> {
    say(&format!("input: {} entries of one hour, seed {}", 200_000, hour::SEED));
    let bytes = codec::encode_entries(&hour::entries()?);
    let opening = Instant::now();
    let timeline = Timeline::new(codec::decode_entries(&bytes)?)?;
    timeline.prepare(usize::MAX);
    let open_millis = opening.elapsed().as_secs_f64() * 1e3;
    let mut random = SmallRng::seed_from_u64(hour::SEED);
    let mut elements = 0;
    let mut millis = Vec::with_capacity(SEEKS);
    for _ in 0..SEEKS {
        let at = Millis(random.random_range(0..=timeline.duration().0));
        let begun = Instant::now();
        let board = timeline.at(at);
        millis.push(begun.elapsed().as_secs_f64() * 1e3);
        elements = elements.max(board.elements().count());
    }
    say(&format!("up to {elements} elements on the board"));
    Ok(vec![
        Row::plain("seek: bytes to timeline, native", open_millis, "ms"),
        Row::plain(
            "seek: board at a random moment, native, p50",
            percentile(&mut millis, 50.0),
            "ms",
        ),
        Row::limited(
            "seek: board at a random moment, native, p95",
            percentile(&mut millis, 95.0),
            "ms",
            1.0,
        ),
        Row::plain(
            "seek: board at a random moment, native, max",
            percentile(&mut millis, 100.0),
            "ms",
        ),
    ])
}
