//! The files of the page under hashed names, and how they get into the folder that the server embeds.
//!
//! The hash makes a name good for ever, so a compressed file that is already there is never made again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};

use crate::repository::{files_below, write_if_changed};

const HASH_DIGITS: usize = 8;
const BROTLI_QUALITY: u32 = 11;
const BROTLI_WINDOW_BITS: u32 = 22;

#[derive(Default)]
pub(crate) struct Assets {
    by_name: BTreeMap<String, Asset>,
}

struct Asset {
    path: String,
    content: Vec<u8>,
}

/// What `dist/manifest.json` says of one file.
#[derive(Serialize, Deserialize)]
pub(crate) struct Listed {
    /// As the sources call it: `app.js`.
    pub(crate) name: String,
    /// Where it is served: `assets/app.1a2b3c4d.js`.
    pub(crate) path: String,
    pub(crate) bytes: u64,
    /// Absent for what is compressed in itself, such as fonts.
    pub(crate) brotli_bytes: Option<u64>,
    pub(crate) gzip_bytes: Option<u64>,
}

impl Assets {
    pub(crate) fn add(&mut self, name: &str, content: Vec<u8>) {
        let hash = &blake3::hash(&content).to_hex()[..HASH_DIGITS];
        let path = match name.rsplit_once('.') {
            Some((stem, extension)) => format!("assets/{stem}.{hash}.{extension}"),
            None => format!("assets/{name}.{hash}"),
        };
        self.by_name.insert(name.to_owned(), Asset { path, content });
    }

    pub(crate) fn url(&self, name: &str) -> Result<String> {
        let asset = self
            .by_name
            .get(name)
            .with_context(|| format!("no asset is called {name}"))?;
        Ok(format!("/{}", asset.path))
    }

    /// Uncompressed, for development, where writing fast matters more than sending little.
    pub(crate) fn write_plain(&self, folder: &Path, pages: &[(&str, String)]) -> Result<()> {
        let mut kept = BTreeSet::new();
        for asset in self.by_name.values() {
            write_if_changed(&folder.join(&asset.path), &asset.content)?;
            kept.insert(asset.path.clone());
        }
        for (name, page) in pages {
            write_if_changed(&folder.join(name), page.as_bytes())?;
            kept.insert((*name).to_owned());
        }
        remove_others(folder, &kept)
    }

    /// With `.br` and `.gz` beside every file that gains by it, and the list of all.
    pub(crate) fn write_compressed(&self, folder: &Path, pages: &[(&str, String)]) -> Result<()> {
        let mut kept = BTreeSet::from(["manifest.json".to_owned()]);
        let mut listed = Vec::new();
        for (name, asset) in &self.by_name {
            listed.push(write_one(folder, name, &asset.path, &asset.content, &mut kept)?);
        }
        for (name, page) in pages {
            // It keeps its name, so what is compressed beside it may belong to an older one.
            if write_if_changed(&folder.join(name), page.as_bytes())? {
                fs::remove_file(folder.join(format!("{name}.br"))).ok();
                fs::remove_file(folder.join(format!("{name}.gz"))).ok();
            }
            listed.push(write_one(folder, name, name, page.as_bytes(), &mut kept)?);
        }
        let manifest = serde_json::to_string_pretty(&listed).context("the manifest cannot be written")?;
        write_if_changed(&folder.join("manifest.json"), format!("{manifest}\n").as_bytes())?;
        remove_others(folder, &kept)
    }
}

pub(crate) fn read_manifest(folder: &Path) -> Result<Vec<Listed>> {
    let path = folder.join("manifest.json");
    let text = fs::read_to_string(&path).with_context(|| format!("{} is missing: build first", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not as expected", path.display()))
}

fn write_one(folder: &Path, name: &str, path: &str, content: &[u8], kept: &mut BTreeSet<String>) -> Result<Listed> {
    write_if_changed(&folder.join(path), content)?;
    kept.insert(path.to_owned());
    let mut compressed = |extension: &str, compress: fn(&[u8]) -> Result<Vec<u8>>| {
        let beside = format!("{path}.{extension}");
        let file = folder.join(&beside);
        kept.insert(beside);
        match fs::metadata(&file) {
            Ok(metadata) => Ok(metadata.len()),
            Err(_) => write_whole(&file, &compress(content)?),
        }
    };
    let gains = !path.ends_with(".woff2");
    Ok(Listed {
        name: name.to_owned(),
        path: path.to_owned(),
        bytes: content.len() as u64,
        brotli_bytes: gains.then(|| compressed("br", brotli)).transpose()?,
        gzip_bytes: gains.then(|| compressed("gz", gzip)).transpose()?,
    })
}

/// Through a second name, because a half-written file would be taken for finished by the next run.
fn write_whole(file: &Path, content: &[u8]) -> Result<u64> {
    let unfinished = file.with_extension("unfinished");
    fs::write(&unfinished, content).with_context(|| format!("{} cannot be written", unfinished.display()))?;
    fs::rename(&unfinished, file).with_context(|| format!("{} cannot be written", file.display()))?;
    Ok(content.len() as u64)
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, BROTLI_QUALITY, BROTLI_WINDOW_BITS);
    writer.write_all(content).context("brotli failed")?;
    Ok(writer.into_inner())
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).context("gzip failed")?;
    encoder.finish().context("gzip failed")
}

fn remove_others(folder: &Path, kept: &BTreeSet<String>) -> Result<()> {
    for path in files_below(folder)? {
        let relative = path
            .strip_prefix(folder)
            .unwrap_or(&path)
            .to_string_lossy()
            .replace('\\', "/");
        if !kept.contains(&relative) {
            fs::remove_file(&path).with_context(|| format!("{} cannot be removed", path.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_changes_exactly_when_the_content_does() {
        let url = |content: &[u8]| {
            let mut assets = Assets::default();
            assets.add("fonts/a.css", content.to_vec());
            assets.url("fonts/a.css").unwrap()
        };
        assert_eq!(url(b"one"), url(b"one"));
        assert_ne!(url(b"one"), url(b"two"));
        assert!(url(b"one").starts_with("/assets/fonts/a.") && url(b"one").ends_with(".css"));
    }

    #[test]
    fn a_second_write_drops_what_is_no_longer_part_of_the_page() {
        let folder = std::env::temp_dir().join(format!("chalkback-assets-{}", std::process::id()));
        let index = |page: &str| [("index.html", page.to_owned())];
        let mut assets = Assets::default();
        assets.add("app.js", b"first".repeat(100));
        assets.write_compressed(&folder, &index("<p>one")).unwrap();
        let mut assets = Assets::default();
        assets.add("app.js", b"second".repeat(100));
        assets.write_compressed(&folder, &index("<p>two, longer")).unwrap();
        let names = files_below(&folder).unwrap();
        let manifest = read_manifest(&folder).unwrap();
        let index_bytes = fs::metadata(folder.join("index.html.gz")).unwrap().len();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(names.len(), 7, "{names:?}");
        assert_eq!(manifest.len(), 2);
        assert_eq!(manifest[1].gzip_bytes, Some(index_bytes));
    }
}
