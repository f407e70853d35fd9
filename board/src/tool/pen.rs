//! The pen: a stroke grows on everybody's board while it is drawn (rule B5). Places are quantised here, once. Whoever holds it
//! still before lifting it has what it drew taken for the shape it looks like; the stroke comes back by one undo.

mod hold;

use hold::Hold;

use super::{Context, Intent, Look, Phase, PointerInput, PointerSample, arrange::update};
use crate::{
    colour::Colour,
    element::Style,
    geometry::Point,
    id::ElementId,
    ink::{Nib, Sample, Samples},
    limits::{SAMPLES_PER_OP, SAMPLES_PER_STROKE},
    op::{ElementChange, Op, Prop},
    overlay::{Guide, Overlay},
};

/// A straight piece is drawn in steps so long, in board units, but no more than so many, each in at least this time.
const STRAIGHT_STEP: f64 = 12.0;
const STRAIGHT_STEPS_MAX: f64 = 64.0;
const STRAIGHT_MILLIS: u16 = 24;

/// The pen's state.
#[derive(Clone, Debug, Default)]
pub enum Pen {
    /// Lifted.
    #[default]
    Up,
    /// On the board.
    Down(Stroke),
}

/// The stroke being drawn.
#[derive(Clone, Debug)]
pub struct Stroke {
    id: ElementId,
    origin: Point,
    /// The last sample sent; the next stroke begins there when this one is full.
    last: Sample,
    count: usize,
    /// Time of readings that were left out since, because the pen stood still.
    rest_millis: u16,
    /// Where it went and whether it rests, for what it is taken for.
    hold: Hold,
    /// With Shift held: the pen goes from where it is straight to here, once the key or the pen is let go.
    straight: Option<Straight>,
}

#[derive(Clone, Copy, Debug)]
struct Straight {
    to: kurbo::Point,
    elapsed_millis: u16,
    pressure: u8,
}

impl Pen {
    pub(super) fn on(self, input: &PointerInput, context: &mut Context<'_>, intents: &mut Vec<Intent>) -> Pen {
        match (self, input.phase) {
            (Pen::Up, Phase::Down) => match input.samples.split_first() {
                Some((first, rest)) => {
                    let mut stroke = Stroke::begin(first, input.has_pressure, context, intents);
                    stroke.extend(rest, input.has_pressure, context, intents);
                    Pen::Down(stroke)
                }
                None => Pen::Up,
            },
            (Pen::Up, Phase::Hover | Phase::Move | Phase::Up | Phase::Abort) => Pen::Up,
            (Pen::Down(mut stroke), Phase::Move | Phase::Hover | Phase::Down) if input.modifiers.shift => {
                stroke.stretch(&input.samples);
                Pen::Down(stroke)
            }
            (Pen::Down(mut stroke), Phase::Move | Phase::Hover | Phase::Down) => {
                stroke.go_straight(input.has_pressure, context, intents);
                stroke.extend(&input.samples, input.has_pressure, context, intents);
                Pen::Down(stroke)
            }
            (Pen::Down(mut stroke), Phase::Up) => {
                // A pen that has left the board is told to press with nothing, wherever it was lifted.
                let pressure = stroke.last.pressure;
                let lifted = input.samples.iter().map(|sample| PointerSample { pressure, ..*sample });
                let lifted = lifted.collect::<Vec<_>>();
                if stroke.straight.is_some() {
                    stroke.stretch(&lifted);
                    stroke.go_straight(input.has_pressure, context, intents);
                } else {
                    stroke.extend(&lifted, input.has_pressure, context, intents);
                }
                stroke.end(intents);
                stroke.hold.finish(stroke.id, context, intents);
                Pen::Up
            }
            // Ink is never taken back by accident: what was drawn stands.
            (Pen::Down(stroke), Phase::Abort) => {
                stroke.end(intents);
                Pen::Up
            }
        }
    }

    /// The straight piece that is not drawn yet, and what the stroke becomes when it is lifted now.
    pub(super) fn show(&self, context: &Context<'_>, overlay: &mut Overlay) {
        let Pen::Down(stroke) = self else { return };
        if let Some(straight) = &stroke.straight {
            let (from, to) = (stroke.end_of_ink(), straight.to);
            overlay.guides.push(Guide::Line { from, to });
        } else if let Some(meant) = stroke.hold.meant(stroke.id, context) {
            overlay.erasing.push(stroke.id);
            overlay.preview.push(meant);
        }
    }

    pub(super) fn is_busy(&self) -> bool {
        matches!(self, Pen::Down(_))
    }
}

/// How a stroke of the present look is coloured. Highlighting in ink would only darken what is to stand out, and in the colour
/// of one's own lines it would not be told from them.
fn style_of(look: Look) -> Style {
    let stroke = match look.nib {
        Nib::Highlighter if !look.is_colour_chosen || look.style.stroke == Colour::INK => Colour::YELLOW,
        Nib::Pen | Nib::Constant | Nib::Highlighter => look.style.stroke,
    };
    Style {
        stroke,
        fill: None,
        ..look.style
    }
}

impl Stroke {
    fn begin(first: &PointerSample, pressure: bool, context: &mut Context<'_>, intents: &mut Vec<Intent>) -> Stroke {
        let origin = Point::from_units(first.at);
        let sample = Sample {
            at: Point::default(),
            dt_millis: 0,
            pressure: first.pressure,
        };
        Stroke::begin_at(origin, sample, pressure, context, intents)
    }

    fn begin_at(
        origin: Point,
        first: Sample,
        pressure: bool,
        context: &mut Context<'_>,
        intents: &mut Vec<Intent>,
    ) -> Stroke {
        let id = (context.fresh_ids)();
        intents.push(Intent::Apply(Op::InkBegin {
            id,
            origin,
            order: context.board.top_order(),
            style: style_of(context.look),
            pressure,
            samples: Samples(vec![first]),
        }));
        if context.look.nib != Nib::default() {
            intents.extend(update(&[ElementChange {
                id,
                props: vec![Prop::Nib(context.look.nib)],
            }]));
        }
        Stroke {
            id,
            origin,
            last: first,
            count: 1,
            rest_millis: 0,
            hold: Hold::at(origin.to_units()),
            straight: None,
        }
    }

    /// Where the ink ends, in board units.
    fn end_of_ink(&self) -> kurbo::Point {
        self.origin.offset(self.last.at).to_units()
    }

    fn stretch(&mut self, readings: &[PointerSample]) {
        for reading in readings {
            let elapsed_millis = self.straight.map_or(0, |straight| straight.elapsed_millis);
            self.straight = Some(Straight {
                to: reading.at,
                elapsed_millis: elapsed_millis.saturating_add(reading.dt_millis),
                pressure: reading.pressure,
            });
        }
    }

    fn go_straight(&mut self, pressure: bool, context: &mut Context<'_>, intents: &mut Vec<Intent>) {
        let Some(straight) = self.straight.take() else { return };
        let from = self.end_of_ink();
        let n_steps = (from.distance(straight.to) / STRAIGHT_STEP)
            .ceil()
            .clamp(1.0, STRAIGHT_STEPS_MAX);
        let dt_millis = (f64::from(straight.elapsed_millis) / n_steps) as u16;
        let steps = (1..=n_steps as usize).map(|step| PointerSample {
            at: from.lerp(straight.to, step as f64 / n_steps),
            pressure: straight.pressure,
            // Slow enough for what smooths a hand to leave it straight.
            dt_millis: dt_millis.max(STRAIGHT_MILLIS),
        });
        self.extend(&steps.collect::<Vec<_>>(), pressure, context, intents);
    }

    fn extend(
        &mut self,
        readings: &[PointerSample],
        pressure: bool,
        context: &mut Context<'_>,
        intents: &mut Vec<Intent>,
    ) {
        let mut waiting = Vec::with_capacity(readings.len());
        for reading in readings {
            self.hold.go_on(reading, context.zoom);
            let at = Point::from_units(reading.at).since(self.origin);
            let dt_millis = self.rest_millis.saturating_add(reading.dt_millis);
            if at == self.last.at && (!pressure || reading.pressure == self.last.pressure) {
                self.rest_millis = dt_millis;
                continue;
            }
            if self.count == SAMPLES_PER_STROKE {
                self.send(&mut waiting, intents);
                intents.push(Intent::Apply(Op::InkEnd { id: self.id }));
                let origin = self.origin.offset(self.last.at);
                let joint = Sample {
                    at: Point::default(),
                    dt_millis: 0,
                    pressure: self.last.pressure,
                };
                *self = Stroke::begin_at(origin, joint, pressure, context, intents);
            }
            let at = Point::from_units(reading.at).since(self.origin);
            self.last = Sample {
                at,
                dt_millis,
                pressure: reading.pressure,
            };
            self.count += 1;
            self.rest_millis = 0;
            waiting.push(self.last);
            if waiting.len() == SAMPLES_PER_OP {
                self.send(&mut waiting, intents);
            }
        }
        self.send(&mut waiting, intents);
    }

    fn send(&self, waiting: &mut Vec<Sample>, intents: &mut Vec<Intent>) {
        if !waiting.is_empty() {
            let samples = Samples(std::mem::take(waiting));
            intents.push(Intent::Apply(Op::InkExtend { id: self.id, samples }));
        }
    }

    fn end(&self, intents: &mut Vec<Intent>) {
        intents.push(Intent::Apply(Op::InkEnd { id: self.id }));
        intents.push(Intent::EndStep);
    }
}

#[cfg(test)]
mod tests {
    use kurbo::Point as FloatPoint;

    use super::*;
    use crate::tool::{
        ToolKind,
        script::{Stage, check},
    };

    #[test]
    fn b5_a_stroke_begins_grows_and_ends() {
        check(
            ToolKind::Pen,
            "",
            "down 10,10; move 12,11 14,12; move 14,12; up 15,12",
            "ink #101 at 10,10; extend #101 by 2; extend #101 by 1; end #101; step",
        );
    }

    #[test]
    fn a_dot_is_a_stroke() {
        check(
            ToolKind::Pen,
            "",
            "down 10,10; up 10,10",
            "ink #101 at 10,10; end #101; step",
        );
    }

    #[test]
    fn b5_an_abort_ends_the_stroke_as_it_stands() {
        check(
            ToolKind::Pen,
            "",
            "down 10,10; move 12,11; abort; move 20,20",
            "ink #101 at 10,10; extend #101 by 1; end #101; step",
        );
    }

    #[test]
    fn a_lost_release_ends_the_stroke() {
        check(
            ToolKind::Pen,
            "",
            "down 10,10; down 30,30; up 30,30",
            "ink #101 at 10,10; end #101; step; ink #102 at 30,30; end #102; step",
        );
    }

    #[test]
    fn with_shift_it_goes_straight_to_where_the_key_is_let_go() {
        let mut stage = Stage::new(ToolKind::Pen, "");
        stage.run("down 0,0; move 30,40 shift; move 60,0 shift");
        assert_eq!(
            stage.overlay().guides,
            [Guide::Line {
                from: FloatPoint::ZERO,
                to: FloatPoint::new(60.0, 0.0)
            }]
        );
        stage.run("move 60,30; up 60,30");
        let places = |stage: &Stage| {
            let ink = stage
                .board
                .stack()
                .into_iter()
                .find_map(|element| element.ink().cloned());
            let samples = ink.unwrap().samples.0.into_iter();
            samples.map(|sample| sample.at.to_units()).collect::<Vec<_>>()
        };
        let drawn = places(&stage);
        let (level, down) = drawn.split_at(drawn.len() - 1);
        assert!(level.len() > 4 && level.iter().all(|place| place.y == 0.0), "{drawn:?}");
        assert_eq!(level.last(), Some(&FloatPoint::new(60.0, 0.0)));
        assert_eq!(down, [FloatPoint::new(60.0, 30.0)]);
        // Lifted with the key held, it ends where the pen was.
        let mut stage = Stage::new(ToolKind::Pen, "");
        stage.run("down 0,0; move 9,9 shift; up 0,24 shift");
        assert_eq!(places(&stage).last(), Some(&FloatPoint::new(0.0, 24.0)));
        assert!(places(&stage).iter().all(|place| place.x == 0.0));
    }

    #[test]
    fn b5_a_full_stroke_is_gone_on_with_in_a_new_one() {
        let mut stage = Stage::new(ToolKind::Pen, "");
        stage.run("down 0,0");
        let far = SAMPLES_PER_STROKE as i32 + 10;
        let reading = |n: i32| PointerSample {
            at: FloatPoint::new(f64::from(n), 0.0),
            pressure: 128,
            dt_millis: 1,
        };
        stage.feed(Phase::Move, (1..=far).map(reading).collect());
        stage.run("up 20000,0");
        let strokes = stage
            .board
            .stack()
            .into_iter()
            .filter_map(|element| element.ink())
            .collect::<Vec<_>>();
        assert_eq!(
            strokes.iter().map(|ink| ink.samples.0.len()).collect::<Vec<_>>(),
            [SAMPLES_PER_STROKE, 13]
        );
        assert!(strokes.iter().all(|ink| ink.ended));
    }
}
