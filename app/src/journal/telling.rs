//! A new card is read out to whoever does not see it come.

use board::{
    card::CardKind,
    id::CardId,
    reading::{card_kind_name, card_words},
};
use leptos::prelude::*;

use super::Journal;
use crate::session::ConnectionState;

/// Reads out what others write from now on; what was there at the beginning, or came while one was away, is in the list.
pub(super) fn tell_new_cards(journal: Journal) {
    let session = journal.session;
    Effect::new(move |before: Option<(bool, Vec<CardId>)>| {
        let is_live = session.connection().get() == ConnectionState::Live;
        let cards = journal.cards.read();
        let ids = cards.iter().map(|card| card.id).collect::<Vec<_>>();
        if let Some((true, known)) = before {
            let new = cards.iter().filter(|card| !known.contains(&card.id));
            let sentences = new.map(|card| untrack(|| sentence(journal, card.author, &card.kind)));
            let sentences = sentences.collect::<Vec<_>>();
            if !sentences.is_empty() {
                journal.finding.tell(sentences.join(" "));
            }
        }
        (is_live, ids)
    });
}

fn sentence(journal: Journal, author: board::actor::ActorIndex, kind: &CardKind) -> String {
    if author == journal.session.me().get() {
        return format!("{} added.", card_kind_name(kind));
    }
    let words = card_words(kind).replace('\n', ". ");
    format!("{}: {words}.", journal.name_of(author))
}
