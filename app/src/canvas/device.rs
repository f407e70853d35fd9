//! Device pixels: the backing stores of the canvases and the camera in their units. Whole pixels, so that a pan can move
//! what is painted instead of painting it again.

use std::cell::RefCell;

use board::{geometry::between, scene::Camera};
use kurbo::{Affine, Point, Rect, Size, Vec2};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::decimal::fixed;

/// Smoothed edges and the thinnest lines reach this far beyond what they belong to, in device pixels.
const FRINGE_PX: f64 = 2.0;

/// A size in whole device pixels, with the device's ratio to CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Pixels {
    /// Across.
    pub(super) width: u32,
    /// Down.
    pub(super) height: u32,
    /// Device pixels per CSS pixel.
    pub(super) ratio: f64,
}

impl Pixels {
    /// Of a surface of this many CSS pixels.
    pub(super) fn of(css: Size, ratio: f64) -> Pixels {
        let whole = |length: f64| between((length * ratio).round(), 1.0, 16_384.0) as u32;
        Pixels {
            width: whole(css.width),
            height: whole(css.height),
            ratio,
        }
    }

    /// From the corner.
    pub(super) fn rect(&self) -> Rect {
        Rect::new(0.0, 0.0, f64::from(self.width), f64::from(self.height))
    }
}

/// A camera in device pixels, its place on whole ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct View {
    /// Device pixels per board unit.
    pub(super) scale: f64,
    /// Where the board's origin is, in device pixels.
    pub(super) origin: Point,
}

impl View {
    pub(super) fn of(camera: &Camera, ratio: f64) -> View {
        let scale = camera.zoom * ratio;
        View {
            scale,
            origin: Point::new((-camera.x * scale).round(), (-camera.y * scale).round()),
        }
    }

    /// Shows a part of the board in the middle of a surface, as large as it fits in and no larger than it is, with a margin in
    /// CSS pixels. Cameras do not go as far away.
    pub(super) fn around(part: Rect, pixels: Pixels, margin: f64) -> View {
        let room = |length: u32| (f64::from(length) - 2.0 * margin * pixels.ratio).max(1.0);
        let fitting = (room(pixels.width) / part.width().max(1.0)).min(room(pixels.height) / part.height().max(1.0));
        let scale = fitting.min(pixels.ratio);
        let middle = pixels.rect().center() - part.center().to_vec2() * scale;
        View {
            scale,
            origin: middle.round(),
        }
    }

    /// How a picture painted for this view is stretched and then moved to fit another one.
    pub(super) fn stretched_to(self, other: View) -> (f64, Vec2) {
        let part = other.scale / self.scale;
        (part, other.origin.to_vec2() - self.origin.to_vec2() * part)
    }

    /// From board units to device pixels.
    pub(super) fn transform(&self) -> Affine {
        Affine::translate(self.origin.to_vec2()) * Affine::scale(self.scale)
    }

    /// The part of the board whose elements may paint in a rectangle of device pixels.
    pub(super) fn to_board(self, rect: Rect) -> Rect {
        let reached = rect.inflate(FRINGE_PX, FRINGE_PX);
        self.transform().inverse().transform_rect_bbox(reached)
    }

    /// The whole device pixels in which something on a part of the board may paint.
    pub(super) fn to_device(self, rect: Rect) -> Rect {
        let reached = self.transform().transform_rect_bbox(rect).inflate(FRINGE_PX, FRINGE_PX);
        reached.expand()
    }

    /// How far something may paint beyond itself, in board units.
    pub(super) fn fringe(self) -> f64 {
        FRINGE_PX / self.scale
    }
}

/// One canvas and its context.
pub(super) struct Layer {
    pub(super) element: HtmlCanvasElement,
    pub(super) context: CanvasRenderingContext2d,
    pub(super) pixels: Pixels,
    /// The transform of the element as style sheets write it, as it was last set.
    styled: RefCell<String>,
}

impl Layer {
    /// `None` where the browser gives no context. An opaque layer is cheaper to put on the screen.
    pub(super) fn of(element: &HtmlCanvasElement, is_opaque: bool) -> Option<Layer> {
        let options = js_sys::Object::new();
        js_sys::Reflect::set(&options, &"alpha".into(), &(!is_opaque).into()).ok()?;
        let context = element.get_context_with_context_options("2d", &options).ok()??;
        let context = context.dyn_into::<CanvasRenderingContext2d>().ok()?;
        Some(Layer {
            element: element.clone(),
            context,
            pixels: Pixels::default(),
            styled: RefCell::default(),
        })
    }

    /// One that is on no page.
    pub(super) fn unseen(pixels: Pixels) -> Option<Layer> {
        let element = document().create_element("canvas").ok()?;
        let mut layer = Layer::of(element.unchecked_ref(), true)?;
        layer.resize(pixels);
        Some(layer)
    }

    /// Takes the picture of another layer of the same size.
    pub(super) fn copy(&self, other: &Layer) {
        self.reset_transform();
        self.context
            .draw_image_with_html_canvas_element(&other.element, 0.0, 0.0)
            .ok();
    }

    /// Takes the picture of another layer, painted for one view, to where another view has it. Gives the whole pixels it covers.
    pub(super) fn copy_stretched(&self, other: &Layer, painted: View, view: View) -> Rect {
        let (part, moved) = painted.stretched_to(view);
        let place = (Affine::translate(moved) * Affine::scale(part)).transform_rect_bbox(other.pixels.rect());
        self.reset_transform();
        let (x, y, width, height) = (place.x0, place.y0, place.width(), place.height());
        self.context
            .draw_image_with_html_canvas_element_and_dw_and_dh(&other.element, x, y, width, height)
            .ok();
        place.trunc()
    }

    /// Takes a part, in whole device pixels, of another layer of the same size; the transform is that of device pixels.
    pub(super) fn copy_part(&self, other: &Layer, part: Rect) {
        let (x, y, width, height) = (part.x0, part.y0, part.width(), part.height());
        self.context
            .draw_image_with_html_canvas_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                &other.element,
                x,
                y,
                width,
                height,
                x,
                y,
                width,
                height,
            )
            .ok();
    }

    /// Takes a new size; everything painted is lost, the context's settings too.
    pub(super) fn resize(&mut self, pixels: Pixels) {
        self.pixels = pixels;
        self.element.set_width(pixels.width);
        self.element.set_height(pixels.height);
        let style = web_sys::HtmlElement::style(&self.element);
        for (name, length) in [("width", pixels.width), ("height", pixels.height)] {
            style
                .set_property(name, &format!("{}px", fixed(f64::from(length) / pixels.ratio, 4)))
                .ok();
        }
        self.context.set_line_cap("round");
        self.context.set_line_join("round");
        // Rule X6: widths are sums of advances. Rendered otherwise these are rounded to whole pixels of the letters' size; so
        // rendered, letters are joined unless there is a spacing, whatever it is.
        for (name, value) in [
            ("direction", "ltr"),
            ("fontKerning", "none"),
            ("textRendering", "geometricPrecision"),
            ("letterSpacing", "0.0001px"),
        ] {
            js_sys::Reflect::set(&self.context, &name.into(), &JsValue::from_str(value)).ok();
        }
    }

    /// Sets the transform to device pixels.
    pub(super) fn reset_transform(&self) {
        self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0).ok();
    }

    /// Sets the transform.
    pub(super) fn transform(&self, affine: Affine) {
        let [a, b, c, d, e, f] = affine.as_coeffs();
        self.context.set_transform(a, b, c, d, e, f).ok();
    }

    /// Moves what is painted by whole pixels; the strips that come into view still show what was there.
    pub(super) fn shift(&self, by: Vec2) {
        self.reset_transform();
        self.context
            .draw_image_with_html_canvas_element(&self.element, by.x, by.y)
            .ok();
    }

    /// Stretches the picture, painted for one view, to where another view has it. Gives the whole pixels it covers now.
    pub(super) fn blit_stretched(&self, painted: View, view: View) -> Rect {
        self.copy_stretched(self, painted, view)
    }

    /// Shows the element's picture, painted for one view, as another one would have it; `None` shows it as it is.
    pub(super) fn set_style_transform(&self, from_to: Option<(View, View)>) {
        let value = match from_to {
            None => "none".to_owned(),
            Some((painted, view)) => {
                let (part, moved) = painted.stretched_to(view);
                let css = moved / self.pixels.ratio;
                format!(
                    "translate({}px, {}px) scale({})",
                    fixed(css.x, 3),
                    fixed(css.y, 3),
                    fixed(part, 6)
                )
            }
        };
        if *self.styled.borrow() != value {
            let style = web_sys::HtmlElement::style(&self.element);
            style.set_property("transform", &value).ok();
            *self.styled.borrow_mut() = value;
        }
    }
}
