//! Sentences over the board.

use super::Session;
use crate::live::Live;

/// A sentence over the board until it is read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Notice {
    /// The sentence.
    pub words: String,
    /// Whether it says what was not taken or went wrong, not what was done.
    pub is_problem: bool,
}

impl Session {
    /// What is said over the board; set to `None` once read.
    pub fn notice(&self) -> Live<Option<Notice>> {
        self.signals.notice
    }

    /// Says in a sentence what was not taken or went wrong.
    pub fn warn(&self, words: impl Into<String>) {
        let notice = Notice {
            words: words.into(),
            is_problem: true,
        };
        self.signals.notice.set(Some(notice));
    }

    /// Says in a sentence what was done, where nothing on the board shows it.
    pub fn tell(&self, words: impl Into<String>) {
        let notice = Notice {
            words: words.into(),
            is_problem: false,
        };
        self.signals.notice.set(Some(notice));
    }
}
