//! Code files as people see them: the room's panel of tabs and editors, and a read-only view for the review. The editor
//! itself is loaded when the first of them is shown. The replica owns every text; an editor only shows and tells.

pub mod bridge;
pub mod file;
pub mod panel;
mod pointed;
pub mod tabs;
mod typing;

use board::{code::Language, text::Utf16};
use leptos::{html, prelude::*};
use wasm_bindgen_futures::spawn_local;

pub use crate::code_editor::{bridge::Caret, panel::CodePanel, pointed::PointedOut};
use crate::{
    code_editor::bridge::{Editor, EditorModule, Opening, Told},
    ui::button::Button,
};

/// How far the editor's own program is.
#[derive(Clone)]
enum Program {
    Opening,
    Ready(EditorModule),
    Unreachable,
}

/// Shows the editor's place until its program is there; then what is made of it.
#[component]
fn WithProgram<F, V>(
    /// The text to show meanwhile, should the program not come.
    #[prop(into)]
    text: Signal<String>,
    /// Made once, with the program.
    children: F,
) -> impl IntoView
where
    F: Fn(StoredValue<EditorModule, LocalStorage>) -> V + Send + 'static,
    V: IntoView + 'static,
{
    let program = RwSignal::new_local(Program::Opening);
    let attempts = StoredValue::new(0);
    let load = move || {
        program.set(Program::Opening);
        let attempt = attempts.get_value();
        attempts.set_value(attempt + 1);
        spawn_local(async move {
            let loaded = bridge::load(attempt).await.map_or(Program::Unreachable, Program::Ready);
            // The page may have been left meanwhile.
            let _gone = program.try_set(loaded);
        });
    };
    load();
    move || match program.get() {
        Program::Opening => view! { <Skeleton /> }.into_any(),
        Program::Ready(module) => children(StoredValue::new_local(module)).into_any(),
        Program::Unreachable => view! {
            <div class="code-opening">
                <p role="alert">"The code editor could not be loaded. Nothing is lost; the text is below."</p>
                <p><Button on_press=move |()| load()>"Try again"</Button></p>
                <pre class="code-plain">{text}</pre>
            </div>
        }
        .into_any(),
    }
}

#[component]
fn Skeleton() -> impl IntoView {
    view! {
        <div class="code-opening">
            <p role="status">"Opening the editor…"</p>
            {(0..6).map(|_| view! { <div class="code-opening-line" aria-hidden="true"></div> }).collect_view()}
        </div>
    }
}

/// A text that nobody types in: what differs from one moment to the next is changed in place, so that the scroll stays.
#[component]
pub fn CodeView(
    /// The text at the moment shown.
    #[prop(into)]
    text: Signal<String>,
    /// How it is coloured.
    #[prop(into)]
    language: Signal<Language>,
    /// Whose text it is, for assistive technology: "Code of main.rs".
    #[prop(into)]
    label: Signal<String>,
    /// Carets of that moment.
    #[prop(into, optional)]
    carets: Signal<Vec<Caret>>,
    /// Stretches that are pointed out; the first is brought into view.
    #[prop(into, optional)]
    marked: Signal<Vec<(Utf16, Utf16)>>,
    /// Told where the caret was put or what was marked: anchor and head.
    #[prop(into, optional)]
    on_mark: Option<Callback<(Utf16, Utf16)>>,
    /// A place that is to be in view.
    #[prop(into, optional)]
    reveal: Signal<Option<Utf16>>,
) -> impl IntoView {
    view! {
        <div class="code-view">
            <WithProgram text let:program>
                <ViewOfText program text language label carets marked on_mark reveal />
            </WithProgram>
        </div>
    }
}

#[component]
fn ViewOfText(
    program: StoredValue<EditorModule, LocalStorage>,
    text: Signal<String>,
    language: Signal<Language>,
    label: Signal<String>,
    carets: Signal<Vec<Caret>>,
    marked: Signal<Vec<(Utf16, Utf16)>>,
    on_mark: Option<Callback<(Utf16, Utf16)>>,
    reveal: Signal<Option<Utf16>>,
) -> impl IntoView {
    let host = NodeRef::<html::Div>::new();
    let editor = RwSignal::new_local(None::<Editor>);
    Effect::new(move || {
        let Some(host) = host.get() else { return };
        let (text, label) = (text.get_untracked(), label.get_untracked());
        let opening = Opening {
            text: &text,
            language: language.get_untracked(),
            editable: false,
            label: &label,
        };
        let silent = Told {
            changed: Box::new(|_| {}),
            selected: Box::new(move |anchor, head| {
                if let Some(on_mark) = on_mark {
                    on_mark.run((anchor, head));
                }
            }),
            refused: Box::new(|| {}),
        };
        let opened = program.with_value(|program| Editor::open(program, &host, &opening, silent));
        // The editor exists only once its place on the page does.
        editor.set(Some(opened));
    });
    let each = move |change: &dyn Fn(&Editor)| editor.with(|editor| editor.iter().for_each(change));
    Effect::new(move || each(&|editor| editor.replace(&text.read())));
    Effect::new(move || each(&|editor| editor.set_language(language.get())));
    Effect::new(move || each(&|editor| editor.set_label(&label.read())));
    Effect::new(move || {
        // Places are in terms of the text of the same moment.
        each(&|editor| {
            editor.replace(&text.read());
            editor.show_carets(&carets.read());
        });
    });
    Effect::new(move || {
        // Places are in terms of the text of the same moment.
        each(&|editor| {
            editor.replace(&text.read());
            editor.show_marked(&marked.read());
        });
    });
    Effect::new(move || {
        if let Some(place) = reveal.get() {
            each(&|editor| editor.reveal(place));
        }
    });
    view! { <div class="code-host" node_ref=host></div> }
}
