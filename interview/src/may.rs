//! Who may do what: one table for HTTP and sockets, deny by default, no wildcard over the deeds.

use crate::seat::Role;

/// Everything a person can ask of the server that needs a say-so.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Deed {
    /// See the list of rooms.
    ListRooms,
    /// Start a room.
    StartRoom,
    /// Rename or delete a room with everything in it.
    ManageRoom,
    /// Open the review of a round: its recording and one's own notes.
    Review,
    /// Take the recording away.
    ExportRoom,
    /// Save a question and start rooms from it.
    ManageQuestions,
    /// Connect to the live room.
    EnterRoom,
    /// Write, read and mark one's own private notes.
    KeepNotes,
    /// Make, re-issue and revoke links; let people in and eject them.
    ManageSeats,
    /// Give the host's role to a co-host.
    HandOver,
    /// Upload an image for the board.
    UploadAsset,
    /// Read an image of the board.
    ReadAsset,
    /// Make hands read-only, and give them back.
    HoldHands,
    /// Let a second device of one's own into one's seat.
    AddDevice,
    /// Ask for a stretch of one's own doing to be removed from the recording, and see what was removed.
    AskRemoval,
    /// Remove a stretch of the recording.
    RemoveStretch,
    /// Have one's own voice recorded in one's own seat, and delete it.
    KeepVoice,
    /// Lay a call's recording or its transcript beside a round.
    Attach,
}

impl Deed {
    /// All of them.
    pub const ALL: [Deed; 18] = [
        Deed::ListRooms,
        Deed::StartRoom,
        Deed::ManageRoom,
        Deed::Review,
        Deed::ExportRoom,
        Deed::ManageQuestions,
        Deed::EnterRoom,
        Deed::KeepNotes,
        Deed::ManageSeats,
        Deed::HandOver,
        Deed::UploadAsset,
        Deed::ReadAsset,
        Deed::HoldHands,
        Deed::AddDevice,
        Deed::AskRemoval,
        Deed::RemoveStretch,
        Deed::KeepVoice,
        Deed::Attach,
    ];
}

/// Who asks.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Who {
    /// Nobody known.
    Anyone,
    /// Signed-in staff.
    Staff,
    /// The holder of a seat in the room that is asked about.
    Seat(Role),
    /// The holder of a seat in a try-out room, which is deleted after a day.
    TryOut,
}

/// Whether they may.
pub fn may(who: Who, deed: Deed) -> bool {
    match deed {
        Deed::ListRooms | Deed::StartRoom | Deed::ManageRoom | Deed::ManageQuestions => who == Who::Staff,
        Deed::Review | Deed::ExportRoom | Deed::Attach => matches!(who, Who::Staff | Who::TryOut),
        Deed::EnterRoom | Deed::ReadAsset => match who {
            Who::Seat(_) | Who::TryOut => true,
            Who::Staff => deed == Deed::ReadAsset,
            Who::Anyone => false,
        },
        Deed::KeepNotes => match who {
            Who::Seat(role) => role.is_staff(),
            Who::Staff | Who::TryOut => true,
            Who::Anyone => false,
        },
        Deed::ManageSeats | Deed::HoldHands => match who {
            Who::Seat(Role::Host) => true,
            Who::Seat(Role::CoHost | Role::Candidate | Role::Observer) => false,
            Who::Staff => true,
            Who::TryOut | Who::Anyone => false,
        },
        Deed::AddDevice => matches!(who, Who::Seat(_) | Who::TryOut),
        Deed::AskRemoval => matches!(who, Who::Seat(_) | Who::Staff | Who::TryOut),
        Deed::RemoveStretch => match who {
            Who::Seat(Role::Host) | Who::Staff | Who::TryOut => true,
            Who::Seat(Role::CoHost | Role::Candidate | Role::Observer) | Who::Anyone => false,
        },
        Deed::HandOver => who == Who::Seat(Role::Host),
        Deed::UploadAsset | Deed::KeepVoice => match who {
            Who::Seat(Role::Host | Role::CoHost | Role::Candidate) | Who::TryOut => true,
            Who::Seat(Role::Observer) | Who::Staff | Who::Anyone => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_unknown_may_anything() {
        assert!(Deed::ALL.into_iter().all(|deed| !may(Who::Anyone, deed)));
    }

    #[test]
    fn a_candidate_enters_uploads_asks_and_keeps_the_own_voice_and_that_is_all() {
        let allowed = Deed::ALL
            .into_iter()
            .filter(|deed| may(Who::Seat(Role::Candidate), *deed))
            .collect::<Vec<_>>();
        assert_eq!(
            allowed,
            [
                Deed::EnterRoom,
                Deed::UploadAsset,
                Deed::ReadAsset,
                Deed::AddDevice,
                Deed::AskRemoval,
                Deed::KeepVoice
            ]
        );
    }
}
