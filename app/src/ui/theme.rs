//! The switch between light and dark. Which of them it is stands as `data-theme` on `<html>`, from where the style sheet and
//! the painter have their colours; `public/theme.ts` puts it there before anything is shown, and follows the system.

use leptos::prelude::*;

use crate::{dom, ui::button::IconButton};

/// As `public/theme.ts` reads it.
const KEY: &str = "chalkback-theme";

/// The switch. What the system says needs no keeping: chosen again, the page follows the system again.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    view! { <IconButton icon="sun-moon" label="Light or dark colours" on_press=toggle_theme /> }
}

/// Goes from light to dark, or back.
pub fn toggle_theme() {
    let Some(root) = document().document_element() else {
        return;
    };
    let is_dark = root.get_attribute("data-theme").as_deref() == Some("dark");
    let theme = if is_dark { "light" } else { "dark" };
    if root.get_attribute("data-system-theme").as_deref() == Some(theme) {
        dom::forget(KEY);
    } else {
        dom::keep(KEY, theme);
    }
    root.set_attribute("data-theme", theme).ok();
}
