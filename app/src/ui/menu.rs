//! A button with a list of deeds under it. Arrows move, Escape closes and gives the focus back, leaving it closes it.

mod at;

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

pub use at::MenuAt;

use crate::ui::{field::fresh_element_id, icon::Icon};

/// Closes the menu that an item stands in.
#[derive(Clone, Copy)]
struct MenuOpen(RwSignal<bool>);

/// A button that opens a list of [`MenuItem`]s.
#[component]
pub fn Menu(
    /// What it is for: the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// What the button shows.
    #[prop(into)]
    face: ViewFn,
    /// CSS classes of the button.
    #[prop(default = "button button-quiet")]
    class: &'static str,
    /// The items.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let place = NodeRef::<html::Div>::new();
    let id = fresh_element_id();
    let children = StoredValue::new(children);
    // An item may lead to another page, and take the menu with it.
    let is_open = move || open.try_get().unwrap_or(false);
    // In the context of the items alone: beside this menu there may be another.
    let items = move || {
        provide_context(MenuOpen(open));
        children.with_value(|children| children())
    };
    let leave = move |event: ev::FocusEvent| {
        if is_left(place, &event) {
            open.try_set(false);
        }
    };
    let key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Escape" if open.get_untracked() => {
            event.stop_propagation();
            open.set(false);
            focus_in(place, "button", Step::To(0));
        }
        "ArrowDown" => {
            event.prevent_default();
            open.set(true);
            request_animation_frame(move || focus_in(place, "[role^=menuitem]:not(:disabled)", Step::By(1)));
        }
        "ArrowUp" => {
            event.prevent_default();
            focus_in(place, "[role^=menuitem]:not(:disabled)", Step::By(-1));
        }
        _ => {}
    };
    view! {
        <div class="menu" node_ref=place on:focusout=leave on:keydown=key>
            <button
                type="button"
                class=class
                aria-label=label
                aria-haspopup="menu"
                aria-expanded=move || if is_open() { "true" } else { "false" }
                aria-controls=id.clone()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {face.run()}
            </button>
            <div class="menu-list floating" role="menu" id=id.clone() hidden=move || !is_open()>
                <Show when=is_open>{items()}</Show>
            </div>
        </div>
    }
}

/// One deed of a menu.
#[component]
pub fn MenuItem(
    /// A sign before the words.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// Whether it takes something away.
    #[prop(optional)]
    danger: bool,
    /// Whether it can be chosen.
    #[prop(into, default = true.into())]
    enabled: Signal<bool>,
    /// Its key, as people read it.
    #[prop(optional)]
    key: &'static str,
    /// Whether it is switched on; leave it out where it is no switch.
    #[prop(optional, into)]
    checked: MaybeProp<bool>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// Its words.
    children: Children,
) -> impl IntoView {
    let open = use_context::<MenuOpen>();
    let press = move |_: ev::MouseEvent| {
        if let Some(MenuOpen(open)) = open {
            open.set(false);
        }
        on_press.run(());
    };
    view! {
        <button
            type="button"
            role=move || if checked.get().is_some() { "menuitemcheckbox" } else { "menuitem" }
            aria-checked=move || checked.get().map(|checked| if checked { "true" } else { "false" })
            aria-keyshortcuts=(!key.is_empty()).then_some(key)
            class=if danger { "menu-item menu-item-danger" } else { "menu-item" }
            disabled=move || !enabled.get()
            on:click=press
        >
            {icon.map(|name| view! { <Icon name /> })}
            <span>{children()}</span>
            {(!key.is_empty()).then(|| view! { <kbd>{key}</kbd> })}
        </button>
    }
}

/// A line between items.
#[component]
pub fn MenuLine() -> impl IntoView {
    view! { <hr class="menu-line" /> }
}

/// Whether the focus went out of a menu. The browser also tells of it when the menu is taken away, which is after its place
/// here was.
fn is_left(place: NodeRef<html::Div>, event: &ev::FocusEvent) -> bool {
    let to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
    !place
        .try_get_untracked()
        .flatten()
        .is_some_and(|place| place.contains(to.as_ref()))
}

enum Step {
    To(usize),
    By(isize),
    Last,
}

/// Moves the focus among the elements of a menu that match, round at the ends.
fn focus_in(place: NodeRef<html::Div>, selector: &str, step: Step) {
    let Some(place) = place.try_get_untracked().flatten() else {
        return;
    };
    let Ok(list) = place.query_selector_all(selector) else {
        return;
    };
    let elements = (0..list.length())
        .filter_map(|index| list.item(index)?.dyn_into::<HtmlElement>().ok())
        .collect::<Vec<_>>();
    let focused = document().active_element();
    let current = elements
        .iter()
        .position(|element| Some(element.as_ref()) == focused.as_ref());
    let length = elements.len() as isize;
    let next = match (step, current) {
        (_, _) if length == 0 => return,
        (Step::To(index), _) => index,
        (Step::Last, _) => length as usize - 1,
        (Step::By(_), None) => 0,
        (Step::By(by), Some(current)) => (current as isize + by).rem_euclid(length) as usize,
    };
    if let Some(element) = elements.get(next) {
        element.focus().ok();
    }
}
