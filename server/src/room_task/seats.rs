//! Seats of a live room that change: taken away, given another role, other rights or another name.

use board::{
    actor::ActorIndex,
    protocol::problem_code,
    rights::Rights,
    room::{Outgoing, Seat},
};
use interview::seat::Role;

use super::RoomTask;
use crate::wire::problem;

impl RoomTask {
    pub(super) fn eject(&mut self, actor: ActorIndex, outgoing: &mut Vec<Outgoing>) {
        let theirs = self
            .links
            .iter()
            .filter(|(_, (_, owner))| *owner == actor)
            .map(|(connection, _)| *connection);
        for connection in theirs.collect::<Vec<_>>() {
            let problem = problem(problem_code::SEAT_REVOKED, "Your seat in this room was taken away.");
            outgoing.push(Outgoing::Close { connection, problem });
            outgoing.append(&mut self.room.disconnect(connection, self.clock.now()));
        }
        self.seats.remove(&actor);
    }

    pub(super) fn reseat(&mut self, actor: ActorIndex, change: impl FnOnce(&mut Seat), outgoing: &mut Vec<Outgoing>) {
        if let Some(seat) = self.seats.get_mut(&actor) {
            change(seat);
            outgoing.append(&mut self.room.reseat(seat));
        }
    }

    /// What a seat may do while some hands are read-only.
    pub(super) fn rights_of(&self, seat: &Seat) -> Rights {
        Role::from_word(&seat.role).map_or(seat.rights, |role| self.held.rights(role))
    }
}
