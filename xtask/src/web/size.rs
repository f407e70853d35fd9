//! How much travels before a room is seen, against the budget; and how much more until one can draw in it.

use anyhow::Result;

use crate::console::say;
use crate::repository::Repository;
use crate::web::Purpose;
use crate::web::assets::{Listed, read_manifest};
use crate::web::wasm::{TOOLS, pieces_of};

/// HTML, CSS, scripts and wasm, brotli, without the editor's chunk and the fonts: the room with its board, live.
pub(crate) const BUDGET_BYTES: u64 = 300_000;

/// Fetched later or not by every visitor.
const NOT_BEFORE_SEEN: [&str; 9] = [
    "editor.js",
    "icons.svg",
    "licences.txt",
    "panels.css",
    "pdf.js",
    "pictures.js",
    "review.css",
    "review.html",
    "voice.js",
];
/// The pieces that the program sends for when something of them is shown: the panels around a board, the other pages.
const LATER_PIECES: [&str; 3] = ["split_", "chunk_", "together_"];
/// What they show themselves with: the first icon of a room is theirs.
const WITH_TOOLS: [&str; 2] = ["icons.svg", "panels.css"];

pub(crate) fn brotli_before_seen(repository: &Repository) -> Result<u64> {
    let listed = read_manifest(&Purpose::Release.folder(repository))?;
    Ok(listed
        .iter()
        .filter(|file| is_before_seen(file))
        .filter_map(|file| file.brotli_bytes)
        .sum())
}

/// What travels further until one can draw, while the board is shown already.
pub(crate) fn brotli_of_tools(repository: &Repository) -> Result<u64> {
    let needed = pieces_of(repository, TOOLS)?;
    let listed = read_manifest(&Purpose::Release.folder(repository))?;
    let pieces = listed
        .iter()
        .filter(|file| needed.contains(&file.name) || WITH_TOOLS.contains(&file.name.as_str()));
    Ok(pieces.filter_map(|file| file.brotli_bytes).sum())
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
    let (seen, tools) = (brotli_before_seen(repository)?, brotli_of_tools(repository)?);
    let verdict = if seen <= BUDGET_BYTES { "within" } else { "OVER" };
    say(&format!(
        "  before a room is seen: {:.1} KB brotli, {verdict} the budget of {} KB; the tools: {:.1} KB more",
        seen as f64 / 1_000.0,
        BUDGET_BYTES / 1_000,
        tools as f64 / 1_000.0,
    ));
    Ok(())
}

fn is_before_seen(file: &Listed) -> bool {
    let is_later = LATER_PIECES.iter().any(|start| file.name.starts_with(start));
    !is_later && !NOT_BEFORE_SEEN.contains(&file.name.as_str())
}
