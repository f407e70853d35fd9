//! Everything that can be said about the sources without running them.

use std::process::Command;

use anyhow::Result;

use crate::command;
use crate::console::step;
use crate::repository::Repository;
use crate::{server, setup, tidy, web};

pub(crate) fn run(repository: &Repository) -> Result<()> {
    setup::rust_components(repository)?;
    setup::wasm_target(repository)?;
    setup::npm_packages(repository)?;
    server::ensure_page_folder(repository)?;
    // The quick ones first: what fails in a second should not wait behind what compiles for minutes.
    perform(
        command::cargo(repository).args(["fmt", "--all", "--check"]),
        "checking the formatting",
    )?;
    tidy::run(repository)?;
    perform(
        &mut typescript(repository, "tsconfig.json"),
        "checking the TypeScript of the page",
    )?;
    perform(
        &mut typescript(repository, "tests/e2e/tsconfig.json"),
        "checking the TypeScript of the tests",
    )?;
    perform(&mut native_clippy(repository), "clippy, native")?;
    perform(&mut wasm_clippy(repository), "clippy, wasm")?;
    perform(&mut documentation(repository), "building the documentation")
}

fn perform(command: &mut Command, what: &str) -> Result<()> {
    step(what, || command::run(command, what))
}

fn typescript(repository: &Repository, project: &str) -> Command {
    let mut tsc = command::npm_tool(repository, "tsc");
    tsc.args(["--noEmit", "--project", project]);
    tsc
}

fn native_clippy(repository: &Repository) -> Command {
    let mut cargo = command::cargo(repository);
    cargo.args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    cargo
}

fn wasm_clippy(repository: &Repository) -> Command {
    let mut cargo = web::cargo_for_wasm(repository, "clippy");
    cargo.args(["--", "-D", "warnings"]);
    cargo
}

fn documentation(repository: &Repository) -> Command {
    let mut cargo = command::cargo(repository);
    cargo
        .args(["doc", "--no-deps", "--package", "board", "--package", "interview"])
        .env("RUSTDOCFLAGS", "-D warnings");
    cargo
}
