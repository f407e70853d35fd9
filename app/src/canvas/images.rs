//! Pictures on the board, loaded once by their content hash and kept while the canvas lives. One that does not come is
//! asked for again, later each time.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use board::element::AssetHash;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use web_sys::HtmlImageElement;

/// Times that a picture is asked for again, the first after this long, each later one after twice as long.
const RETRIES: u32 = 5;
const FIRST_RETRY_MILLIS: u32 = 2_000;

/// The pictures a canvas has asked for.
pub(super) struct Images {
    address: Option<UnsyncCallback<AssetHash, String>>,
    changed: Rc<dyn Fn()>,
    asked: Rc<RefCell<HashMap<AssetHash, Asked>>>,
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
    failures: u32,
    is_missing: bool,
    again: Option<Timeout>,
    _listeners: [EventListener; 2],
}

impl Images {
    /// `changed` is called whenever one has arrived or did not come.
    pub(super) fn new(address: Option<UnsyncCallback<AssetHash, String>>, changed: impl Fn() + 'static) -> Images {
        Images {
            address,
            changed: Rc::new(changed),
            asked: Rc::default(),
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
        if let Some(known) = asked.get(&hash) {
            let is_there = known.image.complete() && known.image.natural_width() > 0;
            return match (is_there, known.is_missing) {
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
        let (all, changed, address) = (Rc::downgrade(&self.asked), Rc::clone(&self.changed), source.clone());
        let on_error = EventListener::new(&image, "error", move |_| {
            if let Some(all) = all.upgrade()
                && let Some(asked) = all.borrow_mut().get_mut(&hash)
            {
                asked.failed(address.clone());
            }
            changed();
        });
        image.set_src(&source);
        let fresh = Asked {
            image,
            failures: 0,
            is_missing: false,
            again: None,
            _listeners: [on_load, on_error],
        };
        asked.insert(hash, fresh);
        Found::Awaited
    }
}

impl Asked {
    /// Waits, and asks again.
    fn failed(&mut self, address: String) {
        self.is_missing = true;
        if self.failures < RETRIES {
            let image = self.image.clone();
            let wait = FIRST_RETRY_MILLIS << self.failures;
            self.again = Some(Timeout::new(wait, move || image.set_src(&address)));
            self.failures += 1;
        }
    }
}
