//! Where unsent work waits out a reload: one record in the browser's storage per tab, room and seat, held under a lock
//! (rules C1 to C3). Knows nothing of what is in it: the replica's saved state goes in and comes out as bytes.
//!
//! A browser drops what it has not finished writing when a page goes, also what began well before. So the last record of a
//! page that goes is kept in a second place too, where writing is done when the call returns; whichever is newer counts.

mod record;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use board::{
    id::{ClientId, RoomId},
    sorting::sort_by,
};
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use leptos::prelude::{document, window};
use wasm_bindgen_futures::spawn_local;

pub use crate::platform::Keeping;
use crate::{
    live::Live,
    outbox::record::{Place, Record},
    platform::{self, Durability},
};

/// Changes within this time are written once.
const SAVE_DELAY_MILLIS: u32 = 50;
/// A reloaded page waits so long for the lock of the page it was.
const OWN_LOCK_WAIT_MILLIS: u32 = 1_500;

/// What an earlier page left.
#[derive(Clone, Debug)]
pub struct SavedOutbox {
    /// The replica's saved state.
    pub replica: Vec<u8>,
    /// Changes in it that were not acknowledged.
    pub n_waiting: u32,
    /// Milliseconds since it was written, by the wall clock: what has to be added to the age of each change in it.
    pub asleep_millis: u64,
}

/// What is to be kept right now.
#[derive(Clone, Debug, Default)]
pub struct Unsent {
    /// The replica's saved state.
    pub replica: Vec<u8>,
    /// Changes in it that were not acknowledged.
    pub n_waiting: u32,
}

/// Whether the page may be about to go: then nothing may be left half written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Going {
    No,
    Perhaps,
}

/// This tab's outbox. Clones are the same outbox.
#[derive(Clone)]
pub struct Outbox(Rc<Inner>);

struct Inner {
    place: Place,
    client: ClientId,
    keeping: Live<Keeping>,
    /// Asked for what to keep, when it is time.
    source: RefCell<Option<Box<dyn Fn() -> Unsent>>>,
    /// Something changed since the last write began, or that write failed.
    dirty: Cell<bool>,
    /// Writes that began and have not ended.
    writing: Cell<u32>,
    timer: RefCell<Option<Timeout>>,
    listeners: RefCell<Vec<EventListener>>,
}

impl Outbox {
    /// Takes the outbox this tab had, else one that no open tab holds, else a fresh one.
    /// It tells through `told` what becomes of unsent work when the page goes.
    pub async fn open(room: RoomId, seat: &str, told: Live<Keeping>) -> (Outbox, Option<SavedOutbox>) {
        let place = Place::new(room, seat);
        let keeping = platform::open_outbox().await;
        told.set(keeping);
        let adopted = match keeping {
            Keeping::Kept => adopt(&place).await,
            Keeping::NoStorage | Keeping::NoLocks | Keeping::Failed => None,
        };
        let (client, saved) = match adopted {
            Some(record) => (record.client, Some(record.into_saved(wall_millis()))),
            None => (ClientId(uuid::Uuid::new_v4().as_u128()), None),
        };
        if keeping == Keeping::Kept && saved.is_none() {
            // Nobody else knows this id, so the lock is free.
            platform::hold_lock(&Place::lock(client), 0).await;
        }
        place.remember_in_tab(client);
        let inner = Inner {
            place,
            client,
            keeping: told,
            source: RefCell::default(),
            dirty: Cell::new(false),
            writing: Cell::new(0),
            timer: RefCell::default(),
            listeners: RefCell::default(),
        };
        let outbox = Outbox(Rc::new(inner));
        outbox.write_before_the_page_goes();
        (outbox, saved)
    }

    /// The client that counters count within.
    pub fn client(&self) -> ClientId {
        self.0.client
    }

    /// Sets where to get what is to be kept; asked at most once per delay, and when the page goes. A source that has
    /// nothing to say (its room was left) gives no bytes, and what is kept stays as it is.
    pub fn keep_from(&self, source: impl Fn() -> Unsent + 'static) {
        *self.0.source.borrow_mut() = Some(Box::new(source));
    }

    /// Something waits that did not, or no longer does.
    pub fn changed(&self) {
        self.0.dirty.set(true);
        if self.0.timer.borrow().is_some() {
            return;
        }
        let weak = Rc::downgrade(&self.0);
        let timer = Timeout::new(SAVE_DELAY_MILLIS, move || {
            if let Some(inner) = weak.upgrade() {
                inner.write(Going::No);
            }
        });
        *self.0.timer.borrow_mut() = Some(timer);
    }

    /// Writes now, if something changed.
    pub fn write_now(&self) {
        self.0.write(Going::No);
    }

    /// The person leaves the room for good: nothing is kept, and the lock is free again.
    pub fn clear(&self) {
        self.0.listeners.borrow_mut().clear();
        self.0.timer.borrow_mut().take();
        self.0.source.borrow_mut().take();
        self.0.place.forget_in_tab();
        self.0.place.forget_last(self.0.client);
        let key = self.0.place.key(self.0.client);
        let lock = Place::lock(self.0.client);
        spawn_local(async move {
            platform::remove(&key).await;
            platform::release_lock(&lock);
        });
    }

    fn write_before_the_page_goes(&self) {
        let on = |target: &web_sys::EventTarget, event: &'static str| {
            let weak = Rc::downgrade(&self.0);
            EventListener::new(target, event, move |_| {
                if let Some(inner) = weak.upgrade() {
                    inner.write(Going::Perhaps);
                }
            })
        };
        let (window, document) = (window(), document());
        // Hiding is the last thing a phone tells before it drops a page; showing again writes nothing new.
        *self.0.listeners.borrow_mut() = vec![
            on(&window, "pagehide"),
            on(&document, "visibilitychange"),
            on(&document, "freeze"),
        ];
    }
}

impl Inner {
    fn write(self: &Rc<Inner>, going: Going) {
        self.timer.borrow_mut().take();
        let is_going = going == Going::Perhaps;
        let is_written = !self.dirty.get() && (self.writing.get() == 0 || !is_going);
        if is_written || self.keeping.get_untracked() == Keeping::NoStorage {
            return;
        }
        let unsent = self.source.borrow().as_ref().map(|source| source()).unwrap_or_default();
        if unsent.replica.is_empty() {
            return;
        }
        self.dirty.set(false);
        let bytes = Record::new(self.client, wall_millis(), unsent).to_bytes();
        // Without locks nobody would ever take it up.
        if is_going && matches!(self.keeping.get_untracked(), Keeping::Kept | Keeping::Failed) {
            self.place.keep_last(self.client, &bytes);
        }
        let durability = if is_going {
            Durability::Strict
        } else {
            Durability::Relaxed
        };
        let written = platform::save(&self.place.key(self.client), &bytes, durability);
        self.writing.set(self.writing.get() + 1);
        let weak = Rc::downgrade(self);
        let keeping = self.keeping;
        spawn_local(async move {
            let is_kept = written.await;
            if let Some(inner) = weak.upgrade() {
                inner.wrote(is_kept);
            }
            let now = match (is_kept, keeping.get_untracked()) {
                (false, Keeping::Kept) => Keeping::Failed,
                (true, Keeping::Failed) => Keeping::Kept,
                (_, unchanged) => unchanged,
            };
            if now != keeping.get_untracked() {
                keeping.set(now);
            }
        });
    }

    fn wrote(&self, is_kept: bool) {
        self.writing.set(self.writing.get().saturating_sub(1));
        if !is_kept {
            // The next change or the end of the page tries again.
            self.dirty.set(true);
        } else if self.writing.get() == 0 && !self.dirty.get() {
            self.place.forget_last(self.client);
        }
    }
}

impl Drop for Inner {
    /// The page shows another room or none: what was written stays, and any tab may take it up. The source is not asked:
    /// it may be what is being dropped.
    fn drop(&mut self) {
        platform::release_lock(&Place::lock(self.client));
    }
}

/// The record to go on with, its lock taken. Old records that hold nothing are removed on the way.
async fn adopt(place: &Place) -> Option<Record> {
    let own = place.remembered_in_tab();
    let mut records = Vec::new();
    let mut keys = platform::list(&place.prefix()).await;
    for key in place.last_keys() {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    for key in keys {
        records.extend(newest(&key).await);
    }
    let rank = |record: &Record| {
        (
            Some(record.client) != own,
            record.n_waiting == 0,
            record.saved_wall_millis,
        )
    };
    sort_by(&mut records, |left, right| rank(left).cmp(&rank(right)));
    let mut adopted = None;
    for record in records {
        let is_own = Some(record.client) == own;
        if adopted.is_some() && record.n_waiting > 0 {
            continue;
        }
        let wait_millis = if is_own { OWN_LOCK_WAIT_MILLIS } else { 0 };
        if !platform::hold_lock(&Place::lock(record.client), wait_millis).await {
            continue;
        }
        if adopted.is_none() {
            // Its tab may have written once more while we waited.
            adopted = Some(newest(&place.key(record.client)).await.unwrap_or(record));
        } else {
            platform::remove(&place.key(record.client)).await;
            place.forget_last(record.client);
            platform::release_lock(&Place::lock(record.client));
        }
    }
    adopted
}

/// What is kept under a key: the newer of what the storage has and what was kept when a page went. What another version of
/// the page wrote stays where it is, for that version.
async fn newest(key: &str) -> Option<Record> {
    let stored = platform::load(key).await.as_deref().and_then(Record::from_bytes);
    let last = record::last_at(key);
    match (stored, last) {
        (Some(stored), Some(last)) if stored.saved_wall_millis > last.saved_wall_millis => Some(stored),
        (stored, last) => last.or(stored),
    }
}

/// For ages over a reload only: the monotonic clock starts anew with each page.
fn wall_millis() -> u64 {
    js_sys::Date::now().max(0.0) as u64
}
