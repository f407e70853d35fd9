//! How people are called and coloured in a review: as they are, or neutrally, so that one looks at the work alone. Decided once,
//! where a recording is opened, so that no part of the page can forget it.

use std::sync::Arc;

use board::{
    Board,
    actor::ActorIndex,
    colour::Colour,
    element::Element,
    limits::ELEMENTS_PER_OP,
    op::{ElementChange, Op, Prop},
    playback::Transport,
};
use interview::api::RecordingHeader;
use leptos::prelude::*;

use crate::{
    people::{colour_of, mark::ink_of},
    review::player::Player,
    route,
};

/// The inks of people that are drawn as the ink that is nobody's.
const NEUTRAL_INKS: &str = "data-neutral-inks";

/// How people appear; in context of every part of a review.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Faces {
    /// Whether names and colours are neutral.
    pub blind: bool,
}

/// Whether one reviews blindly; outlives the parts of the page, which are made anew when it changes.
#[derive(Clone, Copy)]
pub struct Blindness {
    on: RwSignal<bool>,
    /// Where time was when it changed.
    left: StoredValue<Option<Transport>>,
}

impl Blindness {
    /// As the address says; puts itself into the context.
    pub fn begin() -> Blindness {
        let blindness = Blindness {
            on: RwSignal::new(Faces::of_address().blind),
            left: StoredValue::new(None),
        };
        provide_context(blindness);
        blindness
    }

    /// Whether names and colours are neutral.
    pub fn on(self) -> bool {
        self.on.get()
    }

    /// The other way round; time goes on where it is.
    pub fn toggle(self, player: Player) {
        self.left.set_value(Some(player.transport()));
        self.on.update(|blind| *blind = !*blind);
    }

    /// Where time goes on, after the change.
    pub fn goes_on(self) -> Option<Transport> {
        self.left.try_update_value(Option::take).flatten()
    }
}

impl Faces {
    /// As the address asks for.
    pub fn of_address() -> Faces {
        let blind = route::query_value("blind").is_some();
        Faces { blind }
    }

    /// Puts itself into the context. Blindly, what is drawn in the colours that people are told apart by, as everybody draws at
    /// first, is of the ink that is nobody's, as long as the calling owner lives; whatever else is painted follows the style sheet, too.
    pub fn begin(self, header: &RecordingHeader) {
        provide_context(self);
        let Some(root) = document().document_element().filter(|_| self.blind) else {
            return;
        };
        let inks = header.people.iter().map(|person| ink_of(ActorIndex(person.actor)));
        let inks = inks.map(|ink| ink.to_string()).collect::<Vec<_>>();
        // No attribute of this name can be refused.
        root.set_attribute(NEUTRAL_INKS, &inks.join(" ")).ok();
        let root = StoredValue::new_local(root);
        on_cleanup(move || {
            root.try_with_value(|root| root.remove_attribute(NEUTRAL_INKS).ok());
        });
    }

    /// A board as it is taken away: blindly, the colours that people are told apart by are nobody's there, too.
    pub fn board(self, header: &RecordingHeader, mut board: Board) -> Board {
        let inks = header.people.iter().map(|person| colour_of(ActorIndex(person.actor)));
        let inks = inks.filter(|_| self.blind).collect::<Vec<_>>();
        let recoloured = |element: &Arc<Element>| {
            let style = element.style;
            let stroke = inks.contains(&style.stroke).then_some(Prop::Stroke(Colour::INK));
            let fill = style.fill.filter(|fill| inks.contains(fill));
            let fill = fill.map(|_| Prop::Fill(Some(Colour::INK)));
            let props = stroke.into_iter().chain(fill).collect::<Vec<_>>();
            let id = element.id;
            (!props.is_empty()).then_some(ElementChange { id, props })
        };
        let changes = board.elements().filter_map(recoloured).collect::<Vec<_>>();
        for changes in changes.chunks(ELEMENTS_PER_OP) {
            // They are changes of what is there.
            board.apply(ActorIndex::ROOM, &Op::Update(changes.to_vec())).ok();
        }
        board
    }

    /// A person's colour on the board.
    pub fn colour(self, actor: ActorIndex) -> Colour {
        if self.blind { Colour::INK } else { colour_of(actor) }
    }

    /// What stands beside a person's pointer.
    pub fn short(self, name: &str) -> String {
        if self.blind {
            name.to_owned()
        } else {
            name.split_whitespace().next().unwrap_or_default().to_owned()
        }
    }

    /// What is shown of a sentence that may name people of a recording.
    pub fn words(self, header: &RecordingHeader, words: &str) -> String {
        if self.blind {
            interview::blind::neutral_words(header, words)
        } else {
            words.to_owned()
        }
    }

    /// What is shown of a recording's header.
    pub fn seen(self, header: &RecordingHeader) -> RecordingHeader {
        if self.blind {
            interview::blind::neutral(header)
        } else {
            header.clone()
        }
    }
}
