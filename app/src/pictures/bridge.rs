//! The one place that knows the JavaScript of `app/js/pictures.ts` and `app/js/pdf.ts`, which travel when they are first
//! needed.

use board::limits;
use js_sys::Promise;
use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use crate::{dom, platform};

#[wasm_bindgen]
extern "C" {
    type PicturesModule;
    #[wasm_bindgen(method, js_name = shrink)]
    fn shrink(this: &PicturesModule, file: &Blob, mime: &str, side_max: u32, bytes_max: u32) -> Promise;

    #[wasm_bindgen(method, js_name = paintSvg)]
    fn paint_svg(this: &PicturesModule, file: &Blob, side_max: u32, bytes_max: u32) -> Promise;

    type PdfModule;
    #[wasm_bindgen(method, js_name = openPdf)]
    fn open_pdf(this: &PdfModule, file: &Blob) -> Promise;

    /// A picture as a room takes it.
    #[derive(Clone)]
    pub(super) type Picture;
    #[wasm_bindgen(method, getter)]
    pub(super) fn blob(this: &Picture) -> Blob;
    #[wasm_bindgen(method, getter)]
    pub(super) fn width(this: &Picture) -> u32;
    #[wasm_bindgen(method, getter)]
    pub(super) fn height(this: &Picture) -> u32;

    /// An opened PDF file.
    #[derive(Clone)]
    pub(super) type Pages;
    #[wasm_bindgen(method, getter)]
    pub(super) fn count(this: &Pages) -> u32;
    #[wasm_bindgen(method, js_name = page)]
    fn page_promise(this: &Pages, number: u32, side_max: u32, bytes_max: u32) -> Promise;
    #[wasm_bindgen(method)]
    pub(super) fn close(this: &Pages);
}

const MISSING: &str = "the part of the page that reads it could not be loaded. Check the network and try again.";

/// A picture made small enough; `None` where it cannot be decoded, an error where the page's own part did not come.
pub(super) async fn shrink(file: &Blob, mime: &str) -> Result<Option<Picture>, String> {
    let promise = pictures()
        .await?
        .shrink(file, mime, limits::PICTURE_SIDE, limits::ASSET_BYTES as u32);
    Ok(answer(promise).await)
}

/// What an SVG shows, as a picture; `None` where it cannot be painted.
pub(super) async fn paint_svg(file: &Blob) -> Result<Option<Picture>, String> {
    let promise = pictures()
        .await?
        .paint_svg(file, limits::PICTURE_SIDE, limits::ASSET_BYTES as u32);
    Ok(answer(promise).await)
}

async fn pictures() -> Result<PicturesModule, String> {
    Ok(module("chalkback-pictures").await?.unchecked_into())
}

/// The pages of a PDF file; `None` where it cannot be opened.
pub(super) async fn open_pdf(file: &Blob) -> Result<Option<Pages>, String> {
    let module = module("chalkback-pdf").await?.unchecked_into::<PdfModule>();
    Ok(answer(module.open_pdf(file)).await)
}

/// A page as a picture; `None` where it cannot be painted.
pub(super) async fn page(pages: &Pages, number: u32) -> Option<Picture> {
    answer(pages.page_promise(number, limits::PICTURE_SIDE, limits::ASSET_BYTES as u32)).await
}

async fn module(name: &str) -> Result<JsValue, String> {
    let address = dom::meta_content(name).unwrap_or_default();
    platform::import_module(&address).await.map_err(|_| MISSING.to_owned())
}

async fn answer<T: JsCast>(promise: Promise) -> Option<T> {
    let value = JsFuture::from(promise).await.ok()?;
    (!value.is_undefined()).then(|| value.unchecked_into())
}
