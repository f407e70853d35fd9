//! People at one board: following a view, asking everybody to look somewhere, read-only hands, a second device, and words for
//! what was left alone. Travels with the panels.

pub mod device;
pub mod follow;
pub mod gather;
pub mod glide;
pub mod guard_hint;
pub mod hands;
pub mod layer;
pub mod link_hint;

use kurbo::Size;
use leptos::prelude::*;

use crate::{
    live::Live,
    pictures::Awaited,
    session::Session,
    together::{follow::FollowFrame, gather::GatherStrip, guard_hint::GuardHint, link_hint::LinkHint},
};

/// What stands over the board of all this.
#[component]
pub fn Together(
    /// The size of the canvas.
    viewport: Live<Size>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    session.watch_pointer(Session::follow_links);
    session.watch_pointer(Session::follow_edges);
    session.watch_idle();
    view! {
        <Awaited />
        <FollowFrame viewport />
        <LinkHint />
        <div class="board-strips">
            <GatherStrip viewport />
            <GuardHint />
        </div>
    }
}
