//! Pieces of one's own voice on their way to the server: kept in the browser's storage until they are acknowledged, sent one after
//! the other, and sent again after a loss, a reload or hours without a network. A piece that came twice is the same piece.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use board::{id::RoomId, limits, time::Millis, voice::place::RoomTime};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;

use crate::{
    api::{self, ApiError},
    dom,
    platform::{self, Durability},
};

const VERSION: u8 = 1;
/// The server's code for a piece whose consent does not stand.
const WITHDRAWN: &str = "voice_withdrawn";
/// Between tries: first and longest.
const AGAIN_MILLIS: (u32, u32) = (500, 10_000);

/// What the page shows of it.
#[derive(Clone, Copy)]
pub(super) struct Told {
    /// Pieces that the server does not have yet.
    pub(super) waiting: RwSignal<usize>,
    /// What went wrong last, in a sentence.
    pub(super) trouble: RwSignal<Option<String>>,
    /// The server says that the consent does not stand any more.
    pub(super) withdrawn: RwSignal<bool>,
}

/// A piece as it is kept.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(super) struct Record {
    /// The page that recorded it: only that page's clock can be asked again.
    pub(super) page: u128,
    pub(super) take: u128,
    pub(super) piece: u32,
    pub(super) number: u32,
    pub(super) page_millis: u64,
    /// Its place as it was known then; `None` before the room's clock was.
    pub(super) at: Option<Millis>,
    pub(super) bytes: Vec<u8>,
}

/// The queue of one seat in this tab.
pub(super) struct Queue {
    room: RoomId,
    seat: String,
    page: u128,
    time: Rc<RefCell<RoomTime>>,
    waiting: RefCell<VecDeque<Record>>,
    sending: Cell<bool>,
    told: Told,
}

impl Told {
    pub(super) fn new() -> Told {
        Told {
            waiting: RwSignal::new(0),
            trouble: RwSignal::new(None),
            withdrawn: RwSignal::new(false),
        }
    }

    pub(super) fn say(self, sentence: &str) {
        self.trouble.try_set(Some(sentence.to_owned()));
    }
}

impl Record {
    fn to_bytes(&self) -> Vec<u8> {
        postcard::to_extend(self, vec![VERSION]).expect("a vector takes all bytes and the types are plain data")
    }

    fn from_bytes(bytes: &[u8]) -> Option<Record> {
        match bytes.split_first() {
            Some((&VERSION, rest)) => postcard::from_bytes(rest).ok(),
            Some((_, _)) | None => None,
        }
    }
}

impl Queue {
    pub(super) fn new(room: RoomId, seat: &str, time: Rc<RefCell<RoomTime>>, told: Told) -> Queue {
        Queue {
            room,
            seat: seat.to_owned(),
            page: uuid::Uuid::new_v4().as_u128(),
            time,
            waiting: RefCell::default(),
            sending: Cell::new(false),
            told,
        }
    }

    /// This page, among all that ever recorded.
    pub(super) fn page(&self) -> u128 {
        self.page
    }

    /// Takes a piece: keeps it, and sends it when its turn comes.
    pub(super) fn add(self: Rc<Self>, record: Record) {
        if self.waiting.borrow().len() >= limits::VOICE_PIECES_WAITING {
            return self
                .told
                .say("So much of your voice waits for the network that no more of it can be kept.");
        }
        let kept = platform::save(&self.key(&record), &record.to_bytes(), Durability::Strict);
        let told = self.told;
        spawn_local(async move {
            if !kept.await {
                told.say("This browser keeps nothing: what you say is lost if the page is closed before it is sent.");
            }
        });
        self.waiting.borrow_mut().push_back(record);
        self.count();
        self.send();
    }

    /// Takes up what earlier pages of this seat left, and sends.
    pub(super) fn go_on(self: Rc<Self>) {
        spawn_local(async move {
            for key in platform::list(&self.prefix()).await {
                let Some(record) = platform::load(&key).await.as_deref().and_then(Record::from_bytes) else {
                    continue;
                };
                let is_known = |known: &Record| (known.take, known.piece) == (record.take, record.piece);
                let known = self.waiting.borrow().iter().any(is_known);
                if !known {
                    self.waiting.borrow_mut().push_back(record);
                }
            }
            self.count();
            self.send();
        });
    }

    /// Throws away what waits, here and in the browser's storage.
    pub(super) fn forget(&self) {
        let prefix = self.prefix();
        self.waiting.borrow_mut().clear();
        self.count();
        spawn_local(async move {
            for key in platform::list(&prefix).await {
                platform::remove(&key).await;
            }
        });
    }

    fn send(self: Rc<Self>) {
        if self.sending.replace(true) {
            return;
        }
        spawn_local(async move {
            let mut pause_millis = AGAIN_MILLIS.0;
            while let Some(record) = self.next() {
                match self.sent(&record).await {
                    Ok(()) => {
                        pause_millis = AGAIN_MILLIS.0;
                        self.done(&record).await;
                    }
                    Err(error) if error.may_pass() => {
                        dom::pause(pause_millis).await;
                        pause_millis = (pause_millis * 2).min(AGAIN_MILLIS.1);
                    }
                    Err(error) => {
                        if error.code == WITHDRAWN {
                            self.told.withdrawn.try_set(true);
                        } else {
                            self.told.say(&error.sentence);
                        }
                        self.done(&record).await;
                    }
                }
            }
            self.sending.set(false);
        });
    }

    async fn sent(&self, record: &Record) -> Result<(), ApiError> {
        let piece = api::voice::Piece {
            take: record.take,
            piece: record.piece,
            at: self.place_of(record),
            number: record.number,
            bytes: &record.bytes,
        };
        api::voice::store(self.room, &self.seat, &piece).await.map(drop)
    }

    /// What is known of the room's clock now may be better than what was known then.
    fn place_of(&self, record: &Record) -> Millis {
        let again = (record.page == self.page).then(|| self.time.borrow().at(record.page_millis));
        again.flatten().or(record.at).unwrap_or_default()
    }

    /// The next whose place is known.
    fn next(&self) -> Option<Record> {
        let waiting = self.waiting.borrow();
        let is_placed = |record: &&Record| {
            record.at.is_some() || (record.page == self.page && self.time.borrow().at(record.page_millis).is_some())
        };
        waiting.iter().find(is_placed).cloned()
    }

    async fn done(&self, record: &Record) {
        let is_it = |known: &Record| (known.take, known.piece) == (record.take, record.piece);
        self.waiting.borrow_mut().retain(|known| !is_it(known));
        self.count();
        platform::remove(&self.key(record)).await;
    }

    fn count(&self) {
        let number = self.waiting.borrow().len();
        self.told.waiting.try_set(number);
    }

    fn prefix(&self) -> String {
        format!("voice/{}/{}/", self.room, self.seat)
    }

    fn key(&self, record: &Record) -> String {
        format!("{}{:032x}/{:06}", self.prefix(), record.take, record.piece)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_reads_back_and_what_another_version_wrote_is_not_guessed_at() {
        let record = Record {
            page: 1,
            take: 2,
            piece: 3,
            number: 4,
            page_millis: 5,
            at: Some(Millis(6)),
            bytes: vec![7; 300],
        };
        assert_eq!(Record::from_bytes(&record.to_bytes()), Some(record.clone()));
        assert_eq!(Record::from_bytes(&[9, 1, 2]), None);
        assert_eq!(Record::from_bytes(&[]), None);
    }
}
