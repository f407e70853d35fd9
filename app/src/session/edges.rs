//! Dragging to the edge of the view moves the view on, as long as the pointer stays there: what is dragged, drawn or boxed
//! can reach beyond what is seen. Ink and the laser stay where the hand is.

use std::time::Duration;

use board::tool::{Phase, PointerInput, PointerSample, ToolKind};
use kurbo::{Point, Size, Vec2};
use leptos::prelude::*;

use super::{Session, page_millis};
use crate::dom;

/// So near the edge it begins, in CSS pixels.
const EDGE_PX: f64 = 28.0;
/// How fast the view goes right at the edge and beyond, in CSS pixels a second.
const SPEED: f64 = 900.0;
/// How long the pointer has to be there before.
const WAIT_MILLIS: u64 = 160;
/// For who wants less motion the view goes by steps: how far, in CSS pixels, and how often.
const STEP: (f64, u64) = (160.0, 400);

/// A gesture that may reach the edge.
#[derive(Clone, Debug)]
pub(super) struct AtEdge {
    input: PointerInput,
    /// In CSS pixels of the view.
    place: Point,
    /// Whether the gesture has been away from the edges: what begins at one stays.
    was_inside: bool,
    /// Since when it is at an edge, and when the view went on last; `None` while it is elsewhere.
    since: Option<(u64, u64)>,
}

impl Session {
    /// Watches the pointer for the edges of the view.
    pub fn follow_edges(self, input: &PointerInput) {
        let edges = self.signals.aids.edges;
        let viewport = self.viewport().get_untracked();
        let goes_on = matches!(input.phase, Phase::Down | Phase::Move) && viewport.area() > 0.0;
        let Some(at) = input.at().filter(|_| goes_on && self.may_scroll(input.phase)) else {
            edges.set_value(None);
            return;
        };
        let place = self.signals.camera.get_untracked().to_screen(at);
        let is_inside = speed_at(place, viewport) == Vec2::ZERO;
        let before = edges.get_value().filter(|_| input.phase == Phase::Move);
        if before.is_none() && input.phase == Phase::Move {
            return;
        }
        let was_inside = is_inside || before.as_ref().is_some_and(|before| before.was_inside);
        let running = before.and_then(|before| before.since);
        let begins = was_inside && !is_inside && running.is_none();
        let since = if begins {
            Some((page_millis(), page_millis()))
        } else {
            running.filter(|_| !is_inside)
        };
        edges.set_value(Some(AtEdge {
            input: input.clone(),
            place,
            was_inside,
            since,
        }));
        if begins {
            self.go_on_later();
        }
    }

    /// Whether there is something in the hand that reaches beyond the view; with the press that takes it, whether there may be.
    fn may_scroll(self, phase: Phase) -> bool {
        let may_draw = self.signals.rights.get_untracked().draw;
        let is_held = phase == Phase::Down || self.tool_is_busy();
        may_draw && is_held && scrolls(self.signals.tool.get_untracked())
    }

    /// Once a frame, after what the pointer did before it: that was meant for the view as it was.
    fn go_on_later(self) {
        request_animation_frame(move || set_timeout(move || self.go_on(), Duration::ZERO));
    }

    fn go_on(self) {
        let edges = self.signals.aids.edges;
        let held = edges.try_get_value().flatten().filter(|_| self.may_scroll(Phase::Move));
        let Some((held, (since, last))) = held.and_then(|held| Some((held.clone(), held.since?))) else {
            return;
        };
        let now = page_millis();
        let speed = speed_at(held.place, self.viewport().get_untracked());
        let by = if now < since + WAIT_MILLIS {
            Vec2::ZERO
        } else if dom::prefers_reduced_motion() {
            let is_due = now >= last + STEP.1 || last == since;
            if is_due { speed.normalize() * STEP.0 } else { Vec2::ZERO }
        } else {
            speed * (now - last).min(50) as f64 / 1_000.0
        };
        let keeps_last = by == Vec2::ZERO && now >= since + WAIT_MILLIS;
        edges.update_value(|held| {
            if let Some(held) = held {
                held.since = Some((
                    since,
                    if keeps_last || now < since + WAIT_MILLIS {
                        last
                    } else {
                        now
                    },
                ));
            }
        });
        if by != Vec2::ZERO {
            let camera = self.signals.camera;
            camera.update(|camera| *camera = camera.panned(-by));
            let at = camera.get_untracked().to_board(held.place);
            let sample = held.input.samples.last().map(|sample| PointerSample { at, ..*sample });
            self.hand_on(&PointerInput {
                phase: Phase::Move,
                samples: sample.into_iter().collect(),
                ..held.input
            });
        }
        self.go_on_later();
    }
}

/// Whether the gestures of a tool reach beyond the view.
fn scrolls(tool: ToolKind) -> bool {
    match tool {
        ToolKind::Select
        | ToolKind::Shape(_)
        | ToolKind::Part(_)
        | ToolKind::Frame
        | ToolKind::Connector
        | ToolKind::Line
        | ToolKind::Zoom => true,
        ToolKind::Hand
        | ToolKind::Pen
        | ToolKind::Eraser
        | ToolKind::Stamp(_)
        | ToolKind::Text
        | ToolKind::Laser
        | ToolKind::Fill => false,
    }
}

/// How fast and where the view goes with the pointer at a place.
fn speed_at(place: Point, viewport: Size) -> Vec2 {
    let along = |at: f64, length: f64| {
        let near = ((EDGE_PX - at) / EDGE_PX).clamp(0.0, 1.0);
        let far = ((at - (length - EDGE_PX)) / EDGE_PX).clamp(0.0, 1.0);
        far - near
    };
    Vec2::new(along(place.x, viewport.width), along(place.y, viewport.height)) * SPEED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_view_goes_where_the_pointer_presses() {
        let viewport = Size::new(800.0, 600.0);
        assert_eq!(speed_at(Point::new(400.0, 300.0), viewport), Vec2::ZERO);
        assert_eq!(speed_at(Point::new(-50.0, 300.0), viewport), Vec2::new(-SPEED, 0.0));
        assert_eq!(speed_at(Point::new(400.0, 900.0), viewport), Vec2::new(0.0, SPEED));
        let slowly = speed_at(Point::new(780.0, 10.0), viewport);
        assert!(slowly.x > 0.0 && slowly.x < SPEED && slowly.y < 0.0 && slowly.y > -SPEED);
    }
}
