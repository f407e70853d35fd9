//! One's own stencils: libraries kept in this browser, shown as small pictures, and put onto the board by a press or a drag.

mod shelf;

use board::{
    Board,
    actor::ActorIndex,
    export::svg::{Shown, picture},
    import::excalidraw::{Drawing, Form, write},
    limits,
    op::Op,
    reading::words_of,
    spatial::with_held,
};
use leptos::{ev, prelude::*};

use self::shelf::Stencil;
use super::{Files, board_clip::copied_whole, incoming::put_drawing};
use crate::{
    canvas::{Ground, hex_of},
    dom,
    lazy::while_here,
    live::Live,
    side::Side,
    ui::{Button, Field, IconButton, Message, Tone},
};

/// Stencils shown at once; a search finds the others.
const SHOWN_MAX: usize = 200;
/// Characters of what a stencil kept from a board is called.
const NAME_CHARS: usize = 40;

/// Keeps a library and shows its stencils.
pub(super) async fn add(files: Files, file_name: &str, text: String) -> Result<(), String> {
    let count = shelf::keep(file_name, text).await?;
    files.sides.open(Side::Stencils);
    tell_panel();
    let things = if count == 1 { "stencil was" } else { "stencils were" };
    files.session.tell(format!("{count} {things} added to your own."));
    Ok(())
}

/// Keeps what is selected as a stencil, under its own words.
pub(super) fn keep_selected(files: Files) {
    let session = files.session;
    let selected = session.selection().get_untracked();
    let copied = copied_whole(session, session.with_board(Clone::clone), selected.clone());
    let words = session.with_board(|board| words_of(board, &with_held(board, &selected)));
    session.do_while_open(async move {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = words.chars().take(NAME_CHARS).collect::<String>();
        let kept = match copied.await {
            Some(drawing) => shelf::keep_own(&name, &drawing).await,
            None => Err("There is nothing left of what was to be kept.".to_owned()),
        };
        match kept {
            // The panel shows it.
            Ok(()) => {
                files.sides.open(Side::Stencils);
                tell_panel();
            }
            Err(sentence) => session.warn(sentence),
        }
    });
}

fn tell_panel() {
    CHANGED.with(|changed| changed.get().map(|changed| changed.update(|changed| *changed += 1)));
}

thread_local! {
    /// Grows when a library came or went, while the panel is open.
    static CHANGED: std::cell::Cell<Option<Live<u64>>> = const { std::cell::Cell::new(None) };
}

pub(super) fn view(files: Files) -> AnyView {
    let stencils = Live::new(None::<Vec<Stencil>>);
    let changed = Live::new(0u64);
    CHANGED.with(|place| place.set(Some(changed)));
    on_cleanup(|| CHANGED.with(|place| place.set(None)));
    Effect::new(move || {
        changed.track();
        while_here(shelf::all(), move |found| stencils.set(Some(found)));
    });
    let wanted = RwSignal::new(String::new());
    let found = move || {
        let wanted = wanted.get().trim().to_lowercase();
        let all = stencils.get().unwrap_or_default();
        let fits = |stencil: &Stencil| wanted.is_empty() || stencil.name.to_lowercase().contains(&wanted);
        all.into_iter().filter(fits).take(SHOWN_MAX).collect::<Vec<_>>()
    };
    let none = Signal::derive(move || {
        let all = stencils.get()?;
        let nothing = "Open an .excalidrawlib file, drop one on the board, or keep what is selected as a stencil from its menu: \
                       stencils stay in this browser.";
        all.is_empty().then(|| nothing.to_owned())
    });
    view! {
        <section class="side-panel stencils" aria-label="My stencils">
            <header class="panel-head">
                <h2>"My stencils"</h2>
                <IconButton icon="x" label="Close" on_press=move || files.sides.close(Side::Stencils) />
            </header>
            <div class="stencils-head">
                <Field label="Find a stencil" value=wanted kind="search" />
                <Button icon="upload" on_press=move || files.open()>"Add a library…"</Button>
                <Message tone=Tone::Calm text=none />
            </div>
            <div class="stencils-list">
                {move || found().into_iter().map(|stencil| view! { <Item files stencil changed /> }).collect_view()}
            </div>
            <Libraries stencils changed />
        </section>
    }
    .into_any()
}

#[component]
fn Item(files: Files, stencil: Stencil, changed: Live<u64>) -> impl IntoView {
    let session = files.session;
    let removal = stencil.is_own().then(|| {
        let (key, label) = (stencil.key.clone(), format!("Remove {}", stencil.name));
        let gone = move |()| changed.update(|changed| *changed += 1);
        let remove = move |()| {
            let key = key.clone();
            while_here(async move { shelf::remove(&key).await }, gone);
        };
        view! { <IconButton icon="trash-2" label on_press=Callback::new(remove) /> }
    });
    let label = format!("Put {} onto the board", stencil.name);
    let name = stencil.name.clone();
    let image = format!(
        "data:image/svg+xml,{}",
        js_sys::encode_uri_component(&picture_of(&stencil.drawing))
    );
    let drawing = StoredValue::new_local(stencil.drawing);
    let put = move |_: ev::MouseEvent| {
        if session.rights().get_untracked().draw {
            put_drawing(session, drawing.get_value(), files.middle());
        }
    };
    let drag = move |event: ev::DragEvent| {
        let text = drawing.with_value(|drawing| {
            let board = board_of(drawing);
            let image = |hash| drawing.assets.iter().find(|asset| asset.hash == hash).cloned();
            write(&board, None, image, Form::Clipboard)
        });
        if let Some(data) = event.data_transfer() {
            data.set_data("text/plain", &text).ok();
        }
    };
    view! {
        <div class="stencil-place">
            <button type="button" class="stencil" aria-label=label draggable="true" on:click=put on:dragstart=drag>
                <img src=image alt="" draggable="false" />
                <span>{name}</span>
            </button>
            {removal}
        </div>
    }
}

/// The libraries there are, each with a way to be rid of it.
#[component]
fn Libraries(stencils: Live<Option<Vec<Stencil>>>, changed: Live<u64>) -> impl IntoView {
    let libraries = move || {
        let mut names = Vec::<(String, String)>::new();
        // One's own go one by one.
        let all = stencils.get().unwrap_or_default().into_iter();
        for stencil in all.filter(|stencil| !stencil.is_own()) {
            let library = (stencil.key, stencil.library);
            if !names.contains(&library) {
                names.push(library);
            }
        }
        names
    };
    let row = move |(key, name): (String, String)| {
        let remove = move |()| {
            let key = key.clone();
            while_here(async move { shelf::remove(&key).await }, move |()| {
                changed.update(|changed| *changed += 1)
            });
        };
        let label = format!("Remove {name}");
        view! {
            <li>
                <span>{name}</span>
                <IconButton icon="trash-2" label=label on_press=Callback::new(remove) />
            </li>
        }
    };
    view! { <ul class="stencils-libraries">{move || libraries().into_iter().map(row).collect_view()}</ul> }
}

/// A small picture in the colours of the page.
fn picture_of(drawing: &Drawing) -> String {
    let is_dark = dom::is_dark();
    let css = hex_of(if is_dark { Ground::Dark } else { Ground::Light });
    let shown = Shown {
        only: None,
        has_ground: false,
        margin: 4.0,
        css: &css,
    };
    picture(&board_of(drawing), &shown, |hash| {
        drawing.assets.iter().find(|asset| asset.hash == hash).cloned()
    })
}

fn board_of(drawing: &Drawing) -> Board {
    let mut board = Board::default();
    for chunk in drawing.elements.chunks(limits::ELEMENTS_PER_OP) {
        // What was read fits on a board.
        let _ = board.apply(ActorIndex::ROOM, &Op::Create(chunk.to_vec()));
    }
    board
}
