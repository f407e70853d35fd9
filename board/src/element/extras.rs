//! What few elements have: properties that are written only where they differ from what is usual.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    id::ElementId,
    ink::Nib,
    shape::{Flip, Hatch},
    text_metrics::Font,
};

/// The properties of an element that are mostly left alone.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Extras {
    /// Which way round it is shown.
    pub flip: Flip,
    /// How its inside is filled.
    pub hatch: Hatch,
    /// What a stroke is drawn with.
    pub nib: Nib,
    /// The typeface of its text.
    pub face: Face,
    /// Where its text stands between top and bottom; `None` is as usual for its kind.
    pub vertical: Option<Vertical>,
    /// The frame it belongs to, which shows of it what lies inside.
    pub frame: Option<ElementId>,
    /// Where it leads: an address that begins with `https:`, `http:` or `mailto:`.
    pub link: Option<Arc<str>>,
    /// The part of its picture that is shown.
    pub crop: Option<Crop>,
    /// Where along a connector's way its label is wanted, from 0 to [`ALL_ALONG`]; `None` is the middle.
    pub along: Option<u16>,
    /// What an imported file said of it that nothing here stands for, as a JSON object, for the way back.
    pub source: Option<Arc<str>>,
}

/// The end of a connector's way, as labels along it are counted.
pub const ALL_ALONG: u16 = 10_000;

/// A typeface of text on the drawing.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum Face {
    /// For reading.
    #[default]
    Board,
    /// All letters equally wide.
    Code,
}

/// Where text stands between top and bottom of its box.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum Vertical {
    /// At the top.
    Top,
    /// In the middle.
    Middle,
    /// At the bottom.
    Bottom,
}

/// A part of a picture, in 1/10,000 of its width and height.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Crop {
    /// Cut off at the left.
    pub left: u16,
    /// Cut off at the top.
    pub top: u16,
    /// The width that is shown, at least 1.
    pub width: u16,
    /// The height that is shown, at least 1.
    pub height: u16,
}

impl Crop {
    /// All of the picture.
    pub const WHOLE: Crop = Crop {
        left: 0,
        top: 0,
        width: 10_000,
        height: 10_000,
    };

    /// Whether it lies within the picture and shows something of it.
    pub fn is_sound(self) -> bool {
        let held = |from: u16, length: u16| length > 0 && u32::from(from) + u32::from(length) <= 10_000;
        held(self.left, self.width) && held(self.top, self.height)
    }
}

impl Face {
    /// The font it is set in.
    pub fn font(self) -> Font {
        match self {
            Face::Board => Font::Board,
            Face::Code => Font::Code,
        }
    }
}

/// Whether an address may stand behind an element: only what a browser opens without running anything.
pub fn is_safe_link(address: &str) -> bool {
    let has_scheme = ["https://", "http://", "mailto:"].iter().any(|scheme| {
        address
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    has_scheme
        && !address
            .chars()
            .any(|letter| letter.is_control() || letter.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_run_nothing_are_links() {
        for fine in ["https://a.example/x?y=1#z", "HTTP://a.example", "mailto:ana@a.example"] {
            assert!(is_safe_link(fine), "{fine}");
        }
        for bad in [
            "javascript:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "https://a b",
            "//a.example",
            "",
            "h\u{e9}",
        ] {
            assert!(!is_safe_link(bad), "{bad}");
        }
    }

    #[test]
    fn a_crop_shows_something_within_its_picture() {
        let crop = |left, width| Crop {
            left,
            top: 0,
            width,
            height: 10_000,
        };
        assert!(crop(0, 10_000).is_sound() && crop(9_999, 1).is_sound());
        assert!(!crop(9_999, 2).is_sound() && !crop(0, 0).is_sound() && !crop(u16::MAX, u16::MAX).is_sound());
    }
}
