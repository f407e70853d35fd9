//! Transforming edits over concurrent ones, so that both orders end in the same text (the first transformation property;
//! the server's one order makes the second unnecessary).
//!
//! An edit is read as two things at once: an insert into the gap before unit `at`, and the deletion of a set of units. The
//! insert moves with its gap; the deletion keeps what of its units is left. What the other inserted inside the
//! deleted range survives, so the deletion may come out in two pieces.

use super::{Edit, Side, Utf16};

/// Our edit as it must read after `theirs` was applied: none, one or two edits, in the order to apply them.
/// `side` tells where our insert goes when both insert into one gap.
pub fn transform_pair(ours: Edit, theirs: &Edit, side: Side) -> (Option<Edit>, Option<Edit>) {
    let (their_at, their_end) = (theirs.at.0, theirs.at.0 + theirs.delete.0);
    let inserted = Utf16::of(&theirs.insert).0;
    let (at, end) = (ours.at.0, ours.at.0 + ours.delete.0);
    let gap = gap_after(at, theirs, inserted, side);
    if end <= their_at && (at < their_at || ours.delete.0 == 0) || at >= their_end && at > their_at {
        return (Some(Edit { at: Utf16(gap), ..ours }), None);
    }
    // What of our deletion lies before their edit keeps its place; what lies behind moves.
    let before = (at.min(their_at), end.min(their_at));
    let behind = (at.max(their_end), end.max(their_end));
    let moved = |offset: u32| offset - theirs.delete.0 + inserted;
    let before_length = before.1 - before.0;
    let behind_length = behind.1 - behind.0;
    let behind_at = moved(behind.0);
    let insert_with = |delete: u32| Edit {
        at: Utf16(gap),
        delete: Utf16(delete),
        insert: ours.insert.clone(),
    };
    let delete_at = |at: u32, delete: u32| Edit {
        at: Utf16(at),
        delete: Utf16(delete),
        insert: String::new(),
    };
    let some = |edit: Edit| (!edit.is_empty()).then_some(edit);
    // Pieces are emitted from the back to the front, so that none shifts the next.
    if before_length > 0 {
        if inserted == 0 {
            return (some(insert_with(before_length + behind_length)), None);
        }
        let behind = delete_at(behind_at, behind_length);
        return match some(behind) {
            Some(behind) => (Some(behind), some(insert_with(before_length))),
            None => (some(insert_with(before_length)), None),
        };
    }
    if behind_length == 0 || gap == behind_at {
        return (some(insert_with(behind_length)), None);
    }
    match some(insert_with(0)) {
        Some(insert) => (Some(delete_at(behind_at, behind_length)), Some(insert)),
        None => (Some(delete_at(behind_at, behind_length)), None),
    }
}

/// Where a place (a caret) stands after an edit; `side` says on which side of an insert right there it stays.
pub fn transform_offset(offset: Utf16, over: &Edit, side: Side) -> Utf16 {
    Utf16(gap_after(offset.0, over, Utf16::of(&over.insert).0, side))
}

fn gap_after(gap: u32, over: &Edit, inserted: u32, side: Side) -> u32 {
    let (over_at, over_end) = (over.at.0, over.at.0 + over.delete.0);
    if gap < over_at {
        gap
    } else if gap == over_at {
        match side {
            Side::Left => over_at,
            Side::Right => over_at + inserted,
        }
    } else if gap <= over_end {
        over_at + inserted
    } else {
        gap - over.delete.0 + inserted
    }
}

/// Transforms two concurrent runs of edits over each other: `ours` becomes what to apply after `theirs`, and the returned
/// run is `theirs` as it reads after all of `ours`. `tag` rides along with each of our edits (times, causes); a piece split
/// off keeps its edit's tag.
pub fn transform_edits<T: Clone>(ours: &mut Vec<(T, Edit)>, theirs: Vec<Edit>, side: Side) -> Vec<Edit> {
    let mut rebased = Vec::with_capacity(theirs.len());
    for their_edit in theirs {
        // Mostly one; a split of theirs makes it more on its way through ours.
        let mut crossing = vec![their_edit];
        let mut index = 0;
        while index < ours.len() {
            index += cross(ours, index, &mut crossing, side);
        }
        rebased.append(&mut crossing);
    }
    rebased
}

/// Takes the edits of `crossing` past the edit of ours at `index`; returns how many edits that one has become.
fn cross<T: Clone>(ours: &mut Vec<(T, Edit)>, index: usize, crossing: &mut Vec<Edit>, side: Side) -> usize {
    let mut crossed = Vec::with_capacity(crossing.len());
    let mut width = 1;
    for their_edit in std::mem::take(crossing) {
        let mut passing = vec![their_edit];
        let mut piece = index;
        while piece < index + width {
            let grown = cross_one(ours, piece, &mut passing, side);
            piece += grown;
            width = width + grown - 1;
        }
        crossed.append(&mut passing);
    }
    *crossing = crossed;
    width
}

/// Takes a run of theirs (concurrent with the one edit at `piece`) past that one edit; returns how many pieces it became.
fn cross_one<T: Clone>(ours: &mut Vec<(T, Edit)>, piece: usize, passing: &mut Vec<Edit>, side: Side) -> usize {
    let mut pieces = 1;
    let mut passed = Vec::with_capacity(passing.len());
    for their_edit in std::mem::take(passing) {
        if pieces != 1 {
            // Rare: the edit was split by an earlier one of the run; go through its pieces one by one.
            let mut rest = vec![their_edit];
            let mut at = piece;
            while at < piece + pieces {
                let grown = cross_one(ours, at, &mut rest, side);
                at += grown;
                pieces = pieces + grown - 1;
            }
            passed.append(&mut rest);
            continue;
        }
        let our_edit = std::mem::take(&mut ours[piece].1);
        let (theirs_first, theirs_second) = transform_pair(their_edit.clone(), &our_edit, side.other());
        let (first, second) = transform_pair(our_edit, &their_edit, side);
        match (first, second) {
            (Some(first), None) => ours[piece].1 = first,
            (Some(first), Some(second)) => {
                let tag = ours[piece].0.clone();
                ours[piece].1 = first;
                ours.insert(piece + 1, (tag, second));
                pieces = 2;
            }
            // Nothing is left of it; the empty edit stays as a place holder and is dropped by whoever sends or stores.
            (None, _) => ours[piece].1 = Edit::default(),
        }
        passed.extend(theirs_first);
        passed.extend(theirs_second);
    }
    *passing = passed;
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::TextBuffer, *};

    fn edits_on(length: u32) -> impl Strategy<Value = Edit> {
        (0..=length, 0u32..6, "[a-z]{0,3}").prop_map(move |(at, delete, insert)| Edit {
            at: Utf16(at),
            delete: Utf16(delete.min(length - at)),
            insert,
        })
    }

    /// A run of edits, each fitting the text that those before it leave.
    fn run_on(length: u32) -> impl Strategy<Value = Vec<Edit>> {
        prop::collection::vec((any::<prop::sample::Index>(), 0u32..6, "[a-z]{0,3}"), 0..6).prop_map(move |seeds| {
            let mut length = length;
            let mut run = Vec::new();
            for (place, delete, insert) in seeds {
                let at = place.index(length as usize + 1) as u32;
                let delete = delete.min(length - at);
                length = length - delete + Utf16::of(&insert).0;
                run.push(Edit {
                    at: Utf16(at),
                    delete: Utf16(delete),
                    insert,
                });
            }
            run
        })
    }

    fn apply_all<'a>(text: &str, edits: impl IntoIterator<Item = &'a Edit>) -> String {
        let mut buffer = TextBuffer::new(text);
        for edit in edits {
            buffer.apply(edit).expect("a transformed edit fits");
        }
        buffer.to_string()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn two_edits_end_alike_in_both_orders(ours in edits_on(12), theirs in edits_on(12)) {
            let text = "ABCDEFGHIJKL";
            let (our_first, our_second) = transform_pair(ours.clone(), &theirs, Side::Left);
            let (their_first, their_second) = transform_pair(theirs.clone(), &ours, Side::Right);
            let theirs_then_ours = [Some(theirs), our_first, our_second];
            let ours_then_theirs = [Some(ours), their_first, their_second];
            prop_assert_eq!(
                apply_all(text, theirs_then_ours.iter().flatten()),
                apply_all(text, ours_then_theirs.iter().flatten())
            );
        }

        #[test]
        fn two_runs_end_alike_in_both_orders(ours in run_on(12), theirs in run_on(12)) {
            let text = "ABCDEFGHIJKL";
            let mut rebased_ours = ours.iter().map(|edit| ((), edit.clone())).collect::<Vec<_>>();
            let rebased_theirs = transform_edits(&mut rebased_ours, theirs.clone(), Side::Left);
            let left = apply_all(text, theirs.iter().chain(rebased_ours.iter().map(|(_, edit)| edit)));
            let right = apply_all(text, ours.iter().chain(&rebased_theirs));
            prop_assert_eq!(left, right);
        }
    }

    #[test]
    fn x4_the_left_side_stays_left() {
        let insert = |text: &str| Edit {
            at: Utf16(3),
            delete: Utf16(0),
            insert: text.to_owned(),
        };
        let (left, _) = transform_pair(insert("mine"), &insert("theirs"), Side::Left);
        let (right, _) = transform_pair(insert("mine"), &insert("theirs"), Side::Right);
        assert_eq!(left.map(|edit| edit.at), Some(Utf16(3)));
        assert_eq!(right.map(|edit| edit.at), Some(Utf16(9)));
    }

    #[test]
    fn what_the_other_typed_inside_a_deletion_survives() {
        let ours = Edit {
            at: Utf16(2),
            delete: Utf16(6),
            insert: String::new(),
        };
        let theirs = Edit {
            at: Utf16(5),
            delete: Utf16(0),
            insert: "new".to_owned(),
        };
        let (first, second) = transform_pair(ours, &theirs, Side::Left);
        let text = apply_all("ABCDEFGHIJKL", [Some(theirs), first, second].iter().flatten());
        assert_eq!(text, "ABnewIJKL");
    }
}
