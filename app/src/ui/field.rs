//! Fields of forms: a label, the field, a hint, and what is wrong with it; each tied to the field for assistive technology.

use leptos::prelude::*;

/// One line of text.
#[component]
pub fn Field(
    /// Its label.
    #[prop(into)]
    label: String,
    /// Its text.
    value: RwSignal<String>,
    /// `text`, `password`, `number` or `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What to write, in a sentence below.
    #[prop(into, optional)]
    hint: String,
    /// What is wrong with it.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// For the browser's own filling in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Whether it has the focus at first.
    #[prop(optional)]
    autofocus: bool,
    /// The most characters it takes.
    #[prop(default = board::limits::NAME_CHARS)]
    max_chars: usize,
    /// Shown while it is empty.
    #[prop(into, optional)]
    placeholder: String,
) -> impl IntoView {
    let id = fresh_element_id();
    let below = format!("{id}-below");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                id=id
                type=kind
                autocomplete=autocomplete
                autofocus=autofocus
                maxlength=max_chars.to_string()
                placeholder=placeholder
                spellcheck="false"
                aria-describedby=below.clone()
                aria-invalid=move || error.get().is_some().then_some("true")
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            />
            <Below id=below hint error />
        </div>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// Its label.
    #[prop(into)]
    label: String,
    /// Its text.
    value: RwSignal<String>,
    /// What to write, in a sentence below.
    #[prop(into, optional)]
    hint: String,
    /// What is wrong with it.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// Lines shown.
    #[prop(default = 4)]
    rows: u32,
) -> impl IntoView {
    let id = fresh_element_id();
    let below = format!("{id}-below");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <textarea
                id=id
                rows=rows.to_string()
                aria-describedby=below.clone()
                aria-invalid=move || error.get().is_some().then_some("true")
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            ></textarea>
            <Below id=below hint error />
        </div>
    }
}

/// What stands below a field.
#[component]
fn Below(id: String, hint: String, error: Signal<Option<String>>) -> impl IntoView {
    view! {
        <p id=id class="field-below">
            {move || match error.get() {
                Some(error) => view! { <span class="field-error" role="alert">{error}</span> }.into_any(),
                None => view! { <span>{hint.clone()}</span> }.into_any(),
            }}
        </p>
    }
}

/// An id that no other element of this page has.
pub fn fresh_element_id() -> String {
    thread_local! {
        static LAST: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
    }
    let number = LAST.with(|last| {
        last.set(last.get() + 1);
        last.get()
    });
    format!("field-{number}")
}
