//! `bench [NAME] [--json FILE]`: measures the figures and says which are met. Names: seek, size, broadcast, memory.

use anyhow::{Context, Result};
use tests::figures::{
    live,
    report::{Row, say},
    seek, size,
};

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (mut name, mut json) = (None, None);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
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
    if wanted("broadcast") {
        rows.extend(runtime.block_on(live::broadcast())?);
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
