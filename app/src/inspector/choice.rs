//! The controls of the inspector: a named row, and a patch of colour.

use board::colour::Colour;
use leptos::{ev, prelude::*};

/// A named row of buttons.
#[component]
pub(super) fn Choice(
    /// What is chosen here.
    name: &'static str,
    /// The buttons.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="inspector-choice" role="group" aria-label=name>
            <span class="inspector-name" aria-hidden="true">{name}</span>
            <div class="inspector-row">{children()}</div>
        </div>
    }
}

/// A patch of colour to choose.
#[component]
pub(super) fn Swatch(
    /// The colour's name.
    name: &'static str,
    /// The colour; `None` is no colour.
    colour: Option<Colour>,
    /// Whether it is shown as it looks inside a shape.
    #[prop(optional)]
    tint: bool,
    /// Whether it is the present one.
    chosen: Signal<bool>,
    /// Chooses it.
    on_press: Callback<()>,
) -> impl IntoView {
    let class = match (colour, tint) {
        (None, _) => "swatch swatch-none",
        (Some(_), true) => "swatch swatch-tint",
        (Some(_), false) => "swatch",
    };
    let value = colour.map(css).unwrap_or_default();
    view! {
        <button
            type="button"
            class=class
            aria-label=name
            title=name
            aria-pressed=move || if chosen.get() { "true" } else { "false" }
            on:click=move |_: ev::MouseEvent| on_press.run(())
        >
            <span class="swatch-patch" aria-hidden="true" style:color=value></span>
        </button>
    }
}

/// A colour as style sheets write it.
fn css(colour: Colour) -> String {
    match colour {
        Colour::Token(token) if token < Colour::TOKENS => format!("var(--ink-{token})"),
        Colour::Token(_) => "var(--ink-0)".to_owned(),
        Colour::Rgb(red, green, blue) => format!("rgb({red} {green} {blue})"),
    }
}
