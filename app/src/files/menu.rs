//! The bar's button for files, and the places of what it opens.

use leptos::prelude::*;

use super::{Files, Picture, shown};
use crate::{
    lazy::lazily,
    side::Side,
    ui::{Icon, Menu, MenuItem},
};

/// The bar's button for files.
#[component]
pub fn FilesButton() -> impl IntoView {
    let files = expect_context::<Files>();
    let may_draw = Signal::derive(move || files.session.rights().get().draw);
    view! {
        <Menu
            label="Files"
            face=move || view! { <Icon name="save" /> }
            class="icon-button"
        >
            <MenuItem icon="upload" enabled=may_draw on_press=move || files.open()>
                "Open a file…" <kbd>"Ctrl O"</kbd>
            </MenuItem>
            <MenuItem icon="download" on_press=move || files.export()>
                "Export…" <kbd>"Ctrl Shift E"</kbd>
            </MenuItem>
            <MenuItem icon="copy" on_press=move || files.copy_picture(Picture::Png)>
                "Copy as PNG" <kbd>"Shift Alt C"</kbd>
            </MenuItem>
            <MenuItem icon="image" on_press=move || files.copy_picture(Picture::Svg)>
                "Copy as SVG"
            </MenuItem>
            <MenuItem icon="list" on_press=move || files.sides.toggle(Side::Stencils)>
                "My stencils"
            </MenuItem>
        </Menu>
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
