//! Pictures on the board, loaded once by their content hash and kept while the canvas lives.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use board::element::AssetHash;
use gloo_events::EventListener;
use leptos::prelude::*;
use web_sys::HtmlImageElement;

/// The pictures a canvas has asked for.
pub(super) struct Images {
    address: Option<UnsyncCallback<AssetHash, String>>,
    loaded: Rc<dyn Fn()>,
    asked: RefCell<HashMap<AssetHash, Asked>>,
}

struct Asked {
    image: HtmlImageElement,
    _on_load: EventListener,
}

impl Images {
    /// `loaded` is called whenever one has arrived.
    pub(super) fn new(address: Option<UnsyncCallback<AssetHash, String>>, loaded: impl Fn() + 'static) -> Images {
        Images {
            address,
            loaded: Rc::new(loaded),
            asked: RefCell::default(),
        }
    }

    /// A picture that was asked for, arrived or not.
    pub(super) fn asked_for(&self, hash: AssetHash) -> Option<HtmlImageElement> {
        self.asked.borrow().get(&hash).map(|asked| asked.image.clone())
    }

    /// A picture, if it has arrived; if not, it is on its way from now on.
    pub(super) fn get(&self, hash: AssetHash) -> Option<HtmlImageElement> {
        let address = self.address?;
        let mut asked = self.asked.borrow_mut();
        if let Some(known) = asked.get(&hash) {
            let is_there = known.image.complete() && known.image.natural_width() > 0;
            return is_there.then(|| known.image.clone());
        }
        let image = HtmlImageElement::new().ok()?;
        let loaded = Rc::clone(&self.loaded);
        let on_load = EventListener::once(&image, "load", move |_| loaded());
        image.set_src(&address.run(hash));
        asked.insert(
            hash,
            Asked {
                image,
                _on_load: on_load,
            },
        );
        None
    }
}
