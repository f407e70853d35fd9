//! The connector tool.

mod aim;

use std::sync::Arc;

use kurbo::Point;

use super::{Context, Intent, Look, Phase, PointerInput, ToolKind, line::stepped};
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
use aim::area_around;
pub(super) use aim::{Aim, bindable_at};

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
    fn an_end_that_is_let_go_at_the_middle_of_a_side_aims_at_it() {
        const LARGE: &str = "rectangle 0,0 100x60; rectangle 300,0 200x120; rectangle 0,300 30x30";
        let told = |way: &str, guides: bool| {
            let mut stage = Stage::new(ToolKind::Connector, LARGE);
            stage.snapping.guides = guides;
            stage.run(way)
        };
        let aimed = "create connector #101 from #1 to #2(0,5000); step; select #101; switch to Select";
        assert_eq!(told("down 60,20; move 200,30; up 303,57", true), aimed);
        let anywhere = "create connector #101 from #1 to #2; step; select #101; switch to Select";
        assert_eq!(told("down 60,20; move 200,30; up 303,57", false), anywhere);
        assert_eq!(told("down 60,20; move 200,30; up 303,40", true), anywhere);
        // What is small has no room for sides.
        let small = "create connector #101 from #1 to #3; step; select #101; switch to Select";
        assert_eq!(told("down 60,20; move 20,200; up 15,302", true), small);
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
