//! Runs the benches and gathers their rows: native ones of the crate `tests`, those that need a browser, and the size.
//!
//! A native bench is added in `tests/src/bin/bench`, a browser bench as `tests/e2e/*.bench.ts`; both only have to print,
//! and to append their rows to the file they are told. This file measures nothing but the size of the page.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::command;
use crate::console::{print_result, step};
use crate::repository::{Repository, files_below};
use crate::{server, setup, suite, web};

const SIZE: &str = "size";
const ROWS_VARIABLE: &str = "CHALKBACK_BENCH_ROWS";

pub(crate) struct Request {
    pub(crate) name: Option<String>,
    pub(crate) json_file: Option<PathBuf>,
    pub(crate) further: Vec<String>,
}

#[derive(Debug, Serialize, Deserialize, PartialEq)]
struct Row {
    name: String,
    value: f64,
    unit: String,
    limit: Option<f64>,
    ok: bool,
}

pub(crate) fn run(repository: &Repository, request: &Request) -> Result<()> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    print_result(&format!(
        "# Chalkback benches, {cores} cores, {} {}",
        std::env::consts::OS,
        std::env::consts::ARCH
    ));
    server::build_release(repository)?;
    let mut rows = Vec::new();
    if request.name.as_deref().is_none_or(|name| name == SIZE) {
        rows.push(size(repository)?);
    }
    if request.name.as_deref() != Some(SIZE) {
        let found_in_browser = browser_benches(repository, request, &mut rows)?;
        if !found_in_browser || request.name.is_none() {
            native_benches(repository, request, &mut rows)?;
        }
    }
    if let Some(file) = &request.json_file {
        let text = serde_json::to_string_pretty(&rows).context("the rows cannot be written")?;
        fs::write(file, format!("{text}\n")).with_context(|| format!("{} cannot be written", file.display()))?;
    }
    let missed: Vec<&str> = rows.iter().filter(|row| !row.ok).map(|row| row.name.as_str()).collect();
    if missed.is_empty() {
        Ok(())
    } else {
        bail!("over the limit: {}", missed.join(", "))
    }
}

fn size(repository: &Repository) -> Result<Row> {
    let bytes = web::brotli_before_seen(repository)?;
    let row = Row {
        name: SIZE.into(),
        value: bytes as f64,
        unit: "bytes".into(),
        limit: Some(web::BUDGET_BYTES as f64),
        ok: bytes <= web::BUDGET_BYTES,
    };
    print_result(&format!(
        "size: {bytes} bytes brotli before the room is seen (limit {}), {} more until one can draw",
        web::BUDGET_BYTES,
        web::brotli_of_tools(repository)?
    ));
    Ok(row)
}

fn native_benches(repository: &Repository, request: &Request, rows: &mut Vec<Row>) -> Result<()> {
    let rows_file = fresh_rows_file(repository, "native")?;
    let mut cargo = command::cargo(repository);
    cargo
        .args(["run", "--release", "--package", "tests", "--bin", "bench", "--"])
        .args(&request.name);
    cargo.arg("--json").arg(&rows_file).args(&request.further);
    cargo.env(suite::BINARY_VARIABLE, repository.path(server::RELEASE_BINARY));
    // A bench over its limit ends with an error after it wrote its rows: they are wanted all the same.
    let outcome = step("native benches", || command::run(&mut cargo, "the native benches"));
    match fs::read_to_string(&rows_file) {
        Ok(text) => rows.extend(serde_json::from_str::<Vec<Row>>(&text).context("the native benches wrote no rows")?),
        Err(_) => outcome?,
    }
    Ok(())
}

/// Whether there was any browser bench of that name.
fn browser_benches(repository: &Repository, request: &Request, rows: &mut Vec<Row>) -> Result<bool> {
    let wanted = |path: &PathBuf| {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let bench = name.strip_suffix(".bench.ts");
        bench.is_some_and(|bench| request.name.as_deref().is_none_or(|name| name == bench))
    };
    let benches: Vec<PathBuf> = files_below(&repository.path("tests/e2e"))?
        .into_iter()
        .filter(wanted)
        .collect();
    if benches.is_empty() {
        return Ok(false);
    }
    let chromium = setup::chromium()?;
    let rows_file = fresh_rows_file(repository, "browser")?;
    let mut playwright = suite::playwright(repository, "tests/e2e/playwright.bench.config.ts", &chromium);
    playwright.env(ROWS_VARIABLE, &rows_file).args(benches);
    playwright.env("DISPLAY_TOOLS", if setup::display() { "yes" } else { "no" });
    step("benches in the browser", || {
        command::run(&mut playwright, "the benches in the browser")
    })?;
    rows.extend(rows_by_line(&fs::read_to_string(&rows_file).unwrap_or_default())?);
    Ok(true)
}

fn fresh_rows_file(repository: &Repository, kind: &str) -> Result<PathBuf> {
    let file = repository.path("target").join(format!("bench-{kind}.json"));
    remove_if_there(&file)?;
    Ok(file)
}

fn remove_if_there(file: &Path) -> Result<()> {
    if file.exists() {
        fs::remove_file(file).with_context(|| format!("{} is in the way", file.display()))
    } else {
        Ok(())
    }
}

fn rows_by_line(text: &str) -> Result<Vec<Row>> {
    text.lines()
        .map(|line| serde_json::from_str(line).with_context(|| format!("not a row of a bench: {line}")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_the_browser_are_read_line_by_line() {
        let text = "{\"name\":\"pan\",\"value\":7.5,\"unit\":\"ms\",\"limit\":8,\"ok\":true}\n";
        let rows = rows_by_line(text).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].limit, Some(8.0));
        assert!(rows_by_line("pan 7.5 ms").is_err());
    }
}
