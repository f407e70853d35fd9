//! Dialogs on the browser's own `<dialog>`: it keeps the focus inside, closes with Escape and gives the focus back.

use leptos::{ev, html, prelude::*};

use crate::ui::{
    button::{Button, IconButton, Look},
    message::{Message, Tone},
};

/// A modal dialog. What it shows is built anew each time it opens.
#[component]
pub fn Dialog(
    /// Whether it is open; Escape and the close button write it.
    open: RwSignal<bool>,
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// Further CSS classes.
    #[prop(optional)]
    class: &'static str,
    /// What it shows.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            (true, true) | (false, false) => {}
        }
    });
    // The browser tells of it a moment later: it may have been opened again by then.
    let closed = move |_| {
        if dialog.get_untracked().is_none_or(|dialog| !dialog.open()) {
            open.set(false);
        }
    };
    let children = StoredValue::new(children);
    // Where what had the focus is taken away, the page would get it and with it the keys meant for the dialog.
    let keep_focus = move |event: ev::FocusEvent| {
        if event.related_target().is_none() {
            request_animation_frame(move || {
                let nowhere = document()
                    .active_element()
                    .is_none_or(|element| element.tag_name() == "BODY");
                if let Some(dialog) = dialog.try_get_untracked().flatten()
                    && dialog.open()
                    && nowhere
                {
                    dialog.focus().ok();
                }
            });
        }
    };
    view! {
        <dialog
            node_ref=dialog
            tabindex="-1"
            on:focusout=keep_focus
            class=format!("dialog floating {class}")
            aria-label=title
            on:cancel=move |_: ev::Event| open.set(false)
            on:close=closed
            on:keydown=|event| event.stop_propagation()
        >
            <Show when=move || open.get()>
                <header class="dialog-head">
                    <h2>{title}</h2>
                    <IconButton icon="x" label="Close" key="Esc" on_press=move || open.set(false) />
                </header>
                <div class="dialog-body">{children.with_value(|children| children())}</div>
            </Show>
        </dialog>
    }
}

/// Asks before something is taken away: names it, and shows why it failed if it did.
#[component]
pub fn ConfirmDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// What exactly will happen.
    #[prop(into)]
    consequence: Signal<String>,
    /// The deed, as the button names it.
    #[prop(into)]
    deed: Signal<String>,
    /// How the deed's button looks.
    #[prop(into, default = Look::Danger.into())]
    look: Signal<Look>,
    /// Whether it is being done.
    #[prop(into, optional)]
    busy: Signal<bool>,
    /// Why it could not be done.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// Does it.
    #[prop(into)]
    on_confirm: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog open title>
            <p>{consequence}</p>
            <Message tone=Tone::Problem text=error />
            <div class="dialog-deeds">
                <Button on_press=move || open.set(false)>"Keep it"</Button>
                {move || view! { <Button look=look.get() busy on_press=on_confirm>{deed}</Button> }}
            </div>
        </Dialog>
    }
}
