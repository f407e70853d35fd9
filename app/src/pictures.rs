//! Pictures put on the board: pasted, dropped, picked or taken with a camera, and pages of PDF files. A picture is made
//! smaller here and stored in the room before any change names it (rule B7).

mod adding;
mod bridge;
mod pdf;

use board::{
    element::{AssetHash, Element, Kind},
    geometry,
    id::ElementId,
    image,
    import::embedded,
    limits,
    op::Op,
    order_key::OrderKey,
    spatial,
};
use gloo_events::{EventListener, EventListenerOptions};
use kurbo::{Point, Rect, Vec2};
use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ClipboardEvent, DataTransfer, DragEvent, File, FileList, HtmlInputElement};

pub(crate) use self::adding::{Adding, Awaited};
use self::{
    bridge::{Picture, shrink},
    pdf::PdfDialog,
};
use crate::{api::assets, dom, files::Files, session::Session};

/// The fields that other places press: the panel of shapes and the keys.
pub(crate) const PICK_PICTURE: &str = "pick-picture";
pub(crate) const TAKE_PHOTO: &str = "take-photo";
pub(crate) const PICK_PDF: &str = "pick-pdf";
/// A new picture takes at most this share of the view.
const VIEW_SHARE: f64 = 0.6;
/// Several at once lie this far from each other, in board units.
const CASCADE: f64 = 24.0;
const PDF: &str = "application/pdf";
const PNG: &str = "image/png";
const SVG: &str = "image/svg+xml";

/// What a picture becomes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Lies {
    /// On top of everything.
    OnTop,
    /// Under everything and locked: something to draw on.
    AtTheBottom,
}

/// Opens the field of one of these names, for a press or key elsewhere.
pub(crate) fn pick(field: &str) {
    if let Some(field) = dom::element_by_id(field) {
        field.click();
    }
}

/// Listens to what is pasted and dropped, and holds the fields that pictures are picked with. Shown to whoever may draw.
#[component]
pub(crate) fn Pictures() -> impl IntoView {
    let session = expect_context::<Session>();
    let drawings = expect_context::<Files>();
    let may_draw = Memo::new(move |_| session.rights().get().draw);
    let adding = drawings.adding;
    let pdf = drawings.pdf;
    let take = UnsyncCallback::new(move |(files, at): (Vec<File>, Option<Point>)| {
        if let Some(document) = files.iter().find(|file| is_pdf(file)) {
            pdf.set(Some(document.clone()));
        }
        take_files(session, drawings, adding, files, at);
    });
    listen(session, take);
    let picked = move |event: ev::Targeted<ev::Event, HtmlInputElement>| {
        let field = event.target();
        take.run((files_in(field.files()), None));
        // The same file may be picked again.
        field.set_value("");
    };
    view! {
        <Show when=move || may_draw.get()>
            <div hidden>
                <input id=PICK_PICTURE type="file" accept="image/png,image/jpeg,image/webp,image/gif,image/svg+xml" multiple on:change:target=picked />
                <input id=TAKE_PHOTO type="file" accept="image/*" capture="environment" on:change:target=picked />
                <input id=PICK_PDF type="file" accept=PDF on:change:target=picked />
            </div>
        </Show>
        <p class="pictures-adding" role="status">
            {move || match adding.0.read().len() {
                0 => "",
                1 => "Adding a picture …",
                _ => "Adding pictures …",
            }}
        </p>
        <PdfDialog file=pdf put=UnsyncCallback::new(move |picture| put_page(session, adding, picture)) />
    }
}

fn listen(session: Session, take: UnsyncCallback<(Vec<File>, Option<Point>)>) {
    let may_draw = move || session.rights().get_untracked().draw;
    let options = EventListenerOptions {
        passive: false,
        ..EventListenerOptions::default()
    };
    let pasted = EventListener::new_with_options(&document(), "paste", options, move |event| {
        let Some(event) = event.dyn_ref::<ClipboardEvent>() else {
            return;
        };
        let files = event
            .clipboard_data()
            .map(|data| pictures_in(&data))
            .unwrap_or_default();
        if may_draw() && !files.is_empty() && !event.default_prevented() && !is_in_text(event) {
            event.prevent_default();
            take.run((files, None));
        }
    });
    let over = EventListener::new_with_options(&document(), "dragover", options, move |event| {
        if may_draw() && board_under(event).is_some() && is_of_files(event) {
            event.prevent_default();
        }
    });
    let dropped = EventListener::new_with_options(&document(), "drop", options, move |event| {
        let (Some(event), Some(board)) = (event.dyn_ref::<DragEvent>(), board_under(event)) else {
            return;
        };
        let files = event.data_transfer().map(|data| pictures_in(&data)).unwrap_or_default();
        if may_draw() && !files.is_empty() && !event.default_prevented() {
            event.prevent_default();
            let corner = board.get_bounding_client_rect();
            let at = Point::new(f64::from(event.client_x()), f64::from(event.client_y()))
                - Vec2::new(corner.left(), corner.top());
            take.run((files, Some(session.camera().get_untracked().to_board(at))));
        }
    });
    let listeners = StoredValue::new_local(Some((pasted, over, dropped)));
    on_cleanup(move || {
        listeners.try_set_value(None);
    });
}

fn take_files(session: Session, drawings: Files, adding: Adding, files: Vec<File>, at: Option<Point>) {
    let at = at.unwrap_or_else(|| view_of(session).center());
    let pictures = files.into_iter().filter(|file| !is_pdf(file)).collect::<Vec<_>>();
    if pictures.len() > limits::PICTURES_AT_ONCE {
        let sentence = format!(
            "At most {} pictures can be added at once; none was.",
            limits::PICTURES_AT_ONCE
        );
        session.warn(sentence);
        return;
    }
    for (index, file) in pictures.into_iter().enumerate() {
        let at = at + Vec2::new(CASCADE, CASCADE) * index as f64;
        let number = adding.begin(at);
        session.do_while_open(async move {
            let added = async {
                if holds_drawing(&file).await {
                    drawings.take_file(file.clone(), at);
                    return Ok(());
                }
                let picture = picture_of(&file).await?;
                put(session, &picture, at, Lies::OnTop).await
            };
            if let Err(why) = added.await {
                session.warn(format!("“{}” was not added: {why}", file.name()));
            }
            adding.end(number);
        });
    }
}

/// Whether a drawing lies in a picture: then that is what was meant.
async fn holds_drawing(file: &File) -> bool {
    if ![PNG, SVG].contains(&file.type_().as_str()) || file.size() > limits::PICTURE_FILE_BYTES as f64 {
        return false;
    }
    let bytes = JsFuture::from(file.array_buffer()).await;
    bytes.is_ok_and(|bytes| embedded::find(&js_sys::Uint8Array::new(&bytes).to_vec()).is_some())
}

/// Puts one picture down, for a file that was opened elsewhere.
pub(crate) async fn place(session: Session, file: &File, at: Point) -> Result<(), String> {
    let put_down = match picture_of(file).await {
        Ok(picture) => put(session, &picture, at, Lies::OnTop).await,
        Err(why) => Err(why),
    };
    put_down.map_err(|why| format!("“{}” was not added: {why}", file.name()))
}

/// Stores what a file shows, where the file itself is none that a room takes.
pub(crate) async fn store_shown(session: Session, file: &File) -> Result<AssetHash, String> {
    store(session, &picture_of(file).await?.blob()).await
}

/// A page of a PDF file, to be drawn on.
fn put_page(session: Session, adding: Adding, picture: Picture) {
    let at = view_of(session).center();
    let number = adding.begin(at);
    session.do_while_open(async move {
        if let Err(why) = put(session, &picture, at, Lies::AtTheBottom).await {
            session.warn(format!("The page was not added: {why}"));
        }
        adding.end(number);
    });
}

/// A file as a picture that a room takes, or why it is none. Its head is read before anything of it is decoded.
async fn picture_of(file: &File) -> Result<Picture, String> {
    if file.size() > limits::PICTURE_FILE_BYTES as f64 {
        return Err("it is larger than 50 MB.".to_owned());
    }
    let Some(head) = head_of(file).await else {
        return Err("it cannot be read any more.".to_owned());
    };
    if image::is_svg(&head) {
        let painted = bridge::paint_svg(file).await?;
        return painted
            .ok_or_else(|| "it cannot be shown: it is damaged, says no size, or is too rich in detail.".to_owned());
    }
    let Some(kind) = image::recognise(&head) else {
        return Err("it is no picture that a board can show; PNG, JPEG, WebP, GIF and SVG are.".to_owned());
    };
    if kind.n_pixels() > limits::PICTURE_PIXELS {
        return Err("it has more than 64 million pixels.".to_owned());
    }
    let small = shrink(file, kind.mime).await?;
    small.ok_or_else(|| "it is damaged, and cannot be shown.".to_owned())
}

async fn head_of(file: &File) -> Option<Vec<u8>> {
    let head = file.slice_with_i32_and_i32(0, limits::PICTURE_HEAD_BYTES as i32).ok()?;
    let buffer = JsFuture::from(head.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// Stores a picture, and when that is done puts it on the board.
async fn put(session: Session, picture: &Picture, at: Point, lies: Lies) -> Result<(), String> {
    let hash = store(session, &picture.blob()).await?;
    let room = view_of(session).size() * VIEW_SHARE;
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let scale = (room.width / width).min(room.height / height).min(1.0);
    let rect = Rect::from_center_size(at, (width * scale, height * scale));
    let id = session.fresh_element_id();
    let element = session.with_board(|board| {
        let order = match lies {
            Lies::OnTop => board.top_order(),
            Lies::AtTheBottom => {
                let lowest = board.elements_and_tombstones().map(|element| &element.order).min();
                OrderKey::between(None, lowest)
            }
        };
        let mut element = element(id, hash, rect, order);
        if lies == Lies::OnTop {
            element.extras.frame = spatial::holder_of(&element, board);
        }
        element
    });
    let element = Element {
        author: session.me().get_untracked(),
        locked: lies == Lies::AtTheBottom,
        ..element
    };
    if session.apply(Op::Create(vec![element])) {
        session.end_step();
        if lies == Lies::OnTop {
            session.select(vec![id]);
        }
    }
    Ok(())
}

fn element(id: ElementId, hash: AssetHash, rect: Rect, order: OrderKey) -> Element {
    let mut element = Element::new(id, Kind::Image(hash), order);
    element.origin = geometry::Point::from_units(rect.origin());
    element.size = geometry::Size::new(geometry::quantise(rect.width()), geometry::quantise(rect.height()));
    element
}

async fn store(session: Session, picture: &Blob) -> Result<AssetHash, String> {
    let stored = assets::store(session.room(), &session.seat(), picture).await;
    stored.map_err(|error| format!("it could not be stored. {error}"))
}

/// What of the board is in view, in board units.
fn view_of(session: Session) -> Rect {
    let size = dom::element_by_selector(".canvas").map(|canvas| canvas.get_bounding_client_rect());
    let size = size.map_or(kurbo::Size::new(800.0, 600.0), |rect| {
        kurbo::Size::new(rect.width(), rect.height())
    });
    session.camera().get_untracked().visible(size)
}

fn pictures_in(data: &DataTransfer) -> Vec<File> {
    let files = files_in(data.files());
    // Files of another kind are for somebody else to take; an SVG may have a drawing inside.
    let are_ours = files
        .iter()
        .all(|file| is_pdf(file) || (file.type_().starts_with("image/") && file.type_() != SVG));
    if are_ours { files } else { Vec::new() }
}

fn files_in(list: Option<FileList>) -> Vec<File> {
    let Some(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.item(index)).collect()
}

fn is_pdf(file: &File) -> bool {
    file.type_() == PDF
}

fn is_in_text(event: &ClipboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| {
        target
            .closest("input, textarea, [contenteditable]:not([contenteditable=false])")
            .is_ok_and(|found| found.is_some())
    })
}

fn board_under(event: &web_sys::Event) -> Option<web_sys::Element> {
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    target.closest(".stage").ok()??.query_selector(".canvas").ok()?
}

fn is_of_files(event: &web_sys::Event) -> bool {
    let data = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
    data.is_some_and(|data| data.types().includes(&JsValue::from_str("Files"), 0))
}
