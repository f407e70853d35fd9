//! Draws a picture: the part of it that is shown, the way round it is shown.

use board::{element::Crop, shape::Flip};
use kurbo::Rect;
use web_sys::{CanvasRenderingContext2d, HtmlImageElement};

/// A part of a picture, which may change its sides. One that cannot be decoded leaves its place empty.
pub(super) fn show(
    context: &CanvasRenderingContext2d,
    image: &HtmlImageElement,
    rect: Rect,
    (crop, flip): (Crop, Flip),
) {
    let (across, down) = (f64::from(image.natural_width()), f64::from(image.natural_height()));
    let share = |part: u16, length: f64| f64::from(part) / 10_000.0 * length;
    let middle = rect.center();
    let side = |is_flipped: bool| if is_flipped { -1.0 } else { 1.0 };
    let is_flipped = flip.horizontal || flip.vertical;
    if is_flipped {
        context.save();
        context.translate(middle.x, middle.y).ok();
        context.scale(side(flip.horizontal), side(flip.vertical)).ok();
        context.translate(-middle.x, -middle.y).ok();
    }
    let drawn = context.draw_image_with_html_image_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
        image,
        share(crop.left, across),
        share(crop.top, down),
        share(crop.width, across),
        share(crop.height, down),
        rect.x0,
        rect.y0,
        rect.width(),
        rect.height(),
    );
    drawn.ok();
    if is_flipped {
        context.restore();
    }
}
