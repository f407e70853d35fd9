//! The board as text: parts, connections and words in reading order, to be searched, gone to and written into. What screen
//! readers get of the drawing, and what a debrief can be searched for.

use board::{
    Board,
    id::ElementId,
    reading::{self, Item, Sort},
    tool::{Intent, command},
};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    dom,
    finding::label::LabelField,
    session::Session,
    shortcuts::by_keys,
    side::{Side, Sides},
    ui::{IconButton, SearchField},
};

/// So many lines at most; more is found by searching.
const LINES: usize = 400;

/// The outline of a live room, while it is open.
#[component]
pub fn BoardOutline() -> impl IntoView {
    let session = expect_context::<Session>();
    let sides = Sides::shared();
    let may_draw = Signal::derive(move || session.rights().get().draw);
    let chosen = Signal::derive(move || {
        let found = session.by_keys().get().found;
        session.selection().get().first().copied().or(found)
    });
    let close = Callback::new(move |()| {
        sides.close(Side::Outline);
        dom::focus_first(".canvas");
    });
    view! {
        <Show when=move || sides.shows(Side::Outline)>
            <Outline
                class="outline side-panel"
                revision=session.revision()
                board=move |()| session.with_board(Clone::clone)
                chosen
                on_choose=move |id| by_keys::go_to(session, session.viewport().get_untracked(), id)
                on_close=close
                writer=Signal::derive(move || may_draw.get().then_some(session))
            />
        </Show>
    }
}

/// A board as a list. Nothing can be written where no writer is given.
#[component]
pub fn Outline(
    /// CSS classes.
    class: &'static str,
    /// Grows with every change.
    #[prop(into)]
    revision: Signal<u64>,
    /// Gives the board.
    #[prop(into)]
    board: UnsyncCallback<(), Board>,
    /// The element that is selected.
    chosen: Signal<Option<ElementId>>,
    /// Goes to one.
    #[prop(into)]
    on_choose: Callback<ElementId>,
    /// Closes it.
    on_close: Callback<()>,
    /// Who writes.
    #[prop(optional, into)]
    writer: Signal<Option<Session>>,
) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let all = Memo::new(move |_| {
        revision.track();
        reading::read(&board.run(()))
    });
    let strokes = Memo::new(move |_| {
        revision.track();
        reading::strokes(&board.run(()))
    });
    let found = Memo::new(move |_| {
        let query = search.get();
        all.with(|all| {
            let found = all.iter().filter(|item| reading::has_words(item, &query));
            found.cloned().collect::<Vec<_>>()
        })
    });
    let list = List {
        found,
        chosen,
        on_choose,
        on_close,
        writer,
        writing: RwSignal::new(None),
        tree: NodeRef::new(),
    };
    view! {
        <section class=class aria-label="The board as text">
            <header class="panel-head">
                <h2>"The board as text"</h2>
                <IconButton icon="x" label="Close" on_press=on_close />
            </header>
            <SearchField
                label="Search in the text of the board"
                typed=search
                on_key=Callback::new(move |event| searching(list, &event))
            />
            <Lines list />
            <p class="quiet small outline-rest" role="status">
                {move || rest(all.with(Vec::len), found.with(Vec::len), strokes.get(), &search.read())}
            </p>
        </section>
    }
}

/// From the search to what it found, or away.
fn searching(list: List, event: &ev::KeyboardEvent) {
    event.stop_propagation();
    match event.key().as_str() {
        "ArrowDown" | "Enter" => {
            event.prevent_default();
            list.focus(0);
        }
        "Escape" => list.on_close.run(()),
        _ => {}
    }
}

/// What stands under the list.
fn rest(all: usize, found: usize, strokes: usize, search: &str) -> String {
    let mut words = match (all, found) {
        (0, _) => "Nothing with words is on the board yet.".to_owned(),
        (_, 0) => "Nothing matches.".to_owned(),
        (_, found) if found > LINES => format!("{} more; search to find them.", found - LINES),
        (_, _) => String::new(),
    };
    if strokes > 0 && search.is_empty() {
        let plural = if strokes == 1 { "pen stroke" } else { "pen strokes" };
        words = format!("{words} And {strokes} {plural}.");
    }
    words.trim().to_owned()
}

/// What the lines share.
#[derive(Clone, Copy)]
struct List {
    found: Memo<Vec<Item>>,
    chosen: Signal<Option<ElementId>>,
    on_choose: Callback<ElementId>,
    on_close: Callback<()>,
    writer: Signal<Option<Session>>,
    writing: RwSignal<Option<ElementId>>,
    tree: NodeRef<html::Ul>,
}

impl List {
    /// Puts the focus on a line, and goes to its element.
    fn focus(self, index: usize) {
        let id = self.found.with_untracked(|found| found.get(index).map(|item| item.id));
        let Some(id) = id.filter(|_| index < LINES) else { return };
        self.on_choose.run(id);
        self.focus_line(id);
    }

    fn focus_line(self, id: ElementId) {
        let Some(tree) = self.tree.get_untracked() else { return };
        let line = tree.query_selector(&format!("[data-id=\"{:x}\"]", id.0)).ok().flatten();
        if let Some(line) = line.and_then(|line| line.dyn_into::<HtmlElement>().ok()) {
            line.focus().ok();
        }
    }

    /// The line that the Tab key comes to.
    fn stop(self) -> Option<ElementId> {
        let chosen = self.chosen.get();
        self.found.with(|found| {
            let is_there = |id: &ElementId| found.iter().take(LINES).any(|item| item.id == *id);
            chosen.filter(is_there).or_else(|| found.first().map(|item| item.id))
        })
    }
}

#[component]
fn Lines(list: List) -> impl IntoView {
    let shown = move || {
        list.found
            .with(|found| found.iter().take(LINES).map(|item| item.id).collect::<Vec<_>>())
    };
    let stop = Memo::new(move |_| list.stop());
    view! {
        <ul class="outline-lines" role="tree" aria-label="Elements" node_ref=list.tree>
            <For each=shown key=|id| *id let:id>
                <Line list id stop />
            </For>
        </ul>
    }
}

#[component]
fn Line(list: List, id: ElementId, stop: Memo<Option<ElementId>>) -> impl IntoView {
    let item = Memo::new(move |_| {
        list.found
            .with(|found| found.iter().find(|item| item.id == id).cloned())
    });
    let level = move || item.with(|item| item.as_ref().map_or(1, |item| item.level));
    let name = move || item.with(|item| item.as_ref().map(|item| item.name.clone()));
    // What it is stands beside its name where the name does not say it.
    let kind = move || {
        item.with(|item| {
            let item = item
                .as_ref()
                .filter(|item| item.sort != Sort::Connection && item.name != item.kind);
            item.map(|item| view! { <span class="outline-kind">{item.kind}</span> })
        })
    };
    let sort = move || item.with(|item| item.as_ref().map_or("", |item| key_of(item.sort)));
    let is_chosen = move || list.chosen.get() == Some(id);
    let is_written = Memo::new(move |_| list.writing.get() == Some(id));
    let done = Callback::new(move |()| {
        if list.writing.try_get_untracked().flatten() == Some(id) {
            list.writing.set(None);
            list.focus_line(id);
        }
    });
    let field = move || {
        let session = list.writer.get_untracked()?;
        is_written
            .get()
            .then(|| view! { <LabelField session id on_done=done /> })
    };
    view! {
        <li
            role="treeitem"
            class="outline-line"
            data-id=format!("{:x}", id.0)
            data-sort=sort
            attr:aria-level=move || level().to_string()
            aria-selected=move || is_chosen().to_string()
            style=("--level", move || level().to_string())
            tabindex=move || if stop.get() == Some(id) { "0" } else { "-1" }
            on:click=move |_| list.on_choose.run(id)
            on:dblclick=move |_| {
                write(list, id);
            }
            on:keydown=move |event| pressed(list, id, &event)
        >
            <span class="outline-name">{name}</span>
            {kind}
            {field}
        </li>
    }
}

fn write(list: List, id: ElementId) -> bool {
    let takes_text = list.writer.get_untracked().is_some_and(|session| {
        session.with_board(|board| !command::edit_text(board, &[id]).is_empty()) && session.may_change(id)
    });
    if takes_text {
        list.writing.set(Some(id));
    }
    takes_text
}

fn pressed(list: List, id: ElementId, event: &ev::KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing() {
        return;
    }
    let (here, last) = list.found.with_untracked(|found| {
        let here = found.iter().position(|item| item.id == id).unwrap_or_default();
        (here, found.len().min(LINES).saturating_sub(1))
    });
    let key = event.key();
    let to = match key.as_str() {
        "ArrowDown" => (here + 1).min(last),
        "ArrowUp" => here.saturating_sub(1),
        "Home" => 0,
        "End" => last,
        "Enter" | "F2" => {
            write(list, id);
            here
        }
        "Delete" => {
            delete(list, id, here);
            here
        }
        "Escape" => {
            list.on_close.run(());
            here
        }
        // The letter itself goes into the field, which has the focus by then.
        letter if letter.chars().count() == 1 && letter != " " && write(list, id) => {
            event.stop_propagation();
            return;
        }
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    if to != here {
        list.focus(to);
    }
}

fn delete(list: List, id: ElementId, here: usize) {
    let Some(session) = list.writer.get_untracked() else {
        return;
    };
    if !session.may_change(id) {
        return;
    }
    let intents: Vec<Intent> = session.with_board(|board| command::delete(board, &[id]));
    session.dispatch_all(intents);
    // The next line comes up to where this one was.
    request_animation_frame(move || list.focus(here.min(list.found.with_untracked(Vec::len).saturating_sub(1))));
}

fn key_of(sort: Sort) -> &'static str {
    match sort {
        Sort::Group => "group",
        Sort::Thing => "thing",
        Sort::Connection => "connection",
        Sort::Text => "text",
        Sort::Sign => "sign",
    }
}
