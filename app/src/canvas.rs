//! The drawing surface, the same in the room and in the review: shows a board through a camera and hands pointer input on.
//! Knows no session and no tool; what to show comes in as signals.

mod device;
mod frame;
mod grid;
mod images;
mod input;
mod light;
mod over;
mod painter;
mod pictures;
mod pointers;
mod still;
mod tail;
mod theme;

use std::rc::{Rc, Weak};

use board::{
    Board, colour::Colour, element::AssetHash, id::ElementId, overlay::Overlay, recording::Seq, scene::Camera,
    tool::PointerInput,
};
use kurbo::{Point, Size};
use leptos::{html, prelude::*};
use web_sys::HtmlCanvasElement;

use self::{frame::Frame, input::Input, tail::Tail};
pub use self::{light::Light, pictures::Pictures};
pub(crate) use self::{
    still::{Ground, hex_of, paint},
    theme::css_of,
};
use crate::live::Live;

/// Where somebody else points and writes, and what they have selected.
#[derive(Clone, Debug, PartialEq)]
pub struct RemoteCursor {
    /// The pointer in board units; `None` where it is not on the board.
    pub at: Option<Point>,
    /// Written beside the pointer.
    pub name: String,
    /// The person's colour.
    pub colour: Colour,
    /// What the person has selected.
    pub selection: Vec<ElementId>,
    /// The element in which the person writes.
    pub writes_in: Option<ElementId>,
    /// Whether the person has done nothing for a while: then it fades.
    pub is_idle: bool,
}

/// For a canvas that jumps in time: where it is, and boards that pictures are worth keeping of.
#[derive(Clone)]
pub struct Moments {
    /// The last entry in the board shown.
    pub seq: UnsyncCallback<(), Seq>,
    /// Boards of the same recording with the last entry of each, by time; asked for when there is nothing else to do.
    pub checkpoints: UnsyncCallback<(), Vec<(Seq, Board)>>,
    /// Where small pictures of such boards are asked for.
    pub pictures: Pictures,
}

/// A place where somebody asks what can be done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MenuAsked {
    /// In CSS pixels of the page.
    pub page: Point,
    /// In board units.
    pub at: Point,
    /// How far around it something still counts as pointed at, in board units.
    pub reach: f64,
}

/// What a canvas shows, read once per frame.
#[derive(Clone, Copy)]
struct Sources {
    revision: Signal<u64>,
    board: UnsyncCallback<(), Board>,
    overlay: Signal<Overlay>,
    cursors: Signal<Vec<RemoteCursor>>,
    lights: Signal<Vec<Light>>,
    camera: Live<Camera>,
    viewport: Option<Live<Size>>,
    asset_url: Option<UnsyncCallback<AssetHash, String>>,
    grid: Signal<bool>,
}

/// Who is told what the pointer does, and where a menu is asked for.
type Told = (Option<UnsyncCallback<PointerInput>>, Option<UnsyncCallback<MenuAsked>>);
/// The surface, the canvases of what lies still and of what stands over it, and between them where those of wet ink go.
type Places = (
    NodeRef<html::Div>,
    NodeRef<html::Canvas>,
    NodeRef<html::Div>,
    NodeRef<html::Canvas>,
);

/// The drawing surface. It fills its parent; children stand over the drawing.
#[component]
pub fn Canvas(
    /// Grows whenever the board changed.
    #[prop(into)]
    revision: Signal<u64>,
    /// Gives the board to show; a clone costs next to nothing.
    #[prop(into)]
    board: UnsyncCallback<(), Board>,
    /// Which part of it is in view. The canvas pans and zooms it.
    camera: Live<Camera>,
    /// Marquee, selection, previews.
    #[prop(optional, into)]
    overlay: Signal<Overlay>,
    /// Where others are.
    #[prop(optional, into)]
    cursors: Signal<Vec<RemoteCursor>>,
    /// What lasers passed.
    #[prop(optional, into)]
    lights: Signal<Vec<Light>>,
    /// Takes what the pointer does; without it a drag pans.
    #[prop(optional, into)]
    on_pointer: Option<UnsyncCallback<PointerInput>>,
    /// Asked for a menu: the right button, a finger that rests.
    #[prop(optional, into)]
    on_menu: Option<UnsyncCallback<MenuAsked>>,
    /// Whether the lines of the grid are shown instead of its dots.
    #[prop(optional, into)]
    grid: Signal<bool>,
    /// The CSS cursor over the drawing.
    #[prop(optional, into)]
    pointer_style: Option<Signal<&'static str>>,
    /// Told the size of the surface in CSS pixels.
    #[prop(optional)]
    viewport: Option<Live<Size>>,
    /// The address of an image.
    #[prop(optional, into)]
    asset_url: Option<UnsyncCallback<AssetHash, String>>,
    /// Where the board jumps: the moments to be prepared for that.
    #[prop(optional)]
    moments: Option<Moments>,
    /// What stands over the drawing: the text field.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let sources = Sources {
        revision,
        board,
        overlay,
        cursors,
        lights,
        camera,
        viewport,
        asset_url,
        grid,
    };
    let (host, baked, wet, over) = (NodeRef::new(), NodeRef::new(), NodeRef::new(), NodeRef::new());
    let panning = begin(sources, moments, (on_pointer, on_menu), (host, baked, wet, over));
    let pointer_style = move || style_of_pointer(panning.get(), pointer_style);
    view! {
        <div class="canvas" node_ref=host tabindex="0" role="application" aria-label="Drawing board" aria-describedby="board-words link-hint">
            <canvas class="canvas-baked" node_ref=baked aria-hidden="true"></canvas>
            <div class="canvas-wet" node_ref=wet aria-hidden="true"></div>
            <canvas class="canvas-over" node_ref=over aria-hidden="true" style:cursor=pointer_style></canvas>
            {children.map(|children| children())}
        </div>
    }
}

/// Draws and listens as long as the calling component lives; tells whether the board is being dragged.
fn begin(sources: Sources, moments: Option<Moments>, (on_pointer, on_menu): Told, places: Places) -> RwSignal<bool> {
    let tail = Rc::new(Tail::default());
    let pictures = moments.as_ref().map(|moments| moments.pictures);
    let frame = Frame::new(sources, moments, Rc::clone(&tail));
    if let Some(pictures) = pictures {
        pictures.of(&frame);
    }
    follow(sources, &frame);
    let panning = RwSignal::new(false);
    let asking = Rc::downgrade(&frame);
    let listen = move |over: &HtmlCanvasElement| {
        let asking = Weak::clone(&asking);
        let ask_frame = Box::new(move || {
            if let Some(frame) = asking.upgrade() {
                frame.input_waits();
            }
        });
        let tail = Rc::clone(&tail);
        Input::listen(over, sources.camera, (on_pointer, on_menu), panning, (tail, ask_frame))
    };
    live_with_the_page(frame, places, listen);
    panning
}

fn style_of_pointer(is_panning: bool, style: Option<Signal<&'static str>>) -> &'static str {
    match (is_panning, style) {
        (true, _) => "grabbing",
        (false, Some(style)) => style.get(),
        (false, None) => "grab",
    }
}

/// Attaches a frame loop once its canvases are on the page, and lets go of everything with the component.
fn live_with_the_page(
    frame: Rc<Frame>,
    (host, baked, wet, over): Places,
    listen: impl Fn(&HtmlCanvasElement) -> Rc<Input> + 'static,
) {
    let input = StoredValue::new_local(None::<Rc<Input>>);
    let attached = Rc::downgrade(&frame);
    Effect::new(move |_| {
        if let (Some(host), Some(baked), Some(wet), Some(over)) = (host.get(), baked.get(), wet.get(), over.get())
            && let Some(frame) = attached.upgrade()
        {
            let listening = listen(&over);
            frame.attach(&host, (&baked, &wet, &over), Rc::downgrade(&listening));
            input.set_value(Some(listening));
        }
    });
    // Whatever listens is dropped with the component; the loop itself holds nothing but a weak pointer.
    let kept = StoredValue::new_local(Some(frame));
    on_cleanup(move || {
        input.set_value(None);
        kept.set_value(None);
    });
}

/// Asks for a frame whenever something to show has changed.
fn follow(sources: Sources, frame: &Rc<Frame>) {
    let Sources {
        revision,
        overlay,
        cursors,
        lights,
        camera,
        grid,
        ..
    } = sources;
    let content = Rc::downgrade(frame);
    Effect::new(move |_| {
        revision.track();
        if let Some(frame) = content.upgrade() {
            frame.content_changed();
        }
    });
    let over = Rc::downgrade(frame);
    Effect::new(move |_| {
        overlay.track();
        cursors.track();
        lights.track();
        if let Some(frame) = over.upgrade() {
            frame.over_changed();
        }
    });
    let ground = Rc::downgrade(frame);
    Effect::new(move |was: Option<bool>| {
        let grid = grid.get();
        if let Some(frame) = ground.upgrade().filter(|_| was.is_some_and(|was| was != grid)) {
            frame.everything_changed();
        }
        grid
    });
    let view = Rc::downgrade(frame);
    Effect::new(move |_| {
        camera.track();
        if let Some(frame) = view.upgrade() {
            frame.view_changed();
        }
    });
}
