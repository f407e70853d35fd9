//! The page's program: cargo makes the wasm, it is cut where `app` says `#[wasm_split]`, wasm-bindgen writes the glue of its
//! first piece, what lies between the two gets short names, wasm-opt makes the pieces small.
//!
//! So who follows a link downloads what a room begins with, and neither reviews nor staff pages. The cutter and wasm-bindgen
//! run as libraries of exactly the versions in the lock file, so no tool has to be fetched or matched.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::command;
use crate::console::step;
use crate::repository::{Repository, files_below};
use crate::setup::WASM_TARGET;
use crate::web::pack::{self, Pack};
use crate::web::{Purpose, names, trim};

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
/// Functions in the order of their names lie beside their like, which compresses better.
const WASM_OPT_ARGUMENTS: [&str; 11] = [
    "--skip-pass=local-cse",
    "-Oz",
    "--always-inline-max-function-size",
    "0",
    "--flexible-inline-max-function-size",
    "0",
    "--one-caller-inline-max-function-size",
    "0",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
];

/// What the folder of a released program begins with.
const RELEASE: &str = "release";
/// How the folder ends of a program that is being made, or was when its making was interrupted.
const UNFINISHED: &str = "unfinished";
/// As wasm-bindgen calls what it was given.
const FIRST_PIECE: &str = "app_bg.wasm";
const GLUE: &str = "app.js";

/// The piece that follows the first at once: the tools of a room.
pub(crate) const TOOLS: &str = "drawing";

/// A function that prints numbers with a point. With it comes as much as a panel weighs.
const PRINTING: &str = "float_to_decimal";

/// The module that fetches the pieces, beside the glue, which imports it.
const LOADER: &str = "pieces.js";
/// The same as the cutter wrote it, without the addresses of the pieces.
const PLAIN_LOADER: &str = "pieces_plain.js";

pub(crate) struct Program {
    /// The piece that starts, and knows how to get the others.
    pub(crate) wasm: Vec<u8>,
    /// The others by file name, `split_panels.wasm`, those that travel by themselves.
    pub(crate) pieces: Vec<(String, Vec<u8>)>,
    /// Those that travel together.
    pub(crate) packs: Vec<Pack>,
    folder: PathBuf,
}

impl Program {
    /// The files that one of its pieces consists of.
    pub(crate) fn pieces_of(&self, piece: &str) -> Result<Vec<String>> {
        Ok(travelling(pieces_in(&self.folder, piece)?, &self.packs))
    }

    /// The glue module, which finds the other pieces at the addresses that `url` gives.
    pub(crate) fn glue(&self, url: impl Fn(&str) -> Result<String>) -> Result<PathBuf> {
        let loader_file = self.folder.join(PLAIN_LOADER);
        let plain = fs::read_to_string(&loader_file).context("the loader of the pieces is missing")?;
        let mut loader = pack::loader_with(&self.packs, &plain)?;
        let names = self.pieces.iter().map(|(name, _)| name);
        for name in names.chain(self.packs.iter().map(|pack| &pack.name)) {
            let named = format!("\"./{name}\"");
            ensure!(loader.contains(&named), "the loader does not name {name}");
            loader = loader.replace(&named, &format!("\"{}\"", url(name)?));
        }
        fs::write(self.folder.join(LOADER), loader).context("the loader of the pieces cannot be written")?;
        Ok(self.folder.join(GLUE))
    }
}

pub(crate) fn build(repository: &Repository, purpose: Purpose) -> Result<Program> {
    let compiled_file = compile(repository, purpose)?;
    let compiled = fs::read(&compiled_file).with_context(|| format!("{} is missing", compiled_file.display()))?;
    let folder = repository
        .path("target/web")
        .join(key_of(repository, &compiled, purpose)?);
    if !folder.is_dir() {
        let unfinished = folder.with_extension(UNFINISHED);
        fs::remove_dir_all(&unfinished).ok();
        step("cutting the wasm and writing its glue", || cut(&compiled, &unfinished))?;
        if purpose == Purpose::Release {
            refuse_printing(&unfinished)?;
            step("optimising the wasm (wasm-opt -Oz)", || {
                optimise(repository, &unfinished)
            })?;
        }
        // Renamed last, so that an interrupted run leaves nothing that looks finished.
        fs::rename(&unfinished, &folder).context("the finished wasm cannot be kept")?;
        forget_older(&folder)?;
    }
    of_folder(folder)
}

fn of_folder(folder: PathBuf) -> Result<Program> {
    let mut pieces = Vec::new();
    for file in wasm_files(&folder)? {
        let wasm = fs::read(&file).with_context(|| format!("{} is missing", file.display()))?;
        pieces.push((name_of(&file), wasm));
    }
    let first = pieces
        .iter()
        .position(|(name, _)| name == FIRST_PIECE)
        .context("the wasm has no first piece")?;
    let (_, wasm) = pieces.swap_remove(first);
    let packs = pack::packs(&mut pieces, &pieces_in(&folder, TOOLS)?);
    Ok(Program {
        wasm,
        pieces,
        packs,
        folder,
    })
}

/// The files that a piece of the newest released program consists of.
pub(crate) fn pieces_of(repository: &Repository, piece: &str) -> Result<Vec<String>> {
    let built = fs::read_dir(repository.path("target/web")).context("nothing is built")?;
    let mut folders = built.flatten().map(|entry| entry.path());
    let folder = folders
        .find(|path| path.is_dir() && is_release(&name_of(path)))
        .context("no release is built")?;
    of_folder(folder)?.pieces_of(piece)
}

/// The files in which pieces travel.
fn travelling(pieces: Vec<String>, packs: &[Pack]) -> Vec<String> {
    let mut files = Vec::new();
    for piece in pieces {
        let pack = packs.iter().find(|pack| pack.holds(&piece));
        let file = pack.map_or(piece, |pack| pack.name.clone());
        if !files.contains(&file) {
            files.push(file);
        }
    }
    files
}

/// The same of the program in a folder, as the cutter's loader names them.
fn pieces_in(folder: &Path, piece: &str) -> Result<Vec<String>> {
    let loader = fs::read_to_string(folder.join(PLAIN_LOADER)).context("the loader of the pieces is missing")?;
    let begins = format!("__wasm_split_load_{piece} =");
    let (_, rest) = loader
        .split_once(&begins)
        .with_context(|| format!("no piece is called {piece}"))?;
    // Its list of shared pieces is the next one in the loader.
    let own = rest.split_once("]))").map_or(rest, |(own, _)| own);
    let shared = own
        .split("__chunk_")
        .skip(1)
        .map(|rest| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
    let mut files = shared.map(|number| format!("chunk_{number}.wasm")).collect::<Vec<_>>();
    files.push(format!("split_{piece}.wasm"));
    Ok(files)
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

fn compile(repository: &Repository, purpose: Purpose) -> Result<PathBuf> {
    let mut cargo = cargo_for_wasm(repository, "rustc");
    cargo.arg("--lib");
    let profile_folder = match purpose {
        Purpose::Release => {
            cargo.args(["--profile", "wasm"]);
            "wasm"
        }
        Purpose::Development => "debug",
    };
    // The cutter follows them to learn which function needs which.
    cargo.args(["--", "-Clink-arg=--emit-relocs"]);
    step("compiling the page", || command::run(&mut cargo, "compiling the page"))?;
    Ok(repository
        .path("target/wasm")
        .join(WASM_TARGET)
        .join(profile_folder)
        .join("app.wasm"))
}

fn key_of(repository: &Repository, compiled: &[u8], purpose: Purpose) -> Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(compiled);
    // The locks decide which tools run.
    hasher.update(repository.read("package-lock.json")?.as_bytes());
    hasher.update(repository.read("Cargo.lock")?.as_bytes());
    hasher.update(WASM_OPT_ARGUMENTS.join(" ").as_bytes());
    hasher.update(trim::UNCALLED.concat().as_bytes());
    hasher.update(names::SCHEME.as_bytes());
    let name = match purpose {
        Purpose::Release => RELEASE,
        Purpose::Development => "development",
    };
    Ok(format!("{name}-{}", &hasher.finalize().to_hex()[..16]))
}

fn cut(compiled: &[u8], folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).context("target/web cannot be written")?;
    let first_file = folder.join("app.cut");
    let trimmed = trim::without_uncalled(compiled)?;
    let mut options = wasm_split_cli_support::Options::new(&trimmed);
    options.output_dir = folder;
    options.main_out_path = &first_file;
    options.main_module = "./app.js";
    let loader = format!("./{LOADER}");
    options.link_name = &loader;
    wasm_split_cli_support::transform(options).map_err(|error| anyhow!("the wasm cannot be cut: {error:#}"))?;
    Bindgen::new()
        .input_path(&first_file)
        .out_name("app")
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        // The pieces find one another by the names that the linker gave.
        .keep_lld_exports(true)
        .demangle(false)
        .generate(folder)
        .context("wasm-bindgen could not write the glue")?;
    fs::remove_file(&first_file).context("what was cut cannot be removed")?;
    shorten_names(folder)?;
    fs::rename(folder.join(LOADER), folder.join(PLAIN_LOADER)).context("the loader of the pieces is missing")
}

/// It comes in unseen: for the words of a panic, and with what is never shown.
fn refuse_printing(folder: &Path) -> Result<()> {
    let first = fs::read(folder.join(FIRST_PIECE)).context("the wasm has no first piece")?;
    let prints = first.windows(PRINTING.len()).any(|part| part == PRINTING.as_bytes());
    ensure!(
        !prints,
        "the first piece prints numbers with a point; look for f64::clamp with limits that are no constants, and for {{}} or {{:?}} of such a number"
    );
    Ok(())
}

fn shorten_names(folder: &Path) -> Result<()> {
    let (wasm_file, glue_file) = (folder.join(FIRST_PIECE), folder.join(GLUE));
    let wasm = fs::read(&wasm_file).context("the wasm has no first piece")?;
    let glue = fs::read_to_string(&glue_file).context("the glue is missing")?;
    let (wasm, glue) = names::shortened(&wasm, &glue)?;
    fs::write(&wasm_file, wasm).context("the first piece cannot be written")?;
    fs::write(&glue_file, glue).context("the glue cannot be written")
}

fn optimise(repository: &Repository, folder: &Path) -> Result<()> {
    for file in wasm_files(folder)? {
        let optimised = file.with_extension("optimised");
        let mut wasm_opt = command::npm_tool(repository, "wasm-opt");
        wasm_opt.args(WASM_OPT_ARGUMENTS).args(WASM_FEATURES);
        wasm_opt.arg(&file).arg("-o").arg(&optimised);
        command::run(&mut wasm_opt, "wasm-opt")?;
        fs::rename(&optimised, &file).context("the optimised wasm cannot be kept")?;
    }
    Ok(())
}

fn wasm_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = files_below(folder)?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "wasm"));
    Ok(files)
}

fn name_of(file: &Path) -> String {
    file.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn is_release(folder: &str) -> bool {
    let is_unfinished = Path::new(folder)
        .extension()
        .is_some_and(|extension| extension == UNFINISHED);
    folder.starts_with(RELEASE) && !is_unfinished
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_finished_is_no_release() {
        assert!(is_release("release-0123456789abcdef"));
        assert!(!is_release("release-0123456789abcdef.unfinished"));
        assert!(!is_release("development-0123456789abcdef"));
    }
}
