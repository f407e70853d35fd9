//! The small panel for the look of what is selected, or of what is drawn next. Only what the subject can show is offered.

mod arranging;
mod choice;
mod crop;
mod lettering;
mod line;
mod link;
mod maker;
mod subject;

use board::{
    colour::Colour,
    ink::Nib,
    op::Prop,
    shape::Dash,
    tool::{Intent, command},
};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

use self::{
    arranging::Arranging,
    choice::{Choice, Swatch},
    crop::Crop,
    lettering::{Filling, Lettering},
    line::LineRows,
    link::Link,
    maker::Maker,
    subject::Subject,
};
use crate::{dom, nibs::NIBS, session::Session, shortcuts::on_selection, ui::Icon};

/// Line widths in eighths of a board unit, with their letters and names.
const WIDTHS: [(u16, &str, &str); 4] = [
    (8, "S", "Thin"),
    (16, "M", "Medium"),
    (32, "L", "Thick"),
    (64, "XL", "Very thick"),
];
const DASHES: [(Dash, &str, &str); 3] = [
    (Dash::Solid, "───", "Solid"),
    (Dash::Dashed, "╌╌╌", "Dashed"),
    (Dash::Dotted, "····", "Dotted"),
];
/// Where it is kept that the panel was left open.
const KEPT_OPEN: &str = "chalkback-look-open";
const COLOURS: [&str; Colour::TOKENS as usize] = [
    "Ink",
    "Vermilion",
    "Orange",
    "Yellow",
    "Green",
    "Sky blue",
    "Blue",
    "Purple",
    "Grey",
];

/// The panel. Shown to whoever may draw, while there is something whose look can be chosen.
#[component]
pub fn Inspector() -> impl IntoView {
    let session = expect_context::<Session>();
    let subject = Memo::new(move |_| Subject::of(session));
    let present = Memo::new(move |_| session.rights().get().draw && subject.with(Option::is_some));
    let subject = Memo::new(move |_| subject.get().unwrap_or_default());
    view! {
        <Show when=move || present.get()>
            <Foldable session subject />
        </Show>
    }
}

/// Folded away until it is asked for: the board is the page. As it was left, it is found again.
#[component]
fn Foldable(session: Session, subject: Memo<Subject>) -> impl IntoView {
    let open = RwSignal::new(dom::kept(KEPT_OPEN).is_some());
    let toggle = move |_| {
        open.update(|open| *open = !*open);
        if open.get_untracked() {
            dom::keep(KEPT_OPEN, "1");
        } else {
            dom::forget(KEPT_OPEN);
        }
    };
    let keep_focus = |event: ev::MouseEvent| event.prevent_default();
    view! {
        <button
            type="button"
            class="inspector-fold"
            aria-expanded=move || open.get().to_string()
            on:mousedown=keep_focus
            on:click=toggle
        >
            <Icon name="pencil-line" />
            "Look"
        </button>
        <Show when=move || open.get()>
            <Panel session subject />
        </Show>
    }
}

#[component]
fn Panel(session: Session, subject: Memo<Subject>) -> impl IntoView {
    let shows = move |part: fn(&Subject) -> bool| Memo::new(move |_| subject.with(part));
    let (stroke, fill, width) = (shows(|it| it.stroke), shows(|it| it.fill), shows(|it| it.width));
    let dash = shows(|it| it.dash);
    let nib = shows(|it| it.nib.is_some());
    let selected = shows(|it| it.n_selected > 0);
    // A press here leaves the focus where it is: in the text being edited, or on the board.
    let keep_focus = |event: ev::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_none_or(|target| target.tag_name() != "INPUT") {
            event.prevent_default();
        }
    };
    view! {
        <section class="inspector floating" aria-label="Look" on:mousedown=keep_focus>
            <Show when=move || stroke.get()>
                <Choice name="Colour">
                    {(0..Colour::TOKENS)
                        .map(Colour::Token)
                        .map(|colour| {
                            let chosen = Signal::derive(move || subject.with(|it| it.style.stroke == colour));
                            let set = Callback::new(move |()| set_prop(session, Prop::Stroke(colour)));
                            view! { <Swatch name=name_of(Some(colour)) colour=Some(colour) chosen on_press=set /> }
                        })
                        .collect_view()}
                </Choice>
            </Show>
            <Show when=move || fill.get()>
                <Choice name="Fill">
                    {std::iter::once(None)
                        .chain((0..Colour::TOKENS).map(|token| Some(Colour::Token(token))))
                        .map(|colour| {
                            let chosen = Signal::derive(move || subject.with(|it| it.style.fill == colour));
                            let set = Callback::new(move |()| set_prop(session, Prop::Fill(colour)));
                            view! { <Swatch tint=true name=name_of(colour) colour chosen on_press=set /> }
                        })
                        .collect_view()}
                </Choice>
            </Show>
            <Filling session subject />
            <Show when=move || width.get()>
                <Choice name="Line">{move || letter_buttons(session, subject, WIDTHS, Prop::Width, |it| it.style.width_eighths)}</Choice>
            </Show>
            <Show when=move || dash.get()>
                <Choice name="Dashes">{move || letter_buttons(session, subject, DASHES, Prop::Dash, |it| it.style.dash)}</Choice>
            </Show>
            <LineRows session subject />
            <Show when=move || nib.get()>
                <Choice name="Nib">{move || letter_buttons(session, subject, nib_letters(), Prop::Nib, |it| it.nib.unwrap_or_default())}</Choice>
            </Show>
            <Lettering session subject />
            <Crop session subject />
            <Opacity session subject />
            <Show when=move || selected.get()>
                <Link session subject />
                <Maker session />
                <Arranging session />
            </Show>
        </section>
    }
}

/// The nibs as buttons with a word each.
fn nib_letters() -> [(Nib, &'static str, &'static str); 3] {
    NIBS.map(|(nib, _, name, _)| (nib, name, name))
}

/// Buttons with a letter each, for a property of a few values.
fn letter_buttons<T: Copy + PartialEq + Send + Sync + 'static, const N: usize>(
    session: Session,
    subject: Memo<Subject>,
    values: [(T, &'static str, &'static str); N],
    prop: fn(T) -> Prop,
    current: fn(&Subject) -> T,
) -> impl IntoView {
    let button = move |(value, letter, name): (T, &'static str, &'static str)| {
        let chosen = move || {
            if subject.with(|it| current(it) == value) {
                "true"
            } else {
                "false"
            }
        };
        let press = move |_: ev::MouseEvent| set_prop(session, prop(value));
        view! {
            <button type="button" class="inspector-letter" aria-label=name title=name aria-pressed=chosen on:click=press>
                {letter}
            </button>
        }
    };
    values.into_iter().map(button).collect_view()
}

/// A slider; the board follows it, and letting go is the end of the step.
#[component]
fn Opacity(session: Session, subject: Memo<Subject>) -> impl IntoView {
    let percent = Signal::derive(move || subject.with(|it| it.style.opacity_percent));
    let slide = move |event: ev::Targeted<ev::Event, web_sys::HtmlInputElement>| {
        let Ok(percent) = event.target().value().parse::<u8>() else {
            return;
        };
        let prop = Prop::Opacity(percent.min(100));
        on_next(session, &prop);
        on_selection(session, |board, selection| {
            let mut intents = command::set_style(board, selection, &prop);
            intents.retain(|intent| *intent != Intent::EndStep);
            intents
        });
    };
    view! {
        <label class="inspector-slider">
            <span>"Opacity"</span>
            <input
                type="range"
                min="10"
                max="100"
                step="10"
                prop:value=move || percent.get().to_string()
                aria-valuetext=move || format!("{} %", percent.get())
                on:input:target=slide
                on:change=move |_| session.end_step()
            />
        </label>
    }
}

/// Gives a property to what is selected and to what is drawn next.
fn set_prop(session: Session, prop: Prop) {
    on_next(session, &prop);
    on_selection(session, |board, selection| command::set_style(board, selection, &prop));
}

fn on_next(session: Session, prop: &Prop) {
    let mut look = session.look().get_untracked();
    look.put(prop);
    if look != session.look().get_untracked() {
        session.look().set(look);
    }
}

fn name_of(colour: Option<Colour>) -> &'static str {
    match colour {
        Some(Colour::Token(token)) => COLOURS.get(usize::from(token)).copied().unwrap_or("Ink"),
        Some(Colour::Rgb(..)) => "Imported",
        None => "None",
    }
}
