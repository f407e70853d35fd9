//! Led replay: several people look at one recording, and one of them moves time for all who follow. Here is what is said about
//! it, and in `group` who leads, who is there, and what to tell whom. Only times, a comparison's two moments, a place on the
//! board and the names of who looks on ever pass here: nothing that a reader alone sees.

mod group;

use board::{geometry::Point, id::ClientId, playback::Transport, time::Millis};
use serde::{Deserialize, Serialize};

pub use self::group::{Group, Outgoing};

/// Somebody who looks on, as the others know them; never used twice in a group.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
pub struct ViewerId(pub u32);

/// What looks on.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum ViewerKind {
    /// A person at a review.
    Person,
    /// A picture for a room full of people; it follows and never leads.
    Projector,
}

/// Somebody who looks on.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Viewer {
    /// Which one.
    pub id: ViewerId,
    /// As they call themselves.
    pub name: String,
    /// Tells apart who calls themselves the same, from 1.
    pub number: u32,
    /// Whether their time is the leader's.
    pub follows: bool,
    /// A person or a projector.
    pub kind: ViewerKind,
}

/// Who leads.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub enum Lead {
    /// Nobody: whoever wants to may.
    #[default]
    Free,
    /// One of those who look on.
    With(ViewerId),
    /// Somebody whose connection is lost, for a moment.
    KeptFor(ViewerId),
}

/// Who is there, and who leads. Whoever has not joined is told of the leader alone.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Here {
    /// Which of them one is; `None` before joining.
    pub you: Option<ViewerId>,
    /// In the order in which they came; among them the leader, also while the lead is kept.
    pub viewers: Vec<Viewer>,
    /// Who leads.
    pub lead: Lead,
}

/// What of two compared moments is shown.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum Side {
    /// The earlier one.
    Before,
    /// One over the other.
    Both,
    /// One beside the other.
    Beside,
    /// The later one.
    After,
}

/// Two moments that are compared.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Compared {
    /// The earlier one.
    pub from: Millis,
    /// The later one.
    pub to: Millis,
    /// What of them is shown.
    pub side: Side,
}

/// What the leader shows.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Shown {
    /// Where time is and how it runs.
    pub transport: Transport,
    /// What is compared, if something is.
    pub compared: Option<Compared>,
}

/// What somebody asks for.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum Request {
    /// To be one of those who look on.
    Join {
        /// Known to the page that joins and to nobody else: by it the page is known again when it comes back.
        key: ClientId,
        /// What to call them.
        name: String,
        /// A person or a projector.
        kind: ViewerKind,
        /// Whether they follow.
        follows: bool,
    },
    /// To be it no longer.
    Leave,
    /// To follow, or to look around oneself.
    Follow(bool),
    /// The lead, where nobody has it.
    Lead,
    /// To give the lead to somebody else (the leader).
    HandOver(ViewerId),
    /// To lead no longer (the leader).
    StopLeading,
    /// That everybody is shown this (the leader).
    Show(Shown),
    /// That everybody sees where one points (the leader).
    Point(Option<Point>),
}

/// What somebody is told.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum News {
    /// Who is there, and who leads.
    Here(Here),
    /// What the leader shows, as it was so long ago.
    Shown {
        /// What.
        shown: Shown,
        /// How long ago, in milliseconds.
        ago_millis: u64,
    },
    /// Where the leader points.
    Pointer(Option<Point>),
    /// Why what was asked for did not happen.
    Refused(Refusal),
}

/// Why something did not happen.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize, thiserror::Error)]
pub enum Refusal {
    /// One has to join first.
    #[error("Join first.")]
    NotJoined,
    /// There is a leader already.
    #[error("Somebody else leads.")]
    SomebodyLeads,
    /// Only the leader does that.
    #[error("You do not lead.")]
    NotLeader,
    /// There is nobody of that number, or a projector.
    #[error("They cannot lead: they have left.")]
    NobodyThere,
    /// The name is empty, too long or holds signs that cannot be shown.
    #[error("A name has 1 to 80 letters.")]
    Name,
}

impl Viewer {
    /// What to call them, told apart from others of the same name.
    pub fn called(&self) -> String {
        match self.number {
            0 | 1 => self.name.clone(),
            number => format!("{} {number}", self.name),
        }
    }
}

impl Here {
    /// The leader, also while the lead is kept for them.
    pub fn leader(&self) -> Option<&Viewer> {
        match self.lead {
            Lead::Free => None,
            Lead::With(id) | Lead::KeptFor(id) => self.viewer(id),
        }
    }

    /// Whether one leads oneself.
    pub fn is_led_by_you(&self) -> bool {
        self.you.is_some_and(|you| self.lead == Lead::With(you))
    }

    /// One of those who look on.
    pub fn viewer(&self, id: ViewerId) -> Option<&Viewer> {
        self.viewers.iter().find(|viewer| viewer.id == id)
    }

    /// How many people follow.
    pub fn n_following(&self) -> usize {
        let leader = self.leader().map(|leader| leader.id);
        let people = self.viewers.iter().filter(|viewer| viewer.kind == ViewerKind::Person);
        people
            .filter(|viewer| viewer.follows && Some(viewer.id) != leader)
            .count()
    }
}
