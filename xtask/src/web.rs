//! Builds the page: wasm, scripts, style, fonts and icons become hashed, precompressed files in one folder.
//!
//! Each costly step keeps its result under the hash of its input, so a second run does next to nothing. What the page
//! does is unknown here; the names it finds its parts by are in `public/index.html`.

mod assets;
mod bundle;
mod icons;
mod licences;
mod names;
mod pack;
mod page;
mod sections;
mod size;
mod style;
mod trim;
mod wasm;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

pub(crate) use crate::web::size::{BUDGET_BYTES, brotli_before_seen, brotli_of_tools};
pub(crate) use crate::web::wasm::cargo_for_wasm;

use crate::bundled_fonts::FAMILIES;
use crate::console::step;
use crate::repository::{Repository, files_below};
use crate::setup;
use crate::web::assets::Assets;

/// For whom the page is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To be embedded in the server binary: optimised and precompressed, into `dist`.
    Release,
    /// To be looked at while working: quick, into a folder of its own so that `dist` is never a development build.
    Development,
}

impl Purpose {
    pub(crate) fn folder(self, repository: &Repository) -> PathBuf {
        match self {
            Self::Release => repository.path("dist"),
            Self::Development => repository.path("target/dev-dist"),
        }
    }
}

pub(crate) fn build(repository: &Repository, purpose: Purpose) -> Result<()> {
    setup::wasm_target(repository)?;
    setup::npm_packages(repository)?;
    let mut assets = Assets::default();
    let program = wasm::build(repository, purpose)?;
    step("bundling scripts and style", || {
        for (name, wasm) in &program.pieces {
            assets.add(name, wasm.clone());
        }
        for pack in &program.packs {
            assets.add(&pack.name, pack.bytes.clone());
        }
        assets.add("app.wasm", program.wasm.clone());
        let glue_file = program.glue(|name| assets.url(name))?;
        assets.add("app.js", bundle::script(repository, &glue_file)?);
        for source in [
            "public/theme",
            "public/boot",
            "app/js/platform",
            "app/js/editor",
            "app/js/pictures",
            "app/js/pdf",
            "app/js/voice",
        ] {
            let name = source.rsplit('/').next().unwrap_or(source);
            assets.add(
                &format!("{name}.js"),
                bundle::script(repository, &repository.path(&format!("{source}.ts")))?,
            );
        }
        add_public_files(repository, &mut assets)?;
        assets.add("icons.svg", icons::sprite(repository)?.into_bytes());
        assets.add("licences.txt", licences::collect(repository)?.into_bytes());
        add_fonts(repository, &mut assets)?;
        for part in style::PARTS {
            let sheet = style::of_part(repository, part)?;
            assets.add(&format!("{part}.css"), bundle::style(repository, &sheet)?);
        }
        assets.add(
            "app.css",
            bundle::style(repository, &style::first(repository, &assets)?)?,
        );
        Ok(())
    })?;
    let index = page::fill(&repository.read("public/index.html")?, &assets, purpose)?;
    let pages = [
        (
            "review.html",
            page::sending_ahead(&index, &assets, &review_files(&program)?)?,
        ),
        ("index.html", index),
    ];
    let folder = purpose.folder(repository);
    match purpose {
        Purpose::Release => {
            step("compressing (brotli, gzip)", || {
                assets.write_compressed(&folder, &pages)
            })?;
            size::report(repository)
        }
        Purpose::Development => assets.write_plain(&folder, &pages),
    }
}

/// What a review shows itself with, before it can ask for it: the piece of the program with its page, and its styles.
fn review_files(program: &wasm::Program) -> Result<Vec<String>> {
    let mut files = program.pieces_of("pages")?;
    files.extend(["panels", "review"].map(|part| format!("{part}.css")));
    Ok(files)
}

/// Everything in `public` except what is compiled or filled in: served as it is, under a hashed name.
fn add_public_files(repository: &Repository, assets: &mut Assets) -> Result<()> {
    let folder = repository.path("public");
    for path in files_below(&folder)? {
        let name = path
            .strip_prefix(&folder)
            .unwrap_or(&path)
            .to_string_lossy()
            .replace('\\', "/");
        if name != "index.html" && !name.ends_with(".ts") {
            assets.add(
                &name,
                fs::read(&path).with_context(|| format!("public/{name} cannot be read"))?,
            );
        }
    }
    Ok(())
}

fn add_fonts(repository: &Repository, assets: &mut Assets) -> Result<()> {
    for family in FAMILIES {
        for file in family.files(repository)? {
            let relative = file.npm_path(family, "woff2");
            let bytes = fs::read(repository.path(&relative)).with_context(|| format!("{relative} cannot be read"))?;
            assets.add(&format!("{}.woff2", file.stem(family)), bytes);
        }
    }
    Ok(())
}
