//! Where things are in the working copy, and the two ways its files are read and written.
//!
//! Found from the current folder upwards, so that the chores work from any subfolder and from unit tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

pub(crate) struct Repository {
    pub(crate) root: PathBuf,
}

impl Repository {
    pub(crate) fn find() -> Result<Self> {
        let here = std::env::current_dir().context("the current folder cannot be read")?;
        match here
            .ancestors()
            .find(|folder| folder.join("xtask/Cargo.toml").is_file())
        {
            Some(root) => Ok(Self {
                root: root.to_path_buf(),
            }),
            None => bail!("run this inside the Chalkback repository"),
        }
    }

    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// The path of a tool that npm installed for this repository.
    pub(crate) fn npm_tool(&self, name: &str) -> PathBuf {
        self.path("node_modules/.bin").join(name)
    }

    pub(crate) fn read(&self, relative: &str) -> Result<String> {
        let path = self.path(relative);
        fs::read_to_string(&path).with_context(|| format!("{relative} cannot be read"))
    }
}

/// Writes only when the content differs, so that nothing downstream is rebuilt for an unchanged file.
pub(crate) fn write_if_changed(path: &Path, content: &[u8]) -> Result<bool> {
    if fs::read(path).is_ok_and(|present| present == content) {
        return Ok(false);
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    fs::write(path, content).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(true)
}

/// All files below a folder, sorted, so that every run sees them in the same order. A missing folder has none.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(next) = waiting.pop() {
        let Ok(entries) = fs::read_dir(&next) else { continue };
        for entry in entries {
            let path = entry
                .with_context(|| format!("{} cannot be listed", next.display()))?
                .path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

pub(crate) fn modified_at(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|metadata| metadata.modified()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_is_found_from_a_subfolder() {
        let repository = Repository::find().unwrap();
        assert!(repository.path("xtask/Cargo.toml").is_file());
    }

    #[test]
    fn files_come_sorted_and_a_missing_folder_is_empty() {
        let repository = Repository::find().unwrap();
        let files = files_below(&repository.path("xtask/src")).unwrap();
        assert!(files.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(files_below(&repository.path("no-such-folder")).unwrap().is_empty());
    }
}
