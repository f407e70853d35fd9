//! Pictures of other moments, baked while nothing else is to be done: a jump shows the nearest one and paints only what
//! happened since. A keyframe is the picture of a board and the scene it was painted of, so that following a scene from there
//! tells what to paint. They hold for one camera and one size; whatever else would change the picture throws them away.

mod choice;

use board::{
    Board,
    limits::KEYFRAME_BYTES,
    overlay::Overlay,
    recording::Seq,
    scene::{Reveal, SceneCache},
};
use gloo_timers::callback::Timeout;
use leptos::prelude::Callable;

use self::choice::{chosen, distance, drawn};
use super::{
    bake::{Baked, Draft, Need},
    palette::Palette,
};
use crate::{
    canvas::{
        Moments,
        device::{Layer, Pixels, View},
        painter::Painter,
    },
    dom,
};

/// How long nothing has to be jumped to before keyframes are baked.
pub(super) const QUIET_MILLIS: u32 = 120;
/// How long one slice of baking takes, about.
const SLICE_MILLIS: f64 = 5.0;
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
    /// By time, as they were baked.
    kept: Vec<(Seq, Keyframe)>,
    /// Layers of the present size to be used again.
    spare: Vec<Layer>,
    place: Option<(View, Pixels)>,
    walk: Walk,
    /// The timer of the next slice; a new one replaces it.
    pub(super) next_slice: Option<Timeout>,
}

/// The baking goes through the recording once, from one chosen checkpoint to the next.
enum Walk {
    NotBegun,
    At(Box<Walker>),
    Done,
}

struct Walker {
    /// The chosen checkpoints.
    checkpoints: Vec<(Seq, Board)>,
    /// How many of them have their picture.
    n_done: usize,
    scene: SceneCache,
    baked: Baked,
    /// Paints most things once only: their paths are not worth keeping with those of what is shown.
    painter: Painter,
}

impl Keyframes {
    pub(super) fn new(moments: Option<Moments>) -> Keyframes {
        Keyframes {
            moments,
            kept: Vec::new(),
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
            .into_iter()
            .map(|(_, keyframe)| keyframe.layer);
        self.spare.extend(kept);
        if let Walk::At(walker) = std::mem::replace(&mut self.walk, Walk::NotBegun) {
            self.spare.push(walker.baked.into_layer());
        }
    }

    /// Where to go on from to show a board: a keyframe, or `None` for what is shown.
    pub(super) fn nearest(&self, shown: &Board, wanted: &Board) -> Option<&Keyframe> {
        let moments = self.moments.as_ref()?;
        if distance(shown, wanted, NEAR) <= NEAR {
            return None;
        }
        self.nearer(shown, wanted, moments.seq.run(()))
    }

    /// The keyframe from which the way to another board is shorter than from what is shown.
    pub(super) fn nearer(&self, shown: &Board, wanted: &Board, wanted_seq: Seq) -> Option<&Keyframe> {
        let (_, keyframe) = self.kept.iter().rev().find(|(seq, _)| *seq <= wanted_seq)?;
        let far = distance(keyframe.scene.board(), wanted, usize::MAX);
        (distance(shown, wanted, far) > far).then_some(keyframe)
    }

    /// The view that all of them show.
    pub(super) fn view(&self) -> Option<View> {
        self.place.map(|(view, _)| view)
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
        let until = dom::now_millis() + SLICE_MILLIS;
        while self.wants_more() && dom::now_millis() < until {
            if self.bake_step(palette).is_none() {
                // The browser gives no further canvas: what there is has to do.
                self.walk = Walk::Done;
            }
        }
    }

    fn bake_step(&mut self, palette: &Palette<'_>) -> Option<()> {
        let (view, pixels) = self.place?;
        let walker = match &mut self.walk {
            Walk::Done => return Some(()),
            Walk::At(walker) => walker,
            Walk::NotBegun => {
                let n_max = KEYFRAME_BYTES / (pixels.width as usize * pixels.height as usize * 4).max(1);
                // One layer is the walk's own, one is for painting beside.
                let all = self.moments.as_ref()?.checkpoints.run(());
                let chosen = chosen(&drawn(&all), n_max.saturating_sub(2));
                let layer = self.spare.pop().or_else(|| Layer::unseen(pixels))?;
                self.walk = Walk::At(Box::new(Walker {
                    checkpoints: chosen.iter().filter_map(|index| all.get(*index).cloned()).collect(),
                    n_done: 0,
                    scene: palette.scene.beside(),
                    baked: Baked::new(layer, Draft::Skipped),
                    painter: Painter::keeping(0),
                }));
                return Some(());
            }
        };
        let Some((seq, board)) = walker.checkpoints.get(walker.n_done).cloned() else {
            self.spare.clear();
            self.walk = Walk::Done;
            return Some(());
        };
        let Walker {
            scene, baked, painter, ..
        } = walker.as_mut();
        scene.set_fringe(view.fringe());
        baked.damaged(scene.update(&board, &Overlay::default(), &Reveal::new()));
        if baked.bake(
            view,
            &Palette {
                scene,
                painter,
                ..*palette
            },
        ) != Need::Nothing
        {
            return Some(());
        }
        walker.n_done += 1;
        let layer = self.spare.pop().or_else(|| Layer::unseen(pixels))?;
        layer.copy(walker.baked.layer());
        let scene = walker.scene.clone();
        self.kept.push((seq, Keyframe { scene, layer }));
        Some(())
    }
}
