//! Seats and roles. A seat is a person's place in one round, with exactly one role there.

use board::rights::Rights;
use serde::{Deserialize, Serialize};

/// What a seat is for.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the round.
    Host,
    /// Interviews along and can take over.
    CoHost,
    /// Is interviewed.
    Candidate,
    /// Watches; disclosed to everyone.
    Observer,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 4] = [Role::Host, Role::CoHost, Role::Candidate, Role::Observer];

    /// The word shown to people.
    pub fn word(self) -> &'static str {
        match self {
            Role::Host => "Host",
            Role::CoHost => "Co-host",
            Role::Candidate => "Candidate",
            Role::Observer => "Observer",
        }
    }

    /// The role as the API and the storage spell it.
    pub fn key(self) -> &'static str {
        match self {
            Role::Host => "host",
            Role::CoHost => "co_host",
            Role::Candidate => "candidate",
            Role::Observer => "observer",
        }
    }

    /// Reads what [`Role::key`] wrote.
    pub fn from_key(key: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.key() == key)
    }

    /// Reads what [`Role::word`] shows.
    pub fn from_word(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.word() == word)
    }

    /// What it may do in the room, in the board's own words.
    pub fn rights(self) -> Rights {
        match self {
            Role::Host => Rights::HOST,
            Role::CoHost => Rights {
                end: false,
                ..Rights::HOST
            },
            Role::Candidate => Rights::CANDIDATE,
            Role::Observer => Rights::NONE,
        }
    }

    /// Whether it belongs to the interviewing side, which has private notes.
    pub fn is_staff(self) -> bool {
        match self {
            Role::Host | Role::CoHost => true,
            Role::Candidate | Role::Observer => false,
        }
    }
}
