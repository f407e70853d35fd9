//! Light, dark, or as the system says. The choice is kept in this browser and stands as `data-theme` on `<html>`, from where
//! the style sheet and the painter read their colours.

use leptos::prelude::*;

use crate::{
    dom,
    ui::icon::Icon,
    ui::menu::{Menu, MenuItem},
};

const KEY: &str = "chalkback-theme";

/// What was chosen.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Paper.
    Light,
    /// Slate.
    Dark,
}

impl Theme {
    /// All of them, in the order they are offered.
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    fn key(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Theme::System => "As the system",
            Theme::Light => "Light",
            Theme::Dark => "Dark",
        }
    }

    fn icon(self) -> &'static str {
        match self {
            Theme::System => "sun",
            Theme::Light => "sun",
            Theme::Dark => "moon",
        }
    }
}

/// What this browser keeps.
pub fn stored() -> Theme {
    let key = dom::kept(KEY).unwrap_or_default();
    Theme::ALL
        .into_iter()
        .find(|theme| theme.key() == key)
        .unwrap_or_default()
}

/// Shows the page in it.
pub fn apply(theme: Theme) {
    let Some(root) = document().document_element() else {
        return;
    };
    match theme {
        Theme::System => root.remove_attribute("data-theme").ok(),
        Theme::Light | Theme::Dark => root.set_attribute("data-theme", theme.key()).ok(),
    };
}

/// The switch.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let theme = RwSignal::new(stored());
    let choose = move |chosen: Theme| {
        dom::keep(KEY, chosen.key());
        apply(chosen);
        theme.set(chosen);
    };
    let face = move || view! { <Icon name=Signal::derive(move || theme.get().icon()) /> };
    view! {
        <Menu label="Colours of this page" class="icon-button" face=face>
            {Theme::ALL
                .into_iter()
                .map(|each| {
                    view! {
                        <MenuItem icon=each.icon() on_press=move || choose(each)>
                            {each.words()}
                            {move || (theme.get() == each).then(|| view! { <Icon name="check" /> })}
                        </MenuItem>
                    }
                })
                .collect_view()}
        </Menu>
    }
}
