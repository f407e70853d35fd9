//! The one place that knows the JavaScript of `app/js/voice/hearing.ts`.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::*};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

use crate::{dom, platform};

#[wasm_bindgen]
extern "C" {
    type HearingModule;
    #[wasm_bindgen(method)]
    fn hearing(this: &HearingModule, place: &HtmlElement) -> JsPlayer;
    #[wasm_bindgen(method, js_name = loudness)]
    fn loudness_promise(this: &HearingModule, bytes: &Uint8Array) -> Promise;

    type JsPlayer;
    #[wasm_bindgen(method)]
    fn give(this: &JsPlayer, key: &str, voice: &str, from: f64, to: f64, mime: &str, bytes: &Uint8Array);
    #[wasm_bindgen(method, js_name = letGo)]
    fn let_go(this: &JsPlayer, key: &str);
    #[wasm_bindgen(method)]
    fn shift(this: &JsPlayer, key: &str, from: f64);
    #[wasm_bindgen(method)]
    fn volume(this: &JsPlayer, voice: &str, volume: f64);
    #[wasm_bindgen(method)]
    fn follow(this: &JsPlayer, at: f64, listens: bool, speed: f64);
    #[wasm_bindgen(method)]
    fn close(this: &JsPlayer);
}

/// What plays sound.
pub(super) struct Hearing {
    module: HearingModule,
    player: JsPlayer,
}

/// Sound and when it is heard, in milliseconds of room time.
pub(super) struct Clip<'a> {
    pub(super) key: &'a str,
    /// Whose: volumes are set by it.
    pub(super) voice: &'a str,
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) mime: &'a str,
}

/// Sends for it; the sentence says why there is none.
pub(super) async fn open() -> Result<Hearing, &'static str> {
    const MISSING: &str = "The part of the page that plays voices could not be loaded. Check the network and reload.";
    let address = dom::meta_content("chalkback-voice").unwrap_or_default();
    let module = platform::import_module(&address).await.map_err(|_| MISSING)?;
    let module = module.unchecked_into::<HearingModule>();
    let place = dom::element_by_selector(".review").ok_or(MISSING)?;
    let player = module.hearing(&place);
    Ok(Hearing { module, player })
}

impl Hearing {
    pub(super) fn give(&self, clip: &Clip<'_>, bytes: &[u8]) {
        let bytes = Uint8Array::from(bytes);
        self.player
            .give(clip.key, clip.voice, clip.from, clip.to, clip.mime, &bytes);
    }

    pub(super) fn let_go(&self, key: &str) {
        self.player.let_go(key);
    }

    pub(super) fn shift(&self, key: &str, from: f64) {
        self.player.shift(key, from);
    }

    pub(super) fn volume(&self, voice: &str, volume: f64) {
        self.player.volume(voice, volume);
    }

    pub(super) fn follow(&self, at: f64, listens: bool, speed: f64) {
        self.player.follow(at, listens, speed);
    }

    pub(super) fn close(&self) {
        self.player.close();
    }

    /// How loud each quarter of a second is; `None` where it cannot be decoded.
    pub(super) async fn loudness(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let promise = self.module.loudness_promise(&Uint8Array::from(bytes));
        let answer: JsValue = JsFuture::from(promise).await.ok()?;
        answer.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
    }
}
