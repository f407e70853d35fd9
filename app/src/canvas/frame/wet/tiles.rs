//! Small canvases beside each other, there only where something is painted. A browser takes over all of a canvas on which
//! anything was painted, so that of a long stroke only the few under its tip cost anything.

use kurbo::{Point, Rect, Size};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::canvas::device::{Layer, Pixels, View};

/// A free canvas more than these is given back.
const FREE_MAX: usize = 12;

/// Canvases in a grid, in whole device pixels of the view.
pub(super) struct Tiles {
    host: HtmlElement,
    /// Of each tile, in device pixels, and their ratio to CSS pixels.
    size: Size,
    ratio: f64,
    tiles: Vec<Tile>,
    /// Not on the page.
    free: Vec<Layer>,
}

/// One of them.
pub(super) struct Tile {
    pub(super) layer: Layer,
    /// Where it lies.
    pub(super) place: Rect,
    /// Whether nothing was painted on it yet.
    pub(super) is_new: bool,
}

impl Tiles {
    pub(super) fn new(host: HtmlElement) -> Tiles {
        Tiles {
            host,
            size: Size::ZERO,
            ratio: 1.0,
            tiles: Vec::new(),
            free: Vec::new(),
        }
    }

    /// Whether tiles of this kind are what is there.
    pub(super) fn fit(&self, size: Size, ratio: f64) -> bool {
        self.size == size && self.ratio == ratio
    }

    /// Takes all of them off the page; those that come next are of this kind.
    pub(super) fn begin(&mut self, size: Size, ratio: f64) {
        let is_same_kind = self.fit(size, ratio);
        (self.size, self.ratio) = (size, ratio);
        for tile in self.tiles.drain(..) {
            tile.layer.element.remove();
            if is_same_kind && self.free.len() < FREE_MAX {
                self.free.push(tile.layer);
            }
        }
        if !is_same_kind {
            self.free.clear();
        }
    }

    /// The tiles under a part of the view; those that were missing are new.
    pub(super) fn under(&mut self, part: Rect) -> impl Iterator<Item = &mut Tile> {
        if part.area() > 0.0 {
            let (width, height) = (self.size.width, self.size.height);
            let columns = (part.x0 / width).floor() as i32..(part.x1 / width).ceil() as i32;
            let rows = (part.y0 / height).floor() as i32..(part.y1 / height).ceil() as i32;
            for (column, row) in rows.flat_map(|row| columns.clone().map(move |column| (column, row))) {
                let corner = Point::new(f64::from(column) * width, f64::from(row) * height);
                self.put(Rect::from_origin_size(corner, self.size));
            }
        }
        self.tiles
            .iter_mut()
            .filter(move |tile| tile.place.intersect(part).area() > 0.0)
    }

    fn put(&mut self, place: Rect) {
        if self.tiles.iter().any(|tile| tile.place == place) {
            return;
        }
        let Some(layer) = self.free.pop().or_else(|| self.fresh()) else {
            return;
        };
        let at = |origin| View { scale: 1.0, origin };
        layer.set_style_transform(Some((at(Point::ORIGIN), at(place.origin()))));
        self.host.append_child(&layer.element).ok();
        self.tiles.push(Tile {
            layer,
            place,
            is_new: true,
        });
    }

    fn fresh(&self) -> Option<Layer> {
        let element = document().create_element("canvas").ok()?;
        let mut layer = Layer::of(element.unchecked_ref(), false)?;
        layer.resize(Pixels {
            width: self.size.width as u32,
            height: self.size.height as u32,
            ratio: self.ratio,
        });
        Some(layer)
    }
}
