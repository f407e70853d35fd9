//! CSS colours as drawings carry them, beyond the hexadecimal ones: names, functions, and the transparent.

use crate::colour::Colour;

/// The names found in drawings made by hand or by tools.
const NAMES: [(&str, u32); 36] = [
    ("aqua", 0x00ffff),
    ("beige", 0xf5f5dc),
    ("black", 0x000000),
    ("blue", 0x0000ff),
    ("brown", 0xa52a2a),
    ("coral", 0xff7f50),
    ("crimson", 0xdc143c),
    ("cyan", 0x00ffff),
    ("darkblue", 0x00008b),
    ("darkgray", 0xa9a9a9),
    ("darkgreen", 0x006400),
    ("darkred", 0x8b0000),
    ("fuchsia", 0xff00ff),
    ("gold", 0xffd700),
    ("gray", 0x808080),
    ("green", 0x008000),
    ("grey", 0x808080),
    ("indigo", 0x4b0082),
    ("lightblue", 0xadd8e6),
    ("lightgray", 0xd3d3d3),
    ("lightgreen", 0x90ee90),
    ("lightyellow", 0xffffe0),
    ("lime", 0x00ff00),
    ("magenta", 0xff00ff),
    ("maroon", 0x800000),
    ("navy", 0x000080),
    ("olive", 0x808000),
    ("orange", 0xffa500),
    ("pink", 0xffc0cb),
    ("purple", 0x800080),
    ("red", 0xff0000),
    ("silver", 0xc0c0c0),
    ("teal", 0x008080),
    ("violet", 0xee82ee),
    ("white", 0xffffff),
    ("yellow", 0xffff00),
];

/// What a colour text stands for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Paint {
    Colour(Colour),
    Transparent,
    Unknown,
}

impl Paint {
    pub(super) fn colour(self) -> Option<Colour> {
        match self {
            Paint::Colour(colour) => Some(colour),
            Paint::Transparent | Paint::Unknown => None,
        }
    }
}

/// Reads a colour. What is nearly transparent counts as the colour it is.
pub(super) fn paint(text: &str) -> Paint {
    let text = text.trim().to_ascii_lowercase();
    if is_transparent(&text) {
        return Paint::Transparent;
    }
    let named = || {
        NAMES
            .iter()
            .find(|(name, _)| *name == text)
            .map(|(_, rgb)| from_number(*rgb))
    };
    // `#rgba` is `#rgb` for us; what shines through is told by the element's opacity.
    let short = || {
        text.strip_prefix('#')
            .filter(|digits| digits.len() == 4)
            .and_then(|_| Colour::from_css(text.get(..4)?))
    };
    match Colour::from_css(&text)
        .or_else(short)
        .or_else(named)
        .or_else(|| from_function(&text))
    {
        Some(colour) => Paint::Colour(colour),
        None => Paint::Unknown,
    }
}

fn is_transparent(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    let clear_hex = matches!(digits.len(), 4 | 8) && digits.ends_with(if digits.len() == 4 { "0" } else { "00" });
    let clear_function = arguments(text).is_some_and(|arguments| {
        arguments
            .get(3)
            .and_then(|alpha| alpha.trim_end_matches('%').parse::<f64>().ok())
            == Some(0.0)
    });
    text == "transparent" || text == "none" || clear_hex || clear_function
}

/// `rgb`, `rgba`, `hsl` and `hsla`.
fn from_function(text: &str) -> Option<Colour> {
    let arguments = arguments(text)?;
    let number = |index: usize| {
        let argument = *arguments.get(index)?;
        argument
            .trim_end_matches("deg")
            .trim_end_matches('%')
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite())
    };
    let (first, second, third) = (number(0)?, number(1)?, number(2)?);
    if text.starts_with("rgb") {
        let scale = if arguments.first()?.ends_with('%') { 2.55 } else { 1.0 };
        let channel = |value: f64| (value * scale).round().clamp(0.0, 255.0) as u8;
        return Some(Colour::Rgb(channel(first), channel(second), channel(third)));
    }
    text.starts_with("hsl")
        .then(|| from_hsl(first, second / 100.0, third / 100.0))
}

fn arguments(text: &str) -> Option<Vec<&str>> {
    let (_, inner) = text.strip_suffix(')')?.split_once('(')?;
    Some(inner.split([',', ' ', '/']).filter(|part| !part.is_empty()).collect())
}

fn from_hsl(hue: f64, saturation: f64, lightness: f64) -> Colour {
    let (saturation, lightness) = (saturation.clamp(0.0, 1.0), lightness.clamp(0.0, 1.0));
    let spread = saturation * lightness.min(1.0 - lightness);
    let channel = |offset: f64| {
        let step = (offset + hue.rem_euclid(360.0) / 30.0) % 12.0;
        let value = lightness - spread * (step - 3.0).min(9.0 - step).clamp(-1.0, 1.0);
        (value * 255.0).round() as u8
    };
    Colour::Rgb(channel(0.0), channel(8.0), channel(4.0))
}

fn from_number(rgb: u32) -> Colour {
    Colour::Rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_colour_is_read() {
        let red = Paint::Colour(Colour::Rgb(255, 0, 0));
        for text in [
            "#f00",
            "#F00",
            "#f00f",
            "#ff0000",
            "#ff0000ff",
            "red",
            "RED",
            "rgb(255, 0, 0)",
            "rgba(255,0,0,0.5)",
        ] {
            assert_eq!(paint(text), red, "{text}");
        }
        for text in [
            "rgb(100% 0% 0% / 50%)",
            "hsl(0, 100%, 50%)",
            "hsla(360deg, 100%, 50%, 1)",
        ] {
            assert_eq!(paint(text), red, "{text}");
        }
        for text in [
            "transparent",
            "none",
            "#ff000000",
            "#f000",
            "rgba(255, 0, 0, 0)",
            "hsla(0, 0%, 0%, 0%)",
        ] {
            assert_eq!(paint(text), Paint::Transparent, "{text}");
        }
        for text in ["", "#12", "é", "#éé", "url(x)", "rgb(", "rgb(a,b,c)", "hsl()"] {
            assert_eq!(paint(text), Paint::Unknown, "{text}");
        }
    }
}
