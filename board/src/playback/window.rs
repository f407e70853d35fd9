//! The stretch of a recording that a time bar shows: zoomed about a moment, moved, never beyond the recording. Knows no pixels;
//! a place on the bar is a part of the whole, 0 to 1.

use crate::{
    limits::{WINDOW_MILLIS_MIN, WINDOW_ZOOM_MAX},
    moments::Span,
    time::Millis,
};

/// Which part of the window lies before a moment that it was moved to, or after it: one divided by this.
const EDGE: u64 = 10;

/// What is in view of a recording.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Window {
    span: Span,
    duration: Millis,
}

impl Window {
    /// All of a recording of this length.
    pub fn whole(duration: Millis) -> Window {
        Window {
            span: Span {
                from: Millis(0),
                to: duration,
            },
            duration,
        }
    }

    /// A stretch with a little around it.
    pub fn around(self, span: Span) -> Window {
        let edge = (span.to - span.from).0 / EDGE;
        self.of_length((span.to - span.from).0 + 2 * edge, (span.from - Millis(edge)).0)
    }

    /// What is in view.
    pub fn span(self) -> Span {
        self.span
    }

    /// Whether that is everything.
    pub fn is_whole(self) -> bool {
        self == Window::whole(self.duration)
    }

    /// How many times the window's length the recording is.
    pub fn zoom(self) -> f64 {
        self.duration.0.max(1) as f64 / self.length().max(1) as f64
    }

    /// Nearer (a factor above 1) or farther; the moment keeps its place.
    pub fn zoomed(self, about: Millis, factor: f64) -> Window {
        let part = self.part_of(about).clamp(0.0, 1.0);
        let length = (self.length() as f64 / factor.max(f64::MIN_POSITIVE)).min(self.duration.0 as f64) as u64;
        let length = length.max(self.shortest());
        let before = (length as f64 * part).round() as u64;
        self.of_length(length, self.at(part).0.saturating_sub(before))
    }

    /// Moved by so many milliseconds, back where negative.
    pub fn moved(self, millis: i64) -> Window {
        self.of_length(self.length(), self.span.from.0.saturating_add_signed(millis))
    }

    /// Whether a moment is in view.
    pub fn contains(self, at: Millis) -> bool {
        self.span.from <= at && at <= self.span.to
    }

    /// Moved so that a moment is in view: near the beginning, or near the end for one that lies before.
    pub fn showing(self, at: Millis) -> Window {
        let edge = self.length() / EDGE;
        if self.contains(at) {
            self
        } else if at > self.span.to {
            self.of_length(self.length(), at.0.saturating_sub(edge))
        } else {
            self.of_length(self.length(), (at.0 + edge).saturating_sub(self.length()))
        }
    }

    /// Where a moment is: 0 at the beginning of the window, 1 at its end, and beyond for what is out of view.
    pub fn part_of(self, at: Millis) -> f64 {
        (at.0 as f64 - self.span.from.0 as f64) / self.length().max(1) as f64
    }

    /// Which moment is there.
    pub fn at(self, part: f64) -> Millis {
        self.span.from + Millis((self.length() as f64 * part.clamp(0.0, 1.0)).round() as u64)
    }

    fn length(self) -> u64 {
        (self.span.to - self.span.from).0
    }

    fn shortest(self) -> u64 {
        let shortest = WINDOW_MILLIS_MIN.max(self.duration.0 / WINDOW_ZOOM_MAX);
        shortest.min(self.duration.0)
    }

    fn of_length(self, length: u64, from: u64) -> Window {
        let length = length.clamp(self.shortest(), self.duration.0);
        let from = from.min(self.duration.0 - length);
        Window {
            span: Span {
                from: Millis(from),
                to: Millis(from + length),
            },
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Millis = Millis(3_600_000);

    fn span_of(window: Window) -> (u64, u64) {
        (window.span().from.0, window.span().to.0)
    }

    #[test]
    fn a_zoom_leaves_its_moment_in_its_place_and_ends_at_the_edges() {
        let whole = Window::whole(HOUR);
        let at = Millis(900_000);
        let near = whole.zoomed(at, 4.0);
        assert_eq!(span_of(near), (675_000, 1_575_000));
        assert!((near.part_of(at) - whole.part_of(at)).abs() < 1e-6);
        assert_eq!(near.zoom(), 4.0);
        assert_eq!(near.zoomed(at, 0.25), whole);
        assert!(near.zoomed(Millis(0), 0.001).is_whole());
        assert_eq!(span_of(whole.zoomed(at, 1e12)), (898_750, 903_750));
        assert_eq!(span_of(whole.zoomed(HOUR, 10.0)), (3_240_000, 3_600_000));
    }

    #[test]
    fn a_window_never_leaves_its_recording() {
        let near = Window::whole(HOUR).zoomed(Millis(0), 10.0);
        assert_eq!(span_of(near.moved(-5_000)), (0, 360_000));
        assert_eq!(span_of(near.moved(i64::MAX)), (3_240_000, 3_600_000));
        assert_eq!(span_of(near.showing(Millis(500_000))), (464_000, 824_000));
        assert_eq!(
            span_of(near.moved(900_000).showing(Millis(500_000))),
            (176_000, 536_000)
        );
        assert_eq!(near.showing(Millis(360_000)), near);
        let around = near.around(Span {
            from: Millis(10_000),
            to: Millis(210_000),
        });
        assert_eq!(span_of(around), (0, 240_000));
    }

    #[test]
    fn places_and_moments_are_each_others_opposite_also_in_the_shortest_recordings() {
        for duration in [0, 1, 900, 86_400_000] {
            let whole = Window::whole(Millis(duration));
            for window in [
                whole,
                whole.zoomed(Millis(duration / 2), 50.0),
                whole.zoomed(Millis(0), 1e9),
            ] {
                assert!(window.span().to.0 <= duration);
                assert_eq!(window.at(0.0), window.span().from);
                assert_eq!(window.at(1.0), window.span().to);
                for part in [0.25, 0.5] {
                    let at = window.at(part);
                    assert!((window.at(window.part_of(at)).0).abs_diff(at.0) <= 1, "{window:?}");
                }
            }
        }
    }
}
