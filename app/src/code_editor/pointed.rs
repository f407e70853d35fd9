//! The stretch of code that a card is about, while it is being pointed out: whoever shows files brings it into view and marks
//! its lines.

use board::{card::CodeRange, id::FileId, text::Utf16};
use leptos::prelude::*;

/// What is pointed out in the code of a room.
#[derive(Clone, Copy)]
pub struct PointedOut(RwSignal<Option<CodeRange>>);

impl PointedOut {
    /// The room's own, made by whoever asks first.
    pub fn shared() -> PointedOut {
        use_context().unwrap_or_else(|| {
            let pointed = PointedOut(RwSignal::new(None));
            provide_context(pointed);
            pointed
        })
    }

    /// Points something out, or nothing any more.
    pub fn set(self, code: Option<CodeRange>) {
        self.0.set(code);
    }

    /// The file that it is in; tracked.
    pub fn file(self) -> Option<FileId> {
        self.0.get().map(|code| code.file)
    }

    /// Where in this file it is; tracked.
    pub fn in_file(self, file: FileId) -> Option<(Utf16, Utf16)> {
        let code = self.0.get().filter(|code| code.file == file)?;
        Some((code.from, code.to))
    }
}
