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

/// The bar.
#[component]
pub fn TabBar(
    /// The files, in the order of their tabs.
    #[prop(into)]
    files: Signal<Vec<FileTab>>,
    /// The file shown.
    #[prop(into)]
    shown: Signal<Option<FileId>>,
    /// Whether the person may change anything.
    #[prop(into)]
    editable: Signal<bool>,
    /// Told what the person wants.
    #[prop(into)]
    on_wish: Callback<Wish>,
) -> impl IntoView {
    let shown_tab = Memo::new(move |_| files.read().iter().find(|tab| Some(tab.id) == shown.get()).cloned());
    let bar = Bar {
        files,
        shown_tab,
        editable,
        naming: RwSignal::new(None),
        on_wish,
    };
    view! {
        <div class="code-bar" data-tooltips="end">
            <div class="code-tabs" role="tablist" aria-label="Code files" on:keydown=move |event| bar.key(&event)>
                <For
                    each=move || files.get()
                    key=|tab| (tab.id, tab.name.clone())
                    children=move |tab| view! { <Tab tab bar /> }
                />
            </div>
            {move || bar.naming.get().map(|which| view! { <NameField bar which /> })}
            <Show when=move || editable.get()>
                <IconButton icon="plus" label="New file" on_press=move || bar.naming.set(Some(Naming::New)) />
                <Show when=move || shown_tab.read().is_some()>
                    <IconButton
                        icon="pencil"
                        label=Signal::derive(move || format!("Rename {}", bar.shown_name()))
                        key="F2"
                        on_press=move || bar.rename()
                    />
                    <IconButton
                        icon="x"
                        label=Signal::derive(move || format!("Close {}", bar.shown_name()))
                        key="Delete"
                        on_press=move || bar.close()
                    />
                </Show>
            </Show>
            <Show when=move || shown_tab.read().is_some()>
                <LanguageSelect bar />
            </Show>
        </div>
    }
}

/// What the parts of the bar share.
#[derive(Clone, Copy)]
struct Bar {
    files: Signal<Vec<FileTab>>,
    shown_tab: Memo<Option<FileTab>>,
    editable: Signal<bool>,
    naming: RwSignal<Option<Naming>>,
    on_wish: Callback<Wish>,
}

impl Bar {
    fn shown_name(self) -> String {
        self.shown_tab
            .read()
            .as_ref()
            .map(|tab| tab.name.clone())
            .unwrap_or_default()
    }

    fn shown_id(self) -> Option<FileId> {
        self.shown_tab.read_untracked().as_ref().map(|tab| tab.id)
    }

    fn rename(self) {
        if self.editable.get_untracked() {
            self.naming.set(self.shown_id().map(Naming::Old));
        }
    }

    fn close(self) {
        if self.editable.get_untracked()
            && let Some(file) = self.shown_id()
        {
            self.on_wish.run(Wish::Close(file));
        }
    }

    /// Shows the file so many tabs further on, round at the ends.
    fn step(self, by: isize) {
        let files = self.files.get_untracked();
        let at = files
            .iter()
            .position(|tab| Some(tab.id) == self.shown_id())
            .unwrap_or(0) as isize;
        let next = (at + by).rem_euclid(files.len().max(1) as isize) as usize;
        if let Some(tab) = files.get(next) {
            self.on_wish.run(Wish::Show(tab.id));
            dom::focus_first(&format!("#{}", tab_id(tab.id)));
        }
    }

    fn key(self, event: &ev::KeyboardEvent) {
        match event.key().as_str() {
            "ArrowLeft" => self.step(-1),
            "ArrowRight" => self.step(1),
            "F2" => self.rename(),
            "Delete" => self.close(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }
}

#[component]
fn Tab(tab: FileTab, bar: Bar) -> impl IntoView {
    let id = tab.id;
    let selected = Memo::new(move |_| bar.shown_tab.read().as_ref().is_some_and(|shown| shown.id == id));
    view! {
        <div class="code-tab" class:code-tab-shown=selected role="presentation">
            <button
                type="button"
                role="tab"
                id=tab_id(id)
                class="code-tab-name"
                aria-selected=move || if selected.get() { "true" } else { "false" }
                aria-controls=PANEL_ID
                tabindex=move || if selected.get() { "0" } else { "-1" }
                on:click=move |_| bar.on_wish.run(Wish::Show(id))
                on:dblclick=move |_| bar.rename()
            >
                {tab.name}
            </button>
        </div>
    }
}

#[component]
fn LanguageSelect(bar: Bar) -> impl IntoView {
    let choose = move |event: ev::Targeted<ev::Event, web_sys::HtmlSelectElement>| {
        let chosen = Language::ALL
            .into_iter()
            .find(|language| language.name() == event.target().value());
        if let (Some(language), Some(file)) = (chosen, bar.shown_id()) {
            bar.on_wish.run(Wish::SetLanguage { file, language });
        }
    };
    let current = move || {
        bar.shown_tab
            .read()
            .as_ref()
            .map(|tab| tab.language.name())
            .unwrap_or_default()
    };
    view! {
        <select
            class="code-language"
            aria-label="Language of this file"
            disabled=move || !bar.editable.get()
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
fn NameField(bar: Bar, which: Naming) -> impl IntoView {
    let old = match which {
        Naming::New => String::new(),
        Naming::Old(_) => untrack(move || bar.shown_name()),
    };
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
        if bar.naming.get_untracked() != Some(which) {
            return;
        }
        bar.naming.set(None);
        let written = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        let name = written.trim().to_owned();
        if name.is_empty() || name == old {
            return;
        }
        bar.on_wish.run(match which {
            Naming::New => Wish::Create { name },
            Naming::Old(file) => Wish::Rename { file, name },
        });
    };
    let finish_on_blur = finish.clone();
    let key = move |event: ev::KeyboardEvent| {
        event.stop_propagation();
        match event.key().as_str() {
            // The Enter that ends a composition belongs to it.
            "Enter" if !event.is_composing() => {
                // The new file's editor has the focus by the time the browser would enter the line break.
                event.prevent_default();
                finish();
            }
            "Escape" => bar.naming.set(None),
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
