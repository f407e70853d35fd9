//! Closed shapes, parts and frames: dragged open from corner to corner, or put down by a click in a size that takes a label.
//! Stamps come in their own size, and stay on what they are put on.

use kurbo::{Point, Rect};

use super::{
    Context, Figure, Intent, Modifiers, Phase, PointerInput, ToolKind,
    belonging::{lies_on, taken_in},
    is_drag,
    snap::{Snap, Ways},
};
use crate::{
    element::{Element, Kind},
    id::ElementId,
    op::Op,
    overlay::{Guide, Overlay},
    shape::ShapeKind,
};

/// The tool for what has a box: what it makes, and its state.
#[derive(Clone, Debug)]
pub struct Shaping {
    figure: Figure,
    state: State,
}

#[derive(Clone, Debug)]
enum State {
    Idle,
    /// A stamp looks for what it would stay on.
    Over(Option<ElementId>),
    Dragging(Dragging),
}

/// A corner pressed and the other one on its way.
#[derive(Clone, Debug)]
struct Dragging {
    figure: Figure,
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
        let is_stamp = matches!(self.figure, Figure::Stamp(_));
        let state = match (self.state, input.phase, input.at()) {
            (State::Idle | State::Over(_), Phase::Hover, Some(at)) if is_stamp => {
                State::Over(lies_on(context.board, at).map(|on| on.element))
            }
            (State::Idle | State::Over(_), Phase::Down, Some(from)) => State::Dragging(Dragging {
                figure: self.figure,
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
                let element = element(id, self.figure, rect, context);
                intents.push(Intent::Apply(Op::Create(vec![element.clone()])));
                intents.extend(taken_in(&element, context.board));
                intents.extend([
                    Intent::EndStep,
                    Intent::Select(vec![id]),
                    Intent::SwitchTo(ToolKind::Select),
                ]);
                // A note is there for its words.
                if self.figure == Figure::Shape(ShapeKind::Sticky) {
                    intents.push(Intent::EditText(id));
                }
                State::Idle
            }
            (State::Dragging(_), Phase::Abort, _) => State::Idle,
            (state, Phase::Hover | Phase::Down | Phase::Move | Phase::Up | Phase::Abort, _) => state,
        };
        Shaping { state, ..self }
    }

    pub(super) fn show(&self, context: &Context<'_>, overlay: &mut Overlay) {
        match &self.state {
            State::Idle => {}
            State::Over(target) => overlay.highlighted = *target,
            State::Dragging(dragging) => {
                let Some(rect) = dragging.shown else { return };
                let element = element(dragging.id, self.figure, rect, context);
                overlay.highlighted = element.stamp().and_then(|stamp| stamp.on).map(|on| on.element);
                overlay.preview.push(element);
                overlay.guides.clone_from(&dragging.guides);
            }
        }
    }

    pub(super) fn is_busy(&self) -> bool {
        matches!(self.state, State::Dragging(_))
    }

    pub(super) fn tool_kind(&self) -> ToolKind {
        self.figure.tool()
    }
}

impl Dragging {
    fn moved(self, at: Point, modifiers: Modifiers, zoom: f64) -> Dragging {
        if self.shown.is_none() && !is_drag(self.from, at, zoom) {
            return self;
        }
        let is_free = modifiers.ctrl || matches!(self.figure, Figure::Stamp(_));
        let snapped = |is_free: bool, at: Point| {
            if is_free {
                at
            } else {
                at + self.snap.pull_place(at, Ways::BOTH)
            }
        };
        let from = snapped(is_free, self.from);
        // A square has no second side to be lined up.
        let to = snapped(is_free || modifiers.shift, at);
        let rect = self.figure.dragged(from, to, modifiers);
        let guides = if is_free {
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
            let usual = self.figure.around(self.from);
            if self.snap.is_grid() && !matches!(self.figure, Figure::Stamp(_)) {
                usual + self.snap.pull(usual, Ways::BOTH)
            } else {
                usual
            }
        })
    }
}

impl Figure {
    /// The box of what is dragged open; a stamp goes with the pointer.
    fn dragged(self, from: Point, to: Point, modifiers: Modifiers) -> Rect {
        match self {
            Figure::Stamp(_) => self.around(to),
            Figure::Shape(_) | Figure::Part(_) | Figure::Frame => dragged(from, to, modifiers),
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
    let mut element = figure.element(id, rect, context.board, context.author, &context.look);
    if let Kind::Stamp(stamp) = &mut element.kind {
        stamp.on = lies_on(context.board, rect.center());
        if stamp.on.is_some() {
            element.extras.frame = None;
        }
    }
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
    fn a_note_takes_its_words_at_once() {
        check(
            ToolKind::Shape(ShapeKind::Sticky),
            "",
            "down 100,100; up 100,100",
            "create sticky #101 at 20,20 size 160x160; step; select #101; switch to Select; edit #101",
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
        assert!(
            made.starts_with("create rectangle #101 at 200,104 size 100x53;"),
            "{made}"
        );
        let mut stage = Stage::new(tool, "");
        stage.snapping.grid = true;
        let made = stage.run("down 203,104; up 295,157");
        assert!(
            made.starts_with("create rectangle #101 at 200,100 size 100x60;"),
            "{made}"
        );
        let mut stage = Stage::new(tool, "");
        stage.snapping.grid = true;
        let made = stage.run("down 203,104; up 203,104");
        assert!(
            made.starts_with("create rectangle #101 at 120,60 size 160x96;"),
            "{made}"
        );
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
