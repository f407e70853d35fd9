//! The one place that knows the JavaScript of `app/js/voice/microphone.ts`, which travels when a microphone is first asked for.

use std::rc::Rc;

use js_sys::{Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::JsFuture;

use super::recording::Recording;
use crate::{dom, platform};

#[wasm_bindgen]
extern "C" {
    type VoiceModule;
    #[wasm_bindgen(method)]
    fn listen(this: &VoiceModule, ear: &Object) -> Promise;

    /// A device that listens.
    pub(super) type Microphone;
    #[wasm_bindgen(method)]
    pub(super) fn record(this: &Microphone);
    #[wasm_bindgen(method)]
    pub(super) fn hold(this: &Microphone);
    #[wasm_bindgen(method)]
    pub(super) fn stop(this: &Microphone);
}

/// Who is told what the microphone does.
pub(super) struct Ear {
    pub(super) recording: Rc<Recording>,
    /// How loud it is, 0 to 1.
    pub(super) on_level: Rc<dyn Fn(f64)>,
    /// The device is gone.
    pub(super) on_lost: Rc<dyn Fn()>,
}

/// Asks for the microphone; the sentence says why there is none.
pub(super) async fn listen(ear: Ear) -> Result<Microphone, &'static str> {
    let address = dom::meta_content("chalkback-voice").unwrap_or_default();
    let module = platform::import_module(&address)
        .await
        .map_err(|_| "The part of the page that records could not be loaded. Check the network and try again.")?;
    let answer = JsFuture::from(module.unchecked_into::<VoiceModule>().listen(&ear.into_object())).await;
    match answer {
        Ok(refusal) if refusal.is_string() => Err(why_not(refusal.as_string().as_deref())),
        Ok(microphone) => Ok(microphone.unchecked_into()),
        Err(_) => Err(why_not(None)),
    }
}

fn why_not(refusal: Option<&str>) -> &'static str {
    match refusal {
        Some("unsupported") => "This browser cannot record a microphone; everything else works as before.",
        Some("refused") => {
            "The browser does not allow the microphone here. Allow it in the address bar and try again; everything else works as before."
        }
        Some("in-use") => "Another program holds the microphone. Close it there and try again.",
        Some(_) | None => "No microphone was found on this device; everything else works as before.",
    }
}

impl Ear {
    fn into_object(self) -> Object {
        let object = Object::new();
        let put = |name: &str, told: JsValue| {
            // Setting a property of a plain object cannot fail.
            Reflect::set(&object, &name.into(), &told).ok();
        };
        // The recorder still tells when the page has gone on: these live as long as it does.
        let recording = Rc::clone(&self.recording);
        let began = move |take: u32, page_millis: f64| recording.began(take, page_millis.max(0.0) as u64);
        put("began", Closure::<dyn Fn(u32, f64)>::new(began).into_js_value());
        let recording = Rc::clone(&self.recording);
        let heard = move |take: u32, bytes: Uint8Array| Rc::clone(&recording).heard(take, &bytes.to_vec());
        put("heard", Closure::<dyn Fn(u32, Uint8Array)>::new(heard).into_js_value());
        let recording = self.recording;
        let ended = move |take: u32| recording.ended(take);
        put("ended", Closure::<dyn Fn(u32)>::new(ended).into_js_value());
        let on_level = self.on_level;
        let level = move |level: f64| on_level(level);
        put("level", Closure::<dyn Fn(f64)>::new(level).into_js_value());
        let on_lost = self.on_lost;
        let lost = move || on_lost();
        put("lost", Closure::<dyn Fn()>::new(lost).into_js_value());
        object
    }
}
