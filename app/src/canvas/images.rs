//! Pictures on the board, loaded once by their content hash and kept while the canvas lives. One that does not come is
//! asked for again, later each time; given up, it is when the network is back, or when its place is painted much later.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use board::element::AssetHash;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use web_sys::HtmlImageElement;

use crate::dom;

/// Times that a picture is asked for again, the first after this long, each later one after twice as long.
const RETRIES: u32 = 5;
const FIRST_RETRY_MILLIS: u32 = 2_000;
/// So long after it was given up, one whose place is painted again is asked for again.
const GIVEN_UP_MILLIS: f64 = 30_000.0;

/// The pictures a canvas has asked for.
pub(super) struct Images {
    address: Option<UnsyncCallback<AssetHash, String>>,
    changed: Rc<dyn Fn()>,
    asked: Rc<RefCell<HashMap<AssetHash, Asked>>>,
    _online: EventListener,
}

/// How a picture stands.
pub(super) enum Found {
    /// It can be painted.
    Here(HtmlImageElement),
    /// It is on its way.
    Awaited,
    /// It did not come, as yet.
    Missing,
}

struct Asked {
    image: HtmlImageElement,
    address: String,
    failures: u32,
    is_missing: bool,
    failed_millis: f64,
    again: Option<Timeout>,
    _listeners: [EventListener; 2],
}

impl Images {
    /// `changed` is called whenever one has arrived or did not come.
    pub(super) fn new(address: Option<UnsyncCallback<AssetHash, String>>, changed: impl Fn() + 'static) -> Images {
        let asked: Rc<RefCell<HashMap<AssetHash, Asked>>> = Rc::default();
        let all = Rc::downgrade(&asked);
        let online = EventListener::new(&window(), "online", move |_| {
            if let Some(all) = all.upgrade() {
                all.borrow_mut().values_mut().for_each(Asked::ask_anew);
            }
        });
        Images {
            address,
            changed: Rc::new(changed),
            asked,
            _online: online,
        }
    }

    /// A picture that was asked for, arrived or not.
    pub(super) fn asked_for(&self, hash: AssetHash) -> Option<HtmlImageElement> {
        self.asked.borrow().get(&hash).map(|asked| asked.image.clone())
    }

    /// A picture; if it was not asked for, it is on its way from now on.
    pub(super) fn get(&self, hash: AssetHash) -> Found {
        let Some(address) = self.address else {
            return Found::Missing;
        };
        let mut asked = self.asked.borrow_mut();
        if let Some(known) = asked.get_mut(&hash) {
            if known.is_given_up() && dom::now_millis() - known.failed_millis > GIVEN_UP_MILLIS {
                known.ask_anew();
            }
            return match (known.is_there(), known.is_missing) {
                (true, _) => Found::Here(known.image.clone()),
                (false, true) => Found::Missing,
                (false, false) => Found::Awaited,
            };
        }
        let Ok(image) = HtmlImageElement::new() else {
            return Found::Missing;
        };
        let source = address.run(hash);
        let changed = Rc::clone(&self.changed);
        let on_load = EventListener::new(&image, "load", move |_| changed());
        let (all, changed) = (Rc::downgrade(&self.asked), Rc::clone(&self.changed));
        let on_error = EventListener::new(&image, "error", move |_| {
            if let Some(all) = all.upgrade()
                && let Some(asked) = all.borrow_mut().get_mut(&hash)
            {
                asked.failed();
            }
            changed();
        });
        image.set_src(&source);
        let fresh = Asked {
            image,
            address: source,
            failures: 0,
            is_missing: false,
            failed_millis: 0.0,
            again: None,
            _listeners: [on_load, on_error],
        };
        asked.insert(hash, fresh);
        Found::Awaited
    }
}

impl Asked {
    fn is_there(&self) -> bool {
        self.image.complete() && self.image.natural_width() > 0
    }

    fn is_given_up(&self) -> bool {
        self.is_missing && self.failures == RETRIES && self.again.is_none()
    }

    /// Asks for one that did not come as if for the first time.
    fn ask_anew(&mut self) {
        if self.is_missing && !self.is_there() {
            (self.failures, self.again) = (0, None);
            self.image.set_src(&self.address);
        }
    }

    /// Waits, and asks again.
    fn failed(&mut self) {
        self.is_missing = true;
        self.failed_millis = dom::now_millis();
        self.again = None;
        if self.failures < RETRIES {
            let (image, address) = (self.image.clone(), self.address.clone());
            let wait = FIRST_RETRY_MILLIS << self.failures;
            self.again = Some(Timeout::new(wait, move || image.set_src(&address)));
            self.failures += 1;
        }
    }
}
