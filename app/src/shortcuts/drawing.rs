//! Lines and free connectors by keys alone: Enter begins one in the middle of the view, arrows move its end, Enter puts down a
//! point, Escape ends it. The tools do the rest, as for a pointer.

use board::tool::{GRID, Intent, Modifiers, Phase, PointerInput, PointerKind, PointerSample, ToolKind};
use kurbo::{Point, Rect, Size, Vec2};

use super::{by_keys::direction_of, keys::Stroke};
use crate::{finding::Finding, furniture, session::Session};

/// How many steps an arrow goes with Shift, and which part of one with Alt.
const FURTHER: f64 = 5.0;
const A_LITTLE: f64 = 0.05;
/// Between the end and the edges of the view, in CSS pixels.
const MARGIN: f64 = 24.0;

/// Begins with the tool that is active, in the middle of the view.
pub(super) fn begin(session: Session, finding: Finding, viewport: Size) {
    let at = furniture::middle(session, viewport);
    let at = Point::new((at.x / GRID).round() * GRID, (at.y / GRID).round() * GRID);
    point(session, Phase::Down, at);
    let is_line = session.tool().get_untracked() == ToolKind::Line;
    if is_line {
        point(session, Phase::Up, at);
    }
    session.set_pen(Some((at, at)));
    finding.say(if is_line {
        "A line begins here: arrow keys move its end, Enter puts down a point, Escape ends it."
    } else {
        "A connector begins here: arrow keys move its end, Enter puts it down, Escape gives it up."
    });
}

/// Whether a key goes on with what was begun, or ends it.
pub(super) fn goes_on(session: Session, finding: Finding, stroke: &Stroke<'_>) -> bool {
    let Some((put_down, at)) = session.pen().filter(|_| session.tool_is_busy()) else {
        return false;
    };
    if stroke.ctrl {
        return false;
    }
    let is_line = session.tool().get_untracked() == ToolKind::Line;
    let by = match stroke.key {
        "Enter" if is_line && put_down != at => {
            point(session, Phase::Down, at);
            point(session, Phase::Up, at);
            finding.say("A point is put down.");
            session.set_pen(Some((at, at)).filter(|_| session.tool_is_busy()));
            return true;
        }
        "Enter" if !is_line => {
            point(session, Phase::Up, at);
            session.set_pen(None);
            if let [id] = *session.selection().get_untracked() {
                session.dispatch(Intent::AwaitText(id));
            }
            return true;
        }
        "Enter" | "Escape" => {
            session.end_gesture();
            session.set_pen(None);
            return true;
        }
        _ => match way_of(stroke) {
            Some(by) => by,
            None => return false,
        },
    };
    let at = at + by;
    point(session, if is_line { Phase::Hover } else { Phase::Move }, at);
    session.set_pen(Some((put_down, at)));
    show(session, at);
    finding.say(words_of(direction_of(at - put_down), at - put_down));
    true
}

/// How far an arrow goes: a step of the grid, further with Shift, a little with Alt.
pub(super) fn way_of(stroke: &Stroke<'_>) -> Option<Vec2> {
    let way = match stroke.key {
        "ArrowLeft" => Vec2::new(-1.0, 0.0),
        "ArrowRight" => Vec2::new(1.0, 0.0),
        "ArrowUp" => Vec2::new(0.0, -1.0),
        "ArrowDown" => Vec2::new(0.0, 1.0),
        _ => return None,
    };
    let step = match (stroke.shift, stroke.alt) {
        (_, true) => GRID * A_LITTLE,
        (true, false) => GRID * FURTHER,
        (false, false) => GRID,
    };
    Some(way * step)
}

/// Where the end is from the last point, in words.
fn words_of(direction: board::tool::Direction, way: Vec2) -> String {
    use board::tool::Direction;
    let to = match direction {
        Direction::Left => "left",
        Direction::Right => "right",
        Direction::Up => "up",
        Direction::Down => "down",
    };
    format!("{} {to}", way.x.abs().max(way.y.abs()).round() as i64)
}

/// Brings a place into view.
pub(super) fn show(session: Session, at: Point) {
    let viewport = session.viewport().get_untracked();
    if viewport.area() > 0.0 {
        let insets = furniture::insets(session, MARGIN);
        let camera = session.camera().get_untracked();
        let shown = camera.revealing(Rect::from_points(at, at), viewport, insets);
        if shown != camera {
            session.camera().set(shown);
        }
    }
}

/// What a pointer would do at a place.
pub(super) fn point(session: Session, phase: Phase, at: Point) {
    session.hand_on(&PointerInput {
        phase,
        samples: vec![PointerSample {
            at,
            pressure: 128,
            dt_millis: 0,
        }],
        has_pressure: false,
        modifiers: Modifiers::default(),
        kind: PointerKind::Mouse,
        double: false,
        eraser_button: false,
    });
}
