//! The colours that tldraw names. Where the palette has one that is near, that is taken: it is drawn in every theme as it
//! is meant to be. The others are the colours of tldraw's published light theme.

use crate::{colour::Colour, import::fields::Fields};

/// What a colour's name stands for.
#[derive(Clone, Copy)]
pub(super) struct Shades {
    /// Lines, ink and letters.
    pub(super) line: Colour,
    /// Pale, in closed shapes.
    pub(super) tint: Colour,
    /// As strong as lines, in closed shapes.
    pub(super) strong: Colour,
    /// What notes are made of.
    pub(super) paper: Colour,
}

/// The inside of a shape that only hides what is below.
pub(super) const BLANK: Colour = Colour::Rgb(0xfc, 0xff, 0xfe);

const ORANGE: Colour = Colour::Token(1);
const AMBER: Colour = Colour::Token(2);
const GREEN: Colour = Colour::Token(4);
const SKY: Colour = Colour::Token(5);
const BLUE: Colour = Colour::Token(6);
const PURPLE: Colour = Colour::Token(7);
const GREY: Colour = Colour::Token(8);

/// Those with a colour of the palette, and what is as strong as their lines.
const NAMED: [(&str, Colour, Colour); 8] = [
    ("black", Colour::INK, Colour::Rgb(0x1d, 0x1d, 0x1d)),
    ("grey", GREY, Colour::Rgb(0x9f, 0xa8, 0xb2)),
    ("violet", PURPLE, Colour::Rgb(0xae, 0x3e, 0xc9)),
    ("blue", BLUE, Colour::Rgb(0x44, 0x65, 0xe9)),
    ("light-blue", SKY, Colour::Rgb(0x4b, 0xa1, 0xf1)),
    ("yellow", AMBER, Colour::Rgb(0xf1, 0xac, 0x4b)),
    ("orange", ORANGE, Colour::Rgb(0xe1, 0x69, 0x19)),
    ("green", GREEN, Colour::Rgb(0x09, 0x92, 0x68)),
];

/// Those without: lines, tint, paper.
const MIXED: [(&str, Colour, Colour, Colour); 5] = [
    (
        "light-violet",
        Colour::Rgb(0xe0, 0x85, 0xf4),
        Colour::Rgb(0xf5, 0xea, 0xfa),
        Colour::Rgb(0xdf, 0xb0, 0xf9),
    ),
    (
        "light-green",
        Colour::Rgb(0x4c, 0xb0, 0x5e),
        Colour::Rgb(0xdb, 0xf0, 0xe0),
        Colour::Rgb(0x98, 0xd0, 0x8a),
    ),
    (
        "light-red",
        Colour::Rgb(0xf8, 0x77, 0x77),
        Colour::Rgb(0xf4, 0xda, 0xdb),
        Colour::Rgb(0xf7, 0xa5, 0xa1),
    ),
    (
        "red",
        Colour::Rgb(0xe0, 0x31, 0x31),
        Colour::Rgb(0xf4, 0xda, 0xdb),
        Colour::Rgb(0xfc, 0x82, 0x82),
    ),
    (
        "white",
        Colour::Rgb(0xff, 0xff, 0xff),
        Colour::Rgb(0xf5, 0xf5, 0xf5),
        Colour::Rgb(0xff, 0xff, 0xff),
    ),
];

/// The colour named in a field; black where there is none that we know.
pub(super) fn shades(props: Fields<'_>, field: &str) -> Shades {
    let name = props.text(field).unwrap_or("black");
    if let Some((_, line, tint, paper)) = MIXED.iter().find(|(mixed, ..)| *mixed == name) {
        return Shades {
            line: *line,
            tint: *tint,
            strong: *line,
            paper: *paper,
        };
    }
    let (name, line, strong) = NAMED.iter().find(|(named, ..)| *named == name).unwrap_or(&NAMED[0]);
    Shades {
        line: *line,
        tint: *line,
        strong: *strong,
        // Notes that nobody gave a colour are of yellow paper.
        paper: if *name == "black" { AMBER } else { *line },
    }
}
