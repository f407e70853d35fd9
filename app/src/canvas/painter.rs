//! Draws items of a scene on a canvas. Paths are made once per geometry; settings are made once per run of equal ones.
//! Knows no board: geometry comes from `board::scene`.

mod letters;
mod paths;
mod picture;

use std::{
    cell::{OnceCell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use board::{
    element::Align,
    id::ElementId,
    scene::{DrawItem, Geometry, KeptPath, Paint, Primitive, SceneCache, Stroke, TextLine},
    text_metrics::Font,
};
use kurbo::{BezPath, Rect};
use wasm_bindgen::JsValue;
use web_sys::{CanvasRenderingContext2d, Path2d};

pub(super) use self::paths::{path_2d, path_2d_in};
use self::{
    paths::{inside, inside_2d, kept_2d, trace},
    picture::show,
};
use super::{
    device::{Layer, View},
    images::{Found, Images},
    theme::Theme,
};

/// Ink thinner than this many device pixels is drawn as a line.
const HAIRLINE_PX: f64 = 1.3;
/// How paint goes over what is there, as canvases name it.
const OVER: &str = "source-over";
/// What stands in a picture's place is written as small as this many letters across need, and no larger than this.
const PLACE_LETTERS: f64 = 16.0;
const PLACE_WORDS_MAX: f64 = 16.0;

/// How exactly something is drawn.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Detail {
    /// As it is.
    Full,
    /// With the thinnest lines, which cost a tenth: for pictures that are gone in a moment.
    Draft,
}

/// The paths made so far.
pub(super) struct Painter {
    /// Of how many elements they are kept at most.
    room: usize,
    made: RefCell<HashMap<ElementId, Rc<Made>>>,
}

struct Made {
    geometry: Rc<Geometry>,
    /// One per primitive.
    paths: Vec<Rc<Paths>>,
    clipped_by: Option<BezPath>,
    clip: OnceCell<Path2d>,
}

#[derive(Default)]
struct Paths {
    inside: OnceCell<Path2d>,
    line: OnceCell<Path2d>,
    hairline: OnceCell<Path2d>,
}

/// A run of drawing on one layer; remembers the context's settings.
struct Run<'a> {
    context: &'a CanvasRenderingContext2d,
    theme: &'a Theme,
    set: Settings,
}

/// What a context was last told.
#[derive(Clone)]
struct Settings {
    fill: Option<Paint>,
    line: Option<Stroke>,
    dashes: Option<[f64; 2]>,
    text: Option<(f64, Font, Align)>,
    opacity: f64,
    blending: &'static str,
    is_right_to_left: bool,
}

impl Painter {
    /// Keeps the paths of so many elements for the next time; what there is no room for is drawn all the same. A browser keeps
    /// kilobytes for each.
    pub(super) fn keeping(n_elements: usize) -> Painter {
        Painter {
            room: n_elements,
            made: RefCell::default(),
        }
    }

    /// Draws items over what is there.
    pub(super) fn draw<'a>(
        &self,
        layer: &Layer,
        view: View,
        items: impl Iterator<Item = &'a Rc<DrawItem>>,
        theme: &Theme,
        images: &Images,
        detail: Detail,
    ) {
        let mut items = items.peekable();
        if items.peek().is_none() {
            return;
        }
        let context = &layer.context;
        let mut run = Run {
            context,
            theme,
            set: Settings {
                fill: None,
                line: None,
                dashes: None,
                text: None,
                opacity: 1.0,
                blending: OVER,
                is_right_to_left: false,
            },
        };
        context.set_global_alpha(1.0);
        let to_device = view.transform();
        for item in items {
            let made = self.made(item);
            if let Some(clip) = &item.clip {
                // The settings come back with the clip.
                context.save();
                layer.transform(to_device);
                match &made {
                    Some(made) => context.clip_with_path_2d(made.clip.get_or_init(|| path_2d(clip))),
                    None => {
                        trace(context, clip.elements().iter().copied());
                        context.clip();
                    }
                }
            }
            let before = item.clip.is_some().then(|| run.settings());
            layer.transform(to_device * item.transform);
            run.set_opacity(item.opacity);
            for (index, primitive) in item.geometry.primitives.iter().enumerate() {
                let paths = made.as_ref().and_then(|made| made.paths.get(index));
                run.draw(primitive, paths.map(Rc::as_ref), view.scale, images, detail);
            }
            if let Some(before) = before {
                context.restore();
                run.put_back(before);
            }
        }
        context.set_global_alpha(1.0);
        run.blend(OVER);
        run.set_direction(false);
        run.set_dashes(None);
    }

    /// Forgets paths of what a scene does not remember, once they are many; and all of them once there is no room for more.
    pub(super) fn forget_with(&self, scene: &SceneCache) {
        let mut made = self.made.borrow_mut();
        if made.len() >= self.room {
            made.clear();
        } else if made.len() > scene.n_remembered() * 2 + 256 {
            let kept = scene.remembered();
            made.retain(|id, _| kept.contains(id));
        }
    }

    /// `None` where there is no room to keep them.
    fn made(&self, item: &DrawItem) -> Option<Rc<Made>> {
        let mut made = self.made.borrow_mut();
        let known = made
            .get(&item.id)
            .filter(|known| Rc::ptr_eq(&known.geometry, &item.geometry));
        if let Some(known) = known.filter(|known| known.clipped_by == item.clip) {
            return Some(Rc::clone(known));
        }
        if made.len() >= self.room && !made.contains_key(&item.id) {
            return None;
        }
        let fresh = || item.geometry.primitives.iter().map(|_| Rc::default()).collect();
        let paths = known.map_or_else(fresh, |known| known.paths.clone());
        let fresh = Rc::new(Made {
            geometry: Rc::clone(&item.geometry),
            paths,
            clipped_by: item.clip.clone(),
            clip: OnceCell::new(),
        });
        made.insert(item.id, Rc::clone(&fresh));
        Some(fresh)
    }
}

impl Run<'_> {
    fn draw(&mut self, primitive: &Primitive, paths: Option<&Paths>, scale: f64, images: &Images, detail: Detail) {
        match primitive {
            Primitive::Path {
                path,
                fill,
                stroke,
                hairline,
            } => {
                let is_draft = detail == Detail::Draft;
                let thin = hairline
                    .as_ref()
                    .filter(|hairline| is_draft || hairline.width * scale < HAIRLINE_PX);
                if let (Some(hairline), Some(paint)) = (thin, fill) {
                    let width = if is_draft {
                        1.0
                    } else {
                        (hairline.width * scale).max(0.6)
                    } / scale;
                    self.set_line(Stroke {
                        paint: *paint,
                        width,
                        dash: Default::default(),
                    });
                    self.stroke(&hairline.path, paths.map(|paths| &paths.hairline));
                    return;
                }
                if let Some(fill) = fill {
                    self.set_fill(*fill);
                    match paths {
                        Some(paths) => self
                            .context
                            .fill_with_path_2d(paths.inside.get_or_init(|| inside_2d(path))),
                        None => {
                            trace(self.context, inside(path));
                            self.context.fill();
                        }
                    }
                }
                if let Some(stroke) = stroke {
                    let thinnest = Stroke {
                        paint: stroke.paint,
                        width: 1.0 / scale,
                        dash: Default::default(),
                    };
                    self.set_line(if is_draft { thinnest } else { *stroke });
                    self.stroke(path, paths.map(|paths| &paths.line));
                }
            }
            Primitive::Text(line) => self.write(line, scale),
            Primitive::Image { hash, rect, crop, flip } => match images.get(*hash) {
                Found::Here(image) => {
                    self.blend(OVER);
                    show(self.context, &image, *rect, (*crop, *flip));
                }
                Found::Awaited => self.hold_place(*rect, "Picture on its way …", scale),
                Found::Missing => self.hold_place(*rect, "Picture could not be loaded", scale),
            },
        }
    }

    fn stroke(&self, path: &KeptPath, kept: Option<&OnceCell<Path2d>>) {
        match kept {
            Some(kept) => self.context.stroke_with_path(kept.get_or_init(|| kept_2d(path))),
            None => {
                trace(self.context, path.elements());
                self.context.stroke();
            }
        }
    }

    /// A quiet box where a picture will be, and what is known of it.
    fn hold_place(&mut self, rect: Rect, words: &str, scale: f64) {
        self.set_line(Stroke {
            paint: Paint::Muted,
            width: 1.0,
            dash: Default::default(),
        });
        self.context.stroke_rect(rect.x0, rect.y0, rect.width(), rect.height());
        let size = (rect.width() / PLACE_LETTERS).clamp(0.0, PLACE_WORDS_MAX);
        self.write(
            &TextLine {
                at: rect.center(),
                text: words.to_owned(),
                size,
                font: Font::Board,
                align: Align::Centre,
                paint: Paint::Muted,
                width: rect.width(),
            },
            scale,
        );
    }

    fn settings(&self) -> Settings {
        self.set.clone()
    }

    /// The context was set back to these.
    fn put_back(&mut self, settings: Settings) {
        self.set = settings;
    }

    /// Where a line's punctuation goes; its place is given by its alignment alone.
    fn set_direction(&mut self, is_right_to_left: bool) {
        if self.set.is_right_to_left != is_right_to_left {
            self.set.is_right_to_left = is_right_to_left;
            let direction = if is_right_to_left { "rtl" } else { "ltr" };
            js_sys::Reflect::set(self.context, &"direction".into(), &direction.into()).ok();
        }
    }

    fn set_opacity(&mut self, opacity: f64) {
        if self.set.opacity != opacity {
            self.set.opacity = opacity;
            self.context.set_global_alpha(opacity);
        }
    }

    fn set_fill(&mut self, paint: Paint) {
        self.blend(self.theme.blending(paint));
        if self.set.fill != Some(paint) {
            self.set.fill = Some(paint);
            self.context.set_fill_style_str(&self.theme.css(paint));
        }
    }

    fn blend(&mut self, blending: &'static str) {
        if self.set.blending != blending {
            self.set.blending = blending;
            self.context.set_global_composite_operation(blending).ok();
        }
    }

    fn set_line(&mut self, stroke: Stroke) {
        self.blend(self.theme.blending(stroke.paint));
        if self.set.line == Some(stroke) {
            return;
        }
        if self.set.line.is_none_or(|line| line.paint != stroke.paint) {
            self.context.set_stroke_style_str(&self.theme.css(stroke.paint));
        }
        self.context.set_line_width(stroke.width);
        self.set_dashes(stroke.dashes());
        self.set.line = Some(stroke);
    }

    fn set_dashes(&mut self, lengths: Option<[f64; 2]>) {
        if self.set.dashes != lengths {
            self.set.dashes = lengths;
            let list = lengths
                .iter()
                .flatten()
                .map(|length| JsValue::from_f64(*length))
                .collect::<js_sys::Array>();
            self.context.set_line_dash(&list).ok();
        }
    }
}
