//! Which part of the board a viewport shows, and how large.

use kurbo::{Affine, Insets, Point, Rect, Size, Vec2};

use crate::geometry::between;

/// The view of one person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The board unit at the left side of the viewport.
    pub x: f64,
    /// The board unit at the top of the viewport.
    pub y: f64,
    /// CSS pixels per board unit.
    pub zoom: f64,
}

impl Default for Camera {
    fn default() -> Camera {
        Camera {
            x: 0.0,
            y: 0.0,
            zoom: 1.0,
        }
    }
}

impl Camera {
    /// The least zoom.
    pub const ZOOM_MIN: f64 = 0.05;
    /// The largest zoom.
    pub const ZOOM_MAX: f64 = 16.0;

    /// A board place in CSS pixels of the viewport.
    pub fn to_screen(&self, at: Point) -> Point {
        Point::new((at.x - self.x) * self.zoom, (at.y - self.y) * self.zoom)
    }

    /// A place in CSS pixels of the viewport on the board.
    pub fn to_board(&self, at: Point) -> Point {
        Point::new(at.x / self.zoom + self.x, at.y / self.zoom + self.y)
    }

    /// From board units to CSS pixels.
    pub fn transform(&self) -> Affine {
        Affine::scale(self.zoom) * Affine::translate((-self.x, -self.y))
    }

    /// The part of the board in view.
    pub fn visible(&self, viewport: Size) -> Rect {
        Rect::from_origin_size((self.x, self.y), viewport / self.zoom)
    }

    /// With the drawing moved by CSS pixels.
    pub fn panned(self, by: Vec2) -> Camera {
        Camera {
            x: self.x - by.x / self.zoom,
            y: self.y - by.y / self.zoom,
            zoom: self.zoom,
        }
    }

    /// Zoomed by a factor, within the limits, with the place under a point of the viewport held.
    pub fn zoomed_about(self, held: Point, factor: f64) -> Camera {
        let zoom = between(self.zoom * factor, Camera::ZOOM_MIN, Camera::ZOOM_MAX);
        let at = self.to_board(held);
        Camera {
            x: at.x - held.x / zoom,
            y: at.y - held.y / zoom,
            zoom,
        }
    }

    /// Showing what another viewport shows, as large as fits in this one.
    pub fn fitting(rect: Rect, viewport: Size) -> Camera {
        let fits = (viewport.width / rect.width().max(1.0)).min(viewport.height / rect.height().max(1.0));
        let zoom = between(fits, Camera::ZOOM_MIN, Camera::ZOOM_MAX);
        let corner = rect.center() - viewport.to_vec2() / (2.0 * zoom);
        Camera {
            x: corner.x,
            y: corner.y,
            zoom,
        }
    }

    /// A share of the way to another view; what is hardly away from it is there.
    pub fn towards(self, target: Camera, share: f64) -> Camera {
        let close = ((target.x - self.x) * target.zoom).abs() < 1.0
            && ((target.y - self.y) * target.zoom).abs() < 1.0
            && (target.zoom / self.zoom - 1.0).abs() < 0.002;
        if close {
            return target;
        }
        let between = |from: f64, to: f64| from + (to - from) * share;
        Camera {
            x: between(self.x, target.x),
            y: between(self.y, target.y),
            zoom: between(self.zoom, target.zoom),
        }
    }

    /// Showing all of a rectangle in the middle of what insets in CSS pixels leave of a viewport, at 100 % at most.
    pub fn showing(rect: Rect, viewport: Size, insets: Insets) -> Camera {
        let free = free_of(viewport, insets);
        let fits = (free.width() / rect.width().max(1.0)).min(free.height() / rect.height().max(1.0));
        let zoom = between(fits, Camera::ZOOM_MIN, 1.0);
        let corner = rect.center() - free.center().to_vec2() / zoom;
        Camera {
            x: corner.x,
            y: corner.y,
            zoom,
        }
    }

    /// Moved as little as needed for a rectangle to be in view between insets in CSS pixels; zoomed out only where it would
    /// not fit otherwise.
    pub fn revealing(self, rect: Rect, viewport: Size, insets: Insets) -> Camera {
        let free = free_of(viewport, insets);
        let room = Rect::from_points(
            self.to_board(free.origin()),
            self.to_board(Point::new(free.x1, free.y1)),
        );
        if rect.width() > room.width() || rect.height() > room.height() {
            let whole = Camera::showing(rect, viewport, insets);
            return if whole.zoom < self.zoom { whole } else { self };
        }
        let into = |low: f64, high: f64, from: f64, to: f64| (low - from).min(0.0) + (high - to).max(0.0);
        Camera {
            x: self.x + into(rect.x0, rect.x1, room.x0, room.x1),
            y: self.y + into(rect.y0, rect.y1, room.y0, room.y1),
            zoom: self.zoom,
        }
    }
}

/// What insets leave of a viewport: something, however small it is.
fn free_of(viewport: Size, insets: Insets) -> Rect {
    let side = |length: f64, low: f64, high: f64| {
        let free = (length - low - high).max(1.0);
        let from = low.min(length - free).max(0.0);
        (from, from + free)
    };
    let (x, y) = (
        side(viewport.width, insets.x0, insets.x1),
        side(viewport.height, insets.y0, insets.y1),
    );
    Rect::new(x.0, y.0, x.1, y.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_that_is_fitted_shows_all_of_another_and_fitting_it_back_does_not_grow() {
        let (wide, tall) = (Size::new(1_600.0, 900.0), Size::new(390.0, 700.0));
        let theirs = Camera {
            x: 40.0,
            y: -20.0,
            zoom: 2.0,
        };
        let seen = theirs.visible(wide);
        let ours = Camera::fitting(seen, tall);
        let shown = ours.visible(tall);
        assert!(shown.inflate(0.01, 0.01).contains_rect(seen), "{shown:?} {seen:?}");
        assert_eq!(Camera::fitting(seen, wide), theirs);
    }

    #[test]
    fn a_glide_comes_to_rest_where_it_was_going() {
        let target = Camera {
            x: -5_000.0,
            y: 300.0,
            zoom: 0.1,
        };
        let mut camera = Camera::default();
        let steps = (0..200).take_while(|_| {
            camera = camera.towards(target, 0.2);
            camera != target
        });
        assert!(steps.count() < 80);
        assert_eq!(camera, target);
    }

    #[test]
    fn zooming_holds_the_place_under_the_pointer() {
        let camera = Camera {
            x: 30.0,
            y: -5.0,
            zoom: 0.5,
        };
        let held = Point::new(200.0, 100.0);
        let nearer = camera.zoomed_about(held, 4.0);
        assert_eq!(nearer.zoom, 2.0);
        assert_eq!(nearer.to_board(held), camera.to_board(held));
        assert_eq!(camera.zoomed_about(held, 1e9).zoom, Camera::ZOOM_MAX);
    }

    #[test]
    fn what_is_drawn_follows_a_pan() {
        let camera = Camera {
            x: 0.0,
            y: 0.0,
            zoom: 2.0,
        }
        .panned(Vec2::new(10.0, 20.0));
        assert_eq!(camera.to_screen(Point::ORIGIN), Point::new(10.0, 20.0));
        assert_eq!(camera.to_board(Point::new(10.0, 20.0)), Point::ORIGIN);
        assert_eq!(camera.transform() * Point::ORIGIN, Point::new(10.0, 20.0));
    }

    #[test]
    fn all_of_a_rectangle_comes_into_view() {
        let viewport = Size::new(400.0, 300.0);
        let camera = Camera::showing(Rect::new(0.0, 0.0, 1_000.0, 100.0), viewport, Insets::uniform(50.0));
        assert!((camera.zoom - 0.3).abs() < 1e-9);
        assert_eq!(camera.visible(viewport).center(), Point::new(500.0, 50.0));
        assert_eq!(Camera::showing(Rect::ZERO, viewport, Insets::uniform(50.0)).zoom, 1.0);
    }

    #[test]
    fn what_is_out_of_view_comes_in_by_the_shortest_way() {
        let (camera, viewport) = (Camera::default(), Size::new(400.0, 300.0));
        let shown = |rect: Rect| camera.revealing(rect, viewport, Insets::uniform(20.0));
        assert_eq!(shown(Rect::new(50.0, 50.0, 150.0, 90.0)), camera);
        assert_eq!(
            shown(Rect::new(450.0, -30.0, 500.0, 0.0)),
            Camera {
                x: 120.0,
                y: -50.0,
                zoom: 1.0
            }
        );
        assert!(shown(Rect::new(0.0, 0.0, 2_000.0, 10.0)).zoom < 0.2);
    }

    #[test]
    fn what_lies_over_a_side_is_kept_free() {
        let viewport = Size::new(400.0, 300.0);
        let insets = Insets::new(100.0, 0.0, 20.0, 40.0);
        let all = Rect::new(-500.0, -500.0, 700.0, 300.0);
        let camera = Camera::showing(all, viewport, insets);
        let (near, far) = (
            camera.to_screen(all.origin()),
            camera.to_screen(Point::new(all.x1, all.y1)),
        );
        assert!(
            near.x >= 99.9 && near.y >= -0.1 && far.x <= 380.1 && far.y <= 260.1,
            "{near} {far}"
        );
        let moved = Camera::default().revealing(Rect::new(10.0, 10.0, 40.0, 40.0), viewport, insets);
        assert_eq!(moved.to_screen(Point::new(10.0, 10.0)), Point::new(100.0, 10.0));
        // More furniture than board: nothing breaks.
        let camera = Camera::showing(all, Size::new(50.0, 50.0), Insets::uniform(200.0));
        assert!(camera.x.is_finite() && camera.zoom >= Camera::ZOOM_MIN);
    }
}
