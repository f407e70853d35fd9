//! Copying and cutting. What is cut is deleted when it is on the clipboard, and not before: the part that copies may still be
//! on its way, and the browser may say no.

use std::{cell::Cell, rc::Rc};

use board::{id::ElementId, spatial::with_held, tool::command};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;
use web_sys::ClipboardEvent;

use super::{
    Files, NOT_ALLOWED, NOT_LOADED, arrive,
    browser::{blob, write_to_clipboard},
    events::is_for_others,
};

const NOT_ALLOWED_TO_CUT: &str = "The browser did not allow the use of the clipboard, so nothing was cut.";
const NOT_LOADED_TO_CUT: &str =
    "The part of the page that cuts could not be loaded, so nothing was cut; check the network.";

impl Files {
    /// Copies what is selected.
    pub fn copy(self) {
        self.copy_later(Vec::new());
    }

    /// Copies what is selected and deletes it.
    pub fn cut(self) {
        self.copy_later(self.cut_out());
    }

    pub(super) fn on_copy(self, event: &ClipboardEvent, cuts: bool) {
        if is_for_others(event) || self.session.selection().get_untracked().is_empty() {
            return;
        }
        event.prevent_default();
        let cut = if cuts { self.cut_out() } else { Vec::new() };
        let work = self.state.with_value(|state| state.work);
        let copied = work.and_then(|work| (work.copied)(self.session));
        let is_copied = match (copied, event.clipboard_data()) {
            (Some((text, false)), Some(data)) => data.set_data("text/plain", &text).is_ok(),
            (_, _) => false,
        };
        if is_copied {
            self.delete(&cut);
        } else {
            self.copy_later(cut);
        }
    }

    /// Copies when everything for it is there, and then deletes what is cut; browsers want to be asked at once.
    fn copy_later(self, cut: Vec<ElementId>) {
        let session = self.session;
        // What is selected now is what is copied, whatever becomes of it until the part that copies has come.
        let selected = session.selection().get_untracked();
        if selected.is_empty() {
            return;
        }
        let board = session.with_board(Clone::clone);
        let is_loaded = Rc::new(Cell::new(true));
        let told = Rc::clone(&is_loaded);
        let copied = session.while_open(async move {
            match arrive().await {
                Ok(work) => (work.copied_whole)(session, board, selected).await,
                Err(_) => {
                    told.set(false);
                    None
                }
            }
        });
        let text = future_to_promise(async move {
            let text = copied.await.flatten().ok_or(JsValue::NULL)?;
            blob(&[JsValue::from_str(&text)], "text/plain").map(JsValue::from)
        });
        session.do_while_open(async move {
            let is_written = write_to_clipboard("text/plain", &text).await.is_ok();
            match (is_written, is_loaded.get(), cut.is_empty()) {
                (true, _, _) => self.delete(&cut),
                (false, true, true) => self.say(NOT_ALLOWED),
                (false, true, false) => self.say(NOT_ALLOWED_TO_CUT),
                (false, false, true) => self.say(NOT_LOADED),
                (false, false, false) => self.say(NOT_LOADED_TO_CUT),
            }
        });
    }

    /// What a cut takes away: what is selected and what it holds, as far as the person may change it.
    fn cut_out(self) -> Vec<ElementId> {
        let session = self.session;
        if !session.rights().get_untracked().draw {
            return Vec::new();
        }
        let selected = session.selection().get_untracked();
        let whole = session.with_board(|board| with_held(board, &selected));
        session.free_of(&whole)
    }

    fn delete(self, cut: &[ElementId]) {
        if self.session.rights().get_untracked().draw {
            let intents = self.session.with_board(|board| command::delete(board, cut));
            self.session.dispatch_all(intents);
        }
    }
}
