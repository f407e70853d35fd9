//! The canvas of what lies still. It reaches beyond the view, so that a pan moves the canvas and paints nothing; where it
//! comes to the end its pixels are moved and the strips that come into reach are painted. A change paints what it damaged; a zoom stretches the picture until it rests. Where painting all of it would take longer than a frame, a draft
//! comes first and is refined in the frames after it; what is only added is added in portions. Keyframes are baked here too.

mod beside;
mod beyond;

use std::rc::Rc;

use board::scene::{Damage, DrawItem};
use gloo_timers::callback::Timeout;
use kurbo::{Rect, Size, Vec2};

use super::{
    palette::{Palette, cost_of, to_the_middle},
    places::{around, merged, strips_after, tiles},
};
use crate::canvas::{
    device::{Layer, Pixels, View},
    painter::Detail,
};

/// How long a zoom has to rest before the picture is painted sharp.
pub(super) const SETTLE_MILLIS: u32 = 120;
/// A picture that costs more than this is drafted first: some 12 milliseconds of a small machine without a graphics card.
pub(super) const HEAVY: usize = 40_000;
/// What one frame refines.
const REFINED_PER_FRAME: usize = 36_000;
/// What one frame paints of a picture that is made beside: nobody waits for parts of it, and with fewer frames it is there sooner.
const BESIDE_PER_FRAME: usize = 64_000;
/// Tiles in which a draft is refined, in device pixels.
const TILE: Size = Size::new(360.0, 300.0);

/// What the bake wants next.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Need {
    /// It is up to date.
    Nothing,
    /// It shows a stretched picture; call `settle` after a rest.
    SettleLater,
    /// It shows a draft; another frame refines it.
    AnotherFrame,
}

/// What becomes of a picture that is too costly for one frame.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Draft {
    /// It is drafted, because somebody looks at it.
    Shown,
    /// Nobody looks: only what is sharp is painted.
    Skipped,
}

/// The canvas and what it shows.
pub(super) struct Baked {
    layer: Layer,
    draft: Draft,
    /// How far it reaches beyond the view, in device pixels.
    margin: u32,
    /// The camera it was painted for, in the layer's own pixels; `None` if it shows nothing of use.
    painted: Option<View>,
    /// The camera it was last shown for, in pixels of the view.
    shown: Option<View>,
    /// How many items of a picture that is painted beside, a part in each frame, are there already.
    beside: Option<usize>,
    /// Beyond the view and not painted yet, in the layer's pixels.
    unpainted: Vec<Rect>,
    damage: Damage,
    /// What shows a draft, in device pixels; the last is refined first.
    drafted: Vec<Rect>,
    is_stretched: bool,
    is_resting: bool,
    /// The timer of a stretched picture; a new one replaces it.
    pub(super) settling: Option<Timeout>,
}

impl Baked {
    pub(super) fn new(layer: Layer, draft: Draft) -> Baked {
        Baked {
            layer,
            draft,
            margin: 0,
            painted: None,
            shown: None,
            beside: None,
            unpainted: Vec::new(),
            damage: Damage::default(),
            drafted: Vec::new(),
            is_stretched: false,
            is_resting: false,
            settling: None,
        }
    }

    /// Takes the size of the view and how far to reach beyond it; nothing is painted any more.
    pub(super) fn resize(&mut self, pixels: Pixels, margin: u32) {
        self.margin = margin;
        self.layer.resize(Pixels {
            width: pixels.width + 2 * margin,
            height: pixels.height + 2 * margin,
            ratio: pixels.ratio,
        });
        self.everything();
    }

    /// All of it has to be painted again.
    pub(super) fn everything(&mut self) {
        self.painted = None;
        self.shown = None;
    }

    /// The scene changed.
    pub(super) fn damaged(&mut self, damage: Damage) {
        self.damage.rects.extend(damage.rects);
        self.damage.appended.extend(damage.appended);
    }

    /// Takes the finished picture of another layer that was painted for a camera.
    pub(super) fn show(&mut self, picture: &Layer, view: View) {
        self.layer.copy(picture);
        self.painted = Some(view);
        self.damage = Damage::default();
        self.beside = None;
        self.drafted.clear();
        self.unpainted.clear();
        self.place(view);
    }

    /// The layer.
    pub(super) fn layer(&self) -> &Layer {
        &self.layer
    }

    /// The view that is shown sharp and whole, where nothing is left to be done.
    pub(super) fn finished(&self) -> Option<View> {
        self.painted
            .filter(|_| self.is_whole() && self.damage.is_empty() && !self.is_stretched)
    }

    fn is_whole(&self) -> bool {
        self.drafted.is_empty() && self.beside.is_none() && self.unpainted.is_empty()
    }

    /// The layer, to be painted on by another.
    pub(super) fn into_layer(self) -> Layer {
        self.layer
    }

    /// Whether it was painted for another camera.
    pub(super) fn is_elsewhere(&self, view: View) -> bool {
        self.shown != Some(view) || self.is_stretched
    }

    /// The zoom has come to rest.
    pub(super) fn settle(&mut self) {
        self.is_resting = true;
    }

    /// Brings it up to date, or near to that.
    pub(super) fn bake(&mut self, view: View, palette: &Palette<'_>) -> Need {
        let is_resting = std::mem::take(&mut self.is_resting);
        self.shown = Some(view);
        let wanted = self.beyond(view);
        match self.painted {
            None => self.paint_all(wanted, palette),
            Some(painted) if painted.scale != view.scale => {
                let is_heavy = palette.cost(wanted, &[self.seen_of(view, wanted)]) > HEAVY;
                if is_heavy && !is_resting {
                    self.stretch(painted, view);
                    return Need::SettleLater;
                }
                if is_heavy {
                    self.paint_stretched(painted, wanted, palette);
                } else {
                    self.paint_all(wanted, palette);
                }
            }
            Some(painted) => {
                let shift = wanted.origin - painted.origin;
                let reach = f64::from(self.margin);
                let painted = if shift.x.abs() <= reach && shift.y.abs() <= reach {
                    painted
                } else {
                    self.pan(shift, wanted, palette);
                    wanted
                };
                let is_drafted = self.repair(painted, palette);
                self.paint_uncovered(view, painted, palette);
                if self.damage.appended.is_empty() && !is_drafted {
                    self.refine(painted, palette);
                }
            }
        }
        self.place(view);
        if self.is_whole() && self.damage.appended.is_empty() {
            Need::Nothing
        } else {
            Need::AnotherFrame
        }
    }

    fn whole(&self) -> Rect {
        self.layer.pixels.rect()
    }

    /// Paints the view, and leaves what lies beyond it for the frames after this one.
    fn paint_all(&mut self, wanted: View, palette: &Palette<'_>) {
        self.damage = Damage::default();
        self.painted = Some(wanted);
        let whole = self.whole();
        let margin = f64::from(self.margin);
        let seen = whole.inset(-margin);
        self.drafted.clear();
        self.unpainted = if self.margin > 0 {
            around(seen, whole)
        } else {
            Vec::new()
        };
        if palette.cost(wanted, &[seen]) > HEAVY {
            if self.draft == Draft::Shown {
                palette.paint(&self.layer, &[seen], wanted, Detail::Draft);
            }
            self.beside = self.begin_beside(palette);
            if self.beside.is_none() {
                self.drafted = tiles(seen, TILE);
                to_the_middle(&mut self.drafted, seen.center());
            }
        } else {
            self.beside = None;
            palette.paint(&self.layer, &[seen], wanted, Detail::Full);
        }
    }

    /// Stretches the old picture on the canvas itself, to be refined: soft but whole is better to look at than thin lines.
    fn paint_stretched(&mut self, painted: View, view: View, palette: &Palette<'_>) {
        self.damage = Damage::default();
        self.painted = Some(view);
        self.beside = None;
        self.unpainted.clear();
        let covered = self.layer.blit_stretched(painted, view);
        palette.paint(&self.layer, &around(covered, self.whole()), view, Detail::Draft);
        self.draft_is_everywhere();
    }

    fn draft_is_everywhere(&mut self) {
        let whole = self.whole();
        self.drafted = tiles(whole, TILE);
        to_the_middle(&mut self.drafted, whole.center());
    }

    fn pan(&mut self, shift: Vec2, view: View, palette: &Palette<'_>) {
        let whole = self.whole();
        if shift.x.abs() >= whole.width() || shift.y.abs() >= whole.height() {
            self.paint_all(view, palette);
            return;
        }
        self.layer.shift(shift);
        self.begin_again();
        self.painted = Some(view);
        for places in [&mut self.drafted, &mut self.unpainted] {
            for place in places.iter_mut() {
                *place = (*place + shift).intersect(whole);
            }
            places.retain(|place| place.area() > 0.0);
        }
        let strips = strips_after(shift, whole);
        palette.paint(&self.layer, &strips, view, Detail::Full);
        // What was to be added is in the strips already; its whole place is repaired instead.
        let is_painted = |item: &Rc<DrawItem>| strips.iter().any(|strip| strip.overlaps(view.to_device(item.bounds)));
        let (painted, appended) = std::mem::take(&mut self.damage.appended)
            .into_iter()
            .partition::<Vec<_>, _>(is_painted);
        self.damage.appended = appended;
        self.damage.rects.extend(painted.iter().map(|item| item.bounds));
    }

    /// Paints what was damaged, and what is new on top. Whether some of it is only drafted, which is enough for one frame.
    fn repair(&mut self, view: View, palette: &Palette<'_>) -> bool {
        let Damage { rects, appended, .. } = std::mem::take(&mut self.damage);
        let whole = self.whole();
        if !(rects.is_empty() && appended.is_empty()) {
            self.begin_again();
        }
        let seen = |rect: Rect| Some(view.to_device(rect).intersect(whole)).filter(|place| place.area() > 0.0);
        let mut places = merged(rects.into_iter().filter_map(seen).collect());
        let mut clear = appended;
        clear.retain(|item| seen(item.bounds).is_some());
        // What is new may also lie in a damaged place and is painted with it there. Painted twice it would show where it
        // is half transparent, so that all of its own place is repaired as well, until none reaches into the others.
        loop {
            let is_damaged = |item: &Rc<DrawItem>| {
                seen(item.bounds).is_some_and(|place| places.iter().any(|damaged| damaged.overlaps(place)))
            };
            let (damaged, untouched) = clear.into_iter().partition::<Vec<_>, _>(is_damaged);
            clear = untouched;
            if damaged.is_empty() {
                break;
            }
            let damaged = damaged.iter().filter_map(|item| seen(item.bounds));
            places = merged(places.into_iter().chain(damaged).collect());
        }
        let mut cost = palette.cost(view, &places);
        let is_drafted = cost > HEAVY && self.draft == Draft::Shown;
        if cost <= HEAVY {
            palette.paint(&self.layer, &places, view, Detail::Full);
        } else {
            if is_drafted {
                palette.paint(&self.layer, &places, view, Detail::Draft);
            }
            self.drafted
                .extend(places.into_iter().flat_map(|place| tiles(place, TILE)));
            // Each tile paints again what reaches over its edges.
            let in_tiles = || {
                self.drafted
                    .iter()
                    .map(|tile| palette.cost(view, &[*tile]))
                    .sum::<usize>()
            };
            let begin = self.beside.or_else(|| self.begin_beside(palette));
            self.beside = begin.filter(|_| self.beside.is_some() || palette.cost(view, &[whole]) < in_tiles());
            if self.beside.is_some() {
                self.drafted.clear();
            }
        }
        // As many as a frame can take; the others wait for the next.
        let now = clear.iter().take_while(|item| {
            cost += cost_of(item, view);
            cost <= HEAVY
        });
        let n_now = now.count().max(1).min(clear.len());
        let later = clear.split_off(n_now);
        palette.draw(&self.layer, view, clear.iter(), Detail::Full);
        self.damage.appended = later;
        is_drafted
    }

    /// Paints some of the draft anew.
    fn refine(&mut self, view: View, palette: &Palette<'_>) {
        if let Some(n_done) = self.beside {
            self.paint_beside(n_done, view, palette);
            return;
        }
        let (mut spent, mut refined) = (0, Vec::new());
        while spent < REFINED_PER_FRAME
            && let Some(tile) = self.drafted.pop()
        {
            spent += palette.cost(view, &[tile]);
            refined.push(tile);
        }
        palette.paint(&self.layer, &refined, view, Detail::Full);
    }

    /// Shows the picture painted for one camera as another one would, without painting.
    fn stretch(&mut self, painted: View, view: View) {
        self.layer.set_style_transform(Some((painted, view)));
        self.is_stretched = true;
    }

    /// Puts the canvas to where its picture belongs.
    fn place(&mut self, view: View) {
        self.is_stretched = false;
        self.settling = None;
        let painted = self.painted.filter(|painted| *painted != view);
        self.layer.set_style_transform(painted.map(|painted| (painted, view)));
    }
}
