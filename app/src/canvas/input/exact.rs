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
}

impl ExactPointer {
    /// Another handle on the same event.
    pub(super) fn again(&self) -> ExactPointer {
        self.unchecked_ref::<JsValue>().clone().unchecked_into()
    }
}

/// All readings since the last event, oldest first; the event itself where the browser does not tell.
pub(super) fn coalesced(event: &ExactPointer) -> Vec<ExactPointer> {
    let own = || vec![event.again()];
    // Missing on insecure origins and in older browsers.
    if !js_sys::Reflect::has(event, &"getCoalescedEvents".into()).unwrap_or(false) {
        return own();
    }
    let readings = event.get_coalesced_events();
    if readings.length() == 0 {
        return own();
    }
    readings.iter().map(JsCast::unchecked_into).collect()
}
