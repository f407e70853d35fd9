//! The colours of paper for pictures, which have no style sheet. They are those of the page's own tokens; a test compares.

use crate::{
    colour::{Colour, highlighting, reads_better},
    scene::Paint,
};

const INKS: [u32; Colour::TOKENS as usize] = [
    0x1b1f2a, 0xc44e00, 0x9f6600, 0x7d7400, 0x00805e, 0x1778aa, 0x0064a6, 0xad4b84, 0x6b7280,
];
const GROUND: u32 = 0xfbfaf7;
const MUTED: u32 = 0x5d6470;

/// Parts of a hundred that a tint takes of its colour; of the ink, the strongest colour there is, less.
const TINT_PERCENT: u32 = 20;
const INK_TINT_PERCENT: u32 = 10;

/// A paint as CSS writes it.
pub(in crate::export) fn css(paint: Paint) -> String {
    let rgb = match paint {
        Paint::Colour(colour) => value(colour),
        Paint::Tint(colour) => inside(colour),
        Paint::Letters(fill) => {
            let on = fill.map_or(GROUND, inside);
            let ink = value(Colour::INK);
            if reads_better(channels(on), channels(ink), channels(GROUND)) {
                ink
            } else {
                GROUND
            }
        }
        Paint::Highlight(colour) => {
            let [red, green, blue] = highlighting(channels(value(colour))).map(|channel| channel.round() as u32);
            red << 16 | green << 8 | blue
        }
        Paint::Ground => GROUND,
        Paint::Muted => MUTED,
    };
    format!("#{rgb:06x}")
}

/// The inside of a shape.
fn inside(colour: Colour) -> u32 {
    match colour {
        Colour::Token(0) => tint(INK_TINT_PERCENT, Colour::INK),
        Colour::Token(_) => tint(TINT_PERCENT, colour),
        Colour::Rgb(..) => value(colour),
    }
}

fn channels(rgb: u32) -> [f64; 3] {
    [rgb >> 16, rgb >> 8, rgb].map(|shifted| f64::from(shifted & 255))
}

fn value(colour: Colour) -> u32 {
    match colour {
        Colour::Token(token) => INKS
            .get(usize::from(token))
            .or(INKS.first())
            .copied()
            .unwrap_or_default(),
        Colour::Rgb(red, green, blue) => u32::from(red) << 16 | u32::from(green) << 8 | u32::from(blue),
    }
}

/// A colour mixed into the ground.
fn tint(percent: u32, colour: Colour) -> u32 {
    let channel = |rgb: u32, shift: u32| (rgb >> shift) & 255;
    let mixed = |shift: u32| {
        let sum = channel(GROUND, shift) * (100 - percent) + channel(value(colour), shift) * percent;
        ((sum + 50) / 100) << shift
    };
    mixed(16) | mixed(8) | mixed(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_have_the_colours_of_the_page() {
        let tokens = include_str!("../../../../style/tokens.css");
        // The first value of a token is that of paper.
        let token = |name: &str| {
            let (_, rest) = tokens.split_once(&format!("{name}:")).expect("the token is there");
            rest.split(';').next().unwrap().trim().to_owned()
        };
        for index in 0..Colour::TOKENS {
            assert_eq!(
                css(Paint::Colour(Colour::Token(index))),
                token(&format!("--ink-{index}"))
            );
        }
        assert_eq!(css(Paint::Ground), token("--board-ground"));
        assert_eq!(css(Paint::Muted), token("--muted"));
    }

    #[test]
    fn tokens_beyond_the_palette_are_ink() {
        assert_eq!(css(Paint::Colour(Colour::Token(200))), css(Paint::Colour(Colour::INK)));
        assert_eq!(css(Paint::Tint(Colour::Rgb(1, 2, 3))), "#010203");
    }

    #[test]
    fn labels_are_in_ink_or_on_deep_colours_in_paper() {
        let ink = css(Paint::Colour(Colour::INK));
        assert_eq!(css(Paint::Letters(None)), ink);
        for token in 0..Colour::TOKENS {
            assert_eq!(css(Paint::Letters(Some(Colour::Token(token)))), ink);
        }
        assert_eq!(css(Paint::Letters(Some(Colour::Rgb(20, 40, 120)))), css(Paint::Ground));
    }
}
