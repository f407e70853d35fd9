//! The panel of everything that is put on the board by name: found by looking or by typing, taken by a press.

use board::{shape::ShapeKind, tool::Figure};
use leptos::{ev, prelude::*};

use super::FigureSign;
use crate::{
    dom, pictures,
    session::Session,
    ui::{Icon, SearchField},
};

/// A way to a picture.
struct Pick {
    icon: &'static str,
    name: &'static str,
    words: &'static str,
    field: &'static str,
}

const PICTURES: [Pick; 3] = [
    Pick {
        icon: "image",
        name: "Picture …",
        words: "image file photo screenshot upload",
        field: pictures::PICK_PICTURE,
    },
    Pick {
        icon: "camera",
        name: "Take a photo …",
        words: "camera picture image",
        field: pictures::TAKE_PHOTO,
    },
    Pick {
        icon: "file-text",
        name: "PDF page …",
        words: "document background sheet",
        field: pictures::PICK_PDF,
    },
];

impl Pick {
    fn is_found(&self, typed: &str) -> bool {
        has_words(typed, self.name, self.words)
    }
}

/// A part of the panel.
struct Group {
    name: &'static str,
    figures: Vec<Figure>,
}

fn groups() -> [Group; 3] {
    let group = |name, picks: fn(&Figure) -> bool| Group {
        name,
        figures: Figure::all().filter(picks).collect(),
    };
    [
        group("Parts of a system", |figure| matches!(figure, Figure::Part(_))),
        group("Shapes", |figure| matches!(figure, Figure::Shape(_) | Figure::Frame)),
        group("Stamps", |figure| matches!(figure, Figure::Stamp(_))),
    ]
}

/// Whether what was typed finds something: each word begins one of its words.
fn finds(typed: &str, figure: Figure) -> bool {
    has_words(typed, figure.name(), figure.words())
}

fn has_words(typed: &str, name: &str, words: &str) -> bool {
    let all = format!("{name} {words}").to_lowercase();
    typed
        .to_lowercase()
        .split_whitespace()
        .all(|wanted| all.split(' ').any(|word| word.starts_with(wanted)))
}

/// The panel. `close` takes it away.
#[component]
pub(super) fn Panel(close: Callback<()>) -> impl IntoView {
    let session = expect_context::<Session>();
    let typed = RwSignal::new(String::new());
    let take = Callback::new(move |figure: Figure| {
        session.tool().set(figure.tool());
        close.run(());
        // There Enter puts it down.
        dom::focus_first(".canvas");
    });
    let found = move || {
        typed.with(|typed| {
            Figure::all().any(|figure| finds(typed, figure)) || PICTURES.iter().any(|pick| pick.is_found(typed))
        })
    };
    let key = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            let first = typed.with_untracked(|typed| {
                let all = groups();
                all.into_iter()
                    .flat_map(|group| group.figures)
                    .find(|figure| finds(typed, *figure))
            });
            if let Some(figure) = first {
                take.run(figure);
            }
        }
    };
    view! {
        <SearchField
            label="Find a shape or part"
            placeholder="Find: cache, queue, kafka, cloud …"
            typed
            focused=true
            on_key=Callback::new(key)
        />
        {groups().map(|group| view! { <Shelf group typed take /> }).collect_view()}
        <Pictures typed close />
        <Show when=move || !found()>
            <p class="figures-hint">"Nothing is called that. Try another word, or take a rectangle and write on it."</p>
        </Show>
        <p class="figures-hint">"Then press on the board, or Enter to put it in the middle."</p>
    }
}

/// The ways to a picture.
#[component]
fn Pictures(typed: RwSignal<String>, close: Callback<()>) -> impl IntoView {
    let is_empty = move || typed.with(|typed| !PICTURES.iter().any(|pick| pick.is_found(typed)));
    view! {
        <section class="figures-shelf" aria-label="Pictures" hidden=is_empty>
            <h3>"Pictures"</h3>
            <div class="figures-grid">
                {PICTURES
                    .iter()
                    .map(|pick| {
                        let left_out = move || typed.with(|typed| !pick.is_found(typed));
                        let press = move |_: ev::MouseEvent| {
                            close.run(());
                            pictures::pick(pick.field);
                        };
                        view! {
                            <button type="button" class="figures-item" hidden=left_out on:click=press>
                                <Icon name=pick.icon />
                                <span>{pick.name}</span>
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
        </section>
    }
}

/// A named shelf of things to take; gone while nothing on it fits what was typed.
#[component]
fn Shelf(group: Group, typed: RwSignal<String>, take: Callback<Figure>) -> impl IntoView {
    let Group { name, figures } = group;
    let all = figures.clone();
    let is_empty = Memo::new(move |_| typed.with(|typed| !all.iter().any(|figure| finds(typed, *figure))));
    view! {
        <section class="figures-shelf" aria-label=name hidden=move || is_empty.get()>
            <h3>{name}</h3>
            <div class="figures-grid">
                {figures
                    .into_iter()
                    .map(|figure| {
                        let is_left_out = Memo::new(move |_| typed.with(|typed| !finds(typed, figure)));
                        view! {
                            <button
                                type="button"
                                class="figures-item"
                                hidden=move || is_left_out.get()
                                aria-keyshortcuts=key_of(figure)
                                on:click=move |_: ev::MouseEvent| take.run(figure)
                            >
                                <FigureSign figure />
                                <span>{figure.name()}</span>
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
        </section>
    }
}

/// The key that takes it, where there is one.
fn key_of(figure: Figure) -> Option<&'static str> {
    match figure {
        Figure::Shape(ShapeKind::Sticky) => Some("S"),
        Figure::Frame => Some("F"),
        Figure::Shape(ShapeKind::Rectangle) => Some("R"),
        Figure::Shape(ShapeKind::Diamond) => Some("D"),
        Figure::Shape(ShapeKind::Ellipse) => Some("O"),
        Figure::Shape(ShapeKind::Cylinder) => Some("Y"),
        Figure::Shape(_) | Figure::Part(_) | Figure::Stamp(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_find_parts_by_what_they_call_them() {
        let first = |typed: &str| Figure::all().find(|figure| finds(typed, *figure)).map(Figure::name);
        for (typed, name) in [
            ("redis", "Cache"),
            ("load bal", "Load balancer"),
            ("lb", "Load balancer"),
            ("KAFKA", "Stream"),
            ("s3", "Object store"),
            ("post-it", "Sticky note"),
            ("frame", "Frame"),
            ("bottleneck", "Risk"),
        ] {
            assert_eq!(first(typed), Some(name), "{typed}");
        }
        assert_eq!(first("zzz"), None);
    }
}
