//! The one binary: built after the page, because it carries the page inside.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::command;
use crate::console::step;
use crate::repository::Repository;
use crate::web::{self, Purpose};

pub(crate) const RELEASE_BINARY: &str = "target/release/chalkback";

pub(crate) fn serve(repository: &Repository, port: u16, data: &Path) -> Result<()> {
    build_release(repository)?;
    hand_over(&mut serving(repository, RELEASE_BINARY, port, data))
}

/// The page, then the binary that embeds it.
pub(crate) fn build_release(repository: &Repository) -> Result<()> {
    web::build(repository, Purpose::Release)?;
    compile_release(repository)
}

pub(crate) fn compile_release(repository: &Repository) -> Result<()> {
    let mut cargo = command::cargo(repository);
    cargo.args(["build", "--release", "--package", "chalkback"]);
    step("compiling the server", || {
        command::run(&mut cargo, "compiling the server")
    })
}

/// The folder must exist wherever the server is compiled, even where nobody looks at the page.
pub(crate) fn ensure_page_folder(repository: &Repository) -> Result<()> {
    Ok(std::fs::create_dir_all(
        Purpose::Release.folder(repository).join("assets"),
    )?)
}

pub(crate) fn serving(repository: &Repository, binary: &str, port: u16, data: &Path) -> Command {
    let mut server = Command::new(repository.path(binary));
    // The data folder is meant from where the caller stands, so the server keeps our current folder.
    server
        .args(["serve", "--port", &port.to_string(), "--data"])
        .arg(PathBuf::from(data));
    server
}

/// Becomes the server where the system can, so that Ctrl-C and exit codes reach it and nothing stands between.
#[cfg(unix)]
fn hand_over(server: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(anyhow::Error::new(server.exec()).context("the server cannot be started"))
}

#[cfg(not(unix))]
fn hand_over(server: &mut Command) -> Result<()> {
    command::run(server, "serving")
}
