//! The drawing at the playhead. One looks around freely; at first all that will be drawn is in view, so that nothing has to be
//! searched for.

use board::{
    Board,
    element::{AssetHash, Element},
    id::{ElementId, RoomId},
    overlay::Overlay,
    recording::Seq,
    scene::{Camera, bounds},
    spatial,
};
use kurbo::{Insets, Rect, Size};
use leptos::prelude::*;

use crate::{
    canvas::{Canvas, Moments, Pictures},
    decimal::fixed,
    finding::Outline,
    live::Live,
    review::{
        Review,
        compare::{Comparing, Pointed, beside::CompareBeside, marks::CompareMarks},
        layers::Layers,
        led::{Led, follow_pointer, led_cursor},
        looked::{Followed, Looked},
        notes::ReviewNotes,
        searching::Searching,
        story,
        things::{Things, choosing::Choosing, ghosts::Ghosts, tools::ThingTools},
        thumbnails::Thumbnails,
    },
    together::layer::LayerChoice,
    ui::IconButton,
};

/// Around everything, in CSS pixels.
const MARGIN: Insets = Insets::uniform(32.0);
/// What was deleted is in view at first, too, unless what stands in the end would then be so many times smaller.
const FARTHER: f64 = 2.5;

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
    let all = all_that_is_drawn(review);
    keep_in_view(all, camera, viewport);
    let show_all = show_all(review, all, camera, viewport);
    let layers = Layers::begin(review);
    let looked = expect_context::<Looked>();
    let led = expect_context::<Led>();
    let cursors = Memo::new(move |_| looked.cursors().into_iter().chain(led_cursor(led)).collect::<Vec<_>>());
    let point = follow_pointer(led, camera);
    let comparing = expect_context::<Comparing>();
    let revision = comparing.revision(layers.revision(player.revision()));
    let (things, ghosts) = (expect_context::<Things>(), expect_context::<Ghosts>());
    let seen = UnsyncCallback::new(move |()| layers.seen(comparing.board().unwrap_or_else(|| player.board())));
    let choosing = Choosing::on((things, ghosts), camera, seen);
    let thumbnails = expect_context::<Thumbnails>();
    let pictures = thumbnails.of_board(all, move |board| layers.seen(board));
    Effect::new(move |_| {
        layers.hidden.track();
        thumbnails.forget();
    });
    let asset_url = UnsyncCallback::new(move |hash: AssetHash| {
        crate::api::with_seat(&format!("/api/v1/rooms/{room}/assets/{hash}"), seat.as_deref())
    });
    let reading = Reading {
        open: RwSignal::new(false),
        chosen: RwSignal::new(None),
        camera,
        viewport,
    };
    let overlay = overlay_of(review, layers, reading);
    view! {
        <div
            class="stage"
            on:pointerdown=move |event| choosing.press(&event)
            on:click=move |event| choosing.click(&event)
            on:pointermove=move |event| point(&event)
            on:pointerleave=move |event| point(&event)
        >
            <Canvas
                revision
                board=seen
                cursors
                lights=Memo::new(move |_| looked.lights())
                camera
                overlay
                viewport
                moments=moments(review, comparing, pictures)
                asset_url
            />
            <Followed camera viewport />
            <div class="review-layers">
                <LayerChoice hidden=layers.hidden on_hide=move |hide| layers.hidden.set(hide) />
            </div>
            <CompareMarks camera viewport />
            <CompareBeside camera asset_url />
            <ThingTools />
            <BoardAsText reading />
            <Zoom reading show_all />
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

/// At first all of it is in view.
pub(super) fn keep_in_view(all: Memo<Option<Rect>>, camera: Live<Camera>, viewport: Live<Size>) {
    let fitted = StoredValue::new(camera.get_untracked());
    let show_all = move || {
        if let Some(all) = all.get() {
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
}

/// Brings what stands at the playhead into view; while nothing does, what will.
fn show_all(review: Review, all: Memo<Option<Rect>>, camera: Live<Camera>, viewport: Live<Size>) -> Callback<()> {
    Callback::new(move |()| {
        let standing = around(&review.player.board(), |element| !element.deleted);
        if let Some(rect) = standing.or_else(|| all.get_untracked()) {
            camera.set(Camera::showing(rect, viewport.get_untracked(), MARGIN));
        }
    })
}

/// What stands over the drawing: what notes and cards of the moment are about, what is chosen, what a search or a comparison
/// points at, and what is shown of the past.
fn overlay_of(review: Review, layers: Layers, reading: Reading) -> Signal<Overlay> {
    let (things, ghosts) = (expect_context::<Things>(), expect_context::<Ghosts>());
    let comparing = expect_context::<Comparing>();
    let (notes, searching) = (expect_context::<ReviewNotes>(), expect_context::<Searching>());
    let about = Memo::new(move |_| {
        let mut about = notes.elements_now().unwrap_or_else(|| about_now(review));
        about.extend(things.chosen_element());
        if let Some(Pointed::Element(id)) = comparing.pointed.get().filter(|_| comparing.is_open()) {
            about.push(id);
        }
        about
    });
    Effect::new(move |_| {
        if let Some(id) = searching.element_now() {
            reading.reveal(&review.player.board(), id);
        }
    });
    let read = Memo::new(move |_| reading.chosen.get().filter(|_| reading.open.get()));
    // What is chosen is somebody's deed, and notes are written about it later.
    Effect::new(move |_| notes.point_at(things.chosen_element().or(read.get()), things.chosen_code()));
    Signal::derive(move || Overlay {
        selection: about.get(),
        highlighted: searching.element_now().or(read.get()),
        ghosts: comparing
            .ghosts()
            .unwrap_or_else(|| ghosts.drawn(&review.player.board(), |element| layers.hides(element))),
        ..Overlay::default()
    })
}

impl Reading {
    /// Brings an element into view.
    fn reveal(self, board: &Board, id: ElementId) {
        if let Some(element) = board.element(id) {
            let rect = spatial::bounds(element, board);
            let size = self.viewport.get_untracked();
            self.camera
                .update(|camera| *camera = camera.revealing(rect, size, MARGIN));
        }
    }
}

#[component]
fn BoardAsText(reading: Reading) -> impl IntoView {
    let player = expect_context::<Review>().player;
    let things = expect_context::<Things>();
    let go_to = move |id: ElementId| {
        let board = player.board();
        reading.chosen.set(Some(id));
        reading.reveal(&board, id);
        things.choose(id);
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
pub(super) fn moments(review: Review, comparing: Comparing, pictures: Pictures) -> Moments {
    let opened = review.opened();
    Moments {
        seq: (move || comparing.seq().unwrap_or_else(|| review.player.seq())).into(),
        checkpoints: (move || opened.timeline.checkpoints()).into(),
        pictures,
    }
}

/// Around all that is ever drawn. An empty board looks the same from everywhere, and so this waits until there is something to see or
/// all moments are known.
pub(super) fn all_that_is_drawn(review: Review) -> Memo<Option<Rect>> {
    let player = review.player;
    Memo::new(move |known: Option<&Option<Rect>>| {
        if let Some(Some(all)) = known {
            return Some(*all);
        }
        player.revision().track();
        let is_known = review.knows_all() || player.board().elements().next().is_some();
        is_known
            .then(|| around_all(&review.opened().timeline.at_seq(Seq(u64::MAX))))
            .flatten()
    })
}

/// Around all that stands on the board in the end, and what was deleted before, where that is not far away.
fn around_all(end: &Board) -> Option<Rect> {
    let all = around(end, |_| true);
    let standing = around(end, |element| !element.deleted);
    let is_far = |standing: &Rect, all: Rect| {
        // As a board is seen: wider than high.
        let extent = |rect: Rect| rect.width().max(rect.height() * 4.0 / 3.0);
        extent(all) > extent(*standing) * FARTHER
    };
    standing
        .filter(|standing| all.is_some_and(|all| is_far(standing, all)))
        .or(all)
}

fn around(board: &Board, is_meant: impl Fn(&Element) -> bool) -> Option<Rect> {
    let elements = board.elements_and_tombstones().filter(|element| is_meant(element));
    let boxes = elements.map(|element| bounds(element, board));
    boxes.reduce(|all, one| all.union(one))
}

/// The elements that the card or note of just now is about.
fn about_now(review: Review) -> Vec<ElementId> {
    let moment = story::of_now(&review.story(), review.player.playhead().get());
    moment.map(|moment| moment.elements).unwrap_or_default()
}
