//! What a pointer event says, in the words of the tools: board units, pressure, time since the reading before.

use board::{
    geometry::between,
    tool::{Modifiers, Phase, PointerInput, PointerKind, PointerSample},
};
use kurbo::{Point, Vec2};

use super::super::tail::Ahead;
use super::{
    DOUBLE_MILLIS, DOUBLE_PX, ERASER_BUTTON, Input,
    exact::{ExactPointer, coalesced, predicted},
};

impl Input {
    pub(super) fn send(&self, phase: Phase, event: &ExactPointer, double: bool) {
        let kind = match event.pointer_type().as_str() {
            "pen" => PointerKind::Pen,
            "touch" => PointerKind::Touch,
            _ => PointerKind::Mouse,
        };
        if matches!(phase, Phase::Down | Phase::Hover) {
            self.last_sample_millis.set(event.time_stamp().round());
        }
        let corner = self.corner();
        let camera = self.camera.get_untracked();
        let has_pressure = kind == PointerKind::Pen;
        let sample = |event: &ExactPointer| PointerSample {
            at: camera.to_board(Point::new(event.client_x(), event.client_y()) - corner),
            pressure: if has_pressure {
                (f64::from(event.pressure()) * 255.0).round() as u8
            } else {
                128
            },
            dt_millis: self.elapsed(event.time_stamp()),
        };
        let samples: Vec<PointerSample> = match phase {
            Phase::Move => coalesced(event).iter().map(sample).collect(),
            Phase::Hover | Phase::Down | Phase::Up | Phase::Abort => vec![sample(event)],
        };
        self.tail.tell(match phase {
            Phase::Move => Some(Ahead {
                from: samples.last().map_or(Point::ZERO, |last| last.at),
                places: predicted(event)
                    .iter()
                    .map(|event| camera.to_board(Point::new(event.client_x(), event.client_y()) - corner))
                    .collect(),
                told_at_millis: event.time_stamp(),
            }),
            Phase::Hover | Phase::Down | Phase::Up | Phase::Abort => None,
        });
        self.gather(PointerInput {
            phase,
            samples,
            has_pressure,
            modifiers: Modifiers {
                shift: event.shift_key(),
                ctrl: event.ctrl_key() || event.meta_key(),
                alt: event.alt_key(),
            },
            kind,
            double,
            // 32 among the buttons is the pen's other end.
            eraser_button: event.button() == ERASER_BUTTON || event.buttons() & 32 != 0,
        });
    }

    /// Whole milliseconds since the last sample. What rounding takes is made good at the next one.
    pub(super) fn elapsed(&self, time_stamp: f64) -> u16 {
        let elapsed = (time_stamp - self.last_sample_millis.get()).round();
        let elapsed = between(elapsed, 0.0, f64::from(u16::MAX));
        self.last_sample_millis.set(self.last_sample_millis.get() + elapsed);
        elapsed as u16
    }

    pub(super) fn is_double(&self, time_stamp: f64, at: Point) -> bool {
        let is_double = self
            .last_press
            .get()
            .is_some_and(|(last, place)| time_stamp - last < DOUBLE_MILLIS && place.distance(at) < DOUBLE_PX);
        // A third press begins anew.
        self.last_press.set((!is_double).then_some((time_stamp, at)));
        is_double
    }

    /// Where the surface is on the page. Looked up once in a gesture: the page would have to be laid out for every event.
    pub(super) fn corner(&self) -> Vec2 {
        if let Some(corner) = self.corner_in_gesture.get() {
            return corner;
        }
        let rect = self.surface.get_bounding_client_rect();
        Vec2::new(rect.left(), rect.top())
    }

    /// In CSS pixels of the surface.
    pub(super) fn place(&self, event: &ExactPointer) -> Point {
        Point::new(event.client_x(), event.client_y()) - self.corner()
    }
}
