//! The eraser: what it touches is marked, and deleted when it is lifted. It touches lines, ink, text and filled insides;
//! it passes through hollow shapes.

use kurbo::{ParamCurveNearest, Point};

use super::{Context, Intent, Phase, PointerInput, Tool, ToolKind};
use crate::{
    board::Board,
    element::{Element, Kind},
    id::ElementId,
    op::Op,
    overlay::Overlay,
    spatial,
};

/// The eraser: its state, and which tool it hands back to.
#[derive(Clone, Debug)]
pub struct Eraser {
    state: State,
    /// Another tool where the eraser is only a turned pen.
    returns_to: ToolKind,
}

#[derive(Clone, Debug)]
enum State {
    Idle,
    Erasing(Erasing),
}

/// What an eraser has done since it was pressed.
#[derive(Clone, Debug)]
struct Erasing {
    last: Point,
    /// Where it has just been, the newest place last.
    trail: Vec<Point>,
    marked: Vec<ElementId>,
}

/// So many of the last places leave a trail.
const TRAIL_PLACES: usize = 24;

impl Eraser {
    pub(super) fn returning_to(returns_to: ToolKind) -> Eraser {
        Eraser {
            state: State::Idle,
            returns_to,
        }
    }

    pub(super) fn on(self, input: &PointerInput, context: &Context<'_>, intents: &mut Vec<Intent>) -> Tool {
        let Eraser { state, returns_to } = self;
        let state = match (state, input.phase) {
            (State::Idle, Phase::Down) => match input.samples.first() {
                Some(first) => State::Erasing(Erasing::begin(first.at).gone_on(input, context)),
                None => State::Idle,
            },
            (State::Erasing(erasing), Phase::Move | Phase::Hover | Phase::Down) => {
                State::Erasing(erasing.gone_on(input, context))
            }
            (State::Erasing(erasing), Phase::Up) => {
                let Erasing { last, marked, .. } = erasing.gone_on(input, context);
                if !marked.is_empty() {
                    intents.extend([Intent::Apply(Op::Delete(marked)), Intent::EndStep]);
                } else if is_on_guarded(last, input, context) {
                    intents.push(Intent::Guarded);
                }
                return Tool::new(returns_to);
            }
            (State::Erasing(_), Phase::Abort) => return Tool::new(returns_to),
            (State::Idle, Phase::Hover | Phase::Move | Phase::Up | Phase::Abort) => State::Idle,
        };
        Tool::Eraser(Eraser { state, returns_to })
    }

    pub(super) fn show(&self, overlay: &mut Overlay) {
        match &self.state {
            State::Idle => {}
            State::Erasing(Erasing { trail, marked, .. }) => {
                overlay.erasing.clone_from(marked);
                overlay.trail.clone_from(trail);
            }
        }
    }

    pub(super) fn is_busy(&self) -> bool {
        matches!(self.state, State::Erasing(_))
    }

    pub(super) fn returns_to(&self) -> ToolKind {
        self.returns_to
    }
}

impl Erasing {
    fn begin(at: Point) -> Erasing {
        Erasing {
            last: at,
            trail: vec![at],
            marked: Vec::new(),
        }
    }

    /// Marks what lies along the way of the samples. A fast hand leaves gaps between readings, so the way is walked in steps
    /// of the eraser's own width.
    fn gone_on(mut self, input: &PointerInput, context: &Context<'_>) -> Erasing {
        const STEPS_MAX: f64 = 200.0;
        let reach = input.reach(context.zoom);
        for sample in &input.samples {
            let steps = ((sample.at - self.last).hypot() / reach).ceil().clamp(1.0, STEPS_MAX);
            for step in 1..=steps as u32 {
                let at = self.last.lerp(sample.at, f64::from(step) / steps);
                mark(at, reach, input, context, &mut self.marked);
            }
            self.last = sample.at;
            self.trail.push(sample.at);
        }
        let gone = self.trail.len().saturating_sub(TRAIL_PLACES);
        self.trail.drain(..gone);
        self
    }
}

fn mark(at: Point, reach: f64, input: &PointerInput, context: &Context<'_>, marked: &mut Vec<ElementId>) {
    let board = context.board;
    let eligible = |element: &Element, marked: &[ElementId]| {
        !element.locked
            && context.may_change(element, input.modifiers)
            && !marked.contains(&element.id)
            && (!is_hollow(element) || on_its_line(element, board, at, reach))
    };
    while let Some(id) = spatial::hit_where(board, at, reach, &|element| eligible(element, marked)) {
        marked.push(id);
    }
}

/// Whether what the eraser stands on would go, were it not guarded.
fn is_on_guarded(at: Point, input: &PointerInput, context: &Context<'_>) -> bool {
    let reach = input.reach(context.zoom);
    let is_spared = |element: &Element| !element.locked && !context.may_change(element, input.modifiers);
    spatial::hit_where(context.board, at, reach, &is_spared).is_some()
}

fn is_hollow(element: &Element) -> bool {
    match &element.kind {
        Kind::Shape(_) | Kind::Part(_) => element.style.fill.is_none(),
        Kind::Connector(connector) => connector.closed && element.style.fill.is_none(),
        Kind::Ink(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Frame | Kind::Stamp(_) => false,
    }
}

fn on_its_line(element: &Element, board: &Board, at: Point, reach: f64) -> bool {
    let reach = reach + spatial::half_width(element);
    if !spatial::bounds(element, board).inflate(reach, reach).contains(at) {
        return false;
    }
    let on_text = || {
        let at = spatial::rotation(element).inverse() * at;
        spatial::text_layout(element, board).is_some_and(|layout| layout.rect.contains(at))
    };
    let outline = spatial::outline(element, board);
    outline
        .segments()
        .any(|segment| segment.nearest(at, 0.1).distance_sq <= reach * reach)
        || on_text()
}

#[cfg(test)]
mod tests {
    use crate::tool::{
        ToolKind,
        script::{Stage, check},
    };

    const TWO: &str = "rectangle 0,0 100x60; rectangle 200,0 100x60";

    #[test]
    fn what_is_touched_goes_in_one_op_at_release() {
        check(
            ToolKind::Eraser,
            TWO,
            "down -20,30; move 20,30 250,30; up 320,30",
            "delete #1 #2; step",
        );
    }

    #[test]
    fn a_hollow_inside_is_not_touched() {
        check(ToolKind::Eraser, TWO, "down 40,30; move 60,30; up 60,30", "");
        check(
            ToolKind::Eraser,
            "rectangle 0,0 100x60 filled",
            "down 50,30; up 50,30",
            "delete #1; step",
        );
    }

    #[test]
    fn what_is_locked_stays() {
        check(
            ToolKind::Eraser,
            "rectangle 0,0 100x60 locked",
            "down -20,30; up 20,30",
            "",
        );
    }

    #[test]
    fn an_abort_forgets_the_marks() {
        let mut stage = Stage::new(ToolKind::Eraser, TWO);
        assert_eq!(stage.run("down -20,30; move 20,30"), "");
        assert_eq!(stage.overlay().erasing.len(), 1);
        assert_eq!(stage.run("abort; up 20,30"), "");
        assert!(stage.overlay().erasing.is_empty());
    }

    #[test]
    fn it_leaves_a_trail_of_where_it_has_just_been() {
        let mut stage = Stage::new(ToolKind::Eraser, TWO);
        stage.run("down -20,30; move 20,30 250,30");
        assert_eq!(stage.overlay().trail.last(), Some(&kurbo::Point::new(250.0, 30.0)));
        for _ in 0..100 {
            stage.run("move 20,30 250,30");
        }
        assert_eq!(stage.overlay().trail.len(), super::TRAIL_PLACES);
        stage.run("up 250,30");
        assert!(stage.overlay().trail.is_empty());
    }

    #[test]
    fn a_turned_pen_erases_and_is_a_pen_again() {
        let mut stage = Stage::new(ToolKind::Pen, TWO);
        assert_eq!(
            stage
                .run("down -20,30 eraser; up 20,30; down 150,0; up 150,0")
                .split("; ")
                .next(),
            Some("delete #1")
        );
        assert_eq!(stage.tool.kind(), ToolKind::Pen);
    }
}
