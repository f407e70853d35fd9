//! Which checkpoints are worth a keyframe, and from which picture the way to a board is shortest. Counts elements; knows no
//! canvas.

use board::{Board, board::ElementDifference, recording::Seq};

/// Elements between two keyframes at least; fewer are painted as quickly as a picture is copied.
const ELEMENTS_BETWEEN: usize = 128;
/// What is gone has its place painted anew, which costs as much as so many new elements.
const GONE_WEIGHT: usize = 8;

/// What painting the way from one board to another costs, in new elements; not counted on once it is more than enough.
pub(super) fn distance(from: &Board, to: &Board, enough: usize) -> usize {
    let mut distance: usize = 0;
    for difference in from.differences(to) {
        distance += match (difference.is_here, difference.is_there) {
            (true, _) => GONE_WEIGHT,
            (false, true) => 1,
            (false, false) => 0,
        };
        if distance > enough {
            break;
        }
    }
    distance
}

/// How many elements differ between each checkpoint and the one before.
pub(super) fn drawn(checkpoints: &[(Seq, Board)]) -> Vec<usize> {
    let pairs = checkpoints.windows(2).map(|pair| match pair {
        [(_, before), (_, after)] => {
            let stands = |difference: &ElementDifference| difference.is_here || difference.is_there;
            before.differences(after).filter(stands).count()
        }
        _ => 0,
    });
    std::iter::once(0).chain(pairs).collect()
}

/// The checkpoints to keep pictures of: after even amounts of drawing, and no more than there is room for.
pub(super) fn chosen(drawn: &[usize], n_max: usize) -> Vec<usize> {
    let total = drawn.iter().sum::<usize>();
    let between = total.div_ceil(n_max.max(1)).max(ELEMENTS_BETWEEN);
    let (mut since, mut chosen) = (0, Vec::new());
    for (index, more) in drawn.iter().enumerate() {
        since += more;
        if since >= between && chosen.len() < n_max {
            chosen.push(index);
            since = 0;
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use board::{
        actor::ActorIndex,
        element::{Element, Kind},
        id::ElementId,
        op::Op,
        order_key::OrderKey,
        shape::ShapeKind,
    };

    use super::*;

    fn board(ids: std::ops::Range<u128>, deleted: u128) -> Board {
        let mut board = Board::default();
        let shape = |id| Element::new(ElementId(id), Kind::Shape(ShapeKind::Ellipse), OrderKey::first());
        let ops = [
            Op::Create(ids.map(shape).collect()),
            Op::Delete((0..deleted).map(ElementId).collect()),
        ];
        for op in ops {
            let _ = board.apply(ActorIndex(1), &op);
        }
        board
    }

    #[test]
    fn what_is_gone_makes_a_board_farther_than_what_is_new() {
        let (few, many) = (board(0..10, 0), board(0..14, 0));
        assert_eq!(distance(&few, &few.clone(), 100), 0);
        assert_eq!(distance(&few, &many, 100), 4);
        assert_eq!(distance(&many, &few, 100), 4 * GONE_WEIGHT);
        assert_eq!(distance(&few, &board(0..10, 2), 100), 2 * GONE_WEIGHT);
        assert_eq!(distance(&board(0..10, 2), &few, 100), 2, "restored");
        assert!(
            distance(&Board::default(), &many, 3) > 3,
            "far enough is not counted on"
        );
    }

    #[test]
    fn keyframes_lie_at_even_amounts_of_drawing() {
        assert_eq!(chosen(&[0, 128, 0, 0, 128, 127, 1], 10), [1, 4, 6]);
        assert_eq!(chosen(&[0, 1_000, 1_000, 1_000, 1_000], 2), [2, 4]);
        assert_eq!(chosen(&[0, 5_000, 10, 10], 3), [1], "one long step is one keyframe");
        assert_eq!(
            chosen(&[0, 20, 30], 10),
            [0; 0],
            "a small drawing is painted as quickly"
        );
        assert_eq!(chosen(&[0, 500], 0), [0; 0]);
        assert_eq!(chosen(&[], 4), [0; 0]);
    }

    #[test]
    fn drawing_is_counted_from_checkpoint_to_checkpoint() {
        let checkpoints = [board(0..0, 0), board(0..5, 0), board(0..5, 1), board(0..9, 1)];
        let checkpoints = checkpoints.map(|board| (Seq(0), board));
        assert_eq!(drawn(&checkpoints), [0, 5, 1, 4]);
        assert!(drawn(&[]).iter().all(|count| *count == 0));
    }
}
