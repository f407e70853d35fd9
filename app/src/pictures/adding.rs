//! Pictures that are being read, made smaller and stored: until that is done a box stands where each will be, for whoever
//! adds them. The others get the picture's place with the change that puts it down.

use kurbo::Point;
use leptos::prelude::*;

use crate::{decimal::fixed, files::Files, session::Session};

/// What is being added, each with its number and the middle of its place on the board.
#[derive(Clone, Copy, Default)]
pub(crate) struct Adding(pub(super) RwSignal<Vec<(u64, Point)>>);

impl Adding {
    /// One more, with its number.
    pub(crate) fn begin(self, at: Point) -> u64 {
        let number = self.0.read_untracked().last().map_or(0, |(last, _)| last + 1);
        self.0.update(|all| all.push((number, at)));
        number
    }

    /// It is there, or will not be.
    pub(crate) fn end(self, number: u64) {
        let _gone = self.0.try_update(|all| all.retain(|(own, _)| *own != number));
    }
}

/// The boxes, over the board and cut where it ends. What they say is said once for all elsewhere, to who does not see them too.
#[component]
pub(crate) fn Awaited() -> impl IntoView {
    let session = expect_context::<Session>();
    let adding = expect_context::<Files>().adding;
    let one = move |at: Point| {
        let place = move || {
            let at = session.camera().get().to_screen(at);
            (format!("{}px", fixed(at.x, 1)), format!("{}px", fixed(at.y, 1)))
        };
        view! {
            <div class="picture-awaited" style:left=move || place().0 style:top=move || place().1>
                "Picture on its way …"
            </div>
        }
    };
    view! {
        <div class="pictures-awaited" aria-hidden="true">
            {move || adding.0.get().into_iter().map(|(_, at)| one(at)).collect_view()}
        </div>
    }
}
