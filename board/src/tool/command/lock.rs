//! Locking: what is locked is not grabbed, changed or deleted until it is unlocked.

use super::step;
use crate::{
    board::Board,
    id::ElementId,
    op::{ElementChange, Prop},
    tool::{Intent, arrange, unit::unlocked},
};

/// Locks what is selected; if all of it is locked, unlocks it.
pub fn toggle_lock(board: &Board, selection: &[ElementId]) -> Vec<Intent> {
    let lock = unlocked(board, selection).next().is_some();
    let elements = selection
        .iter()
        .filter_map(|id| board.element(*id))
        .filter(|element| element.locked != lock);
    set(lock, elements.map(|element| element.id))
}

/// Everything that is locked.
pub fn locked(board: &Board) -> Vec<ElementId> {
    let locked = board.elements().filter(|element| element.locked);
    locked.map(|element| element.id).collect()
}

/// Unlocks elements and selects them.
pub fn unlock(ids: &[ElementId]) -> Vec<Intent> {
    let mut intents = set(false, ids.iter().copied());
    if !ids.is_empty() {
        intents.push(Intent::Select(ids.to_vec()));
    }
    intents
}

fn set(lock: bool, ids: impl Iterator<Item = ElementId>) -> Vec<Intent> {
    let change = |id| ElementChange {
        id,
        props: vec![Prop::Locked(lock)],
    };
    step(arrange::update(&ids.map(change).collect::<Vec<_>>()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::command::tests::{check, ids};

    const BOTH: &str = "rectangle 0,0 9x9; rectangle 20,0 9x9 locked";

    #[test]
    fn locks_are_set_first_and_then_taken_off() {
        check(BOTH, "update #1 locked; step", |board| {
            toggle_lock(board, &ids(&[1, 2]))
        });
        check(BOTH, "update #2 unlocked; step", |board| toggle_lock(board, &ids(&[2])));
    }

    fn all(board: &Board) -> Vec<Intent> {
        unlock(&locked(board))
    }

    #[test]
    fn everything_locked_is_unlocked_at_once() {
        check(BOTH, "update #2 unlocked; step; select #2", all);
        check("rectangle 0,0 9x9", "", all);
    }
}
