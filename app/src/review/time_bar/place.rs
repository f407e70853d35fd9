//! Places on the bar as style sheets write them: within the stretch in view, and within all of the recording.

use board::{moments::Span, playback::Window, time::Millis};

use crate::decimal::fixed;

/// A part of a whole, 0 to 1.
pub(super) fn percent(part: f64) -> String {
    format!("{}%", fixed(part * 100.0, 6))
}

/// Where a moment is in the stretch in view; `None` out of view.
pub(super) fn of_moment(window: Window, at: Millis) -> Option<String> {
    window.contains(at).then(|| percent(window.part_of(at)))
}

/// Where a stretch begins in the one in view, and how wide it is; cut at the edges, `None` out of view.
pub(super) fn of_span(window: Window, span: Span) -> Option<(String, String)> {
    let view = window.span();
    if span.to < view.from || span.from > view.to {
        return None;
    }
    let from = window.part_of(span.from.max(view.from));
    let to = window.part_of(span.to.min(view.to));
    Some((percent(from), percent((to - from).max(0.0))))
}

/// Where a moment is in the whole recording.
pub(super) fn of_whole(at: Millis, duration: Millis) -> String {
    percent(at.0.min(duration.0) as f64 / duration.0.max(1) as f64)
}

/// Left edge and width of what holds the whole recording, in widths of the stretch in view: what lies in it by its place in the
/// whole is then where it belongs, however near one is.
pub(super) fn of_whole_in(window: Window) -> (String, String) {
    (percent(window.part_of(Millis(0))), percent(window.zoom()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_out_of_view_has_no_place_and_what_reaches_in_is_cut() {
        let window = Window::whole(Millis(100_000)).zoomed(Millis(50_000), 2.0);
        let span = |from, to| Span {
            from: Millis(from),
            to: Millis(to),
        };
        let text = |text: &str| text.to_owned();
        assert_eq!(of_moment(window, Millis(50_000)), Some(text("50.000000%")));
        assert_eq!(of_moment(window, Millis(20_000)), None);
        let half = Some((text("50.000000%"), text("50.000000%")));
        assert_eq!(of_span(window, span(50_000, 90_000)), half);
        assert_eq!(of_span(window, span(0, 10_000)), None);
        assert_eq!(of_whole_in(window), (text("-50.000000%"), text("200.000000%")));
        assert_eq!(of_whole(Millis(150_000), Millis(100_000)), "100.000000%");
        assert_eq!(of_whole(Millis(0), Millis(0)), "0.000000%");
    }
}
