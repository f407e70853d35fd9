//! The select tool: click, box select, move, copy by dragging, resize, turn, drag a connector's end. One gesture is one
//! step of undo; while it lasts everybody sees it.

mod boxing;
mod cropping;
mod moving;
mod pin;
mod points;
mod press;
mod rebind;
mod reshaping;
mod sliding;

use kurbo::Point;

use self::{
    boxing::Boxing,
    cropping::Cropping,
    moving::Moving,
    pin::{Pinning, unpin},
    press::{Drag, Press, Release},
    rebind::Rebinding,
    reshaping::Reshaping,
    sliding::Sliding,
};
pub use self::{
    points::{move_point, point_after, points, take_point_out},
    press::under_pointer,
};
use super::{
    Context, Intent, Phase, PointerInput, Tool,
    growth::grow,
    handle::{Handle, handle_at},
    is_drag,
    text::create_text,
    unit,
    walk::Direction,
};
use crate::{id::ElementId, overlay::Overlay, spatial};

/// The select tool's state.
#[derive(Clone, Debug)]
pub struct Select(State);

#[derive(Clone, Debug)]
enum State {
    Idle {
        cursor: &'static str,
    },
    /// Pressed, and not moved far enough for a drag.
    Pressed(Press),
    Boxing(Boxing),
    Moving(Moving),
    /// Resized or turned.
    Reshaping(Reshaping),
    Rebinding(Rebinding),
    Pinning(Pinning),
    /// The label of a connector.
    Sliding(Sliding),
    /// A picture, from press to press.
    Cropping(Cropping),
    /// Pressed on a handle that puts down another.
    Growing(Direction),
}

impl Default for Select {
    fn default() -> Select {
        Select(IDLE)
    }
}

const IDLE: State = State::Idle { cursor: "default" };

impl Select {
    /// Cropping a picture.
    pub fn cropping(id: ElementId) -> Select {
        Select(State::Cropping(Cropping::of(id)))
    }

    pub(super) fn on(self, input: &PointerInput, context: &mut Context<'_>, intents: &mut Vec<Intent>) -> Select {
        if let State::Cropping(cropping) = self.0 {
            return match cropping.on(input, context, intents) {
                Some(cropping) => Select(State::Cropping(cropping)),
                None => Select(IDLE).on(input, context, intents),
            };
        }
        Select(match (input.phase, input.at()) {
            (Phase::Hover, Some(at)) => self.0.hovered(at, input, context),
            (Phase::Down, Some(at)) => press(at, input, context, intents),
            (Phase::Move, Some(at)) => self.0.moved(at, input, context, intents),
            (Phase::Up, at) => {
                let state = match at {
                    Some(at) => self.0.moved(at, input, context, intents),
                    None => self.0,
                };
                state.released(context, intents);
                IDLE
            }
            (Phase::Abort, _) => {
                self.0.aborted(intents);
                IDLE
            }
            (Phase::Hover | Phase::Down | Phase::Move, None) => self.0,
        })
    }

    pub(super) fn show(&self, context: &Context<'_>, overlay: &mut Overlay) {
        overlay.handles = true;
        match &self.0 {
            State::Idle { .. } | State::Pressed(_) | State::Growing(_) => {}
            State::Pinning(_) | State::Sliding(_) => overlay.dragging = true,
            State::Reshaping(reshaping) => {
                overlay.guides = reshaping.guides().to_vec();
                overlay.dragging = true;
            }
            State::Moving(moving) => {
                overlay.dragging = true;
                overlay.handles = false;
                overlay.guides = moving.guides().to_vec();
            }
            State::Boxing(boxing) => {
                overlay.handles = false;
                overlay.marquee = Some(boxing.rect());
            }
            State::Cropping(cropping) => cropping.show(context, overlay),
            State::Rebinding(rebinding) => {
                overlay.highlighted = rebinding.target();
                overlay.aims.extend(rebinding.aim(context.board));
            }
        }
        overlay.selection.retain(|id| context.board.element(*id).is_some());
        (overlay.groups, overlay.within) = unit::frames(context.board, &overlay.selection);
    }

    pub(super) fn is_busy(&self) -> bool {
        !matches!(self.0, State::Idle { .. })
    }

    /// Whether what is selected is being resized.
    pub(super) fn resizes(&self) -> bool {
        matches!(&self.0, State::Reshaping(reshaping) if reshaping.resizes())
    }

    /// Whether a picture is being cropped and nothing of it is held.
    pub(super) fn awaits_press(&self) -> bool {
        matches!(&self.0, State::Cropping(cropping) if cropping.awaits_press())
    }

    pub(super) fn cursor(&self) -> &'static str {
        match &self.0 {
            State::Idle { cursor } => cursor,
            State::Pressed(_) | State::Boxing(_) => "default",
            State::Growing(direction) => Handle::Grow(*direction).cursor(),
            State::Moving(_) | State::Rebinding(_) | State::Pinning(_) | State::Sliding(_) => "move",
            State::Reshaping(reshaping) => reshaping.cursor(),
            State::Cropping(cropping) => cropping.cursor(),
        }
    }
}

impl Tool {
    /// Whether a picture is being cropped.
    pub fn is_cropping(&self) -> bool {
        matches!(self, Tool::Select(Select(State::Cropping(_))))
    }
}

/// A press: on a handle it takes hold at once, elsewhere it waits whether it becomes a click or a drag.
fn press(at: Point, input: &PointerInput, context: &Context<'_>, intents: &mut Vec<Intent>) -> State {
    let reach = input.reach(context.zoom);
    let handle = handle_at(context, at, reach);
    // The second press of a double click takes a pinned point out; elsewhere it means what lies there.
    let handle = handle.filter(|handle| !input.double || matches!(handle, Handle::Via(_)));
    if let Some(Handle::Grow(direction)) = handle {
        return State::Growing(direction);
    }
    let is_free = |handle: Handle| {
        let free = match handle {
            Handle::Turn => context.movable(context.selection, input.modifiers),
            Handle::Side { .. }
            | Handle::Start
            | Handle::End
            | Handle::Via(_)
            | Handle::Between(_)
            | Handle::Grow(_) => context.free(context.selection, input.modifiers),
        };
        free.len() == context.selection.len()
    };
    if handle.is_some_and(|handle| !is_free(handle)) {
        intents.push(Intent::Guarded);
    } else if let Some(handle) = handle {
        if let Some(index) = handle.via().filter(|_| input.double) {
            unpin(context, index, intents);
            return IDLE;
        }
        if let Some(pinning) = Pinning::begin(context, handle, at) {
            return State::Pinning(pinning);
        }
        if let Some(reshaping) = Reshaping::begin(at, handle, context) {
            return State::Reshaping(reshaping);
        }
        if let Some(rebinding) = Rebinding::begin(context, handle) {
            return State::Rebinding(rebinding);
        }
    }
    State::Pressed(Press::new(at, input, context, intents))
}

impl State {
    fn hovered(self, at: Point, input: &PointerInput, context: &Context<'_>) -> State {
        match self {
            State::Idle { .. } => {
                let reach = input.reach(context.zoom);
                let handle = handle_at(context, at, reach);
                let over = || spatial::hit(context.board, at, reach).is_some();
                State::Idle {
                    cursor: handle.map_or_else(|| if over() { "move" } else { "default" }, Handle::cursor),
                }
            }
            busy @ (State::Pressed(_)
            | State::Boxing(_)
            | State::Moving(_)
            | State::Reshaping(_)
            | State::Rebinding(_)
            | State::Pinning(_)
            | State::Sliding(_)
            | State::Growing(_)
            | State::Cropping(_)) => busy,
        }
    }

    fn moved(self, at: Point, input: &PointerInput, context: &mut Context<'_>, intents: &mut Vec<Intent>) -> State {
        match self {
            State::Pressed(press) if !is_drag(press.at, at, context.zoom) => State::Pressed(press),
            State::Pressed(press) => begin_drag(press, input, context, intents).moved(at, input, context, intents),
            State::Boxing(boxing) => State::Boxing(boxing.moved(at, input.modifiers, context.board, intents)),
            State::Moving(moving) => State::Moving(moving.moved(at, input.modifiers, intents)),
            State::Reshaping(reshaping) => State::Reshaping(reshaping.moved(at, input.modifiers, intents)),
            State::Rebinding(rebinding) => State::Rebinding(rebinding.moved(input, context, intents)),
            State::Pinning(pinning) => State::Pinning(pinning.moved(input, context, intents)),
            State::Sliding(sliding) => State::Sliding(sliding.moved(input, context, intents)),
            // Cropping has taken its input before.
            // Whoever thinks better of it lets go elsewhere.
            State::Growing(direction) => {
                let is_on = handle_at(context, at, input.reach(context.zoom)) == Some(Handle::Grow(direction));
                if is_on { self } else { IDLE }
            }
            State::Idle { .. } | State::Cropping(_) => self,
        }
    }

    fn released(self, context: &mut Context<'_>, intents: &mut Vec<Intent>) {
        match self {
            State::Idle { .. } | State::Boxing(_) | State::Cropping(_) => {}
            State::Pressed(press) => match press.release {
                Release::Keep => {}
                Release::Select(ids) => intents.push(Intent::Select(ids)),
                Release::Edit(id) => intents.extend([Intent::Select(vec![id]), Intent::EditText(id)]),
                Release::Crop(id) => intents.extend([Intent::Select(vec![id]), Intent::Crop(id)]),
                Release::NewText => create_text(press.at, context, intents),
                Release::Guarded => intents.push(Intent::Guarded),
            },
            State::Moving(_) | State::Reshaping(_) | State::Rebinding(_) | State::Sliding(_) => {
                intents.push(Intent::EndStep);
            }
            State::Pinning(pinning) => pinning.released(context, intents),
            State::Growing(direction) => intents.extend(grow(direction, context)),
        }
    }

    fn aborted(self, intents: &mut Vec<Intent>) {
        match self {
            State::Idle { .. } | State::Pressed(_) | State::Cropping(_) | State::Growing(_) => {}
            State::Boxing(boxing) => boxing.aborted(intents),
            State::Moving(moving) => moving.aborted(intents),
            State::Reshaping(reshaping) => reshaping.aborted(intents),
            State::Rebinding(rebinding) => rebinding.aborted(intents),
            State::Pinning(pinning) => pinning.aborted(intents),
            State::Sliding(sliding) => sliding.aborted(intents),
        }
    }
}

fn begin_drag(press: Press, input: &PointerInput, context: &mut Context<'_>, intents: &mut Vec<Intent>) -> State {
    match press.drag {
        Drag::Box(before) => State::Boxing(Boxing::begin(press.at, before)),
        Drag::Move(ids) if input.modifiers.alt => {
            State::Moving(Moving::begin_with_copies(press.at, ids, context, intents))
        }
        Drag::Slide(id) if context.may_change_id(id, input.modifiers) => {
            Sliding::begin(context, id, press.at).map_or(IDLE, State::Sliding)
        }
        Drag::Slide(_) => {
            intents.push(Intent::Guarded);
            IDLE
        }
        Drag::Move(ids) => {
            let free = context.movable(&ids, input.modifiers);
            if free.len() < ids.len() {
                intents.push(Intent::Guarded);
            }
            if free.is_empty() && !ids.is_empty() {
                return IDLE;
            }
            Moving::begin(press.at, &free, context)
                .map_or_else(|| State::Boxing(Boxing::begin(press.at, Vec::new())), State::Moving)
        }
    }
}

#[cfg(test)]
mod tests;
