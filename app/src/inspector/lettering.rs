//! How text looks and where it stands, and how insides are filled: the parts of the inspector for labels and shapes.

use board::{
    element::{Align, Face, Vertical},
    op::Prop,
    shape::Hatch,
};
use leptos::{ev, prelude::*};

use super::{choice::Choice, letter_buttons, set_prop, subject::Subject};
use crate::{session::Session, ui::Icon};

const LETTERS: [(u16, &str, &str); 4] = [
    (16, "S", "Small"),
    (20, "M", "Medium"),
    (28, "L", "Large"),
    (40, "XL", "Very large"),
];
const FACES: [(Face, &str, &str); 2] = [(Face::Board, "Aa", "For reading"), (Face::Code, "{ }", "For code")];
const HATCHES: [(Hatch, &str, &str); 3] = [
    (Hatch::Solid, "Solid", "Solid"),
    (Hatch::Lines, "Lines", "Lines"),
    (Hatch::Cross, "Cross", "Crossed lines"),
];
const ALIGNS: [(Align, &str, &str); 3] = [
    (Align::Left, "text-align-start", "Left"),
    (Align::Centre, "text-align-center", "Centre"),
    (Align::Right, "text-align-end", "Right"),
];
const VERTICALS: [(Vertical, &str, &str); 3] = [
    (Vertical::Top, "align-vertical-justify-start", "Top"),
    (Vertical::Middle, "align-vertical-justify-center", "Middle"),
    (Vertical::Bottom, "align-vertical-justify-end", "Bottom"),
];

/// How the inside is filled, where there is one.
#[component]
pub(super) fn Filling(session: Session, subject: Memo<Subject>) -> impl IntoView {
    let shown = Memo::new(move |_| subject.with(|it| it.fill && it.has_hatch && it.style.fill.is_some()));
    view! {
        <Show when=move || shown.get()>
            <Choice name="Inside">{move || letter_buttons(session, subject, HATCHES, Prop::Hatch, |it| it.hatch)}</Choice>
        </Show>
    }
}

/// Size, typeface and place of text.
#[component]
pub(super) fn Lettering(session: Session, subject: Memo<Subject>) -> impl IntoView {
    let shows = move |part: fn(&Subject) -> bool| Memo::new(move |_| subject.with(part));
    let (letters, face) = (shows(|it| it.letters), shows(|it| it.has_face));
    let (align, vertical) = (shows(|it| it.has_align), shows(|it| it.vertical.is_some()));
    view! {
        <Show when=move || letters.get()>
            <Choice name="Letters">{move || letter_buttons(session, subject, LETTERS, Prop::FontSize, |it| it.style.font_size)}</Choice>
        </Show>
        <Show when=move || face.get()>
            <Choice name="Typeface">{move || letter_buttons(session, subject, FACES, Prop::Face, |it| it.face)}</Choice>
        </Show>
        <Show when=move || align.get()>
            <div class="inspector-row" role="group" aria-label="Place of the text">
                {icon_buttons(session, subject, ALIGNS, Prop::Align, |it| Some(it.style.align))}
                <Show when=move || vertical.get()>
                    <span class="inspector-gap" aria-hidden="true"></span>
                    {icon_buttons(session, subject, VERTICALS, |at| Prop::Vertical(Some(at)), |it| it.vertical)}
                </Show>
            </div>
        </Show>
    }
}

/// Buttons with an icon each, for a property of a few values.
fn icon_buttons<T: Copy + PartialEq + Send + Sync + 'static, const N: usize>(
    session: Session,
    subject: Memo<Subject>,
    values: [(T, &'static str, &'static str); N],
    prop: fn(T) -> Prop,
    current: fn(&Subject) -> Option<T>,
) -> impl IntoView {
    let button = move |(value, icon, name): (T, &'static str, &'static str)| {
        let chosen = move || subject.with(|it| current(it) == Some(value)).to_string();
        let press = move |_: ev::MouseEvent| set_prop(session, prop(value));
        view! {
            <button type="button" class="inspector-letter inspector-icon" aria-label=name title=name aria-pressed=chosen on:click=press>
                <Icon name=icon />
            </button>
        }
    };
    values.into_iter().map(button).collect_view()
}
