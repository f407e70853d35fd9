//! The rules of the repository that no compiler, formatter or linter knows; run by `cargo xtask tidy` and as a test.
//!
//! Each rule is a function from the sources to complaints, one sentence each, so that it can be tested on made-up
//! sources. Rules read text, not syntax trees: they count on code being shaped by rustfmt.

mod colours;
mod directions;
mod lengths;
mod names;
mod phrases;
mod ranks;
mod rust_code;
mod versions;

use std::fs;
use std::process::Command;

use anyhow::{Result, bail};

use crate::command;
use crate::console::{say, step};
use crate::repository::Repository;

/// One text file that belongs to the repository.
pub(crate) struct Source {
    /// From the root, with forward slashes.
    path: String,
    text: String,
}

pub(crate) fn run(repository: &Repository) -> Result<()> {
    let found = step("tidy", || complaints(repository))?;
    for complaint in &found {
        say(&format!("tidy: {complaint}"));
    }
    match found.len() {
        0 => Ok(()),
        count => bail!("tidy has {count} complaint(s)"),
    }
}

fn complaints(repository: &Repository) -> Result<Vec<String>> {
    let sources = sources(repository)?;
    let mut found = directions::complaints(&sources)?;
    found.extend(ranks::complaints(&sources));
    found.extend(lengths::complaints(&sources));
    found.extend(names::complaints(&sources));
    found.extend(colours::complaints(&sources));
    found.extend(versions::complaints(&sources)?);
    found.extend(phrases::complaints(&sources));
    Ok(found)
}

/// What git tracks or would track; binary files and what was deleted without telling git are left out.
fn sources(repository: &Repository) -> Result<Vec<Source>> {
    let mut git = Command::new("git");
    git.args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .current_dir(&repository.root);
    let listed = command::capture(&mut git, "asking git for the files of the repository")?;
    let mut sources = Vec::new();
    for path in listed.split_terminator('\0') {
        if let Ok(text) = fs::read_to_string(repository.path(path)) {
            sources.push(Source {
                path: path.to_owned(),
                text,
            });
        }
    }
    Ok(sources)
}

impl Source {
    fn has_extension(&self, extensions: &[&str]) -> bool {
        self.path
            .rsplit_once('.')
            .is_some_and(|(_, extension)| extensions.contains(&extension))
    }

    fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

#[cfg(test)]
fn source(path: &str, text: &str) -> Source {
    Source {
        path: path.into(),
        text: text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_is_tidy() {
        let found = complaints(&Repository::find().unwrap()).unwrap();
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}
