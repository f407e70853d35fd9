//! A Chromium for the browser tests: the one named, one found, or Debian's.
//!
//! Firefox and WebKit are not looked for, and no browser is ever downloaded from anywhere but the distribution.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::command;
use crate::console::step;

const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

pub(crate) fn chromium() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM").map(PathBuf::from) {
        if named.is_file() {
            return Ok(named);
        }
        bail!("CHROMIUM names {}, which is not a file", named.display());
    }
    if let Some(found) = command::find_on_path(NAMES) {
        return Ok(found);
    }
    if !is_root() || !Path::new("/etc/debian_version").is_file() {
        bail!(
            "the browser tests need Chromium: install it (Debian: `sudo apt-get install chromium`) or set CHROMIUM to its path"
        );
    }
    install_with_apt()?;
    match command::find_on_path(NAMES) {
        Some(found) => Ok(found),
        None => bail!("apt-get installed chromium, but no program of that name is on PATH: set CHROMIUM to its path"),
    }
}

fn install_with_apt() -> Result<()> {
    step("installing Chromium with apt-get (some 100 MB, once)", || {
        command::run(apt_get().arg("update"), "apt-get update")?;
        command::run(
            apt_get().args(["install", "--yes", "--no-install-recommends", "chromium"]),
            "apt-get install chromium",
        )
    })
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.arg("--quiet").env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// Asked through `id` because the standard library has no portable way and a crate for one number is too much.
fn is_root() -> bool {
    command::capture(Command::new("id").arg("-u"), "asking who runs this").is_ok_and(|user| user.trim() == "0")
}
