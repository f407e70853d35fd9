//! `bench [NAME] [--json FILE]`: measures the figures and says which are met; `bench --write-hour FILE` writes their input.
//! Names: seek, size, import, broadcast, memory, voice, led.

use std::{
    fs::File,
    io::{BufWriter, Write},
};

use anyhow::{Context, Result};
use board::{actor::ActorIndex, export::json_lines};
use tests::figures::{
    hour, import, led, live,
    report::{Row, say},
    seek, size, voice,
};

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (mut name, mut json) = (None, None);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--write-hour" => return write_hour(&arguments.next().context("--write-hour needs a file")?),
            "--json" => json = Some(arguments.next().context("--json needs a file")?),
            _named => name = Some(argument),
        }
    }
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    say(&format!("cores: {cores}"));
    let wanted = |bench: &str| name.as_deref().is_none_or(|name| name == bench);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut rows: Vec<Row> = Vec::new();
    if wanted("seek") {
        rows.extend(seek::measure()?);
    }
    if wanted("size") {
        rows.extend(size::measure()?);
    }
    if wanted("import") {
        rows.extend(import::measure()?);
    }
    if wanted("voice") {
        rows.extend(voice::measure()?);
    }
    if wanted("broadcast") {
        rows.extend(runtime.block_on(live::broadcast())?);
    }
    if wanted("led") {
        rows.extend(runtime.block_on(led::measure())?);
    }
    if wanted("memory") {
        rows.extend(runtime.block_on(live::idle_memory())?);
    }
    for row in &rows {
        say(&row.line());
    }
    if let Some(file) = json {
        std::fs::write(file, serde_json::to_vec_pretty(&rows)?)?;
    }
    Ok(())
}

/// Writes the hour as JSON Lines, for benches in the browser.
fn write_hour(file: &str) -> Result<()> {
    let entries = hour::entries()?;
    let people = [(ActorIndex(1), "Typist"), (ActorIndex(2), "Ana"), (ActorIndex(3), "Mo")];
    let people = people.map(|(actor, name)| (actor, name.to_owned()));
    let header = json_lines::header_of(&entries, &people, None);
    let mut out = BufWriter::new(File::create(file)?);
    for line in json_lines::lines(header, [], entries, []) {
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}
