//! A Chromium for the browser tests and the benches: the one named, one found, or Debian's.
//!
//! No browser is ever downloaded from anywhere but the distribution. The tests take the build without windows where they can: of several
//! pages the whole browser paints one, and the others only while somebody films them, which takes more time than all the tests
//! themselves. What is measured is measured in the whole browser.

use std::path::PathBuf;
use std::sync::OnceLock;

use anyhow::{Result, bail};

use super::apt;
use crate::command;

const HEADLESS_SHELL: &str = "chromium-headless-shell";
const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The build without windows, or else the whole browser. Fetched once at most: where it cannot be had, that does not change.
pub(crate) fn headless_shell() -> Result<PathBuf> {
    static FETCHED: OnceLock<Option<PathBuf>> = OnceLock::new();
    if std::env::var_os("CHROMIUM").is_some() {
        return chromium();
    }
    let find = || command::find_on_path(&[HEADLESS_SHELL]);
    let fetch = || {
        let is_there = apt::is_at_hand() && apt::install(HEADLESS_SHELL, "some 100 MB").is_ok();
        is_there.then(find).flatten()
    };
    match find().or_else(|| FETCHED.get_or_init(fetch).clone()) {
        Some(shell) => Ok(shell),
        None => chromium(),
    }
}

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
    if !apt::is_at_hand() {
        bail!(
            "the browser tests need Chromium: install it (Debian: `sudo apt-get install chromium`) or set CHROMIUM to its path"
        );
    }
    apt::install("chromium", "some 100 MB")?;
    match command::find_on_path(NAMES) {
        Some(found) => Ok(found),
        None => bail!("apt-get installed chromium, but no program of that name is on PATH: set CHROMIUM to its path"),
    }
}
