//! Starting other programs: inherited output (so that cargo's own progress is seen) and one sentence when it fails.

use std::ffi::OsStr;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::repository::Repository;

/// The cargo that runs us, so that `cargo +toolchain xtask` stays on that toolchain.
pub(crate) fn cargo(repository: &Repository) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    // The chores know their results by path, so they build into the repository's own target folder.
    command.current_dir(&repository.root).env_remove("CARGO_TARGET_DIR");
    command
}

pub(crate) fn npm_tool(repository: &Repository, name: &str) -> Command {
    let mut command = Command::new(repository.npm_tool(name));
    command.current_dir(&repository.root);
    command
}

/// Runs to the end with inherited output; `what` names the step in the sentence a failure makes.
pub(crate) fn run(command: &mut Command, what: &str) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("{what}: {} cannot be started", name_of(command)))?;
    if !status.success() {
        bail!("{what} failed ({status})");
    }
    Ok(())
}

/// Runs to the end and gives what it wrote to standard output; its complaints are part of the error.
pub(crate) fn capture(command: &mut Command, what: &str) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("{what}: {} cannot be started", name_of(command)))?;
    if !output.status.success() {
        bail!(
            "{what} failed ({}): {}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    String::from_utf8(output.stdout).with_context(|| format!("{what}: the answer is not UTF-8"))
}

/// Like `capture`, with `input` on its standard input.
pub(crate) fn pipe(command: &mut Command, input: &[u8], what: &str) -> Result<String> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{what}: {} cannot be started", name_of(command)))?;
    // Taken, so that it is closed before we wait: the tools read their input to the end before they write.
    let mut stdin = child
        .stdin
        .take()
        .with_context(|| format!("{what}: no standard input"))?;
    stdin
        .write_all(input)
        .with_context(|| format!("{what}: the input was not taken"))?;
    drop(stdin);
    let output = child.wait_with_output().with_context(|| format!("{what}: no answer"))?;
    if !output.status.success() {
        bail!("{what} failed ({})", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("{what}: the answer is not UTF-8"))
}

/// The first of the names that is a program on PATH.
pub(crate) fn find_on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names.iter().find_map(|name| {
        folders
            .iter()
            .map(|folder| folder.join(name))
            .find(|candidate| candidate.is_file())
    })
}

fn name_of(command: &Command) -> String {
    OsStr::to_string_lossy(command.get_program()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_program_becomes_one_sentence_with_its_complaint() {
        let error = capture(Command::new("cargo").arg("no-such-subcommand"), "asking cargo").unwrap_err();
        assert!(error.to_string().starts_with("asking cargo failed"), "{error}");
    }

    #[test]
    fn the_first_name_found_wins_and_unknown_names_give_nothing() {
        assert!(find_on_path(&["surely-not-a-program", "cargo"]).is_some());
        assert!(find_on_path(&["surely-not-a-program"]).is_none());
    }
}
