//! What is under a pen has canvases of its own, so that while a stroke grows neither what lies still nor what stands over the
//! drawing is touched; and of the stroke only the part that changed is painted, from the pieces of it that lie there.

mod tiles;

use std::rc::Rc;

use board::scene::{DrawItem, changed_part, ink_within};
use kurbo::{Rect, Size};
use web_sys::HtmlElement;

use self::tiles::{Tile, Tiles};
use super::palette::Palette;
use crate::canvas::{
    device::{Pixels, View},
    painter::Detail,
    tail::Tail,
};

/// Side of a canvas in device pixels.
const SIDE: f64 = 256.0;

/// The canvases and what they show.
pub(super) struct Wet {
    tiles: Tiles,
    /// The camera they were painted for.
    painted: Option<View>,
    shown: Vec<Rc<DrawItem>>,
}

impl Wet {
    /// The canvases go into `host`, which lies over the surface.
    pub(super) fn new(host: HtmlElement) -> Wet {
        Wet {
            tiles: Tiles::new(host),
            painted: None,
            shown: Vec::new(),
        }
    }

    /// What is shown is out of date.
    pub(super) fn forget(&mut self) {
        self.painted = None;
    }

    /// Shows the strokes that are under a pen now, each drawn on to where its pen is going.
    pub(super) fn paint(&mut self, view: View, pixels: Pixels, palette: &Palette<'_>, tail: &Tail) {
        let scene = palette.scene;
        let drawn_on = |item: &Rc<DrawItem>| tail.drawn_on(item, scene.board()).unwrap_or_else(|| Rc::clone(item));
        let items = scene.live_items().map(drawn_on).collect::<Vec<_>>();
        let whole = pixels.rect();
        // Where one jumps, every way to a moment has to lead to the same pixels: all of the view is painted each time.
        let is_exact = palette.beside.is_some();
        let size = if is_exact { whole.size() } else { Size::new(SIDE, SIDE) };
        let goes_on = self.painted == Some(view) && self.tiles.fit(size, pixels.ratio) && !items.is_empty();
        if !goes_on {
            self.tiles.begin(size, pixels.ratio);
        }
        let seen = |part: Rect| Some(view.to_device(part).intersect(whole)).filter(|place| place.area() > 0.0);
        let parts = match (items.is_empty(), is_exact, goes_on) {
            (true, _, _) => Vec::new(),
            (false, true, _) => vec![whole],
            (false, false, true) => changed_parts(&self.shown, &items),
            (false, false, false) => items.iter().map(|item| item.bounds).collect(),
        };
        let parts = if is_exact {
            parts
        } else {
            parts.into_iter().filter_map(seen).collect()
        };
        self.painted = (!items.is_empty()).then_some(view);
        self.shown = items;
        for part in parts {
            for tile in self.tiles.under(part) {
                let part = if std::mem::take(&mut tile.is_new) {
                    tile.place
                } else {
                    part.intersect(tile.place)
                };
                paint_part(tile, part, view, palette, (&self.shown, is_exact));
            }
        }
    }
}

/// Paints a part of the view on the tile under it.
fn paint_part(tile: &Tile, part: Rect, view: View, palette: &Palette<'_>, (items, is_exact): (&[Rc<DrawItem>], bool)) {
    let near = |item: &Rc<DrawItem>| ink_within(item, view.to_board(part)).unwrap_or_else(|| Rc::clone(item));
    let items = if is_exact {
        items.to_vec()
    } else {
        items.iter().map(near).collect::<Vec<_>>()
    };
    let corner = tile.place.origin().to_vec2();
    let (context, part) = (&tile.layer.context, part - corner);
    let view = View {
        scale: view.scale,
        origin: view.origin - corner,
    };
    tile.layer.reset_transform();
    context.clear_rect(part.x0, part.y0, part.width(), part.height());
    context.save();
    context.begin_path();
    context.rect(part.x0, part.y0, part.width(), part.height());
    context.clip();
    palette.draw(&tile.layer, view, items.iter(), Detail::Full);
    context.restore();
}

/// The parts of the board where one list of items looks unlike another.
fn changed_parts(before: &[Rc<DrawItem>], now: &[Rc<DrawItem>]) -> Vec<Rect> {
    let is_same_list = before.len() == now.len() && before.iter().zip(now).all(|(before, now)| before.id == now.id);
    if is_same_list {
        let pairs = before.iter().zip(now);
        pairs.filter_map(|(before, now)| changed_part(before, now)).collect()
    } else {
        before.iter().chain(now).map(|item| item.bounds).collect()
    }
}
