//! Files to take away: a board as a picture or a drawing wherever it is shown, and anything as a file of the browser's.

use board::{
    Board,
    id::ElementId,
    import::excalidraw::{Form, write},
};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::wasm_split;
use web_sys::{Blob, HtmlAnchorElement, Url};

use super::{
    Promised,
    board_clip::{Origin, pictures},
    browser::blob,
    picture::{PixelFormat, Wanted, pixels, svg},
};
use crate::{canvas::Ground, lazy::SplitLoaderError};

pub(super) const NOT_MADE: &str = "The browser could not make this file.";
const NOT_LOADED: &str = "The part of the page that makes files could not be loaded; check the network.";

/// What a whole board is taken away as.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TakenAs {
    /// Pixels on paper.
    Png,
    /// Paths on paper.
    Svg,
    /// A drawing that Excalidraw opens.
    Excalidraw,
}

impl TakenAs {
    /// What its file's name ends with.
    pub fn ending(self) -> &'static str {
        match self {
            TakenAs::Png => "png",
            TakenAs::Svg => "svg",
            TakenAs::Excalidraw => "excalidraw",
        }
    }
}

/// Makes a file of a board; a sentence where that cannot be.
pub async fn taken(origin: Origin, board: Board, taken_as: TakenAs) -> Result<Blob, &'static str> {
    let make = maker().await.map_err(|_| NOT_LOADED)?;
    make(origin, board, taken_as).await
}

/// Makes a file of a text.
pub fn text_file(text: &str, mime: &str) -> Result<Blob, &'static str> {
    blob(&[JsValue::from_str(text)], mime).map_err(|_| NOT_MADE)
}

/// Hands a file to the browser, which keeps it under a name.
pub fn save_as(blob: &Blob, name: &str) {
    let Ok(address) = Url::create_object_url_with_blob(blob) else {
        return;
    };
    save_from(&address, name);
    // The browser has begun to read it by then.
    spawn_local(async move {
        crate::dom::pause(10_000).await;
        Url::revoke_object_url(&address).ok();
    });
}

/// Has the browser fetch a file and keep it under a name.
pub fn save_from(address: &str, name: &str) {
    if let Ok(link) = document().create_element("a") {
        let link = link.unchecked_into::<HtmlAnchorElement>();
        link.set_href(address);
        link.set_download(name);
        link.click();
    }
}

/// What a picture shows, as a file of Excalidraw's.
pub(super) async fn drawing(origin: &Origin, board: &Board, only: Option<&[ElementId]>) -> String {
    let assets = pictures(origin, board, only).await;
    let find = |hash| assets.iter().find(|asset| asset.hash == hash).cloned();
    write(board, only, find, Form::File)
}

type Make = fn(Origin, Board, TakenAs) -> Promised<Result<Blob, &'static str>>;

/// Writing files travels with what else the board's files need.
#[wasm_split(files, fallible)]
fn maker() -> Result<Make, SplitLoaderError> {
    Ok(make)
}

fn make(origin: Origin, board: Board, taken_as: TakenAs) -> Promised<Result<Blob, &'static str>> {
    Box::pin(made(origin, board, taken_as))
}

async fn made(origin: Origin, board: Board, taken_as: TakenAs) -> Result<Blob, &'static str> {
    let wanted = Wanted {
        only: None,
        scale: 2.0,
        ground: Ground::Light,
        has_ground: true,
    };
    match taken_as {
        TakenAs::Png => pixels(&origin, &board, &wanted, PixelFormat::Png).await,
        TakenAs::Svg => text_file(&svg(&origin, &board, &wanted).await, "image/svg+xml"),
        TakenAs::Excalidraw => text_file(&drawing(&origin, &board, None).await, "application/json"),
    }
}
