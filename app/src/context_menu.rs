//! The menu at a place of the board: what can be done with what is selected there or, on the ground, with the board.
//! The right button opens it, a finger that rests, the menu key and Shift+F10.

mod ground;
mod selection;

use leptos::prelude::*;

use self::{ground::OnGround, selection::OnSelection};
use crate::{
    arranging::{Arrange, Face},
    dom,
    session::Session,
    ui::{MenuAt, MenuItem},
};

/// The menu, while it is asked for.
#[component]
pub fn ContextMenu() -> impl IntoView {
    let session = expect_context::<Session>();
    // What was asked before this part had come is out of date.
    session.menu().set(None);
    move || {
        session.menu().get().map(|at| {
            let may_draw = session.rights().get_untracked().draw;
            let has_selection = may_draw && !session.selection().get_untracked().is_empty();
            let label = if has_selection { "Selection" } else { "Board" };
            // The items are made inside the menu, which they close.
            let items = move || {
                if has_selection {
                    view! { <OnSelection session /> }.into_any()
                } else {
                    view! { <OnGround session may_draw /> }.into_any()
                }
            };
            view! { <MenuAt label at on_close=move || close(session)>{items()}</MenuAt> }
        })
    }
}

/// Takes the menu away; keys go to the board again unless something else has the focus already.
fn close(session: Session) {
    let is_inside = document()
        .active_element()
        .is_none_or(|active| active.tag_name() == "BODY" || active.closest(".menu-at").is_ok_and(|at| at.is_some()));
    if is_inside {
        dom::focus_first(".stage .canvas");
    }
    session.menu().set(None);
}

/// An item for something to do with what is selected.
fn item(session: Session, arrange: Arrange) -> AnyView {
    let Face { icon, name, key } = arrange.face();
    let press = Callback::new(move |()| arrange.run(session));
    let danger = arrange == Arrange::Delete;
    view! {
        <MenuItem icon danger key on_press=press>
            {name}
        </MenuItem>
    }
    .into_any()
}
