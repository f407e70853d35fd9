//! A Chromium for the browser tests: the one named, one found, or Debian's.
//!
//! No browser is ever downloaded from anywhere but the distribution.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::apt;
use crate::command;

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
