//! The keys of the board. They act while no text has the focus: there keys belong to the text, and undo to its own history
//! (rule U2).

mod keys;

use std::{cell::Cell, rc::Rc};

use board::{
    Board,
    element::Sign,
    id::ElementId,
    scene::Camera,
    spatial,
    tool::{Intent, Modifiers, Phase, PointerInput, PointerKind, PointerSample, ToolKind, command},
};
use gloo_events::{EventListener, EventListenerOptions};
use kurbo::{Rect, Size};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

pub use self::keys::{Deed, Stroke, deed_of};
use crate::{live::Live, nibs, pictures, session::Session};

/// Between what is shown whole and the edges of the viewport, in CSS pixels.
const FIT_MARGIN_PX: f64 = 48.0;
/// Where keys are for something else.
const OTHERS_KEYS: &str =
    "input, textarea, select, [contenteditable]:not([contenteditable=false]), dialog, [role=menu], [role=dialog]";
/// A board of one's own over the shared one.
const CORNER: &str = ".scratch";
/// Where Enter presses something.
const PRESSED_BY_ENTER: &str = "button, a, summary, [role=button], [role=tab]";

/// Listens to the keys of the board as long as the calling component lives. `viewport` is the size of the canvas.
pub fn use_shortcuts(session: Session, viewport: Live<Size>) {
    let was_busy = Rc::new(Cell::new(false));
    let seen = Rc::clone(&was_busy);
    // The canvas ends a gesture at Escape, before or after us: whether there was one is looked up ahead of both.
    let ahead = EventListener::new_with_options(
        &window(),
        "keydown",
        EventListenerOptions::run_in_capture_phase(),
        move |_| seen.set(session.tool_is_busy()),
    );
    let options = EventListenerOptions {
        passive: false,
        ..EventListenerOptions::default()
    };
    let keys = EventListener::new_with_options(&window(), "keydown", options, move |event| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
            pressed(session, viewport, event, was_busy.get());
        }
    });
    let listeners = StoredValue::new_local(Some((ahead, keys)));
    on_cleanup(move || {
        listeners.try_set_value(None);
    });
}

/// Zooms by a factor about the middle of the viewport.
pub fn zoom_by(session: Session, viewport: Size, factor: f64) {
    let middle = (viewport.to_vec2() / 2.0).to_point();
    session
        .camera()
        .update(|camera| *camera = camera.zoomed_about(middle, factor));
}

/// Shows the board at its own size, with the middle of the view held.
pub fn zoom_to_actual(session: Session, viewport: Size) {
    zoom_by(session, viewport, 1.0 / session.camera().get_untracked().zoom);
}

/// Brings everything into view.
pub fn zoom_to_fit(session: Session, viewport: Size) {
    if let Some(all) = session.with_board(around_all) {
        session.camera().set(Camera::showing(all, viewport, FIT_MARGIN_PX));
    }
}

fn around_all(board: &Board) -> Option<Rect> {
    board
        .elements()
        .map(|element| spatial::bounds(element, board))
        .reduce(|all, one| all.union(one))
}

fn pressed(session: Session, viewport: Live<Size>, event: &KeyboardEvent, was_busy: bool) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let within = |selector: &str| {
        target
            .as_ref()
            .is_some_and(|target| target.closest(selector).is_ok_and(|found| found.is_some()))
    };
    // A corner of one's own has keys of its own.
    if within(CORNER) != session.is_alone() {
        return;
    }
    if event.default_prevented() || event.is_composing() || within(OTHERS_KEYS) {
        return;
    }
    let stroke = Stroke {
        key: &event.key(),
        code: &event.code(),
        ctrl: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
        alt: event.alt_key(),
    };
    let Some(deed) = deed_of(&stroke) else { return };
    let repeats = event.repeat() && !deed.may_repeat();
    if repeats || (deed == Deed::EditText && within(PRESSED_BY_ENTER)) {
        return;
    }
    let rights = session.rights().get_untracked();
    let points = matches!(deed, Deed::Take(ToolKind::Hand | ToolKind::Laser)) && rights.chat;
    let allowed = deed.only_looks() || points || rights.draw;
    // In the middle of a gesture only the gesture counts; Escape ends it, which the canvas does.
    if !allowed || (was_busy && !deed.only_looks()) {
        return;
    }
    // The browser closes its own lists at Escape, unless it is kept from it.
    if deed != Deed::Leave {
        event.prevent_default();
    }
    act(session, viewport.get_untracked(), deed);
}

fn act(session: Session, viewport: Size, deed: Deed) {
    let run = |command: fn(&Board, &[ElementId]) -> Vec<Intent>| on_selection(session, command);
    match deed {
        Deed::Take(kind) => session.tool().set(kind),
        Deed::Draw(nib) => nibs::take(session, nib),
        Deed::Leave => {
            if session.tool().get_untracked() == ToolKind::Select {
                session.select(Vec::new());
            } else {
                session.tool().set(ToolKind::Select);
            }
        }
        Deed::Delete => run(command::delete),
        Deed::Duplicate => on_whole_selection(session, |board, selection| {
            command::duplicate(board, selection, &mut || session.fresh_element_id())
        }),
        Deed::Nudge(by) => on_selection(session, |board, selection| command::nudge(board, selection, by)),
        Deed::BringToFront => run(command::bring_to_front),
        Deed::SendToBack => run(command::send_to_back),
        Deed::ToggleLock => run(command::toggle_lock),
        Deed::SelectAll => {
            session.tool().set(ToolKind::Select);
            on_whole_selection(session, |board, _| command::select_all(board));
        }
        Deed::EditText => match session.tool().get_untracked() {
            ToolKind::Shape(_) | ToolKind::Part(_) | ToolKind::Frame | ToolKind::Text => {
                put_down(session, viewport);
            }
            ToolKind::Stamp(sign) => put_stamp(session, viewport, sign),
            ToolKind::Select
            | ToolKind::Hand
            | ToolKind::Pen
            | ToolKind::Eraser
            | ToolKind::Connector
            | ToolKind::Laser => {
                run(command::edit_text);
            }
        },
        Deed::PickPicture => pictures::pick(pictures::PICK_PICTURE),
        Deed::Undo => session.undo(),
        Deed::Redo => session.redo(),
        Deed::ZoomBy(factor) => zoom_by(session, viewport, factor),
        Deed::ZoomToActual => zoom_to_actual(session, viewport),
        Deed::ZoomToFit => zoom_to_fit(session, viewport),
    }
}

/// A stamp onto what is selected, or in the middle of the view.
fn put_stamp(session: Session, viewport: Size, sign: Sign) {
    let middle = session.camera().get_untracked().visible(viewport).center();
    on_selection(session, |board, selection| {
        let author = session.me().get_untracked();
        command::stamp(board, selection, sign, middle, author, &mut || {
            session.fresh_element_id()
        })
    });
    session.tool().set(ToolKind::Select);
}

/// What a click in the middle of the view would put down, for who has no pointer.
fn put_down(session: Session, viewport: Size) {
    let middle = session.camera().get_untracked().visible(viewport).center();
    for phase in [Phase::Down, Phase::Up] {
        session.pointer(&PointerInput {
            phase,
            samples: vec![PointerSample {
                at: middle,
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
}

/// Runs a command that changes what is selected: on what of it may be changed without the key for the other side's.
pub(crate) fn on_selection(session: Session, command: impl FnOnce(&Board, &[ElementId]) -> Vec<Intent>) {
    let free = session.free_of_selection(session.key_is_held());
    let intents = session.with_board(|board| command(board, &free));
    session.dispatch_all(intents);
}

/// Runs a command that leaves what is selected as it is.
pub(crate) fn on_whole_selection(session: Session, command: impl FnOnce(&Board, &[ElementId]) -> Vec<Intent>) {
    let selection = session.selection().get_untracked();
    let intents = session.with_board(|board| command(board, &selection));
    session.dispatch_all(intents);
}
