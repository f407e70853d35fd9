//! The items about the board itself.

use leptos::prelude::*;

use super::item;
use crate::{
    arranging::Arrange,
    files::ClipItems,
    session::{Aid, Session},
    shortcuts::{zoom_to_actual, zoom_to_fit},
    ui::{MenuItem, MenuLine},
};

/// What can be done with the board.
#[component]
pub(super) fn OnGround(session: Session, may_draw: bool) -> impl IntoView {
    let (has_any, has_locked) = session.with_board(|board| {
        (
            board.elements().next().is_some(),
            board.elements().any(|element| element.locked),
        )
    });
    let changes = may_draw && has_any;
    view! {
        <ClipItems has_selection=false may_draw />
        {changes.then(|| item(session, Arrange::SelectAll))}
        {(changes && has_locked).then(|| item(session, Arrange::UnlockAll))}
        {changes.then(|| view! { <MenuLine /> })}
        {may_draw.then(|| aid(session, Aid::Guides, "magnet", "Snap to each other", "Alt+Shift+S"))}
        {aid(session, Aid::Grid, "grid-3x3", "Grid", "Ctrl+'")}
        {may_draw.then(|| aid(session, Aid::KeepTool, "lock", "Keep the tool", "Q"))}
        {aid(session, Aid::Zen, "expand", "Only the board", "Alt+Z")}
        <MenuLine />
        <MenuItem
            icon="maximize"
            key="Shift+1"
            on_press=move || zoom_to_fit(session, session.viewport().get_untracked())
        >
            "Show all"
        </MenuItem>
        <MenuItem
            icon="search"
            key="Ctrl+0"
            on_press=move || zoom_to_actual(session, session.viewport().get_untracked())
        >
            "100 %"
        </MenuItem>
    }
}

fn aid(session: Session, aid: Aid, icon: &'static str, name: &'static str, key: &'static str) -> AnyView {
    let checked = Signal::derive(move || session.has(aid));
    view! {
        <MenuItem icon key checked on_press=move || session.toggle(aid)>
            {name}
        </MenuItem>
    }
    .into_any()
}
