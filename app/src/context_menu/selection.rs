//! The items about what is selected. Only what can be done is offered.

use board::tool::{Selected, command::Axis};
use leptos::prelude::*;

use super::item;
use crate::{arranging::Arrange, session::Session, ui::MenuLine};

/// What can be done with what is selected.
#[component]
pub(super) fn OnSelection(session: Session) -> impl IntoView {
    let selection = session.selection().get_untracked();
    let selected = session.with_board(|board| Selected::of(board, &selection));
    let has_look = !session.copied_look().read().is_empty();
    let items = |wanted: &[(Arrange, bool)]| {
        let wanted = wanted.iter().filter(|(_, is_offered)| *is_offered);
        wanted.map(|(arrange, _)| item(session, *arrange)).collect_view()
    };
    if selected.n_units == 0 {
        return items(&[(Arrange::Lock, true), (Arrange::CopyLook, true)]).into_any();
    }
    view! {
        // What goes to the clipboard and to files stands here, first.
        {items(&[
            (Arrange::Duplicate, true),
            (Arrange::CopyLook, true),
            (Arrange::PasteLook, has_look),
        ])}
        <MenuLine />
        {items(&[
            (Arrange::Group, selected.n_units > 1 && !selected.is_one_group),
            (Arrange::Ungroup, selected.is_group || selected.in_group),
            (Arrange::Lock, true),
        ])}
        <MenuLine />
        {items(&[
            (Arrange::Forward, true),
            (Arrange::Backward, true),
            (Arrange::ToFront, true),
            (Arrange::ToBack, true),
            (Arrange::Flip(Axis::Across), true),
            (Arrange::Flip(Axis::Down), true),
        ])}
        <MenuLine />
        {items(&[(Arrange::Delete, true)])}
    }
    .into_any()
}
