//! What the palette offers, how well each answers to a few letters, and what taking it does.

use std::cmp::Reverse;

use board::{
    id::ElementId,
    matching::{self, Found},
    op::Prop,
    part::Part,
    reading::{self, Sort as Line},
    shape::ShapeKind,
    tool::{Figure, Joining, ToolKind, convert, growth},
};
use leptos::prelude::*;

use super::{
    commands,
    offers::OFFERS,
    room::{Room, RoomDeed},
};
use crate::{
    finding::Finding,
    furniture,
    session::Session,
    shortcuts::{self, Deed, by_keys, on_selection},
};

/// What a design begins with, in the order in which a request meets it.
const FIRST: [Part; 10] = [
    Part::Client,
    Part::LoadBalancer,
    Part::ApiGateway,
    Part::Service,
    Part::Cache,
    Part::Sql,
    Part::NoSql,
    Part::Queue,
    Part::Worker,
    Part::ObjectStore,
];

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
    pub(super) sign: Sign,
    pub(super) key: Option<&'static str>,
    /// What else people call it.
    pub(super) words: &'static str,
    pub(super) does: Does,
}

/// An entry that answers to a query.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Answer {
    pub(super) entry: Entry,
    /// By which of its other words it was found.
    pub(super) by: Option<&'static str>,
}

/// What stands before its name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Sign {
    None,
    Icon(&'static str),
    Figure(Figure),
}

/// What sort of thing it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Sort {
    Placeable,
    Command,
    /// A command that others do not know of.
    Private,
    Other,
    Element(&'static str),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Does {
    Place(ToolKind),
    Command(Deed),
    InRoom(RoomDeed),
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
            Sort::Private => "Only you",
            Sort::Other => "Change",
            Sort::Element(kind) => kind,
        }
    }
}

/// Everything for a purpose; follows what the room offers. What is likely wanted first stands first: of those that match alike
/// the first is offered.
pub(super) fn all(session: Session, purpose: Purpose, room: Room) -> Vec<Entry> {
    let may_draw = session.rights().get().draw;
    if let Purpose::Joining(joining) = purpose {
        return elements(session)
            .filter(|entry| entry.does != Does::GoTo(joining.from))
            .collect();
    }
    let mut entries = Vec::new();
    if may_draw {
        entries.extend(first_parts());
    }
    if purpose == Purpose::Anything {
        entries.extend(in_room(room));
    }
    if may_draw {
        entries.extend(further_placeables());
    }
    if purpose == Purpose::Anything {
        entries.extend(commands::by_keys(session));
        if may_draw {
            entries.extend(commands::by_name());
            entries.extend(conversions(session));
        }
        entries.extend(elements(session));
    }
    entries
}

/// Those that answer to a query, the best first. What stands on the board and what others can become come with letters only.
pub(super) fn ranked(entries: &[Entry], query: &str, purpose: Purpose) -> Vec<Answer> {
    let asked = !query.trim().is_empty();
    let shown = |entry: &&Entry| match entry.sort {
        Sort::Placeable | Sort::Command | Sort::Private => true,
        Sort::Other | Sort::Element(_) => asked || matches!(purpose, Purpose::Joining(_)),
    };
    let mut found = entries
        .iter()
        .filter(shown)
        .filter_map(|entry| Some((matching::find(query, &entry.name, entry.words)?, entry)))
        .collect::<Vec<(Found<'static>, &Entry)>>();
    found.sort_by_key(|(found, _)| Reverse(found.score));
    let answer = |(found, entry): (Found<'static>, &Entry)| Answer {
        entry: entry.clone(),
        by: found.by,
    };
    found.into_iter().map(answer).collect()
}

/// Does what was chosen; `tied` also connects what is put down to what is selected.
pub(super) fn take(session: Session, finding: Finding, room: Room, entry: &Entry, tied: bool) {
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
        Does::InRoom(deed) => room.run(*deed),
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

fn first_parts() -> impl Iterator<Item = Entry> {
    FIRST.into_iter().map(|part| placeable(Figure::Part(part)))
}

/// The other parts, shapes, frame and signs, and text.
fn further_placeables() -> impl Iterator<Item = Entry> {
    let is_first = |figure: &Figure| matches!(figure, Figure::Part(part) if FIRST.contains(part));
    let (parts, others) = Figure::all()
        .filter(|figure| !is_first(figure))
        .partition::<Vec<_>, _>(|figure| matches!(figure, Figure::Part(_)));
    let text = Entry {
        name: "Text".to_owned(),
        sort: Sort::Placeable,
        sign: Sign::Icon("type"),
        key: None,
        words: "words label write",
        does: Does::Place(ToolKind::Text),
    };
    parts.into_iter().chain(others).map(placeable).chain([text])
}

fn placeable(figure: Figure) -> Entry {
    Entry {
        name: figure.name().to_owned(),
        sort: Sort::Placeable,
        sign: Sign::Figure(figure),
        key: None,
        words: figure.words(),
        does: Does::Place(figure.tool()),
    }
}

/// What the room offers this person now.
fn in_room(room: Room) -> Vec<Entry> {
    let entry = |deed: RoomDeed, icon, name: String, key: &'static str, words| Entry {
        name,
        sort: if deed.is_private() {
            Sort::Private
        } else {
            Sort::Command
        },
        sign: Sign::Icon(icon),
        key: (!key.is_empty()).then_some(key),
        words,
        does: Does::InRoom(deed),
    };
    let offered = OFFERS.iter().filter(|offer| room.offers(offer.deed));
    let offered = offered.map(|offer| entry(offer.deed, offer.icon, offer.name.to_owned(), offer.key, offer.words));
    let followed = room.to_follow().into_iter();
    let followed = followed.map(|(whom, name)| entry(RoomDeed::Follow(whom), "eye", name, "", "watch people"));
    offered.chain(followed).collect()
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
    let entry = |figure: Figure, prop: Prop| Entry {
        name: format!("Turn into: {}", figure.name()),
        sort: Sort::Other,
        sign: Sign::Figure(figure),
        key: None,
        words: figure.words(),
        does: Does::TurnInto(prop),
    };
    let parts = Part::ALL.map(|part| entry(Figure::Part(part), Prop::Part(part)));
    let shapes = ShapeKind::ALL.map(|shape| entry(Figure::Shape(shape), Prop::Shape(shape)));
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
            sign: Sign::None,
            key: None,
            words: item.kind,
            does: Does::GoTo(item.id),
        })
}
