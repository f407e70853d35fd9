//! The bar above the code: a tab per file, and what can be done with the file shown. Emits wishes; carries none of them out.

use board::{code::Language, id::FileId, limits};
use leptos::{ev, html, prelude::*};

use crate::{dom, ui::button::IconButton};

/// A file as its tab shows it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FileTab {
    pub id: FileId,
    pub name: String,
    pub language: Language,
}

/// What somebody wants done with the files.
#[derive(Clone, Debug)]
pub enum Wish {
    Show(FileId),
    Create { name: String },
    Rename { file: FileId, name: String },
    SetLanguage { file: FileId, language: Language },
    Close(FileId),
}

/// Which name is being written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Naming {
    New,
    Old(FileId),
}

/// The id of the place that the tabs switch.
pub const PANEL_ID: &str = "code-files";

#[component]
pub fn TabBar(
    #[prop(into)] files: Signal<Vec<FileTab>>,
    #[prop(into)] shown: Signal<Option<FileId>>,
    #[prop(into)] editable: Signal<bool>,
    #[prop(into)] on_wish: Callback<Wish>,
) -> impl IntoView {
    let naming = RwSignal::new(None::<Naming>);
    let shown_tab = Memo::new(move |_| files.read().iter().find(|tab| Some(tab.id) == shown.get()).cloned());
    let name = move || shown_tab.get().map(|tab| tab.name).unwrap_or_default();
    let rename = move || {
        if editable.get_untracked() {
            naming.set(shown.get_untracked().map(Naming::Old));
        }
    };
    let close = move || {
        if editable.get_untracked()
            && let Some(file) = shown.get_untracked()
        {
            on_wish.run(Wish::Close(file));
        }
    };
    let step = move |by: isize| {
        let files = files.read_untracked();
        let at = files
            .iter()
            .position(|tab| Some(tab.id) == shown.get_untracked())
            .unwrap_or(0) as isize;
        let next = (at + by).rem_euclid(files.len().max(1) as isize) as usize;
        if let Some(tab) = files.get(next) {
            on_wish.run(Wish::Show(tab.id));
            dom::focus_first(&format!("#{}", tab_id(tab.id)));
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "ArrowLeft" => step(-1),
            "ArrowRight" => step(1),
            "F2" => rename(),
            "Delete" => close(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let tab = move |tab: FileTab| {
        let id = tab.id;
        let selected = move || shown.get() == Some(id);
        view! {
            <div class="code-tab" class:code-tab-shown=selected role="presentation">
                <button
                    type="button"
                    role="tab"
                    id=tab_id(id)
                    class="code-tab-name"
                    aria-selected=move || if selected() { "true" } else { "false" }
                    aria-controls=PANEL_ID
                    tabindex=move || if selected() { "0" } else { "-1" }
                    on:click=move |_| on_wish.run(Wish::Show(id))
                    on:dblclick=move |_| rename()
                >
                    {tab.name}
                </button>
            </div>
        }
    };
    view! {
        <div class="code-bar" data-tooltips="end">
            <div class="code-tabs" role="tablist" aria-label="Code files" on:keydown=key>
                <For each=move || files.get() key=|tab| (tab.id, tab.name.clone()) children=tab />
            </div>
            {move || naming.get().map(|which| {
                let old = match which {
                    Naming::New => String::new(),
                    Naming::Old(_) => untrack(name),
                };
                view! { <NameField naming which old on_wish /> }
            })}
            <Show when=move || editable.get()>
                <IconButton icon="plus" label="New file" on_press=move || naming.set(Some(Naming::New)) />
                <Show when=move || shown_tab.read().is_some()>
                    <IconButton icon="pencil" label=Signal::derive(move || format!("Rename {}", name())) key="F2" on_press=rename />
                    <IconButton icon="x" label=Signal::derive(move || format!("Close {}", name())) key="Delete" on_press=close />
                </Show>
            </Show>
            <Show when=move || shown_tab.read().is_some()>
                <LanguageSelect shown_tab editable on_wish />
            </Show>
        </div>
    }
}

#[component]
fn LanguageSelect(
    #[prop(into)] shown_tab: Signal<Option<FileTab>>,
    editable: Signal<bool>,
    on_wish: Callback<Wish>,
) -> impl IntoView {
    let choose = move |event: ev::Targeted<ev::Event, web_sys::HtmlSelectElement>| {
        let chosen = Language::ALL
            .into_iter()
            .find(|language| language.name() == event.target().value());
        if let (Some(language), Some(tab)) = (chosen, shown_tab.get_untracked()) {
            on_wish.run(Wish::SetLanguage { file: tab.id, language });
        }
    };
    let current = move || shown_tab.get().map(|tab| tab.language.name()).unwrap_or_default();
    view! {
        <select
            class="code-language"
            aria-label="Language of this file"
            disabled=move || !editable.get()
            prop:value=current
            on:change:target=choose
        >
            {Language::ALL
                .into_iter()
                .map(|language| {
                    let name = language.name();
                    view! { <option value=name selected=move || current() == name>{name}</option> }
                })
                .collect_view()}
        </select>
    }
}

/// Where a name is written: Enter takes it, Escape does not, leaving the field takes it too.
#[component]
fn NameField(naming: RwSignal<Option<Naming>>, which: Naming, old: String, on_wish: Callback<Wish>) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    Effect::new(move || {
        if let Some(field) = field.get() {
            field.focus().ok();
            field.select();
        }
    });
    let label = match which {
        Naming::New => "Name of the new file".to_owned(),
        Naming::Old(_) => format!("New name of {old}"),
    };
    let value = old.clone();
    let finish = move || {
        // Taking the field from the page makes it lose the focus, which would take the name a second time.
        if naming.get_untracked() != Some(which) {
            return;
        }
        naming.set(None);
        let written = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        let name = written.trim().to_owned();
        if name.is_empty() || name == old {
            return;
        }
        on_wish.run(match which {
            Naming::New => Wish::Create { name },
            Naming::Old(file) => Wish::Rename { file, name },
        });
    };
    let finish_on_blur = finish.clone();
    let key = move |event: ev::KeyboardEvent| {
        event.stop_propagation();
        match event.key().as_str() {
            // The Enter that ends a composition belongs to it.
            "Enter" if !event.is_composing() => finish(),
            "Escape" => naming.set(None),
            _ => {}
        }
    };
    view! {
        <input
            node_ref=field
            type="text"
            class="code-tab-field"
            aria-label=label
            placeholder="main.rs"
            maxlength=limits::FILE_NAME_CHARS.to_string()
            autocomplete="off"
            spellcheck="false"
            value=value
            on:keydown=key
            on:blur=move |_| finish_on_blur()
        />
    }
}

fn tab_id(file: FileId) -> String {
    format!("code-tab-{file}")
}
