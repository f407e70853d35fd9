//! The journal of a room: decisions, assumptions and phases, which everybody here sees and may write (phases: host and
//! co-host), each linked to what it is about. Cards of the board's public journal, as chat lines are.

mod about;
mod card_item;
mod panel;
mod phase;
mod telling;
mod writing;

use board::{
    Op,
    actor::ActorIndex,
    card::{Card, CardKind},
    id::CardId,
    moments::phase_of,
    reading::about_words,
};
use leptos::prelude::*;

pub use panel::{JournalButton, JournalPanel};
pub use phase::PhaseSign;

use crate::{
    code_editor::PointedOut,
    dom,
    finding::Finding,
    session::Session,
    side::{Side, Sides},
    ui::Tab,
};
use writing::Draft;

/// The journal of one room; in context of its parts.
#[derive(Clone, Copy)]
pub struct Journal {
    session: Session,
    sides: Sides,
    finding: Finding,
    pointed: PointedOut,
    cards: Memo<Vec<Written>>,
    phase: Memo<Option<String>>,
    /// What is being written; it outlives the panel, so that closing loses nothing.
    draft: RwSignal<Option<Draft>>,
    n_read: RwSignal<usize>,
    /// The room: drafts are its own, not those of the button that began them.
    owner: StoredValue<Owner>,
    tab: RwSignal<Tab>,
}

/// A card as it is shown.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Written {
    id: CardId,
    author: ActorIndex,
    kind: CardKind,
    /// What it is about, as the board tells it now.
    about: Option<String>,
    /// Whether a later one says it anew.
    is_restated: bool,
}

impl Journal {
    /// Opens the journal of a session and puts it into the context.
    pub fn begin(session: Session) -> Journal {
        let revision = session.revision();
        let cards = Memo::new(move |_| {
            revision.track();
            session.with_board(|board| {
                let cards = board.cards().filter(|card| is_journal(card)).collect::<Vec<_>>();
                let is_restated = |id| cards.iter().any(|card| replaces(card) == Some(id));
                let written = |card: &&std::sync::Arc<Card>| Written {
                    id: card.id,
                    author: card.author,
                    kind: card.kind.clone(),
                    about: card.kind.about().and_then(|about| about_words(about, board)),
                    is_restated: is_restated(card.id),
                };
                cards.iter().map(written).collect::<Vec<_>>()
            })
        });
        let phase = Memo::new(move |_| {
            revision.track();
            session.with_board(|board| phase_of(board.cards().map(|card| &**card)).cloned())
        });
        let journal = Journal {
            session,
            sides: Sides::shared(),
            finding: Finding::shared(),
            pointed: PointedOut::shared(),
            cards,
            phase,
            draft: RwSignal::new(None),
            n_read: RwSignal::new(0),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            tab: Tab::shared(),
        };
        provide_context(journal);
        // What is looked at counts as read, whichever of the two changes.
        Effect::new(move || {
            let n_cards = cards.read().len();
            if journal.is_open() {
                journal.n_read.set(n_cards);
            }
        });
        writing::begin_when_asked(journal);
        telling::tell_new_cards(journal);
        about::follow_draft(journal);
        journal
    }

    /// Whether its panel is open; tracked.
    fn is_open(self) -> bool {
        self.sides.shows(Side::Journal)
    }

    /// Whether the person may write; tracked.
    fn may_write(self) -> bool {
        self.session.rights().get().chat
    }

    /// Whether the person may announce phases; the room knows it too. Tracked.
    pub(crate) fn may_announce(self) -> bool {
        let by_role = self.session.role().get().is_some_and(|role| role.rights().phases);
        by_role && self.may_write()
    }

    /// Opens the journal where a phase is announced.
    pub(crate) fn begin_phase(self) {
        self.sides.open(Side::Journal);
        request_animation_frame(|| dom::focus_first(".journal-phase input"));
    }

    /// What to call somebody; tracked.
    fn name_of(self, author: ActorIndex) -> String {
        if author == self.session.me().get() {
            return "You".to_owned();
        }
        let names = self.session.names().get();
        let known = names.into_iter().find(|(actor, _)| *actor == author);
        known.map_or_else(|| "Somebody".to_owned(), |(_, name)| name)
    }

    /// Writes a card; whether the board took it.
    fn put(self, kind: CardKind) -> bool {
        let id = self.session.fresh_card_id();
        let taken = self.session.apply(Op::Card { id, kind });
        self.session.end_step();
        taken
    }
}

/// Chat lines and signals have a place of their own.
fn is_journal(card: &Card) -> bool {
    match &card.kind {
        CardKind::Chat(_) | CardKind::Signal(_) => false,
        CardKind::Decision(_) | CardKind::Assumption(_) | CardKind::Phase(_) => true,
    }
}

fn replaces(card: &Card) -> Option<CardId> {
    match &card.kind {
        CardKind::Assumption(card) => card.replaces,
        CardKind::Chat(_) | CardKind::Signal(_) | CardKind::Decision(_) | CardKind::Phase(_) => None,
    }
}
