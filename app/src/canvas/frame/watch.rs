//! What makes a whole picture out of date without the board knowing: theme, fonts, size, device-pixel ratio.

use gloo_events::EventListener;
use leptos::prelude::{document, window};
use std::rc::Rc;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, EventTarget, MutationObserver, MutationObserverInit, ResizeObserver};

/// Watches while it lives.
pub(super) struct Watch {
    resize: Option<ResizeObserver>,
    theme: Option<MutationObserver>,
    _listeners: Vec<EventListener>,
    _callback: Closure<dyn FnMut()>,
}

impl Watch {
    /// Calls `changed` when anything of it has changed.
    pub(super) fn over(host: &Element, changed: impl Fn() + 'static) -> Watch {
        let changed = Rc::new(changed);
        let called = Rc::clone(&changed);
        let callback = Closure::<dyn FnMut()>::new(move || called());
        let function = callback.as_ref().unchecked_ref();
        let resize = ResizeObserver::new(function).ok();
        if let Some(resize) = &resize {
            resize.observe(host);
        }
        let theme = MutationObserver::new(function).ok();
        if let (Some(theme), Some(root)) = (&theme, document().document_element()) {
            let options = MutationObserverInit::new();
            options.set_attributes(true);
            theme.observe_with_options(&root, &options).ok();
        }
        let targets: [(EventTarget, &'static str); 2] = [
            (document().fonts().into(), "loadingdone"),
            // The browser's own zoom changes the pixel ratio and comes as a resize.
            (window().into(), "resize"),
        ];
        let listeners = targets.into_iter().map(|(target, name)| {
            let changed = Rc::clone(&changed);
            EventListener::new(&target, name, move |_| changed())
        });
        Watch {
            resize,
            theme,
            _listeners: listeners.collect(),
            _callback: callback,
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(resize) = &self.resize {
            resize.disconnect();
        }
        if let Some(theme) = &self.theme {
            theme.disconnect();
        }
    }
}
