//! Pictures that are being read, made smaller and stored: until that is done a box stands where each will be, for whoever
//! adds them. The others get the picture's place with the change that puts it down.

use kurbo::{Point, Vec2};
use leptos::prelude::*;

use crate::{decimal::fixed, dom, session::Session};

/// What is being added, each with its number and the middle of its place on the board.
#[derive(Clone, Copy, Default)]
pub(super) struct Adding(pub(super) RwSignal<Vec<(u64, Point)>>);

impl Adding {
    /// One more, with its number.
    pub(super) fn begin(self, at: Point) -> u64 {
        let number = self.0.read_untracked().last().map_or(0, |(last, _)| last + 1);
        self.0.update(|all| all.push((number, at)));
        number
    }

    /// It is there, or will not be.
    pub(super) fn end(self, number: u64) {
        let _gone = self.0.try_update(|all| all.retain(|(own, _)| *own != number));
    }
}

/// The boxes. What they say is said once for all beside them, to who does not see them too.
#[component]
pub(super) fn Awaited(session: Session, adding: Adding) -> impl IntoView {
    let one = move |at: Point| {
        let place = move || {
            let at = session.camera().get().to_screen(at) + corner();
            (format!("{}px", fixed(at.x, 1)), format!("{}px", fixed(at.y, 1)))
        };
        view! {
            <div class="picture-awaited" aria-hidden="true" style:left=move || place().0 style:top=move || place().1>
                "Picture on its way …"
            </div>
        }
    };
    move || adding.0.get().into_iter().map(|(_, at)| one(at)).collect_view()
}

/// Of the canvas, in the window.
fn corner() -> Vec2 {
    dom::element_by_selector(".stage .canvas").map_or(Vec2::ZERO, |canvas| {
        let rect = canvas.get_bounding_client_rect();
        Vec2::new(rect.left(), rect.top())
    })
}
