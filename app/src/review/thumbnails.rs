//! Small pictures of the moments that are pointed at on the time bar, painted by the board's own canvas from the nearest picture
//! it has; those painted last are kept, within a limit. They are of what would be shown there, paused or not.

use std::{collections::VecDeque, rc::Rc};

use board::{
    Board,
    limits::THUMBNAIL_BYTES,
    op::{Op, TextTarget},
    recording::{Entry, Seq},
    text::{Excerpt, Utf16, lines_around},
    time::Millis,
};
use kurbo::{Rect, Size};
use leptos::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::{canvas::Pictures, review::Review};

/// Their size in CSS pixels.
const SIZE: Size = Size::new(224.0, 140.0);
/// Lines of code before and after the one that was typed in last.
const LINES_AROUND: usize = 3;

/// What a picture shows: the last entry in it, and how much of what follows has begun.
type Key = (Seq, usize);

/// In context of a review.
#[derive(Clone, Copy)]
pub struct Thumbnails {
    review: Review,
    pictures: Pictures,
    look: StoredValue<Option<Look>, LocalStorage>,
    kept: StoredValue<Kept, LocalStorage>,
    /// Entries in which somebody typed code, by their place in the recording; looked for when a moment is first pointed at.
    typed: StoredValue<Option<Rc<[u32]>>, LocalStorage>,
}

/// How the board is looked at.
#[derive(Clone)]
struct Look {
    /// Around all that will ever be drawn.
    part: Memo<Option<Rect>>,
    /// What of a board is in sight.
    seen: Rc<dyn Fn(Board) -> Board>,
}

#[derive(Default)]
struct Kept {
    /// Of the canvas, when these were painted.
    epoch: u64,
    /// The one asked for last stands at the end.
    pictures: VecDeque<(Key, HtmlCanvasElement)>,
}

/// Some code of a moment.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct CodeThen {
    /// The file that was typed in last.
    pub(super) file: String,
    /// Around the place where that was.
    pub(super) excerpt: Excerpt,
}

/// A moment as it was.
pub(super) struct Thumbnail {
    /// `None` where nothing is ever drawn, or is not known yet to be.
    pub(super) picture: Option<HtmlCanvasElement>,
    /// `None` before anybody typed.
    pub(super) code: Option<CodeThen>,
}

impl Thumbnails {
    /// Puts itself into the context; there are pictures once the board is on the page.
    pub fn begin(review: Review) {
        provide_context(Thumbnails {
            review,
            pictures: Pictures::awaited(),
            look: StoredValue::new_local(None),
            kept: StoredValue::new_local(Kept::default()),
            typed: StoredValue::new_local(None),
        });
    }

    /// Told how the board is looked at; what the canvas gives its pictures with.
    pub(super) fn of_board(self, part: Memo<Option<Rect>>, seen: impl Fn(Board) -> Board + 'static) -> Pictures {
        let seen: Rc<dyn Fn(Board) -> Board> = Rc::new(seen);
        self.look.set_value(Some(Look { part, seen }));
        self.pictures
    }

    /// What of a board is in sight has changed.
    pub(super) fn forget(self) {
        self.kept.try_update_value(|kept| kept.pictures.clear());
    }

    /// A moment as it was.
    pub(super) fn at(self, at: Millis) -> Thumbnail {
        let opened = self.review.opened();
        let (timeline, seq) = (&opened.timeline, opened.timeline.seq_at(at));
        let board = timeline.at_seq(seq);
        let shown = opened.unfolding.show(timeline.entries(), &board, at);
        let typed = self.typed.get_value().unwrap_or_else(|| {
            let typed = typed(timeline.entries());
            self.typed.set_value(Some(Rc::clone(&typed)));
            typed
        });
        Thumbnail {
            code: code_then(timeline.entries(), &typed, &board, seq),
            picture: self.picture((seq, shown.pieces), shown.board),
        }
    }

    fn picture(self, key: Key, board: Board) -> Option<HtmlCanvasElement> {
        let look = self.look.get_value()?;
        let part = look.part.get_untracked()?;
        let epoch = self.pictures.epoch();
        let known = self.kept.try_update_value(|kept| kept.take(key, epoch)).flatten();
        let picture = match known {
            Some(picture) => picture,
            None => self.pictures.paint(&(look.seen)(board), key.0, part, SIZE)?,
        };
        self.kept.try_update_value(|kept| kept.keep(key, picture.clone()));
        Some(picture)
    }
}

impl Kept {
    fn take(&mut self, key: Key, epoch: u64) -> Option<HtmlCanvasElement> {
        if self.epoch != epoch {
            self.epoch = epoch;
            self.pictures.clear();
        }
        let index = self.pictures.iter().position(|(kept, _)| *kept == key)?;
        self.pictures.remove(index).map(|(_, picture)| picture)
    }

    fn keep(&mut self, key: Key, picture: HtmlCanvasElement) {
        let bytes = picture.width() as usize * picture.height() as usize * 4;
        let n_max = (THUMBNAIL_BYTES / bytes.max(1)).max(1);
        while self.pictures.len() >= n_max {
            self.pictures.pop_front();
        }
        self.pictures.push_back((key, picture));
    }
}

fn typed(entries: &[Entry]) -> Rc<[u32]> {
    let typed = (0..).zip(entries).filter(|(_, entry)| typed_in(entry).is_some());
    typed.map(|(index, _)| index).collect()
}

/// Which file an entry typed in, and where its typing ended.
pub(super) fn typed_in(entry: &Entry) -> Option<(board::id::FileId, Utf16)> {
    let Op::Text {
        target: TextTarget::File(file),
        atoms,
        ..
    } = &entry.op
    else {
        return None;
    };
    let edit = &atoms.last()?.edit;
    Some((*file, Utf16(edit.at.0.saturating_add(Utf16::of(&edit.insert).0))))
}

fn code_then(entries: &[Entry], typed: &[u32], board: &Board, seq: Seq) -> Option<CodeThen> {
    let n_before = typed.partition_point(|index| u64::from(*index) < seq.0);
    let last = typed.get(n_before.checked_sub(1)?)?;
    let (file, at) = typed_in(entries.get(*last as usize)?)?;
    let file = board.file(file)?;
    Some(CodeThen {
        file: file.name.clone(),
        excerpt: lines_around(&file.text, at, LINES_AROUND),
    })
}

#[cfg(test)]
mod tests {
    use board::{
        actor::{ActorIndex, JoinRank},
        code::Language,
        id::FileId,
        text::{Atom, Cause, Edit},
    };

    use super::*;

    fn entry(seq: u64, op: Op) -> Entry {
        Entry {
            seq: Seq(seq),
            at: Millis(seq * 1_000),
            ago_millis: 0,
            actor: ActorIndex(1),
            op,
            redacted: None,
        }
    }

    fn typing(seq: u64, at: u32, insert: &str) -> Entry {
        let edit = Edit {
            at: Utf16(at),
            delete: Utf16(0),
            insert: insert.to_owned(),
        };
        let atom = Atom {
            dt_millis: 0,
            cause: Cause::Type,
            edit,
        };
        entry(
            seq,
            Op::Text {
                target: TextTarget::File(FileId(1)),
                rank: JoinRank(0),
                atoms: vec![atom],
            },
        )
    }

    #[test]
    fn the_code_of_a_moment_is_what_was_typed_last() {
        let file = Op::CreateFile {
            id: FileId(1),
            name: "main.rs".to_owned(),
            language: Language::Rust,
        };
        let entries = [
            entry(1, file),
            typing(2, 0, "one\n"),
            typing(3, 4, "two"),
            entry(4, Op::Removed),
        ];
        let typed = typed(&entries);
        let mut board = Board::default();
        let mut then = Vec::new();
        for entry in &entries {
            let _ = board.apply(entry.actor, &entry.op);
            then.push(code_then(&entries, &typed, &board, entry.seq).map(|code| code.excerpt.lines.join("|")));
        }
        let expected = [None, Some("one|"), Some("one|two"), Some("one|two")];
        assert_eq!(then, expected.map(|lines| lines.map(str::to_owned)));
        assert_eq!(code_then(&entries, &typed, &board, Seq(0)), None);
    }
}
