//! Pictures of the board: paths as text, pixels by the painter of the canvas.

use std::rc::Rc;

use board::{
    Board,
    element::AssetHash,
    export::svg::{Shown, items_of, picture, view_of},
    id::ElementId,
    spatial::with_held,
};
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::Blob;

use super::{
    Picture, Promised,
    board_clip::{Origin, pictures},
    browser::{blob, write_to_clipboard},
};
use crate::{
    canvas::{Ground, hex_of, paint},
    session::Session,
};

/// Around the drawing, in board units.
const MARGIN: f64 = 16.0;
const NOTHING: &str = "There is nothing on the board to make a picture of.";
const NOT_COPIED: &str = "The browser did not allow copying this picture; export it as a file instead.";

/// What a picture is to be like.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wanted {
    /// Only these; `None` is all.
    pub(super) only: Option<Vec<ElementId>>,
    /// Pixels per board unit.
    pub(super) scale: f64,
    /// The colours.
    pub(super) ground: Ground,
    /// Whether the ground is painted.
    pub(super) has_ground: bool,
}

impl Wanted {
    /// What is selected, or everything.
    pub(super) fn of(session: Session) -> Wanted {
        let selected = session.selection().get_untracked();
        Wanted {
            only: (!selected.is_empty()).then(|| session.with_board(|board| with_held(board, &selected))),
            scale: 2.0,
            ground: Ground::Light,
            has_ground: true,
        }
    }
}

/// As an SVG. Its images are in it, as far as the server gives them.
pub(super) async fn svg(origin: &Origin, board: &Board, wanted: &Wanted) -> String {
    let assets = pictures(origin, board, wanted.only.as_deref()).await;
    let css = hex_of(wanted.ground);
    let shown = Shown {
        only: wanted.only.as_deref(),
        has_ground: wanted.has_ground,
        margin: MARGIN,
        css: &css,
    };
    picture(board, &shown, |hash| {
        assets.iter().find(|asset| asset.hash == hash).cloned()
    })
}

/// What kind of file pixels come in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum PixelFormat {
    Png,
    Jpeg,
    WebP,
}

impl PixelFormat {
    fn mime(self) -> &'static str {
        match self {
            PixelFormat::Png => "image/png",
            PixelFormat::Jpeg => "image/jpeg",
            PixelFormat::WebP => "image/webp",
        }
    }
}

/// As pixels; a sentence where that cannot be.
pub(super) async fn pixels(
    origin: &Origin,
    board: &Board,
    wanted: &Wanted,
    kind: PixelFormat,
) -> Result<Blob, &'static str> {
    let only = wanted.only.as_deref();
    let part = view_of(board, only, MARGIN).ok_or(NOTHING)?;
    let items: Vec<Rc<_>> = items_of(board, only);
    let origin = origin.clone();
    let address = move |hash: AssetHash| format!("/api/v1{}", origin.address_of(hash));
    let canvas = paint(&items, part, wanted.scale, (wanted.ground, wanted.has_ground), address).await;
    let canvas = canvas.ok_or("This picture would be larger than a browser paints; choose a smaller scale.")?;
    let promise = Promise::new(&mut |done: Function, _: Function| {
        let take = Closure::once_into_js(move |blob: JsValue| drop(done.call1(&JsValue::NULL, &blob)));
        canvas.to_blob_with_type(take.unchecked_ref(), kind.mime()).ok();
    });
    let blob = JsFuture::from(promise)
        .await
        .ok()
        .and_then(|blob| blob.dyn_into::<Blob>().ok());
    let blob = blob.ok_or("The browser could not make this picture.")?;
    // A browser that does not know a kind of file makes another, silently.
    (blob.type_() == kind.mime())
        .then_some(blob)
        .ok_or("This browser makes no pictures of this kind; choose PNG.")
}

/// What is selected, or everything, as a picture on the clipboard.
pub(super) fn copy(session: Session, kind: Picture) -> Promised<Result<(), &'static str>> {
    let (board, origin) = (session.with_board(Clone::clone), Origin::of(session));
    let wanted = Wanted::of(session);
    if view_of(&board, wanted.only.as_deref(), MARGIN).is_none() {
        return Box::pin(async { Err(NOTHING) });
    }
    // Asked for at once, filled later: so that the browser still knows that a person asked.
    let mime = match kind {
        Picture::Png => "image/png",
        // As text, which is what programs take paths as.
        Picture::Svg => "text/plain",
    };
    let made = session.while_open(async move {
        match kind {
            Picture::Png => pixels(&origin, &board, &wanted, PixelFormat::Png)
                .await
                .map(JsValue::from)
                .map_err(JsValue::from_str),
            Picture::Svg => {
                let text = svg(&origin, &board, &wanted).await;
                blob(&[JsValue::from_str(&text)], "text/plain").map(JsValue::from)
            }
        }
    });
    let content = future_to_promise(async move { made.await.unwrap_or(Err(JsValue::NULL)) });
    Box::pin(async move { write_to_clipboard(mime, &content).await.map_err(|_| NOT_COPIED) })
}
