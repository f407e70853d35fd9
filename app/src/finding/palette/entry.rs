//! What the palette offers, how well each answers to a few letters, and what taking it does.

use std::cmp::Reverse;

use board::{
    id::ElementId,
    matching::{self, Score},
    op::Prop,
    part::Part,
    reading::{self, Sort as Line},
    shape::ShapeKind,
    tool::{Figure, Joining, ToolKind, convert, growth},
};
use leptos::prelude::*;

use crate::{
    arranging::Arrange,
    finding::Finding,
    furniture,
    session::Session,
    shortcuts::{
        self, Deed, Finder, by_keys, on_selection,
        table::{Group, TABLE},
    },
};

/// What the palette is open for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Purpose {
    /// Anything.
    Anything,
    /// Something to put down.
    Placing,
    /// The other end of a connection.
    Joining(Joining),
}

/// One thing to choose.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) sort: Sort,
    pub(super) key: Option<&'static str>,
    /// What else people call it.
    words: &'static str,
    does: Does,
}

/// What sort of thing it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Sort {
    Placeable,
    Command,
    Other,
    Element(&'static str),
}

#[derive(Clone, Debug, PartialEq)]
enum Does {
    Place(ToolKind),
    Command(Deed),
    TurnInto(Prop),
    GoTo(ElementId),
}

impl Purpose {
    pub(super) fn of(session: Session, finding: Finding) -> Purpose {
        match session.joining() {
            Some(joining) => Purpose::Joining(joining),
            None if finding.placing.get() && session.rights().get_untracked().draw => Purpose::Placing,
            None => Purpose::Anything,
        }
    }

    pub(super) fn title(self) -> &'static str {
        match self {
            Purpose::Anything => "Find anything",
            Purpose::Placing => "Put something down",
            Purpose::Joining(_) => "Connect to",
        }
    }

    pub(super) fn hint(self) -> &'static str {
        match self {
            Purpose::Anything => "A part, a command, words on the board",
            Purpose::Placing => "Cache, queue, rectangle …",
            Purpose::Joining(_) => "Its name",
        }
    }

    pub(super) fn advice(self) -> &'static str {
        match self {
            Purpose::Anything => "Enter takes it.",
            Purpose::Placing => "Enter puts it down, Shift+Enter connects it too. What you type next is its name.",
            Purpose::Joining(_) => "Enter connects.",
        }
    }
}

impl Sort {
    pub(super) fn words(self) -> &'static str {
        match self {
            Sort::Placeable => "Put down",
            Sort::Command => "Do",
            Sort::Other => "Change",
            Sort::Element(kind) => kind,
        }
    }
}

/// Everything for a purpose.
pub(super) fn all(session: Session, purpose: Purpose) -> Vec<Entry> {
    let may_draw = session.rights().get_untracked().draw;
    let mut entries = Vec::new();
    if let Purpose::Joining(joining) = purpose {
        entries.extend(elements(session).filter(|entry| entry.does != Does::GoTo(joining.from)));
        return entries;
    }
    if may_draw {
        entries.extend(placeables());
    }
    if purpose == Purpose::Anything {
        entries.extend(commands(may_draw));
        if may_draw {
            entries.extend(by_name());
            entries.extend(conversions(session));
        }
        entries.extend(elements(session));
    }
    entries
}

/// Those that answer to a query, the best first. What stands on the board and what others can become come with letters only.
pub(super) fn ranked(entries: &[Entry], query: &str, purpose: Purpose) -> Vec<Entry> {
    let asked = !query.trim().is_empty();
    let shown = |entry: &&Entry| match entry.sort {
        Sort::Placeable | Sort::Command => true,
        Sort::Other | Sort::Element(_) => asked || matches!(purpose, Purpose::Joining(_)),
    };
    let mut found = entries
        .iter()
        .filter(shown)
        .filter_map(|entry| Some((matching::score(query, &entry.name, entry.words)?, entry)))
        .collect::<Vec<(Score, &Entry)>>();
    found.sort_by_key(|(score, _)| Reverse(*score));
    found.into_iter().map(|(_, entry)| entry.clone()).collect()
}

/// Does what was chosen; `tied` also connects what is put down to what is selected.
pub(super) fn take(session: Session, finding: Finding, entry: &Entry, tied: bool) {
    let viewport = session.viewport().get_untracked();
    match &entry.does {
        Does::Place(kind) => {
            let middle = furniture::middle(session, viewport);
            session.make(|context| growth::place(*kind, tied, middle, context));
            if let Some(id) = session.selection().get_untracked().first() {
                by_keys::reveal(session, viewport, *id);
            }
        }
        Does::Command(deed) => shortcuts::act(session, finding, *deed),
        Does::TurnInto(prop) => on_selection(session, |board, selection| convert::turn_into(board, selection, prop)),
        Does::GoTo(id) => match session.joining() {
            Some(joining) => {
                session.set_joining(None);
                let joining = Joining {
                    to: Some(*id),
                    ..joining
                };
                session.make(|context| joining.finish(context));
            }
            None => by_keys::go_to(session, viewport, *id),
        },
    }
}

fn placeables() -> impl Iterator<Item = Entry> {
    let figures = Figure::all().map(|figure| (figure.tool(), figure.name(), figure.words()));
    let all = figures.chain([(ToolKind::Text, "Text", "words label write")]);
    all.map(|(kind, name, words)| Entry {
        name: name.to_owned(),
        sort: Sort::Placeable,
        key: None,
        words,
        does: Does::Place(kind),
    })
}

fn commands(may_draw: bool) -> impl Iterator<Item = Entry> {
    let rows = TABLE.iter().filter_map(|row| Some((row, row.deed()?)));
    // The palette itself and the arrows are not asked for by name.
    let is_offered = move |deed: &Deed| match deed {
        Deed::Open(Finder::Palette) | Deed::Grow(_) | Deed::Walk(_) | Deed::Nudge(_) | Deed::Resize(_) => false,
        deed => may_draw || deed.only_looks(),
    };
    rows.filter(move |(_, deed)| is_offered(deed)).map(|(row, deed)| Entry {
        name: match row.group {
            Group::Tools => format!("Tool: {}", row.words),
            _ => row.words.to_owned(),
        },
        sort: Sort::Command,
        key: row.keys.first().copied(),
        words: "",
        does: Does::Command(deed),
    })
}

/// What has no key.
fn by_name() -> impl Iterator<Item = Entry> {
    Arrange::BY_NAME.into_iter().map(|arrange| Entry {
        name: arrange.face().name.to_owned(),
        sort: Sort::Command,
        key: None,
        words: "",
        does: Does::Command(Deed::Arrange(arrange)),
    })
}

/// What the selected shapes or parts can become; first what they are more likely to.
fn conversions(session: Session) -> Vec<Entry> {
    let selection = session.selection().get_untracked();
    let is_part = session.with_board(|board| {
        let can = convert::is_convertible(board, &selection);
        let first = selection.first().filter(|_| can).and_then(|id| board.element(*id));
        first.map(|first| matches!(first.kind, board::element::Kind::Part(_)))
    });
    let Some(is_part) = is_part else { return Vec::new() };
    let entry = |name: &str, words: &'static str, prop: Prop| Entry {
        name: format!("Turn into: {name}"),
        sort: Sort::Other,
        key: None,
        words,
        does: Does::TurnInto(prop),
    };
    let parts = Part::ALL.map(|part| entry(part.name(), part.words(), Prop::Part(part)));
    let shapes = ShapeKind::ALL.map(|shape| entry(shape.name(), shape.words(), Prop::Shape(shape)));
    let (parts, shapes) = (parts.into_iter(), shapes.into_iter());
    if is_part {
        parts.chain(shapes).collect()
    } else {
        shapes.chain(parts).collect()
    }
}

fn elements(session: Session) -> impl Iterator<Item = Entry> {
    let joins = session.joining().is_some();
    let items = session.with_board(reading::read).into_iter();
    items
        .filter(move |item| !joins || item.sort != Line::Connection)
        .map(|item| Entry {
            name: item.name,
            sort: Sort::Element(item.kind),
            key: None,
            words: item.kind,
            does: Does::GoTo(item.id),
        })
}
