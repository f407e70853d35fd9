//! Holding the pen still before it is lifted.

use kurbo::{Point, Rect};

use super::style_of;
use crate::{
    element::Element,
    id::ElementId,
    ink::Nib,
    limits::SAMPLES_PER_STROKE,
    op::Op,
    tool::{Context, Intent, PointerSample, recognition},
};

/// So long the pen rests before it is lifted, within so many CSS pixels.
const REST_MILLIS: u32 = 500;
const REST_REACH_PX: f64 = 6.0;
/// What is smaller is a letter or a dot, in CSS pixels.
const EXTENT_MIN_PX: f64 = 40.0;

/// Where a stroke went, and how long the pen has been resting where it is.
#[derive(Clone, Debug)]
pub(super) struct Hold {
    way: Vec<Point>,
    rests_at: Point,
    rest_millis: u32,
}

impl Hold {
    pub(super) fn at(begin: Point) -> Hold {
        Hold {
            way: vec![begin],
            rests_at: begin,
            rest_millis: 0,
        }
    }

    pub(super) fn go_on(&mut self, reading: &PointerSample, zoom: f64) {
        let dt_millis = u32::from(reading.dt_millis);
        if reading.at.distance(self.rests_at) * zoom <= REST_REACH_PX {
            self.rest_millis = self.rest_millis.saturating_add(dt_millis);
        } else {
            (self.rests_at, self.rest_millis) = (reading.at, 0);
        }
        // A stroke that has more is gone on with in another.
        if self.way.len() < SAMPLES_PER_STROKE {
            self.way.push(reading.at);
        }
    }

    /// What the stroke looks like, under its own id, if the pen is held for that.
    pub(super) fn meant(&self, stroke: ElementId, context: &Context<'_>) -> Option<Element> {
        if self.rest_millis < REST_MILLIS || context.look.nib == Nib::Highlighter {
            return None;
        }
        let begin = Rect::from_points(self.rests_at, self.rests_at);
        let extent = self.way.iter().fold(begin, |rect, place| rect.union_pt(*place)).size();
        if extent.max_side() * context.zoom < EXTENT_MIN_PX || recognition::room_on(context.board) == 0 {
            return None;
        }
        recognition::made_of(&self.way, style_of(context.look), context.author, context.board, stroke)
    }

    /// Puts what the stroke looks like in its place, as a step of its own.
    pub(super) fn finish(&self, stroke: ElementId, context: &mut Context<'_>, intents: &mut Vec<Intent>) {
        if let Some(element) = self.meant(stroke, context) {
            let id = (context.fresh_ids)();
            intents.extend([
                Intent::Apply(Op::Delete(vec![stroke])),
                Intent::Apply(Op::Create(vec![Element { id, ..element }])),
                Intent::EndStep,
            ]);
        }
    }
}
