//! The canvas of what lies still. A pan moves its pixels and paints the strips that come into view; a change paints what it
//! damaged; a zoom stretches the picture until it rests, unless painting it anew is quick enough for every frame.

use std::rc::Rc;

use board::scene::{Damage, DrawItem, Paint, SceneCache};
use gloo_timers::callback::Timeout;
use kurbo::{Rect, Vec2};
use leptos::prelude::window;

use crate::canvas::{
    device::{Layer, Pixels, View},
    images::Images,
    painter::{Painter, draw_grid},
    theme::Theme,
};

/// How long a zoom has to rest before the picture is painted sharp.
pub(super) const SETTLE_MILLIS: u32 = 120;
/// A full picture that takes less than this is painted in every frame of a zoom.
const QUICK_MILLIS: f64 = 10.0;
/// Damage in more places than this is taken as one.
const PLACES_MAX: usize = 8;

/// What the bake wants next.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Need {
    /// It is up to date.
    Nothing,
    /// It shows a stretched picture; call `settle` after a rest.
    SettleLater,
}

/// The canvas and what it shows.
pub(super) struct Baked {
    layer: Layer,
    /// The camera it was painted for; `None` if it shows nothing of use.
    painted: Option<View>,
    damage: Damage,
    is_stretched: bool,
    is_resting: bool,
    full_millis: f64,
    /// The timer of a stretched picture; a new one replaces it.
    pub(super) settling: Option<Timeout>,
}

/// What painting needs to know.
struct Palette<'a> {
    scene: &'a SceneCache,
    painter: &'a Painter,
    theme: &'a Theme,
    images: &'a Images,
}

impl Baked {
    pub(super) fn new(layer: Layer) -> Baked {
        Baked {
            layer,
            painted: None,
            damage: Damage::default(),
            is_stretched: false,
            is_resting: false,
            full_millis: 0.0,
            settling: None,
        }
    }

    /// Takes a new size; nothing is painted any more.
    pub(super) fn resize(&mut self, pixels: Pixels) {
        self.layer.resize(pixels);
        self.painted = None;
    }

    /// All of it has to be painted again.
    pub(super) fn everything(&mut self) {
        self.painted = None;
    }

    /// The scene changed.
    pub(super) fn damaged(&mut self, damage: Damage) {
        self.damage.rects.extend(damage.rects);
        self.damage.appended.extend(damage.appended);
    }

    /// Whether it was painted for another camera.
    pub(super) fn is_elsewhere(&self, view: View) -> bool {
        self.painted != Some(view) || self.is_stretched
    }

    /// The zoom has come to rest.
    pub(super) fn settle(&mut self) {
        self.is_resting = true;
    }

    /// Brings it up to date.
    pub(super) fn bake(
        &mut self,
        view: View,
        scene: &SceneCache,
        painter: &Painter,
        theme: &Theme,
        images: &Images,
    ) -> Need {
        let palette = Palette {
            scene,
            painter,
            theme,
            images,
        };
        let is_resting = std::mem::take(&mut self.is_resting);
        let Some(painted) = self.painted else {
            self.paint_all(view, &palette);
            return Need::Nothing;
        };
        if painted.scale != view.scale {
            if self.full_millis < QUICK_MILLIS || is_resting {
                self.paint_all(view, &palette);
                return Need::Nothing;
            }
            self.stretch(painted, view);
            return Need::SettleLater;
        }
        if self.is_stretched {
            self.unstretch();
        }
        let shift = view.origin - painted.origin;
        if shift != Vec2::ZERO {
            self.pan(shift, view, &palette);
        }
        self.repair(view, &palette);
        Need::Nothing
    }

    fn paint_all(&mut self, view: View, palette: &Palette<'_>) {
        let began = now_millis();
        self.unstretch();
        self.damage = Damage::default();
        self.painted = Some(view);
        self.paint(self.layer.pixels.rect(), view, palette);
        // Rasterising may go on after the calls have returned; a part of it is enough to tell heavy from light.
        self.full_millis = now_millis() - began;
    }

    fn pan(&mut self, shift: Vec2, view: View, palette: &Palette<'_>) {
        let whole = self.layer.pixels.rect();
        if shift.x.abs() >= whole.width() || shift.y.abs() >= whole.height() {
            self.paint_all(view, palette);
            return;
        }
        self.layer.shift(shift.x, shift.y);
        self.painted = Some(view);
        let kept = (whole + shift).intersect(whole);
        let (above, below) = (whole.y0..kept.y0, kept.y1..whole.y1);
        let (left, right) = (whole.x0..kept.x0, kept.x1..whole.x1);
        let across = if shift.y > 0.0 { above } else { below };
        let down = if shift.x > 0.0 { left } else { right };
        let strips = [
            Rect::new(whole.x0, across.start, whole.x1, across.end),
            Rect::new(down.start, kept.y0, down.end, kept.y1),
        ];
        for strip in strips {
            if strip.area() > 0.0 {
                self.paint(strip, view, palette);
            }
        }
    }

    /// Paints what was damaged, and what is new on top.
    fn repair(&mut self, view: View, palette: &Palette<'_>) {
        let Damage { rects, appended, .. } = std::mem::take(&mut self.damage);
        let whole = self.layer.pixels.rect();
        let places = rects.into_iter().map(|rect| view.to_device(rect).intersect(whole));
        let places = merged(places.filter(|place| place.area() > 0.0).collect());
        if places.iter().map(Rect::area).sum::<f64>() > whole.area() * 0.6 {
            self.paint_all(view, palette);
            return;
        }
        let is_seen = |item: &&Rc<DrawItem>| view.to_device(item.bounds).intersect(whole).area() > 0.0;
        let appended = appended.iter().filter(is_seen);
        // What is new may also lie in a damaged place and is painted with it there: under its own repair it would be
        // painted twice, which shows in half-transparent ink.
        let (repaired, clear): (Vec<_>, Vec<_>) =
            appended.partition(|item| places.iter().any(|place| place.overlaps(view.to_device(item.bounds))));
        let extra = repaired.iter().map(|item| view.to_device(item.bounds).intersect(whole));
        for place in merged(places.iter().copied().chain(extra).collect()) {
            self.paint(place, view, palette);
        }
        palette
            .painter
            .draw(&self.layer, view, clear.into_iter(), palette.theme, palette.images);
    }

    /// Paints a part, given in whole device pixels: ground, grid, items.
    fn paint(&self, part: Rect, view: View, palette: &Palette<'_>) {
        let context = &self.layer.context;
        self.layer.reset_transform();
        context.save();
        context.begin_path();
        context.rect(part.x0, part.y0, part.width(), part.height());
        context.clip();
        context.set_fill_style_str(&palette.theme.css(Paint::Ground));
        context.fill_rect(part.x0, part.y0, part.width(), part.height());
        draw_grid(&self.layer, view, part, palette.theme);
        let items = palette.scene.items_in(view.to_board(part));
        palette
            .painter
            .draw(&self.layer, view, items, palette.theme, palette.images);
        context.restore();
    }

    /// Shows the picture painted for one camera as another one would, without painting.
    fn stretch(&mut self, painted: View, view: View) {
        let ratio = self.layer.pixels.ratio;
        let part = view.scale / painted.scale;
        let moved = (view.origin.to_vec2() - painted.origin.to_vec2() * part) / ratio;
        let value = format!("translate({}px, {}px) scale({part})", moved.x, moved.y);
        let style = web_sys::HtmlElement::style(&self.layer.element);
        style.set_property("transform", &value).ok();
        self.is_stretched = true;
    }

    fn unstretch(&mut self) {
        if std::mem::take(&mut self.is_stretched) {
            let style = web_sys::HtmlElement::style(&self.layer.element);
            style.remove_property("transform").ok();
        }
        self.settling = None;
    }
}

/// Overlapping places made one, and all of them one where they are many.
fn merged(places: Vec<Rect>) -> Vec<Rect> {
    if places.len() > PLACES_MAX * 4 {
        return places
            .into_iter()
            .reduce(|all, one| all.union(one))
            .into_iter()
            .collect();
    }
    let mut merged: Vec<Rect> = Vec::new();
    for mut place in places {
        while let Some(index) = merged.iter().position(|other| other.overlaps(place)) {
            place = place.union(merged.swap_remove(index));
        }
        merged.push(place);
    }
    if merged.len() > PLACES_MAX {
        return merged
            .into_iter()
            .reduce(|all, one| all.union(one))
            .into_iter()
            .collect();
    }
    merged
}

fn now_millis() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}
