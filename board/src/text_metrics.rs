//! How wide text is and where its lines break, from advance tables of the bundled fonts, so that browser and command line
//! agree (rule X6). Whole numbers up to the last step; kerning is off. Knows neither elements nor canvases.

mod atkinson;
mod direction;
mod jetbrains_mono;
mod marks;

use self::marks::{is_joined, is_mark};

pub use direction::is_right_to_left;

/// Height of a line per font size.
pub const LINE_HEIGHT: f64 = 1.25;
/// What advances are counted in.
const PER_EM: u64 = 1_000;
/// Widths come in eighths of a board unit, as boxes have them.
const PER_UNIT: u64 = 8;

/// A bundled font.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Font {
    /// Atkinson Hyperlegible: all text on the drawing.
    #[default]
    Board,
    /// JetBrains Mono: code.
    Code,
}

impl Font {
    /// The family's name in style sheets.
    pub fn family(self) -> &'static str {
        match self {
            Font::Board => "Atkinson Hyperlegible",
            Font::Code => "JetBrains Mono",
        }
    }

    /// What a browser takes instead, where it has not got the family.
    pub fn instead(self) -> &'static str {
        match self {
            Font::Board => "sans-serif",
            Font::Code => "monospace",
        }
    }

    fn advances(self) -> &'static [(u32, &'static [u16])] {
        match self {
            Font::Board => atkinson::ADVANCES,
            Font::Code => jetbrains_mono::ADVANCES,
        }
    }

    fn mean(self) -> u16 {
        match self {
            Font::Board => atkinson::MEAN,
            Font::Code => jetbrains_mono::MEAN,
        }
    }

    fn extremes(self) -> (u16, u16) {
        match self {
            Font::Board => (atkinson::ASCENT, atkinson::DESCENT),
            Font::Code => (jetbrains_mono::ASCENT, jetbrains_mono::DESCENT),
        }
    }
}

/// The advance of a character in thousandths of the font size.
pub fn advance(font: Font, character: char) -> u32 {
    // Canvases draw a tab as a space.
    let code = if character == '\t' {
        u32::from(' ')
    } else {
        u32::from(character)
    };
    let runs = font.advances();
    let run = runs
        .partition_point(|(first, _)| *first <= code)
        .checked_sub(1)
        .and_then(|index| runs.get(index));
    let known = run.and_then(|(first, advances)| advances.get((code - first) as usize));
    match known {
        Some(advance) => u32::from(*advance),
        None if is_mark(code) => 0,
        None if is_wide(code) => PER_EM as u32,
        None => u32::from(font.mean()),
    }
}

/// The width of one line in board units.
pub fn width(font: Font, text: &str, font_size: u16) -> f64 {
    (thousandths(font, text) * u64::from(font_size)) as f64 / PER_EM as f64
}

/// The height of one line in board units.
pub fn line_height(font_size: u16) -> f64 {
    f64::from(font_size) * LINE_HEIGHT
}

/// How far under a line's top its baseline is, in board units: letters stand in the middle of the line's height.
pub fn baseline(font: Font, font_size: u16) -> f64 {
    let (ascent, descent) = font.extremes();
    let letters = f64::from(ascent + descent) / PER_EM as f64;
    f64::from(font_size) * ((LINE_HEIGHT - letters) / 2.0 + f64::from(ascent) / PER_EM as f64)
}

/// The lines of a text, at most `width_eighths` wide where a width is given. Breaks stand at `\n` and before words; a word
/// wider than a line breaks between characters. Spaces at a break are not part of a line. There is always at least one line.
pub fn lines(font: Font, text: &str, font_size: u16, width_eighths: Option<i32>) -> Vec<&str> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let paragraph = paragraph.strip_suffix('\r').unwrap_or(paragraph);
        match width_eighths {
            None => lines.push(paragraph),
            Some(width_eighths) => {
                let room =
                    u64::try_from(width_eighths).unwrap_or(0) * PER_EM / (u64::from(font_size.max(1)) * PER_UNIT);
                wrap(font, paragraph, room, &mut lines);
            }
        }
    }
    lines
}

/// Width and height of a text in board units, broken at `width_eighths` where that is given.
pub fn block(font: Font, text: &str, font_size: u16, width_eighths: Option<i32>) -> kurbo::Size {
    let lines = lines(font, text, font_size, width_eighths);
    let widest = lines.iter().map(|line| thousandths(font, line)).max().unwrap_or(0);
    let width = (widest * u64::from(font_size)) as f64 / PER_EM as f64;
    kurbo::Size::new(width, lines.len() as f64 * line_height(font_size))
}

/// The width of the widest word in board units.
pub fn widest_word(font: Font, text: &str, font_size: u16) -> f64 {
    let words = text.split(|character: char| character.is_ascii_whitespace());
    words.map(|word| width(font, word, font_size)).fold(0.0, f64::max)
}

fn thousandths(font: Font, text: &str) -> u64 {
    let mut before = None;
    let own = |character: char| {
        let is_joined = is_joined(before.replace(character), character);
        if is_joined {
            0
        } else {
            u64::from(advance(font, character))
        }
    };
    text.chars().map(own).sum()
}

fn wrap<'text>(font: Font, paragraph: &'text str, room: u64, lines: &mut Vec<&'text str>) {
    let (mut begin, mut end, mut used) = (0, 0, 0);
    for (at, word) in words(paragraph) {
        let gap = thousandths(font, paragraph.get(end..at).unwrap_or_default());
        let wide = thousandths(font, word);
        if end > begin && used + gap + wide > room {
            lines.push(paragraph.get(begin..end).unwrap_or_default());
            (begin, end, used) = (at, at, 0);
        } else {
            used += gap;
        }
        if used + wide <= room {
            (end, used) = (at + word.len(), used + wide);
            continue;
        }
        // Alone on its line and still too wide.
        let mut before = None;
        for (offset, character) in word.char_indices() {
            let here = at + offset;
            if is_joined(before.replace(character), character) {
                end = here + character.len_utf8();
                continue;
            }
            let wide = u64::from(advance(font, character));
            if here > begin && used + wide > room {
                lines.push(paragraph.get(begin..here).unwrap_or_default());
                (begin, used) = (here, 0);
            }
            (end, used) = (here + character.len_utf8(), used + wide);
        }
    }
    lines.push(paragraph.get(begin..end).unwrap_or_default());
}

/// The runs between spaces and tabs, with their offsets.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split([' ', '\t'])
        .scan(0, |next, word| {
            let at = *next;
            *next += word.len() + 1;
            Some((at, word))
        })
        .filter(|(_, word)| !word.is_empty())
}

/// Whether a character takes a full em in East Asian fonts (emoji included).
fn is_wide(code: u32) -> bool {
    matches!(code,
        0x1100..=0x115F | 0x2E80..=0x303E | 0x3041..=0xA4CF | 0xA960..=0xA97F | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF
        | 0xFE30..=0xFE6F | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x1F300..=0x1F64F | 0x1F680..=0x1F6FF
        | 0x1F900..=0x1F9FF | 0x20000..=0x3FFFD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x6_advances_come_from_the_table_or_from_the_rule() {
        assert_eq!(advance(Font::Board, ' '), 280);
        assert_eq!(advance(Font::Board, 'A'), 626);
        assert_eq!(advance(Font::Board, '\t'), 280);
        assert_eq!(advance(Font::Code, 'i'), 600);
        assert_eq!(advance(Font::Board, '界'), 1_000);
        assert_eq!(advance(Font::Board, '😀'), 1_000);
        assert_eq!(advance(Font::Board, '\u{10A0}'), u32::from(atkinson::MEAN));
        assert_eq!(width(Font::Board, "AA", 20), 25.04);
    }

    #[test]
    fn x6_lines_break_at_words_then_at_characters() {
        // 600 thousandths each at size 10: 6 units, 48 eighths.
        let broken = |text, letters: i32| lines(Font::Code, text, 10, Some(letters * 48));
        assert_eq!(broken("one two three", 7), ["one two", "three"]);
        assert_eq!(broken("one  two", 4), ["one", "two"]);
        assert_eq!(broken("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(broken("ab cdefgh", 4), ["ab", "cdef", "gh"]);
        assert_eq!(broken("", 4), [""]);
        assert_eq!(broken("a\n\nb\r\nc", 4), ["a", "", "b", "c"]);
        assert_eq!(broken("  ab", 9), ["  ab"]);
        assert_eq!(broken("e\u{301}e\u{301}", 1), ["e\u{301}", "e\u{301}"]);
        assert_eq!(broken("👩\u{200D}💻👩\u{200D}💻", 2), ["👩\u{200D}💻", "👩\u{200D}💻"]);
        assert_eq!(broken("界é", 0), ["界", "é"]);
        assert_eq!(lines(Font::Code, "never broken but here\nand there", 10, None).len(), 2);
    }

    #[test]
    fn a_block_is_as_wide_as_its_widest_line() {
        assert_eq!(block(Font::Code, "ab\nabcd", 10, None), kurbo::Size::new(24.0, 25.0));
        assert_eq!(block(Font::Code, "", 16, Some(80)), kurbo::Size::new(0.0, 20.0));
        assert!((baseline(Font::Board, 100) - 95.5).abs() < 1e-9);
    }
}
