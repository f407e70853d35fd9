//! The bar of tools at the edge of the board, with undo and redo. One stop for the Tab key; arrows move within it.

use board::{
    shape::ShapeKind,
    tool::{Figure, ToolKind},
};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    figures::{FigureSign, FiguresButton, last_used},
    session::{Aid, Session},
    ui::icon::Icon,
};

/// A tool's sign, its name and its keys.
struct Face {
    sign: Sign,
    name: &'static str,
    key: &'static str,
    digit: &'static str,
}

/// What a button shows.
enum Sign {
    /// One of the page's icons.
    Icon(&'static str),
    /// What it makes.
    Figure(Figure),
}

fn face(kind: ToolKind) -> Face {
    let face = |icon, name, key, digit| Face {
        sign: Sign::Icon(icon),
        name,
        key,
        digit,
    };
    let drawn = |figure: Figure, key| Face {
        sign: Sign::Figure(figure),
        name: figure.name(),
        key,
        digit: "",
    };
    match kind {
        ToolKind::Select => face("mouse-pointer-2", "Select", "V", "1"),
        ToolKind::Hand => face("hand", "Move the board", "H", ""),
        ToolKind::Pen => face("pencil", "Pen", "P", "7"),
        ToolKind::Eraser => face("eraser", "Eraser", "E", "0"),
        ToolKind::Shape(ShapeKind::Rectangle) => face("square", "Rectangle", "R", "2"),
        ToolKind::Shape(ShapeKind::Diamond) => face("diamond", "Diamond", "D", "3"),
        ToolKind::Shape(ShapeKind::Ellipse) => face("circle", "Ellipse", "O", "4"),
        ToolKind::Shape(ShapeKind::Cylinder) => face("database", "Cylinder", "Y", ""),
        ToolKind::Shape(ShapeKind::Sticky) => drawn(Figure::Shape(ShapeKind::Sticky), "S"),
        ToolKind::Shape(shape) => drawn(Figure::Shape(shape), ""),
        ToolKind::Part(part) => drawn(Figure::Part(part), ""),
        ToolKind::Frame => drawn(Figure::Frame, "F"),
        ToolKind::Stamp(sign) => drawn(Figure::Stamp(sign), ""),
        ToolKind::Connector => face("move-up-right", "Connector", "A", "5"),
        ToolKind::Line => face("slash", "Line", "L", "6"),
        ToolKind::Text => face("type", "Text", "T", "8"),
        ToolKind::Laser => face("flashlight", "Laser pointer", "K", ""),
        ToolKind::Fill => face("paint-bucket", "Fill", "B", ""),
        ToolKind::Zoom => face("scan-search", "Zoom", "Z", ""),
    }
}

/// The bar. Shown to whoever may draw; who may only speak for now still moves the board and points.
#[component]
pub fn Toolbar() -> impl IntoView {
    let session = expect_context::<Session>();
    let may_draw = Memo::new(move |_| session.rights().get().draw);
    let only_points = Memo::new(move |_| !may_draw.get() && session.rights().get().chat);
    view! {
        <Show when=move || may_draw.get()>
            <Tools session />
        </Show>
        <Show when=move || only_points.get()>
            <PointingTools session />
        </Show>
    }
}

#[component]
fn Tools(session: Session) -> impl IntoView {
    let bar = NodeRef::<html::Div>::new();
    // Which button the Tab key comes to.
    let stop = RwSignal::new(0);
    let key = move |event: ev::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowDown" | "ArrowRight" => Step::By(1),
            "ArrowUp" | "ArrowLeft" => Step::By(-1),
            "Home" => Step::To(0),
            "End" => Step::To(-1),
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        if let Some(index) = move_focus(bar, by) {
            stop.set(index);
        }
    };
    let n_tools = ToolKind::ALL.len();
    let tools = ToolKind::ALL.into_iter().enumerate();
    let more = further(session);
    let after = move |by: usize| Signal::derive(move || n_tools + more.with(Vec::len) + by);
    view! {
        <div
            class="toolbar"
            role="toolbar"
            aria-label="Tools"
            aria-orientation="vertical"
            data-tooltips="right"
            data-kept=move || session.has(Aid::KeepTool).to_string()
            node_ref=bar
            on:keydown=key
        >
            {tools.map(|(index, kind)| view! { <ToolButton session kind index stop /> }).collect_view()}
            {move || {
                let numbered = more.get().into_iter().enumerate();
                numbered
                    .map(|(index, kind)| view! { <ToolButton session kind index=n_tools + index stop /> })
                    .collect_view()
            }}
            <FiguresButton index=after(0) stop />
            <span class="toolbar-gap" aria-hidden="true"></span>
            <HistoryButton
                icon="undo-2"
                name="Undo"
                key="Ctrl+Z"
                index=after(1)
                stop
                possible=Session::can_undo
                on_press=Session::undo
            />
            <HistoryButton
                icon="redo-2"
                name="Redo"
                key="Ctrl+Shift+Z"
                index=after(2)
                stop
                possible=Session::can_redo
                on_press=Session::redo
            />
        </div>
    }
}

/// Those that were used last, and the one that is taken where it has no button of its own.
fn further(session: Session) -> Memo<Vec<ToolKind>> {
    let last = last_used(session);
    Memo::new(move |_| {
        let mut more = last.get();
        let taken = session.tool().get();
        if matches!(taken, ToolKind::Fill | ToolKind::Zoom) {
            more.push(taken);
        }
        more
    })
}

/// What read-only hands have.
#[component]
fn PointingTools(session: Session) -> impl IntoView {
    let stop = RwSignal::new(0);
    // A tool that draws would do nothing.
    session.tool().set(ToolKind::Hand);
    let tools = [ToolKind::Hand, ToolKind::Laser].into_iter().enumerate();
    view! {
        <div class="toolbar" role="toolbar" aria-label="Tools" aria-orientation="vertical" data-tooltips="right">
            {tools.map(|(index, kind)| view! { <ToolButton session kind index stop /> }).collect_view()}
        </div>
    }
}

#[component]
fn ToolButton(session: Session, kind: ToolKind, index: usize, stop: RwSignal<usize>) -> impl IntoView {
    let Face { sign, name, key, digit } = face(kind);
    let chosen = Memo::new(move |_| session.tool().get() == kind);
    let keys = if digit.is_empty() {
        key.to_owned()
    } else {
        format!("{key} {digit}")
    };
    let press = move |_: ev::MouseEvent| {
        stop.set(index);
        session.tool().set(kind);
    };
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=name
            aria-pressed=move || if chosen.get() { "true" } else { "false" }
            aria-keyshortcuts=keys
            tabindex=move || if stop.get() == index { "0" } else { "-1" }
            on:click=press
        >
            {match sign {
                Sign::Icon(name) => view! { <Icon name /> }.into_any(),
                Sign::Figure(figure) => view! { <FigureSign figure /> }.into_any(),
            }}
            <span class="tooltip" aria-hidden="true">
                {name}
                {(!key.is_empty()).then(|| view! { <kbd>{key}</kbd> })}
                {(!digit.is_empty()).then(|| view! { <kbd>{digit}</kbd> })}
            </span>
        </button>
    }
}

/// Undo or redo. It keeps its place in the bar while there is nothing to do, so it is never really disabled.
#[component]
fn HistoryButton(
    icon: &'static str,
    name: &'static str,
    key: &'static str,
    #[prop(into)] index: Signal<usize>,
    stop: RwSignal<usize>,
    possible: fn(&Session) -> bool,
    on_press: fn(&Session),
) -> impl IntoView {
    let session = expect_context::<Session>();
    let press = move |_: ev::MouseEvent| {
        stop.set(index.get_untracked());
        if untrack(|| possible(&session)) {
            on_press(&session);
        }
    };
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=name
            aria-disabled=move || if possible(&session) { "false" } else { "true" }
            aria-keyshortcuts=key.replace("Ctrl", "Control")
            tabindex=move || if stop.get() == index.get() { "0" } else { "-1" }
            on:click=press
        >
            <Icon name=icon />
            <span class="tooltip" aria-hidden="true">{name} <kbd>{key}</kbd></span>
        </button>
    }
}

enum Step {
    By(isize),
    /// From the beginning, or from the end where negative.
    To(isize),
}

/// Moves the focus among the buttons of the bar, round at the ends; returns the index it came to.
fn move_focus(bar: NodeRef<html::Div>, step: Step) -> Option<usize> {
    let buttons = bar.get_untracked()?.query_selector_all(":scope > button").ok()?;
    let button = |index: u32| buttons.item(index)?.dyn_into::<HtmlElement>().ok();
    let focused = document().active_element();
    let current = (0..buttons.length())
        .find(|index| button(*index).is_some_and(|button| Some(button.as_ref()) == focused.as_ref()));
    let length = buttons.length() as isize;
    if length == 0 {
        return None;
    }
    let next = match step {
        Step::By(by) => current.map_or(0, |current| current as isize + by),
        Step::To(place) => place,
    };
    let next = next.rem_euclid(length) as usize;
    button(next as u32)?.focus().ok()?;
    Some(next)
}
