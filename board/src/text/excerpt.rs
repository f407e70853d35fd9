//! A few lines of a text around a place, for small pictures of it: however long the text is, only what is near is read.

use super::{TextBuffer, Utf16};

/// How far from the place it is looked for lines, in UTF-16 units; a longer line is cut there.
const NEAR: u32 = 400;

/// Lines around a place of a text.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Excerpt {
    /// The lines, without their ends.
    pub lines: Vec<String>,
    /// Which of them the place is in.
    pub marked: usize,
}

/// The line of a place (or of the end, for a place beyond it) with up to `n_around` lines before and after it.
pub fn lines_around(text: &TextBuffer, at: Utf16, n_around: usize) -> Excerpt {
    let (at, length) = (at.0.min(text.len().0), text.len().0);
    let part = |from: u32, to: u32| text.slice(Utf16(from), Utf16(to));
    // A pair of units that make one letter is not cut.
    let near = |from: u32, to: u32| part(from, to).or_else(|| part((from + 1).min(to), to.max(from + 1) - 1));
    let before = near(at.saturating_sub(NEAR), at).unwrap_or_default();
    let after = near(at, at.saturating_add(NEAR).min(length)).unwrap_or_default();
    let before = before.split('\n').collect::<Vec<_>>();
    let mut after = after.split('\n');
    let marked = before.len().saturating_sub(1).min(n_around);
    let mut lines = before
        .iter()
        .skip(before.len() - 1 - marked)
        .map(|line| (*line).to_owned())
        .collect::<Vec<_>>();
    if let (Some(line), Some(rest)) = (lines.last_mut(), after.next()) {
        line.push_str(rest);
    }
    lines.extend(after.take(n_around).map(str::to_owned));
    Excerpt { lines, marked }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(text: &str, at: u32, n_around: usize) -> (Vec<String>, usize) {
        let Excerpt { lines, marked } = lines_around(&TextBuffer::new(text), Utf16(at), n_around);
        (lines, marked)
    }

    fn lines(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn the_line_of_the_place_is_marked_and_its_neighbours_are_there() {
        let text = "one\ntwo\nthree\nfour\nfive";
        assert_eq!(around(text, 9, 1), (lines(&["two", "three", "four"]), 1));
        assert_eq!(around(text, 0, 2), (lines(&["one", "two", "three"]), 0));
        assert_eq!(around(text, 99, 1), (lines(&["four", "five"]), 1));
        assert_eq!(around("", 0, 3), (lines(&[""]), 0));
        assert_eq!(around("a\n", 2, 3), (lines(&["a", ""]), 1));
    }

    #[test]
    fn of_a_long_text_only_what_is_near_is_read_and_no_letter_is_cut() {
        let long = "x".repeat(5_000);
        let (lines, marked) = around(&long, 2_500, 3);
        assert_eq!((lines.len(), marked), (1, 0));
        assert_eq!(lines[0].len(), 2 * NEAR as usize);
        for at in [1_000, 1_001] {
            let (lines, _) = around(&"🙂".repeat(1_000), at, 1);
            assert!(lines[0].chars().all(|letter| letter == '🙂'), "{at}");
        }
    }
}
