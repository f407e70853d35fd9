//! Changing the board: tools' intents, ops, undo, and what news of others do to them.

use board::{
    Op,
    board::Refusal,
    history::Undoing,
    id::{CardId, ElementId, FileId},
    keepsake,
    op::TextTarget,
    overlay::Overlay,
    protocol::{ClientMessage, News},
    replica::{Received, Replica},
    scene::Camera,
    tool::{Context, Held, Intent, Phase, PointerInput, ToolKind},
};
use leptos::prelude::*;

use super::{Session, State, page_millis};

impl Session {
    /// Makes a change of the person's own: applied at once, queued, sent. It joins the gesture under way for undo.
    pub fn apply(&self, op: Op) -> bool {
        let happened = self.happened(&op);
        if matches!(op, Op::Create(_) | Op::InkBegin { .. }) {
            self.show_own_layer();
        }
        let taken = self.state.try_update_value(|state| state.apply(op));
        match taken {
            Some(Ok(())) => {
                self.flush();
                self.changed();
                self.tell_happenings(happened);
                true
            }
            Some(Err(Refusal::NoEffect)) | None => false,
            Some(Err(refusal)) => {
                self.warn(format!("Not done: {refusal}."));
                false
            }
        }
    }

    /// Does what a tool or a command wants.
    pub fn dispatch(&self, intent: Intent) {
        match intent {
            Intent::Apply(op) => {
                self.apply(op);
            }
            Intent::EndStep => self.end_step(),
            Intent::Select(ids) => self.select(ids),
            Intent::EditText(id) => {
                self.forget_by_keys();
                self.signals.editing.set(Some(id));
            }
            Intent::Crop(id) => self.crop(id),
            Intent::AwaitText(id) => self.signals.by_keys.update(|by_keys| by_keys.awaiting = Some(id)),
            Intent::PanBy(by) => self.signals.camera.update(|camera| *camera = camera.panned(by)),
            Intent::ZoomAbout { held, factor } => self.signals.camera.update(|camera| {
                *camera = camera.zoomed_about(camera.to_screen(held), factor);
            }),
            Intent::ZoomTo(rect) => {
                let viewport = self.viewport().get_untracked();
                self.signals.camera.set(Camera::fitting(rect, viewport));
            }
            Intent::SwitchTo(ToolKind::Select) if self.keeps_tool().get_untracked() => {}
            Intent::SwitchTo(kind) => self.signals.tool.set(kind),
            Intent::Shine(on) => self.shine(on),
            Intent::Guarded => self.tell_guarded(),
        }
    }

    /// Does several things, in order.
    pub fn dispatch_all(&self, intents: Vec<Intent>) {
        for intent in intents {
            self.dispatch(intent);
        }
    }

    /// Selects exactly these.
    pub fn select(&self, ids: Vec<ElementId>) {
        if self.signals.selection.get_untracked() != ids {
            self.show_presence(|presence| presence.selection.clone_from(&ids));
            self.signals.selection.set(ids);
        }
    }

    /// The pointer did something on the board.
    pub fn pointer(&self, input: &PointerInput) {
        for watch in self.pointer_watchers() {
            watch(*self, input);
        }
        self.hand_on(input);
    }

    /// Hands a pointer's input to the tool, or what keys say in its place.
    pub fn hand_on(&self, input: &PointerInput) {
        let rights = self.signals.rights.get_untracked();
        if input.phase == Phase::Down {
            self.forget_by_keys();
        }
        let mut intents = Vec::new();
        let cursor = input.at().map(board::geometry::Point::from_units);
        self.with_context(|state, context| {
            // Without the right to draw the pointer selects nothing and moves nothing; it is still seen by others, and may
            // point things out to them.
            let kind = state.tool.kind();
            let only_points =
                matches!(kind, ToolKind::Hand | ToolKind::Zoom) || (kind == ToolKind::Laser && rights.chat);
            if rights.draw || only_points {
                state.tool.on(input, context, &mut intents);
            }
        });
        self.dispatch_all(intents);
        for sample in &input.samples {
            self.light_own(sample.at);
        }
        self.show_presence(|presence| presence.cursor = cursor);
        self.signals.gesture.update(|gesture| *gesture += 1);
    }

    /// Whether a gesture is under way, for Escape to end.
    pub fn tool_is_busy(&self) -> bool {
        self.state.with_value(|state| state.tool.is_busy())
    }

    /// Whether what is under way goes on with the next press, and ends with a key.
    pub fn tool_awaits_press(&self) -> bool {
        self.state.with_value(|state| state.tool.awaits_press())
    }

    /// Ends what is under way.
    pub fn end_gesture(&self) {
        self.pointer(&PointerInput::abort());
    }

    /// The CSS cursor over the board; reading it in a reactive place follows it.
    pub fn cursor(&self) -> &'static str {
        self.track_tool();
        self.state.with_value(|state| state.tool.cursor())
    }

    /// Follows whatever the active tool may do something at.
    fn track_tool(&self) {
        self.signals.gesture.track();
        self.signals.selection.track();
        self.signals.tool.track();
        self.signals.revision.track();
    }

    /// What the active tool shows; reading it in a reactive place follows it.
    pub fn overlay(&self) -> Overlay {
        let mut overlay = Overlay::default();
        let editing = self.signals.editing.get();
        let by_keys = self.signals.by_keys.get();
        self.track_tool();
        let joining = self.joining();
        self.with_context(|state, context| {
            overlay = state.tool.overlay(context);
            overlay.highlighted = overlay.highlighted.or(by_keys.found);
            let pen = by_keys.pen.filter(|_| state.tool.is_busy());
            overlay.aims.extend(pen.map(|(_, at)| at));
            let selects = state.tool.kind() == ToolKind::Select;
            let held = by_keys.point.filter(|held| selects && context.selection == [held.line]);
            overlay.aims.extend(held.map(|held| held.at));
            if let Some(joining) = joining {
                joining.show(context, &mut overlay);
            }
        });
        overlay.editing = editing;
        overlay
    }

    /// A fresh element id.
    pub fn fresh_element_id(&self) -> ElementId {
        ElementId(fresh_id())
    }

    /// A fresh id for a code file.
    pub fn fresh_file_id(&self) -> FileId {
        FileId(fresh_id())
    }

    /// A fresh id for a card.
    pub fn fresh_card_id(&self) -> CardId {
        CardId(fresh_id())
    }

    /// The tools have come: what makes one of its kind, and what takes back what they do.
    pub fn take_tools(self, make_tool: fn(ToolKind) -> Box<dyn Held>, history: Box<dyn Undoing>) {
        let _gone = self.state.try_update_value(|state| {
            state.history = Some(history);
            state.make_tool = make_tool;
            state.tool = make_tool(state.tool.kind());
        });
        self.signals.gesture.update(|gesture| *gesture += 1);
    }

    /// Keeps the tool's state machine in step with the chosen tool.
    pub(super) fn follow_tool(self) {
        Effect::watch(
            move || self.signals.tool.get(),
            move |kind, _, _: Option<()>| {
                let _gone = self.state.try_update_value(|state| {
                    if state.tool.kind() != *kind {
                        state.tool = (state.make_tool)(*kind);
                    }
                });
            },
            false,
        );
    }

    /// Takes news of the room in.
    pub(super) fn receive(self, news: Vec<News>) {
        let happened = self.happenings_in(&news);
        for item in &news {
            if let News::Entry { entry, .. } = item {
                self.heard_work_of(entry.actor);
            }
        }
        let mut received = Received::default();
        let mut listeners = Vec::new();
        self.state.update_value(|state| {
            received = state.replica.receive(news);
            for heard in std::mem::take(&mut received.heard) {
                if let Some(history) = &mut state.history {
                    history.hear(heard);
                }
            }
            listeners.clone_from(&state.text_listeners);
        });
        if received.lost {
            // Cannot happen with a sound server; starting over keeps the outbox and shows the truth.
            self.state.update_value(|state| {
                let now = page_millis();
                state.replica = Replica::restore(state.replica.saved(now), now, 0);
            });
            self.lost();
            return;
        }
        for (target, edits) in &received.texts {
            for (_, _, callback) in listeners.iter().filter(|(_, listened, _)| listened == target) {
                callback(edits);
            }
        }
        self.keep_refused(&received.refused);
        if let Some((_, refusal)) = received
            .refused
            .last()
            .filter(|(_, refusal)| *refusal != Refusal::NotAllowed)
        {
            self.warn(format!("The room did not take a change: {refusal}."));
        }
        self.flush();
        if received.is_as_shown {
            self.tell_waiting();
            self.tell_undoable();
        } else {
            self.changed();
        }
        self.tell_happenings(happened);
        self.hand_in();
    }

    /// Work that came while the hands were read-only is not lost: it goes into the corner of one's own.
    fn keep_refused(self, refused: &[(Op, Refusal)]) {
        let not_allowed = refused.iter().filter(|(_, refusal)| *refusal == Refusal::NotAllowed);
        let ops = not_allowed.map(|(op, _)| op.clone()).collect::<Vec<_>>();
        if ops.is_empty() {
            return;
        }
        let mut fresh_ids = || self.fresh_element_id();
        let kept = self.with_board(|board| keepsake::of_refused(&ops, board, &mut fresh_ids));
        let words = if kept.is_empty() {
            "Your hands are read-only for now: a change was not taken."
        } else {
            "Your hands were read-only when this arrived, so the board did not take it. What you drew and wrote is kept in your \
             scratch corner, which only you see."
        };
        self.warn(words);
        if !kept.is_empty() {
            self.signals.kept_back.update(|all| all.extend(kept));
        }
    }

    /// Sends what may be sent.
    pub(super) fn flush(self) {
        let _gone = self.state.try_update_value(|state| {
            if state.socket.is_some() && self.signals.connection.get_untracked() == super::ConnectionState::Live {
                for push in state.replica.to_send(page_millis()) {
                    state.send(&ClientMessage::Push(push));
                }
            }
            if let Some(outbox) = &state.outbox {
                outbox.changed();
            }
        });
    }

    /// Tells those who look that the board changed.
    pub(super) fn changed(self) {
        if self.is_alone() {
            let _gone = self.state.try_update_value(|state| state.replica.settle());
        }
        self.tell_waiting();
        self.hide_what_is_hidden();
        self.signals.revision.update(|revision| *revision += 1);
        let selection = self.signals.selection.get_untracked();
        let alive = self.with_board(|board| {
            selection
                .iter()
                .copied()
                .filter(|id| board.element(*id).is_some())
                .collect::<Vec<_>>()
        });
        if alive != selection {
            self.select(alive);
        }
        self.tell_undoable();
    }

    fn tell_waiting(self) {
        let waiting = self.state.with_value(|state| state.replica.waiting());
        if self.signals.unsaved.get_untracked() != waiting {
            self.signals.unsaved.set(waiting);
            self.renew_when_saved();
        }
    }

    pub(super) fn with_context(&self, act: impl FnOnce(&mut State, &mut Context<'_>)) {
        let selection = self.signals.selection.get_untracked();
        let look = self.signals.look.get_untracked();
        let camera = self.signals.camera.get_untracked();
        let visible = camera.visible(self.viewport().get_untracked());
        let snapping = self.snapping().get_untracked();
        let authors = self.guarded_authors();
        let guard = self.guard(&authors);
        self.state.update_value(|state| {
            let board = state.board().clone();
            let mut fresh_ids = || ElementId(fresh_id());
            let author = state.replica.actor();
            let selection = &selection;
            let mut context = Context {
                board: &board,
                selection,
                author,
                zoom: camera.zoom,
                visible,
                snapping,
                look,
                guard,
                fresh_ids: &mut fresh_ids,
            };
            act(state, &mut context);
        });
    }
}

impl State {
    fn apply(&mut self, op: Op) -> Result<(), Refusal> {
        // Code has the editor's own undo; the board has this one (rule U2).
        let is_code = matches!(op.text_target(), Some(TextTarget::File(_)));
        let Some(history) = self.history.as_mut().filter(|_| !is_code) else {
            return self.replica.local(op, page_millis()).map(drop);
        };
        let back = history.back_of(&op, self.replica.board());
        self.replica.local(op.clone(), page_millis())?;
        history.push(&op, back);
        Ok(())
    }
}

/// Random, and growing with time, so that files and cards sort by their making.
fn fresh_id() -> u128 {
    uuid::Uuid::now_v7().as_u128()
}
