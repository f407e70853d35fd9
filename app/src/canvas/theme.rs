//! The colours of the drawing, read from the style sheet, so that canvas and interface share one set of tokens.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use board::{
    colour::{Colour, HIGHLIGHT_OPACITY, highlighting, reads_better},
    geometry::between,
    scene::Paint,
};
use leptos::prelude::{document, window};
use web_sys::Element;

use crate::decimal::fixed;

type Channels = [f64; 3];

/// The values of the present theme.
pub(super) struct Theme {
    inks: Vec<Channels>,
    ground: Channels,
    grid: Channels,
    muted: Channels,
    selection: Channels,
    on_ink: Channels,
    is_dark: bool,
    /// Whether the grid is of lines instead of dots.
    has_grid_lines: bool,
    made: RefCell<HashMap<Paint, Rc<str>>>,
}

/// A paint of the present theme as style sheets write it.
pub(crate) fn css_of(paint: Paint) -> String {
    let root = document().document_element();
    root.map(|root| Theme::read(&root).css(paint).to_string())
        .unwrap_or_default()
}

impl Theme {
    /// As it applies to an element now.
    pub(super) fn read(host: &Element) -> Theme {
        let style = window().get_computed_style(host).ok().flatten();
        let value = |name: &str| {
            let text = style
                .as_ref()
                .and_then(|style| style.get_property_value(name).ok())
                .unwrap_or_default();
            match Colour::from_css(&text) {
                Some(Colour::Rgb(red, green, blue)) => [red, green, blue].map(f64::from),
                Some(Colour::Token(_)) | None => [128.0; 3],
            }
        };
        let ground = value("--board-ground");
        Theme {
            inks: (0..Colour::TOKENS)
                .map(|token| value(&format!("--ink-{token}")))
                .collect(),
            ground,
            grid: value("--board-grid"),
            muted: value("--muted"),
            selection: value("--selection"),
            on_ink: value("--on-ink"),
            is_dark: ground.iter().sum::<f64>() < 384.0,
            has_grid_lines: false,
            made: RefCell::default(),
        }
    }

    /// A paint as CSS writes it.
    pub(super) fn css(&self, paint: Paint) -> Rc<str> {
        let mut made = self.made.borrow_mut();
        let opacity = match paint {
            Paint::Highlight(_) => HIGHLIGHT_OPACITY,
            Paint::Colour(_) | Paint::Tint(_) | Paint::Letters(_) | Paint::Ground | Paint::Muted => 1.0,
        };
        let make = || css(self.channels(paint), opacity);
        Rc::clone(made.entry(paint).or_insert_with(make))
    }

    /// How a paint goes together with what is under it, as canvases name it. A highlighter leaves dark letters dark on
    /// light ground, and light ones light on dark.
    pub(super) fn blending(&self, paint: Paint) -> &'static str {
        match paint {
            Paint::Highlight(_) if self.is_dark => "screen",
            Paint::Highlight(_) => "multiply",
            Paint::Colour(_) | Paint::Tint(_) | Paint::Letters(_) | Paint::Ground | Paint::Muted => "source-over",
        }
    }

    /// A paint as programs beside browsers read it.
    pub(super) fn hex(&self, paint: Paint) -> String {
        let [red, green, blue] = self
            .channels(paint)
            .map(|channel| between(channel.round(), 0.0, 255.0) as u8);
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// The colour of what is selected or being selected.
    pub(super) fn selection(&self, opacity: f64) -> Rc<str> {
        css(self.selection, opacity)
    }

    /// Letters on the colour of a person.
    pub(super) fn on_ink(&self) -> Rc<str> {
        css(self.on_ink, 1.0)
    }

    /// With lines for a grid.
    pub(super) fn with_grid_lines(self, has_grid_lines: bool) -> Theme {
        Theme { has_grid_lines, ..self }
    }

    /// Whether the grid is of lines instead of dots.
    pub(super) fn has_grid_lines(&self) -> bool {
        self.has_grid_lines
    }

    /// The lines of the grid: every fifth, and those between.
    pub(super) fn grid_lines(&self) -> [Rc<str>; 2] {
        let between = mix(self.ground, self.grid, 0.75);
        [css(mix(self.grid, self.muted, 0.16), 1.0), css(between, 1.0)]
    }

    /// The dots of the grid.
    pub(super) fn grid(&self) -> Rc<str> {
        css(self.grid, 1.0)
    }

    fn channels(&self, paint: Paint) -> Channels {
        match paint {
            Paint::Colour(colour) => self.colour(colour),
            // The ink of the theme is the strongest colour there is: less of it makes a tint.
            Paint::Tint(Colour::Token(0)) => mix(self.ground, self.colour(Colour::INK), 0.1),
            Paint::Tint(colour @ Colour::Token(_)) => {
                mix(self.ground, self.colour(colour), if self.is_dark { 0.25 } else { 0.14 })
            }
            Paint::Tint(colour @ Colour::Rgb(..)) => self.colour(colour),
            Paint::Letters(fill) => {
                let (ink, on) = (
                    self.colour(Colour::INK),
                    fill.map_or(self.ground, |fill| self.channels(Paint::Tint(fill))),
                );
                if reads_better(on, ink, self.ground) {
                    ink
                } else {
                    self.ground
                }
            }
            Paint::Highlight(colour) => highlighting(self.colour(colour)),
            Paint::Ground => self.ground,
            Paint::Muted => self.muted,
        }
    }

    fn colour(&self, colour: Colour) -> Channels {
        match colour {
            Colour::Token(token) => {
                let named = self.inks.get(usize::from(token)).or_else(|| self.inks.first());
                named.copied().unwrap_or([128.0; 3])
            }
            Colour::Rgb(red, green, blue) => {
                let imported = [red, green, blue].map(f64::from);
                if self.is_dark {
                    adapted_to_dark(imported)
                } else {
                    imported
                }
            }
        }
    }
}

/// Lightness turned over, hue and saturation kept: dark ink becomes light, pale fills become deep.
fn adapted_to_dark(channels: Channels) -> Channels {
    let highest = channels.iter().copied().fold(0.0, f64::max) / 255.0;
    let lowest = channels.iter().copied().fold(255.0, f64::min) / 255.0;
    let lightness = (highest + lowest) / 2.0;
    let wanted = 0.2 + (1.0 - lightness) * 0.72;
    // How far channels can be from the lightness; nothing at black and white, which have no hue to keep.
    let room = |lightness: f64| 1.0 - (2.0 * lightness - 1.0).abs();
    let spread = if room(lightness) > 0.0 {
        room(wanted) / room(lightness)
    } else {
        0.0
    };
    channels.map(|channel| (wanted + (channel / 255.0 - lightness) * spread) * 255.0)
}

fn mix(from: Channels, to: Channels, part: f64) -> Channels {
    let mut mixed = from;
    for (channel, towards) in mixed.iter_mut().zip(to) {
        *channel += (towards - *channel) * part;
    }
    mixed
}

fn css(channels: Channels, opacity: f64) -> Rc<str> {
    let [red, green, blue] = channels.map(|channel| between(channel.round(), 0.0, 255.0) as u8);
    format!("rgb({red} {green} {blue} / {})", fixed(opacity, 3)).into()
}
