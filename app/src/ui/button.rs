//! Buttons: with words, and with a sign only (then with a tooltip that names it and its key).

use leptos::{ev::MouseEvent, prelude::*};

use crate::ui::icon::Icon;

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Look {
    /// The one thing to do next.
    Primary,
    /// An ordinary deed.
    #[default]
    Plain,
    /// A deed at the edge: no border until pointed at.
    Quiet,
    /// It takes something away.
    Danger,
    /// It belongs to what only oneself can see.
    Private,
}

impl Look {
    fn class(self) -> &'static str {
        match self {
            Look::Primary => "button button-primary",
            Look::Plain => "button",
            Look::Quiet => "button button-quiet",
            Look::Danger => "button button-danger",
            Look::Private => "button button-private",
        }
    }
}

/// A button with words.
#[component]
pub fn Button(
    /// How it looks.
    #[prop(optional)]
    look: Look,
    /// Sends the form it stands in, instead of calling `on_press`.
    #[prop(optional)]
    submit: bool,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// Whether it can be pressed.
    #[prop(into, default = true.into())]
    enabled: Signal<bool>,
    /// Whether what it started is still going on.
    #[prop(into, optional)]
    busy: Signal<bool>,
    /// What it does.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// Its words.
    children: Children,
) -> impl IntoView {
    let press = move |_: MouseEvent| {
        if let Some(on_press) = on_press
            && !busy.get_untracked()
        {
            on_press.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=look.class()
            disabled=move || !enabled.get()
            aria-busy=move || busy.get().then_some("true")
            on:click=press
        >
            {icon.map(|name| view! { <Icon name /> })}
            {children()}
        </button>
    }
}

/// A button with a sign only.
#[component]
pub fn IconButton(
    /// The sign.
    #[prop(into)]
    icon: Signal<&'static str>,
    /// What it does, in words: the accessible name and the tooltip.
    #[prop(into)]
    label: Signal<String>,
    /// Its key, as people read it: `Shift+M`.
    #[prop(optional)]
    key: &'static str,
    /// Whether it is switched on; leave it out where it is no switch.
    #[prop(optional, into)]
    pressed: MaybeProp<bool>,
    /// Whether it can be pressed.
    #[prop(into, default = true.into())]
    enabled: Signal<bool>,
    /// Further CSS classes.
    #[prop(optional)]
    class: &'static str,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let press = move |_: MouseEvent| on_press.run(());
    view! {
        <button
            type="button"
            class=format!("icon-button {class}")
            aria-label=label
            aria-pressed=move || pressed.get().map(|pressed| if pressed { "true" } else { "false" })
            aria-keyshortcuts=(!key.is_empty()).then_some(key)
            disabled=move || !enabled.get()
            on:click=press
        >
            <Icon name=icon />
            <span class="tooltip" aria-hidden="true">
                {label}
                {(!key.is_empty()).then(|| view! { <kbd>{key}</kbd> })}
            </span>
        </button>
    }
}
