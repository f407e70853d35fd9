//! esbuild, asked twice: one module per script with everything it imports, and one small style sheet.

use std::path::Path;

use anyhow::Result;

use crate::command;
use crate::repository::Repository;

pub(crate) fn script(repository: &Repository, entry: &Path) -> Result<Vec<u8>> {
    let mut esbuild = command::npm_tool(repository, "esbuild");
    esbuild.arg(entry).args([
        "--bundle",
        "--format=esm",
        "--minify",
        "--target=es2022",
        "--legal-comments=none",
    ]);
    // Hashed files are fetched at run time by address; they are no part of a bundle.
    esbuild
        .arg("--external:/assets/*")
        .args(["--log-level=warning", "--charset=utf8"]);
    let what = format!(
        "bundling {}",
        entry.strip_prefix(&repository.root).unwrap_or(entry).display()
    );
    Ok(command::capture(&mut esbuild, &what)?.into_bytes())
}

pub(crate) fn style(repository: &Repository, sheet: &str) -> Result<Vec<u8>> {
    let mut esbuild = command::npm_tool(repository, "esbuild");
    esbuild.args([
        "--loader=css",
        "--minify",
        "--legal-comments=none",
        "--log-level=warning",
        "--charset=utf8",
    ]);
    Ok(command::pipe(&mut esbuild, sheet.as_bytes(), "minifying the style sheet")?.into_bytes())
}
