//! What a simulated person writes into the journal.

use board::{
    Op,
    card::{About, Assumption, CardKind, CodeRange, Decision},
    id::CardId,
    text::Utf16,
};
use rand::{Rng, rngs::SmallRng};

use super::{super::FILE, Person};

impl Person {
    /// A line, a decision, an assumption or a phase, about things on the board and a stretch of the code.
    pub(super) fn card(&mut self, random: &mut SmallRng) -> Op {
        let words = format!("line {}", random.random_range(0..100));
        let length = Utf16::of(&self.file_text()).0;
        let from = random.random_range(0..=length);
        let about = About {
            elements: (0..2).filter_map(|_| self.some_element(random)).collect(),
            code: random.random_bool(0.7).then(|| CodeRange {
                file: FILE,
                from: Utf16(from),
                to: Utf16(random.random_range(from..=length)),
            }),
        };
        let kind = match random.random_range(0..4) {
            0 => CardKind::Chat(words),
            1 => CardKind::Phase(words),
            2 => CardKind::Decision(Box::new(Decision {
                decision: words,
                about,
                ..Decision::default()
            })),
            _ => CardKind::Assumption(Box::new(Assumption {
                text: words,
                replaces: self.replica.board().cards().last().map(|card| card.id),
                about,
            })),
        };
        Op::Card {
            id: CardId(self.fresh_id()),
            kind,
        }
    }
}
