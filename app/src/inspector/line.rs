//! What the inspector offers for connectors: how they go, what stands at their ends, and what their dashes say.

use board::{
    op::Prop,
    shape::{Dash, Head, Route},
};
use leptos::{ev, prelude::*};

use super::{choice::Choice, set_prop, subject::Subject};
use crate::session::Session;

/// How a connector looks besides its line.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct LineLook {
    pub(super) route: Route,
    pub(super) start_head: Head,
    pub(super) end_head: Head,
}

/// The ways a connector can go: the value, its name, and the drawing of it.
const ROUTES: [(Route, &str, &str); 3] = [
    (Route::Straight, "Straight", "M3 17 21 7"),
    (Route::Curved, "Curved", "M3 18C4 7 20 17 21 6"),
    (Route::Elbow, "Right angles", "M3 17H12V7H21"),
];

/// What can stand at an end: the value, its name, and the drawing of it at the right end of a line, hollow or filled.
const HEADS: [(Head, &str, Sign); 15] = [
    (Head::None, "None", Sign::hollow("M3 12H29")),
    (Head::Arrow, "Arrow", Sign::hollow("M3 12H29M22 6 29 12 22 18")),
    (
        Head::Triangle,
        "Triangle",
        Sign::filled("M3 12H20", "M20 6 29 12 20 18Z"),
    ),
    (
        Head::TriangleOutline,
        "Hollow triangle",
        Sign::hollow("M3 12H20M20 6 29 12 20 18Z"),
    ),
    (Head::Bar, "Bar", Sign::hollow("M3 12H29M29 6V18")),
    (
        Head::Dot,
        "Dot",
        Sign::filled("M3 12H21", "M21 12a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z"),
    ),
    (
        Head::DotOutline,
        "Hollow dot",
        Sign::hollow("M3 12H21M21 12a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z"),
    ),
    (
        Head::Diamond,
        "Diamond",
        Sign::filled("M3 12H17", "M17 12 23 7.500 29 12 23 16.500Z"),
    ),
    (
        Head::DiamondOutline,
        "Hollow diamond",
        Sign::hollow("M3 12H17M17 12 23 7.500 29 12 23 16.500Z"),
    ),
    (Head::One, "One", Sign::hollow("M3 12H29M25 6V18")),
    (
        Head::ExactlyOne,
        "Exactly one",
        Sign::hollow("M3 12H29M25 6V18M20 6V18"),
    ),
    (
        Head::ZeroOrOne,
        "Zero or one",
        Sign::hollow("M3 12H12M20 12H29M25 6V18M12 12a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z"),
    ),
    (Head::Many, "Many", Sign::hollow("M3 12H29M29 6 20 12 29 18")),
    (
        Head::OneOrMany,
        "One or many",
        Sign::hollow("M3 12H29M29 6 20 12 29 18M16 6V18"),
    ),
    (
        Head::ZeroOrMany,
        "Zero or many",
        Sign::hollow("M3 12H12M20 12H29M29 6 20 12 29 18M12 12a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z"),
    ),
];

/// A small drawing: what is stroked, and what is filled as well.
#[derive(Clone, Copy)]
struct Sign {
    stroked: &'static str,
    filled: &'static str,
}

impl Sign {
    const fn hollow(stroked: &'static str) -> Sign {
        Sign { stroked, filled: "" }
    }

    const fn filled(stroked: &'static str, filled: &'static str) -> Sign {
        Sign { stroked, filled }
    }
}

/// The rows for connectors; of what is no connector nothing.
#[component]
pub(super) fn LineRows(session: Session, subject: Memo<Subject>) -> impl IntoView {
    let look = Memo::new(move |_| subject.with(|it| it.line));
    let has_heads = Memo::new(move |_| subject.with(|it| it.heads));
    let is_dashed = Memo::new(move |_| subject.with(|it| it.line.is_some() && it.style.dash == Dash::Dashed));
    view! {
        <Show when=move || is_dashed.get()>
            <p class="inspector-note">"Dashed: asynchronous"</p>
        </Show>
        <Show when=move || look.with(Option::is_some)>
            <Choice name="Way">
                {ROUTES
                    .into_iter()
                    .map(|(route, name, path)| {
                        let chosen = Memo::new(move |_| look.with(|look| look.is_some_and(|look| look.route == route)));
                        view! {
                            <button
                                type="button"
                                class="inspector-letter"
                                aria-label=name
                                title=name
                                aria-pressed=move || if chosen.get() { "true" } else { "false" }
                                on:click=move |_: ev::MouseEvent| set_prop(session, Prop::Route(route))
                            >
                                {drawing("0 0 24 24", Sign::hollow(path))}
                            </button>
                        }
                    })
                    .collect_view()}
            </Choice>
        </Show>
        <Show when=move || has_heads.get()>
            <Heads session name="Start" is_start=true look />
            <Heads session name="End" is_start=false look />
        </Show>
    }
}

/// A menu of heads, folded to the one that is chosen.
#[component]
fn Heads(session: Session, name: &'static str, is_start: bool, look: Memo<Option<LineLook>>) -> impl IntoView {
    let current = Memo::new(move |_| {
        let look = look.get().unwrap_or_default();
        if is_start { look.start_head } else { look.end_head }
    });
    let open = RwSignal::new(false);
    let named = move || HEADS.into_iter().find(|(head, ..)| *head == current.get());
    let class = if is_start {
        "head-sign head-sign-start"
    } else {
        "head-sign"
    };
    view! {
        <Choice name=name>
            <button
                type="button"
                class="inspector-head"
                aria-expanded=move || open.get().to_string()
                aria-label=move || format!("{name}: {}", named().map_or("None", |(_, name, _)| name))
                on:click=move |_: ev::MouseEvent| open.update(|open| *open = !*open)
            >
                <span class=class>{move || named().map(|(_, _, sign)| drawing("0 0 32 24", sign))}</span>
                <span aria-hidden="true">{move || named().map_or("None", |(_, name, _)| name)}</span>
            </button>
            <Show when=move || open.get()>
                <div class="inspector-heads" role="group" aria-label=format!("{name} of the line")>
                    {HEADS
                        .into_iter()
                        .map(|(head, name, sign)| {
                            let press = move |_: ev::MouseEvent| {
                                let prop = if is_start { Prop::StartHead(head) } else { Prop::EndHead(head) };
                                set_prop(session, prop);
                            };
                            view! {
                                <button
                                    type="button"
                                    class="inspector-letter"
                                    aria-label=name
                                    title=name
                                    aria-pressed=move || if current.get() == head { "true" } else { "false" }
                                    on:click=press
                                >
                                    <span class=class>{drawing("0 0 32 24", sign)}</span>
                                </button>
                            }
                        })
                        .collect_view()}
                </div>
            </Show>
        </Choice>
    }
}

fn drawing(frame: &'static str, sign: Sign) -> impl IntoView {
    view! {
        <svg class="line-sign" viewBox=frame aria-hidden="true">
            <path d=sign.stroked></path>
            <path class="line-sign-filled" d=sign.filled></path>
        </svg>
    }
}
