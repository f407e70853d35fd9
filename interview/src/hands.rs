//! Read-only hands: the host may keep one side of the table from drawing and typing for a while. Who may do what then follows
//! from role and state alone; chatting, pointing and pausing stay.

use board::rights::Rights;
use serde::{Deserialize, Serialize};

use crate::seat::Role;

/// Whose hands.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Hands {
    /// The candidate's.
    Candidate,
    /// Those of host and co-hosts.
    Interviewers,
}

/// Whose hands are read-only: `GET /rooms/{room}/hands` (host).
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Held {
    /// The candidate's.
    pub candidate: bool,
    /// Those of host and co-hosts.
    pub interviewers: bool,
}

/// `PUT /rooms/{room}/hands` (host): makes hands read-only, or gives them back.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct HoldHands {
    /// Whose.
    pub whose: Hands,
    /// Read-only from now on, or no longer.
    pub read_only: bool,
}

impl Hands {
    /// Both sides.
    pub const ALL: [Hands; 2] = [Hands::Candidate, Hands::Interviewers];

    /// As the storage spells it.
    pub fn key(self) -> &'static str {
        match self {
            Hands::Candidate => "candidate",
            Hands::Interviewers => "interviewers",
        }
    }

    /// Whose hands a role has; an observer's hold nothing anyway.
    pub fn of(role: Role) -> Option<Hands> {
        match role {
            Role::Candidate => Some(Hands::Candidate),
            Role::Host | Role::CoHost => Some(Hands::Interviewers),
            Role::Observer => None,
        }
    }
}

impl Held {
    /// Whether these are read-only.
    pub fn holds(self, whose: Hands) -> bool {
        match whose {
            Hands::Candidate => self.candidate,
            Hands::Interviewers => self.interviewers,
        }
    }

    /// Makes them read-only, or gives them back.
    pub fn set(&mut self, whose: Hands, read_only: bool) {
        match whose {
            Hands::Candidate => self.candidate = read_only,
            Hands::Interviewers => self.interviewers = read_only,
        }
    }

    /// What a role may do while that is so.
    pub fn rights(self, role: Role) -> Rights {
        let rights = role.rights();
        match Hands::of(role) {
            Some(whose) if self.holds(whose) => Rights {
                draw: false,
                code: false,
                ..rights
            },
            Some(_) | None => rights,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_side_that_is_held_draws_and_types_nothing() {
        let mut held = Held::default();
        held.set(Hands::Candidate, true);
        for role in Role::ALL {
            let (free, now) = (role.rights(), held.rights(role));
            let works = role != Role::Candidate && role != Role::Observer;
            assert_eq!((now.draw, now.code), (works, works), "{role:?}");
            assert_eq!(
                (now.chat, now.pause, now.end),
                (free.chat, free.pause, free.end),
                "{role:?}"
            );
        }
        held.set(Hands::Candidate, false);
        assert_eq!(held, Held::default());
    }
}
