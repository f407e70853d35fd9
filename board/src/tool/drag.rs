//! Where a click ends and a drag begins.

use kurbo::Point;

/// A gesture begins when the pointer has moved this far, in CSS pixels.
const DRAG_BEGINS_PX: f64 = 3.0;

/// Whether the pointer has moved far enough from where it was pressed for a drag.
pub(super) fn is_drag(from: Point, to: Point, zoom: f64) -> bool {
    (to - from).hypot() * zoom >= DRAG_BEGINS_PX
}
