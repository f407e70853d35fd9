//! What is asked of the browser for clipboard and files.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// The clipboard, if this page has one.
pub(super) fn clipboard() -> Option<web_sys::Clipboard> {
    // Pages without encryption have none.
    let navigator = window().navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).ok()?;
    (!clipboard.is_undefined()).then(|| clipboard.unchecked_into())
}

/// Writes what a promise comes to; it may still be under way, which is how browsers know that a person asked for it.
pub(super) async fn write_to_clipboard(mime: &str, content: &js_sys::Promise) -> Result<(), JsValue> {
    let clipboard = clipboard().ok_or(JsValue::NULL)?;
    let record = js_sys::Object::new();
    js_sys::Reflect::set(&record, &mime.into(), content)?;
    let constructor = js_sys::Reflect::get(&window(), &"ClipboardItem".into())?;
    let constructor = constructor.dyn_into::<js_sys::Function>()?;
    let item = js_sys::Reflect::construct(&constructor, &js_sys::Array::of1(&record))?;
    let write = js_sys::Reflect::get(&clipboard, &"write".into())?.dyn_into::<js_sys::Function>()?;
    let written = write.call1(&clipboard, &js_sys::Array::of1(&item))?;
    JsFuture::from(written.dyn_into::<js_sys::Promise>()?).await.map(|_| ())
}

/// Content of a type, as browsers carry it.
pub(super) fn blob(parts: &[JsValue], mime: &str) -> Result<web_sys::Blob, JsValue> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(mime);
    let list = parts.iter().collect::<js_sys::Array>();
    web_sys::Blob::new_with_str_sequence_and_options(&list, &options)
}

/// What a clipboard holds for a board.
pub(super) enum Held {
    /// A picture.
    Picture(File),
    /// Words, or a drawing written as such.
    Text(String),
}

/// What is on the clipboard; nothing where the browser does not say. A picture goes before the words that come with it.
pub(super) async fn read_clipboard() -> Option<Held> {
    let clipboard = clipboard()?;
    if let Some(picture) = read_picture(&clipboard).await {
        return Some(Held::Picture(picture));
    }
    let text = JsFuture::from(clipboard.read_text()).await.ok()?;
    text.as_string().map(Held::Text)
}

async fn read_picture(clipboard: &web_sys::Clipboard) -> Option<File> {
    // Not every browser lets pages read more than text.
    let read = js_sys::Reflect::get(clipboard, &"read".into()).ok()?;
    let asked = read.dyn_into::<js_sys::Function>().ok()?.call0(clipboard).ok()?;
    let items = JsFuture::from(asked.dyn_into::<js_sys::Promise>().ok()?).await.ok()?;
    for item in items.dyn_into::<js_sys::Array>().ok()?.iter() {
        let types = js_sys::Reflect::get(&item, &"types".into()).ok()?;
        let types = types.dyn_into::<js_sys::Array>().ok()?;
        let Some(mime) = types
            .iter()
            .find(|mime| mime.as_string().is_some_and(|mime| mime.starts_with("image/")))
        else {
            continue;
        };
        let get = js_sys::Reflect::get(&item, &"getType".into()).ok()?;
        let promise = get.dyn_into::<js_sys::Function>().ok()?.call1(&item, &mime).ok()?;
        let content = JsFuture::from(promise.dyn_into::<js_sys::Promise>().ok()?).await.ok()?;
        return File::new_with_blob_sequence(&js_sys::Array::of1(&content), "picture").ok();
    }
    None
}
