//! Which key does what on the board. Pure: a key stroke in, a deed out.

use board::{
    ink::Nib,
    shape::ShapeKind,
    tool::{
        Direction, ToolKind,
        command::{Alignment, Axis},
    },
};
use kurbo::Vec2;

use crate::{arranging::Arrange, session::Aid};

/// How far an arrow moves what is selected, in board units; with Shift the second.
const NUDGE: (f64, f64) = (1.0, 10.0);
const ZOOM_STEP: f64 = 1.25;

/// A key going down.
#[derive(Clone, Copy, Debug)]
pub struct Stroke<'a> {
    /// What it writes.
    pub key: &'a str,
    /// Where it is on the keyboard.
    pub code: &'a str,
    /// Control, or command on a Mac.
    pub ctrl: bool,
    /// Shift.
    pub shift: bool,
    /// Alt or option.
    pub alt: bool,
}

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Deed {
    /// Takes a tool.
    Take(ToolKind),
    /// Takes the pen with a nib.
    Draw(Nib),
    /// Goes back to the select tool, or selects nothing.
    Leave,
    /// Moves what is selected.
    Nudge(Vec2),
    /// Does something else with it.
    Arrange(Arrange),
    /// Switches an aid on or off.
    Toggle(Aid),
    /// Opens the menu of what can be done.
    OpenMenu,
    /// Puts the caret into what is selected; with a tool for shapes or text, one of them in the middle of the view.
    EditText,
    /// Goes from point to point of the selected line, to move them by keys.
    EditPoints,
    /// Asks for a picture to put on the board.
    PickPicture,
    /// Takes the last step back.
    Undo,
    /// Does it again.
    Redo,
    /// Zooms by a factor.
    ZoomBy(f64),
    /// Moves the view by nearly its own size.
    PageBy(Direction),
    /// Shows the board at its own size.
    ZoomToActual,
    /// Shows all of it.
    ZoomToFit,
    /// Shows what is selected.
    ZoomToSelection,
    /// Makes another like the one selected, tied to it.
    Grow(Direction),
    /// Goes to the next element.
    Walk(Direction),
    /// Makes what is selected larger or smaller.
    Resize(Vec2),
    /// Makes the next shape or part of it, or the one before.
    Convert {
        /// The next, not the one before.
        forwards: bool,
    },
    /// Opens or closes a way of finding something.
    Open(Finder),
    /// Has what was announced last read out again.
    SayAgain,
}

/// A way of finding something.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Finder {
    /// Everything that can be put down, done or gone to, by its name.
    Palette,
    /// What can be put down.
    Placing,
    /// Words on the board.
    Search,
    /// The board as text.
    Outline,
    /// The keys.
    Help,
    /// What was decided and assumed.
    Journal,
    /// A place to write an assumption.
    Assumption,
    /// A place to write a decision.
    Decision,
}

impl Deed {
    /// Whether it changes nothing but the view, so that whoever only watches may do it.
    pub fn only_looks(self) -> bool {
        match self {
            Deed::ZoomBy(_)
            | Deed::PageBy(_)
            | Deed::ZoomToActual
            | Deed::ZoomToFit
            | Deed::ZoomToSelection
            | Deed::SayAgain
            | Deed::Toggle(Aid::Guides | Aid::Grid | Aid::Zen)
            // Who may write is asked where it is written.
            | Deed::Open(
                Finder::Palette
                | Finder::Search
                | Finder::Outline
                | Finder::Help
                | Finder::Journal
                | Finder::Assumption
                | Finder::Decision,
            ) => true,
            Deed::Take(_)
            | Deed::Draw(_)
            | Deed::Toggle(Aid::KeepTool)
            | Deed::Leave
            | Deed::OpenMenu
            | Deed::Nudge(_)
            | Deed::Arrange(_)
            | Deed::EditText
            | Deed::EditPoints
            | Deed::PickPicture
            | Deed::Undo
            | Deed::Redo
            | Deed::Grow(_)
            | Deed::Walk(_)
            | Deed::Resize(_)
            | Deed::Convert { .. }
            | Deed::Open(Finder::Placing) => false,
        }
    }

    /// Whether holding the key does it again and again.
    pub fn may_repeat(self) -> bool {
        match self {
            Deed::Nudge(_)
            | Deed::Undo
            | Deed::Redo
            | Deed::ZoomBy(_)
            | Deed::PageBy(_)
            | Deed::Walk(_)
            | Deed::Resize(_) => true,
            Deed::Take(_)
            | Deed::Draw(_)
            | Deed::Leave
            | Deed::Arrange(_)
            | Deed::Toggle(_)
            | Deed::OpenMenu
            | Deed::EditText
            | Deed::EditPoints
            | Deed::PickPicture
            | Deed::ZoomToActual
            | Deed::ZoomToFit
            | Deed::ZoomToSelection
            | Deed::SayAgain
            | Deed::Grow(_)
            | Deed::Convert { .. }
            | Deed::Open(_) => false,
        }
    }
}

/// What a key stroke does on the board, if anything.
pub fn deed_of(stroke: &Stroke<'_>) -> Option<Deed> {
    let key = stroke.key.to_ascii_lowercase();
    match (stroke.ctrl, stroke.alt) {
        (true, false) => with_ctrl(&key, stroke.shift),
        (false, false) => plain(&key, stroke),
        (false, true) => with_alt(&key, stroke),
        (true, true) => match (stroke.letter(), stroke.shift) {
            (Some('c'), false) => Some(Deed::Arrange(Arrange::CopyLook)),
            (Some('v'), false) => Some(Deed::Arrange(Arrange::PasteLook)),
            (_, _) => None,
        },
    }
}

impl Stroke<'_> {
    /// Whether it is a single letter, digit or sign: what assistive technology may write by itself.
    pub fn is_single(&self) -> bool {
        !self.ctrl && !self.alt && self.key != " " && self.key.chars().count() == 1
    }

    /// The letter of the key, also where Alt makes it write another sign.
    pub fn letter(&self) -> Option<char> {
        let of = |text: &str| {
            let mut letters = text.chars();
            letters
                .next()
                .filter(|letter| letters.next().is_none() && letter.is_ascii_alphabetic())
        };
        let letter = of(self.key).or_else(|| of(self.code.strip_prefix("Key")?))?;
        Some(letter.to_ascii_lowercase())
    }
}

/// Which bracket a key is, also where Alt makes it write another sign.
fn bracket(stroke: &Stroke<'_>) -> Option<char> {
    match (stroke.key, stroke.code) {
        ("]", _) | (_, "BracketRight") => Some(']'),
        ("[", _) | (_, "BracketLeft") => Some('['),
        (_, _) => None,
    }
}

fn with_alt(key: &str, stroke: &Stroke<'_>) -> Option<Deed> {
    match (direction(key), stroke.shift) {
        (Some(direction), false) => return Some(Deed::Walk(direction)),
        (Some(direction), true) => return Some(Deed::Resize(direction.unit() * NUDGE.1)),
        (None, _) => {}
    }
    match (stroke.letter(), stroke.shift, bracket(stroke)) {
        (Some('o'), false, _) => Some(Deed::Open(Finder::Outline)),
        (Some('j'), false, _) => Some(Deed::Open(Finder::Journal)),
        (Some('r'), false, _) => Some(Deed::SayAgain),
        // Without Shift it is the key of those who share their screen.
        (Some('s'), true, _) => Some(Deed::Toggle(Aid::Guides)),
        (Some('z'), false, _) => Some(Deed::Toggle(Aid::Zen)),
        (Some('h'), false, _) => Some(Deed::Arrange(Arrange::Align(Alignment::Centre))),
        (Some('v'), false, _) => Some(Deed::Arrange(Arrange::Align(Alignment::Middle))),
        (Some('h'), true, _) => Some(Deed::Arrange(Arrange::Distribute(Axis::Across))),
        (Some('v'), true, _) => Some(Deed::Arrange(Arrange::Distribute(Axis::Down))),
        (_, false, Some(']')) => Some(Deed::Arrange(Arrange::Forward)),
        (_, false, Some('[')) => Some(Deed::Arrange(Arrange::Backward)),
        (_, _, _) => None,
    }
}

fn with_ctrl(key: &str, shift: bool) -> Option<Deed> {
    if let Some(direction) = direction(key).filter(|_| !shift) {
        return Some(Deed::Grow(direction));
    }
    match (key, shift) {
        ("f", false) => Some(Deed::Open(Finder::Search)),
        ("/", _) | ("p", true) => Some(Deed::Open(Finder::Palette)),
        ("enter", false) => Some(Deed::EditPoints),
        ("z", false) => Some(Deed::Undo),
        ("z", true) | ("y", false) => Some(Deed::Redo),
        // The key held as well: what the other side drew goes too.
        ("delete" | "backspace", false) => Some(Deed::Arrange(Arrange::Delete)),
        ("d", false) => Some(Deed::Arrange(Arrange::Duplicate)),
        ("a", false) => Some(Deed::Arrange(Arrange::SelectAll)),
        ("l", true) => Some(Deed::Arrange(Arrange::Lock)),
        ("g", false) => Some(Deed::Arrange(Arrange::Group)),
        ("g", true) => Some(Deed::Arrange(Arrange::Ungroup)),
        ("]", false) => Some(Deed::Arrange(Arrange::Forward)),
        ("[", false) => Some(Deed::Arrange(Arrange::Backward)),
        ("]" | "}", true) => Some(Deed::Arrange(Arrange::ToFront)),
        ("[" | "{", true) => Some(Deed::Arrange(Arrange::ToBack)),
        ("arrowleft", true) => Some(Deed::Arrange(Arrange::Align(Alignment::Left))),
        ("arrowright", true) => Some(Deed::Arrange(Arrange::Align(Alignment::Right))),
        ("arrowup", true) => Some(Deed::Arrange(Arrange::Align(Alignment::Top))),
        ("arrowdown", true) => Some(Deed::Arrange(Arrange::Align(Alignment::Bottom))),
        ("'", _) => Some(Deed::Toggle(Aid::Grid)),
        ("+" | "=", _) => Some(Deed::ZoomBy(ZOOM_STEP)),
        ("-" | "_", _) => Some(Deed::ZoomBy(1.0 / ZOOM_STEP)),
        ("0", false) => Some(Deed::ZoomToActual),
        (_, _) => None,
    }
}

fn plain(key: &str, stroke: &Stroke<'_>) -> Option<Deed> {
    if let Some(direction) = direction(key) {
        return Some(Deed::Nudge(
            direction.unit() * if stroke.shift { NUDGE.1 } else { NUDGE.0 },
        ));
    }
    match (key, stroke.shift) {
        ("f10", true) | ("contextmenu", false) => Some(Deed::OpenMenu),
        ("h", true) => Some(Deed::Arrange(Arrange::Flip(Axis::Across))),
        ("v", true) => Some(Deed::Arrange(Arrange::Flip(Axis::Down))),
        ("pageup", false) => Some(Deed::PageBy(Direction::Up)),
        ("pagedown", false) => Some(Deed::PageBy(Direction::Down)),
        ("pageup", true) => Some(Deed::PageBy(Direction::Left)),
        ("pagedown", true) => Some(Deed::PageBy(Direction::Right)),
        // Where these signs are depends on the keyboard, and so does Shift.
        ("/", _) => Some(Deed::Open(Finder::Placing)),
        ("?", _) => Some(Deed::Open(Finder::Help)),
        ("tab", shift) => Some(Deed::Convert { forwards: !shift }),
        ("j", false) => Some(Deed::Open(Finder::Assumption)),
        ("j", true) => Some(Deed::Open(Finder::Decision)),
        ("p", true) => Some(Deed::Draw(Nib::Constant)),
        ("d", true) => Some(Deed::Draw(Nib::Highlighter)),
        ("p", false) => Some(Deed::Draw(Nib::Pen)),
        // What Shift and a digit write depends on the keyboard's language.
        (_, true) => match stroke.code {
            "Digit1" => Some(Deed::ZoomToFit),
            "Digit2" | "Digit3" => Some(Deed::ZoomToSelection),
            _ => None,
        },
        ("escape", false) => Some(Deed::Leave),
        ("delete" | "backspace", false) => Some(Deed::Arrange(Arrange::Delete)),
        ("enter", false) => Some(Deed::EditText),
        ("]", false) => Some(Deed::Arrange(Arrange::ToFront)),
        ("[", false) => Some(Deed::Arrange(Arrange::ToBack)),
        ("9", false) => Some(Deed::PickPicture),
        ("q", false) => Some(Deed::Toggle(Aid::KeepTool)),
        (key, false) => tool_of(key).map(Deed::Take),
    }
}

fn direction(key: &str) -> Option<Direction> {
    match key {
        "arrowleft" => Some(Direction::Left),
        "arrowright" => Some(Direction::Right),
        "arrowup" => Some(Direction::Up),
        "arrowdown" => Some(Direction::Down),
        _ => None,
    }
}

fn tool_of(key: &str) -> Option<ToolKind> {
    match key {
        "v" | "1" => Some(ToolKind::Select),
        "h" => Some(ToolKind::Hand),
        "7" => Some(ToolKind::Pen),
        "e" | "0" => Some(ToolKind::Eraser),
        "r" | "2" => Some(ToolKind::Shape(ShapeKind::Rectangle)),
        "d" | "3" => Some(ToolKind::Shape(ShapeKind::Diamond)),
        "o" | "4" => Some(ToolKind::Shape(ShapeKind::Ellipse)),
        "y" => Some(ToolKind::Shape(ShapeKind::Cylinder)),
        "f" => Some(ToolKind::Frame),
        "s" | "n" => Some(ToolKind::Shape(ShapeKind::Sticky)),
        "a" | "5" => Some(ToolKind::Connector),
        "l" | "6" => Some(ToolKind::Line),
        "t" | "8" => Some(ToolKind::Text),
        "k" => Some(ToolKind::Laser),
        "b" => Some(ToolKind::Fill),
        "z" => Some(ToolKind::Zoom),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
