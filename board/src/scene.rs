//! What there is to draw: a board, a tool's overlay and a camera become a list of paths, lines of text and images. Knows no
//! canvas and no colours in red, green and blue; painters and exporters do. Geometry in floats lives here (rule B4).

mod camera;
mod carried;
mod changed;
mod damage;
mod draw_list;
mod dressing;
mod figure;
mod hatch;
mod head;
mod icon;
mod ink;
mod kept_path;
mod prepare;
mod reaches;
mod retained;
mod stack;

use kurbo::Size;

use crate::{board::Board, overlay::Overlay};

pub use crate::spatial::{bounds, connector_path, text_layout};
pub use camera::Camera;
pub use changed::changed_part;
pub use damage::Damage;
pub use draw_list::{DrawItem, DrawList, Geometry, Hairline, Paint, Primitive, Stroke, TextLine};
pub use icon::{part_icon, sign_icon};
pub use ink::{ink_outline, ink_within};
pub use kept_path::KeptPath;
pub use prepare::{letters_of, prepare};
pub use retained::{Reveal, SceneCache};

/// What a viewport shows of a board, in drawing order. For one picture; what draws again and again keeps a [`SceneCache`].
pub fn build(board: &Board, overlay: &Overlay, camera: &Camera, viewport: Size) -> DrawList {
    let mut cache = SceneCache::default();
    cache.update(board, overlay, &Reveal::default());
    let visible = camera.visible(viewport);
    let mut items = cache.items_in(visible).cloned().collect::<Vec<_>>();
    items.extend(cache.live_items().cloned());
    items.extend(overlay.preview.iter().map(|element| prepare(element, board)));
    DrawList { items }
}

#[cfg(test)]
mod tests;
