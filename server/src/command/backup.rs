//! `chalkback backup`: a copy of both files as of one moment each, also beside a running server. The copy is checked.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};
use rusqlite::Connection;

use super::{BackupArguments, existing, say};
use crate::storage::{PRIVATE_FILE, PUBLIC_FILE, StorageError, database};

pub(super) fn run(arguments: &BackupArguments) -> Result<()> {
    let (data, out) = (&arguments.data.data, &arguments.out);
    existing(data, PUBLIC_FILE)?;
    for file in [PUBLIC_FILE, PRIVATE_FILE] {
        if out.join(file).exists() {
            bail!("{} is there already; name another folder", out.join(file).display());
        }
    }
    fs::create_dir_all(out).with_context(|| format!("cannot make the folder {}", out.display()))?;
    for file in [PUBLIC_FILE, PRIVATE_FILE] {
        let source = data.join(file);
        // A folder that only ever saw imports has no private file.
        if source.is_file() {
            copy(&source, &out.join(file)).with_context(|| format!("cannot back up {}", source.display()))?;
        }
    }
    say(&format!("backed up to {}", out.display()));
    Ok(())
}

fn copy(source: &Path, target: &Path) -> Result<()> {
    let connection = database::open_for_reading(source)?;
    let target_name = target.to_str().context("the folder's name is no text")?;
    connection
        .execute("VACUUM INTO ?", [target_name])
        .map_err(StorageError::from)?;
    // What was written without being on the disk is no backup.
    fs::File::open(target)?.sync_all()?;
    let copy = Connection::open(target)?;
    let verdict: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        bail!("the copy is damaged: {verdict}");
    }
    Ok(())
}
