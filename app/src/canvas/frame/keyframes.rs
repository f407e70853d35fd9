//! Pictures of other moments, baked while nothing else is to be done: a jump shows the nearest one and paints only what
//! happened since. A keyframe is the picture of a board and the scene it was painted of, so that following a scene from there
//! tells what to paint. They hold for one camera and one size; whatever else would change the picture throws them away.

use std::{collections::BTreeMap, rc::Rc};

use board::{
    Board,
    board::ElementDifference,
    limits::KEYFRAME_BYTES,
    overlay::Overlay,
    recording::Seq,
    scene::{Reveal, SceneCache},
};
use gloo_timers::callback::Timeout;
use leptos::prelude::Callable;

use super::{
    bake::{Baked, Draft, Need},
    palette::Palette,
};
use crate::{
    canvas::{
        Moments,
        device::{Layer, Pixels, View},
    },
    dom,
};

/// How long nothing has to be jumped to before keyframes are baked.
pub(super) const QUIET_MILLIS: u32 = 120;
/// How long one slice of baking takes, about.
const SLICE_MILLIS: f64 = 5.0;
/// Elements between two keyframes at least; fewer are painted as quickly as a picture is copied.
const ELEMENTS_BETWEEN: usize = 128;
/// What is gone has its place painted anew, which costs as much as so many new elements.
const GONE_WEIGHT: usize = 8;
/// Up to here one goes on from what is shown.
const NEAR: usize = 48;

/// The picture of one board.
pub(super) struct Keyframe {
    /// What it was painted of.
    pub(super) scene: SceneCache,
    /// What was painted.
    pub(super) layer: Layer,
}

/// The keyframes of a canvas; none where nobody jumps.
pub(super) struct Keyframes {
    moments: Option<Moments>,
    /// Which of the checkpoints are kept, once they were chosen.
    chosen: Vec<usize>,
    kept: BTreeMap<Seq, Keyframe>,
    /// Layers of the present size to be used again.
    spare: Vec<Layer>,
    place: Option<(View, Pixels)>,
    walk: Walk,
    /// The timer of the next slice; a new one replaces it.
    pub(super) next_slice: Option<Timeout>,
}

/// The baking goes through the recording once, from checkpoint to checkpoint, as playing it would.
enum Walk {
    NotBegun,
    At {
        checkpoint: usize,
        scene: SceneCache,
        baked: Baked,
    },
    Done,
}

impl Keyframes {
    pub(super) fn new(moments: Option<Moments>) -> Keyframes {
        Keyframes {
            moments,
            chosen: Vec::new(),
            kept: BTreeMap::new(),
            spare: Vec::new(),
            place: None,
            walk: Walk::NotBegun,
            next_slice: None,
        }
    }

    /// Says for what the canvas is painted now. Whether keyframes were thrown away.
    pub(super) fn fit(&mut self, view: View, pixels: Pixels) -> bool {
        if self.moments.is_none() || self.place == Some((view, pixels)) {
            return false;
        }
        self.forget();
        if self.place.is_none_or(|(_, before)| before != pixels) {
            self.spare.clear();
        }
        self.place = Some((view, pixels));
        true
    }

    /// Throws all of them away.
    pub(super) fn forget(&mut self) {
        let kept = std::mem::take(&mut self.kept)
            .into_values()
            .map(|keyframe| keyframe.layer);
        self.spare.extend(kept);
        if let Walk::At { baked, .. } = std::mem::replace(&mut self.walk, Walk::NotBegun) {
            self.spare.push(baked.into_layer());
        }
    }

    /// Where to go on from to show a board: a keyframe, or `None` for what is shown.
    pub(super) fn nearest(&self, shown: &Board, wanted: &Board) -> Option<&Keyframe> {
        let moments = self.moments.as_ref()?;
        if distance(shown, wanted, NEAR) <= NEAR {
            return None;
        }
        let (_, keyframe) = self.kept.range(..=moments.seq.run(())).next_back()?;
        let far = distance(keyframe.scene.board(), wanted, usize::MAX);
        (distance(shown, wanted, far) > far).then_some(keyframe)
    }

    /// Whether there are still some to be baked.
    pub(super) fn wants_more(&self) -> bool {
        self.moments.is_some() && !self.is_complete()
    }

    /// Whether all are baked.
    pub(super) fn is_complete(&self) -> bool {
        matches!(self.walk, Walk::Done)
    }

    /// Whether anything is jumped to.
    pub(super) fn are_wanted(&self) -> bool {
        self.moments.is_some()
    }

    /// Bakes for a few milliseconds, with what the canvas itself is painted with.
    pub(super) fn bake(&mut self, palette: &Palette<'_>) {
        let (Some(moments), Some((view, pixels))) = (&self.moments, self.place) else {
            return;
        };
        let checkpoints = Rc::clone(&moments.checkpoints);
        let until = dom::now_millis() + SLICE_MILLIS;
        while dom::now_millis() < until {
            let (checkpoint, scene, baked) = match &mut self.walk {
                Walk::Done => return,
                Walk::NotBegun => {
                    let n_max = KEYFRAME_BYTES / (pixels.width as usize * pixels.height as usize * 4).max(1);
                    // One layer is the walk's own, one is for painting beside.
                    self.chosen = chosen(&drawn(&checkpoints), n_max.saturating_sub(2));
                    let Some(layer) = self.spare.pop().or_else(|| Layer::unseen(pixels)) else {
                        return;
                    };
                    self.walk = Walk::At {
                        checkpoint: 0,
                        scene: palette.scene.beside(),
                        baked: Baked::new(layer, Draft::Skipped),
                    };
                    continue;
                }
                Walk::At {
                    checkpoint,
                    scene,
                    baked,
                } => (checkpoint, scene, baked),
            };
            let Some((seq, board)) = checkpoints.get(*checkpoint).filter(|_| !self.chosen.is_empty()) else {
                self.walk = Walk::Done;
                return;
            };
            scene.set_fringe(view.fringe());
            baked.damaged(scene.update(board, &Overlay::default(), &Reveal::new()));
            if baked.bake(view, &Palette { scene, ..*palette }) != Need::Nothing {
                continue;
            }
            if self.chosen.binary_search(checkpoint).is_ok()
                && let Some(layer) = self.spare.pop().or_else(|| Layer::unseen(pixels))
            {
                layer.copy(baked.layer());
                let scene = scene.clone();
                self.kept.insert(*seq, Keyframe { scene, layer });
            }
            *checkpoint += 1;
        }
    }
}

/// What painting the way from one board to another costs, in new elements; not counted on once it is more than enough.
fn distance(from: &Board, to: &Board, enough: usize) -> usize {
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
fn drawn(checkpoints: &[(Seq, Board)]) -> Vec<usize> {
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
fn chosen(drawn: &[usize], n_max: usize) -> Vec<usize> {
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
