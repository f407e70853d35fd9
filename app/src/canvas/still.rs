//! A picture of a drawing beside the screen: the same painter on a canvas that is on no page, in either theme.

use std::{cell::RefCell, rc::Rc};

use board::{
    element::AssetHash,
    scene::{DrawItem, Paint, Primitive},
};
use kurbo::{Point, Rect, Size};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlCanvasElement;

use super::{
    device::{Layer, Pixels, View},
    images::{Found, Images},
    painter::{Detail, Painter},
    theme::Theme,
};

/// The longest side of a picture in pixels: beyond it browsers give an empty one.
const SIDE_MAX: f64 = 16_000.0;
/// Pixels of a picture altogether.
const AREA_MAX: f64 = 200_000_000.0;

/// In which colours.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Ground {
    /// Dark ink on paper.
    Light,
    /// Light ink on slate.
    Dark,
}

/// Paints items that lie in a part of the board. `None` where the picture would be larger than browsers paint.
pub(crate) async fn paint(
    items: &[Rc<DrawItem>],
    part: Rect,
    scale: f64,
    (ground, has_ground): (Ground, bool),
    asset_url: impl Fn(AssetHash) -> String + 'static,
) -> Option<HtmlCanvasElement> {
    let size = part.size() * scale;
    if size.width.max(size.height) > SIDE_MAX || size.area() > AREA_MAX {
        return None;
    }
    let theme = theme(ground)?;
    let images = Images::new(Some(UnsyncCallback::new(asset_url)), || {});
    for item in items {
        for primitive in &item.geometry.primitives {
            if let Primitive::Image { hash, .. } = primitive {
                images.arrive(*hash).await;
            }
        }
    }
    let element = document()
        .create_element("canvas")
        .ok()?
        .unchecked_into::<HtmlCanvasElement>();
    let mut layer = Layer::of(&element, false)?;
    layer.resize(Pixels::of(Size::new(size.width.ceil(), size.height.ceil()), 1.0));
    if has_ground {
        layer.reset_transform();
        layer.context.set_fill_style_str(&theme.css(Paint::Ground));
        layer.context.fill_rect(0.0, 0.0, size.width.ceil(), size.height.ceil());
    }
    let view = View {
        scale,
        origin: Point::new(-part.x0 * scale, -part.y0 * scale),
    };
    Painter::keeping(0).draw(&layer, view, items.iter(), &theme, &images, Detail::Full);
    Some(element)
}

/// A theme's colours as any program reads them: `#rrggbb`.
pub(crate) fn hex_of(ground: Ground) -> impl Fn(Paint) -> String {
    let theme = RefCell::new(theme(ground));
    move |paint| {
        let theme = theme.borrow();
        theme.as_ref().map(|theme| theme.hex(paint)).unwrap_or_default()
    }
}

/// As it applies to an element that is in this theme, whatever the page is in.
fn theme(ground: Ground) -> Option<Theme> {
    let place = document().create_element("div").ok()?;
    place.set_class_name(match ground {
        Ground::Light => "in-light",
        Ground::Dark => "in-dark",
    });
    document().body()?.append_child(&place).ok()?;
    let theme = Theme::read(&place);
    place.remove();
    Some(theme)
}

impl Images {
    /// Waits until a picture is there, or cannot be.
    async fn arrive(&self, hash: AssetHash) {
        if matches!(self.get(hash), Found::Awaited)
            && let Some(image) = self.asked_for(hash)
        {
            JsFuture::from(image.decode()).await.ok();
        }
    }
}
