//! The keys of the board. They act while no text has the focus: there keys belong to the text, and undo to its own history
//! (rule U2).

pub mod by_keys;
mod drawing;
mod keys;
mod points;
mod single;
pub mod table;

use std::{cell::Cell, rc::Rc};

use board::{
    Board,
    element::Sign,
    id::ElementId,
    scene::Camera,
    shape::ShapeKind,
    spatial,
    tool::{Direction, GRID, Guard, Intent, Phase, ToolKind, command, convert, crop::push_side, recognition},
};
use gloo_events::{EventListener, EventListenerOptions};
use kurbo::{Point, Rect, Size, Vec2};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

pub use self::{
    keys::{Deed, Finder, Stroke, deed_of},
    single::{SingleKeys, SingleKeysSwitch},
};
use crate::{
    arranging::Arrange,
    finding::Finding,
    furniture, nibs, pictures,
    session::{Aid, Session},
};

/// Between what is shown whole and what is around it, in CSS pixels.
const FIT_MARGIN_PX: f64 = 24.0;
/// How much of its size the view is moved by for a page.
const PAGE_SHARE: f64 = 0.9;
/// Where keys are for something else.
const OTHERS_KEYS: &str =
    "input, textarea, select, [contenteditable]:not([contenteditable=false]), dialog, [role=menu], [role=dialog]";
/// A board of one's own over the shared one.
const CORNER: &str = ".scratch";
/// Where Enter presses something.
const PRESSED_BY_ENTER: &str = "button, a, summary, [role=button], [role=tab]";

/// Listens to the keys of the board as long as the calling component lives.
pub fn use_shortcuts(session: Session) {
    let finding = Finding::shared();
    points::follow(session, finding);
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
            pressed(session, finding, event, was_busy.get());
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

/// Moves the view by most of its size, so that a strip of what was seen stays in it.
fn page_by(session: Session, viewport: Size, direction: Direction) {
    let by = direction.unit();
    let way = Vec2::new(by.x * viewport.width, by.y * viewport.height) * -PAGE_SHARE;
    session.camera().update(|camera| *camera = camera.panned(way));
}

/// Brings everything into view.
pub fn zoom_to_fit(session: Session, viewport: Size) {
    if let Some(all) = session.with_board(around_all) {
        session.camera().set(Camera::showing(
            all,
            viewport,
            furniture::insets(session, FIT_MARGIN_PX),
        ));
    }
}

/// Brings what is selected into view.
pub fn zoom_to_selection(session: Session, viewport: Size) {
    let selection = session.selection().get_untracked();
    if let Some(selected) = session.with_board(|board| around(board, &selection)) {
        session.camera().set(Camera::showing(
            selected,
            viewport,
            furniture::insets(session, FIT_MARGIN_PX),
        ));
    }
}

fn around(board: &Board, ids: &[ElementId]) -> Option<Rect> {
    let elements = ids.iter().filter_map(|id| board.element(*id));
    elements
        .map(|element| spatial::bounds(element, board))
        .reduce(|all, one| all.union(one))
}

fn around_all(board: &Board) -> Option<Rect> {
    board
        .elements()
        .map(|element| spatial::bounds(element, board))
        .reduce(|all, one| all.union(one))
}

fn pressed(session: Session, finding: Finding, event: &KeyboardEvent, was_busy: bool) {
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
    let goes_on = || points::goes_on(session, finding, &stroke) || drawing::goes_on(session, finding, &stroke);
    if !within(PRESSED_BY_ENTER) && goes_on() {
        event.prevent_default();
        return;
    }
    if was_busy && matches!(stroke.key, "Enter" | "Escape") && session.tool_awaits_press() {
        event.prevent_default();
        session.end_gesture();
        return;
    }
    let may_draw = session.rights().get_untracked().draw;
    if may_draw && !(stroke.key == " " && within(PRESSED_BY_ENTER)) && by_keys::begins_name(session, &stroke) {
        // It is a letter of a name now, whoever else it may be a key of.
        event.stop_immediate_propagation();
        return;
    }
    if stroke.is_single() && !finding.single_keys.on() {
        event.stop_immediate_propagation();
        return;
    }
    let Some(deed) = deed_of(&stroke) else { return };
    let repeats = event.repeat() && !deed.may_repeat();
    if repeats || (matches!(deed, Deed::EditText | Deed::EditPoints) && within(PRESSED_BY_ENTER)) {
        return;
    }
    let on_board = within(".canvas") || target.as_ref().is_none_or(|target| target.tag_name() == "BODY");
    if let Deed::Convert { forwards } = deed
        && !(on_board && may_draw && can_convert(session, forwards))
    {
        // Tab goes on to the next control.
        return;
    }
    // What finds things is about the board that all share.
    if session.is_alone() && matches!(deed, Deed::Open(finder) if finder != Finder::Help) {
        return;
    }
    // In the middle of a gesture only the gesture counts; Escape ends it, which the canvas does.
    let is_busy = was_busy && !deed.only_looks() && !crops(session, deed);
    if is_busy || !may_do(session, &stroke, deed) {
        return;
    }
    // The browser closes its own lists at Escape, unless it is kept from it.
    if deed != Deed::Leave {
        event.prevent_default();
    }
    act(session, finding, deed);
}

/// Whether something is done to the picture that is being cropped, or taken back.
fn crops(session: Session, deed: Deed) -> bool {
    let is_of_crop = matches!(deed, Deed::Nudge(_) | Deed::Resize(_) | Deed::Undo | Deed::Redo);
    is_of_crop && session.is_cropping() && session.tool_awaits_press()
}

/// Whether a key's deed is for this person.
fn may_do(session: Session, stroke: &Stroke<'_>, deed: Deed) -> bool {
    let is_staff = session.role().get_untracked().is_some_and(|role| role.is_staff());
    if is_staff && stroke.key.eq_ignore_ascii_case("n") && deed == Deed::Take(ToolKind::Shape(ShapeKind::Sticky)) {
        // Theirs is the key of private notes; S is everybody's.
        return false;
    }
    is_for(session, deed)
}

/// Whether a deed is for this person, whichever way it is asked for.
pub(crate) fn is_for(session: Session, deed: Deed) -> bool {
    let rights = session.rights().get_untracked();
    let is_for_all = deed.only_looks() || matches!(deed, Deed::Leave | Deed::OpenMenu);
    let points = matches!(deed, Deed::Take(ToolKind::Hand | ToolKind::Laser | ToolKind::Zoom)) && rights.chat;
    is_for_all || points || rights.draw
}

fn can_convert(session: Session, forwards: bool) -> bool {
    let selection = session.selection().get_untracked();
    (forwards && are_strokes(session)) || session.with_board(|board| convert::is_convertible(board, &selection))
}

fn are_strokes(session: Session) -> bool {
    let selection = session.selection().get_untracked();
    session.with_board(|board| recognition::are_strokes(board, &selection))
}

/// Does what a key does.
pub fn act(session: Session, finding: Finding, deed: Deed) {
    let viewport = session.viewport().get_untracked();
    match deed {
        // Again the same key: connectors go another way.
        Deed::Take(ToolKind::Connector) if session.tool().get_untracked() == ToolKind::Connector => {
            session.look().update(|look| look.put(&look.next_route()));
        }
        Deed::Take(ToolKind::Connector) => by_keys::begin_joining(session, finding),
        Deed::Take(kind) => session.tool().set(kind),
        Deed::Draw(nib) => nibs::take(session, nib),
        Deed::Leave => leave(session),
        Deed::Nudge(by) if session.is_cropping() => {
            on_selection(session, |board, selection| push_side(board, selection, by, false));
        }
        Deed::Resize(by) if session.is_cropping() => {
            on_selection(session, |board, selection| push_side(board, selection, by, true));
        }
        Deed::Nudge(by) if by_keys::joins(session, viewport, by_keys::direction_of(by)) => {}
        Deed::Nudge(by) => {
            // On the grid one step is from line to line; with Shift a little of it.
            let by = match (session.snapping().get_untracked().grid, by.hypot() > 1.0) {
                (false, _) => by,
                (true, false) => by * GRID,
                (true, true) => by / by.hypot(),
            };
            on_movable(session, |board, selection| command::nudge(board, selection, by));
        }
        Deed::Arrange(arrange) => arrange.run(session),
        Deed::Toggle(Aid::KeepTool) => keep_tool(session, finding),
        Deed::Toggle(aid) => session.toggle(aid),
        Deed::OpenMenu => open_menu(session),
        Deed::EditText if by_keys::finish_joining(session) => {}
        Deed::EditText => match session.tool().get_untracked() {
            ToolKind::Shape(_) | ToolKind::Part(_) | ToolKind::Frame | ToolKind::Text => {
                put_down(session, viewport);
            }
            ToolKind::Stamp(sign) => put_stamp(session, viewport, sign),
            ToolKind::Connector | ToolKind::Line => drawing::begin(session, finding, viewport),
            ToolKind::Select
            | ToolKind::Hand
            | ToolKind::Pen
            | ToolKind::Eraser
            | ToolKind::Laser
            | ToolKind::Fill
            | ToolKind::Zoom => on_selection(session, command::edit_text),
        },
        Deed::EditPoints => points::begin(session, finding),
        Deed::PickPicture => pictures::pick(pictures::PICK_PICTURE),
        Deed::Undo => by_keys::undo(session, finding),
        Deed::Redo => by_keys::redo(session, finding),
        Deed::ZoomBy(factor) => zoom_by(session, viewport, factor),
        Deed::PageBy(direction) => page_by(session, viewport, direction),
        Deed::ZoomToActual => zoom_to_actual(session, viewport),
        Deed::ZoomToFit => zoom_to_fit(session, viewport),
        Deed::ZoomToSelection => zoom_to_selection(session, viewport),
        Deed::Grow(direction) => by_keys::grow(session, viewport, direction),
        Deed::Walk(direction) => by_keys::step(session, viewport, direction),
        Deed::Resize(by) => by_keys::resize(session, by),
        Deed::Convert { .. } if are_strokes(session) => Arrange::IntoShapes.run(session),
        Deed::Convert { forwards } => {
            on_selection(session, |board, selection| convert::convert(board, selection, forwards))
        }
        Deed::SayAgain => finding.say_again(),
        Deed::Open(Finder::Outline) => finding.read_outline(),
        Deed::Open(finder) => finding.open(finder),
    }
}

/// Tools stay after their use, or no longer. A line under the tool shows it; who does not see that hears of it.
fn keep_tool(session: Session, finding: Finding) {
    session.toggle(Aid::KeepTool);
    finding.say(if session.keeps_tool().get_untracked() {
        "A tool stays now until another is taken."
    } else {
        "After a tool was used, Select is back."
    });
}

/// One step out: of the name that is awaited, of the tool, of the selection, of the board without anything around it.
fn leave(session: Session) {
    if by_keys::leaves_name(session) {
        // It stays selected; only its name is left for later.
    } else if session.tool().get_untracked() != ToolKind::Select {
        session.tool().set(ToolKind::Select);
    } else if !session.selection().get_untracked().is_empty() {
        session.select(Vec::new());
    } else if session.zen().get_untracked() {
        session.toggle(Aid::Zen);
    }
}

/// Opens the menu at what is selected or, with nothing selected, in the middle of the view.
fn open_menu(session: Session) {
    let (camera, viewport) = (session.camera().get_untracked(), session.viewport().get_untracked());
    let selection = session.selection().get_untracked();
    let around = session.with_board(|board| around(board, &selection));
    let free = furniture::free(session, viewport);
    let on_screen = |rect: Rect| {
        Rect::from_points(
            camera.to_screen(rect.origin()),
            camera.to_screen(Point::new(rect.x1, rect.y1)),
        )
    };
    let at = around.map_or(free.center(), |around| on_screen(around).intersect(free).center());
    session.menu().set(Some(at + furniture::corner(session)));
}

/// A stamp onto what is selected, or in the middle of the view.
fn put_stamp(session: Session, viewport: Size, sign: Sign) {
    let middle = furniture::middle(session, viewport);
    on_selection(session, |board, selection| {
        let author = session.me().get_untracked();
        command::stamp(board, selection, sign, middle, author, &mut || {
            session.fresh_element_id()
        })
    });
    session.dispatch(Intent::SwitchTo(ToolKind::Select));
}

/// What a click in the middle of the view would put down, for who has no pointer.
fn put_down(session: Session, viewport: Size) {
    let middle = furniture::middle(session, viewport);
    for phase in [Phase::Down, Phase::Up] {
        drawing::point(session, phase, middle);
    }
    if let ([id], None) = (&*session.selection().get_untracked(), session.editing().get_untracked()) {
        session.dispatch(Intent::AwaitText(*id));
    }
}

/// Runs a command that changes what is selected: on what of it may be changed without the key for the other side's.
pub(crate) fn on_selection(session: Session, command: impl FnOnce(&Board, &[ElementId]) -> Vec<Intent>) {
    let free = session.free_of(&session.selection().get_untracked());
    run_on(session, &free, command);
}

/// As [`on_selection`], for a command that moves it: on what of it may be moved.
pub(crate) fn on_movable(session: Session, command: impl FnOnce(&Board, &[ElementId]) -> Vec<Intent>) {
    let free = session.movable_of(&session.selection().get_untracked());
    run_on(session, &free, command);
}

/// Runs a command that leaves what is selected as it is.
pub(crate) fn on_whole_selection(session: Session, command: impl FnOnce(&Board, &[ElementId]) -> Vec<Intent>) {
    run_on(session, &session.selection().get_untracked(), command);
}

fn run_on(session: Session, ids: &[ElementId], command: impl FnOnce(&Board, &[ElementId]) -> Vec<Intent>) {
    let run = |board: &Board, guard: &Guard<'_>| guard.without_taking_in(board, command(board, ids), false);
    session.dispatch_all(session.with_guard(run));
}
