//! Small pictures of other boards of the same recording, made by a canvas of what it has: the picture or the scene that lies
//! nearest, its colours. Knows no time.

use std::rc::{Rc, Weak};

use board::{Board, recording::Seq};
use kurbo::{Rect, Size};
use leptos::prelude::*;
use web_sys::HtmlCanvasElement;

use super::frame::Frame;

/// A handle on the canvas that paints them; it paints nothing before it is on the page.
#[derive(Clone, Copy)]
pub struct Pictures(StoredValue<Weak<Frame>, LocalStorage>);

impl Pictures {
    /// For a canvas to come.
    pub fn awaited() -> Pictures {
        Pictures(StoredValue::new_local(Weak::new()))
    }

    /// Another number means that whatever was painted before may look otherwise now.
    pub fn epoch(self) -> u64 {
        self.frame().map_or(0, |frame| frame.epoch())
    }

    /// Paints a part of a board, with the last entry in it, into a picture of this many CSS pixels.
    pub fn paint(self, board: &Board, seq: Seq, part: Rect, size: Size) -> Option<HtmlCanvasElement> {
        self.frame()?.picture(board, seq, part, size)
    }

    pub(super) fn of(self, frame: &Rc<Frame>) {
        self.0.set_value(Rc::downgrade(frame));
    }

    fn frame(self) -> Option<Rc<Frame>> {
        self.0.try_get_value()?.upgrade()
    }
}
