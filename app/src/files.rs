//! Clipboard and files of a room's board: what is copied, pasted, dropped, opened and exported. Here are the events and the
//! way to the part that does the work, which travels when it is first needed.

mod board_clip;
mod browser;
mod copying;
mod events;
mod export_dialog;
mod incoming;
mod menu;
mod picture;
mod stencils;
mod taking;

use board::{Board, id::ElementId};
use gloo_events::EventListener;
use kurbo::{Point, Vec2};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::wasm_split;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, File, KeyboardEvent, MouseEvent};

pub use self::{
    board_clip::Origin,
    menu::{ClipItems, FilesButton, FilesPanels},
    taking::{TakenAs, save_as, save_from, taken, text_file},
};
use self::{
    browser::{Held, read_clipboard},
    events::{is_for_others, is_over_board, on},
};
use crate::{
    lazy::{Shown, SplitLoaderError},
    pictures::Adding,
    session::Session,
    side::Sides,
};

const NOT_ALLOWED: &str = "The browser did not allow the use of the clipboard.";
const NOT_LOADED: &str = "This part of the page could not be loaded. Nothing is lost; check the network.";

/// Clipboard and files of a room's board.
#[derive(Clone, Copy)]
pub struct Files {
    session: Session,
    sides: Sides,
    exporting: RwSignal<bool>,
    /// Pictures on their way to the board.
    pub(crate) adding: Adding,
    /// A PDF file of which a page is being chosen.
    pub(crate) pdf: RwSignal<Option<File>, LocalStorage>,
    state: StoredValue<State, LocalStorage>,
}

#[derive(Default)]
struct State {
    work: Option<Work>,
    /// Where the pointer was last, in CSS pixels of the window.
    pointer: Option<Point>,
    /// Whether what is pasted next is pasted as plain text.
    is_plain: bool,
    listeners: Vec<EventListener>,
}

/// What the part that travels later does.
#[derive(Clone, Copy)]
struct Work {
    /// What is selected as text for the clipboard; `true` says that pictures are still missing.
    copied: fn(Session) -> Option<(String, bool)>,
    /// What was selected on a board, with its pictures.
    copied_whole: fn(Session, Board, Vec<ElementId>) -> Promised<Option<String>>,
    /// Puts a text from the clipboard onto the board.
    paste: fn(Files, String, bool, Point),
    /// Puts a file onto the board.
    take_file: fn(Files, File, Point),
    /// What is selected, or all, as a picture for the clipboard.
    copy_picture: fn(Session, Picture) -> Promised<Result<(), &'static str>>,
    export_dialog: fn(Files) -> AnyView,
    stencils: fn(Files) -> AnyView,
    /// Keeps what is selected as a stencil.
    keep_stencil: fn(Files),
}

type Promised<T> = std::pin::Pin<Box<dyn Future<Output = T>>>;

/// A kind of picture for the clipboard.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Picture {
    /// Pixels.
    Png,
    /// Paths, as text.
    Svg,
}

#[wasm_split(files, fallible)]
fn arrive() -> Result<Work, SplitLoaderError> {
    Ok(Work {
        copied: board_clip::copied,
        copied_whole: board_clip::copied_whole,
        paste: incoming::paste,
        take_file: incoming::take_file,
        copy_picture: picture::copy,
        export_dialog: export_dialog::view,
        stencils: stencils::view,
        keep_stencil: stencils::keep_selected,
    })
}

impl Files {
    /// The room's own, made by whoever asks first; it listens as long as that component lives.
    pub fn shared(session: Session) -> Files {
        use_context().unwrap_or_else(|| Files::begin(session))
    }

    fn begin(session: Session) -> Files {
        let files = Files {
            session,
            sides: Sides::shared(),
            exporting: RwSignal::new(false),
            adding: Adding::default(),
            pdf: RwSignal::new_local(None),
            state: StoredValue::new_local(State::default()),
        };
        provide_context(files);
        files.listen();
        // Copying has to answer at once: what it needs is sent for, in silence, as soon as there is something to copy.
        Effect::new(move || {
            if !session.selection().get().is_empty() {
                spawn_local(async move {
                    files.work().await;
                });
            }
        });
        files
    }

    /// Pastes what the clipboard holds.
    pub fn paste(self) {
        self.session.do_while_open(async move {
            match read_clipboard().await {
                Some(Held::Text(text)) => self.paste_text(text, false),
                Some(Held::Picture(picture)) => self.take_file(picture, self.place(None)),
                None => self.say(NOT_ALLOWED),
            }
        });
    }

    /// Copies what is selected, or everything, as a picture.
    pub fn copy_picture(self, picture: Picture) {
        let session = self.session;
        self.with_work(move |work| {
            session.do_while_open(async move {
                if let Err(sentence) = (work.copy_picture)(session, picture).await {
                    session.warn(sentence);
                }
            });
        });
    }

    /// Keeps what is selected as a stencil of one's own.
    pub fn keep_stencil(self) {
        self.with_work(move |work| (work.keep_stencil)(self));
    }

    /// Opens the dialog for exporting.
    pub fn export(self) {
        self.exporting.set(true);
    }

    /// Lets the person choose a file and puts it onto the board.
    pub fn open(self) {
        let Ok(input) = document().create_element("input") else {
            return;
        };
        let input = input.unchecked_into::<web_sys::HtmlInputElement>();
        input.set_type("file");
        input.set_accept(".excalidraw,.excalidrawlib,.tldr,.json,.png,.svg,.jpg,.jpeg,.gif,.webp,.pdf");
        let chosen = input.clone();
        let listener = EventListener::once(&input, "change", move |_| {
            if let Some(file) = chosen.files().and_then(|files| files.item(0)) {
                self.take_file(file, self.place(None));
            }
        });
        self.state.update_value(|state| state.listeners.push(listener));
        input.click();
    }

    fn say(self, sentence: &str) {
        self.session.warn(sentence);
    }

    async fn work(self) -> Option<Work> {
        let work = arrive().await.ok()?;
        let _gone = self.state.try_update_value(|state| state.work = Some(work));
        Some(work)
    }

    /// Does something with the part that travels later, at once if it is there.
    fn with_work(self, act: impl FnOnce(Work) + 'static) {
        if let Some(Some(work)) = self.state.try_with_value(|state| state.work) {
            return act(work);
        }
        self.session.do_while_open(async move {
            match self.work().await {
                Some(work) => act(work),
                None => self.say(NOT_LOADED),
            }
        });
    }

    fn listen(self) {
        let listeners = vec![
            on("copy", move |event: &ClipboardEvent| self.on_copy(event, false)),
            on("cut", move |event: &ClipboardEvent| self.on_copy(event, true)),
            on("paste", move |event: &ClipboardEvent| self.on_paste(event)),
            on("dragover", move |event: &DragEvent| self.on_drag(event)),
            on("drop", move |event: &DragEvent| self.on_drop(event)),
            on("keydown", move |event: &KeyboardEvent| self.on_key(event)),
            on("pointermove", move |event: &MouseEvent| {
                let at = Point::new(f64::from(event.client_x()), f64::from(event.client_y()));
                self.state.update_value(|state| state.pointer = Some(at));
            }),
        ];
        self.state.update_value(|state| state.listeners = listeners);
        on_cleanup(move || {
            let _gone = self.state.try_update_value(|state| state.listeners.clear());
        });
    }

    fn on_paste(self, event: &ClipboardEvent) {
        let is_plain = self.state.try_update_value(|state| std::mem::take(&mut state.is_plain)) == Some(true);
        if event.default_prevented() || is_for_others(event) || !self.session.rights().get_untracked().draw {
            return;
        }
        let Some(data) = event.clipboard_data() else { return };
        event.prevent_default();
        self.take(&data, None, is_plain);
    }

    fn on_drag(self, event: &DragEvent) {
        let Some(data) = event.data_transfer() else { return };
        let types = data.types();
        let holds = |name: &str| types.includes(&JsValue::from_str(name), 0);
        // A file that is dropped beside the board must not replace the page.
        if holds("Files") || holds("text/plain") && is_over_board(event) {
            event.prevent_default();
            data.set_drop_effect(if is_over_board(event) { "copy" } else { "none" });
        }
    }

    fn on_drop(self, event: &DragEvent) {
        if event.default_prevented() || is_for_others(event) {
            return;
        }
        let Some(data) = event.data_transfer() else { return };
        event.prevent_default();
        if !is_over_board(event) || !self.session.rights().get_untracked().draw {
            return;
        }
        let at = Point::new(f64::from(event.client_x()), f64::from(event.client_y()));
        self.take(&data, Some(at), false);
    }

    /// Takes what was pasted or dropped.
    fn take(self, data: &DataTransfer, at: Option<Point>, is_plain: bool) {
        let files = data.files();
        let count = files.as_ref().map_or(0, web_sys::FileList::length);
        if count == 0 || is_plain {
            let text = data.get_data("text/plain").unwrap_or_default();
            let place = self.place(at);
            return self.with_work(move |work| (work.paste)(self, text, is_plain, place));
        }
        for index in 0..count {
            if let Some(file) = files.as_ref().and_then(|files| files.item(index)) {
                // Several beside each other.
                let beside = Vec2::new(24.0, 24.0) * f64::from(index);
                self.take_file(file, self.place(at.map(|at| at + beside)));
            }
        }
    }

    fn paste_text(self, text: String, is_plain: bool) {
        let place = self.place(None);
        self.with_work(move |work| (work.paste)(self, text, is_plain, place));
    }

    /// Puts a file onto the board, at a place of it.
    pub(crate) fn take_file(self, file: File, place: Point) {
        self.with_work(move |work| (work.take_file)(self, file, place));
    }

    /// The middle of what is seen, in board units.
    fn middle(self) -> Point {
        self.place(Some(Point::new(f64::MAX, f64::MAX)))
    }

    /// A place of the window, or else where the pointer is, or else the middle of what is seen, in board units.
    fn place(self, at: Option<Point>) -> Point {
        let camera = self.session.camera().get_untracked();
        let at = at.or_else(|| self.state.with_value(|state| state.pointer));
        let rect = document()
            .query_selector(".stage .canvas")
            .ok()
            .flatten()
            .map(|canvas| canvas.get_bounding_client_rect());
        let Some(rect) = rect else {
            return camera.to_board(Point::ZERO);
        };
        let board = kurbo::Rect::new(rect.left(), rect.top(), rect.right(), rect.bottom());
        let at = at.filter(|at| board.contains(*at)).unwrap_or(board.center());
        camera.to_board(at - board.origin().to_vec2())
    }

    fn on_key(self, event: &KeyboardEvent) {
        if event.default_prevented() || is_for_others(event) {
            return;
        }
        let ctrl = event.ctrl_key() || event.meta_key();
        let held = (ctrl, event.shift_key(), event.alt_key());
        match (held, event.code().as_str()) {
            ((true, true, false), "KeyE") => self.export(),
            ((true, false, false), "KeyO") => self.open(),
            ((false, true, true), "KeyC") => self.copy_picture(Picture::Png),
            ((true, true, false), "KeyV") => {
                // The browser's own paste follows.
                return self.state.update_value(|state| state.is_plain = true);
            }
            (_, _) => return,
        }
        event.prevent_default();
    }
}

async fn shown(files: Files, which: fn(Work) -> fn(Files) -> AnyView) -> Shown {
    let work = arrive().await?;
    Ok(which(work)(files))
}
