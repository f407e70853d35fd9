//! The points of a line by keys alone: Tab goes from one to the next, arrows move it, Delete takes a pinned one out, Escape ends.
//! What moving a point means is `board`'s.

use board::{
    id::ElementId,
    tool::{Handle, ToolKind, move_point, point_after, points, take_point_out},
};
use kurbo::{Point, Vec2};
use leptos::prelude::*;

use super::{drawing, keys::Stroke};
use crate::{
    finding::Finding,
    session::{HeldPoint, Session},
};

/// The points of one line, from its start to its end, and which of them is held.
struct Points {
    session: Session,
    finding: Finding,
    line: ElementId,
    places: Vec<(Handle, Point)>,
}

/// Begins with the start of the one line or connector that is selected, if that is what is selected and it may be changed.
pub(super) fn begin(session: Session, finding: Finding) {
    let Some(line) = session.one_selected() else { return };
    let points = Points::of(session, finding, line);
    if !points.places.is_empty() && session.may_change(line) {
        session.tool().set(ToolKind::Select);
        points.hold(0);
        finding
            .say("The points of the line: Tab goes to the next, arrow keys move it, Delete takes it out, Escape ends.");
    }
}

/// Whether a key is about the points.
pub(super) fn goes_on(session: Session, finding: Finding, stroke: &Stroke<'_>) -> bool {
    let Some(held) = session.point() else { return false };
    let points = Points::of(session, finding, held.line);
    let Some(here) = points.index_of(held.handle) else {
        // It was taken out meanwhile. What was meant for it is not done to the whole line.
        session.set_point(None);
        let is_ours = matches!(stroke.key, "Tab" | "Delete" | "Backspace" | "Enter" | "Escape");
        let is_ours = is_ours || drawing::way_of(stroke).is_some();
        if is_ours {
            finding.say("That point is not there any more.");
        }
        return is_ours;
    };
    match stroke.key {
        "Tab" => {
            let on = if stroke.shift { points.places.len() - 1 } else { 1 };
            let next = (here + on) % points.places.len();
            points.hold(next);
            finding.say(points.words_of(next));
        }
        "Delete" | "Backspace" => {
            // Says so where it is the other side's: the key that began this may be up again.
            if session.may_change(held.line) {
                points.take_out(held.handle, here);
            }
        }
        "Enter" | "Escape" => {
            session.set_point(None);
            finding.say("Done with the points.");
        }
        _ => match drawing::way_of(stroke) {
            Some(by) if session.may_change(held.line) => points.move_by(held, by, stroke.ctrl),
            Some(_) => {}
            None => return false,
        },
    }
    true
}

/// Lets the sign of the point that is held follow the line, whoever changes it.
pub(super) fn follow(session: Session, finding: Finding) {
    Effect::new(move || {
        session.revision().track();
        session.camera().track();
        let Some(held) = untrack(|| session.point()) else {
            return;
        };
        let places = Points::of(session, finding, held.line).places;
        let now = places.into_iter().find(|(handle, _)| *handle == held.handle);
        if let Some((_, at)) = now.filter(|(_, at)| *at != held.at) {
            session.set_point(Some(HeldPoint { at, ..held }));
        }
    });
}

impl Points {
    fn of(session: Session, finding: Finding, line: ElementId) -> Points {
        let zoom = session.camera().get_untracked().zoom;
        Points {
            session,
            finding,
            line,
            places: session.with_board(|board| points(board, line, zoom)),
        }
    }

    fn index_of(&self, handle: Handle) -> Option<usize> {
        self.places.iter().position(|(other, _)| *other == handle)
    }

    fn hold(&self, index: usize) {
        let held = self.places.get(index).map(|(handle, at)| HeldPoint {
            line: self.line,
            handle: *handle,
            at: *at,
        });
        self.session.set_point(held);
        if let Some(held) = held {
            drawing::show(self.session, held.at);
        }
    }

    fn move_by(&self, held: HeldPoint, by: Vec2, ctrl: bool) {
        self.session.make(|context| move_point(context, held.handle, by, ctrl));
        let moved = Points::of(self.session, self.finding, self.line);
        if let Some(index) = point_after(&moved.places, held.handle, held.at + by) {
            moved.hold(index);
            self.finding.say(moved.words_of(index));
        }
    }

    fn take_out(&self, handle: Handle, here: usize) {
        self.session.make(|context| take_point_out(context, handle));
        let left = Points::of(self.session, self.finding, self.line);
        left.hold(here.min(left.places.len().saturating_sub(1)));
        self.finding.say(if left.n_pinned() < self.n_pinned() {
            "The point is taken out."
        } else {
            "Only a pinned point can be taken out."
        });
    }

    fn n_pinned(&self) -> usize {
        let is_pinned = |(handle, _): &&(Handle, Point)| matches!(handle, Handle::Via(_));
        self.places.iter().filter(is_pinned).count()
    }

    /// Which one it is and where, in words.
    fn words_of(&self, index: usize) -> String {
        let Some((handle, at)) = self.places.get(index) else {
            return String::new();
        };
        let n_pinned = self.n_pinned();
        let what = match handle {
            Handle::Start => "Start".to_owned(),
            Handle::End => "End".to_owned(),
            Handle::Via(index) => format!("Point {} of {n_pinned}", index + 1),
            Handle::Side { .. } | Handle::Turn | Handle::Between(_) | Handle::Grow(_) => {
                "Between two points".to_owned()
            }
        };
        format!("{what}, at {}, {}", at.x.round() as i64, at.y.round() as i64)
    }
}
