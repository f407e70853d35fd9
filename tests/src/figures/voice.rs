//! Voice against ink: an hour of a round with three reconnects, on a machine whose clock and microphone run at paces of their own, over
//! a network whose ways there and back differ. Everything that decides where a sound lies is the product's own; the hour is made.

use anyhow::{Context, Result};
use board::{
    time::Millis,
    voice::place::{Look, RoomTime},
};
use rand::{Rng, SeedableRng, rngs::SmallRng};

use super::report::{Row, percentile, say};

const SEED: u64 = 60;
const HOUR_MILLIS: u64 = 3_600_000;
/// A page's clock runs too fast by so many millionths, a microphone's too slow against it.
const PAGE_MILLIONTHS: f64 = 80.0;
const MICROPHONE_MILLIONTHS: f64 = -120.0;
const LOOK_EVERY_MILLIS: u64 = 3_000;
/// Five minutes of moments at either end.
const MOMENTS_AT_THE_END: usize = 100;
const TAKE_MILLIS: u64 = 60_000;
/// Each reconnect: when the network goes, for how long, and whether the page is loaded anew.
const LOSSES: [(u64, u64, bool); 3] = [
    (600_000, 90_000, false),
    (1_500_000, 180_000, true),
    (2_700_000, 240_000, false),
];

/// The drift of the hour.
pub fn measure() -> Result<Vec<Row>> {
    let (mut against_ink, against_truth) = hour(SEED)?;
    say(&format!(
        "voice: {} moments of an hour, three losses, clock {PAGE_MILLIONTHS} and microphone {MICROPHONE_MILLIONTHS} ppm, seed {SEED}",
        against_ink.len()
    ));
    let worst = against_truth.iter().copied().fold(0.0, f64::max);
    let mut last = against_ink.split_off(against_ink.len() - MOMENTS_AT_THE_END);
    let mut first = against_ink.iter().copied().take(MOMENTS_AT_THE_END).collect::<Vec<_>>();
    let (first, last) = (percentile(&mut first, 50.0), percentile(&mut last, 50.0));
    // What the network holds up once in a while shows the ink itself late: beyond this nothing is told of the voice.
    let usual = percentile(&mut against_ink, 95.0);
    let limited = |name: &str, value: f64| Row::limited(name, value, "ms", 100.0);
    Ok(vec![
        limited("voice: against ink, 95 of 100 moments of an hour", usual),
        limited(
            "voice: drift against ink from the first to the last minutes",
            (last - first).abs(),
        ),
        limited("voice: against the moment it was said, worst", worst),
    ])
}

/// A page: since when it is there, and what it knows.
struct Page {
    opened_millis: u64,
    time: RoomTime,
}

impl Page {
    fn clock(&self, true_millis: u64) -> u64 {
        let since = (true_millis - self.opened_millis) as f64;
        (since * (1.0 + PAGE_MILLIONTHS / 1e6)) as u64
    }
}

/// How far voice lies from ink of the same moment, and from the moment itself; one moment each three seconds.
fn hour(seed: u64) -> Result<(Vec<f64>, Vec<f64>)> {
    let mut random = SmallRng::seed_from_u64(seed);
    let (mut against_ink, mut against_truth) = (Vec::new(), Vec::new());
    let mut page = Page {
        opened_millis: 0,
        time: RoomTime::default(),
    };
    // Pieces are placed when they are sent: at once, or after the loss that kept them.
    let mut kept: Vec<(u64, u64)> = Vec::new();
    let mut take = 0;
    for now in (LOOK_EVERY_MILLIS..HOUR_MILLIS).step_by(LOOK_EVERY_MILLIS as usize) {
        let loss = LOSSES
            .iter()
            .find(|(from, length, _)| (*from..from + length).contains(&now));
        if let Some((from, _, true)) = loss
            && now < from + LOOK_EVERY_MILLIS
        {
            // What is kept over a reload keeps the place it was given.
            place(
                &page,
                &mut kept,
                &mut random,
                None,
                &mut against_ink,
                &mut against_truth,
            )?;
            page = Page {
                opened_millis: now,
                time: RoomTime::default(),
            };
            take = now;
        }
        if now >= take + TAKE_MILLIS {
            take = now;
        }
        kept.push((take, now));
        if loss.is_some() {
            continue;
        }
        let (there, back) = ways(&mut random);
        let asked = now - there.min(now - page.opened_millis);
        page.time.learn(Look {
            asked_millis: page.clock(asked),
            answered_millis: page.clock(now + back),
            room: Millis(now),
        });
        place(
            &page,
            &mut kept,
            &mut random,
            Some(now),
            &mut against_ink,
            &mut against_truth,
        )?;
    }
    Ok((against_ink, against_truth))
}

fn place(
    page: &Page,
    kept: &mut Vec<(u64, u64)>,
    random: &mut SmallRng,
    sent: Option<u64>,
    against_ink: &mut Vec<f64>,
    against_truth: &mut Vec<f64>,
) -> Result<()> {
    for (take, said) in kept.drain(..) {
        let began = page.clock(take);
        // Counted in samples of the microphone since its take began.
        let heard = (page.clock(said) - began) as f64 * (1.0 + MICROPHONE_MILLIONTHS / 1e6);
        let placed = page
            .time
            .at(began + heard as u64)
            .context("the room's clock was never asked")?;
        let (there, _) = ways(random);
        let arrived = sent.unwrap_or(said).max(said) + there;
        // The stroke of that moment, as old as the page says when it is sent.
        let ago = page.clock(sent.unwrap_or(said).max(said)) - page.clock(said);
        let ink = arrived as f64 - ago as f64;
        against_ink.push((placed.0 as f64 - ink).abs());
        against_truth.push((placed.0 as f64 - said as f64).abs());
    }
    Ok(())
}

/// Milliseconds there and back: longer there, and now and then much longer.
fn ways(random: &mut SmallRng) -> (u64, u64) {
    let spike = |random: &mut SmallRng| {
        if random.random_range(0..100) < 2 {
            random.random_range(50..250)
        } else {
            0
        }
    };
    let there = random.random_range(20..45) + spike(random);
    (there, random.random_range(8..25) + spike(random))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn voice_stays_with_ink_over_an_hour_with_three_reconnects() {
        for row in measure().unwrap() {
            assert!(row.ok, "{}", row.line());
        }
    }
}
