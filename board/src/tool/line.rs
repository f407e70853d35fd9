//! The line tool: from click to click, or one piece by dragging. A double click, Enter or Escape ends it; a click on its first
//! point closes it. Lines have no heads and hold on to nothing.

use std::sync::Arc;

use kurbo::{Point, Vec2};

use super::{Context, Intent, Phase, PointerInput, ToolKind, is_drag, snap::settled};
use crate::{
    element::{Connector, Element, End, Kind},
    geometry,
    id::ElementId,
    limits,
    op::Op,
    overlay::Overlay,
    shape::{Head, Route},
};

/// With Shift a line keeps to multiples of this.
const STEP_DEGREES: f64 = 15.0;
/// Points nearer than this to the one before are none, in CSS pixels.
const APART_PX: f64 = 2.0;

/// The line tool's state.
#[derive(Clone, Debug, Default)]
pub enum Lining {
    /// Nothing begun.
    #[default]
    Idle,
    /// Some points are put down.
    Drawing(Polyline),
}

/// A line being drawn.
#[derive(Clone, Debug)]
pub struct Polyline {
    id: ElementId,
    /// Put down, at least one.
    points: Vec<Point>,
    /// Where the next would be.
    next: Point,
    pressed: bool,
    /// Whether the press under way is the first.
    is_first: bool,
    /// Whether the press under way was a double click.
    is_last: bool,
}

impl Lining {
    pub(super) fn on(self, input: &PointerInput, context: &mut Context<'_>, intents: &mut Vec<Intent>) -> Lining {
        match (self, input.phase, input.at()) {
            (Lining::Idle, Phase::Down, Some(at)) => {
                let at = settled(at, input.modifiers.ctrl, context);
                Lining::Drawing(Polyline {
                    id: (context.fresh_ids)(),
                    points: vec![at],
                    next: at,
                    pressed: true,
                    is_first: true,
                    is_last: false,
                })
            }
            (Lining::Drawing(line), Phase::Down, Some(_)) => {
                let mut line = line.towards(input, context);
                (line.pressed, line.is_last) = (true, input.double);
                Lining::Drawing(line)
            }
            (Lining::Drawing(line), Phase::Move | Phase::Hover, Some(_)) => {
                Lining::Drawing(line.towards(input, context))
            }
            (Lining::Drawing(line), Phase::Up, _) => line.released(input, context, intents),
            (Lining::Drawing(line), Phase::Abort, _) => {
                line.finish(false, context, intents);
                Lining::Idle
            }
            (state, Phase::Hover | Phase::Down | Phase::Move | Phase::Up | Phase::Abort, _) => state,
        }
    }

    pub(super) fn show(&self, context: &Context<'_>, overlay: &mut Overlay) {
        let Lining::Drawing(line) = self else { return };
        let closes = line.closes(context);
        let mut shown = line.points.clone();
        if !closes && line.is_apart(line.next, context) {
            shown.push(line.next);
        }
        if closes {
            overlay.aims.extend(line.points.first());
        }
        if shown.len() > 1 {
            overlay.preview.push(line.element(&shown, closes, context));
        }
    }

    pub(super) fn is_busy(&self) -> bool {
        matches!(self, Lining::Drawing(_))
    }

    /// Whether it waits for the next press, which goes on with it.
    pub(super) fn awaits_press(&self) -> bool {
        matches!(self, Lining::Drawing(line) if !line.pressed)
    }
}

impl Polyline {
    fn towards(mut self, input: &PointerInput, context: &Context<'_>) -> Polyline {
        if let Some(at) = input.at() {
            let from = self.points.last().copied().filter(|_| input.modifiers.shift);
            let first = self.points.first().copied().unwrap_or(at);
            let reach = input.reach(context.zoom);
            // On the first point it closes, wherever the steps lie.
            let closes = self.points.len() > 2 && (at - first).hypot() <= reach;
            self.next = match from {
                _ if closes => first,
                Some(from) => stepped(from, at),
                None => settled(at, input.modifiers.ctrl, context),
            };
        }
        self
    }

    fn released(self, input: &PointerInput, context: &Context<'_>, intents: &mut Vec<Intent>) -> Lining {
        let mut line = self.towards(input, context);
        line.pressed = false;
        if line.closes(context) {
            line.finish(true, context, intents);
            return Lining::Idle;
        }
        let is_first = std::mem::take(&mut line.is_first);
        let is_long = |first: &Point| is_drag(*first, line.next, context.zoom);
        let was_dragged = is_first && line.points.first().is_some_and(is_long);
        if line.is_apart(line.next, context) {
            line.points.push(line.next);
        }
        // One point for each end, and no more of them than a connector may pin between.
        if was_dragged || line.is_last || line.points.len() >= limits::VIA_POINTS + 2 {
            line.finish(false, context, intents);
            return Lining::Idle;
        }
        Lining::Drawing(line)
    }

    fn closes(&self, context: &Context<'_>) -> bool {
        self.points.len() > 2
            && self
                .points
                .first()
                .is_some_and(|first| (self.next - *first).hypot() * context.zoom < 0.5)
    }

    fn is_apart(&self, place: Point, context: &Context<'_>) -> bool {
        let last = self.points.last();
        last.is_none_or(|last| (place - *last).hypot() * context.zoom >= APART_PX)
    }

    fn finish(self, closed: bool, context: &Context<'_>, intents: &mut Vec<Intent>) {
        if self.points.len() < 2 {
            return;
        }
        intents.extend([
            Intent::Apply(Op::Create(vec![self.element(&self.points, closed, context)])),
            Intent::EndStep,
            Intent::Select(vec![self.id]),
            Intent::SwitchTo(ToolKind::Select),
        ]);
    }

    fn element(&self, points: &[Point], closed: bool, context: &Context<'_>) -> Element {
        let end = |at: Option<&Point>| End {
            at: at.copied().map(geometry::Point::from_units).unwrap_or_default(),
            bound: None,
        };
        let via = points.get(1..points.len().saturating_sub(1)).unwrap_or_default();
        let mut connector = Connector {
            start: end(points.first()),
            end: end(points.last()),
            via: via.iter().copied().map(geometry::Point::from_units).collect(),
            closed,
            ..Connector::default()
        };
        let order = context.board.top_order();
        let mut element = Element::new(self.id, Kind::Connector(Arc::default()), order);
        element.author = context.author;
        context.look.dress(&mut element);
        if closed {
            element.style.fill = context.look.style.fill;
        }
        // Right angles and heads are for what joins elements.
        connector.route = match context.look.route {
            Route::Curved => Route::Curved,
            Route::Straight | Route::Elbow => Route::Straight,
        };
        (connector.start_head, connector.end_head) = (Head::None, Head::None);
        element.kind = Kind::Connector(Arc::new(connector));
        element
    }
}

/// The place as far from another, in the nearest direction of a whole number of steps.
pub(super) fn stepped(from: Point, to: Point) -> Point {
    let way = to - from;
    let step = STEP_DEGREES.to_radians();
    from + Vec2::from_angle((way.atan2() / step).round() * step) * way.hypot()
}

#[cfg(test)]
mod tests {
    use crate::tool::{
        ToolKind,
        script::{Stage, check},
    };

    #[test]
    fn a_drag_makes_one_piece() {
        check(
            ToolKind::Line,
            "",
            "down 0,0; move 50,20; up 100,40",
            "create connector #101 from 0,0 to 100,40; step; select #101; switch to Select",
        );
    }

    #[test]
    fn clicks_put_down_points_until_a_double_click_enter_or_escape() {
        let points = "down 0,0; up 0,0; hover 50,0; down 100,0; up 100,0; down 100,80; up 100,80; ";
        let made = "create connector #101 from 0,0 via 100,0 to 100,80; step; select #101; switch to Select";
        for end in ["down 100,80 double; up 100,80", "abort"] {
            check(ToolKind::Line, "", &format!("{points}{end}"), made);
        }
    }

    #[test]
    fn a_click_on_the_first_point_closes() {
        let mut stage = Stage::new(ToolKind::Line, "");
        let points = "down 0,0; up 0,0; down 100,0; up 100,0; down 100,80; up 100,80; hover 3,2";
        assert_eq!(stage.run(points), "");
        let overlay = stage.overlay();
        let closes = |element: &crate::element::Element| element.connector().is_some_and(|line| line.closed);
        assert!(overlay.preview.iter().all(closes) && overlay.aims.len() == 1);
        assert_eq!(
            stage.run("down 3,2; up 3,2"),
            "create polygon #101 from 0,0 via 100,0 to 100,80; step; select #101; switch to Select"
        );
    }

    #[test]
    fn shift_keeps_to_steps_of_fifteen_degrees() {
        check(
            ToolKind::Line,
            "",
            "down 0,0; move 50,2 shift; up 100,4 shift",
            "create connector #101 from 0,0 to 100.125,0; step; select #101; switch to Select",
        );
    }

    #[test]
    fn one_point_is_no_line() {
        check(ToolKind::Line, "", "down 0,0; up 0,0; abort", "");
        check(ToolKind::Line, "", "down 0,0; abort; hover 40,40", "");
    }
}
