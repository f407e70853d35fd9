//! Files of other programs, and our own recordings, read into what a new room needs: entries, people and assets.
//!
//! Pure: whoever calls has read the file and undone its compression, and stores what comes out. A file is judged by what
//! it holds, never by its name. Every importer takes a file whole or says in one sentence why not.

use std::collections::BTreeMap;

use serde::Serialize;
use thiserror::Error;

use crate::{
    actor::ActorIndex,
    element::Element,
    export::json_lines::Asset,
    limits,
    op::Op,
    recording::{Entry, Seq},
    time::Millis,
    track::Track,
};

pub mod drawing;
pub mod embedded;
pub mod excalidraw;
mod fields;
pub mod json_lines;
mod picture;
pub mod tldraw;
pub mod trace;

/// Characters of a kind's name in the report.
const KIND_CHARS: usize = 40;
/// Kinds told apart in the report; a file made to harm could name a new one in every element.
const KINDS_MAX: usize = 100;

/// What a new room is made from: its recording and what belongs to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// The recording, dense from 1.
    pub entries: Vec<Entry>,
    /// Names of those who appear in it.
    pub people: Vec<(ActorIndex, String)>,
    /// Images; to be stored before the entries that name them (rule B7).
    pub assets: Vec<Asset>,
    /// Presence tracks.
    pub tracks: Vec<Track>,
    /// When the round began, in milliseconds since 1970, if the file tells.
    pub started_unix_millis: Option<u64>,
    /// What was taken and what was not.
    pub report: Report,
}

/// What became of the things in a file, counted by kind as the file names them.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Report {
    /// On the board now.
    pub imported: BTreeMap<String, u64>,
    /// Left out: kinds we have nothing for, images whose data the file lacks, numbers that no board holds.
    pub not_imported: BTreeMap<String, u64>,
    /// Deleted in the file already.
    pub dropped: u64,
    /// Addresses that no browser should be led to; their elements are there without them.
    #[serde(skip_serializing_if = "is_zero")]
    pub links_dropped: u64,
    /// Elements of which something cannot be meant, and was read as absent: words for numbers, ties of arrows to what the file
    /// never held, a frame in itself.
    #[serde(skip_serializing_if = "is_zero")]
    pub mended: u64,
}

/// Why a file was not taken. Nothing of it was.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("{message}")]
pub struct ImportError {
    /// For programs; see [`import_code`].
    pub code: &'static str,
    /// For people, one sentence.
    pub message: String,
}

/// Stable codes of [`ImportError`]s.
pub mod import_code {
    /// None of the formats we read.
    pub const UNKNOWN_FORMAT: &str = "unknown_format";
    /// No Excalidraw drawing or library.
    pub const NOT_EXCALIDRAW: &str = "not_excalidraw";
    /// No tldraw file.
    pub const NOT_TLDRAW: &str = "not_tldraw";
    /// No typing trace, or one that contradicts itself.
    pub const NOT_A_TRACE: &str = "not_a_trace";
    /// The trace's edits do not lead to the text that the trace says they end in.
    pub const END_CONTENT_DIFFERS: &str = "end_content_differs";
    /// No recording in JSON Lines, or a damaged one.
    pub const NOT_A_RECORDING: &str = "not_a_recording";
    /// The recording ends before its end.
    pub const RECORDING_TRUNCATED: &str = "recording_truncated";
    /// Written by a version that knows more than this one.
    pub const NEWER_VERSION: &str = "newer_version";
    /// More than a board or the importer holds.
    pub const TOO_LARGE: &str = "import_too_large";
}

/// The formats that can be imported.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Format {
    /// A drawing.
    Excalidraw,
    /// Stencils.
    ExcalidrawLibrary,
    /// A recording in JSON Lines.
    Recording,
    /// A drawing of tldraw's.
    Tldraw,
    /// A typing trace.
    Trace,
}

/// Reads a file of any format we know. The text is the whole file, already decompressed.
pub fn read(text: &str) -> Result<Imported, ImportError> {
    let text = text.trim_start_matches('\u{feff}');
    check_size(text)?;
    match format_of(text) {
        Some(Format::Excalidraw) => excalidraw::read(text).map(excalidraw::Drawing::into_recording),
        Some(Format::ExcalidrawLibrary) => excalidraw::read_library(text)
            .map(excalidraw::beside_each_other)
            .map(excalidraw::Drawing::into_recording),
        Some(Format::Recording) => json_lines::read(text),
        Some(Format::Tldraw) => tldraw::read(text).map(drawing::Drawing::into_recording),
        Some(Format::Trace) => trace::read(text).and_then(trace::Trace::into_recording),
        None => Err(ImportError {
            code: import_code::UNKNOWN_FORMAT,
            message: "this file is no drawing of Excalidraw or tldraw, no recording in JSON Lines and no typing trace"
                .to_owned(),
        }),
    }
}

/// Which format a text is in, told by the names it uses at its top level. A damaged file is told by its beginning.
pub fn format_of(text: &str) -> Option<Format> {
    let first_line = text.lines().find(|line| !line.trim().is_empty())?;
    if json_lines::is_header(first_line) {
        return Some(Format::Recording);
    }
    let text = text.trim_start();
    // What stands first decides, so that a cut-off file is still named for what it is.
    let beginning = text
        .char_indices()
        .nth(4_096)
        .map_or(text, |(end, _)| text.split_at(end).0);
    let place = |name: &str| beginning.find(name);
    let squeezed = beginning.split_whitespace().collect::<String>();
    if !text.starts_with('{') {
        None
    } else if squeezed.contains("\"tldrawFileFormatVersion\":") {
        Some(Format::Tldraw)
    } else if squeezed.contains("\"type\":\"excalidrawlib\"") {
        Some(Format::ExcalidrawLibrary)
    } else if squeezed.contains("\"type\":\"excalidraw") || place("\"elements\"").is_some() {
        Some(Format::Excalidraw)
    } else if ["\"txns\"", "\"startContent\"", "\"endContent\""]
        .iter()
        .any(|name| place(name).is_some())
    {
        Some(Format::Trace)
    } else {
        format_by_names(text)
    }
}

/// Reads all of it: the telling names may stand last.
fn format_by_names(text: &str) -> Option<Format> {
    let names = serde_json::from_str::<BTreeMap<String, serde::de::IgnoredAny>>(text).ok()?;
    if names.contains_key("tldrawFileFormatVersion") {
        Some(Format::Tldraw)
    } else if names.contains_key("libraryItems") || names.contains_key("library") {
        Some(Format::ExcalidrawLibrary)
    } else if names.contains_key("elements") {
        Some(Format::Excalidraw)
    } else {
        names.contains_key("txns").then_some(Format::Trace)
    }
}

fn is_zero(count: &u64) -> bool {
    *count == 0
}

fn check_size(text: &str) -> Result<(), ImportError> {
    if text.len() <= limits::IMPORT_BYTES {
        return Ok(());
    }
    let message = format!(
        "the file is larger than the {} MiB that can be imported",
        limits::IMPORT_BYTES >> 20
    );
    Err(ImportError {
        code: import_code::TOO_LARGE,
        message,
    })
}

impl Report {
    /// What of the file is not there, in sentences; none where everything is.
    pub fn sentences(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        let left_out = self.not_imported.values().sum::<u64>();
        let kinds = self.not_imported.keys().map(String::as_str).collect::<Vec<_>>();
        let are = |count: u64| if count == 1 { "was" } else { "were" };
        if left_out > 0 {
            sentences.push(format!(
                "{left_out} of its elements {} left out ({}).",
                are(left_out),
                kinds.join(", ")
            ));
        }
        let links = self.links_dropped;
        if links > 0 {
            let things = if links == 1 { "link" } else { "links" };
            sentences.push(format!("{links} unsafe {things} {} left out.", are(links)));
        }
        if self.mended > 0 {
            let which = if self.mended == 1 {
                "1 of its elements was"
            } else {
                &format!("{} of its elements were", self.mended)
            };
            sentences.push(format!(
                "{which} damaged in the file and mended: values of a wrong kind, or ties to what is not there."
            ));
        }
        sentences
    }

    fn count_imported(&mut self, kind: &str) {
        *self.imported.entry(kind.to_owned()).or_default() += 1;
    }

    fn count_left_out(&mut self, kind: &str) {
        *self.not_imported.entry(kind.to_owned()).or_default() += 1;
    }

    /// Left out, under a name that only the file knows.
    fn count_unknown(&mut self, kind: &str) {
        let name = kind.chars().take(KIND_CHARS).collect::<String>();
        let known = self.not_imported.contains_key(&name) || self.not_imported.len() < KINDS_MAX;
        self.count_left_out(if known { &name } else { "other" });
    }
}

/// A recording that begins with elements on its board.
fn seeded_with(elements: Vec<Element>) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut rest = elements.into_iter().peekable();
    while rest.peek().is_some() {
        let op = Op::Create(rest.by_ref().take(limits::ELEMENTS_PER_OP).collect());
        push_entry(&mut entries, Millis(0), ActorIndex::ROOM, op);
    }
    entries
}

fn push_entry(entries: &mut Vec<Entry>, at: Millis, actor: ActorIndex, op: Op) {
    let seq = Seq(entries.len() as u64 + 1);
    entries.push(Entry {
        seq,
        at,
        ago_millis: 0,
        actor,
        op,
        redacted: None,
    });
}

#[cfg(test)]
mod fuzz;
