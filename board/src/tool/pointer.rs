//! What a pointer tells the tools: where it is, what it did, and what was held meanwhile. Nothing of the page's own events.

use kurbo::Point;

/// What the pointer did.
#[derive(Clone, Debug)]
pub struct PointerInput {
    /// Where in a gesture it is.
    pub phase: Phase,
    /// Coalesced readings, oldest first; empty for an abort.
    pub samples: Vec<PointerSample>,
    /// Whether the device tells pressure.
    pub has_pressure: bool,
    /// Keys held.
    pub modifiers: Modifiers,
    /// Which device.
    pub kind: PointerKind,
    /// Whether this is the second press of a double click.
    pub double: bool,
    /// Whether the pen's eraser end is down.
    pub eraser_button: bool,
}

impl PointerInput {
    /// What a mouse tells while no key is held.
    pub fn of_mouse(phase: Phase, samples: Vec<PointerSample>) -> PointerInput {
        PointerInput {
            phase,
            samples,
            has_pressure: false,
            modifiers: Modifiers::default(),
            kind: PointerKind::Mouse,
            double: false,
            eraser_button: false,
        }
    }

    /// What ends a gesture without its deed.
    pub fn abort() -> PointerInput {
        PointerInput::of_mouse(Phase::Abort, Vec::new())
    }

    /// Where the pointer is now.
    pub fn at(&self) -> Option<Point> {
        self.samples.last().map(|sample| sample.at)
    }

    /// How far around the pointer something still counts as pointed at, in board units.
    pub(super) fn reach(&self, zoom: f64) -> f64 {
        let pixels = match self.kind {
            PointerKind::Mouse => 6.0,
            PointerKind::Pen => 8.0,
            PointerKind::Touch => 14.0,
        };
        pixels / zoom
    }
}

/// Where in a gesture an input is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Phase {
    /// Moved with nothing pressed.
    Hover,
    /// Pressed.
    Down,
    /// Moved while pressed.
    Move,
    /// Released.
    Up,
    /// Taken away: Escape, a lost capture, a second finger.
    Abort,
}

/// One reading of the pointer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PointerSample {
    /// In board units.
    pub at: Point,
    /// 0 to 255; 128 where the device knows none.
    pub pressure: u8,
    /// Milliseconds since the reading before.
    pub dt_millis: u16,
}

/// Keys held during an input; `ctrl` is the command key on a Mac.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Modifiers {
    /// Shift.
    pub shift: bool,
    /// Control or command.
    pub ctrl: bool,
    /// Alt or option.
    pub alt: bool,
}

/// Which device points.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PointerKind {
    /// Exact.
    Mouse,
    /// A finger: needs larger targets.
    Touch,
    /// A stylus.
    Pen,
}
