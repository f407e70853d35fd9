//! The one edit between two states of a text, for input fields that only tell what they hold now.
//!
//! Where several edits would do (one more letter in a run of the same), the caret says which one was meant.

use super::{Edit, Utf16};

/// The smallest edit that makes `new` of `old`; it never splits a surrogate pair (rule X5). `None` if they are equal.
/// `caret` is where the caret stands in `new`: the edit ends there if such an edit is as small as any.
pub fn diff_edit(old: &str, new: &str, caret: Option<Utf16>) -> Option<Edit> {
    if old == new {
        return None;
    }
    let old = old.encode_utf16().collect::<Vec<_>>();
    let new = new.encode_utf16().collect::<Vec<_>>();
    let smallest = Span::between(&old, &new, new.len());
    let behind_caret = caret.map(|caret| new.len().saturating_sub(caret.0 as usize));
    let at_caret = behind_caret.map(|behind| Span::between(&old, &new, behind));
    let span = at_caret
        .filter(|span| span.cost(&old, &new) <= smallest.cost(&old, &new))
        .unwrap_or(smallest);
    Some(span.edit(&old, &new))
}

/// What two texts share at their beginnings and ends, in units.
#[derive(Clone, Copy)]
struct Span {
    before: usize,
    behind: usize,
}

impl Span {
    fn between(old: &[u16], new: &[u16], behind_max: usize) -> Span {
        let shorter = old.len().min(new.len());
        let same = |pair: &(&u16, &u16)| pair.0 == pair.1;
        let mut behind = old
            .iter()
            .rev()
            .zip(new.iter().rev())
            .take(behind_max.min(shorter))
            .take_while(same)
            .count();
        if new.get(new.len() - behind).is_some_and(|unit| is_low_surrogate(*unit)) && behind > 0 {
            behind -= 1;
        }
        let mut before = old.iter().zip(new).take(shorter - behind).take_while(same).count();
        if before > 0 && new.get(before - 1).is_some_and(|unit| is_high_surrogate(*unit)) {
            before -= 1;
        }
        Span { before, behind }
    }

    fn cost(self, old: &[u16], new: &[u16]) -> usize {
        old.len() + new.len() - 2 * (self.before + self.behind)
    }

    fn edit(self, old: &[u16], new: &[u16]) -> Edit {
        let units = |count: usize| Utf16(u32::try_from(count).unwrap_or(u32::MAX));
        let inserted = new.get(self.before..new.len() - self.behind).unwrap_or_default();
        Edit {
            at: units(self.before),
            delete: units(old.len() - self.behind - self.before),
            insert: String::from_utf16_lossy(inserted),
        }
    }
}

fn is_high_surrogate(unit: u16) -> bool {
    (0xd800..0xdc00).contains(&unit)
}

fn is_low_surrogate(unit: u16) -> bool {
    (0xdc00..0xe000).contains(&unit)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::TextBuffer, *};

    /// `caret` is marked by `|` in `new`; the edit reads `at-delete+insert`.
    fn check(old: &str, new: &str, expected: &str) {
        let caret = new.find('|').map(|byte| Utf16::of(&new[..byte]));
        let edit = diff_edit(old, &new.replace('|', ""), caret);
        let shown = edit.map(|edit| format!("{}-{}+{}", edit.at.0, edit.delete.0, edit.insert));
        assert_eq!(shown.unwrap_or_default(), expected, "{old:?} -> {new:?}");
    }

    #[test]
    fn the_smallest_edit_is_found() {
        check("", "", "");
        check("same", "same", "");
        check("", "a", "0-0+a");
        check("abc", "abXc", "2-0+X");
        check("abc", "ac", "1-1+");
        check("a cat", "a dog|", "2-3+dog");
        check("one\ntwo", "one\n\n|two", "4-0+\n");
    }

    #[test]
    fn the_caret_decides_between_equal_edits() {
        check("aaa", "a|aaa", "0-0+a");
        check("aaa", "aaa|a", "2-0+a");
        check("aaa", "a|a", "1-1+");
        check("abab", "ab|abab", "0-0+ab");
        // A caret that stands elsewhere does not make the edit larger.
        check("abc", "Xabc|", "0-0+X");
    }

    #[test]
    fn x5_pairs_are_replaced_whole() {
        check("😀", "😁|", "0-2+😁");
        check("a😀b", "a😀😀|b", "3-0+😀");
        // Two characters that share their second unit only.
        check("\u{10000}", "\u{10400}", "0-2+\u{10400}");
    }

    proptest! {
        #[test]
        fn the_edit_leads_from_old_to_new(old in "[ab😀😁\u{10000}\n]{0,8}", new in "[ab😀😁\u{10400}\n]{0,8}", caret in 0u32..12) {
            let mut buffer = TextBuffer::new(&old);
            match diff_edit(&old, &new, Some(Utf16(caret))) {
                Some(edit) => buffer.apply(&edit).expect("the edit fits"),
                None => prop_assert_eq!(&old, &new),
            }
            prop_assert_eq!(buffer.to_string(), new);
        }
    }
}
