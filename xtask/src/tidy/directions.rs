//! Which of our crates may depend on which: read from the manifests, so that a test-only dependency counts as well.

use anyhow::{Context, Result};
use toml::Table;

use crate::tidy::Source;

/// Folder of the crate, and the crates it may see. Names as in the workspace's dependency table.
const ALLOWED: &[(&str, &[&str])] = &[
    ("board", &[]),
    ("interview", &["board"]),
    ("app", &["board", "interview"]),
    ("server", &["board", "interview"]),
    ("tests", &["board", "interview", "server"]),
    ("xtask", &[]),
];

/// The server's package is called as the binary; `package = "…"` may rename any of them.
const OURS: [&str; 7] = ["app", "board", "chalkback", "interview", "server", "tests", "xtask"];

pub(crate) fn complaints(sources: &[Source]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for (folder, allowed) in ALLOWED {
        let path = format!("{folder}/Cargo.toml");
        let Some(source) = sources.iter().find(|source| source.path == path) else {
            found.push(format!("{path} is missing"));
            continue;
        };
        let manifest: Table = source.text.parse().with_context(|| format!("{path} is not TOML"))?;
        for used in dependencies(&manifest) {
            let used = if used == "chalkback" { "server" } else { used.as_str() };
            if OURS.contains(&used) && !allowed.contains(&used) {
                found.push(format!("{path}: `{folder}` must not depend on `{used}`"));
            }
        }
    }
    Ok(found)
}

/// Of every kind and for every target.
fn dependencies(manifest: &Table) -> Vec<String> {
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    let tables =
        std::iter::once(manifest).chain(targets.into_iter().flat_map(Table::values).filter_map(|t| t.as_table()));
    let mut names = Vec::new();
    for table in tables {
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            for (name, details) in table.get(kind).and_then(toml::Value::as_table).into_iter().flatten() {
                let renamed = details.get("package").and_then(toml::Value::as_str);
                names.push(renamed.unwrap_or(name).to_owned());
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source;

    fn complaints_with(folder: &str, text: &str) -> Vec<String> {
        let manifests = ALLOWED.iter().map(|(each, _)| {
            let path = format!("{each}/Cargo.toml");
            source(&path, if *each == folder { text } else { "" })
        });
        complaints(&manifests.collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn the_directions_of_the_design_pass() {
        assert!(complaints_with("app", "[dependencies]\nboard.workspace = true\nserde = \"1\"\n").is_empty());
    }

    #[test]
    fn a_forbidden_direction_is_found_in_every_table_and_under_another_name() {
        assert_eq!(
            complaints_with("board", "[dev-dependencies]\ninterview.workspace = true\n").len(),
            1
        );
        assert_eq!(
            complaints_with(
                "app",
                "[dependencies]\nx = { path = \"../server\", package = \"chalkback\" }\n"
            )
            .len(),
            1
        );
        assert_eq!(
            complaints_with("server", "[target.'cfg(unix)'.dependencies]\napp.workspace = true\n").len(),
            1
        );
    }
}
