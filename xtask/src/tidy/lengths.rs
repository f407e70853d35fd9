//! No file and no function longer than a reader can hold.

use crate::tidy::Source;

const FILE_LINES_LIMIT: usize = 400;
const FUNCTION_LINES_LIMIT: usize = 70;

/// Generated tables are not read by people.
const GENERATED: &str = "board/src/text_metrics/";

pub(crate) fn complaints(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources
        .iter()
        .filter(|source| source.has_extension(&["rs", "ts", "css"]))
    {
        let lines = source.text.lines().count();
        if lines > FILE_LINES_LIMIT && !source.path.starts_with(GENERATED) {
            found.push(format!(
                "{}: {lines} lines, at most {FILE_LINES_LIMIT} are allowed",
                source.path
            ));
        }
        if source.has_extension(&["rs"]) {
            found.extend(long_functions(source));
        }
    }
    found
}

fn long_functions(source: &Source) -> Vec<String> {
    let lines: Vec<&str> = source.text.lines().collect();
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else { continue };
        let length = function_length(lines.get(index..).unwrap_or_default());
        if length > FUNCTION_LINES_LIMIT {
            let place = format!("{}:{}", source.path, index + 1);
            found.push(format!(
                "{place}: `{name}` has {length} lines, at most {FUNCTION_LINES_LIMIT} are allowed"
            ));
        }
    }
    found
}

fn function_name(line: &str) -> Option<&str> {
    let (before, after) = line.split_once("fn ")?;
    let is_qualifier = |word: &str| {
        word.starts_with("pub") || matches!(word, "async" | "const" | "extern" | "unsafe" | "\"C\"" | "default")
    };
    if !before
        .split_whitespace()
        .all(|word| is_qualifier(word) || word.starts_with("crate::"))
    {
        return None;
    }
    let name = after.split(['(', '<']).next()?;
    name.chars()
        .all(|character| character.is_alphanumeric() || character == '_')
        .then_some(name)
}

/// From the line with `fn` to the closing brace at the same depth of indentation, both counted.
fn function_length(lines: &[&str]) -> usize {
    let Some(first) = lines.first() else { return 0 };
    if first.ends_with(';') || first.ends_with('}') {
        return 1;
    }
    let indentation = &first[..first.len() - first.trim_start().len()];
    let ends = |line: &&str| match line.strip_prefix(indentation) {
        Some(rest) => rest == "}" || (rest.starts_with(')') && rest.ends_with(';')),
        None => false,
    };
    lines.iter().position(ends).map_or(lines.len(), |last| last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source;

    fn function_of(lines: usize) -> String {
        format!(
            "impl A {{\n    pub(crate) async fn long() {{\n{}    }}\n\n    fn short() {{}}\n}}\n",
            "        a();\n".repeat(lines - 2)
        )
    }

    #[test]
    fn a_function_of_seventy_lines_passes_and_one_more_does_not() {
        assert!(complaints(&[source("a.rs", &function_of(70))]).is_empty());
        let found = complaints(&[source("a.rs", &function_of(71))]);
        assert_eq!(found, ["a.rs:2: `long` has 71 lines, at most 70 are allowed"]);
    }

    #[test]
    fn a_declaration_without_body_ends_at_its_semicolon() {
        let text = format!(
            "trait A {{\n    fn a(\n        b: u8,\n    ) -> u8;\n{}}}\n",
            "    const X: u8;\n".repeat(90)
        );
        assert!(complaints(&[source("a.rs", &text)]).is_empty());
    }

    #[test]
    fn long_files_are_found_and_generated_tables_are_not() {
        let text = "a\n".repeat(401);
        assert_eq!(complaints(&[source("style/a.css", &text)]).len(), 1);
        assert!(complaints(&[source("board/src/text_metrics/a.rs", &text)]).is_empty());
        assert!(complaints(&[source("docs/a.md", &text)]).is_empty());
    }

    #[test]
    fn a_function_type_is_not_a_function() {
        assert_eq!(function_name("    compress: fn (u8),"), None);
        assert_eq!(function_name("pub fn run<T>(x: T) {"), Some("run"));
    }
}
