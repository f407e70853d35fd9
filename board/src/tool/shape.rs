//! Closed shapes, parts and frames: dragged open from corner to corner, or put down by a click in a size that takes a label.

use kurbo::{Point, Rect, Size};

use super::{
    Context, Intent, Modifiers, Phase, PointerInput, ToolKind, is_drag,
    snap::{Snap, Ways},
};
use crate::{
    element::{Align, Element, Kind},
    geometry,
    id::ElementId,
    op::Op,
    overlay::{Guide, Overlay},
    part::Part,
    shape::ShapeKind,
};

/// What a click makes, in board units.
const CLICK_SIZE: Size = Size::new(160.0, 96.0);

/// What the tool makes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Figure {
    Shape(ShapeKind),
    Part(Part),
    Frame,
}

/// The tool for what has a box: what it makes, and its state.
#[derive(Clone, Debug)]
pub struct Shaping {
    figure: Figure,
    state: State,
}

#[derive(Clone, Debug)]
enum State {
    Idle,
    Dragging(Dragging),
}

/// A corner pressed and the other one on its way.
#[derive(Clone, Debug)]
struct Dragging {
    id: ElementId,
    from: Point,
    shown: Option<Rect>,
    snap: Snap,
    guides: Vec<Guide>,
}

impl Shaping {
    pub(super) fn of(figure: Figure) -> Shaping {
        Shaping {
            figure,
            state: State::Idle,
        }
    }

    pub(super) fn on(self, input: &PointerInput, context: &mut Context<'_>, intents: &mut Vec<Intent>) -> Shaping {
        let state = match (self.state, input.phase, input.at()) {
            (State::Idle, Phase::Down, Some(from)) => State::Dragging(Dragging {
                id: (context.fresh_ids)(),
                from,
                shown: None,
                snap: Snap::begin(context, &|_| false),
                guides: Vec::new(),
            }),
            (State::Dragging(dragging), Phase::Move, Some(at)) => {
                State::Dragging(dragging.moved(at, input.modifiers, context.zoom))
            }
            (State::Dragging(dragging), Phase::Up, at) => {
                let dragging = match at {
                    Some(at) => dragging.moved(at, input.modifiers, context.zoom),
                    None => dragging,
                };
                let (id, rect) = (dragging.id, dragging.rect());
                intents.extend([
                    Intent::Apply(Op::Create(vec![element(id, self.figure, rect, context)])),
                    Intent::EndStep,
                    Intent::Select(vec![id]),
                    Intent::SwitchTo(ToolKind::Select),
                ]);
                State::Idle
            }
            (State::Dragging(_), Phase::Abort, _) => State::Idle,
            (state, Phase::Hover | Phase::Down | Phase::Move | Phase::Up | Phase::Abort, _) => state,
        };
        Shaping { state, ..self }
    }

    pub(super) fn show(&self, context: &Context<'_>, overlay: &mut Overlay) {
        if let State::Dragging(dragging) = &self.state
            && let Some(rect) = dragging.shown
        {
            overlay.preview.push(element(dragging.id, self.figure, rect, context));
            overlay.guides.clone_from(&dragging.guides);
        }
    }

    pub(super) fn is_busy(&self) -> bool {
        matches!(self.state, State::Dragging(_))
    }

    pub(super) fn tool_kind(&self) -> ToolKind {
        self.figure.tool_kind()
    }
}

impl Dragging {
    fn moved(self, at: Point, modifiers: Modifiers, zoom: f64) -> Dragging {
        if self.shown.is_none() && !is_drag(self.from, at, zoom) {
            return self;
        }
        // A square has no second side to be lined up.
        let snaps = |held: bool, at: Point| if held { at } else { at + self.snap.pull_place(at, Ways::BOTH) };
        let from = snaps(modifiers.ctrl, self.from);
        let to = snaps(modifiers.ctrl || modifiers.shift, at);
        let rect = dragged(from, to, modifiers);
        let guides = if modifiers.ctrl {
            Vec::new()
        } else {
            self.snap.lines(rect, Ways::BOTH)
        };
        Dragging {
            shown: Some(rect),
            guides,
            ..self
        }
    }

    /// What was dragged open or, after a click, the usual size around it.
    fn rect(&self) -> Rect {
        self.shown.unwrap_or_else(|| {
            let usual = Rect::from_center_size(self.from, CLICK_SIZE);
            if self.snap.is_grid() {
                usual + self.snap.pull(usual, Ways::BOTH)
            } else {
                usual
            }
        })
    }
}

impl Figure {
    fn tool_kind(self) -> ToolKind {
        match self {
            Figure::Shape(shape) => ToolKind::Shape(shape),
            Figure::Part(part) => ToolKind::Part(part),
            Figure::Frame => ToolKind::Frame,
        }
    }

    fn kind(self) -> Kind {
        match self {
            Figure::Shape(shape) => Kind::Shape(shape),
            Figure::Part(part) => Kind::Part(part),
            Figure::Frame => Kind::Frame,
        }
    }
}

/// The box from one corner to the other; Shift makes it square, Alt makes the first corner its middle.
fn dragged(from: Point, to: Point, modifiers: Modifiers) -> Rect {
    let mut way = to - from;
    if modifiers.shift {
        let side = way.x.abs().max(way.y.abs());
        way = kurbo::Vec2::new(side.copysign(way.x), side.copysign(way.y));
    }
    let near = if modifiers.alt { from - way } else { from };
    Rect::from_points(near, from + way)
}

fn element(id: ElementId, figure: Figure, rect: Rect, context: &Context<'_>) -> Element {
    let origin = geometry::Point::from_units(rect.origin());
    let far = geometry::Point::from_units(Point::new(rect.x1, rect.y1)).since(origin);
    let mut element = Element::new(id, figure.kind(), context.board.top_order());
    element.author = context.author;
    element.origin = origin;
    element.size = geometry::Size::new(far.x, far.y);
    context.look.dress(&mut element);
    element.style.align = Align::Centre;
    element
}

#[cfg(test)]
mod tests {
    use crate::{
        shape::ShapeKind,
        tool::{
            ToolKind,
            script::{Stage, check},
        },
    };

    #[test]
    fn a_drag_makes_a_shape_of_its_box() {
        check(
            ToolKind::Shape(ShapeKind::Rectangle),
            "",
            "down 110,80; move 60,60; up 10,20",
            "create rectangle #101 at 10,20 size 100x60; step; select #101; switch to Select",
        );
    }

    #[test]
    fn a_click_makes_one_of_the_usual_size_around_it() {
        check(
            ToolKind::Shape(ShapeKind::Cylinder),
            "",
            "down 100,100; move 101,101; up 101,101",
            "create cylinder #101 at 20,52 size 160x96; step; select #101; switch to Select",
        );
    }

    #[test]
    fn shift_makes_squares_and_alt_grows_from_the_middle() {
        check(
            ToolKind::Shape(ShapeKind::Ellipse),
            "",
            "down 100,100; up 40,80 shift",
            "create ellipse #101 at 40,40 size 60x60; step; select #101; switch to Select",
        );
        check(
            ToolKind::Shape(ShapeKind::Diamond),
            "",
            "down 100,100; up 120,110 alt",
            "create diamond #101 at 80,90 size 40x20; step; select #101; switch to Select",
        );
    }

    #[test]
    fn corners_snap_to_what_is_there_and_to_the_grid() {
        let tool = ToolKind::Shape(ShapeKind::Rectangle);
        let mut stage = Stage::new(tool, "rectangle 200,0 100x60");
        stage.snapping.guides = true;
        let made = stage.run("down 203,104; up 295,157");
        assert!(made.starts_with("create rectangle #101 at 200,104 size 100x53;"), "{made}");
        let mut stage = Stage::new(tool, "");
        stage.snapping.grid = true;
        let made = stage.run("down 203,104; up 295,157");
        assert!(made.starts_with("create rectangle #101 at 200,100 size 100x60;"), "{made}");
        let mut stage = Stage::new(tool, "");
        stage.snapping.grid = true;
        let made = stage.run("down 203,104; up 203,104");
        assert!(made.starts_with("create rectangle #101 at 120,60 size 160x96;"), "{made}");
    }

    #[test]
    fn an_abort_makes_nothing() {
        check(
            ToolKind::Shape(ShapeKind::Rectangle),
            "",
            "down 0,0; move 50,50; abort; up 90,90",
            "",
        );
    }

    #[test]
    fn what_is_dragged_is_shown() {
        let mut stage = Stage::new(ToolKind::Shape(ShapeKind::Rectangle), "");
        stage.run("down 0,0; move 50,40");
        let overlay = stage.overlay();
        assert_eq!(
            overlay
                .preview
                .iter()
                .map(|element| element.size.width)
                .collect::<Vec<_>>(),
            [400]
        );
    }
}
