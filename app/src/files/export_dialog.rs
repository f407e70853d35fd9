//! The dialog for exporting: which format, what of the board, how large and in which colours, with a preview.

mod frames;

use board::{Board, id::ElementId, import::embedded, spatial::with_held};
use js_sys::Uint8Array;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Url};

use self::frames::{Frames, frames_of};
use super::{
    Files,
    board_clip::Origin,
    browser::blob,
    picture::{PixelFormat, Wanted, pixels, svg},
    taking::{NOT_MADE, drawing, save_as},
};
use crate::{
    canvas::Ground,
    lazy::while_here,
    session::Session,
    ui::{Button, Dialog, Look, Message, Tone},
};

/// What a board is exported as.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Format {
    Png,
    Jpeg,
    WebP,
    Svg,
    Excalidraw,
    Json,
}

impl Format {
    const ALL: [Format; 6] = [
        Format::Png,
        Format::Jpeg,
        Format::WebP,
        Format::Svg,
        Format::Excalidraw,
        Format::Json,
    ];

    fn name(self) -> &'static str {
        match self {
            Format::Png => "PNG",
            Format::Jpeg => "JPEG",
            Format::WebP => "WebP",
            Format::Svg => "SVG",
            Format::Excalidraw => "Excalidraw",
            Format::Json => "JSON",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Format::Png => "Pixels, for documents and chats.",
            Format::Jpeg => "Pixels in a small file, always with a background.",
            Format::WebP => "Pixels in the smallest file, for the web.",
            Format::Svg => "Paths and text that stay sharp at any size.",
            Format::Excalidraw => "A drawing that Excalidraw and other boards open.",
            Format::Json => "The elements as they are kept here, for programs.",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Format::Png => "png",
            Format::Jpeg => "jpg",
            Format::WebP => "webp",
            Format::Svg => "svg",
            Format::Excalidraw => "excalidraw",
            Format::Json => "json",
        }
    }

    fn is_picture(self) -> bool {
        self.has_pixels() || self == Format::Svg
    }

    fn has_pixels(self) -> bool {
        matches!(self, Format::Png | Format::Jpeg | Format::WebP)
    }

    /// Whether the drawing can be inside, to be opened again.
    fn holds_drawing(self) -> bool {
        matches!(self, Format::Png | Format::Svg)
    }
}

/// What is chosen in the dialog.
#[derive(Clone, Copy)]
struct Choice {
    format: RwSignal<Format>,
    only_selected: RwSignal<bool>,
    /// Only this frame and what belongs to it.
    frame: RwSignal<Option<ElementId>>,
    is_dark: RwSignal<bool>,
    has_ground: RwSignal<bool>,
    /// Whether a picture has the drawing in it, to be opened again.
    has_drawing: RwSignal<bool>,
    scale: RwSignal<u8>,
}

impl Choice {
    fn wanted(self, session: Session) -> Wanted {
        let selected = session.selection().get();
        let only_selected = self.only_selected.get() && !selected.is_empty();
        let chosen = only_selected
            .then_some(selected)
            .or(self.frame.get().map(|frame| vec![frame]));
        Wanted {
            only: chosen.map(|ids| session.with_board(|board| with_held(board, &ids))),
            scale: f64::from(self.scale.get()),
            ground: if self.is_dark.get() {
                Ground::Dark
            } else {
                Ground::Light
            },
            // What has no transparent pixels would be black.
            has_ground: self.has_ground.get() || self.format.get() == Format::Jpeg,
        }
    }
}

pub(super) fn view(files: Files) -> AnyView {
    let session = files.session;
    let selected = session.selection().get_untracked();
    let has_selection = !selected.is_empty();
    let frames = frames_of(session);
    // Whoever selected a frame wants what it shows.
    let frame = frames.iter().map(|(id, _)| *id).find(|id| selected == [*id]);
    let choice = Choice {
        format: RwSignal::new(Format::Png),
        only_selected: RwSignal::new(has_selection && frame.is_none()),
        frame: RwSignal::new(frame),
        is_dark: RwSignal::new(false),
        has_ground: RwSignal::new(true),
        has_drawing: RwSignal::new(false),
        scale: RwSignal::new(2),
    };
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    // A press comes from outside; what it begins ends with the dialog.
    let owner = Owner::current().unwrap_or_default();
    let save = move |()| {
        busy.set(true);
        problem.set(None);
        let saved = move |outcome: Result<Blob, &'static str>| {
            busy.set(false);
            match outcome {
                Ok(blob) => save_as(&blob, &format!("board.{}", choice.format.get_untracked().ending())),
                Err(sentence) => problem.set(Some(sentence.to_owned())),
            }
        };
        owner.with(|| while_here(export(session, choice), saved));
    };
    let save = Callback::new(save);
    let formats = || Format::ALL.map(|format| (format, format.name().to_owned())).to_vec();
    let scales = || [1, 2, 3].map(|scale: u8| (scale, format!("{scale}×"))).to_vec();
    view! {
        <Dialog open=files.exporting title="Export the board" class="export">
            <Preview session choice />
            <Choose legend="Format" group="export-format" of=formats() chosen=choice.format />
            <p class="quiet small">{move || choice.format.get().hint()}</p>
            <div class="export-choices">
                {(!frames.is_empty()).then(|| view! { <Frames choice frames=frames.clone() /> })}
                {has_selection
                    .then(|| view! { <Switch label="Only what is selected" value=choice.only_selected /> })}
                <Show when=move || choice.format.get().is_picture() && choice.format.get() != Format::Jpeg>
                    <Switch label="With background" value=choice.has_ground />
                </Show>
                <Show when=move || choice.format.get().is_picture()>
                    <Switch label="Dark" value=choice.is_dark />
                </Show>
                <Show when=move || choice.format.get().holds_drawing()>
                    <Switch label="With the drawing inside, to be opened again" value=choice.has_drawing />
                </Show>
                <Show when=move || choice.format.get().has_pixels()>
                    <Choose legend="Size" group="export-scale" of=scales() chosen=choice.scale />
                </Show>
            </div>
            <Message tone=Tone::Problem text=problem />
            <div class="dialog-deeds">
                <Button look=Look::Primary icon="download" busy on_press=save>"Save the file"</Button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// One of several, in a row.
#[component]
fn Choose<T>(
    /// What is chosen.
    legend: &'static str,
    /// What the browser knows the row by.
    group: &'static str,
    /// What there is to choose from, each with its words.
    of: Vec<(T, String)>,
    /// What is chosen now.
    chosen: RwSignal<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let one = move |(value, words): (T, String)| {
        view! {
            <label class="export-format">
                <input
                    type="radio"
                    name=group
                    prop:checked=move || chosen.get() == value
                    on:change=move |_| chosen.set(value)
                />
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <fieldset class="export-formats">
            <legend>{legend}</legend>
            {of.into_iter().map(one).collect_view()}
        </fieldset>
    }
}

#[component]
fn Switch(label: &'static str, value: RwSignal<bool>) -> impl IntoView {
    view! {
        <label class="export-switch">
            <input type="checkbox" prop:checked=value on:change=move |_| value.update(|value| *value = !*value) />
            <span>{label}</span>
        </label>
    }
}

/// What the picture will look like; of a file of elements, what is in it.
#[component]
fn Preview(session: Session, choice: Choice) -> impl IntoView {
    let address = RwSignal::new(String::new());
    Effect::new(move || {
        let wanted = choice.wanted(session);
        let (board, origin) = (session.with_board(Clone::clone), Origin::of(session));
        let made = async move { svg(&origin, &board, &wanted).await };
        while_here(made, move |text| {
            let old = address.get_untracked();
            if let Ok(blob) = blob(&[JsValue::from_str(&text)], "image/svg+xml")
                && let Ok(new) = Url::create_object_url_with_blob(&blob)
            {
                address.set(new);
            }
            Url::revoke_object_url(&old).ok();
        });
    });
    on_cleanup(move || drop(Url::revoke_object_url(&address.get_untracked())));
    view! {
        <div class="export-preview" data-dark=move || choice.is_dark.get().to_string()>
            <Show when=move || !address.read().is_empty()>
                <img src=address alt="Preview of the export" />
            </Show>
        </div>
    }
}

async fn export(session: Session, choice: Choice) -> Result<Blob, &'static str> {
    let wanted = untrack(|| choice.wanted(session));
    let (board, origin) = (session.with_board(Clone::clone), Origin::of(session));
    let inside = choice.has_drawing.get_untracked();
    let (text, mime) = match choice.format.get_untracked() {
        Format::Png if inside => return png_with_drawing(&origin, &board, &wanted).await,
        Format::Png => return pixels(&origin, &board, &wanted, PixelFormat::Png).await,
        Format::Jpeg => return pixels(&origin, &board, &wanted, PixelFormat::Jpeg).await,
        Format::WebP => return pixels(&origin, &board, &wanted, PixelFormat::WebP).await,
        Format::Svg => {
            let picture = svg(&origin, &board, &wanted).await;
            let text = if inside {
                let drawing = drawing(&origin, &board, wanted.only.as_deref()).await;
                embedded::into_svg(&picture, &drawing)
            } else {
                picture
            };
            (text, "image/svg+xml")
        }
        Format::Excalidraw => (
            drawing(&origin, &board, wanted.only.as_deref()).await,
            "application/json",
        ),
        Format::Json => {
            let only = wanted.only.as_deref();
            let stack = board.stack().into_iter();
            let shown = stack.filter(|element| only.is_none_or(|only| only.contains(&element.id)));
            let lines = shown.filter_map(|element| serde_json::to_string(&**element).ok());
            let text = format!("[\n{}\n]\n", lines.collect::<Vec<_>>().join(",\n"));
            (text, "application/json")
        }
    };
    blob(&[JsValue::from_str(&text)], mime).map_err(|_| NOT_MADE)
}

async fn png_with_drawing(origin: &Origin, board: &Board, wanted: &Wanted) -> Result<Blob, &'static str> {
    let picture = pixels(origin, board, wanted, PixelFormat::Png).await?;
    let bytes = JsFuture::from(picture.array_buffer()).await.map_err(|_| NOT_MADE)?;
    let drawing = drawing(origin, board, wanted.only.as_deref()).await;
    let with = embedded::into_png(&Uint8Array::new(&bytes).to_vec(), &drawing).ok_or(NOT_MADE)?;
    blob(&[Uint8Array::from(with.as_slice()).into()], "image/png").map_err(|_| NOT_MADE)
}
