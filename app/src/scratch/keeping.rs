//! Keeping the corner over a reload, in this browser only.

use board::{Board, base64, id::RoomId, snapshot::Snapshot};

use crate::dom;

/// Characters kept of one corner; browsers keep few megabytes for a whole site.
const CHARS_MAX: usize = 512 * 1024;

/// Where it is kept.
pub(super) fn key_of(room: RoomId, seat: &str) -> String {
    format!("chalkback-scratch-{room}-{seat}")
}

/// The corner as it was kept; an empty one where nothing was, or nothing that can be read.
pub(super) fn read(key: &str) -> Snapshot {
    let bytes = dom::kept(key).and_then(|text| base64::decode(&text));
    bytes
        .and_then(|bytes| postcard::from_bytes(&bytes).ok())
        .unwrap_or_default()
}

/// Keeps it. Whether a reload will find it.
pub(super) fn write(key: &str, board: &Board) -> bool {
    if board.is_empty() {
        dom::forget(key);
        return true;
    }
    let text = base64::encode(&postcard::to_stdvec(&swept(board)).unwrap_or_default());
    text.len() <= CHARS_MAX && dom::keep(key, &text)
}

/// Without what was deleted, which only this page can still bring back.
fn swept(board: &Board) -> Snapshot {
    let mut snapshot = board.snapshot();
    snapshot.elements.retain(|element| !element.deleted);
    snapshot
}
