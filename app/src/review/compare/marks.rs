//! What differs, marked on the board: each sort has a colour, a pattern of its line and a sign of its own, so that nobody has to
//! tell colours apart. The things themselves are drawn by the scene as ever.

use board::{
    Board,
    id::ElementId,
    moments::comparison::{Difference, How},
    scene::{Camera, bounds},
};
use kurbo::{Insets, Point, Rect, Size};
use leptos::prelude::*;

use super::{Compared, Comparing, Pointed, Side};
use crate::{decimal::fixed, live::Live};

/// More differences than this are told in the list only.
const MARKS_MAX: usize = 400;
/// Between a thing and its mark, in CSS pixels.
const GAP: f64 = 6.0;
/// Around what is gone to, in CSS pixels.
const MARGIN: Insets = Insets::uniform(48.0);

/// The sign of a sort of difference.
pub(super) fn sign(how: How) -> &'static str {
    match how {
        How::Added => "+",
        How::Removed => "−",
        How::Moved => "→",
        How::Changed => "~",
    }
}

/// As the style sheet calls it.
pub(super) fn key(how: How) -> &'static str {
    match how {
        How::Added => "added",
        How::Removed => "removed",
        How::Moved => "moved",
        How::Changed => "changed",
    }
}

/// The marks over the board; also brings into view what is pointed out.
#[component]
pub fn CompareMarks(
    /// What is in view.
    camera: Live<Camera>,
    /// The size of the board's part of the page.
    viewport: Live<Size>,
) -> impl IntoView {
    let comparing = expect_context::<Comparing>();
    Effect::new(move |_| {
        if let (Some(Pointed::Element(id)), Some(compared)) = (comparing.pointed.get(), comparing.compared()) {
            let place = place_of(id, &compared.now).or_else(|| place_of(id, &compared.before));
            if let Some(place) = place {
                let size = viewport.get_untracked();
                camera.update(|camera| *camera = camera.revealing(place, size, MARGIN));
            }
        }
    });
    // Beside the earlier board the later one shows what is there then.
    let side = Signal::derive(move || match comparing.side.get() {
        Side::Beside => Side::After,
        one @ (Side::Before | Side::Both | Side::After) => one,
    });
    view! { <Marks camera side /> }
}

/// The marks of one board.
#[component]
pub(super) fn Marks(
    /// What is in view.
    camera: Live<Camera>,
    /// Which board it is.
    #[prop(into)]
    side: Signal<Side>,
) -> impl IntoView {
    let comparing = expect_context::<Comparing>();
    move || {
        let compared = comparing.compared()?;
        let (camera, side, pointed) = (camera.get(), side.get(), comparing.pointed.get());
        let marks = compared.comparison.elements.iter().flat_map(|one| {
            let marks = one.ids.iter().filter_map(|id| mark(*id, one, &compared, side));
            marks.collect::<Vec<_>>()
        });
        let drawn = marks.take(MARKS_MAX).map(|mark| drawn(mark, &camera, pointed));
        Some(view! { <svg class="compare-marks" aria-hidden="true">{drawn.collect_view()}</svg> })
    }
}

/// A place on the board to be marked, and where it was moved from.
struct Mark {
    id: ElementId,
    how: How,
    place: Rect,
    from: Option<Rect>,
}

fn mark(id: ElementId, one: &Difference, compared: &Compared, side: Side) -> Option<Mark> {
    let (before, now) = (place_of(id, &compared.before), place_of(id, &compared.now));
    let (place, from) = match side {
        Side::Before => (before, None),
        Side::After => (now, None),
        Side::Both | Side::Beside => (now.or(before), before.filter(|_| one.how == How::Moved)),
    };
    Some(Mark {
        id,
        how: one.how,
        place: place?,
        from,
    })
}

fn place_of(id: ElementId, board: &Board) -> Option<Rect> {
    board.element(id).map(|element| bounds(element, board))
}

fn drawn(mark: Mark, camera: &Camera, pointed: Option<Pointed>) -> impl IntoView + use<> {
    let seen = |rect: Rect| {
        let far = camera.to_screen(Point::new(rect.x1, rect.y1));
        Rect::from_points(camera.to_screen(rect.origin()), far).inflate(GAP, GAP)
    };
    let place = seen(mark.place);
    let from = mark.from.map(|from| {
        let (old, new) = (seen(from), place.center());
        view! {
            <g class="compare-from">
                <rect x=px(old.x0) y=px(old.y0) width=px(old.width()) height=px(old.height()) rx="6"></rect>
                <line x1=px(old.center().x) y1=px(old.center().y) x2=px(new.x) y2=px(new.y)></line>
            </g>
        }
    });
    let is_pointed = pointed == Some(Pointed::Element(mark.id));
    view! {
        <g data-how=key(mark.how) data-pointed=is_pointed.then_some("yes")>
            {from}
            <rect x=px(place.x0) y=px(place.y0) width=px(place.width()) height=px(place.height()) rx="6"></rect>
            <circle cx=px(place.x0) cy=px(place.y0) r="10"></circle>
            <text x=px(place.x0) y=px(place.y0 + 5.0)>{sign(mark.how)}</text>
        </g>
    }
}

fn px(value: f64) -> String {
    fixed(value, 1)
}
