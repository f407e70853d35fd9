//! What is asked of the browser for clipboard and files.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

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
