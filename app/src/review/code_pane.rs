//! The code files of the moment as tabs, and the text of one of them. Unless somebody chose a tab it is the file that was typed
//! in last.

use std::sync::Arc;

use board::{
    card::CodeRange,
    code::{CodeFile, Language},
    id::FileId,
    op::{Op, TextTarget},
    recording::{Entry, Seq},
    text::Utf16,
    time::Millis,
};
use leptos::prelude::*;

use crate::{
    code_editor::{Caret, CodeView},
    review::{Review, looked::Looked, notes::ReviewNotes, searching::Searching, story, things::Things},
    ui::{EmptyState, Icon},
};

/// How long a file is stayed with after the last key in it.
const STAY: Millis = Millis(6_000);

/// A file as its tab shows it.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Tab {
    id: FileId,
    name: String,
    language: Language,
}

/// The code.
#[component]
pub fn CodePane() -> impl IntoView {
    let review = expect_context::<Review>();
    let player = review.player;
    let chosen = RwSignal::new(None::<FileId>);
    let looked = expect_context::<Looked>();
    let followed = Memo::new(move |_| looked.followed_caret());
    let tabs = Memo::new(move |_| {
        player.revision().track();
        player.board().files().map(|file| tab_of(file)).collect::<Vec<_>>()
    });
    let about = Memo::new(move |_| about_now(review));
    let shown = file_shown(review, tabs, (about, followed, chosen));
    let text = text_of(review, shown);
    // Memos, because the editor is told of each change.
    let language = Memo::new(move |_| shown.read().as_ref().map(|tab| tab.language).unwrap_or_default());
    let label = Memo::new(move |_| {
        shown
            .read()
            .as_ref()
            .map(|tab| format!("Code of {} at the playhead", tab.name))
            .unwrap_or_default()
    });
    let marked = marked(about, chosen, shown);
    let carets = carets_in(looked, shown);
    let on_mark = history_of_marked(shown);
    let reveal = Signal::derive(move || followed.get().map(|(_, head)| head));
    let has_file = Memo::new(move |_| shown.read().is_some());
    view! {
        <div class="review-code">
            <div class="code-bar">
                <div class="code-tabs" role="tablist" aria-label="Code files">
                    <For each=move || tabs.get() key=|tab| (tab.id, tab.name.clone()) let:tab>
                        <TabButton tab chosen shown />
                    </For>
                </div>
                <span class="review-language">{move || has_file.get().then(|| language.get().name())}</span>
            </div>
            <Show when=move || has_file.get() fallback=|| view! { <EmptyState sentence="No code at this moment." /> }>
                <CodeView text language label carets marked on_mark reveal />
            </Show>
        </div>
    }
}

/// The file that was typed in last, with nothing to press.
#[component]
pub fn PlainCode() -> impl IntoView {
    let (review, looked) = (expect_context::<Review>(), expect_context::<Looked>());
    let player = review.player;
    let tabs = Memo::new(move |_| {
        player.revision().track();
        player.board().files().map(|file| tab_of(file)).collect::<Vec<_>>()
    });
    let nothing = (Memo::new(|_| None), Memo::new(|_| None), RwSignal::new(None));
    let shown = file_shown(review, tabs, nothing);
    let text = text_of(review, shown);
    let name = Memo::new(move |_| shown.read().as_ref().map(|tab| tab.name.clone()).unwrap_or_default());
    let language = Memo::new(move |_| shown.read().as_ref().map(|tab| tab.language).unwrap_or_default());
    let carets = carets_in(looked, shown);
    // Where somebody types is in view, as the leader's page cannot scroll this one.
    let reveal = Signal::derive(move || carets.read().last().map(|caret| caret.head));
    view! {
        <Show when=move || !name.read().is_empty()>
            <div class="review-code">
                <h2 class="projector-file">{name}</h2>
                <CodeView text language label=Signal::derive(move || format!("Code of {}", name.get())) carets reveal />
            </div>
        </Show>
    }
}

/// What has a say in which file is shown: what a card of the moment is about, who is followed, what was chosen.
type Wanted = (
    Memo<Option<CodeRange>>,
    Memo<Option<(FileId, Utf16)>>,
    RwSignal<Option<FileId>>,
);

/// Where people's carets stand in the file shown.
fn carets_in(looked: Looked, shown: Memo<Option<Tab>>) -> Memo<Vec<Caret>> {
    Memo::new(move |_| {
        shown
            .read()
            .as_ref()
            .map(|tab| looked.carets(tab.id))
            .unwrap_or_default()
    })
}

/// The file shown; unless something else is wanted, the one that was typed in last.
fn file_shown(review: Review, tabs: Memo<Vec<Tab>>, (about, followed, chosen): Wanted) -> Memo<Option<Tab>> {
    let player = review.player;
    let switches = StoredValue::new(switches(review.opened().timeline.entries()));
    let typed_in = Memo::new(move |_| {
        player.revision().track();
        switches.with_value(|switches| last_typed_in(switches, player.seq()))
    });
    Memo::new(move |_| {
        let tabs = tabs.read();
        let about = about.get().map(|code| code.file);
        let followed = followed.get().map(|(file, _)| file);
        let wanted = [about, followed, chosen.get(), typed_in.get()];
        let found = wanted
            .into_iter()
            .flatten()
            .find_map(|id| tabs.iter().find(|tab| tab.id == id));
        found.or(tabs.first()).cloned()
    })
}

/// What is marked of the file shown is asked about.
fn history_of_marked(shown: Memo<Option<Tab>>) -> Callback<(Utf16, Utf16)> {
    let things = expect_context::<Things>();
    Callback::new(move |(anchor, head)| {
        if let Some(tab) = shown.get_untracked() {
            things.code_marked(tab.id, &tab.name, anchor, head);
        }
    })
}

/// What a search found in the file shown, or what notes and cards are about; whoever goes to a hit or a note is shown its file.
fn marked(
    about: Memo<Option<CodeRange>>,
    chosen: RwSignal<Option<FileId>>,
    shown: Memo<Option<Tab>>,
) -> Memo<Vec<(Utf16, Utf16)>> {
    let (searching, notes) = (expect_context::<Searching>(), expect_context::<ReviewNotes>());
    let wanted = Memo::new(move |_| searching.file_now().or_else(|| notes.file_chosen()));
    // A choice as good as a press on its tab; another tab can be chosen after.
    Effect::new(move || {
        if let Some(file) = wanted.get() {
            chosen.set(Some(file));
        }
    });
    Memo::new(move |_| {
        let noted = || notes.code_now().or_else(|| about.get());
        let range = searching.stretch_now().or_else(noted);
        let file = shown.read().as_ref().map(|tab| tab.id);
        let range = range.filter(|range| Some(range.file) == file);
        range.map(|range| (range.from, range.to)).into_iter().collect()
    })
}

#[component]
fn TabButton(tab: Tab, chosen: RwSignal<Option<FileId>>, shown: Memo<Option<Tab>>) -> impl IntoView {
    let id = tab.id;
    let looked = expect_context::<Looked>();
    // Whoever looks at another file looks around.
    let choose = move |_| {
        chosen.set(Some(id));
        looked.follow(None);
    };
    let is_shown = Memo::new(move |_| shown.read().as_ref().is_some_and(|shown| shown.id == id));
    view! {
        <div class="code-tab" class:code-tab-shown=is_shown>
            <button
                type="button"
                role="tab"
                class="code-tab-name"
                aria-selected=move || is_shown.get().to_string()
                on:click=choose
            >
                <Icon name="file-code" />
                {tab.name}
            </button>
        </div>
    }
}

/// The text of the file shown; taken from the board only where its file is another than the last time.
fn text_of(review: Review, shown: Memo<Option<Tab>>) -> RwSignal<String> {
    let text = RwSignal::new(String::new());
    let last = StoredValue::new(None::<Arc<CodeFile>>);
    Effect::new(move |_| {
        review.player.revision().track();
        let id = shown.read().as_ref().map(|tab| tab.id);
        let board = review.player.board();
        let file = id.and_then(|id| board.file(id)).cloned();
        let is_same = last.with_value(|last| match (last, &file) {
            (Some(last), Some(file)) => Arc::ptr_eq(last, file) || (last.id == file.id && last.text == file.text),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        });
        if !is_same {
            text.set(file.as_ref().map(|file| file.text.to_string()).unwrap_or_default());
        }
        last.set_value(file);
    });
    text
}

/// The stretch of code that the card or note of just now is about, where it is now.
fn about_now(review: Review) -> Option<CodeRange> {
    let moment = story::of_now(&review.story(), review.player.playhead().get())?.code?;
    review.player.revision().track();
    moment.at(&review.opened().timeline, review.player.seq())
}

fn tab_of(file: &CodeFile) -> Tab {
    Tab {
        id: file.id,
        name: file.name.clone(),
        language: file.language,
    }
}

/// Where typing went over to another file. While two people type in two files it stays with the one.
fn switches(entries: &[Entry]) -> Vec<(Seq, FileId)> {
    let mut switches: Vec<(Seq, FileId)> = Vec::new();
    let mut typed_at = Millis(0);
    for entry in entries {
        let Op::Text {
            target: TextTarget::File(file),
            ..
        } = &entry.op
        else {
            continue;
        };
        let shown = switches.last().map(|(_, shown)| *shown);
        if shown.is_some_and(|shown| shown != *file) && entry.at - typed_at < STAY {
            continue;
        }
        typed_at = entry.at;
        if shown != Some(*file) {
            switches.push((entry.seq, *file));
        }
    }
    switches
}

fn last_typed_in(switches: &[(Seq, FileId)], seq: Seq) -> Option<FileId> {
    let behind = switches.partition_point(|(switched, _)| *switched <= seq);
    switches.get(behind.checked_sub(1)?).map(|(_, file)| *file)
}

#[cfg(test)]
mod tests {
    use board::actor::{ActorIndex, JoinRank};

    use super::*;

    fn typed(typed: &[(u64, u128)]) -> Vec<(Seq, FileId)> {
        let entry = |(seq, (at, file)): (u64, &(u64, u128))| {
            let (target, rank) = (TextTarget::File(FileId(*file)), JoinRank(0));
            let op = Op::Text {
                target,
                rank,
                atoms: Vec::new(),
            };
            Entry {
                seq: Seq(seq),
                at: Millis(*at),
                ago_millis: 0,
                actor: ActorIndex(1),
                op,
                redacted: None,
            }
        };
        switches(&(1..).zip(typed).map(entry).collect::<Vec<_>>())
    }

    #[test]
    fn the_file_typed_in_last_is_known_at_any_seq() {
        let switches = typed(&[(0, 7), (1_000, 7), (9_000, 8), (20_000, 7)]);
        assert_eq!(switches.len(), 3);
        let at = [0, 1, 2, 3, 9].map(|seq| last_typed_in(&switches, Seq(seq)).map(|file| file.0));
        assert_eq!(at, [None, Some(7), Some(7), Some(8), Some(7)]);
    }

    #[test]
    fn while_both_are_typed_in_the_first_stays() {
        let switches = typed(&[(0, 7), (500, 8), (1_000, 7), (5_000, 8), (6_999, 8), (7_000, 8)]);
        assert_eq!(switches, [(Seq(1), FileId(7)), (Seq(6), FileId(8))]);
    }
}
