//! The items about what is selected. Only what can be done is offered.

use board::{
    element::{Element, Kind, is_safe_link},
    id::ElementId,
    spatial,
    tool::{
        Intent, Selected,
        command::{self, Axis},
    },
};
use leptos::prelude::*;

use super::item;
use crate::{
    arranging::Arrange,
    dom,
    files::ClipItems,
    session::{Session, open_link},
    ui::{MenuItem, MenuLine},
};

/// What can be done with what is selected.
#[component]
pub(super) fn OnSelection(session: Session) -> impl IntoView {
    let selection = session.selection().get_untracked();
    let selected = session.with_board(|board| Selected::of(board, &selection));
    let has_look = !session.copied_look().get_untracked().is_empty();
    let items = |wanted: &[(Arrange, bool)]| {
        let wanted = wanted.iter().filter(|(_, is_offered)| *is_offered);
        wanted.map(|(arrange, _)| item(session, *arrange)).collect_view()
    };
    if selected.n_units == 0 {
        return items(&[(Arrange::Lock, true), (Arrange::CopyLook, true)]).into_any();
    }
    let (holds, is_held) = session.with_board(|board| {
        let is_held = |id: &ElementId| board.element(*id).is_some_and(|element| element.extras.frame.is_some());
        let holds = !spatial::held_by(board, &selection).is_empty();
        (holds, selection.iter().any(is_held))
    });
    let words = session.with_board(|board| {
        [
            (Arrange::BindWords, command::text_and_shape(board, &selection).is_some()),
            (Arrange::FreeWords, command::has_label(board, &selection)),
            (Arrange::WrapWords, command::is_one_text(board, &selection)),
            (Arrange::FitWidth, command::has_set_width(board, &selection)),
        ]
    });
    let one = match selection[..] {
        [id] => session.with_board(|board| {
            board
                .element(id)
                .map(|element| element.extras.link.as_deref().map(str::to_owned))
        }),
        _ => None,
    };
    view! {
        <ClipItems has_selection=true may_draw=true />
        {items(&[
            (Arrange::Duplicate, true),
            (Arrange::CopyLook, true),
            (Arrange::PasteLook, has_look),
        ])}
        <MenuLine />
        {items(&[
            (Arrange::Group, selected.n_units > 1 && !selected.is_one_group),
            (Arrange::Ungroup, selected.is_group || selected.in_group),
            (Arrange::SelectHeld, holds),
            (Arrange::LetGo, is_held),
            (Arrange::WrapInFrame, true),
            (Arrange::Lock, true),
        ])}
        {items(&words)}
        <CropItem session />
        <Links one />
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

/// Begins to crop the one picture that is selected.
#[component]
fn CropItem(session: Session) -> impl IntoView {
    let selection = session.selection().get_untracked();
    let is_picture = |element: &Element| matches!(element.kind, Kind::Image(_)) && !element.locked;
    let picture = session.with_board(|board| match selection[..] {
        [id] => board
            .element(id)
            .filter(|element| is_picture(element))
            .map(|element| element.id),
        _ => None,
    });
    picture.map(|id| {
        view! {
            <MenuItem icon="image" key="Enter" on_press=move || session.dispatch(Intent::Crop(id))>
                "Crop"
            </MenuItem>
        }
    })
}

/// Where one element leads, and the field for it.
#[component]
fn Links(
    /// The link of the one element that is selected.
    one: Option<Option<String>>,
) -> impl IntoView {
    one.map(|link| {
        let edit = if link.is_some() {
            "Change the link…"
        } else {
            "Add a link…"
        };
        let open = link.filter(|address| is_safe_link(address)).map(|address| {
            view! {
                <MenuItem icon="external-link" key="Ctrl+click" on_press=move || open_link(&address)>
                    "Open the link"
                </MenuItem>
            }
        });
        view! {
            {open}
            <MenuItem icon="link" on_press=edit_link>
                {edit}
            </MenuItem>
        }
    })
}

/// Puts the caret into the field of the look that holds the link.
fn edit_link() {
    if dom::element_by_selector(".inspector").is_none()
        && let Some(fold) = dom::element_by_selector(".inspector-fold")
    {
        fold.click();
    }
    // The menu gives the focus back first, and the panel has to be there.
    request_animation_frame(|| request_animation_frame(|| dom::focus_first(".inspector-link input")));
}
