//! A pen stroke: where the pen was, when and how hard (rule B5). Samples are only ever appended.
//!
//! In binary formats samples are variable-length integers of their second differences: a hand moves evenly, so the change
//! of speed is small where the place is not.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::{
    geometry::{Point, Size},
    limits::SAMPLES_PER_OP,
};

/// One reading of the pen.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Sample {
    /// Relative to the element's origin, in eighths of a board unit.
    pub at: Point,
    /// Milliseconds since the sample before (since the stroke began for the first).
    pub dt_millis: u16,
    /// 0 to 255; 128 where the device knows none.
    pub pressure: u8,
}

/// What a stroke is drawn with.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum Nib {
    /// Thinner and wider with pressure, or with speed where the device tells none.
    #[default]
    Pen,
    /// The same width everywhere.
    Constant,
    /// Wide and transparent, under what is written.
    Highlighter,
}

impl Nib {
    /// How wide its line is at middle pressure, in widths of its style.
    pub fn widths(self) -> f64 {
        match self {
            Nib::Pen | Nib::Constant => 1.5,
            // As high as a line of writing.
            Nib::Highlighter => 10.0,
        }
    }
}

/// A run of samples as an op carries it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Samples(pub Vec<Sample>);

/// A stroke on the board.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Ink {
    /// All samples so far, places relative to the element's origin.
    pub samples: Samples,
    /// Whether the device told pressure.
    pub pressure: bool,
    /// Whether the stroke was ended; one without an end is complete as it stands.
    pub ended: bool,
}

impl Ink {
    /// The box of the samples relative to the element's origin: its near corner and its size.
    pub fn extent(&self) -> (Point, Size) {
        let Some(first) = self.samples.0.first() else {
            return (Point::default(), Size::default());
        };
        let mut near = first.at;
        let mut far = first.at;
        for sample in &self.samples.0 {
            near = Point::new(near.x.min(sample.at.x), near.y.min(sample.at.y));
            far = Point::new(far.x.max(sample.at.x), far.y.max(sample.at.y));
        }
        (near, Size::new(far.x - near.x, far.y - near.y))
    }

    /// The same stroke stretched from its own size to another, both ways apart; a side without an extent keeps none.
    pub fn stretched(&self, size: Size) -> Ink {
        let (_, own) = self.extent();
        let samples = self.samples.0.iter().map(|sample| Sample {
            at: stretched(sample.at, own, size),
            ..*sample
        });
        Ink {
            samples: Samples(samples.collect()),
            ..*self
        }
    }

    /// Milliseconds from the first sample to the last.
    pub fn duration_millis(&self) -> u64 {
        self.samples.0.iter().map(|sample| u64::from(sample.dt_millis)).sum()
    }
}

/// Where a place of something goes that is stretched about its origin from one size to another.
pub(crate) fn stretched(at: Point, own: Size, to: Size) -> Point {
    let scaled = |at: i32, own: i32, to: i32| match own {
        0 => at,
        own => (f64::from(at) * f64::from(to) / f64::from(own)).round() as i32,
    };
    Point::new(scaled(at.x, own.width, to.width), scaled(at.y, own.height, to.height))
}

impl Serialize for Samples {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_seq(
                self.0
                    .iter()
                    .map(|sample| (sample.at.x, sample.at.y, sample.dt_millis, sample.pressure)),
            )
        } else {
            serializer.serialize_bytes(&pack(&self.0))
        }
    }
}

impl<'de> Deserialize<'de> for Samples {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let rows = Vec::<(i32, i32, u16, u8)>::deserialize(deserializer)?;
            let sample = |(x, y, dt_millis, pressure)| Sample {
                at: Point::new(x, y),
                dt_millis,
                pressure,
            };
            Ok(Samples(rows.into_iter().map(sample).collect()))
        } else {
            let bytes = <Vec<u8>>::deserialize(deserializer)?;
            unpack(&bytes)
                .map(Samples)
                .ok_or_else(|| D::Error::custom("ink samples are damaged"))
        }
    }
}

/// Predicts the next place by going on as before.
#[derive(Default)]
pub(crate) struct Predictor {
    last: Point,
    step: Point,
}

impl Predictor {
    /// How far the place is from the predicted one.
    pub(crate) fn residual(&mut self, at: Point) -> Point {
        let residual = Point {
            x: at.x.wrapping_sub(self.last.x).wrapping_sub(self.step.x),
            y: at.y.wrapping_sub(self.last.y).wrapping_sub(self.step.y),
        };
        self.go_to(at);
        residual
    }

    /// The place that a residual stands for.
    pub(crate) fn place(&mut self, residual: Point) -> Point {
        let at = Point {
            x: residual.x.wrapping_add(self.last.x).wrapping_add(self.step.x),
            y: residual.y.wrapping_add(self.last.y).wrapping_add(self.step.y),
        };
        self.go_to(at);
        at
    }

    fn go_to(&mut self, at: Point) {
        self.step = Point {
            x: at.x.wrapping_sub(self.last.x),
            y: at.y.wrapping_sub(self.last.y),
        };
        self.last = at;
    }
}

pub(crate) fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value as u8) | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

pub(crate) fn take_varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// Signed to unsigned with small numbers staying small, whatever their sign.
pub(crate) fn zigzag(value: i32) -> u64 {
    u64::from(((value << 1) ^ (value >> 31)) as u32)
}

pub(crate) fn unzigzag(value: u64) -> Option<i32> {
    let value = u32::try_from(value).ok()?;
    Some(((value >> 1) as i32) ^ -((value & 1) as i32))
}

fn pack(samples: &[Sample]) -> Vec<u8> {
    let mut out = Vec::with_capacity(samples.len() * 5 + 3);
    put_varint(&mut out, samples.len() as u64);
    let mut predictor = Predictor::default();
    let mut pressure = 128u8;
    for sample in samples {
        let residual = predictor.residual(sample.at);
        put_varint(&mut out, zigzag(residual.x));
        put_varint(&mut out, zigzag(residual.y));
        // One bit of the time says that the pressure is as before: mice have none.
        let changed = sample.pressure != pressure;
        put_varint(&mut out, u64::from(sample.dt_millis) << 1 | u64::from(changed));
        if changed {
            out.push(sample.pressure);
            pressure = sample.pressure;
        }
    }
    out
}

fn unpack(mut bytes: &[u8]) -> Option<Vec<Sample>> {
    let count = usize::try_from(take_varint(&mut bytes)?).ok()?;
    // Three bytes are the least a sample takes: a lying count cannot make us reserve memory.
    if count > bytes.len() / 3 + 1 {
        return None;
    }
    let mut samples = Vec::with_capacity(count.min(SAMPLES_PER_OP));
    let mut predictor = Predictor::default();
    let mut pressure = 128u8;
    for _ in 0..count {
        let x = unzigzag(take_varint(&mut bytes)?)?;
        let y = unzigzag(take_varint(&mut bytes)?)?;
        let time = take_varint(&mut bytes)?;
        if time & 1 == 1 {
            let (byte, rest) = bytes.split_first()?;
            (pressure, bytes) = (*byte, rest);
        }
        let dt_millis = u16::try_from(time >> 1).ok()?;
        samples.push(Sample {
            at: predictor.place(Point::new(x, y)),
            dt_millis,
            pressure,
        });
    }
    bytes.is_empty().then_some(samples)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn samples() -> impl Strategy<Value = Vec<Sample>> {
        let sample =
            (any::<i32>(), any::<i32>(), 0u16..=u16::MAX, any::<u8>()).prop_map(|(x, y, dt_millis, pressure)| Sample {
                at: Point::new(x, y),
                dt_millis,
                pressure,
            });
        prop::collection::vec(sample, 0..50)
    }

    proptest! {
        #[test]
        fn samples_read_back_from_bytes_and_json(samples in samples()) {
            let samples = Samples(samples);
            let bytes = postcard::to_stdvec(&samples).unwrap();
            prop_assert_eq!(&postcard::from_bytes::<Samples>(&bytes).unwrap(), &samples);
            let json = serde_json::to_string(&samples).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Samples>(&json).unwrap(), &samples);
        }

        #[test]
        fn damaged_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = postcard::from_bytes::<Samples>(&bytes);
            let _ = unpack(&bytes);
        }
    }

    #[test]
    fn an_even_line_takes_three_bytes_a_sample() {
        let line = (0..100)
            .map(|n| Sample {
                at: Point::new(n * 20, n * 7),
                dt_millis: 8,
                pressure: 128,
            })
            .collect::<Vec<_>>();
        assert!(pack(&line).len() <= 305);
    }
}
