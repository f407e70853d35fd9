//! What comes from outside: texts, drawings, libraries, pictures with a drawing in them. Each is taken as a whole, as one
//! step of undo, or refused in one sentence with the board as it was.

use board::{
    element::{AssetHash, Element, Kind, is_safe_link},
    export::json_lines::Asset,
    image,
    import::{
        self, Format,
        embedded::{self, Embedded},
        excalidraw::{self, Drawing},
        tldraw,
    },
    limits,
    order_key::OrderKey,
    tool::paste::{NotPut, put_down, put_text_down},
};
use js_sys::Uint8Array;
use kurbo::Point;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::{Files, browser::blob, stencils};
use crate::{api::assets, pictures, session::Session};

/// How a PDF file begins.
const PDF_BEGINS: &[u8] = b"%PDF-";
const UNREADABLE: &str = "The file could not be read.";
const UNKNOWN: &str = "This file is no drawing of Excalidraw's or tldraw's, no stencil library and no picture.";

/// Puts a text from the clipboard onto the board: a drawing if it is one, else as it is.
pub(super) fn paste(files: Files, text: String, is_plain: bool, at: Point) {
    let session = files.session;
    if text.trim().is_empty() {
        return;
    }
    let is_drawing = !is_plain && import::format_of(&text) == Some(Format::Excalidraw);
    if !is_drawing {
        return say(session, put_text(session, &text, at).err());
    }
    match excalidraw::read(&text) {
        Ok(drawing) => put_drawing(session, drawing, at),
        // Some other program's JSON: it is a text like any.
        Err(error) if error.code == import::import_code::NOT_EXCALIDRAW => {
            say(session, put_text(session, &text, at).err());
        }
        Err(error) => refuse(session, &error.message),
    }
}

fn put_text(session: Session, text: &str, at: Point) -> Result<(), NotPut> {
    let mut element = Element::new(
        session.fresh_element_id(),
        Kind::Text { auto_width: true },
        OrderKey::first(),
    );
    session.look().get_untracked().dress(&mut element);
    element.style.align = board::element::Align::Left;
    if let Some(address) = address_in(text) {
        element.extras.link = Some(address.into());
    }
    let intents = session.with_board(|board| put_text_down(board, text, at, element))?;
    session.dispatch_all(intents);
    Ok(())
}

/// An address that is all there is in a text: it leads there as well.
fn address_in(text: &str) -> Option<&str> {
    let address = text.trim();
    let is_one = !address.contains(char::is_whitespace) && address.chars().count() <= limits::LINK_CHARS;
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    (is_one && is_web && is_safe_link(address)).then_some(address)
}

/// Puts a drawing onto the board, its pictures first.
pub(super) fn put_drawing(session: Session, drawing: Drawing, at: Point) {
    session.do_while_open(async move {
        let mut sentences = drawing.report.sentences();
        let known = session.with_board(|board| super::board_clip::images_of(board, None));
        // The hash that the drawing has for it, and that of what the room stored, where it could.
        let mut stored = Vec::new();
        for asset in &drawing.assets {
            if known.contains(&asset.hash) {
                continue;
            }
            let answer = store(session, asset).await;
            stored.push((asset.hash, answer.as_ref().ok().copied()));
            sentences.extend(answer.err().map(|why| format!("A picture was left out: {why}")));
        }
        let mut elements = drawing.elements;
        elements.retain_mut(|element| {
            let Kind::Image(hash) = &mut element.kind else {
                return true;
            };
            let Some((_, as_stored)) = stored.iter().find(|(told, _)| told == hash) else {
                return true;
            };
            *hash = as_stored.unwrap_or(*hash);
            as_stored.is_some()
        });
        let put = session.with_board(|board| put_down(board, &elements, at, &mut || session.fresh_element_id()));
        match put {
            Ok(intents) => session.dispatch_all(intents),
            Err(NotPut::Nothing) if !sentences.is_empty() => {}
            Err(error) => sentences.push(error.to_string()),
        }
        say(session, (!sentences.is_empty()).then(|| sentences.join(" ")));
    });
}

/// Stores a picture in the room (rule B7: before anything names it).
async fn store(session: Session, asset: &Asset) -> Result<AssetHash, String> {
    let list = js_sys::Array::of1(&Uint8Array::from(asset.bytes.as_slice()));
    let file = File::new_with_u8_array_sequence(&list, "picture").map_err(|_| UNREADABLE.to_owned())?;
    if image::is_svg(&asset.bytes) {
        return pictures::store_shown(session, &file).await;
    }
    let stored = assets::store(session.room(), &session.seat(), &file).await;
    stored.map_err(|error| error.sentence)
}

/// Puts a file onto the board.
pub(super) fn take_file(files: Files, file: File, at: Point) {
    files.session.do_while_open(async move {
        if let Err(sentence) = take(files, &file, at).await {
            refuse(files.session, &sentence);
        }
    });
}

async fn take(files: Files, file: &File, at: Point) -> Result<(), String> {
    let session = files.session;
    if file.size() > limits::IMPORT_BYTES as f64 {
        let most = limits::IMPORT_BYTES >> 20;
        return Err(format!("The file is larger than the {most} MiB that can be opened."));
    }
    let buffer = JsFuture::from(file.array_buffer()).await;
    let bytes = Uint8Array::new(&buffer.map_err(|_| UNREADABLE.to_owned())?).to_vec();
    if let Some(embedded) = embedded::find(&bytes) {
        let text = unpacked(embedded).await.ok_or(UNREADABLE)?;
        let drawing = excalidraw::read(&text).map_err(|error| sentence(&error.message))?;
        put_drawing(session, drawing, at);
        return Ok(());
    }
    if bytes.starts_with(PDF_BEGINS) {
        files.pdf.set(Some(file.clone()));
        return Ok(());
    }
    if super::board_clip::mime_of(&bytes).starts_with("image/") || image::is_svg(&bytes) {
        let number = files.adding.begin(at);
        let placed = pictures::place(session, file, at).await;
        files.adding.end(number);
        return placed;
    }
    let text = String::from_utf8(bytes).map_err(|_| UNKNOWN.to_owned())?;
    match import::format_of(&text) {
        Some(format @ (Format::Excalidraw | Format::Tldraw)) => {
            let read = if format == Format::Tldraw {
                tldraw::read(&text)
            } else {
                excalidraw::read(&text)
            };
            put_drawing(session, read.map_err(|error| sentence(&error.message))?, at);
            Ok(())
        }
        Some(Format::ExcalidrawLibrary) => stencils::add(files, &file.name(), text).await,
        Some(Format::Recording | Format::Trace) => {
            Err("This is a recording: it makes a room of its own and is no part of a board.".to_owned())
        }
        None => Err(UNKNOWN.to_owned()),
    }
}

/// The text of a drawing that was found in a picture; never more than can be imported.
async fn unpacked(embedded: Embedded) -> Option<String> {
    if !embedded.is_compressed {
        return String::from_utf8(embedded.bytes).ok();
    }
    let part = Uint8Array::from(embedded.bytes.as_slice());
    let packed = blob(&[part.into()], "").ok()?;
    let construct = |name: &str, argument: &JsValue| {
        let constructor = js_sys::Reflect::get(&window(), &name.into()).ok()?;
        let constructor = constructor.dyn_into::<js_sys::Function>().ok()?;
        js_sys::Reflect::construct(&constructor, &js_sys::Array::of1(argument)).ok()
    };
    let inflate = construct("DecompressionStream", &"deflate".into())?;
    let call = |target: &JsValue, name: &str, argument: &JsValue| {
        let method = js_sys::Reflect::get(target, &name.into()).ok()?;
        method.dyn_into::<js_sys::Function>().ok()?.call1(target, argument).ok()
    };
    let stream = call(&call(&packed, "stream", &JsValue::UNDEFINED)?, "pipeThrough", &inflate)?;
    let reader = call(&stream, "getReader", &JsValue::UNDEFINED)?;
    let mut bytes = Vec::new();
    loop {
        let read = call(&reader, "read", &JsValue::UNDEFINED)?
            .dyn_into::<js_sys::Promise>()
            .ok()?;
        let read = JsFuture::from(read).await.ok()?;
        if js_sys::Reflect::get(&read, &"done".into()).ok()?.is_truthy() {
            return String::from_utf8(bytes).ok();
        }
        let chunk = js_sys::Reflect::get(&read, &"value".into()).ok()?;
        bytes.extend(chunk.dyn_into::<Uint8Array>().ok()?.to_vec());
        if bytes.len() > limits::IMPORT_BYTES {
            return None;
        }
    }
}

/// Messages of importers begin small and end open.
fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    let dot = if message.ends_with('.') { "" } else { "." };
    format!(
        "{}{}{dot}",
        first.map(String::from).unwrap_or_default(),
        letters.as_str()
    )
}

fn refuse(session: Session, message: &str) {
    say(session, Some(message.to_owned()));
}

fn say<T: ToString>(session: Session, what: Option<T>) {
    if let Some(what) = what {
        session.warn(sentence(&what.to_string()));
    }
}
