//! What a laser or an eraser passed: a line that thins out.

use board::{actor::JoinRank, colour::Colour, geometry::between, scene::Paint};
use kurbo::Point;

use super::over::Brush;
use crate::decimal::fixed;

/// How long a place shines, in milliseconds.
const SHINES_MILLIS: f64 = 1_000.0;
/// Width where the laser is, in CSS pixels.
const WIDTH: f64 = 6.0;
/// Width of the eraser's trail where the eraser is, in CSS pixels.
const TRAIL_WIDTH: f64 = 8.0;
/// A pause this long in milliseconds is another line.
const APART_MILLIS: f64 = 450.0;

/// The way of one laser.
#[derive(Clone, Debug, PartialEq)]
pub struct Light {
    /// Whose; 0 is one's own.
    pub rank: JoinRank,
    /// The person's colour.
    pub colour: Colour,
    /// Where it was, in board units, and when, by a clock in milliseconds; oldest first.
    pub places: Vec<(Point, f64)>,
    /// What that clock shows.
    pub now_millis: f64,
}

impl Brush<'_> {
    pub(super) fn light(&self, light: &Light) {
        let context = &self.layer.context;
        context.set_stroke_style_str(&self.theme.css(Paint::Colour(light.colour)));
        context.set_fill_style_str(&self.theme.css(Paint::Colour(light.colour)));
        let left = |at: f64| between(1.0 - (light.now_millis - at) / SHINES_MILLIS, 0.0, 1.0);
        let transform = self.view.transform();
        for pair in light.places.windows(2) {
            let [(from, began), (to, at)] = pair else { continue };
            if at - began <= APART_MILLIS {
                self.thinning(*from, *to, WIDTH * left(*at));
            }
        }
        if let Some((at, when)) = light.places.last() {
            let at = transform * *at;
            context.set_global_alpha(left(*when));
            context.begin_path();
            context
                .arc(at.x, at.y, self.px(WIDTH * 0.75), 0.0, std::f64::consts::TAU)
                .ok();
            context.fill();
        }
        context.set_global_alpha(1.0);
    }

    /// Where the eraser has just been.
    pub(super) fn trail(&self, places: &[Point]) {
        let context = &self.layer.context;
        context.set_stroke_style_str(&self.theme.css(Paint::Muted));
        let n_pieces = places.len() as f64;
        for (index, pair) in places.windows(2).enumerate() {
            let [from, to] = pair else { continue };
            self.thinning(*from, *to, TRAIL_WIDTH * (index + 1) as f64 / n_pieces);
        }
    }

    /// A piece of a line that thins out and does not pale: pieces that shine through each other would show where they meet.
    fn thinning(&self, from: Point, to: Point, width: f64) {
        let context = &self.layer.context;
        let (from, to) = (self.view.transform() * from, self.view.transform() * to);
        context.set_line_cap("round");
        context.set_line_join("round");
        context.set_line_width(self.px(width));
        context.begin_path();
        context.move_to(from.x, from.y);
        context.line_to(to.x, to.y);
        context.stroke();
    }
}

/// What the page and its tests can know of it.
pub(super) fn described(lights: &[Light]) -> String {
    let places = lights.iter().map(|light| light.places.len()).sum::<usize>();
    fixed(places as f64, 0)
}
