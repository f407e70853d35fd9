//! What simulated people write into the journal.

use board::{
    Board, Op,
    card::{About, Assumption, CardKind, CodeRange, Decision, Signal},
    id::CardId,
    text::Utf16,
};
use rand::{Rng, rngs::SmallRng};

use super::FILE;

/// A line, a decision, an assumption or a phase, about things on the board and a stretch of the code.
pub(super) fn card(id: CardId, board: &Board, random: &mut SmallRng) -> Op {
    let words = format!("line {}", random.random_range(0..100));
    let length = board.file(FILE).map_or(0, |file| file.text.len().0);
    let from = random.random_range(0..=length);
    let elements = board.elements_and_tombstones().map(|element| element.id);
    let about = About {
        elements: elements.filter(|_| random.random_bool(0.1)).take(3).collect(),
        code: random.random_bool(0.7).then(|| CodeRange {
            file: FILE,
            from: Utf16(from),
            to: Utf16(random.random_range(from..=length)),
        }),
    };
    let kind = match random.random_range(0..5) {
        0 => CardKind::Chat(words),
        1 => CardKind::Phase(words),
        4 => CardKind::Signal(Signal::ALL[random.random_range(0..Signal::ALL.len())]),
        2 => CardKind::Decision(Box::new(Decision {
            decision: words,
            about,
            ..Decision::default()
        })),
        _ => CardKind::Assumption(Box::new(Assumption {
            text: words,
            replaces: board.cards().last().map(|card| card.id),
            about,
        })),
    };
    Op::Card { id, kind }
}
