//! Everything that is put on the board by name, beyond the few with a button of their own: the button that opens their
//! panel, their signs, and which of them were used last.

mod panel;

use board::{
    scene::{part_icon, sign_icon},
    shape::ShapeKind,
    spatial::{rim, shape_path},
    tool::{Figure, ToolKind},
};
use kurbo::{BezPath, PathEl, Point, Rect};
use leptos::{ev, html, prelude::*};
use wasm_split_helpers::wasm_split;

use crate::{
    decimal::fixed,
    dom,
    lazy::{Shown, lazily},
    session::Session,
    ui::Icon,
};

/// How many of those used last stay in the bar.
const LAST_SHOWN: usize = 2;
/// Where it is kept which these are: their names, one per line.
const KEPT_LAST: &str = "chalkback-last-figures";
/// The grid that signs are drawn on.
const GRID: Rect = Rect::new(0.0, 0.0, 24.0, 24.0);

/// The tools for what was used last and has no button of its own, newest first; follows the tool in hand.
pub(crate) fn last_used(session: Session) -> RwSignal<Vec<ToolKind>> {
    let kept = dom::kept(KEPT_LAST).unwrap_or_default();
    let known = |name: &str| Figure::all().find(|figure| figure.name() == name).map(Figure::tool);
    let last = RwSignal::new(kept.lines().filter_map(known).take(LAST_SHOWN).collect::<Vec<_>>());
    Effect::new(move |_| {
        let tool = session.tool().get();
        let is_new = Figure::of_tool(tool).is_some() && !ToolKind::ALL.contains(&tool);
        if !is_new || last.with_untracked(|last| last.contains(&tool)) {
            return;
        }
        last.update(|last| {
            last.insert(0, tool);
            last.truncate(LAST_SHOWN);
        });
        let names = last.with_untracked(|last| {
            let figures = last.iter().filter_map(|tool| Figure::of_tool(*tool));
            figures.map(Figure::name).collect::<Vec<_>>().join("\n")
        });
        dom::keep(KEPT_LAST, &names);
    });
    last
}

/// The button in the bar, and the panel that it opens. The browser closes the panel at Escape and at a press outside.
#[component]
pub(crate) fn FiguresButton(
    /// Which button of the bar it is.
    #[prop(into)]
    index: Signal<usize>,
    /// Which button the Tab key comes to.
    stop: RwSignal<usize>,
) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let open = RwSignal::new(false);
    let toggled = move |_| {
        let is_open = list
            .get_untracked()
            .is_some_and(|list| list.matches(":popover-open").unwrap_or(false));
        open.set(is_open);
    };
    let close = Callback::new(move |()| drop(list.get_untracked().map(|list| list.hide_popover())));
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label="More shapes and parts"
            aria-expanded=move || open.get().to_string()
            popovertarget="figures"
            tabindex=move || if stop.get() == index.get() { "0" } else { "-1" }
            on:click=move |_: ev::MouseEvent| stop.set(index.get_untracked())
        >
            <Icon name="shapes" />
            <span class="tooltip" aria-hidden="true">"More shapes and parts"</span>
        </button>
        // The bar's arrow keys are not the panel's.
        <div
            id="figures"
            class="figures floating"
            popover="auto"
            role="dialog"
            aria-label="Shapes and parts"
            node_ref=list
            on:toggle=toggled
            on:keydown=|event: ev::KeyboardEvent| event.stop_propagation()
        >
            {move || open.get().then(|| lazily(move || shown(close)))}
        </div>
    }
}

#[wasm_split(panels, fallible)]
fn shown(close: Callback<()>) -> Shown {
    Ok(view! { <panel::Panel close /> }.into_any())
}

/// The sign of something that is put on the board: its icon, or its own outline.
#[component]
pub(crate) fn FigureSign(figure: Figure) -> impl IntoView {
    if figure == Figure::Frame {
        return view! { <Icon name="frame" /> }.into_any();
    }
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path
                d=path_data(&outline_of(figure))
                fill="none"
                stroke="currentColor"
                stroke-width="1.75"
                stroke-linecap="round"
                stroke-linejoin="round"
            ></path>
        </svg>
    }
    .into_any()
}

fn outline_of(figure: Figure) -> BezPath {
    match figure {
        Figure::Part(part) => part_icon(part, GRID.inset(-1.0)),
        Figure::Stamp(sign) => sign_icon(sign, GRID.inset(-1.0)),
        Figure::Frame => shape_path(ShapeKind::Rectangle, GRID.inset(-3.0)),
        Figure::Shape(shape) => {
            let size = figure.size();
            let scale = 20.0 / size.width.max(size.height);
            let own = Rect::from_center_size(GRID.center(), size * scale);
            let mut path = shape_path(shape, own);
            path.extend(rim(shape, own).into_iter().flatten());
            if shape == ShapeKind::Sticky {
                let corner = Point::new(own.x1, own.y1);
                path.move_to((corner.x, corner.y - 6.0));
                path.line_to((corner.x - 6.0, corner.y - 6.0));
                path.line_to((corner.x - 6.0, corner.y));
            }
            path
        }
    }
}

/// A path as SVG writes it.
fn path_data(path: &BezPath) -> String {
    let point = |at: Point| format!("{} {}", fixed(at.x, 2), fixed(at.y, 2));
    let pieces = path.elements().iter().map(|piece| match piece {
        PathEl::MoveTo(to) => format!("M{}", point(*to)),
        PathEl::LineTo(to) => format!("L{}", point(*to)),
        PathEl::QuadTo(one, to) => format!("Q{} {}", point(*one), point(*to)),
        PathEl::CurveTo(one, two, to) => format!("C{} {} {}", point(*one), point(*two), point(*to)),
        PathEl::ClosePath => "Z".to_owned(),
    });
    pieces.collect()
}
