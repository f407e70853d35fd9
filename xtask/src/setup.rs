//! What the chores need besides Rust: the wasm target, Node with the npm packages, a Chromium and, if it can be had, a Firefox.
//!
//! Each function first looks whether the thing is there, says one line when it has to fetch it, and otherwise ends with
//! one sentence that tells the reader what to do. Nothing here knows what the things are for.

mod apt;
mod chromium;
mod display;
mod firefox;

use std::process::Command;

use anyhow::{Result, bail};

pub(crate) use crate::setup::chromium::{chromium, headless_shell};
pub(crate) use crate::setup::display::display;
pub(crate) use crate::setup::firefox::firefox;

use crate::command;
use crate::console::step;
use crate::repository::{Repository, modified_at};

pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

pub(crate) fn wasm_target(repository: &Repository) -> Result<()> {
    if wasm_target_is_present(repository)? {
        return Ok(());
    }
    if command::find_on_path(&["rustup"]).is_none() {
        bail!("this Rust lacks the target {WASM_TARGET} and there is no rustup to add it: install it with your Rust");
    }
    step(&format!("adding the Rust target {WASM_TARGET} through rustup"), || {
        command::run(
            rustup(repository).args(["target", "add", WASM_TARGET]),
            "rustup target add",
        )
    })
}

/// rustfmt and clippy, which a minimal Rust comes without.
pub(crate) fn rust_components(repository: &Repository) -> Result<()> {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if command::capture(command::cargo(repository).args([subcommand, "--version"]), component).is_ok() {
            continue;
        }
        if command::find_on_path(&["rustup"]).is_none() {
            bail!(
                "`cargo {subcommand}` is missing and there is no rustup to add it: install {component} with your Rust"
            );
        }
        step(&format!("adding {component} through rustup"), || {
            command::run(
                rustup(repository).args(["component", "add", component]),
                "rustup component add",
            )
        })?;
    }
    Ok(())
}

/// npm packages exactly as locked. `--ignore-scripts`: no package needs its install script, and Playwright must not fetch
/// a browser of its own.
pub(crate) fn npm_packages(repository: &Repository) -> Result<()> {
    if command::find_on_path(&["node"]).is_none() || command::find_on_path(&["npm"]).is_none() {
        bail!("Node.js with npm is needed to bundle the editor: install Node 20 or newer and run this again");
    }
    let installed = modified_at(&repository.path("node_modules/.package-lock.json"));
    let locked = modified_at(&repository.path("package-lock.json"));
    if installed.is_some() && installed >= locked {
        return Ok(());
    }
    step("installing npm packages with npm ci", || {
        let mut npm = Command::new("npm");
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .current_dir(&repository.root);
        command::run(&mut npm, "npm ci")
    })
}

/// Looks into the sysroot rather than asking rustup, because a distribution's Rust may carry the target without rustup.
fn wasm_target_is_present(repository: &Repository) -> Result<bool> {
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.current_dir(&repository.root);
    let sysroot = command::capture(rustc.args(["--print", "sysroot"]), "asking rustc for its sysroot")?;
    Ok(std::path::Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(WASM_TARGET)
        .join("lib")
        .is_dir())
}

/// From the root, because a toolchain file there may ask for another toolchain than the default one.
fn rustup(repository: &Repository) -> Command {
    let mut command = Command::new("rustup");
    command.current_dir(&repository.root);
    command
}
