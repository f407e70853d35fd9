//! The items about what is selected. Only what can be done is offered.

use board::{
    Board,
    element::{Element, Kind, is_safe_link},
    id::ElementId,
    spatial,
    tool::{
        Intent, Selected,
        command::{self, Axis},
        recognition,
    },
};
use leptos::prelude::*;

use super::item;
use crate::{
    arranging::Arrange,
    dom,
    files::ClipItems,
    finding::Finding,
    route,
    session::Session,
    shortcuts::{self, Deed},
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
            (Arrange::IntoShapes, recognition::are_strokes(board, &selection)),
        ]
    });
    let one = match selection[..] {
        [id] => session.with_board(|board| {
            board
                .element(id)
                .map(|element| (id, element.extras.link.as_deref().map(str::to_owned)))
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
        <PointsItem session />
        <Links session one />
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

/// Begins to move the points of the one line that is selected by keys.
#[component]
fn PointsItem(session: Session) -> impl IntoView {
    let selection = session.selection().get_untracked();
    let is_line = |board: &Board, id: &ElementId| board.element(*id).is_some_and(|it| it.connector().is_some());
    let finding = Finding::shared();
    let one_line = session.with_board(|board| matches!(&selection[..], [id] if is_line(board, id)));
    one_line.then(|| {
        view! {
            <MenuItem
                icon="slash"
                key="Ctrl+Enter"
                on_press=move || shortcuts::act(session, finding, Deed::EditPoints)
            >
                "Move its points by keys"
            </MenuItem>
        }
    })
}

/// Where one element leads and what leads to it, and the field for the former.
#[component]
fn Links(
    session: Session,
    /// The one element that is selected, with its link.
    one: Option<(ElementId, Option<String>)>,
) -> impl IntoView {
    one.map(|(id, link)| {
        let edit = if link.is_some() {
            "Change the link…"
        } else {
            "Add a link…"
        };
        let open = link.filter(|address| is_safe_link(address)).map(|address| {
            view! {
                <MenuItem icon="external-link" key="Ctrl+click" on_press=move || session.follow_link(&address)>
                    "Open the link"
                </MenuItem>
            }
        });
        view! {
            {open}
            <MenuItem icon="link" on_press=edit_link>
                {edit}
            </MenuItem>
            {(!session.is_alone())
                .then(|| {
                    view! {
                        <MenuItem icon="copy" on_press=move || copy_address(session, id)>
                            "Copy a link to it"
                        </MenuItem>
                    }
                })}
        }
    })
}

fn copy_address(session: Session, id: ElementId) {
    session.do_while_open(async move {
        let is_copied = dom::copy_text(&route::element_address(session.room(), id)).await;
        if is_copied {
            session.tell("The link is copied: it leads whoever has a seat in this room to this very thing.");
        } else {
            session.warn("The browser did not allow the use of the clipboard, so nothing was copied.");
        }
    });
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
