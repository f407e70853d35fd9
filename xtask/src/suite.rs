//! The runs that string chores together: `build`, `e2e` and `test`.
//!
//! What `test` compiles, and why it fits into 25 minutes on two cores from a fresh clone: the native tree once as
//! metadata (clippy; documentation reuses it) and once as code in the dev profile (all native tests; xtask is part of it);
//! the page's tree once as metadata and once in the wasm profile; the server's tree once in the release profile, which
//! the browser tests run because it is what people get. Nothing is compiled in a profile for one test alone. The page
//! comes before the native tests, so that the server is compiled with it once instead of without and again with it.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::Result;

use crate::command;
use crate::console::{duration_in_words, say, step};
use crate::repository::Repository;
use crate::web::{self, Purpose};
use crate::{check, server, setup};

pub(crate) const BINARY_VARIABLE: &str = "CHALKBACK_BIN";

pub(crate) fn build(repository: &Repository) -> Result<()> {
    server::build_release(repository)?;
    say(&format!("xtask: built {}", server::RELEASE_BINARY));
    Ok(())
}

pub(crate) fn browser_tests(repository: &Repository, arguments: &[String]) -> Result<()> {
    // Asked before the long build, so that a machine without a browser hears it at once.
    let chromium = setup::headless_shell()?;
    server::build_release(repository)?;
    let mut playwright = playwright(repository, "tests/e2e/playwright.config.ts", &chromium);
    playwright.args(arguments);
    step("browser tests", || command::run(&mut playwright, "the browser tests"))
}

pub(crate) fn everything(repository: &Repository) -> Result<()> {
    let begun = Instant::now();
    setup::headless_shell()?;
    timed("check", begun, || check::run(repository))?;
    timed("page", begun, || web::build(repository, Purpose::Release))?;
    timed("native tests", begun, || native_tests(repository))?;
    timed("server", begun, || server::compile_release(repository))?;
    timed("browser tests", begun, || browser_tests(repository, &[]))?;
    timed("Firefox", begun, || firefox_test(repository))?;
    say(&format!(
        "xtask: everything passed in {}",
        duration_in_words(begun.elapsed())
    ));
    Ok(())
}

/// The main job in the other browser, where there is one.
fn firefox_test(repository: &Repository) -> Result<()> {
    let Some(firefox) = setup::firefox()? else {
        return Ok(());
    };
    let mut playwright = playwright(
        repository,
        "tests/e2e/playwright.firefox.config.ts",
        &setup::headless_shell()?,
    );
    playwright.env("FIREFOX", firefox);
    step("the main job in Firefox", || {
        command::run(&mut playwright, "the test in Firefox")
    })
}

pub(crate) fn playwright(repository: &Repository, configuration: &str, chromium: &Path) -> Command {
    let mut playwright = command::npm_tool(repository, "playwright");
    playwright
        .args(["test", "--config", configuration])
        .env("CHROMIUM", chromium);
    playwright.env(BINARY_VARIABLE, repository.path(server::RELEASE_BINARY));
    playwright
}

fn native_tests(repository: &Repository) -> Result<()> {
    let mut cargo = command::cargo(repository);
    command::run(cargo.args(["test", "--workspace"]), "the native tests")
}

fn timed(what: &str, all_begun: Instant, work: impl FnOnce() -> Result<()>) -> Result<()> {
    let begun = Instant::now();
    say(&format!("xtask test: {what} …"));
    work()?;
    let (took, in_all) = (
        duration_in_words(begun.elapsed()),
        duration_in_words(all_begun.elapsed()),
    );
    say(&format!("xtask test: {what} passed in {took} ({in_all} in all)"));
    Ok(())
}
