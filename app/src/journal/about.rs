//! What a card is about, in the room: taken from what is selected as one begins to write, kept in step with the code while one
//! writes, and shown again by a press.

use board::{
    card::{About, CodeRange},
    id::CardId,
    limits::CARD_ELEMENTS,
    op::TextTarget,
    text::diff_edit,
    tool::ToolKind,
};
use leptos::prelude::*;

use super::Journal;
use crate::{session::Session, shortcuts::by_keys, ui::Tab};

/// What is selected on the board and in the code.
pub(super) fn of_selection(session: Session) -> About {
    let mut elements = session.selection().get_untracked();
    elements.truncate(CARD_ELEMENTS);
    let stretch = session.caret().filter(|(_, anchor, head)| anchor != head);
    let stretch = stretch.filter(|(file, _, _)| session.with_board(|board| board.file(*file).is_some()));
    let code = stretch.map(|(file, anchor, head)| CodeRange {
        file,
        from: anchor.min(head),
        to: anchor.max(head),
    });
    About { elements, code }
}

/// The stretch that a draft is about goes along with what is typed while it is being written, by whomever.
pub(super) fn follow_draft(journal: Journal) {
    let session = journal.session;
    Effect::new(move |before: Option<Option<(CodeRange, String)>>| {
        session.revision().track();
        let code = journal.draft.read().as_ref().and_then(|draft| draft.about.get().code)?;
        let text = session.with_board(|board| board.text(TextTarget::File(code.file)).map(ToString::to_string))?;
        let known = before.flatten().filter(|(known, _)| *known == code);
        let edit = known.and_then(|(_, before)| diff_edit(&before, &text, None));
        let after = edit.map_or(code, |edit| code.over(&edit));
        if after != code
            && let Some(draft) = journal.draft.get_untracked()
        {
            draft.about.update(|about| about.code = Some(after));
        }
        Some((after, text))
    });
}

impl Journal {
    /// Shows what a card is about: elements selected (or pointed out, for who may not draw) and in view, code lines marked.
    pub(super) fn show(self, id: CardId) {
        let session = self.session;
        let about = self.cards.with_untracked(|cards| {
            let card = cards.iter().find(|card| card.id == id);
            card.and_then(|card| card.kind.about().cloned())
        });
        let about = about.unwrap_or_default();
        let viewport = session.viewport().get_untracked();
        let standing = session.with_board(|board| {
            let ids = about.elements.iter().filter(|id| board.element(**id).is_some());
            ids.copied().collect::<Vec<_>>()
        });
        for id in standing.iter().rev() {
            by_keys::reveal(session, viewport, *id);
        }
        if session.rights().get_untracked().draw {
            session.set_found(None);
            if !standing.is_empty() {
                session.tool().set(ToolKind::Select);
                session.select(standing.clone());
            }
        } else {
            session.set_found(standing.first().copied());
        }
        self.pointed.set(None);
        self.pointed.set(about.code);
        // A narrow window shows one of them at a time.
        self.tab.set(if standing.is_empty() { Tab::Code } else { Tab::Board });
    }
}
