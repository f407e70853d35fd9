//! The page's programs: cargo makes the wasm, wasm-bindgen its glue, wasm-opt makes it small.
//!
//! Two of them, by features of the crate `app`, so that a candidate who follows a link downloads what a room needs and
//! neither reviews nor staff pages. Which address belongs to which stands in `app/src/route.rs` and `public/boot.ts`.
//! wasm-bindgen runs as a library of exactly the version in the lock file, so no tool has to be fetched or matched.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::command;
use crate::console::step;
use crate::repository::Repository;
use crate::setup::WASM_TARGET;
use crate::web::Purpose;

/// What rustc emits for this target. Never `--all-features`: wasm-opt would then write what browsers refuse.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// wasm-opt's inlining makes fewer bytes but costs a twelfth once they are compressed, and what travels is compressed.
const WASM_OPT_ARGUMENTS: [&str; 10] = [
    "--skip-pass=local-cse",
    "-Oz",
    "--always-inline-max-function-size",
    "0",
    "--flexible-inline-max-function-size",
    "0",
    "--one-caller-inline-max-function-size",
    "0",
    "--strip-debug",
    "--strip-producers",
];

/// The features of `app` that a program is made of, and the names of its files.
const PROGRAMS: [&str; 2] = ["room", "pages"];

#[derive(Clone)]
pub(crate) struct Program {
    /// `room` or `pages`.
    pub(crate) name: &'static str,
    pub(crate) wasm: Vec<u8>,
    /// The module that loads the wasm; it may import snippets that lie beside it.
    pub(crate) glue_file: PathBuf,
}

pub(crate) fn build(repository: &Repository, purpose: Purpose) -> Result<Vec<Program>> {
    match purpose {
        Purpose::Release => PROGRAMS
            .into_iter()
            .map(|name| build_one(repository, purpose, name))
            .collect(),
        // One program with everything does for both: linking twice would double the wait for every change.
        Purpose::Development => {
            let whole = build_one(repository, purpose, "development")?;
            let named = |name| Program { name, ..whole.clone() };
            Ok(PROGRAMS.into_iter().map(named).collect())
        }
    }
}

fn build_one(repository: &Repository, purpose: Purpose, name: &'static str) -> Result<Program> {
    let compiled_file = compile(repository, purpose, name)?;
    let compiled = fs::read(&compiled_file).with_context(|| format!("{} is missing", compiled_file.display()))?;
    let folder = repository.path("target/web").join(key_of(repository, &compiled, name)?);
    let finished_file = folder.join("app.wasm");
    if !finished_file.is_file() {
        step("writing the wasm glue", || bind(&compiled_file, &folder))?;
        let bound_file = folder.join("app_bg.wasm");
        match purpose {
            Purpose::Release => step("optimising the wasm (wasm-opt -Oz)", || {
                optimise(repository, &bound_file, &folder)?;
                // Renamed last, so that an interrupted run leaves nothing that looks finished.
                fs::rename(folder.join("app_opt.wasm"), &finished_file).context("the optimised wasm cannot be kept")
            })?,
            Purpose::Development => fs::rename(&bound_file, &finished_file).context("the wasm cannot be kept")?,
        }
        forget_older(&folder)?;
    }
    let wasm = fs::read(&finished_file).with_context(|| format!("{} is missing", finished_file.display()))?;
    Ok(Program {
        name,
        wasm,
        glue_file: folder.join("app.js"),
    })
}

/// A target folder of its own, so that native and wasm builds never wait for one another's lock.
pub(crate) fn cargo_for_wasm(repository: &Repository, subcommand: &str) -> Command {
    let mut cargo = command::cargo(repository);
    cargo.args([
        subcommand,
        "--package",
        "app",
        "--target",
        WASM_TARGET,
        "--target-dir",
        "target/wasm",
    ]);
    cargo
}

fn compile(repository: &Repository, purpose: Purpose, name: &str) -> Result<PathBuf> {
    let mut cargo = cargo_for_wasm(repository, "build");
    cargo.arg("--lib");
    let profile_folder = match purpose {
        Purpose::Release => {
            cargo.args(["--profile", "wasm", "--no-default-features", "--features", name]);
            "wasm"
        }
        Purpose::Development => "debug",
    };
    let what = format!("compiling the page ({name})");
    step(&what, || command::run(&mut cargo, &what))?;
    Ok(repository
        .path("target/wasm")
        .join(WASM_TARGET)
        .join(profile_folder)
        .join("app.wasm"))
}

fn key_of(repository: &Repository, compiled: &[u8], name: &str) -> Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(compiled);
    // The lock decides which wasm-opt runs; the version of wasm-bindgen is in the compiled wasm itself.
    hasher.update(repository.read("package-lock.json")?.as_bytes());
    hasher.update(WASM_OPT_ARGUMENTS.join(" ").as_bytes());
    Ok(format!("{name}-{}", &hasher.finalize().to_hex()[..16]))
}

fn bind(compiled_file: &Path, folder: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(compiled_file)
        .out_name("app")
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .generate(folder)
        .context("wasm-bindgen could not write the glue")
}

fn optimise(repository: &Repository, bound_file: &Path, folder: &Path) -> Result<()> {
    let mut wasm_opt = command::npm_tool(repository, "wasm-opt");
    wasm_opt.args(WASM_OPT_ARGUMENTS).args(WASM_FEATURES);
    wasm_opt.arg(bound_file).arg("-o").arg(folder.join("app_opt.wasm"));
    command::run(&mut wasm_opt, "wasm-opt")
}

/// Only the newest result of each program is worth its megabytes.
fn forget_older(kept: &Path) -> Result<()> {
    let (Some(parent), Some(name)) = (kept.parent(), kept.file_name().map(|name| name.to_string_lossy())) else {
        return Ok(());
    };
    let program = name.split('-').next().unwrap_or_default();
    for entry in fs::read_dir(parent).context("target/web cannot be listed")? {
        let entry = entry.context("target/web cannot be listed")?;
        if entry.path() != kept && entry.file_name().to_string_lossy().starts_with(program) {
            fs::remove_dir_all(entry.path()).context("an old build in target/web cannot be removed")?;
        }
    }
    Ok(())
}
