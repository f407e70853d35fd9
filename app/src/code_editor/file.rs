//! One code file in an editor: what is typed becomes ops of the session, what others typed is taken over edit by edit, and
//! should the two ever differ, the session's text wins.

use std::rc::Rc;

use board::{
    code::Language,
    id::FileId,
    op::TextTarget,
    text::{Edit, Utf16},
};
use leptos::{html, prelude::*};

use crate::{
    code_editor::{
        PointedOut,
        bridge::{Caret, CausedEdits, Editor, EditorModule, Opening, Told},
        typing,
    },
    session::{ConnectionState, Session},
};

type SharedEditor = RwSignal<Option<Rc<Editor>>, LocalStorage>;

/// The editor of one file; kept while its tab exists, so that its history and scroll position stay.
#[component]
pub fn FileEditor(
    program: StoredValue<EditorModule, LocalStorage>,
    file: FileId,
    #[prop(into)] name: Signal<String>,
    #[prop(into)] language: Signal<Language>,
    #[prop(into)] shown: Signal<bool>,
    #[prop(into)] editable: Signal<bool>,
    /// The file to give the focus to as it opens.
    focus_next: StoredValue<Option<FileId>>,
    /// Told of what was not taken.
    #[prop(into)]
    on_refused: Callback<()>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let host = NodeRef::<html::Div>::new();
    let editor: SharedEditor = RwSignal::new_local(None);
    let label = move || format!("Code of {}", name.read());
    Effect::new(move || {
        let Some(host) = host.get() else { return };
        let (text, label) = (text_of(session, file), untrack(label));
        let opening = Opening {
            text: &text,
            language: language.get_untracked(),
            editable: editable.get_untracked(),
            label: &label,
        };
        let told = told_by(session, file, editor, on_refused);
        let opened = program.with_value(|program| Editor::open(program, &host, &opening, told));
        if focus_next.get_value() == Some(file) {
            focus_next.set_value(None);
            opened.focus();
        }
        // The editor exists only once its place on the page does.
        editor.set(Some(Rc::new(opened)));
    });
    let watch = session.on_text(TextTarget::File(file), move |edits: &[Edit]| {
        session.move_caret_over(file, edits);
        if let Some(editor) = editor.get_untracked()
            && !editor.apply(edits)
        {
            editor.replace(&text_of(session, file));
        }
    });
    on_cleanup(move || session.forget_text(watch));
    let each = move |change: &dyn Fn(&Editor)| editor.with(|editor| editor.iter().for_each(|editor| change(editor)));
    Effect::new(move || each(&|editor| editor.set_language(language.get())));
    Effect::new(move || each(&|editor| editor.set_label(&label())));
    Effect::new(move || each(&|editor| editor.set_editable(editable.get())));
    let pointed = PointedOut::shared();
    Effect::new(move || {
        let range = pointed.in_file(file).filter(|_| shown.get());
        each(&|editor| editor.show_marked(range.as_slice()));
    });
    let carets = Memo::new(move |_| carets_in(session, file));
    Effect::new(move || each(&|editor| editor.show_carets(&carets.read())));
    Effect::new(move || {
        // A welcome may replace the whole board, also by one whose text is as long.
        if session.connection().get() == ConnectionState::Live {
            each(&|editor| editor.replace(&text_of(session, file)));
        }
    });
    Effect::new(move || {
        session.revision().track();
        each(&|editor| agree(editor, session, file));
    });
    view! { <div class="code-host" node_ref=host hidden=move || !shown.get()></div> }
}

fn told_by(session: Session, file: FileId, editor: SharedEditor, on_refused: Callback<()>) -> Told {
    let changed = move |edits: CausedEdits| {
        for op in typing::ops_of(TextTarget::File(file), edits) {
            session.apply(op);
        }
        if let Some(editor) = editor.get_untracked() {
            agree(&editor, session, file);
        }
    };
    let selected = move |anchor: Utf16, head: Utf16| {
        session.show_presence(|presence| presence.caret = Some((file, anchor, head)));
    };
    Told {
        changed: Box::new(changed),
        selected: Box::new(selected),
        refused: Box::new(move || on_refused.run(())),
    }
}

/// Lengths tell cheaply whether an op was refused or the whole board replaced under the editor.
fn agree(editor: &Editor, session: Session, file: FileId) {
    let length = session.with_board(|board| board.text(TextTarget::File(file)).map(board::text::TextBuffer::len));
    if length.is_some_and(|length| length != editor.length()) {
        editor.replace(&text_of(session, file));
    }
}

fn text_of(session: Session, file: FileId) -> String {
    session
        .with_board(|board| board.text(TextTarget::File(file)).map(ToString::to_string))
        .unwrap_or_default()
}

fn carets_in(session: Session, file: FileId) -> Vec<Caret> {
    let people = session.people().get();
    let others = session.others().get();
    let carets = others.iter().filter_map(|(rank, presence)| {
        let (at_file, anchor, head) = presence.caret?;
        let person = people.iter().find(|person| person.rank == *rank)?;
        (at_file == file).then(|| Caret {
            id: rank.0,
            name: person.name.clone(),
            actor: person.actor,
            anchor,
            head,
        })
    });
    carets.collect()
}
