//! The room's code: which files there are, which one this person looks at, and the ops that come of a wish. Each file that was
//! looked at keeps its editor, so that switching tabs loses neither history nor place.

use board::{
    Op,
    code::Language,
    id::FileId,
    op::{FileChange, TextTarget},
};
use leptos::prelude::*;

use crate::{
    code_editor::{
        PointedOut, WithProgram,
        file::FileEditor,
        tabs::{FileTab, PANEL_ID, TabBar, Wish},
    },
    session::Session,
    ui::{
        button::{Button, Look},
        dialog::ConfirmDialog,
        empty::EmptyState,
        message::{Message, Tone},
    },
};

/// The code of the room that is in context.
#[component]
pub fn CodePanel() -> impl IntoView {
    let session = expect_context::<Session>();
    let files = Memo::new(move |_| files_of(session));
    let chosen = RwSignal::new(None::<FileId>);
    let shown = Memo::new(move |_| shown_of(&files.read(), chosen.get()));
    let editable = Memo::new(move |_| session.rights().get().code);
    let deeds = Deeds {
        session,
        chosen,
        closing: RwSignal::new(None),
        closed: RwSignal::new(None),
        focus_next: StoredValue::new(None),
        problem: RwSignal::new(None),
    };
    show_what_is_pointed_out(chosen);
    let on_wish = Callback::new(move |wish| deeds.grant(wish, &files.read_untracked()));
    let opened = Memo::new(move |before: Option<&Vec<FileId>>| {
        let files = files.read();
        let mut opened = before.cloned().unwrap_or_default();
        opened.retain(|file| files.iter().any(|tab| tab.id == *file));
        opened.extend(shown.get().filter(|file| !opened.contains(file)));
        opened
    });
    let text = Signal::derive(move || {
        session.revision().track();
        shown.get().map(|file| text_of(session, file)).unwrap_or_default()
    });
    let problem = deeds.problem;
    view! {
        <div class="code-panel">
            <TabBar files shown editable on_wish />
            <div>
                <Message tone=Tone::Problem text=problem />
                <Reopen deeds editable />
            </div>
            <div class="code-files" role="tabpanel" id=PANEL_ID aria-label="Code file">
                <Show when=move || shown.get().is_none()>
                    <NoFiles editable on_wish />
                </Show>
                <Show when=move || shown.get().is_some()>
                    <WithProgram text let:program>
                        <For
                            each=move || opened.get()
                            key=|file| *file
                            children=move |file| {
                                let tab = move || files.read().iter().find(|tab| tab.id == file).cloned();
                                view! {
                                    <FileEditor
                                        program
                                        file
                                        name=Signal::derive(move || tab().map(|tab| tab.name).unwrap_or_default())
                                        language=Memo::new(move |_| tab().map(|tab| tab.language).unwrap_or_default())
                                        shown=Signal::derive(move || shown.get() == Some(file))
                                        editable
                                        focus_next=deeds.focus_next
                                        on_refused=move |()| deeds.say_too_long()
                                    />
                                }
                            }
                        />
                    </WithProgram>
                </Show>
            </div>
            <ConfirmClose deeds />
        </div>
    }
}

/// What the panel remembers, and what it does with it.
#[derive(Clone, Copy)]
struct Deeds {
    session: Session,
    chosen: RwSignal<Option<FileId>>,
    /// Waits for a confirmation.
    closing: RwSignal<Option<FileTab>>,
    /// Can be reopened.
    closed: RwSignal<Option<FileTab>>,
    focus_next: StoredValue<Option<FileId>>,
    problem: RwSignal<Option<String>>,
}

impl Deeds {
    fn grant(self, wish: Wish, files: &[FileTab]) {
        self.problem.set(None);
        let tab_of = |file| files.iter().find(|tab| tab.id == file);
        match wish {
            Wish::Show(file) => self.chosen.set(Some(file)),
            Wish::Create { name } => self.create(name),
            Wish::Rename { file, name } => self.rename(tab_of(file), name),
            Wish::SetLanguage { file, language } => self.update(file, FileChange::Language(language)),
            Wish::Close(file) if text_of(self.session, file).is_empty() => self.close(tab_of(file)),
            Wish::Close(file) => self.closing.set(tab_of(file).cloned()),
        }
    }

    fn create(self, name: String) {
        let id = self.session.fresh_file_id();
        let language = Language::of_file_name(&name);
        if self.session.apply(Op::CreateFile { id, name, language }) {
            self.focus_next.set_value(Some(id));
            self.chosen.set(Some(id));
        }
    }

    fn rename(self, tab: Option<&FileTab>, name: String) {
        let Some(tab) = tab else { return };
        let language = Language::of_file_name(&name);
        // A language that somebody chose against the name's ending stays.
        let follows = tab.language == Language::of_file_name(&tab.name);
        self.update(tab.id, FileChange::Name(name));
        if follows && language != tab.language {
            self.update(tab.id, FileChange::Language(language));
        }
    }

    fn close(self, tab: Option<&FileTab>) {
        let Some(tab) = tab else { return };
        self.closed.set(Some(tab.clone()));
        self.update(tab.id, FileChange::Deleted(true));
    }

    fn reopen(self) {
        if let Some(tab) = self.closed.get_untracked() {
            self.closed.set(None);
            self.update(tab.id, FileChange::Deleted(false));
            self.chosen.set(Some(tab.id));
        }
    }

    fn update(self, id: FileId, change: FileChange) {
        self.session.apply(Op::UpdateFile { id, change });
    }

    fn say_too_long(self) {
        let sentence = "That is more than one code file holds, so it was not entered. Nothing was lost.";
        self.problem.set(Some(sentence.to_owned()));
    }
}

#[component]
fn NoFiles(#[prop(into)] editable: Signal<bool>, on_wish: Callback<Wish>) -> impl IntoView {
    let create = move || {
        on_wish.run(Wish::Create {
            name: "main.py".to_owned(),
        })
    };
    view! {
        <EmptyState sentence="Code that everybody in the room sees and types in, file by file.">
            <Show when=move || editable.get()>
                <Button icon="file-code" on_press=create>"New file"</Button>
            </Show>
        </EmptyState>
    }
}

/// A way back for who closed a file, until the next one is closed.
#[component]
fn Reopen(deeds: Deeds, #[prop(into)] editable: Signal<bool>) -> impl IntoView {
    move || {
        deeds.closed.get().filter(|_| editable.get()).map(|tab| {
            view! {
                <p class="code-reopen" role="status">
                    <span>{format!("{} is closed for everyone.", tab.name)}</span>
                    <Button look=Look::Quiet on_press=move |()| deeds.reopen()>"Reopen"</Button>
                    <Button look=Look::Quiet on_press=move |()| deeds.closed.set(None)>"Dismiss"</Button>
                </p>
            }
        })
    }
}

#[component]
fn ConfirmClose(deeds: Deeds) -> impl IntoView {
    let open = RwSignal::new(false);
    // The dialog owns whether it is open; this only opens it.
    Effect::new(move || open.set(deeds.closing.read().is_some()));
    let title = move || {
        deeds
            .closing
            .get()
            .map(|tab| format!("Close {}?", tab.name))
            .unwrap_or_default()
    };
    let confirm = move |()| {
        deeds.close(deeds.closing.get_untracked().as_ref());
        deeds.closing.set(None);
    };
    view! {
        <ConfirmDialog
            open
            title=Signal::derive(title)
            consequence="It closes for everyone in the room. You can reopen it right after, with its text."
            deed="Close it"
            on_confirm=confirm
        />
    }
}

/// A file in which something is pointed out is shown.
fn show_what_is_pointed_out(chosen: RwSignal<Option<FileId>>) {
    let pointed = PointedOut::shared();
    Effect::new(move || {
        if let Some(file) = pointed.file() {
            chosen.set(Some(file));
        }
    });
}

fn files_of(session: Session) -> Vec<FileTab> {
    session.revision().track();
    session.with_board(|board| {
        let files = board.files();
        files
            .map(|file| FileTab {
                id: file.id,
                name: file.name.clone(),
                language: file.language,
            })
            .collect()
    })
}

/// The chosen file; if it was closed its neighbour, at first the first one.
fn shown_of(files: &[FileTab], chosen: Option<FileId>) -> Option<FileId> {
    let chosen = chosen.unwrap_or(FileId(0));
    let before = files.iter().rev().find(|tab| tab.id <= chosen);
    before.or(files.first()).map(|tab| tab.id)
}

fn text_of(session: Session, file: FileId) -> String {
    session
        .with_board(|board| board.text(TextTarget::File(file)).map(ToString::to_string))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tab(id: u128) -> FileTab {
        FileTab {
            id: FileId(id),
            name: String::new(),
            language: Language::Plain,
        }
    }

    #[test]
    fn a_closed_file_leaves_its_neighbour_shown() {
        let files = [tab(10), tab(20), tab(40)];
        let shown = |chosen: Option<u128>| shown_of(&files, chosen.map(FileId)).map(|file| file.0);
        assert_eq!(shown(None), Some(10));
        assert_eq!(shown(Some(20)), Some(20));
        assert_eq!(shown(Some(30)), Some(20));
        assert_eq!(shown(Some(5)), Some(10));
        assert_eq!(shown_of(&[], None), None);
    }
}
