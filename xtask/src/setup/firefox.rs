//! A Firefox for the one test that needs it: the one named, one found, or Debian's. Where none can be had the test is left
//! out, because everything else is proven without it.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::apt;
use crate::command;
use crate::console::say;

const NAMES: &[&str] = &["firefox-esr", "firefox"];

pub(crate) fn firefox() -> Result<Option<PathBuf>> {
    if let Some(named) = std::env::var_os("FIREFOX").map(PathBuf::from) {
        if named.is_file() {
            return Ok(Some(named));
        }
        bail!("FIREFOX names {}, which is not a file", named.display());
    }
    let found = command::find_on_path(NAMES);
    if found.is_some() {
        return Ok(found);
    }
    if apt::is_at_hand() && apt::install("firefox-esr", "some 70 MB").is_ok() {
        return Ok(command::find_on_path(NAMES));
    }
    say(
        "xtask: no Firefox here, and none can be installed: its test is LEFT OUT (install Firefox or set FIREFOX to its path)",
    );
    Ok(None)
}
