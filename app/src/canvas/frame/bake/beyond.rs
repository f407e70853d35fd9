//! What the canvas holds beyond the view: where that is, and when it is painted.

use kurbo::{Rect, Size, Vec2};

use super::{super::palette::Palette, Baked};
use crate::canvas::{device::View, painter::Detail};

impl Baked {
    /// A camera in the pixels of the layer, with the view in its middle.
    pub(super) fn beyond(&self, view: View) -> View {
        let margin = f64::from(self.margin);
        View {
            scale: view.scale,
            origin: view.origin + Vec2::new(margin, margin),
        }
    }

    /// What of the layer is in view.
    pub(super) fn seen_of(&self, view: View, painted: View) -> Rect {
        let margin = 2.0 * f64::from(self.margin);
        let corner = painted.origin - view.origin;
        Rect::from_origin_size(corner.to_point(), self.whole().size() - Size::new(margin, margin))
    }

    /// Paints what is in view, or soon will be, and was not painted yet.
    pub(super) fn paint_uncovered(&mut self, view: View, painted: View, palette: &Palette<'_>) {
        let seen = self.seen_of(view, painted);
        let (mut now, mut later) = std::mem::take(&mut self.unpainted)
            .into_iter()
            .partition::<Vec<_>, _>(|strip| strip.overlaps(seen));
        if now.is_empty() && self.drafted.is_empty() && self.damage.appended.is_empty() {
            now.extend(later.pop());
        }
        self.unpainted = later;
        palette.paint(&self.layer, &now, painted, Detail::Full);
    }
}
