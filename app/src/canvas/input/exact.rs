//! Pointer events with their full precision and all their readings.

use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::PointerEvent;

#[wasm_bindgen]
extern "C" {
    /// Pointer places are fractions of a pixel, which the generated binding cuts off.
    #[wasm_bindgen(extends = PointerEvent)]
    pub(super) type ExactPointer;
    #[wasm_bindgen(method, getter, js_name = clientX)]
    pub(super) fn client_x(this: &ExactPointer) -> f64;
    #[wasm_bindgen(method, getter, js_name = clientY)]
    pub(super) fn client_y(this: &ExactPointer) -> f64;
    #[wasm_bindgen(method, js_name = getPredictedEvents)]
    fn get_predicted_events(this: &ExactPointer) -> js_sys::Array;
}

impl ExactPointer {
    /// Another handle on the same event.
    pub(super) fn again(&self) -> ExactPointer {
        self.unchecked_ref::<JsValue>().clone().unchecked_into()
    }
}

/// All readings since the last event, oldest first; the event itself where the browser does not tell.
pub(super) fn coalesced(event: &ExactPointer) -> Vec<ExactPointer> {
    // Missing on insecure origins and in older browsers.
    let readings = if has(event, "getCoalescedEvents") {
        listed(&event.get_coalesced_events())
    } else {
        Vec::new()
    };
    if readings.is_empty() {
        vec![event.again()]
    } else {
        readings
    }
}

/// Where the browser thinks that the pointer will be next; nothing where it has no idea.
pub(super) fn predicted(event: &ExactPointer) -> Vec<ExactPointer> {
    if has(event, "getPredictedEvents") {
        listed(&event.get_predicted_events())
    } else {
        Vec::new()
    }
}

fn has(event: &ExactPointer, name: &str) -> bool {
    js_sys::Reflect::has(event, &name.into()).unwrap_or(false)
}

fn listed(events: &js_sys::Array) -> Vec<ExactPointer> {
    events.iter().map(JsCast::unchecked_into).collect()
}
