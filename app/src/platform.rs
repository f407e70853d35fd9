//! What only JavaScript can ask of the browser for us, as `app/js/platform.ts` offers it: modules by address, the outbox's
//! storage, locks. The loader puts that module at `globalThis.chalkbackPlatform` before this program starts.

use std::future::Future;

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(js_namespace = chalkbackPlatform)]
extern "C" {
    #[wasm_bindgen(js_name = importModule)]
    fn import_module_promise(url: &str) -> Promise;
    #[wasm_bindgen(js_name = importStyle)]
    fn import_style_promise(url: &str) -> Promise;
    #[wasm_bindgen(js_name = openOutbox)]
    fn open_outbox_promise() -> Promise;
    #[wasm_bindgen(js_name = load)]
    fn load_promise(key: &str) -> Promise;
    #[wasm_bindgen(js_name = list)]
    fn list_promise(prefix: &str) -> Promise;
    #[wasm_bindgen(js_name = save)]
    fn save_promise(key: &str, value: &Uint8Array, strict: bool) -> Promise;
    #[wasm_bindgen(js_name = remove)]
    fn remove_promise(key: &str) -> Promise;
    #[wasm_bindgen(js_name = holdLock)]
    fn hold_lock_promise(name: &str, wait_millis: u32) -> Promise;
    #[wasm_bindgen(js_name = releaseLock)]
    pub(crate) fn release_lock(name: &str);
}

/// What becomes of unsent work when the page goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Keeping {
    /// It survives a reload.
    Kept,
    /// This browser allows no storage (a private window, a setting).
    NoStorage,
    /// This browser has storage but no locks: two tabs could take each other's work for their own.
    NoLocks,
    /// It should have been kept, but could not be written (the disk or the browser's quota is full).
    Failed,
}

/// When a write counts as done.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Durability {
    /// When the browser has it.
    Relaxed,
    /// When the disk has it.
    Strict,
}

/// Loads a module of the page.
pub(crate) async fn import_module(url: &str) -> Result<JsValue, JsValue> {
    JsFuture::from(import_module_promise(url)).await
}

/// Whether a style sheet of the page applies; it is sent for at once.
pub(crate) fn import_style(url: &str) -> impl Future<Output = bool> + use<> {
    answer_of(import_style_promise(url))
}

/// Opens the outboxes' storage and tells what it is worth.
pub(crate) async fn open_outbox() -> Keeping {
    match JsFuture::from(open_outbox_promise())
        .await
        .ok()
        .and_then(|answer| answer.as_string())
        .as_deref()
    {
        Some("kept") => Keeping::Kept,
        Some("no-locks") => Keeping::NoLocks,
        Some(_) | None => Keeping::NoStorage,
    }
}

/// What stands under a key.
pub(crate) async fn load(key: &str) -> Option<Vec<u8>> {
    let value = JsFuture::from(load_promise(key)).await.ok()?;
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}

/// The keys that begin like this.
pub(crate) async fn list(prefix: &str) -> Vec<String> {
    match JsFuture::from(list_promise(prefix)).await {
        Ok(keys) => keys
            .unchecked_into::<Array>()
            .iter()
            .filter_map(|key| key.as_string())
            .collect(),
        Err(_) => Vec::new(),
    }
}

/// Writes; the answer tells whether it worked. The write begins at once, not when the answer is first polled.
pub(crate) fn save(key: &str, value: &[u8], durability: Durability) -> impl Future<Output = bool> + use<> {
    let strict = durability == Durability::Strict;
    answer_of(save_promise(key, &Uint8Array::from(value), strict))
}

/// Removes; begins at once too.
pub(crate) fn remove(key: &str) -> impl Future<Output = bool> + use<> {
    answer_of(remove_promise(key))
}

/// Takes a lock for this tab alone; waits for it at most so long.
pub(crate) async fn hold_lock(name: &str, wait_millis: u32) -> bool {
    answer_of(hold_lock_promise(name, wait_millis)).await
}

async fn answer_of(promise: Promise) -> bool {
    JsFuture::from(promise).await.is_ok_and(|answer| answer.is_truthy())
}
