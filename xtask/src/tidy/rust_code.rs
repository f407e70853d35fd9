//! Cuts Rust text down to what the rules look at: no comments, no tests.

/// Line number (from 1) and text of each line that is code of the product. By the house style tests stand last in a
/// file, so everything after the test module's attribute is theirs.
pub(crate) fn product_lines(text: &str) -> Vec<(usize, &str)> {
    let all: Vec<&str> = text.lines().collect();
    let tests_begin = all
        .windows(2)
        .position(|pair| matches!(pair, [attribute, item] if begins_tests(attribute, item)));
    all.into_iter()
        .take(tests_begin.unwrap_or(usize::MAX))
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(index, line)| (index + 1, line.split(" // ").next().unwrap_or(line)))
        .collect()
}

fn begins_tests(attribute: &str, item: &str) -> bool {
    attribute == "#[cfg(test)]" && (item.starts_with("mod ") || item.starts_with("pub(crate) mod "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_tests_are_left_out_and_line_numbers_kept() {
        let text =
            "//! About.\nuse a; // why\n#[cfg(test)]\nfn seed() {}\n\n#[cfg(test)]\nmod tests {\n    use b;\n}\n";
        let lines = product_lines(text);
        assert_eq!(
            lines,
            [(2, "use a;"), (3, "#[cfg(test)]"), (4, "fn seed() {}"), (5, "")]
        );
    }
}
