//! The connector tool, and where an end of a connector binds: what the select tool needs too when it drags an end.
//!
//! An end aims at the middle of what it is bound to. It aims at an exact place while Alt is held, or when the pointer has
//! stayed on the element for a while away from its middle; Ctrl binds to nothing.

use std::sync::Arc;

use kurbo::Point;

use super::{Context, Intent, Look, Phase, PointerInput, ToolKind, line::stepped, snap::settled};
use crate::{
    actor::ActorIndex,
    board::Board,
    element::{Binding, Connector, Element, End, Kind},
    geometry,
    id::ElementId,
    op::Op,
    overlay::Overlay,
    spatial,
};

/// From this long on an element, the place on it is meant.
const STAY_MILLIS: u32 = 700;
/// The part of an element's box around its middle that always means the middle.
const MIDDLE: f64 = 0.25;
/// A connector between two places of the board is at least this long, in CSS pixels.
const LENGTH_MIN_PX: f64 = 8.0;

/// The connector tool's state.
#[derive(Clone, Debug, Default)]
pub enum Connecting {
    /// Nothing pressed.
    #[default]
    Idle,
    /// Over something that it would bind to.
    Over(ElementId),
    /// Drawing a line.
    Drawing(Line),
}

/// The line being drawn.
#[derive(Clone, Debug)]
pub struct Line {
    id: ElementId,
    from: Point,
    to: Point,
    start: End,
    end: End,
    aim: Aim,
}

impl Connecting {
    pub(super) fn on(self, input: &PointerInput, context: &mut Context<'_>, intents: &mut Vec<Intent>) -> Connecting {
        match (self, input.phase, input.at()) {
            (Connecting::Idle | Connecting::Over(_), Phase::Hover, Some(at)) => match Aim::target(at, input, context) {
                Some(target) => Connecting::Over(target),
                None => Connecting::Idle,
            },
            (Connecting::Idle | Connecting::Over(_), Phase::Down, Some(at)) => {
                let start = Aim::default().end(input, context, None);
                let end = End {
                    at: geometry::Point::from_units(at),
                    bound: None,
                };
                let id = (context.fresh_ids)();
                Connecting::Drawing(Line {
                    id,
                    from: at,
                    to: at,
                    start,
                    end,
                    aim: Aim::default(),
                })
            }
            (Connecting::Drawing(line), Phase::Move, Some(_)) => Connecting::Drawing(line.drawn_to(input, context)),
            (Connecting::Drawing(line), Phase::Up, _) => {
                line.drawn_to(input, context).finish(context, intents);
                Connecting::Idle
            }
            (Connecting::Drawing(_), Phase::Abort, _) => Connecting::Idle,
            (state, Phase::Hover | Phase::Down | Phase::Move | Phase::Up | Phase::Abort, _) => state,
        }
    }

    pub(super) fn show(&self, context: &Context<'_>, overlay: &mut Overlay) {
        match self {
            Connecting::Idle => {}
            Connecting::Over(target) => overlay.highlighted = Some(*target),
            Connecting::Drawing(line) => {
                overlay.highlighted = line.end.bound.map(|binding| binding.element);
                let exact = |end: &End| spatial::exact_place(end.bound?, context.board);
                overlay
                    .aims
                    .extend([&line.start, &line.end].into_iter().filter_map(exact));
                if line.is_long_enough(context.zoom) {
                    overlay.preview.push(line.element(context));
                }
            }
        }
    }

    pub(super) fn is_busy(&self) -> bool {
        matches!(self, Connecting::Drawing(_))
    }
}

impl Line {
    fn drawn_to(mut self, input: &PointerInput, context: &Context<'_>) -> Line {
        if let Some(at) = input.at() {
            self.to = at;
            self.end = self.aim.end(input, context, self.start.bound);
            if input.modifiers.shift && self.end.bound.is_none() {
                self.end.at = geometry::Point::from_units(stepped(self.from, at));
            }
        }
        self
    }

    fn is_long_enough(&self, zoom: f64) -> bool {
        let bound = |end: End| end.bound.map(|binding| binding.element);
        let joins_two =
            bound(self.start).is_some() && bound(self.end).is_some() && bound(self.start) != bound(self.end);
        joins_two || (self.to - self.from).hypot() * zoom >= LENGTH_MIN_PX
    }

    fn finish(self, context: &Context<'_>, intents: &mut Vec<Intent>) {
        if self.is_long_enough(context.zoom) {
            intents.extend([
                Intent::Apply(Op::Create(vec![self.element(context)])),
                Intent::EndStep,
                Intent::Select(vec![self.id]),
                Intent::SwitchTo(ToolKind::Select),
            ]);
        }
    }

    fn element(&self, context: &Context<'_>) -> Element {
        // A line within one element is drawn inside it, not bound to it.
        let within = self.end.bound.is_none() && {
            let start = self.start.bound.map(|binding| binding.element);
            let start = start.and_then(|start| context.board.element(start));
            start.is_some_and(|element| area_around(element, self.to, 0.0).is_some())
        };
        let start = End {
            bound: self.start.bound.filter(|_| !within),
            ..self.start
        };
        let connector = Connector {
            start,
            end: self.end,
            ..Connector::default()
        };
        let mut element = Element::new(self.id, Kind::Connector(Arc::new(connector)), context.board.top_order());
        element.author = context.author;
        context.look.dress(&mut element);
        element
    }
}

/// A connector from the middle of one element to the middle of another, on top of everything.
pub fn connect(board: &Board, id: ElementId, author: ActorIndex, [from, to]: [ElementId; 2], look: &Look) -> Element {
    let end = |element| End {
        at: geometry::Point::default(),
        bound: Some(Binding { element, aim: None }),
    };
    let connector = Connector {
        start: end(from),
        end: end(to),
        ..Connector::default()
    };
    let mut element = Element::new(id, Kind::Connector(Arc::new(connector)), board.top_order());
    element.author = author;
    look.dress(&mut element);
    element
}

/// How an end of a connector that is being dragged aims: remembers how long the pointer has been on an element.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Aim {
    over: Option<ElementId>,
    stayed_millis: u32,
}

impl Aim {
    /// What the pointer would bind to.
    pub(super) fn target(at: Point, input: &PointerInput, context: &Context<'_>) -> Option<ElementId> {
        if input.modifiers.ctrl {
            return None;
        }
        let reach = input.reach(context.zoom);
        let mut best: Option<(bool, f64, &Arc<Element>)> = None;
        for element in context.board.elements().filter(|element| is_bindable(element)) {
            let Some(area) = area_around(element, at, reach) else {
                continue;
            };
            // What is there to hold others is meant at its border only.
            if spatial::holds_others(element) && area_around(element, at, -reach).is_some() {
                continue;
            }
            let beside = area_around(element, at, 0.0).is_none();
            // What is pointed into goes before what is pointed beside, the smaller before the larger, the upper before
            // the lower.
            let better = best.is_none_or(|(other_beside, other_area, other)| {
                let nearer = beside.cmp(&other_beside).then(area.total_cmp(&other_area));
                nearer.then(other.order.cmp(&element.order)).is_lt()
            });
            if better {
                best = Some((beside, area, element));
            }
        }
        best.map(|(_, _, element)| element.id)
    }

    /// The end at the pointer. It never binds to what the other end is bound to.
    pub(super) fn end(&mut self, input: &PointerInput, context: &Context<'_>, other: Option<Binding>) -> End {
        let Some(at) = input.at() else { return End::default() };
        let free = End {
            at: geometry::Point::from_units(settled(at, input.modifiers.ctrl, context)),
            bound: None,
        };
        let other = other.map(|binding| binding.element);
        let target = Aim::target(at, input, context).filter(|target| Some(*target) != other);
        if target == self.over {
            let millis = input
                .samples
                .iter()
                .map(|sample| u32::from(sample.dt_millis))
                .sum::<u32>();
            self.stayed_millis = self.stayed_millis.saturating_add(millis);
        } else {
            *self = Aim {
                over: target,
                stayed_millis: 0,
            };
        }
        let Some(element) = target.and_then(|target| context.board.element(target)) else {
            return free;
        };
        let place = place_within(element, at);
        let near_middle = (place.x - 0.5).abs() <= MIDDLE / 2.0 && (place.y - 0.5).abs() <= MIDDLE / 2.0;
        let exact = input.modifiers.alt || self.stayed_millis >= STAY_MILLIS && !near_middle;
        let parts = |value: f64| (value.clamp(0.0, 1.0) * 10_000.0).round() as i32;
        let aim = exact.then(|| (parts(place.x), parts(place.y)));
        End {
            bound: Some(Binding {
                element: element.id,
                aim,
            }),
            ..free
        }
    }
}

/// Whether a connector may be bound to an element.
pub(super) fn is_bindable(element: &Element) -> bool {
    match element.kind {
        Kind::Shape(_) | Kind::Part(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Frame => true,
        Kind::Ink(_) | Kind::Connector(_) | Kind::Stamp(_) => false,
    }
}

/// The area of an element's box, if the place lies in it or within reach of it.
fn area_around(element: &Element, at: Point, reach: f64) -> Option<f64> {
    let rect = spatial::box_of(element);
    let at = spatial::rotation(element).inverse() * at;
    rect.inflate(reach, reach).contains(at).then(|| rect.area())
}

/// A place as parts of an element's box.
fn place_within(element: &Element, at: Point) -> Point {
    let rect = spatial::box_of(element);
    let at = spatial::rotation(element).inverse() * at;
    Point::new(
        (at.x - rect.x0) / rect.width().max(1.0),
        (at.y - rect.y0) / rect.height().max(1.0),
    )
}

#[cfg(test)]
mod tests {
    use crate::tool::{
        ToolKind,
        script::{Stage, check},
    };

    const TWO: &str = "rectangle 0,0 100x60; ellipse 300,0 100x60";

    #[test]
    fn a_line_from_element_to_element_binds_to_both_middles() {
        check(
            ToolKind::Connector,
            TWO,
            "down 90,10; move 200,30; up 310,25",
            "create connector #101 from #1 to #2; step; select #101; switch to Select",
        );
    }

    #[test]
    fn alt_and_staying_aim_at_a_place() {
        check(
            ToolKind::Connector,
            TWO,
            "down 90,15 alt; move 200,30; up 325,30 alt",
            "create connector #101 from #1(9000,2500) to #2(2500,5000); step; select #101; switch to Select",
        );
        check(
            ToolKind::Connector,
            TWO,
            "down 90,15; move 320,30; wait 900; move 325,30; up 325,30",
            "create connector #101 from #1 to #2(2500,5000); step; select #101; switch to Select",
        );
        check(
            ToolKind::Connector,
            TWO,
            "down 90,15; move 345,30; wait 900; move 350,30; up 350,30",
            "create connector #101 from #1 to #2; step; select #101; switch to Select",
        );
    }

    #[test]
    fn ctrl_binds_to_nothing_and_ends_may_be_free() {
        check(
            ToolKind::Connector,
            TWO,
            "down 150,10; move 200,30; up 310,25 ctrl",
            "create connector #101 from 150,10 to 310,25; step; select #101; switch to Select",
        );
    }

    #[test]
    fn a_line_within_one_element_is_bound_to_nothing() {
        check(
            ToolKind::Connector,
            TWO,
            "down 10,10; move 50,30; up 80,50",
            "create connector #101 from 10,10 to 80,50; step; select #101; switch to Select",
        );
    }

    #[test]
    fn the_smallest_around_the_place_is_bound() {
        check(
            ToolKind::Connector,
            "rectangle 0,0 100x60; rectangle -100,-100 400x400; ellipse 500,0 100x60",
            "down 50,30; up 550,30",
            "create connector #101 from #1 to #3; step; select #101; switch to Select",
        );
    }

    #[test]
    fn a_click_and_an_abort_make_nothing() {
        check(ToolKind::Connector, TWO, "down 10,10; move 12,11; up 12,11", "");
        check(
            ToolKind::Connector,
            TWO,
            "down 10,10; move 320,30; abort; up 320,30",
            "",
        );
    }

    #[test]
    fn the_target_is_highlighted_and_the_line_shown() {
        let mut stage = Stage::new(ToolKind::Connector, TWO);
        stage.run("hover 50,30");
        assert_eq!(stage.overlay().highlighted.map(|id| id.0), Some(1));
        stage.run("hover 200,30");
        assert_eq!(stage.overlay().highlighted, None);
        stage.run("down 50,30; move 350,30");
        assert_eq!(stage.overlay().highlighted.map(|id| id.0), Some(2));
        assert_eq!(stage.overlay().preview.len(), 1);
    }
}
