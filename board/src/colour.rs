//! Colours of ink, lines and fills: a token of the palette (each theme has its own value for it) or a fixed colour that was
//! imported.

use serde::{Deserialize, Serialize};

/// A colour as an op names it.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
pub enum Colour {
    /// An entry of the palette: 0 is the ink of the theme (dark on paper, light on slate), 1 to 8 are the colours of ink and
    /// people. Numbers beyond that are drawn as 0.
    Token(u8),
    /// Red, green, blue as imported; painters adapt its lightness to a dark ground.
    Rgb(u8, u8, u8),
}

impl Colour {
    /// The ink of the theme.
    pub const INK: Colour = Colour::Token(0);
    /// What one highlights in.
    pub const YELLOW: Colour = Colour::Token(3);
    /// Tokens in the palette.
    pub const TOKENS: u8 = 9;

    /// Reads `#rgb`, `#rrggbb`, `#rrggbbaa` and `rgb(r, g, b)`. `None` for `transparent` and what it does not know.
    pub fn from_css(text: &str) -> Option<Colour> {
        let text = text.trim();
        if let Some(digits) = text.strip_prefix('#') {
            return from_hex(digits);
        }
        let inner = text.strip_prefix("rgb(")?.strip_suffix(')')?;
        let mut parts = inner.split(',').map(|part| part.trim().parse::<u8>().ok());
        match (parts.next()?, parts.next()?, parts.next()?, parts.next()) {
            (Some(red), Some(green), Some(blue), None) => Some(Colour::Rgb(red, green, blue)),
            (_, _, _, _) => None,
        }
    }
}

/// Whether of two colours the first is easier to read on a third; channels count to 255.
pub fn reads_better(on: [f64; 3], one: [f64; 3], than: [f64; 3]) -> bool {
    contrast(one, on) >= contrast(than, on)
}

/// As WCAG defines it, with a square in the place of its power of 2.4: enough to compare by.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let light = |[red, green, blue]: [f64; 3]| {
        let part = |channel: f64| (channel / 255.0) * (channel / 255.0);
        0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue) + 0.05
    };
    let (one, other) = (light(one), light(other));
    one.max(other) / one.min(other)
}

/// How much of its colour a highlighter leaves.
pub const HIGHLIGHT_OPACITY: f64 = 0.4;

/// A colour of ink, which is dark enough to be read, as bright as highlighters are; one that is nearly grey stays as it is.
pub fn highlighting(channels: [f64; 3]) -> [f64; 3] {
    const GREYISH: f64 = 0.4;
    let highest = channels.iter().copied().fold(0.0, f64::max);
    let lowest = channels.iter().copied().fold(255.0, f64::min);
    if highest - lowest <= highest * GREYISH {
        return channels;
    }
    channels.map(|channel| channel * 255.0 / highest)
}

fn from_hex(digits: &str) -> Option<Colour> {
    if !digits.is_ascii() {
        return None;
    }
    let channel = |range: std::ops::Range<usize>| u8::from_str_radix(digits.get(range)?, 16).ok();
    match digits.len() {
        3 => Some(Colour::Rgb(
            channel(0..1)? * 17,
            channel(1..2)? * 17,
            channel(2..3)? * 17,
        )),
        6 | 8 => Some(Colour::Rgb(channel(0..2)?, channel(2..4)?, channel(4..6)?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn css_colours_are_read_and_the_rest_is_none() {
        assert_eq!(Colour::from_css("#1e1e1e"), Some(Colour::Rgb(30, 30, 30)));
        assert_eq!(Colour::from_css("#fff"), Some(Colour::Rgb(255, 255, 255)));
        assert_eq!(Colour::from_css("rgb(1, 2, 3)"), Some(Colour::Rgb(1, 2, 3)));
        for text in ["transparent", "", "#é", "#12345", "rgb(1,2)", "rgb(300,0,0)", "url(x)"] {
            assert_eq!(Colour::from_css(text), None, "{text}");
        }
    }

    #[test]
    fn highlighters_are_brighter_than_ink() {
        assert_eq!(highlighting([125.0, 100.0, 0.0]), [255.0, 204.0, 0.0]);
        assert_eq!(highlighting([27.0, 31.0, 42.0]), [27.0, 31.0, 42.0]);
        assert_eq!(highlighting([0.0; 3]), [0.0; 3]);
    }

    #[test]
    fn letters_are_dark_on_pale_and_pale_on_dark() {
        let (ink, paper) = ([27.0, 31.0, 42.0], [251.0, 250.0, 247.0]);
        for (on, dark) in [
            ([231.0, 245.0, 255.0], true),
            ([255.0, 212.0, 59.0], true),
            ([25.0, 113.0, 194.0], false),
            ([90.0, 20.0, 110.0], false),
        ] {
            assert_eq!(reads_better(on, ink, paper), dark, "{on:?}");
        }
    }
}
