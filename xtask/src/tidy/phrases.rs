//! Words that have no place in a finished file: disabled tests, unfinished code, paths of one machine.

use crate::tidy::Source;

/// Written in two halves, so that this file does not find itself.
const IN_RUST: [&str; 3] = [
    concat!("#[ign", "ore"),
    concat!("tod", "o!("),
    concat!("unimplem", "ented!("),
];
const IN_TYPESCRIPT: [&str; 4] = [
    concat!("test.sk", "ip"),
    concat!("test.fix", "me"),
    concat!("describe.sk", "ip"),
    concat!(".on", "ly("),
];
const MACHINE_PATHS: [&str; 2] = [concat!("/wo", "rk/"), concat!("/ro", "ot/")];

pub(crate) fn complaints(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        for (index, line) in source.text.lines().enumerate() {
            if let Some(phrase) = phrase_in(source, line) {
                found.push(format!("{}:{}: `{phrase}` has no place here", source.path, index + 1));
            }
        }
    }
    found
}

fn phrase_in(source: &Source, line: &str) -> Option<&'static str> {
    let phrases: &[&str] = match source.path.rsplit_once('.') {
        Some((_, "rs")) => &IN_RUST,
        Some((_, "ts")) => &IN_TYPESCRIPT,
        _ => &[],
    };
    let phrase = phrases.iter().find(|phrase| line.contains(**phrase));
    phrase
        .or_else(|| MACHINE_PATHS.iter().find(|path| has_absolute_path(line, path)))
        .copied()
}

/// Not as the middle of a longer path or address, where the same words are somebody's ordinary folder.
fn has_absolute_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        !line[..at]
            .ends_with(|before: char| before.is_alphanumeric() || matches!(before, '.' | '_' | '-' | '/' | '}' | '~'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source;

    #[test]
    fn disabled_tests_and_unfinished_code_are_found() {
        for phrase in IN_RUST {
            assert_eq!(complaints(&[source("a.rs", phrase)]).len(), 1, "{phrase}");
        }
        for phrase in IN_TYPESCRIPT {
            assert_eq!(complaints(&[source("a.spec.ts", phrase)]).len(), 1, "{phrase}");
        }
    }

    #[test]
    fn a_machine_path_is_found_but_not_a_folder_of_that_name() {
        let absolute = MACHINE_PATHS[0];
        assert_eq!(
            complaints(&[source("README.md", &format!("see {absolute}main"))]).len(),
            1
        );
        assert!(complaints(&[source("README.md", &format!("see docs{absolute}main"))]).is_empty());
    }
}
