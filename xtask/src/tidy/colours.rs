//! Colours stand in `style/tokens.css` and nowhere else, so that a theme is one file.

use crate::tidy::{Source, rust_code};

const TOKENS: &str = "style/tokens.css";
const FUNCTIONS: [&str; 7] = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "oklab(", "oklch("];

pub(crate) fn complaints(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        let path = &source.path;
        if path.starts_with("style/") && path != TOKENS && source.has_extension(&["css"]) {
            let lines = source.text.lines().enumerate().map(|(index, line)| (index + 1, line));
            // A line that opens a block is a selector, where `#` begins an id.
            let values = lines.filter(|(_, line)| !line.trim_end().ends_with(['{', ',']));
            found.extend(
                values
                    .filter(|(_, line)| has_colour(line))
                    .map(|(line, _)| complaint(path, line)),
            );
        }
        if path.starts_with("app/src/") && source.has_extension(&["rs"]) {
            let lines = rust_code::product_lines(&source.text).into_iter();
            found.extend(
                lines
                    .filter(|(_, line)| has_quoted_colour(line))
                    .map(|(line, _)| complaint(path, line)),
            );
        }
    }
    found
}

fn complaint(path: &str, line: usize) -> String {
    format!("{path}:{line}: a colour literal: make it a token in {TOKENS}")
}

fn has_colour(line: &str) -> bool {
    let is_hex = line.match_indices('#').any(|(at, _)| {
        let digits = line[at + 1..]
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>();
        matches!(digits.len(), 3 | 4 | 6 | 8) && digits.chars().all(|digit| digit.is_ascii_hexdigit())
    });
    is_hex || FUNCTIONS.iter().any(|function| has_function_of_numbers(line, function))
}

/// With numbers, because `rgb({red}` writes down a colour that was computed.
fn has_function_of_numbers(line: &str, function: &str) -> bool {
    line.match_indices(function).any(|(at, _)| {
        let is_word_begin =
            !line[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == '-');
        let argument = line[at + function.len()..].trim_start();
        is_word_begin && argument.starts_with(|first: char| first.is_ascii_digit() || first == '.')
    })
}

fn has_quoted_colour(line: &str) -> bool {
    line.split('"').skip(1).step_by(2).any(has_colour)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source;

    #[test]
    fn literals_in_style_and_app_are_found() {
        assert_eq!(
            complaints(&[source("style/room.css", ".room {\n  color: #fff;\n}\n")]).len(),
            1
        );
        assert_eq!(
            complaints(&[source("style/room.css", "  color: rgb(1 2 3);\n")]).len(),
            1
        );
        assert_eq!(
            complaints(&[source("app/src/a.rs", "context.set_fill(\"#0b6e69\");\n")]).len(),
            1
        );
    }

    #[test]
    fn tokens_ids_computed_colours_and_tests_pass() {
        assert!(complaints(&[source(TOKENS, "--ground: #fbfaf7;")]).is_empty());
        assert!(complaints(&[source("style/room.css", "#add {\n  color: var(--ground);\n}\n")]).is_empty());
        assert!(complaints(&[source("app/src/a.rs", "format!(\"rgb({red} {green} {blue})\")\n")]).is_empty());
        assert!(complaints(&[source("app/src/a.rs", "let id = \"#app\"; to_rgb(12)\n")]).is_empty());
    }
}
