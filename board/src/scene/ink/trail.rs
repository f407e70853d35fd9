//! From samples to tips. The tip is drawn after the pen on a short leash, which takes the tremor out; how hard the pen is
//! pressed, or how fast it goes where the device tells no pressure, makes it wide or thin.

use kurbo::{Point, Vec2};

use crate::{geometry::between, ink::Sample};

/// How much of the diameter pressure takes or gives.
const THINNING: f64 = 0.5;
/// The part of the way to the pen that is left after the usual time between two samples. Devices tell more often or less;
/// the same hand has to make the same line with all of them.
const LEASH: f64 = 0.4;
/// The part of the way to the pen that a tip goes at once at most.
const STEP_MAX: f64 = 0.9;
/// Board units per millisecond from which on a stroke without pressure is thinnest.
const FAST: f64 = 3.0;
/// Milliseconds in which the simulated pressure follows a change of speed.
const RESPONSE_MILLIS: f64 = 60.0;
/// Milliseconds between samples that came without times.
const USUAL_MILLIS: f64 = 8.0;
/// Samples at either end that tell how a stroke begins and ends.
const AT_AN_END: usize = 10;
/// Board units per millisecond at which a hand is writing on while it lands or lifts, and at which it flicks.
const WRITING: f64 = 0.8;
const FLICKING: f64 = 2.8;
/// The longest run-out per diameter, how much of the stroke it may take, and how thin it gets.
const TAPER_DIAMETERS: f64 = 7.0;
const TAPER_PART: f64 = 0.4;
const TAPER_LEAST: f64 = 0.3;
/// A turn that the thinned line has to follow, as the sine.
const BEND_SINE: f64 = 0.12;
/// The longest straight piece of a thinned line, in board units.
const PIECE_MAX: f64 = 12.0;

/// The nib at one place.
#[derive(Clone, Copy, Debug)]
pub(in crate::scene) struct Tip {
    pub(in crate::scene) at: Point,
    pub(in crate::scene) radius: f64,
}

/// The way of a nib of a diameter. `is_whole` where the stroke ends with the last sample.
pub(super) fn tips(samples: &[Sample], has_pressure: bool, is_whole: bool, size: f64) -> Vec<Tip> {
    let Some(first) = samples.first() else {
        return Vec::new();
    };
    let is_timed = samples.iter().any(|sample| sample.dt_millis > 0);
    let elapsed = |sample: &Sample| {
        if is_timed {
            // Two readings within one millisecond.
            f64::from(sample.dt_millis).max(0.5)
        } else {
            USUAL_MILLIS
        }
    };
    let mut at = first.at.to_units();
    let mut pressure = pressure_at_first(samples, has_pressure, &elapsed);
    let mut tips = Vec::with_capacity(samples.len());
    for (index, sample) in samples.iter().enumerate() {
        let (pen, elapsed) = (sample.at.to_units(), elapsed(sample));
        let is_last = index + 1 == samples.len();
        // The line ends where the pen is, however long the leash.
        let step = if is_last {
            1.0
        } else {
            (1.0 - LEASH.powf(elapsed / USUAL_MILLIS)).min(STEP_MAX)
        };
        let next = at.lerp(pen, step);
        if has_pressure {
            pressure += (f64::from(sample.pressure) / 255.0 - pressure) * 0.5;
        } else if index > 0 && !is_last {
            let slowness = slowness(next.distance(at) / elapsed);
            pressure += (slowness - pressure) * (elapsed / RESPONSE_MILLIS).min(1.0);
        }
        at = next;
        tips.push(Tip {
            at,
            radius: size * (0.5 - THINNING * (0.5 - pressure)),
        });
    }
    if is_timed && is_whole && !has_pressure {
        taper(&mut tips, landing_speed(samples.iter()), size);
        tips.reverse();
        taper(&mut tips, lifting_speed(samples), size);
        tips.reverse();
    }
    tips
}

/// What the pressure begins with: that of the first samples together, so that no stroke begins with a blot or a hair.
fn pressure_at_first(samples: &[Sample], has_pressure: bool, elapsed: &impl Fn(&Sample) -> f64) -> f64 {
    let first = samples.get(..AT_AN_END.min(samples.len())).unwrap_or_default();
    if has_pressure {
        let sum = first.iter().map(|sample| f64::from(sample.pressure)).sum::<f64>();
        return sum / 255.0 / first.len().max(1) as f64;
    }
    let (mut way, mut time) = (0.0, 0.0);
    for pair in first.windows(2) {
        if let [before, after] = pair {
            way += before.at.to_units().distance(after.at.to_units());
            time += elapsed(after);
        }
    }
    if time > 0.0 { slowness(way / time) } else { 0.5 }
}

fn slowness(speed: f64) -> f64 {
    1.0 - (speed / FAST).min(1.0)
}

/// Board units per millisecond over the first samples with a time.
fn landing_speed<'a>(samples: impl Iterator<Item = &'a Sample>) -> f64 {
    let first = samples.take(AT_AN_END / 2).collect::<Vec<_>>();
    let (mut way, mut time) = (0.0, 0.0);
    for pair in first.windows(2) {
        if let [before, after] = pair {
            way += before.at.to_units().distance(after.at.to_units());
            time += f64::from(after.dt_millis);
        }
    }
    if time > 0.0 { way / time } else { 0.0 }
}

/// Board units per millisecond over the last samples.
fn lifting_speed(samples: &[Sample]) -> f64 {
    let begin = samples.len().saturating_sub(AT_AN_END / 2);
    landing_speed(samples.get(begin..).unwrap_or_default().iter())
}

/// Lets the beginning of a way run out to a point, by how fast the hand was there.
fn taper(tips: &mut [Tip], speed: f64, size: f64) {
    let flick = between((speed - WRITING) / (FLICKING - WRITING), 0.0, 1.0);
    let all = tips.windows(2).map(length).sum::<f64>();
    let reach = (flick * TAPER_DIAMETERS * size).min(all * TAPER_PART);
    if reach <= 0.0 {
        return;
    }
    let least = 1.0 - flick * (1.0 - TAPER_LEAST);
    let mut gone = 0.0;
    let mut before: Option<Point> = None;
    for tip in tips {
        gone += before.map_or(0.0, |before| before.distance(tip.at));
        before = Some(tip.at);
        if gone >= reach {
            break;
        }
        let part = gone / reach;
        tip.radius *= least + (1.0 - least) * part * (2.0 - part);
    }
}

fn length(pair: &[Tip]) -> f64 {
    match pair {
        [from, to] => from.at.distance(to.at),
        _ => 0.0,
    }
}

/// Leaves out what does not change the picture: neighbours nearly at one place, and places on a nearly straight piece.
pub(super) fn thinned(tips: &[Tip], size: f64) -> Vec<Tip> {
    let least = (size * 0.25).max(0.25);
    let Some((last, body)) = tips.split_last() else {
        return Vec::new();
    };
    let mut kept: Vec<Tip> = Vec::new();
    let mut leaving = Vec2::ZERO;
    for (index, tip) in body.iter().enumerate() {
        let Some(before) = kept.last() else {
            kept.push(*tip);
            continue;
        };
        let step = tip.at - before.at;
        if step.hypot() < least {
            continue;
        }
        if leaving == Vec2::ZERO {
            leaving = step.normalize();
        }
        let onward = tips.get(index + 1).map_or(Vec2::ZERO, |after| after.at - tip.at);
        let bends = leaving.cross(onward).abs() > BEND_SINE * onward.hypot() || leaving.dot(onward) < 0.0;
        let swells = (tip.radius - before.radius).abs() > size * 0.1;
        if bends || swells || step.hypot() > PIECE_MAX {
            kept.push(*tip);
            leaving = if onward.hypot() > 0.0 {
                onward.normalize()
            } else {
                Vec2::ZERO
            };
        }
    }
    if kept.last().is_none_or(|before| before.at.distance(last.at) > 0.05) {
        // A last place right behind another one would turn the end cap anyhow: the twitch of a hand that lifts.
        if kept.len() > 1 && kept.last().is_some_and(|before| before.at.distance(last.at) < least) {
            kept.pop();
        }
        kept.push(*last);
    }
    kept
}
