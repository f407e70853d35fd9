//! The select tool: click, box select, move, copy by dragging, resize, drag a connector's end. One gesture is one step of
//! undo; while it lasts everybody sees it.

mod press;
mod rebind;

use kurbo::{Point, Rect, Vec2};

use self::{
    press::{Drag, Press, Release},
    rebind::Rebinding,
};
use super::{
    Context, Intent, Phase, PointerInput,
    arrange::{self, Grabbed},
    handle::{Handle, handle_at},
    is_drag,
    resize::Resize,
    text::create_text,
};
use crate::{
    geometry,
    id::ElementId,
    op::{ElementChange, Op},
    overlay::Overlay,
    spatial::{self, Inclusion},
};

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
    Boxing {
        from: Point,
        to: Point,
        before: Vec<ElementId>,
        found: Vec<ElementId>,
    },
    Moving {
        from: Point,
        grabbed: Grabbed,
        by: geometry::Point,
        originals: Originals,
    },
    Resizing {
        resize: Resize,
        handle: Handle,
        sent: Vec<ElementChange>,
    },
    Rebinding(Rebinding),
}

/// What the elements being moved were made of.
#[derive(Clone, Debug)]
enum Originals {
    /// They are no copies.
    Themselves,
    /// Copies of these were made when the drag began.
    Copied(Vec<ElementId>),
}

impl Default for Select {
    fn default() -> Select {
        Select(IDLE)
    }
}

const IDLE: State = State::Idle { cursor: "default" };

impl Select {
    pub(super) fn on(self, input: &PointerInput, context: &mut Context<'_>, intents: &mut Vec<Intent>) -> Select {
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
            State::Idle { .. } | State::Pressed(_) => {}
            State::Resizing { .. } => overlay.dragging = true,
            State::Moving { .. } => {
                overlay.handles = false;
                overlay.dragging = true;
            }
            State::Boxing { from, to, .. } => {
                overlay.handles = false;
                overlay.marquee = Some(Rect::from_points(*from, *to));
            }
            State::Rebinding(rebinding) => {
                overlay.highlighted = rebinding.target();
            }
        }
        overlay.selection.retain(|id| context.board.element(*id).is_some());
    }

    pub(super) fn is_busy(&self) -> bool {
        !matches!(self.0, State::Idle { .. })
    }

    pub(super) fn cursor(&self) -> &'static str {
        match &self.0 {
            State::Idle { cursor } => cursor,
            State::Pressed(_) | State::Boxing { .. } => "default",
            State::Moving { .. } | State::Rebinding(_) => "move",
            State::Resizing { handle, .. } => handle.cursor(),
        }
    }
}

/// A press: on a handle it takes hold at once, elsewhere it waits whether it becomes a click or a drag.
fn press(at: Point, input: &PointerInput, context: &Context<'_>, intents: &mut Vec<Intent>) -> State {
    let reach = input.reach(context.zoom);
    let handle = handle_at(context, at, reach).filter(|_| !input.double);
    if let Some(handle) = handle {
        if let Some(resize) = Resize::begin(context.board, context.selection, handle) {
            return State::Resizing {
                resize,
                handle,
                sent: Vec::new(),
            };
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
            | State::Boxing { .. }
            | State::Moving { .. }
            | State::Resizing { .. }
            | State::Rebinding(_)) => busy,
        }
    }

    fn moved(self, at: Point, input: &PointerInput, context: &mut Context<'_>, intents: &mut Vec<Intent>) -> State {
        match self {
            State::Pressed(press) if !is_drag(press.at, at, context.zoom) => State::Pressed(press),
            State::Pressed(press) => begin_drag(press, input, context, intents).moved(at, input, context, intents),
            State::Boxing {
                from, before, found, ..
            } => {
                let how = if input.modifiers.alt {
                    Inclusion::Touch
                } else {
                    Inclusion::Contain
                };
                let mut next = before.clone();
                for id in spatial::inside(context.board, Rect::from_points(from, at), how) {
                    if !next.contains(&id) {
                        next.push(id);
                    }
                }
                if next != found {
                    intents.push(Intent::Select(next.clone()));
                }
                State::Boxing {
                    from,
                    to: at,
                    before,
                    found: next,
                }
            }
            State::Moving {
                from,
                grabbed,
                by: sent,
                originals,
            } => {
                let mut way = at - from;
                if input.modifiers.shift {
                    way = if way.x.abs() >= way.y.abs() {
                        Vec2::new(way.x, 0.0)
                    } else {
                        Vec2::new(0.0, way.y)
                    };
                }
                let by = geometry::Point::from_units(way.to_point());
                if by != sent {
                    intents.extend(grabbed.moved(by));
                }
                State::Moving {
                    from,
                    grabbed,
                    by,
                    originals,
                }
            }
            State::Resizing { resize, handle, sent } => {
                let changes = resize.changes(at, input.modifiers.shift);
                if changes != sent {
                    intents.extend(arrange::update(&changes));
                }
                State::Resizing {
                    resize,
                    handle,
                    sent: changes,
                }
            }
            State::Rebinding(rebinding) => State::Rebinding(rebinding.moved(input, context, intents)),
            State::Idle { cursor } => State::Idle { cursor },
        }
    }

    fn released(self, context: &mut Context<'_>, intents: &mut Vec<Intent>) {
        match self {
            State::Idle { .. } | State::Boxing { .. } => {}
            State::Pressed(press) => match press.release {
                Release::Keep => {}
                Release::Select(ids) => intents.push(Intent::Select(ids)),
                Release::Edit(id) => intents.extend([Intent::Select(vec![id]), Intent::EditText(id)]),
                Release::NewText => create_text(press.at, context, intents),
            },
            State::Moving { .. } | State::Resizing { .. } | State::Rebinding(_) => intents.push(Intent::EndStep),
        }
    }

    fn aborted(self, intents: &mut Vec<Intent>) {
        match self {
            State::Idle { .. } | State::Pressed(_) => {}
            State::Boxing { before, found, .. } => {
                if before != found {
                    intents.push(Intent::Select(before));
                }
            }
            State::Moving {
                grabbed, by, originals, ..
            } => {
                match originals {
                    Originals::Copied(ids) => {
                        intents.extend([Intent::Apply(Op::Delete(grabbed.ids())), Intent::Select(ids)]);
                    }
                    Originals::Themselves if by == geometry::Point::default() => {}
                    Originals::Themselves => intents.extend(grabbed.moved(geometry::Point::default())),
                }
                intents.push(Intent::EndStep);
            }
            State::Resizing { resize, sent, .. } => {
                if !sent.is_empty() {
                    intents.extend(arrange::update(&resize.taken_back()));
                }
                intents.push(Intent::EndStep);
            }
            State::Rebinding(rebinding) => rebinding.aborted(intents),
        }
    }
}

fn begin_drag(press: Press, input: &PointerInput, context: &mut Context<'_>, intents: &mut Vec<Intent>) -> State {
    let boxing = |from, before: Vec<ElementId>| State::Boxing {
        from,
        to: from,
        found: before.clone(),
        before,
    };
    let by = geometry::Point::default();
    match press.drag {
        Drag::Box(before) => boxing(press.at, before),
        Drag::Move(ids) if input.modifiers.alt => {
            let copies = arrange::copies(context.board, &ids, by, context.fresh_ids);
            let grabbed = Grabbed::these(&copies);
            let names = copies.iter().map(|copy| copy.id).collect();
            intents.extend(arrange::create(copies));
            intents.push(Intent::Select(names));
            State::Moving {
                from: press.at,
                grabbed,
                by,
                originals: Originals::Copied(ids),
            }
        }
        Drag::Move(ids) => {
            let grabbed = Grabbed::of(context.board, &ids);
            if grabbed.is_empty() {
                return boxing(press.at, Vec::new());
            }
            State::Moving {
                from: press.at,
                grabbed,
                by,
                originals: Originals::Themselves,
            }
        }
    }
}

#[cfg(test)]
mod tests;
