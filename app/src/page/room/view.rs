//! What is in view when a room opens: what the address points out; else what this tab saw last; else all that is drawn, where some
//! of it would be out of sight. And what to do where nothing is in view.

use std::time::Duration;

use board::{
    scene::{Camera, bounds},
    spatial::overlaps,
};
use kurbo::Size;
use leptos::{ev, prelude::*};

use crate::{
    dom,
    live::Live,
    route,
    session::{ConnectionState, Session},
    shortcuts::{by_keys, zoom_to_fit},
};

/// The shared board.
const BOARD: &str = ".desk-board .stage .canvas";
/// So long the view rests before it is looked at.
const RESTS: Duration = Duration::from_millis(400);

/// Sees to the first view, once: as soon as the board has come.
pub(super) fn begin(session: Session) {
    let viewport = session.viewport();
    let pointed = route::pointed_out();
    let has_begun = StoredValue::new(false);
    Effect::new(move || {
        let size = viewport.get();
        let has_come = session.connection().get() == ConnectionState::Live && size.area() > 0.0;
        if has_come && !has_begun.get_value() {
            has_begun.set_value(true);
            untrack(|| first_view(session, size, pointed));
        }
    });
    let key = key(session);
    let gone = window_event_listener(ev::pagehide, move |_| {
        if has_begun.get_value() {
            dom::keep_in_tab(&key, Some(&written(session.camera().get_untracked())));
        }
    });
    on_cleanup(move || gone.remove());
}

fn first_view(session: Session, size: Size, pointed: Option<board::id::ElementId>) {
    if let Some(id) = pointed {
        // The address forgets it, so that a reload leaves the view and the hand where they are.
        route::rewrite_address(&route::room_address(session.room(), &session.seat()));
        if session.with_board(|board| board.element(id).is_some()) {
            return by_keys::go_to(session, size, id);
        }
        session.warn("What the link leads to is not on the board any more.");
    }
    if session.camera().get_untracked() != Camera::default() {
        // Somebody has looked around already.
        return;
    }
    if let Some(camera) = dom::kept_in_tab(&key(session)).and_then(|kept| read(&kept)) {
        session.camera().set(camera);
    } else if !is_all_in_view(session, size) {
        zoom_to_fit(session, size);
    }
}

fn key(session: Session) -> String {
    format!("chalkback-view-{}-{}", session.room(), session.seat())
}

/// In whole thousandths: reading floats would cost everybody who opens a room.
fn written(camera: Camera) -> String {
    let thousandths = [camera.x, camera.y, camera.zoom].map(|number| (number * 1_000.0).round() as i64);
    thousandths.map(|number| number.to_string()).join(" ")
}

fn read(kept: &str) -> Option<Camera> {
    let numbers = kept.split(' ').map(|number| number.parse::<i64>().ok());
    let numbers = numbers.map(|number| Some(number? as f64 / 1_000.0));
    let numbers = numbers.collect::<Option<Vec<_>>>()?;
    let [x, y, zoom] = numbers[..] else { return None };
    let is_sound = (Camera::ZOOM_MIN..=Camera::ZOOM_MAX).contains(&zoom);
    is_sound.then_some(Camera { x, y, zoom })
}

fn is_all_in_view(session: Session, size: Size) -> bool {
    let visible = session.camera().get_untracked().visible(size);
    session.with_board(|board| {
        let mut boxes = board.elements().map(|element| bounds(element, board));
        boxes.all(|rect| visible.union(rect) == visible)
    })
}

fn is_nothing_in_view(session: Session, size: Size) -> bool {
    let visible = session.camera().get_untracked().visible(size);
    session.with_board(|board| {
        let mut boxes = board.elements().map(|element| bounds(element, board));
        board.elements().next().is_some() && !boxes.any(|rect| overlaps(rect, visible))
    })
}

/// The way back to the drawing, where the view has left it.
#[component]
pub(super) fn WayBack(viewport: Live<Size>) -> impl IntoView {
    let session = expect_context::<Session>();
    let is_lost = RwSignal::new(false);
    let mut look = leptos::leptos_dom::helpers::debounce(RESTS, move |()| {
        let size = viewport.try_get_untracked().unwrap_or_default();
        is_lost.try_set(size.area() > 0.0 && is_nothing_in_view(session, size));
    });
    Effect::new(move || {
        session.camera().track();
        session.revision().track();
        viewport.track();
        look(());
    });
    let go = move |_| {
        zoom_to_fit(session, viewport.get_untracked());
        // The button goes away: the keys go where the eyes are.
        dom::focus_first(BOARD);
    };
    view! {
        <div role="status">
            <Show when=move || is_lost.get()>
                <button type="button" class="button way-back" on:click=go>
                    "The drawing is elsewhere: show all"
                </button>
            </Show>
        </div>
    }
}

/// Where to begin, on a board that nobody has drawn on.
#[component]
pub(super) fn Beginning() -> impl IntoView {
    let session = expect_context::<Session>();
    let is_empty = Memo::new(move |_| {
        session.revision().track();
        session.with_board(|board| board.elements().next().is_none())
    });
    let is_shown =
        move || is_empty.get() && session.rights().get().draw && session.connection().get() == ConnectionState::Live;
    view! {
        <Show when=is_shown>
            <p class="beginning" aria-hidden="true">
                <kbd>"/"</kbd>
                " puts down a part of a system, "
                <kbd>"R"</kbd>
                <kbd>"A"</kbd>
                <kbd>"T"</kbd>
                <kbd>"P"</kbd>
                " draw boxes, connectors, text and ink, "
                <kbd>"?"</kbd>
                " shows all keys"
            </p>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_that_was_kept_is_the_view_that_was_left() {
        let camera = Camera {
            x: -120.5,
            y: 3000.25,
            zoom: 0.35,
        };
        assert_eq!(read(&written(camera)), Some(camera));
        for kept in [
            "",
            "1 2",
            "1 2 3 4",
            "1 2 NaN",
            "0.5 2 1000",
            "1 2 0",
            "1 2 99000",
            "a b c",
        ] {
            assert_eq!(read(kept), None, "{kept}");
        }
    }
}
