//! What is kept of voices in memory only: whose microphone records right now, told to everybody in the room, and which stretches of
//! a round are recorded, so that it is not read again for every piece of sound.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use board::{actor::ActorIndex, codec, id::RoomId, voice::recorded::Recorded};

use crate::storage::{Storage, StorageError, recording};

/// A microphone that has said nothing for so long counts as off: its page is gone or offline.
const SILENT_MILLIS: u64 = 15_000;
/// Rooms of which something is kept; beyond them it is forgotten, and read again when it is asked for.
const ROOMS: usize = 500;

/// A handle on it.
#[derive(Clone, Debug, Default)]
pub struct Voices(Arc<Mutex<HashMap<RoomId, OfRoom>>>);

#[derive(Clone, Debug, Default)]
struct OfRoom {
    /// When each was last heard of.
    on: BTreeMap<ActorIndex, u64>,
    recorded: Recorded,
}

impl Voices {
    /// Somebody's microphone records at a moment of the monotonic clock.
    pub fn on(&self, room: RoomId, actor: ActorIndex, now_millis: u64) {
        self.room(room, |of| {
            of.on.insert(actor, now_millis);
        });
    }

    /// It does no longer.
    pub fn off(&self, room: RoomId, actor: ActorIndex) {
        self.room(room, |of| {
            of.on.remove(&actor);
        });
    }

    /// Whose microphones record.
    pub fn now(&self, room: RoomId, now_millis: u64) -> Vec<ActorIndex> {
        self.room(room, |of| {
            of.on
                .retain(|_, heard| now_millis.saturating_sub(*heard) < SILENT_MILLIS);
            of.on.keys().copied().collect()
        })
    }

    /// Which stretches are recorded, up to now.
    pub async fn recorded(&self, storage: &Storage, room: RoomId) -> Result<Recorded, StorageError> {
        let mut recorded = self.room(room, |of| of.recorded.clone());
        let seq = recorded.seq();
        let bytes = storage
            .public
            .read(move |connection| recording::encoded_since(connection, room, seq))
            .await?;
        let (entries, _) = codec::decode_sound_entries(&bytes);
        recorded.follow(&entries);
        self.room(room, |of| {
            // Two pieces at once: who read further wins.
            if recorded.seq() > of.recorded.seq() {
                of.recorded = recorded.clone();
            }
        });
        Ok(recorded)
    }

    /// Forgets a room that is deleted.
    pub fn forget(&self, room: RoomId) {
        self.rooms().remove(&room);
    }

    fn room<T>(&self, room: RoomId, look: impl FnOnce(&mut OfRoom) -> T) -> T {
        let mut rooms = self.rooms();
        if rooms.len() >= ROOMS && !rooms.contains_key(&room) {
            rooms.clear();
        }
        look(rooms.entry(room).or_default())
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<RoomId, OfRoom>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_microphone_is_on_until_it_is_off_or_silent_for_long() {
        let voices = Voices::default();
        let now = |millis| {
            voices
                .now(RoomId(1), millis)
                .iter()
                .map(|actor| actor.0)
                .collect::<Vec<_>>()
        };
        voices.on(RoomId(1), ActorIndex(2), 1_000);
        voices.on(RoomId(1), ActorIndex(3), 9_000);
        voices.on(RoomId(2), ActorIndex(4), 9_000);
        assert_eq!(now(9_000), [2, 3]);
        assert_eq!(now(17_000), [3]);
        voices.off(RoomId(1), ActorIndex(3));
        assert!(now(17_000).is_empty());
    }
}
