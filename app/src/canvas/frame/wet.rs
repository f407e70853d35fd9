//! The canvas of what is under a pen. It is as large as the strokes on it need, so that while one grows neither what lies
//! still nor what stands over the drawing is touched, and of the stroke only the part that changed is painted.

use std::rc::Rc;

use board::scene::{DrawItem, changed_part};
use kurbo::{Point, Rect};

use super::palette::Palette;
use crate::canvas::{
    device::{Layer, Pixels, View},
    painter::Detail,
    tail::Tail,
};

/// The canvas grows in steps of so many device pixels.
const STEP: f64 = 256.0;

/// The canvas and what it shows.
pub(super) struct Wet {
    layer: Layer,
    /// Where it lies, in whole device pixels of the view; without an area while nothing is under a pen.
    place: Rect,
    /// The camera it was painted for.
    painted: Option<View>,
    shown: Vec<Rc<DrawItem>>,
}

impl Wet {
    pub(super) fn new(layer: Layer) -> Wet {
        let mut wet = Wet {
            layer,
            place: Rect::ZERO,
            painted: None,
            shown: Vec::new(),
        };
        wet.lie(Rect::ZERO, 1.0);
        wet
    }

    /// What it shows is out of date.
    pub(super) fn forget(&mut self) {
        self.painted = None;
    }

    /// Shows the strokes that are under a pen now, each drawn on to where its pen is going.
    pub(super) fn paint(&mut self, view: View, pixels: Pixels, palette: &Palette<'_>, tail: &Tail) {
        let scene = palette.scene;
        let drawn_on = |item: &Rc<DrawItem>| tail.drawn_on(item, scene.board()).unwrap_or_else(|| Rc::clone(item));
        let items = scene.live_items().map(drawn_on).collect::<Vec<_>>();
        if items.is_empty() {
            if !self.shown.is_empty() {
                self.shown.clear();
                self.painted = None;
                self.lie(Rect::ZERO, pixels.ratio);
            }
            return;
        }
        let whole = pixels.rect();
        let seen = |part: Rect| Some(view.to_device(part).intersect(whole)).filter(|place| place.area() > 0.0);
        // Where one jumps, every way to a moment has to lead to the same pixels: all of the view is painted each time.
        let is_exact = palette.beside.is_some();
        let needed = if is_exact {
            Some(whole)
        } else {
            items
                .iter()
                .filter_map(|item| seen(item.bounds))
                .reduce(|all, one| all.union(one))
        };
        let goes_on = self.painted == Some(view) && self.layer.pixels.ratio == pixels.ratio;
        let has_room = needed.is_none_or(|needed| self.place.union(needed) == self.place);
        if !goes_on || !has_room {
            let kept = needed.map(|needed| if goes_on { self.place.union(needed) } else { needed });
            let place = kept.map_or(Rect::ZERO, |kept| in_steps(kept).intersect(whole));
            self.lie(place, pixels.ratio);
        }
        let changed = if goes_on && has_room && !is_exact {
            changed_places(&self.shown, &items).and_then(seen)
        } else {
            Some(self.place)
        };
        self.painted = Some(view);
        self.shown = items;
        if let Some(changed) = changed.map(|changed| changed.intersect(self.place)) {
            self.paint_part(changed, view, palette);
        }
    }

    fn paint_part(&self, part: Rect, view: View, palette: &Palette<'_>) {
        let corner = self.place.origin().to_vec2();
        let (context, part) = (&self.layer.context, part - corner);
        if part.area() <= 0.0 {
            return;
        }
        let view = View {
            scale: view.scale,
            origin: view.origin - corner,
        };
        self.layer.reset_transform();
        context.clear_rect(part.x0, part.y0, part.width(), part.height());
        context.save();
        context.begin_path();
        context.rect(part.x0, part.y0, part.width(), part.height());
        context.clip();
        palette.draw(&self.layer, view, self.shown.iter(), Detail::Full);
        context.restore();
    }

    /// Takes another place; everything painted is lost.
    fn lie(&mut self, place: Rect, ratio: f64) {
        self.place = place;
        // A canvas without an area has no place for a picture; one pixel costs nothing.
        self.layer.resize(Pixels {
            width: (place.width() as u32).max(1),
            height: (place.height() as u32).max(1),
            ratio,
        });
        let at = |origin| View { scale: 1.0, origin };
        self.layer
            .set_style_transform(Some((at(Point::ORIGIN), at(place.origin()))));
    }
}

/// The part of the board where one list of items looks unlike another.
fn changed_places(before: &[Rc<DrawItem>], now: &[Rc<DrawItem>]) -> Option<Rect> {
    let is_same_list = before.len() == now.len() && before.iter().zip(now).all(|(before, now)| before.id == now.id);
    if is_same_list {
        let parts = before
            .iter()
            .zip(now)
            .filter_map(|(before, now)| changed_part(before, now));
        parts.reduce(|all, one| all.union(one))
    } else {
        let bounds = before.iter().chain(now).map(|item| item.bounds);
        bounds.reduce(|all, one| all.union(one))
    }
}

/// A place with room to grow.
fn in_steps(place: Rect) -> Rect {
    place.scale_from_origin(1.0 / STEP).expand().scale_from_origin(STEP)
}
