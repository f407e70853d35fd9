//! How much travels before a room can be used, against the budget.

use anyhow::Result;

use crate::console::say;
use crate::repository::Repository;
use crate::web::Purpose;
use crate::web::assets::{Listed, read_manifest};

/// HTML, CSS, scripts, icons and wasm, brotli, without the editor's chunk and the fonts.
pub(crate) const BUDGET_BYTES: u64 = 250_000;

/// Fetched later or not by every visitor.
const NOT_BEFORE_USE: [&str; 4] = ["editor.js", "licences.txt", "pdf.js", "pictures.js"];
/// The pieces that the program sends for when something of them is shown: the panels around a board, the other pages.
const LATER_PIECES: [&str; 2] = ["split_", "chunk_"];

pub(crate) fn brotli_before_use(repository: &Repository) -> Result<u64> {
    let listed = read_manifest(&Purpose::Release.folder(repository))?;
    Ok(listed
        .iter()
        .filter(|file| is_before_use(file))
        .filter_map(|file| file.brotli_bytes)
        .sum())
}

pub(crate) fn report(repository: &Repository) -> Result<()> {
    for file in read_manifest(&Purpose::Release.folder(repository))? {
        if let Some(brotli_bytes) = file.brotli_bytes {
            say(&format!(
                "  {:<18} {:>9} bytes  {:>8} brotli",
                file.name, file.bytes, brotli_bytes
            ));
        }
    }
    let total = brotli_before_use(repository)?;
    let verdict = if total <= BUDGET_BYTES { "within" } else { "OVER" };
    say(&format!(
        "  before the room can be used: {:.1} KB brotli, {verdict} the budget of {} KB",
        total as f64 / 1_000.0,
        BUDGET_BYTES / 1_000
    ));
    Ok(())
}

fn is_before_use(file: &Listed) -> bool {
    let is_later = LATER_PIECES.iter().any(|start| file.name.starts_with(start));
    !is_later && !NOT_BEFORE_USE.contains(&file.name.as_str())
}
