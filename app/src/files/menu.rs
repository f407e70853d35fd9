//! The bar's button for files, and the places of what it opens.

use board::{reading::words_of, spatial::with_held};
use leptos::prelude::*;

use super::{Files, NOT_ALLOWED, Picture, shown};
use crate::{
    dom,
    lazy::lazily,
    side::Side,
    ui::{Icon, Menu, MenuItem, MenuLine},
};

/// The bar's button for files.
#[component]
pub fn FilesButton() -> impl IntoView {
    let files = expect_context::<Files>();
    let may_draw = Signal::derive(move || files.session.rights().get().draw);
    view! {
        <Menu
            label="Files"
            face=move || view! {
                <Icon name="save" />
                <span class="tooltip" aria-hidden="true">"Files"</span>
            }
            class="icon-button"
        >
            <MenuItem icon="upload" enabled=may_draw key="Ctrl+O" on_press=move || files.open()>
                "Open a file…"
            </MenuItem>
            <MenuItem icon="download" key="Ctrl+Shift+E" on_press=move || files.export()>
                "Export…"
            </MenuItem>
            <MenuItem icon="copy" key="Shift+Alt+C" on_press=move || files.copy_picture(Picture::Png)>
                "Copy as PNG"
            </MenuItem>
            <MenuItem icon="image" on_press=move || files.copy_picture(Picture::Svg)>
                "Copy as SVG"
            </MenuItem>
            <MenuItem icon="plus" enabled=may_draw key="Ctrl+V" on_press=move || files.paste()>
                "Paste"
            </MenuItem>
            <MenuItem icon="list" on_press=move || files.sides.toggle(Side::Stencils)>
                "My stencils"
            </MenuItem>
        </Menu>
    }
}

/// What goes to the clipboard and comes from it, for menus at a place of the board.
#[component]
pub fn ClipItems(
    /// Whether something is selected.
    has_selection: bool,
    /// Whether this seat may change the board.
    may_draw: bool,
) -> impl IntoView {
    let files = expect_context::<Files>();
    let selected = move || {
        view! {
            <MenuItem icon="copy" key="Ctrl+C" on_press=move || files.copy()>
                "Copy"
            </MenuItem>
            <MenuItem icon="copy" key="Ctrl+X" enabled=may_draw on_press=move || files.cut()>
                "Cut"
            </MenuItem>
            <MenuItem icon="bookmark" on_press=move || files.keep_stencil()>
                "Keep as a stencil"
            </MenuItem>
        }
    };
    let pasted = move || {
        view! {
            <MenuItem icon="plus" key="Ctrl+V" on_press=move || files.paste()>
                "Paste"
            </MenuItem>
        }
    };
    view! {
        {has_selection.then(selected)}
        {may_draw.then(pasted)}
        <MenuItem icon="type" on_press=move || files.copy_words()>
            "Copy as text"
        </MenuItem>
        <MenuItem icon="image" key="Shift+Alt+C" on_press=move || files.copy_picture(Picture::Png)>
            "Copy as PNG"
        </MenuItem>
        <MenuItem icon="image" on_press=move || files.copy_picture(Picture::Svg)>
            "Copy as SVG"
        </MenuItem>
        <MenuItem icon="download" key="Ctrl+Shift+E" on_press=move || files.export()>
            "Export…"
        </MenuItem>
        <MenuLine />
    }
}

impl Files {
    /// Copies the words of what is selected and of what it holds, or else of all the board, as text for anywhere.
    pub(crate) fn copy_words(self) {
        let session = self.session;
        let selection = session.selection().get_untracked();
        let is_all = selection.is_empty();
        let words = session.with_board(|board| {
            let meant = if is_all {
                board.elements().map(|element| element.id).collect()
            } else {
                with_held(board, &selection)
            };
            words_of(board, &meant)
        });
        session.do_while_open(async move {
            if words.is_empty() {
                let what = if is_all { "The board" } else { "What is selected" };
                self.say(&format!("{what} has no words."));
            } else if !dom::copy_text(&words).await {
                self.say(NOT_ALLOWED);
            }
        });
    }
}

/// The dialogs and panels of files, each loaded when it is first opened.
#[component]
pub fn FilesPanels() -> impl IntoView {
    let files = expect_context::<Files>();
    view! {
        <Show when=move || files.exporting.get()>{lazily(move || shown(files, |work| work.export_dialog))}</Show>
        <Show when=move || files.sides.shows(Side::Stencils)>{lazily(move || shown(files, |work| work.stencils))}</Show>
    }
}
