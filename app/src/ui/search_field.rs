//! A field that finds things as one types: a lens, and a name for who cannot see it.

use leptos::{ev, html, prelude::*};

use crate::ui::icon::Icon;

/// The field.
#[component]
pub fn SearchField(
    /// What is searched: the accessible name.
    label: &'static str,
    /// What is searched for.
    typed: RwSignal<String>,
    /// Shown while it is empty.
    #[prop(default = "Search")]
    placeholder: &'static str,
    /// Whether it has the focus as soon as it is there.
    #[prop(optional)]
    focused: bool,
    /// Told of keys.
    #[prop(default = Callback::new(|_| {}))]
    on_key: Callback<ev::KeyboardEvent>,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get().filter(|_| focused) {
            field.focus().ok();
        }
    });
    view! {
        <label class="search-field">
            <Icon name="search" />
            <span class="visually-hidden">{label}</span>
            <input
                type="search"
                placeholder=placeholder
                autocomplete="off"
                spellcheck="false"
                node_ref=field
                prop:value=typed
                on:input:target=move |event| typed.set(event.target().value())
                on:keydown=move |event| on_key.run(event)
            />
        </label>
    }
}
