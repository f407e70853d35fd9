//! A recording of one hour with 200,000 entries, made from real material: both typing traces, and the real ink of a stencil
//! library once plus seeded rotated, scaled and jittered copies at 120 samples a second, two samples an entry.

use std::path::Path;

use anyhow::{Context, Result};
use board::{
    Entry, Op,
    actor::{ActorIndex, JoinRank},
    element::Style,
    geometry::Point,
    id::{ElementId, FileId},
    ink::{Sample, Samples},
    op::TextTarget,
    order_key::OrderKey,
    recording::Seq,
    text::{Atom, Cause},
    time::Millis,
};
use rand::{Rng, SeedableRng, rngs::SmallRng};

use crate::traces::{read_linear, utf16_edit};

/// The seed of the copies.
pub const SEED: u64 = 2026;
const ENTRIES: usize = 200_000;
const HOUR_MILLIS: u64 = 3_600_000;
const SAMPLE_MILLIS: u16 = 8;
const SAMPLES_PER_ENTRY: usize = 2;

/// The entries of the hour.
pub fn entries() -> Result<Vec<Entry>> {
    let mut typing = typing_ops("sveltecomponent", FileId(1), JoinRank(1))?;
    typing.truncate(ENTRIES / 4);
    let drawing = drawing_ops(ENTRIES - typing.len())?;
    Ok(merged(typing, drawing))
}

/// The ops of a linear trace, one a transaction, with the file that holds them before.
pub fn typing_ops(name: &str, file: FileId, rank: JoinRank) -> Result<Vec<Op>> {
    let trace = read_linear(name)?;
    let mut ops = vec![Op::CreateFile {
        id: file,
        name: name.to_owned(),
        language: Default::default(),
    }];
    let mut text = String::new();
    for patches in &trace.transactions {
        let atom = |edit| Atom {
            dt_millis: 0,
            cause: Cause::Type,
            edit,
        };
        let atoms = patches.iter().map(|patch| atom(utf16_edit(&mut text, patch))).collect();
        ops.push(Op::Text {
            target: TextTarget::File(file),
            rank,
            atoms,
        });
    }
    Ok(ops)
}

/// Strokes as ops: begin, extends of two samples, end.
pub fn drawing_ops(count: usize) -> Result<Vec<Op>> {
    let strokes = real_strokes()?;
    let mut random = SmallRng::seed_from_u64(SEED);
    let (mut ops, mut made) = (Vec::with_capacity(count), 0u128);
    while ops.len() < count {
        for stroke in &strokes {
            made += 1;
            let samples = if made <= strokes.len() as u128 {
                stroke.clone()
            } else {
                copy_of(stroke, &mut random)
            };
            let id = ElementId(made);
            let origin = Point::new(
                random.random_range(-20_000..20_000),
                random.random_range(-20_000..20_000),
            );
            let mut chunks = samples.chunks(SAMPLES_PER_ENTRY).map(|chunk| Samples(chunk.to_vec()));
            let first = chunks.next().unwrap_or_default();
            let order = OrderKey::first();
            ops.push(Op::InkBegin {
                id,
                origin,
                order,
                style: Style::default(),
                pressure: true,
                samples: first,
            });
            ops.extend(chunks.map(|samples| Op::InkExtend { id, samples }));
            ops.push(Op::InkEnd { id });
        }
    }
    ops.truncate(count);
    Ok(ops)
}

/// The freehand strokes of the stencil library, with their real pressures, at an even pace.
fn real_strokes() -> Result<Vec<Vec<Sample>>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/excalidrawlib/despair.excalidrawlib");
    let library: serde_json::Value = serde_json::from_slice(&std::fs::read(path)?)?;
    let items = library["libraryItems"].as_array().context("no items")?;
    let elements = items.iter().filter_map(|item| item["elements"].as_array()).flatten();
    let mut strokes = Vec::new();
    for element in elements.filter(|element| element["type"] == "freedraw") {
        let pressures = element["pressures"].as_array().map_or(&[][..], Vec::as_slice);
        let pressure = |index: usize| pressures.get(index).and_then(|value| value.as_f64()).unwrap_or(0.5);
        let points = element["points"].as_array().context("a stroke without points")?;
        let sample = |(index, point): (usize, &serde_json::Value)| Sample {
            at: Point::from_units(kurbo::Point::new(
                point[0].as_f64().unwrap_or_default(),
                point[1].as_f64().unwrap_or_default(),
            )),
            dt_millis: if index == 0 { 0 } else { SAMPLE_MILLIS },
            pressure: (pressure(index) * 255.0) as u8,
        };
        strokes.push(points.iter().enumerate().map(sample).collect());
    }
    Ok(strokes)
}

fn copy_of(stroke: &[Sample], random: &mut SmallRng) -> Vec<Sample> {
    let (turn, scale): (f64, f64) = (
        random.random_range(0.0..std::f64::consts::TAU),
        random.random_range(0.5..2.0),
    );
    let (sine, cosine) = turn.sin_cos();
    let mut copy = |sample: &Sample| {
        let (x, y) = (f64::from(sample.at.x) * scale, f64::from(sample.at.y) * scale);
        let mut jitter = || random.random_range(-1..=1);
        let at = Point::new(
            (x * cosine - y * sine) as i32 + jitter(),
            (x * sine + y * cosine) as i32 + jitter(),
        );
        let dt_millis = if sample.dt_millis == 0 {
            0
        } else {
            SAMPLE_MILLIS + u16::from(random.random_bool(0.3))
        };
        Sample {
            at,
            dt_millis,
            pressure: sample.pressure,
        }
    };
    stroke.iter().map(&mut copy).collect()
}

/// One person types, two draw in turn; spread evenly over the hour, the typing among the drawing.
fn merged(typing: Vec<Op>, drawing: Vec<Op>) -> Vec<Entry> {
    let total = typing.len() + drawing.len();
    let every = total / typing.len().max(1);
    let (mut typing, mut drawing) = (typing.into_iter(), drawing.into_iter());
    let mut drawer = ActorIndex(2);
    let mut entries = Vec::with_capacity(total);
    for index in 0..total {
        let typed = if index % every == 0 { typing.next() } else { None };
        let (actor, op) = match typed {
            Some(op) => (ActorIndex(1), op),
            None => match drawing.next() {
                Some(op) => {
                    if let Op::InkBegin { .. } = op {
                        drawer = ActorIndex(5 - drawer.0);
                    }
                    (drawer, op)
                }
                None => match typing.next() {
                    Some(op) => (ActorIndex(1), op),
                    None => break,
                },
            },
        };
        let at = Millis(index as u64 * HOUR_MILLIS / total as u64);
        entries.push(Entry {
            seq: Seq(index as u64 + 1),
            at,
            ago_millis: 0,
            actor,
            op,
            redacted: None,
        });
    }
    entries
}
