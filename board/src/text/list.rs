//! Lists in a text: a line that begins with a bullet is an item, and its depth is the spaces before it. Nothing of this is
//! stored but the letters themselves; here is what a text field makes of the keys.

use super::Utf16;

/// What an item begins with, behind its spaces.
const MARKER: &str = "• ";
/// What an item stands further in than the one it belongs to.
const STEP: &str = "  ";
/// How many steps an item can stand in.
const DEPTH_MAX: usize = 4;

/// A key that means something else in a list.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ListKey {
    /// The next item; after an empty one the end of the list.
    Enter,
    /// A step in.
    Tab,
    /// A step out.
    BackTab,
    /// Right behind a bullet: a step out, or no item any more.
    Backspace,
}

/// What a text field holds from now on.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Listed {
    /// Its text.
    pub text: String,
    /// What is marked in it, or where the caret is.
    pub marked: (Utf16, Utf16),
}

/// After a space was typed: a line that begins with a dash or a star becomes an item.
pub fn typed_space(text: &str, caret: Utf16) -> Option<Listed> {
    let at = byte_of(text, caret);
    let line = text.get(line_begin(text, at)..at)?;
    let sign = line.trim_start_matches(' ');
    matches!(sign, "- " | "* ").then(|| {
        let mut text = text.to_owned();
        text.replace_range(at - sign.len()..at, MARKER);
        let marked = (caret, caret);
        Listed { text, marked }
    })
}

/// What a key does in a text with something marked; `None` where it means what it always means.
pub fn pressed(text: &str, (from, to): (Utf16, Utf16), key: ListKey) -> Option<Listed> {
    let (from, to) = (byte_of(text, from), byte_of(text, to));
    match key {
        ListKey::Enter => entered(text, from, to),
        ListKey::Tab => moved(text, (from, to), true),
        ListKey::BackTab => moved(text, (from, to), false),
        ListKey::Backspace => taken_back(text, from, to),
    }
}

fn entered(text: &str, from: usize, to: usize) -> Option<Listed> {
    let begin = line_begin(text, from);
    let line = text.get(begin..)?.split('\n').next()?;
    let marker = marker_of(line)?;
    if from < begin + marker.len() {
        return None;
    }
    let (place, inserted) = if line == marker && from == to {
        (begin..to, String::new())
    } else {
        (from..to, format!("\n{marker}"))
    };
    let mut changed = text.to_owned();
    let caret = place.start + inserted.len();
    changed.replace_range(place, &inserted);
    Some(at_caret(changed, caret))
}

fn taken_back(text: &str, from: usize, to: usize) -> Option<Listed> {
    let begin = line_begin(text, from);
    let marker = marker_of(text.get(begin..)?.split('\n').next()?)?;
    if from != to || from != begin + marker.len() {
        return None;
    }
    let removed = if marker.starts_with(STEP) {
        STEP.len()
    } else {
        marker.len()
    };
    let mut changed = text.to_owned();
    changed.replace_range(begin..begin + removed, "");
    Some(at_caret(changed, from - removed))
}

/// Moves the items of the marked lines in or out.
fn moved(text: &str, (from, to): (usize, usize), inwards: bool) -> Option<Listed> {
    let first = line_begin(text, from);
    let marked = text.get(first..to.max(first))?;
    let others = marked.match_indices('\n').map(|(at, _)| first + at + 1);
    // Of a line at whose very beginning the mark ends nothing is marked.
    let others = others.filter(|begin| *begin < to);
    let begins = std::iter::once(first).chain(others).collect::<Vec<_>>();
    let (mut changed, mut from, mut to, mut is_list) = (text.to_owned(), from, to, false);
    // From the last line up: places before a line are still where they were.
    for begin in begins.into_iter().rev() {
        let Some(marker) = changed.get(begin..).and_then(marker_of) else {
            continue;
        };
        is_list = true;
        let depth = (marker.len() - MARKER.len()) / STEP.len();
        if inwards && depth < DEPTH_MAX {
            changed.insert_str(begin, STEP);
            let shift = |place: usize| if place >= begin { place + STEP.len() } else { place };
            (from, to) = (shift(from), shift(to));
        } else if !inwards && depth > 0 {
            changed.replace_range(begin..begin + STEP.len(), "");
            let shift = |place: usize| {
                if place >= begin {
                    begin.max(place - STEP.len().min(place))
                } else {
                    place
                }
            };
            (from, to) = (shift(from), shift(to));
        }
    }
    is_list.then(|| Listed {
        marked: (units_before(&changed, from), units_before(&changed, to)),
        text: changed,
    })
}

/// The spaces and the bullet that a line begins with; `None` where it is no item.
fn marker_of(line: &str) -> Option<&str> {
    let spaces = line.len() - line.trim_start_matches(' ').len();
    let (marker, _) = line.split_at_checked(spaces + MARKER.len())?;
    marker.get(spaces..).filter(|sign| *sign == MARKER).map(|_| marker)
}

fn at_caret(text: String, caret: usize) -> Listed {
    let caret = units_before(&text, caret);
    Listed {
        text,
        marked: (caret, caret),
    }
}

fn line_begin(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or(text);
    before.rfind('\n').map_or(0, |newline| newline + 1)
}

/// The byte at a place; inside of a character the place before it.
fn byte_of(text: &str, place: Utf16) -> usize {
    let mut units = 0;
    for (byte, character) in text.char_indices() {
        units += character.len_utf16();
        if units > place.0 as usize {
            return byte;
        }
    }
    text.len()
}

fn units_before(text: &str, byte: usize) -> Utf16 {
    Utf16::of(text.get(..byte).unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text with `[` and `]` around what is marked, or `|` where the caret is.
    fn read(shown: &str) -> (String, (Utf16, Utf16)) {
        let text = shown.replace(['[', ']', '|'], "");
        let place = |signs: [char; 2]| {
            let (before, _) = shown.split_once(signs).unwrap();
            Utf16::of(&before.replace(['[', ']', '|'], ""))
        };
        (text, (place(['[', '|']), place([']', '|'])))
    }

    fn shown(listed: &Listed) -> String {
        let (from, to) = (
            byte_of(&listed.text, listed.marked.0),
            byte_of(&listed.text, listed.marked.1),
        );
        let (before, behind) = (&listed.text[..from], &listed.text[to..]);
        if from == to {
            format!("{before}|{behind}")
        } else {
            format!("{before}[{}]{behind}", &listed.text[from..to])
        }
    }

    #[test]
    fn a_dash_or_star_and_a_space_begin_an_item() {
        for (before, after) in [
            ("- |", Some("• |")),
            ("* |words", Some("• |words")),
            ("one\n  - |", Some("one\n  • |")),
            ("😀\n- |", Some("😀\n• |")),
            ("5 - |", None),
            ("-|", None),
            ("• - |", None),
            ("|", None),
        ] {
            let (text, (caret, _)) = read(before);
            assert_eq!(
                typed_space(&text, caret).as_ref().map(shown).as_deref(),
                after,
                "{before}"
            );
        }
    }

    #[test]
    fn keys_go_on_with_a_list_and_end_it() {
        use ListKey::{BackTab, Backspace, Enter, Tab};
        for (before, key, after) in [
            ("• one|", Enter, Some("• one\n• |")),
            ("  • o|ne", Enter, Some("  • o\n  • |ne")),
            ("• one\n• |", Enter, Some("• one\n|")),
            ("• one\n  • |\nlast", Enter, Some("• one\n|\nlast")),
            ("• o[n]e", Enter, Some("• o\n• |e")),
            ("|• one", Enter, None),
            ("words|", Enter, None),
            ("• 😀|", Tab, Some("  • 😀|")),
            ("        • deep|", Tab, Some("        • deep|")),
            ("a[\n• b\n• c]\n• d", Tab, Some("a[\n  • b\n  • c]\n• d")),
            ("[• a\n]• b", Tab, Some("  [• a\n]• b")),
            ("a[\n]• b", Tab, None),
            ("• a\n|• b", Tab, Some("• a\n  |• b")),
            ("words|", Tab, None),
            ("  • one|", BackTab, Some("• one|")),
            ("|  • one", BackTab, Some("|• one")),
            ("• one|", BackTab, Some("• one|")),
            ("[  • a\n  • b\n]  • c", BackTab, Some("[• a\n• b\n]  • c")),
            ("  • |one", Backspace, Some("• |one")),
            ("a\n• |one", Backspace, Some("a\n|one")),
            ("• o|ne", Backspace, None),
            ("• [one]", Backspace, None),
        ] {
            let (text, marked) = read(before);
            let listed = pressed(&text, marked, key);
            assert_eq!(listed.as_ref().map(shown).as_deref(), after, "{before} {key:?}");
        }
    }
}
