//! The drawing at the playhead. One looks around freely; at first all that will ever be drawn is in view, so that nothing has
//! to be searched for.

use board::{
    element::AssetHash,
    id::{ElementId, RoomId},
    overlay::Overlay,
    recording::Seq,
    scene::{Camera, bounds},
    spatial,
};
use kurbo::{Insets, Rect, Size};
use leptos::prelude::*;

use crate::{
    canvas::{Canvas, Moments},
    decimal::fixed,
    finding::Outline,
    live::Live,
    review::{Review, layers::Layers, story, thumbnails::Thumbnails},
    together::layer::LayerChoice,
    ui::IconButton,
};

/// Around everything, in CSS pixels.
const MARGIN: Insets = Insets::uniform(32.0);
/// For how long after a moment the elements it is about are shown, in milliseconds.
const SHOWN_MILLIS: u64 = 2_500;

/// The drawing.
#[component]
pub fn BoardPane(
    /// Whose images are shown.
    room: RoomId,
    /// The seat that may read them.
    seat: Option<String>,
) -> impl IntoView {
    let review = expect_context::<Review>();
    let player = review.player;
    let (camera, viewport) = (Live::new(Camera::default()), Live::new(Size::ZERO));
    let all = StoredValue::new(all_that_is_drawn(review));
    let fitted = StoredValue::new(camera.get_untracked());
    let show_all = move || {
        if let Some(all) = all.get_value() {
            let showing = Camera::showing(all, viewport.get_untracked(), MARGIN);
            fitted.set_value(showing);
            camera.set(showing);
        }
    };
    // The pane may change its size; who has looked around keeps what is in view.
    Effect::new(move |_| {
        if viewport.get().area() > 0.0 && camera.get_untracked() == fitted.get_value() {
            show_all();
        }
    });
    let layers = Layers::begin(review, room, seat.clone());
    let revision = layers.revision(player.revision());
    let thumbnails = expect_context::<Thumbnails>();
    let pictures = thumbnails.of_board(all.get_value(), move |board| layers.seen(board));
    Effect::new(move |_| {
        layers.hidden.track();
        thumbnails.forget();
    });
    let about = Memo::new(move |_| about_now(review));
    let overlay = Signal::derive(move || Overlay {
        selection: about.get(),
        ..Overlay::default()
    });
    let reading = Reading {
        open: RwSignal::new(false),
        chosen: RwSignal::new(None),
        camera,
        viewport,
    };
    let overlay = Signal::derive(move || Overlay {
        highlighted: reading.chosen.get().filter(|_| reading.open.get()),
        ..overlay.get()
    });
    view! {
        <div class="stage">
            <Canvas
                revision
                board=move |()| layers.seen(player.board())
                lights=Signal::derive(move || layers.lights(player.playhead().get()))
                camera
                overlay
                viewport
                moments=moments(review)
                pictures
                asset_url=move |hash: AssetHash| crate::api::with_seat(
                    &format!("/api/v1/rooms/{room}/assets/{hash}"),
                    seat.as_deref(),
                )
            />
            <div class="review-layers">
                <LayerChoice hidden=layers.hidden on_hide=move |hide| layers.hidden.set(hide) />
            </div>
            <BoardAsText reading />
            <Zoom reading show_all=Callback::new(move |()| show_all()) />
        </div>
    }
}

/// The board as text beside the picture.
#[derive(Clone, Copy)]
struct Reading {
    open: RwSignal<bool>,
    chosen: RwSignal<Option<ElementId>>,
    camera: Live<Camera>,
    viewport: Live<Size>,
}

#[component]
fn BoardAsText(reading: Reading) -> impl IntoView {
    let player = expect_context::<Review>().player;
    let go_to = move |id: ElementId| {
        let board = player.board();
        reading.chosen.set(Some(id));
        if let Some(element) = board.element(id) {
            let rect = spatial::bounds(element, &board);
            let size = reading.viewport.get_untracked();
            reading
                .camera
                .update(|camera| *camera = camera.revealing(rect, size, MARGIN));
        }
    };
    view! {
        <p id="board-words" class="visually-hidden">"The list button beside the zoom shows the board as text."</p>
        <Show when=move || reading.open.get()>
            <Outline
                class="outline outline-in-review"
                revision=player.revision()
                board=move |()| player.board()
                chosen=reading.chosen.into()
                on_choose=go_to
                on_close=Callback::new(move |()| reading.open.set(false))
            />
        </Show>
    }
}

#[component]
fn Zoom(reading: Reading, show_all: Callback<()>) -> impl IntoView {
    let Reading { camera, viewport, .. } = reading;
    let zoom_by = move |factor: f64| {
        let middle = (viewport.get_untracked() / 2.0).to_vec2().to_point();
        camera.update(|camera| *camera = camera.zoomed_about(middle, factor));
    };
    let percent = move || format!("{} %", fixed(camera.get().zoom * 100.0, 0));
    view! {
        <div class="zoom" role="group" aria-label="Zoom" data-tooltips="above">
            <ReadButton reading />
            <IconButton icon="minus" label="Zoom out" on_press=move || zoom_by(0.8) />
            <button
                type="button"
                class="zoom-percent"
                title="100 %"
                on:click=move |_| zoom_by(1.0 / camera.get_untracked().zoom)
            >
                {percent}
            </button>
            <IconButton icon="plus" label="Zoom in" on_press=move || zoom_by(1.25) />
            <IconButton icon="maximize" label="Show all" on_press=show_all />
        </div>
    }
}

#[component]
fn ReadButton(reading: Reading) -> impl IntoView {
    let open = reading.open;
    view! {
        <IconButton
            icon="list"
            label="The board as text"
            pressed=open
            on_press=move || open.update(|open| *open = !*open)
        />
    }
}

/// The moments that one goes to from.
fn moments(review: Review) -> Moments {
    let opened = review.opened();
    let checkpoints = opened.timeline.checkpoints();
    Moments {
        seq: (move || review.player.seq()).into(),
        checkpoints: checkpoints.map(|(seq, board)| (seq, board.clone())).collect(),
    }
}

/// Around all that stands on the board in the end, and what was deleted before.
fn all_that_is_drawn(review: Review) -> Option<Rect> {
    let opened = review.opened();
    let end = opened.timeline.at_seq(Seq(u64::MAX));
    end.elements_and_tombstones()
        .map(|element| bounds(element, &end))
        .reduce(|all, one| all.union(one))
}

/// The elements that the note of just now is about.
fn about_now(review: Review) -> Vec<board::id::ElementId> {
    let (story, at) = (review.story(), review.player.playhead().get());
    let moment = story::current(&story, at).and_then(|index| story.get(index));
    let moment = moment.filter(|moment| (at - moment.at).0 < SHOWN_MILLIS);
    moment.map(|moment| moment.elements.clone()).unwrap_or_default()
}
