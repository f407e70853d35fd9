//! What a person without a pointer is in the middle of: a new element that waits for its name, a connection being chosen, a
//! place that was looked for. And who is told of what happens on the board.

use std::rc::Rc;

use board::{
    Op,
    actor::ActorIndex,
    id::ElementId,
    protocol::News,
    reading::{Happening, happenings},
    tool::{Context, Handle, Intent, Joining, ToolKind},
};
use kurbo::Point;
use leptos::prelude::*;

use super::Session;
use crate::live::Live;

/// What is under way by keys.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ByKeys {
    /// What is typed next goes into this element.
    pub awaiting: Option<ElementId>,
    /// The connection being chosen; it counts while the connector tool is active.
    pub joining: Option<Joining>,
    /// What was found or gone to without being selected.
    pub found: Option<ElementId>,
    /// The last point and the end of what is being drawn, in board units.
    pub pen: Option<(Point, Point)>,
    /// The point of a line that arrows move, while the line is selected.
    pub point: Option<HeldPoint>,
}

/// A point of a line, held by keys.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeldPoint {
    /// The line.
    pub line: ElementId,
    /// Which point.
    pub handle: Handle,
    /// Where it was last, in board units.
    pub at: Point,
}

/// Is told who did what on the board.
pub(super) type Listener = Rc<dyn Fn(ActorIndex, Vec<Happening>)>;

impl Session {
    /// What is under way by keys.
    pub fn by_keys(&self) -> Live<ByKeys> {
        self.signals.by_keys
    }

    /// The element that what is typed next goes into.
    pub fn awaiting(&self) -> Option<ElementId> {
        let selection = self.signals.selection.get_untracked();
        let awaiting = self.signals.by_keys.get_untracked().awaiting;
        awaiting.filter(|id| selection == [*id])
    }

    /// The connection being chosen.
    pub fn joining(&self) -> Option<Joining> {
        let is_connecting = self.signals.tool.get_untracked() == ToolKind::Connector;
        self.signals.by_keys.get_untracked().joining.filter(|_| is_connecting)
    }

    /// Goes on choosing a connection, or no longer.
    pub fn set_joining(&self, joining: Option<Joining>) {
        self.signals.by_keys.update(|by_keys| by_keys.joining = joining);
    }

    /// The last point and the end of what is being drawn by keys.
    pub fn pen(&self) -> Option<(Point, Point)> {
        self.signals.by_keys.get_untracked().pen
    }

    /// Goes on drawing by keys, or no longer.
    pub fn set_pen(&self, pen: Option<(Point, Point)>) {
        self.signals.by_keys.update(|by_keys| by_keys.pen = pen);
    }

    /// The one element that is selected.
    pub fn one_selected(&self) -> Option<ElementId> {
        match self.signals.selection.get_untracked()[..] {
            [id] => Some(id),
            _ => None,
        }
    }

    /// The point of the selected line that arrows move.
    pub fn point(&self) -> Option<HeldPoint> {
        let selected = self.one_selected();
        let held = self.signals.by_keys.get_untracked().point;
        let selects = self.signals.tool.get_untracked() == ToolKind::Select;
        held.filter(|held| selects && selected == Some(held.line))
    }

    /// Goes on to another point, or is done with them.
    pub fn set_point(&self, point: Option<HeldPoint>) {
        self.signals.by_keys.update(|by_keys| by_keys.point = point);
    }

    /// Shows something as found.
    pub fn set_found(&self, found: Option<ElementId>) {
        if self.signals.by_keys.get_untracked().found != found {
            self.signals.by_keys.update(|by_keys| by_keys.found = found);
        }
    }

    /// Nothing waits for a name and no connection is being chosen any more: something else began.
    pub fn forget_by_keys(&self) {
        if self.signals.by_keys.get_untracked() != ByKeys::default() {
            self.signals.by_keys.set(ByKeys::default());
        }
    }

    /// Runs a command that makes elements: it knows what tools know.
    pub fn make(&self, command: impl FnOnce(&mut Context<'_>) -> Vec<Intent>) {
        let mut intents = Vec::new();
        self.with_context(|_, context| intents = command(context));
        self.dispatch_all(intents);
    }

    /// Whether an element may be changed: not one of the other side, unless its key is held.
    pub fn may_change(&self, id: ElementId) -> bool {
        let may = self.with_guard(|board, guard| board.element(id).is_some_and(|element| guard.lets(element, false)));
        if !may {
            self.tell_guarded();
        }
        may
    }

    /// Tells from now on who did what on the board.
    pub fn on_happening(&self, listener: impl Fn(ActorIndex, Vec<Happening>) + 'static) {
        let listener: Listener = Rc::new(listener);
        let _gone = self
            .state
            .try_update_value(|state| state.happening_listener = Some(listener));
    }

    /// Ends what [`Session::on_happening`] began.
    pub fn forget_happenings(&self) {
        let _gone = self.state.try_update_value(|state| state.happening_listener = None);
    }

    /// What others did, while somebody is told of it.
    pub(super) fn happenings_in(&self, news: &[News]) -> Vec<(ActorIndex, Vec<Happening>)> {
        self.state.with_value(|state| {
            if state.happening_listener.is_none() {
                return Vec::new();
            }
            let board = state.replica.board();
            let entries = news.iter().filter_map(|news| match news {
                News::Entry { entry, .. } => Some(entry),
                News::Accepted { .. } | News::NoEffect { .. } | News::Refused { .. } => None,
            });
            entries
                .map(|entry| (entry.actor, happenings(&entry.op, board)))
                .collect()
        })
    }

    /// What an own change will do, while somebody is told of it.
    pub(super) fn happened(&self, op: &Op) -> Vec<(ActorIndex, Vec<Happening>)> {
        let told = self.state.try_with_value(|state| {
            let is_heard = state.happening_listener.is_some();
            is_heard.then(|| (state.replica.actor(), happenings(op, state.replica.board())))
        });
        told.flatten().into_iter().collect()
    }

    pub(super) fn tell_happenings(&self, all: Vec<(ActorIndex, Vec<Happening>)>) {
        let listener = self.state.try_with_value(|state| state.happening_listener.clone());
        if let Some(Some(listener)) = listener {
            for (actor, happenings) in all.into_iter().filter(|(_, happenings)| !happenings.is_empty()) {
                listener(actor, happenings);
            }
        }
    }
}
