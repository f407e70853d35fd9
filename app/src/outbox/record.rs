//! The form of one kept outbox and the names it is kept under. The first byte is the form's version: what a newer page
//! wrote is not guessed at.

use board::{
    base64,
    id::{ClientId, RoomId},
};
use leptos::prelude::window;
use serde::{Deserialize, Serialize};
use web_sys::Storage;

use crate::{
    dom,
    outbox::{SavedOutbox, Unsent},
};

const VERSION: u8 = 1;
/// More than this is not kept when a page goes: the second place is small. It is many minutes of drawing.
const LAST_BYTES: usize = 1024 * 1024;

/// One outbox as it is kept.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(super) struct Record {
    pub(super) client: ClientId,
    pub(super) saved_wall_millis: u64,
    pub(super) n_waiting: u32,
    replica: Vec<u8>,
}

impl Record {
    pub(super) fn new(client: ClientId, saved_wall_millis: u64, unsent: Unsent) -> Record {
        Record {
            client,
            saved_wall_millis,
            n_waiting: unsent.n_waiting,
            replica: unsent.replica,
        }
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        postcard::to_extend(self, vec![VERSION]).expect("a vector takes all bytes and the types are plain data")
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Record> {
        match bytes.split_first() {
            Some((&VERSION, rest)) => postcard::from_bytes(rest).ok(),
            Some((_, _)) | None => None,
        }
    }

    pub(super) fn into_saved(self, now_wall_millis: u64) -> SavedOutbox {
        SavedOutbox {
            replica: self.replica,
            n_waiting: self.n_waiting,
            // Somebody may have set the clock back meanwhile.
            asleep_millis: now_wall_millis.saturating_sub(self.saved_wall_millis),
        }
    }
}

/// The room and seat that an outbox is bound to.
#[derive(Clone, Debug)]
pub(super) struct Place {
    room: RoomId,
    seat: String,
}

impl Place {
    pub(super) fn new(room: RoomId, seat: &str) -> Place {
        Place {
            room,
            seat: seat.to_owned(),
        }
    }

    pub(super) fn prefix(&self) -> String {
        format!("outbox/{}/{}/", self.room, self.seat)
    }

    pub(super) fn key(&self, client: ClientId) -> String {
        format!("{}{client}", self.prefix())
    }

    /// Keeps the last record of a page that goes; done when this returns.
    pub(super) fn keep_last(&self, client: ClientId, bytes: &[u8]) {
        if bytes.len() <= LAST_BYTES {
            dom::keep(&self.key(client), &base64::encode(bytes));
        }
    }

    /// Forgets it: the storage has what it held, or nobody wants it.
    pub(super) fn forget_last(&self, client: ClientId) {
        dom::forget(&self.key(client));
    }

    /// The keys of such records of this room and seat.
    pub(super) fn last_keys(&self) -> Vec<String> {
        let kept = dom::kept_with_prefix(&self.prefix());
        let records = kept.iter().filter_map(|text| from_text(text));
        records.map(|record| self.key(record.client)).collect()
    }

    pub(super) fn lock(client: ClientId) -> String {
        format!("chalkback-outbox-{client}")
    }

    /// The client this tab had here before it was reloaded. A duplicated tab reads its original's, whose lock is held.
    pub(super) fn remembered_in_tab(&self) -> Option<ClientId> {
        tab_storage()?.get_item(&self.prefix()).ok()??.parse().ok()
    }

    pub(super) fn remember_in_tab(&self, client: ClientId) {
        if let Some(storage) = tab_storage() {
            // Without it a reload still finds the outbox among those that nobody holds.
            storage.set_item(&self.prefix(), &client.to_string()).ok();
        }
    }

    pub(super) fn forget_in_tab(&self) {
        if let Some(storage) = tab_storage() {
            storage.remove_item(&self.prefix()).ok();
        }
    }
}

/// The record that a page kept under a key when it went.
pub(super) fn last_at(key: &str) -> Option<Record> {
    from_text(&dom::kept(key)?)
}

fn from_text(text: &str) -> Option<Record> {
    Record::from_bytes(&base64::decode(text)?)
}

fn tab_storage() -> Option<Storage> {
    window().session_storage().ok()?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c3_a_record_reads_back_and_ages() {
        let record = Record::new(
            ClientId(7),
            1_000,
            Unsent {
                replica: vec![1, 2, 3],
                n_waiting: 2,
            },
        );
        let read = Record::from_bytes(&record.to_bytes()).unwrap();
        assert_eq!(read, record);
        let saved = read.clone().into_saved(61_000);
        assert_eq!(
            (saved.replica, saved.n_waiting, saved.asleep_millis),
            (vec![1, 2, 3], 2, 60_000)
        );
        assert_eq!(read.into_saved(500).asleep_millis, 0);
    }

    #[test]
    fn what_another_version_wrote_is_not_guessed_at() {
        assert_eq!(Record::from_bytes(&[]), None);
        assert_eq!(Record::from_bytes(&[9, 1, 2]), None);
    }
}
