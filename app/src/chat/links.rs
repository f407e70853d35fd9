//! Addresses in what somebody wrote: only those become links that a browser opens without running anything.

use board::element::is_safe_link;

/// A stretch of a line.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Piece {
    /// Only words.
    Words(String),
    /// An address that may be opened.
    Link(String),
}

/// A line in pieces; together they are the line.
pub(super) fn pieces(line: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut words = String::new();
    for token in line.split_inclusive(char::is_whitespace) {
        match address_in(token) {
            Some((before, address, after)) => {
                words.push_str(before);
                if !words.is_empty() {
                    pieces.push(Piece::Words(std::mem::take(&mut words)));
                }
                pieces.push(Piece::Link(address.to_owned()));
                words.push_str(after);
            }
            None => words.push_str(token),
        }
    }
    if !words.is_empty() {
        pieces.push(Piece::Words(words));
    }
    pieces
}

/// The address in a word, with what stands around it: a sentence's full stop and brackets are not part of it.
fn address_in(token: &str) -> Option<(&str, &str, &str)> {
    let start = token.find(['h', 'H'])?;
    let (before, rest) = token.split_at_checked(start)?;
    if !before.chars().all(|sign| matches!(sign, '(' | '[' | '<' | '"' | '“')) {
        return None;
    }
    let address = rest.trim_end_matches(|sign: char| {
        sign.is_whitespace() || matches!(sign, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '>' | '"' | '”')
    });
    // A bracket that was opened within the address is closed within it.
    let is_open = address.matches('(').count() > address.matches(')').count();
    let length = address.len() + usize::from(is_open && rest.get(address.len()..)?.starts_with(')'));
    let address = rest.get(..length)?;
    let after = rest.get(address.len()..)?;
    let names_a_host = address.split_once("://").is_some_and(|(_, host)| !host.is_empty());
    (names_a_host && is_safe_link(address)).then_some((before, address, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> String {
        let pieces = pieces(line);
        let all = pieces.iter().map(|piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Link(address) => format!("[{address}]"),
        });
        all.collect()
    }

    #[test]
    fn addresses_are_links_without_the_signs_around_them() {
        assert_eq!(shown("see https://a.example/x?y=1."), "see [https://a.example/x?y=1].");
        assert_eq!(shown("(https://a.example/x_(y))."), "([https://a.example/x_(y)]).");
        assert_eq!(
            shown("(http://a.example) and HTTPS://b.example, too"),
            "([http://a.example]) and [HTTPS://b.example], too"
        );
    }

    #[test]
    fn nothing_else_is() {
        for line in [
            "",
            "hello there",
            "https://",
            "javascript:alert(1)//https://a.example",
            "data:text/html,https://a.example",
            "xhttps://a.example",
            "häh?",
        ] {
            assert_eq!(shown(line), line);
        }
    }
}
