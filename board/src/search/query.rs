//! What is looked for: every one of its words has to be there, in any order.

use std::ops::Range;

use super::letters::{folded, plain, tokens};
use crate::limits::SEARCH_CHARS;

/// What is looked for.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Query {
    /// Each as it is compared.
    parts: Vec<String>,
}

impl Query {
    /// Reads what somebody typed; what is beyond [`SEARCH_CHARS`] is not looked for.
    pub fn new(typed: &str) -> Query {
        let typed = typed.chars().take(SEARCH_CHARS).collect::<String>();
        Query {
            parts: typed
                .split_whitespace()
                .map(plain)
                .filter(|part| !part.is_empty())
                .collect(),
        }
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether a text has all the words.
    pub fn matches(&self, text: &str) -> bool {
        let text = plain(text);
        self.parts.iter().all(|part| text.contains(part.as_str()))
    }

    /// The bytes of a text in which one of the words stands first.
    pub fn place_in(&self, text: &str) -> Option<Range<usize>> {
        let letters = folded(text).collect::<Vec<_>>();
        let compared = letters.iter().map(|(_, letter)| *letter).collect::<Vec<_>>();
        let places = self.parts.iter().filter_map(|part| {
            let wanted = part.chars().collect::<Vec<_>>();
            let at = compared.windows(wanted.len()).position(|window| window == wanted)?;
            let begin = letters.get(at)?.0;
            let last = letters.get(at + wanted.len() - 1)?.0;
            let end = text
                .get(last..)?
                .chars()
                .next()
                .map_or(last, |letter| last + letter.len_utf8());
            Some(begin..end)
        });
        places.min_by_key(|place| place.start)
    }

    /// What the index is asked for, each the beginning of a token.
    pub(super) fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.parts.iter().flat_map(|part| {
            let found = tokens(part);
            let count = found.len();
            let all = found.into_iter().map(|(_, token)| token).enumerate();
            // A last letter by itself stands at the end of its run there, but not in what is looked for.
            let is_rest =
                move |index: usize, token: &str| count > 1 && index + 1 == count && token.chars().count() == 1;
            all.filter(move |(index, token)| !is_rest(*index, token))
                .map(|(_, token)| token)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_to_be_there() {
        let query = Query::new(" caf  Kaf ");
        assert!(query.matches("Kafka in the café"));
        assert!(!query.matches("Kafka"));
        assert!(Query::new("  ").is_empty());
        assert!(Query::new("散キャ").matches("分散キャッシュ"));
    }

    #[test]
    fn the_first_place_is_pointed_out_in_the_letters_as_they_are_written() {
        let text = "ein großer Cafe\u{301}";
        let place = |typed: &str| Query::new(typed).place_in(text).map(|place| &text[place]);
        assert_eq!(place("grosser"), Some("großer"));
        assert_eq!(place("cafe grosser"), Some("großer"));
        assert_eq!(place("kafka"), None);
    }
}
