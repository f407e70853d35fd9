//! What stands over the drawing and changes with every move of a hand: previews, selection, handles, marquee, other
//! people's pointers. Painted whole each time; it is little.

use board::{
    Board,
    id::ElementId,
    overlay::{Guide, Overlay},
    scene::{Paint, bounds, prepare},
    spatial::{outline, rotation, standing_box},
    tool::{Handle, handles},
};
use kurbo::{Point, Rect, Shape};
use wasm_bindgen::JsValue;

use super::{
    Light, RemoteCursor,
    device::{Layer, View},
    images::Images,
    painter::{Detail, Painter, path_2d, path_2d_in},
    theme::Theme,
};

/// Between an element and the line around it, in CSS pixels.
pub(super) const SELECTION_GAP: f64 = 4.0;
/// Side of a handle in CSS pixels.
const HANDLE: f64 = 9.0;
/// More than this many selected elements have one line around them all.
const OUTLINED_MAX: usize = 500;
/// With more selected than this, the lines of connectors are not outlined while they are dragged.
const CONNECTORS_OUTLINED_MAX: usize = 24;
/// Half the length of the bars at the ends of an equal gap, in CSS pixels.
const GAP_BAR: f64 = 5.0;
/// How much is left of the pointer of somebody who is idle.
const FADED: f64 = 0.35;

/// What is painted over the drawing.
pub(super) struct Shown<'a> {
    pub(super) board: &'a Board,
    pub(super) overlay: &'a Overlay,
    pub(super) cursors: &'a [RemoteCursor],
    pub(super) lights: &'a [Light],
}

/// What it is painted with.
pub(super) struct Brush<'a> {
    pub(super) layer: &'a Layer,
    pub(super) view: View,
    pub(super) painter: &'a Painter,
    pub(super) theme: &'a Theme,
    pub(super) images: &'a Images,
}

impl Shown<'_> {
    /// Whether there is nothing to paint.
    pub(super) fn is_empty(&self) -> bool {
        let Overlay {
            marquee,
            selection,
            highlighted,
            aims,
            preview,
            guides,
            trail,
            groups: _,
            within: _,
            handles: _,
            cropping: _,
            erasing: _,
            dragging: _,
            editing: _,
            ghosts: _,
        } = self.overlay;
        marquee.is_none()
            && selection.is_empty()
            && highlighted.is_none()
            && aims.is_empty()
            && preview.is_empty()
            && guides.is_empty()
            && trail.is_empty()
            && self.cursors.is_empty()
            && self.lights.is_empty()
    }
}

impl Brush<'_> {
    /// Paints all of it on a cleared layer.
    pub(super) fn paint(&self, shown: &Shown<'_>) {
        let Brush {
            layer,
            view,
            painter,
            theme,
            images,
        } = *self;
        let previews = shown
            .overlay
            .preview
            .iter()
            .map(|element| prepare(element, shown.board))
            .collect::<Vec<_>>();
        painter.draw(layer, view, previews.iter(), theme, images, Detail::Full);
        layer.reset_transform();
        for cursor in shown.cursors {
            let colour = theme.css(Paint::Colour(cursor.colour));
            let elsewhere = cursor.writes_in.filter(|id| !cursor.selection.contains(id));
            self.outline_all(shown.board, &cursor.selection, &colour, 1.5);
            self.outline_all(shown.board, elsewhere.as_slice(), &colour, 1.5);
        }
        if let Some(id) = shown.overlay.highlighted {
            self.highlight(shown.board, id);
        }
        let outlined = if shown.overlay.dragging && shown.overlay.selection.len() > CONNECTORS_OUTLINED_MAX {
            without_connectors(shown.board, &shown.overlay.selection)
        } else {
            shown.overlay.selection.clone()
        };
        self.outline_all(shown.board, &outlined, &theme.selection(1.0), 1.0);
        self.groups(shown.overlay);
        if shown.overlay.handles {
            self.handles(shown.board, shown.overlay);
        }
        for aim in &shown.overlay.aims {
            self.aim(*aim);
        }
        for guide in &shown.overlay.guides {
            self.guide(*guide);
        }
        if let Some(marquee) = shown.overlay.marquee {
            self.marquee(marquee);
        }
        self.trail(&shown.overlay.trail);
        for light in shown.lights {
            self.light(light);
        }
        for cursor in shown.cursors {
            layer.context.set_global_alpha(if cursor.is_idle { FADED } else { 1.0 });
            self.writer(shown.board, cursor);
            self.cursor(cursor);
        }
        layer.context.set_global_alpha(1.0);
    }

    /// CSS pixels in device pixels.
    pub(super) fn px(&self, css: f64) -> f64 {
        css * self.layer.pixels.ratio
    }

    fn outline_all(&self, board: &Board, ids: &[ElementId], colour: &str, width: f64) {
        let context = &self.layer.context;
        context.set_stroke_style_str(colour);
        context.set_line_width(self.px(width));
        let gap = self.px(SELECTION_GAP) / self.view.scale;
        let outlined = if ids.len() > OUTLINED_MAX { &[] } else { ids };
        for element in outlined.iter().filter_map(|id| board.element(*id)) {
            let path = match element.connector() {
                Some(_) => outline(element, board),
                None => rotation(element) * standing_box(element, board).inflate(gap, gap).to_path(0.1),
            };
            context.stroke_with_path(&path_2d_in(&path, self.view.transform()));
        }
        let Some(all) = several_bounds(board, ids) else { return };
        let all = self
            .view
            .transform()
            .transform_rect_bbox(all.inflate(gap * 2.0, gap * 2.0));
        context.stroke_rect(all.x0, all.y0, all.width(), all.height());
    }

    fn highlight(&self, board: &Board, id: ElementId) {
        let Some(element) = board.element(id) else { return };
        let context = &self.layer.context;
        context.set_stroke_style_str(&self.theme.selection(0.35));
        context.set_line_width(self.px(6.0));
        context.stroke_with_path(&path_2d_in(&outline(element, board), self.view.transform()));
    }

    fn handles(&self, board: &Board, overlay: &Overlay) {
        let context = &self.layer.context;
        // Those that cut are told from those that resize.
        let (inside, line) = match overlay.cropping {
            true => (self.theme.selection(1.0), self.theme.css(Paint::Ground)),
            false => (self.theme.css(Paint::Ground), self.theme.selection(1.0)),
        };
        context.set_fill_style_str(&inside);
        context.set_stroke_style_str(&line);
        context.set_line_width(self.px(1.5));
        let side = self.px(HANDLE);
        let zoom = self.view.scale / self.layer.pixels.ratio;
        let shown = handles(board, &overlay.selection, zoom).into_iter();
        for (handle, place) in shown.filter(|(handle, _)| !overlay.cropping || *handle != Handle::Turn) {
            let at = self.view.transform() * place;
            // What turns or is on a way is round; where a point could be is smaller.
            let (side, radius) = match handle {
                Handle::Side { .. } | Handle::Start | Handle::End => (side, side / 4.0),
                Handle::Turn | Handle::Via(_) => (side, side / 2.0),
                Handle::Between(_) => (side * 0.7, side * 0.35),
                Handle::Grow(_) => (side * 1.6, side * 0.8),
            };
            let path = Rect::from_center_size(at, (side, side))
                .to_rounded_rect(radius)
                .to_path(0.1);
            let path = path_2d(&path);
            context.fill_with_path_2d(&path);
            context.stroke_with_path(&path);
            if matches!(handle, Handle::Grow(_)) {
                self.plus(at, side * 0.25);
            }
        }
    }

    /// A plus with arms of so many pixels of the device.
    fn plus(&self, at: Point, arm: f64) {
        let context = &self.layer.context;
        context.begin_path();
        context.move_to(at.x - arm, at.y);
        context.line_to(at.x + arm, at.y);
        context.move_to(at.x, at.y - arm);
        context.line_to(at.x, at.y + arm);
        context.stroke();
    }

    /// An exact place that something will hold on to.
    fn aim(&self, place: Point) {
        let context = &self.layer.context;
        let at = self.view.transform() * place;
        let dot = path_2d(&kurbo::Circle::new(at, self.px(5.0)).to_path(0.1));
        context.set_fill_style_str(&self.theme.selection(1.0));
        context.set_stroke_style_str(&self.theme.css(Paint::Ground));
        context.set_line_width(self.px(2.0));
        context.fill_with_path_2d(&dot);
        context.stroke_with_path(&dot);
    }

    /// Groups have a broken line around them, the one that is worked in a faint one.
    fn groups(&self, overlay: &Overlay) {
        let context = &self.layer.context;
        context.set_line_width(self.px(1.0));
        self.set_dashes(&[4.0, 3.0]);
        let faint = overlay.within.map(|rect| (rect, 0.5));
        let groups = overlay.groups.iter().map(|rect| (*rect, 1.0)).chain(faint);
        let gap = self.px(SELECTION_GAP * 2.0) / self.view.scale;
        for (rect, opacity) in groups {
            context.set_stroke_style_str(&self.theme.selection(opacity));
            let rect = self.view.transform().transform_rect_bbox(rect.inflate(gap, gap));
            context.stroke_rect(rect.x0, rect.y0, rect.width(), rect.height());
        }
        self.set_dashes(&[]);
    }

    fn guide(&self, guide: Guide) {
        let context = &self.layer.context;
        let to_device = self.view.transform();
        context.set_stroke_style_str(&self.theme.selection(1.0));
        context.set_line_width(self.px(1.0));
        context.begin_path();
        let line = |from: Point, to: Point| {
            context.move_to(from.x, from.y);
            context.line_to(to.x, to.y);
        };
        match guide {
            Guide::Line { from, to } => line(to_device * from, to_device * to),
            Guide::Gap { from, to } => {
                let (from, to) = (to_device * from, to_device * to);
                let along = (to - from).normalize() * self.px(GAP_BAR);
                let bar = kurbo::Vec2::new(-along.y, along.x);
                line(from, to);
                line(from - bar, from + bar);
                line(to - bar, to + bar);
            }
        }
        context.stroke();
    }

    /// In CSS pixels; none is one line.
    fn set_dashes(&self, lengths: &[f64]) {
        let lengths = lengths.iter().map(|length| JsValue::from_f64(self.px(*length)));
        self.layer
            .context
            .set_line_dash(&lengths.collect::<js_sys::Array>())
            .ok();
    }

    fn marquee(&self, marquee: Rect) {
        let context = &self.layer.context;
        let rect = self.view.transform().transform_rect_bbox(marquee.abs());
        context.set_fill_style_str(&self.theme.selection(0.1));
        context.fill_rect(rect.x0, rect.y0, rect.width(), rect.height());
        context.set_stroke_style_str(&self.theme.selection(1.0));
        context.set_line_width(self.px(1.0));
        context.stroke_rect(rect.x0, rect.y0, rect.width(), rect.height());
    }
}

/// Those of elements that have a box of their own: where connectors run is not looked for while many are dragged.
fn without_connectors(board: &Board, ids: &[ElementId]) -> Vec<ElementId> {
    let has_box = |id: &ElementId| board.element(*id).is_some_and(|element| element.connector().is_none());
    ids.iter().copied().filter(has_box).collect()
}

/// Around several elements; `None` for one or none, which have their own line.
fn several_bounds(board: &Board, ids: &[ElementId]) -> Option<Rect> {
    let elements = ids.iter().filter_map(|id| board.element(*id)).collect::<Vec<_>>();
    if elements.len() < 2 {
        return None;
    }
    elements
        .iter()
        .map(|element| bounds(element, board))
        .reduce(|all, one| all.union(one))
}
