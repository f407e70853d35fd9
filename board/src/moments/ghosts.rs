//! What was on the board and is there no longer: which of it is shown as ghosts, and how faint (rules G1 to G4). A pure function of
//! the recording and the moment.

use super::history::Histories;
use crate::{
    board::Board,
    id::ElementId,
    limits::GHOSTS_SHOWN,
    recording::{Entry, Seq},
    sorting::sort_by,
    time::Millis,
};

/// Up to which age, in milliseconds, a ghost keeps how much of its colours, in percent; what is older keeps the last
/// (rule G2). Steps and no slope, so that while time runs a ghost is painted anew a few times and not with every frame.
const FADING: [(u64, u8); 4] = [(60_000, 50), (3 * 60_000, 40), (10 * 60_000, 30), (30 * 60_000, 22)];
const OLDEST_PERCENT: u8 = 16;

/// Something that was removed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Ghost {
    /// What it was.
    pub id: ElementId,
    /// When it was removed.
    pub removed_at: Millis,
    /// How much of its colours is left.
    pub percent: u8,
}

/// The ghosts on a board at a moment, what was removed last first; `seq` is the last entry in the board.
pub fn ghosts(histories: &Histories, entries: &[Entry], board: &Board, seq: Seq, at: Millis) -> Vec<Ghost> {
    let n_entries = usize::try_from(seq.0).unwrap_or(usize::MAX);
    let gone = board.elements_and_tombstones().filter(|element| element.deleted);
    let mut ghosts = gone
        .map(|element| {
            // What somebody removed offline is gone already, though the word of it came later.
            let removed_at = histories.removed_at(entries, element.id, n_entries).unwrap_or(at);
            Ghost {
                id: element.id,
                removed_at,
                percent: percent(at - removed_at),
            }
        })
        .collect::<Vec<_>>();
    sort_by(&mut ghosts, |left, right| {
        right.removed_at.cmp(&left.removed_at).then(left.id.cmp(&right.id))
    });
    ghosts.truncate(GHOSTS_SHOWN);
    ghosts
}

/// How much is left after so long (rule G2).
fn percent(age: Millis) -> u8 {
    let step = FADING.into_iter().find(|(until, _)| age.0 < *until);
    step.map_or(OLDEST_PERCENT, |(_, percent)| percent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        actor::ActorIndex,
        element::{Element, Kind},
        op::Op,
        order_key::OrderKey,
        part::Part,
        replay::Timeline,
    };

    fn recording() -> Vec<Entry> {
        let part = |id| Element::new(ElementId(id), Kind::Part(Part::Cache), OrderKey::first());
        let ops = [
            (0, Op::Create(vec![part(1), part(2), part(3)])),
            (10_000, Op::Delete(vec![ElementId(1)])),
            (20_000, Op::Delete(vec![ElementId(2)])),
            (30_000, Op::Restore(vec![ElementId(1)])),
            (40_000, Op::Delete(vec![ElementId(1)])),
        ];
        let entry = |(seq, (at, op))| Entry {
            seq: Seq(seq),
            at: Millis(at),
            ago_millis: 0,
            actor: ActorIndex(1),
            op,
            redacted: None,
        };
        (1..).zip(ops).map(entry).collect()
    }

    fn at(millis: u64) -> Vec<(u128, u64, u8)> {
        let entries = recording();
        let histories = Histories::new(&entries);
        let timeline = Timeline::new(entries).unwrap();
        let (board, seq) = (timeline.at(Millis(millis)), timeline.seq_at(Millis(millis)));
        let ghosts = ghosts(&histories, timeline.entries(), &board, seq, Millis(millis));
        let plain = |ghost: &Ghost| (ghost.id.0, ghost.removed_at.0, ghost.percent);
        ghosts.iter().map(plain).collect()
    }

    #[test]
    fn g1_what_was_removed_and_not_brought_back_is_a_ghost() {
        assert_eq!(at(9_999), []);
        assert_eq!(at(10_000), [(1, 10_000, 50)]);
        assert_eq!(at(25_000), [(2, 20_000, 50), (1, 10_000, 50)]);
        assert_eq!(at(35_000), [(2, 20_000, 50)]);
        assert_eq!(
            at(45_000),
            [(1, 40_000, 50), (2, 20_000, 50)],
            "removed again, it is young again"
        );
    }

    #[test]
    fn g2_ghosts_fade_with_age_and_never_quite() {
        let after = |minutes: u64| percent(Millis(minutes * 60_000));
        let fading = [0, 1, 2, 3, 9, 10, 29, 30, 600].map(after);
        assert_eq!(fading, [50, 40, 40, 30, 30, 22, 22, 16, 16]);
        assert_eq!(percent(Millis(59_999)), 50);
    }
}
