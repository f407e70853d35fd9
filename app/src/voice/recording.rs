//! What a microphone said becomes pieces: each take's stream is taken apart as it comes, and every few seconds of it get their place
//! on the room's clock and go to the queue. Lives as long as anything of it is on its way, also when its page has gone on.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};

use board::{
    id::RoomId,
    voice::{
        ogg,
        packet::{self, SAMPLES_PER_MILLI},
        place::RoomTime,
        webm::Unpacking,
    },
};

use super::queue::{Queue, Record, Told};

/// What one tab's microphone records.
pub(super) struct Recording {
    /// What is known of the room's clock.
    pub(super) time: Rc<RefCell<RoomTime>>,
    /// Of the consent that stands.
    pub(super) number: Cell<u32>,
    takes: RefCell<BTreeMap<u32, Take>>,
    queue: Rc<Queue>,
    told: Told,
}

/// One run of a recorder.
struct Take {
    id: u128,
    began_page_millis: u64,
    unpacking: Unpacking,
    samples: u64,
    pieces: u32,
}

impl Recording {
    pub(super) fn new(room: RoomId, seat: &str, told: Told) -> Recording {
        let time = Rc::new(RefCell::new(RoomTime::default()));
        Recording {
            time: Rc::clone(&time),
            number: Cell::new(0),
            takes: RefCell::default(),
            queue: Rc::new(Queue::new(room, seat, time, told)),
            told,
        }
    }

    /// Sends what waits, from this page and from earlier ones.
    pub(super) fn go_on(&self) {
        Rc::clone(&self.queue).go_on();
    }

    /// Throws away what waits.
    pub(super) fn forget(&self) {
        self.queue.forget();
    }

    pub(super) fn began(&self, take: u32, page_millis: u64) {
        let begun = Take {
            id: uuid::Uuid::new_v4().as_u128(),
            began_page_millis: page_millis,
            unpacking: Unpacking::default(),
            samples: 0,
            pieces: 0,
        };
        self.takes.borrow_mut().insert(take, begun);
    }

    pub(super) fn heard(&self, take: u32, bytes: &[u8]) {
        let mut takes = self.takes.borrow_mut();
        let Some(take) = takes.get_mut(&take) else { return };
        let packets = match take.unpacking.take(bytes) {
            Ok(packets) => packets,
            Err(_) => {
                return self
                    .told
                    .say("This browser records in a way that cannot be kept; your voice is not recorded.");
            }
        };
        if packets.is_empty() {
            return;
        }
        let page_millis = take.began_page_millis + take.samples / SAMPLES_PER_MILLI;
        let record = Record {
            page: self.queue.page(),
            take: take.id,
            piece: take.pieces,
            number: self.number.get(),
            page_millis,
            at: self.time.borrow().at(page_millis),
            bytes: ogg::write(&packets),
        };
        take.samples += packet::samples(&packets);
        take.pieces += 1;
        Rc::clone(&self.queue).add(record);
    }

    pub(super) fn ended(&self, take: u32) {
        self.takes.borrow_mut().remove(&take);
    }
}
