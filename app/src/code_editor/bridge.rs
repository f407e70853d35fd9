//! The one place that knows the JavaScript class of `app/js/editor.ts`: typed calls in, typed edits out, everything released
//! on drop. Knows no session and no board.

use board::{
    actor::ActorIndex,
    code::Language,
    text::{Cause, Edit, Utf16},
};
use js_sys::{Array, Object, Reflect};
use leptos::web_sys::HtmlElement;
use wasm_bindgen::{JsCast, prelude::*};

use crate::{
    dom,
    people::mark::{ink_of, pattern_of},
    platform,
};

#[wasm_bindgen]
extern "C" {
    /// The loaded module.
    #[derive(Clone)]
    pub type EditorModule;
    #[wasm_bindgen(method, js_name = openEditor)]
    fn open_editor(
        this: &EditorModule,
        host: &HtmlElement,
        text: &str,
        language: &str,
        callbacks: &Object,
        options: &Object,
    ) -> CodeEditor;

    type CodeEditor;
    #[wasm_bindgen(method)]
    fn apply(this: &CodeEditor, edits: &Array) -> bool;
    #[wasm_bindgen(method)]
    fn replace(this: &CodeEditor, text: &str);
    #[wasm_bindgen(method, js_name = setCarets)]
    fn set_carets(this: &CodeEditor, carets: &Array);
    #[wasm_bindgen(method, js_name = setMarked)]
    fn set_marked(this: &CodeEditor, stretches: &Array);
    #[wasm_bindgen(method)]
    fn reveal(this: &CodeEditor, offset: u32);
    #[wasm_bindgen(method, js_name = setLanguage)]
    fn set_language(this: &CodeEditor, language: &str);
    #[wasm_bindgen(method, js_name = setEditable)]
    fn set_editable(this: &CodeEditor, editable: bool);
    #[wasm_bindgen(method, js_name = setLabel)]
    fn set_label(this: &CodeEditor, label: &str);
    #[wasm_bindgen(method)]
    fn focus(this: &CodeEditor);
    #[wasm_bindgen(method, js_name = textLength)]
    fn text_length(this: &CodeEditor) -> u32;
    #[wasm_bindgen(method)]
    fn destroy(this: &CodeEditor);

    type CausedEdit;
    #[wasm_bindgen(method, getter)]
    fn at(this: &CausedEdit) -> u32;
    #[wasm_bindgen(method, getter)]
    fn delete(this: &CausedEdit) -> u32;
    #[wasm_bindgen(method, getter)]
    fn insert(this: &CausedEdit) -> String;
    #[wasm_bindgen(method, getter)]
    fn cause(this: &CausedEdit) -> String;
}

/// Where somebody else's caret stands, and how it is drawn.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Caret {
    /// Tells carets apart; a caret keeps it while it moves.
    pub id: u32,
    /// The name beside it.
    pub name: String,
    /// Whose; people have a colour and a pattern each.
    pub actor: ActorIndex,
    /// Where the selection began.
    pub anchor: Utf16,
    /// Where the caret is.
    pub head: Utf16,
}

/// How an editor begins.
pub(crate) struct Opening<'a> {
    pub(crate) text: &'a str,
    pub(crate) language: Language,
    pub(crate) editable: bool,
    /// Read out as the editor gets the focus.
    pub(crate) label: &'a str,
}

/// What one keystroke, paste or command did: one edit per place, each on what those before it left.
pub(crate) type CausedEdits = Vec<(Cause, Edit)>;

/// What an editor tells.
pub(crate) struct Told {
    /// The person changed the text.
    pub(crate) changed: Box<dyn Fn(CausedEdits)>,
    /// The person moved the caret or selected: anchor and head.
    pub(crate) selected: Box<dyn Fn(Utf16, Utf16)>,
    /// What the person entered is more than a file holds.
    pub(crate) refused: Box<dyn Fn()>,
}

/// A live editor. Dropping it takes it from the page.
pub(crate) struct Editor {
    editor: CodeEditor,
    _callbacks: Callbacks,
}

/// The closures that JavaScript holds on to.
struct Callbacks {
    _changed: Closure<dyn Fn(Array)>,
    _selected: Closure<dyn Fn(u32, u32)>,
    _refused: Closure<dyn Fn()>,
}

/// Loads the editor's module; the browser loads it only once. `None` where it cannot be reached.
pub(crate) async fn load(attempt: u32) -> Option<EditorModule> {
    let address = dom::meta_content("chalkback-editor")?;
    // Some browsers remember that a module could not be loaded; a fragment makes the next attempt another module.
    let address = if attempt == 0 {
        address
    } else {
        format!("{address}#{attempt}")
    };
    platform::import_module(&address).await.ok().map(JsCast::unchecked_into)
}

impl Editor {
    pub(crate) fn open(module: &EditorModule, host: &HtmlElement, opening: &Opening<'_>, told: Told) -> Editor {
        let Told {
            changed,
            selected,
            refused,
        } = told;
        let changed = Closure::<dyn Fn(Array)>::new(move |edits: Array| changed(edits_from(&edits)));
        let selected = Closure::<dyn Fn(u32, u32)>::new(move |anchor, head| selected(Utf16(anchor), Utf16(head)));
        let refused = Closure::<dyn Fn()>::new(refused);
        let callbacks = object(&[
            ("changed", changed.as_ref()),
            ("selected", selected.as_ref()),
            ("refused", refused.as_ref()),
        ]);
        let options = object(&[
            ("editable", &opening.editable.into()),
            ("label", &opening.label.into()),
            ("unitsMax", &board::limits::CODE_UNITS.into()),
        ]);
        let editor = module.open_editor(host, opening.text, key(opening.language), &callbacks, &options);
        let callbacks = Callbacks {
            _changed: changed,
            _selected: selected,
            _refused: refused,
        };
        Editor {
            editor,
            _callbacks: callbacks,
        }
    }

    /// Others' edits, each on what those before it left. Whether they fit the text; if not, it has to be replaced.
    pub(crate) fn apply(&self, edits: &[Edit]) -> bool {
        let edits = edits.iter().map(|edit| {
            object(&[
                ("at", &edit.at.0.into()),
                ("delete", &edit.delete.0.into()),
                ("insert", &edit.insert.as_str().into()),
            ])
        });
        self.editor.apply(&edits.collect::<Array>())
    }

    /// Another text, on load and seek; what stays the same keeps its place.
    pub(crate) fn replace(&self, text: &str) {
        self.editor.replace(text);
    }

    pub(crate) fn show_carets(&self, carets: &[Caret]) {
        let carets = carets.iter().map(|caret| {
            object(&[
                ("id", &caret.id.into()),
                ("name", &caret.name.as_str().into()),
                ("colorIndex", &ink_of(caret.actor).into()),
                ("pattern", &pattern_of(caret.actor).key().into()),
                ("anchor", &caret.anchor.0.into()),
                ("head", &caret.head.0.into()),
            ])
        });
        self.editor.set_carets(&carets.collect::<Array>());
    }

    /// Points stretches of the text out.
    pub(crate) fn show_marked(&self, stretches: &[(Utf16, Utf16)]) {
        let stretches = stretches
            .iter()
            .map(|(from, to)| object(&[("from", &from.0.into()), ("to", &to.0.into())]));
        self.editor.set_marked(&stretches.collect::<Array>());
    }

    pub(crate) fn reveal(&self, place: Utf16) {
        self.editor.reveal(place.0);
    }

    pub(crate) fn set_language(&self, language: Language) {
        self.editor.set_language(key(language));
    }

    pub(crate) fn set_editable(&self, editable: bool) {
        self.editor.set_editable(editable);
    }

    pub(crate) fn set_label(&self, label: &str) {
        self.editor.set_label(label);
    }

    pub(crate) fn focus(&self) {
        self.editor.focus();
    }

    pub(crate) fn length(&self) -> Utf16 {
        Utf16(self.editor.text_length())
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.editor.destroy();
    }
}

fn edits_from(edits: &Array) -> CausedEdits {
    let edits = edits.iter().map(JsCast::unchecked_into::<CausedEdit>);
    edits
        .map(|edit| {
            let cause = cause_from(&edit.cause());
            (
                cause,
                Edit {
                    at: Utf16(edit.at()),
                    delete: Utf16(edit.delete()),
                    insert: edit.insert(),
                },
            )
        })
        .collect()
}

fn cause_from(key: &str) -> Cause {
    match key {
        "type" => Cause::Type,
        "paste" => Cause::Paste,
        "undo" => Cause::Undo,
        // `app/js/editor/edits.ts` knows no further one.
        _ => Cause::Command,
    }
}

fn key(language: Language) -> &'static str {
    match language {
        Language::Plain => "plain",
        Language::Rust => "rust",
        Language::Python => "python",
        Language::JavaScript => "javascript",
        Language::TypeScript => "typescript",
        Language::Java => "java",
        Language::Cpp => "cpp",
        Language::Go => "go",
        Language::Sql => "sql",
        Language::Markdown => "markdown",
    }
}

fn object(fields: &[(&str, &JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        Reflect::set(&object, &(*name).into(), value).expect("a plain object takes any field");
    }
    object
}
