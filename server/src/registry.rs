//! The live rooms by id: finds or starts a room's task, and passes on what concerns the people in it.
use board::{actor::ActorIndex, id::RoomId};
use interview::seat::Role;

/// A handle on all live rooms.
#[derive(Clone, Debug, Default)]
pub struct Registry {}

impl Registry {
    /// Closes the sockets of one person in a room: the seat was revoked, or they were ejected.
    pub async fn eject(&self, _room: RoomId, _actor: ActorIndex) {}
    /// Gives a person in a room another role, at once.
    pub async fn set_role(&self, _room: RoomId, _actor: ActorIndex, _role: Role) {}
    /// Shows a person under another name, at once.
    pub async fn rename(&self, _room: RoomId, _actor: ActorIndex, _name: String) {}
    /// Ends a room's task and its sockets, before the room is deleted.
    pub async fn close_room(&self, _room: RoomId) {}
}
