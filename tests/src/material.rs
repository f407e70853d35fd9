//! The real drawings and traces under `data/`, read for tests. Compression is undone here; formats are `board`'s business.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use board::{Board, import::excalidraw::Drawing};

/// The text of a file under `data/`, decompressed if its name says so.
pub fn text(name: &str) -> String {
    text_of(&folder().join(name))
}

/// The text of a file, decompressed if its name says so.
pub fn text_of(path: &Path) -> String {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    if path.extension().is_some_and(|ending| ending == "gz") {
        let mut text = String::new();
        flate2::read::GzDecoder::new(bytes.as_slice())
            .read_to_string(&mut text)
            .expect("the file is sound");
        return text;
    }
    String::from_utf8(bytes).expect("the file is text")
}

/// The files in a folder under `data/`, by name.
pub fn files(name: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder().join(name)).expect("the folder is there");
    let mut files = entries
        .filter_map(|entry| entry.ok())
        .map(|entry| entry.path())
        .collect::<Vec<_>>();
    files.sort();
    assert!(!files.is_empty(), "{name} holds nothing");
    files
}

/// What a drawing becomes: the board after its recording.
pub fn on_a_board(drawing: &Drawing) -> Board {
    let mut board = Board::default();
    for entry in drawing.clone().into_recording().entries {
        board
            .apply(entry.actor, &entry.op)
            .expect("what is imported fits on a board");
    }
    board
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}
