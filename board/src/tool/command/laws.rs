//! What holds of every command on any board: one step that undo takes back, nobody else's work touched, sizes kept.

use std::cell::RefCell;

use proptest::prelude::*;

use super::*;
use crate::{
    actor::ActorIndex,
    colour::Colour,
    history::History,
    shape::ShapeKind,
    tool::{Intent, Selected},
};

const ME: ActorIndex = ActorIndex(1);
const ELSE: ActorIndex = ActorIndex(2);
const N_COMMANDS: usize = 21;

/// A box: its place, its size, its turn, its group (0 is none) and whether it is locked.
type Made = ((i32, i32), (i32, i32), i32, u8, bool);

fn boxes() -> impl Strategy<Value = Vec<Made>> {
    let made = (
        (-4_000..4_000, -4_000..4_000),
        (0..2_000, 0..2_000),
        prop_oneof![Just(0), 0..36_000],
        0u8..4,
        prop::bool::weighted(0.1),
    );
    prop::collection::vec(made, 1..8)
}

fn board_of(boxes: &[Made]) -> Board {
    let mut board = Board::default();
    for (made, number) in boxes.iter().zip(1..) {
        let ((x, y), (width, height), angle, group, locked) = *made;
        let mut element = Element::new(ElementId(number), Kind::Shape(ShapeKind::Triangle), board.top_order());
        element.origin = Point::new(x, y);
        element.size = Size::new(width, height);
        element.angle_centidegrees = angle;
        element.locked = locked;
        // The third group is in the second.
        element.groups = match group {
            0 => Vec::new(),
            3 => vec![ElementId(1_003), ElementId(1_002)],
            group => vec![ElementId(1_000 + u128::from(group))],
        }
        .into();
        board.apply(ELSE, &Op::Create(vec![element])).expect("a sound box");
    }
    board
}

fn command(number: usize, board: &Board, selection: &[ElementId]) -> Vec<Intent> {
    let mut next = 2_000;
    let mut fresh = || {
        next += 1;
        ElementId(next)
    };
    match number {
        0 => align(board, selection, Alignment::Left),
        1 => align(board, selection, Alignment::Centre),
        2 => align(board, selection, Alignment::Right),
        3 => align(board, selection, Alignment::Top),
        4 => align(board, selection, Alignment::Middle),
        5 => align(board, selection, Alignment::Bottom),
        6 => distribute(board, selection, Axis::Across),
        7 => distribute(board, selection, Axis::Down),
        8 => flip(board, selection, Axis::Across),
        9 => flip(board, selection, Axis::Down),
        10 => bring_forward(board, selection),
        11 => send_backward(board, selection),
        12 => bring_to_front(board, selection),
        13 => send_to_back(board, selection),
        14 => group(board, selection, &mut fresh),
        15 => ungroup(board, selection),
        16 => toggle_lock(board, selection),
        17 => unlock(&locked(board)),
        18 => duplicate(board, selection, &mut fresh),
        19 => delete(board, selection),
        _ => paste_look(board, selection, &[Prop::Fill(Some(Colour::Token(3))), Prop::Width(32)]),
    }
}

fn sizes(board: &Board) -> Vec<Size> {
    board.elements().map(|element| element.size).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn u1_undo_takes_back_the_whole_command_and_nothing_of_others(
        boxes in boxes(),
        chosen in prop::collection::vec(any::<bool>(), 8),
        number in 0..N_COMMANDS,
        others in 0usize..8,
    ) {
        let board = RefCell::new(board_of(&boxes));
        let all = board.borrow().elements().map(|element| element.id).collect::<Vec<_>>();
        let selection = all.iter().zip(&chosen).filter(|(_, chosen)| **chosen).map(|(id, _)| *id).collect::<Vec<_>>();
        let before = board.borrow().clone();
        let mut history = History::default();
        let intents = command(number, &before, &selection);
        let ends = intents.iter().filter(|intent| **intent == Intent::EndStep).count();
        let n_ops = intents.iter().filter(|intent| matches!(intent, Intent::Apply(_))).count();
        prop_assert_eq!(ends, usize::from(n_ops > 0), "one step, or none");
        for intent in &intents {
            if let Intent::Apply(op) = intent {
                let back = board.borrow().inverse_of(op);
                let applied = board.borrow_mut().apply(ME, op);
                prop_assert!(applied.is_ok(), "{applied:?}: {op:?}");
                history.push(op, back);
            }
        }
        history.end_step();
        if !matches!(number, 18 | 19) {
            prop_assert_eq!(sizes(&board.borrow()), sizes(&before));
        }
        // Somebody else paints one of them meanwhile, which nothing here changes.
        let painted = all.get(others % all.len()).copied().expect("one of them");
        let paint = Op::Update(vec![ElementChange { id: painted, props: vec![Prop::Stroke(Colour::Token(5))] }]);
        let mut expected = before.clone();
        if board.borrow_mut().apply(ELSE, &paint).is_ok() {
            expected.apply(ELSE, &paint).expect("it applies to the board before as well");
        }
        history.undo(|| board.borrow().clone(), |op| board.borrow_mut().apply(ME, &op).is_ok());
        let left = |board: &Board| board.elements().cloned().collect::<Vec<_>>();
        prop_assert_eq!(left(&board.borrow()), left(&expected));
    }

    #[test]
    fn what_is_locked_is_never_changed_but_by_unlocking_and_ungrouping(
        boxes in boxes(),
        number in 0..N_COMMANDS,
    ) {
        let mut board = board_of(&boxes);
        let locked = |board: &Board| board.elements().filter(|element| element.locked).cloned().collect::<Vec<_>>();
        let (before, all) = (locked(&board), board.elements().map(|element| element.id).collect::<Vec<_>>());
        for intent in command(number, &board.clone(), &all) {
            if let Intent::Apply(op) = intent {
                board.apply(ME, &op).expect("the op fits the board");
            }
        }
        if !matches!(number, 15..=17) {
            let after = before.iter().filter_map(|element| board.element(element.id)).cloned().collect::<Vec<_>>();
            prop_assert_eq!(before, after);
        }
    }

    #[test]
    fn aligned_twice_is_aligned_once(boxes in boxes(), number in 0usize..6) {
        let mut board = board_of(&boxes);
        let all = board.elements().map(|element| element.id).collect::<Vec<_>>();
        for intent in command(number, &board.clone(), &all) {
            if let Intent::Apply(op) = intent {
                board.apply(ME, &op).expect("the op fits the board");
            }
        }
        // Middles of odd lengths lie between two places.
        let moved = command(number, &board, &all).into_iter().filter_map(|intent| match intent {
            Intent::Apply(Op::Update(changes)) => Some(changes),
            _ => None,
        });
        for change in moved.flatten() {
            let now = board.element(change.id).map(|element| element.origin);
            for prop in change.props {
                if let (Prop::Origin(origin), Some(now)) = (prop, now) {
                    prop_assert!((origin.x - now.x).abs() <= 1 && (origin.y - now.y).abs() <= 1);
                }
            }
        }
    }

    #[test]
    fn a_group_of_all_is_one_thing(boxes in boxes()) {
        let mut board = board_of(&boxes);
        let all = board.elements().map(|element| element.id).collect::<Vec<_>>();
        let n_free = board.elements().filter(|element| !element.locked).count();
        for intent in command(14, &board.clone(), &all) {
            if let Intent::Apply(op) = intent {
                board.apply(ME, &op).expect("the op fits the board");
            }
        }
        prop_assert_eq!(Selected::of(&board, &all).is_one_group, n_free > 1 || {
            let free = board.elements().find(|element| !element.locked);
            free.is_some_and(|element| !element.groups.is_empty())
        });
    }
}
