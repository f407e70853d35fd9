//! File names that say nothing about what is inside.

use crate::tidy::Source;

const EMPTY_NAMES: [&str; 6] = ["common", "helper", "helpers", "types", "util", "utils"];

pub(crate) fn complaints(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources
        .iter()
        .filter(|source| source.has_extension(&["rs", "ts", "css"]))
    {
        let stem = source.file_name().split('.').next().unwrap_or_default();
        if source.file_name() == "mod.rs" {
            found.push(format!(
                "{}: put the module's file beside its folder instead of `mod.rs`",
                source.path
            ));
        } else if EMPTY_NAMES.contains(&stem) {
            found.push(format!("{}: name the noun instead of `{stem}`", source.path));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source;

    #[test]
    fn names_without_a_noun_are_refused() {
        for path in ["board/src/tool/mod.rs", "app/src/utils.rs", "tests/e2e/helpers.ts"] {
            assert_eq!(complaints(&[source(path, "")]).len(), 1, "{path}");
        }
        assert!(complaints(&[source("app/src/model.rs", ""), source("docs/common.md", "")]).is_empty());
    }
}
