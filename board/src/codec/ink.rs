//! Strokes in columns: samples run on across the entries of a stroke.

use std::collections::BTreeMap;

use super::{Column, Columns, Form};
use crate::{
    actor::ActorIndex,
    element::Style,
    geometry::Point,
    id::ElementId,
    ink::{Predictor, Sample, Samples},
    op::Op,
    order_key::OrderKey,
};

/// The stroke each actor draws on last, and where its next sample is expected.
#[derive(Default)]
pub(super) struct InkState {
    strokes: BTreeMap<ActorIndex, Stroke>,
}

struct Stroke {
    id: ElementId,
    predictor: Predictor,
    pressure: u8,
}

/// All of a stroke's beginning but its samples.
type Beginning = (ElementId, Point, OrderKey, Style, bool);

impl InkState {
    pub(super) fn encode_begin(&mut self, columns: &mut Columns, actor: ActorIndex, op: &Op) -> Form {
        if let Op::InkBegin {
            id,
            origin,
            order,
            style,
            pressure,
            samples,
        } = op
        {
            let beginning = (id, origin, order, style, pressure);
            columns.put_blob(Column::Rare, &postcard::to_stdvec(&beginning).unwrap_or_default());
            self.begin(actor, *id).encode(columns, samples);
        }
        Form::InkBegin
    }

    pub(super) fn encode_extend(
        &mut self,
        columns: &mut Columns,
        actor: ActorIndex,
        id: ElementId,
        samples: &Samples,
    ) -> Form {
        self.encode_id(columns, actor, id).encode(columns, samples);
        Form::InkExtend
    }

    pub(super) fn encode_end(&mut self, columns: &mut Columns, actor: ActorIndex, id: ElementId) -> Form {
        self.encode_id(columns, actor, id);
        Form::InkEnd
    }

    pub(super) fn decode_begin(&mut self, columns: &mut Columns, actor: ActorIndex) -> Option<Op> {
        let (id, origin, order, style, pressure): Beginning =
            postcard::from_bytes(columns.take_blob(Column::Rare)?).ok()?;
        let samples = self.begin(actor, id).decode(columns)?;
        Some(Op::InkBegin {
            id,
            origin,
            order,
            style,
            pressure,
            samples,
        })
    }

    pub(super) fn decode_extend(&mut self, columns: &mut Columns, actor: ActorIndex) -> Option<Op> {
        let stroke = self.decode_id(columns, actor)?;
        let id = stroke.id;
        stroke.decode(columns).map(|samples| Op::InkExtend { id, samples })
    }

    pub(super) fn decode_end(&mut self, columns: &mut Columns, actor: ActorIndex) -> Option<Op> {
        self.decode_id(columns, actor)
            .map(|stroke| Op::InkEnd { id: stroke.id })
    }

    fn begin(&mut self, actor: ActorIndex, id: ElementId) -> &mut Stroke {
        let fresh = || Stroke {
            id,
            predictor: Predictor::default(),
            pressure: 128,
        };
        let stroke = self.strokes.entry(actor).or_insert_with(fresh);
        *stroke = fresh();
        stroke
    }

    fn encode_id(&mut self, columns: &mut Columns, actor: ActorIndex, id: ElementId) -> &mut Stroke {
        let same = self.strokes.get(&actor).is_some_and(|stroke| stroke.id == id);
        columns.put(Column::StrokeSame, u64::from(same));
        if !same {
            columns.put_bytes(Column::StrokeId, &id.0.to_be_bytes());
            self.begin(actor, id);
        }
        self.strokes.entry(actor).or_insert_with(|| Stroke {
            id,
            predictor: Predictor::default(),
            pressure: 128,
        })
    }

    fn decode_id(&mut self, columns: &mut Columns, actor: ActorIndex) -> Option<&mut Stroke> {
        if columns.take(Column::StrokeSame)? == 0 {
            let bytes = columns.take_bytes(Column::StrokeId, 16)?.try_into().ok()?;
            return Some(self.begin(actor, ElementId(u128::from_be_bytes(bytes))));
        }
        self.strokes.get_mut(&actor)
    }
}

impl Stroke {
    fn encode(&mut self, columns: &mut Columns, samples: &Samples) {
        columns.put(Column::SampleCount, samples.0.len() as u64);
        for sample in &samples.0 {
            let residual = self.predictor.residual(sample.at);
            columns.put_signed_narrow(Column::SampleX, residual.x);
            columns.put_signed_narrow(Column::SampleY, residual.y);
            columns.put(Column::SampleTime, u64::from(sample.dt_millis));
            columns.put_bytes(Column::SamplePressure, &[sample.pressure.wrapping_sub(self.pressure)]);
            self.pressure = sample.pressure;
        }
    }

    fn decode(&mut self, columns: &mut Columns) -> Option<Samples> {
        let count = columns.take_count(Column::SampleCount)?;
        let mut samples = Vec::with_capacity(count);
        for _ in 0..count {
            let x = columns.take_signed_narrow(Column::SampleX)?;
            let y = columns.take_signed_narrow(Column::SampleY)?;
            let dt_millis = u16::try_from(columns.take(Column::SampleTime)?).ok()?;
            let change = columns.take_bytes(Column::SamplePressure, 1)?.first().copied()?;
            self.pressure = self.pressure.wrapping_add(change);
            let at = self.predictor.place(Point::new(x, y));
            samples.push(Sample {
                at,
                dt_millis,
                pressure: self.pressure,
            });
        }
        Some(Samples(samples))
    }
}
