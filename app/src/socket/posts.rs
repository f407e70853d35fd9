//! The way up beside an event stream: one post at a time, so that messages arrive in order; what comes meanwhile waits and
//! goes with the next. Depends on neither timers nor animation frames, which hidden tabs lack.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use board::limits::POST_BYTES;
use wasm_bindgen_futures::spawn_local;

use crate::api;

/// What is to be posted to one connection.
pub(super) struct Posts {
    /// Of the connection; up to its id before that is known.
    address: RefCell<String>,
    seat: String,
    begun: Cell<bool>,
    /// One message per line, in base64.
    waiting: RefCell<String>,
    under_way: Cell<bool>,
    closed: Rc<dyn Fn()>,
}

impl Posts {
    pub(super) fn new(path: &str, seat: &str, closed: Rc<dyn Fn()>) -> Rc<Posts> {
        Rc::new(Posts {
            address: RefCell::new(format!("{path}/events/")),
            seat: seat.to_owned(),
            begun: Cell::default(),
            waiting: RefCell::default(),
            under_way: Cell::default(),
            closed,
        })
    }

    /// Takes the first event, the connection's id. Whether it was the first.
    pub(super) fn begin(&self, id: &str) -> bool {
        let first = !self.begun.replace(true);
        if first {
            let mut address = self.address.borrow_mut();
            *address = api::with_seat(&format!("{address}{id}"), Some(&self.seat));
        }
        first
    }

    pub(super) fn send(self: &Rc<Posts>, message: &[u8]) {
        if !self.begun.get() {
            return;
        }
        let line = board::base64::encode(message);
        self.waiting.borrow_mut().extend([line.as_str(), "\n"]);
        if !self.under_way.replace(true) {
            spawn_local(post(Rc::downgrade(self)));
        }
    }

    /// As many whole lines as one post may hold.
    fn take(&self) -> String {
        let mut waiting = self.waiting.borrow_mut();
        let end = match waiting.get(..POST_BYTES) {
            Some(head) => head.rfind('\n').map_or(waiting.len(), |last| last + 1),
            None => waiting.len(),
        };
        waiting.drain(..end).collect()
    }
}

/// Posts until nothing waits or the connection is dropped.
async fn post(posts: Weak<Posts>) {
    while let Some(now) = posts.upgrade() {
        let body = now.take();
        if body.is_empty() {
            return now.under_way.set(false);
        }
        let (address, closed) = (now.address.borrow().clone(), Rc::clone(&now.closed));
        drop(now);
        if api::post_text(&address, &body).await.is_err() {
            // Nothing is sent twice: what became of it is known after the next hello.
            return closed();
        }
    }
}
