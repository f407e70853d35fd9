//! Opening drawings of others: what reading the largest real drawing and library takes, and writing the drawing again.
//! Natively, one thread.

use std::time::Instant;

use anyhow::{Context, Result};
use board::import::excalidraw::{self, Form};

use super::report::{Row, percentile, say};
use crate::material;

const ROUNDS: usize = 20;
const LIMIT_MILLIS: f64 = 100.0;

/// Measures all three.
pub fn measure() -> Result<Vec<Row>> {
    let drawing = largest("excalidraw")?;
    let library = largest("excalidrawlib")?;
    say(&format!("input: {} and {}", drawing.0, library.0));
    let read = excalidraw::read(&drawing.1)?;
    let board = material::on_a_board(&read);
    let image = |hash| read.assets.iter().find(|asset| asset.hash == hash).cloned();
    Ok(vec![
        row("import: reading the largest drawing", || {
            excalidraw::read(&drawing.1).is_ok()
        }),
        row("import: reading the largest library", || {
            excalidraw::read_library(&library.1).is_ok()
        }),
        row("import: writing the largest drawing", || {
            !excalidraw::write(&board, None, image, Form::File).is_empty()
        }),
    ])
}

fn row(name: &str, work: impl Fn() -> bool) -> Row {
    let mut millis = (0..ROUNDS)
        .map(|_| {
            let began = Instant::now();
            std::hint::black_box(work());
            began.elapsed().as_secs_f64() * 1_000.0
        })
        .collect::<Vec<_>>();
    Row::limited(name, percentile(&mut millis, 95.0), "ms", LIMIT_MILLIS)
}

fn largest(folder: &str) -> Result<(String, String)> {
    let texts = material::files(folder)
        .into_iter()
        .map(|path| (path.display().to_string(), material::text_of(&path)));
    texts.max_by_key(|(_, text)| text.len()).context("there is material")
}
