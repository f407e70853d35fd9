//! Which words are masked: all of them, or those of a removed stretch wherever else they stand. Undoing brings a pasted key back,
//! a pause keeps it in its gap: whoever removes a stretch means these as well.

use std::collections::BTreeSet;

use super::MASK;
use crate::{
    element::Element,
    op::{FileChange, Op, Prop},
    text::{Atom, Cause, Utf16},
};

/// What was pasted at once is looked for elsewhere from so many units on; less may be anybody's code.
const PASTE_UNITS: u32 = 16;
/// What looks like a key (letters and digits without a space) is looked for from so many characters on.
const KEY_CHARS: usize = 12;

/// What is to be masked.
#[derive(Debug)]
pub(super) enum Words {
    /// Every word.
    All,
    /// These, wherever they stand; longest first.
    Those(Vec<String>),
}

impl Words {
    /// As many units, line ends kept.
    pub(super) fn masked_text(&self, text: &str) -> String {
        let masked = match self {
            Words::All => masked_units(text),
            Words::Those(words) => words.iter().fold(text.to_owned(), |text, word| {
                if text.contains(word) {
                    text.replace(word, &masked_units(word))
                } else {
                    text
                }
            }),
        };
        debug_assert_eq!(Utf16::of(&masked), Utf16::of(text));
        masked
    }

    /// As many characters, for what is limited by them and never edited in places: names and chat lines.
    pub(super) fn masked_name(&self, text: &str) -> String {
        let masked = |text: &str| MASK.to_string().repeat(text.chars().count());
        match self {
            Words::All => masked(text),
            Words::Those(words) => words
                .iter()
                .fold(text.to_owned(), |text, word| text.replace(word, &masked(word))),
        }
    }

    /// Whether any of them stands in a text.
    pub(super) fn occur_in(&self, text: &str) -> bool {
        match self {
            Words::All => true,
            Words::Those(words) => words.iter().any(|word| text.contains(word)),
        }
    }
}

fn masked_units(text: &str) -> String {
    let units = |character: char| match character {
        '\n' | '\r' => character.to_string(),
        _ => MASK.to_string().repeat(character.len_utf16()),
    };
    text.chars().map(units).collect()
}

/// Collects what the ops of a stretch said and would be found again elsewhere.
#[derive(Debug, Default)]
pub(super) struct Said(BTreeSet<String>);

impl Said {
    /// Listens to one op.
    pub(super) fn hear(&mut self, op: &Op) {
        match op {
            Op::Text { atoms, .. } => {
                let pasted = atoms.iter().filter(|atom| atom.cause == Cause::Paste);
                pasted.for_each(|atom| self.whole(&atom.edit.insert));
                typed_runs(atoms).iter().for_each(|run| self.keys(run));
            }
            Op::Create(elements) => elements.iter().for_each(|element| self.element(element)),
            Op::Update(changes) => {
                for prop in changes.iter().flat_map(|change| &change.props) {
                    if let Prop::Link(Some(said)) | Prop::Source(Some(said)) = prop {
                        self.keys(said);
                    }
                }
            }
            Op::CreateFile { name, .. }
            | Op::UpdateFile {
                change: FileChange::Name(name),
                ..
            } => self.keys(name),
            Op::Card { kind, .. } => kind.texts().into_iter().for_each(|text| self.whole(text)),
            Op::Delete(_)
            | Op::Restore(_)
            | Op::InkBegin { .. }
            | Op::InkExtend { .. }
            | Op::InkEnd { .. }
            | Op::UpdateFile {
                change: FileChange::Language(_) | FileChange::Deleted(_),
                ..
            }
            | Op::Round(_)
            // What stood there after a pause was not said in it.
            | Op::Gap(_)
            | Op::Removed => {}
        }
    }

    /// All of it, the longest first, so that none hides a longer one.
    pub(super) fn words(self) -> Words {
        let mut words = self.0.into_iter().collect::<Vec<_>>();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        Words::Those(words)
    }

    fn element(&mut self, element: &Element) {
        self.whole(&element.text.to_string());
        let behind = [&element.extras.link, &element.extras.source];
        behind.into_iter().flatten().for_each(|said| self.keys(said));
    }

    fn whole(&mut self, text: &str) {
        let trimmed = text.trim();
        if Utf16::of(trimmed).0 >= PASTE_UNITS {
            self.0.insert(trimmed.to_owned());
        }
        self.keys(trimmed);
    }

    fn keys(&mut self, text: &str) {
        let is_between = |character: char| character.is_whitespace() || "\"'`<>()[]{},;=:".contains(character);
        self.0.extend(
            text.split(is_between)
                .filter(|word| is_like_a_key(word))
                .map(str::to_owned),
        );
    }
}

/// Letters and digits mixed in one long word are nobody's ordinary code.
fn is_like_a_key(word: &str) -> bool {
    word.chars().count() >= KEY_CHARS
        && word.chars().any(|character| character.is_ascii_digit())
        && word.chars().any(char::is_alphabetic)
        && !word.contains(MASK)
}

/// What was typed on at one place, letter by letter, with what was taken back at its end left out.
fn typed_runs(atoms: &[Atom]) -> Vec<String> {
    let (mut runs, mut run, mut end) = (Vec::new(), String::new(), None);
    for atom in atoms {
        let (edit, inserted) = (&atom.edit, Utf16::of(&atom.edit.insert).0);
        let takes_back = edit.insert.is_empty() && edit.delete.0 == 1 && end == Some(edit.at.0 + 1);
        if takes_back {
            run.pop();
            end = Some(edit.at.0);
            continue;
        }
        if end != Some(edit.at.0) || edit.delete.0 > 0 {
            runs.push(std::mem::take(&mut run));
        }
        run.push_str(&edit.insert);
        end = Some(edit.at.0 + inserted);
    }
    runs.push(run);
    runs.retain(|run| !run.is_empty());
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Edit;

    fn typed(at: u32, delete: u32, insert: &str) -> Atom {
        Atom {
            edit: Edit {
                at: Utf16(at),
                delete: Utf16(delete),
                insert: insert.to_owned(),
            },
            ..Atom::default()
        }
    }

    #[test]
    fn masked_text_keeps_its_length_and_lines() {
        assert_eq!(Words::All.masked_text("key=😀\nß"), "██████\n█");
        let those = Words::Those(vec!["key".to_owned()]);
        assert_eq!(those.masked_text("a key, keyed"), "a ███, ███ed");
    }

    #[test]
    fn runs_are_what_was_typed_on_without_what_was_taken_back() {
        let atoms = [
            typed(4, 0, "a"),
            typed(5, 0, "x"),
            typed(5, 1, ""),
            typed(5, 0, "b1"),
            typed(0, 0, "Q"),
        ];
        assert_eq!(typed_runs(&atoms), ["ab1", "Q"]);
    }

    #[test]
    fn what_looks_like_a_key_is_looked_for_and_ordinary_code_is_not() {
        let mut said = Said::default();
        said.keys("let token = \"sk-live-4eC39HqLyjWD\"; handle_request_once(x1)");
        let Words::Those(words) = said.words() else { panic!() };
        assert_eq!(words, ["sk-live-4eC39HqLyjWD"]);
    }
}
