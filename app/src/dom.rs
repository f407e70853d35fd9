//! The few things asked of the browser outside any component. Every answer that may be missing is an `Option`: storage can
//! be forbidden, the clipboard refused.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

/// The element with this id.
pub fn element_by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// The first element that matches.
pub fn element_by_selector(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

/// Puts the focus on the first element that matches, if there is one.
pub fn focus_first(selector: &str) {
    if let Ok(Some(element)) = document().query_selector(selector)
        && let Some(element) = element.dyn_ref::<HtmlElement>()
    {
        if !element.has_attribute("tabindex") && element.tab_index() < 0 {
            element.set_tab_index(-1);
        }
        element.focus().ok();
    }
}

/// The title of the browser's tab; the product's name follows it.
pub fn set_title(title: &str) {
    document().set_title(&if title.is_empty() {
        "Chalkback".to_owned()
    } else {
        format!("{title} · Chalkback")
    });
}

/// What a `<meta>` of the page says: the addresses of hashed files stand there.
pub fn meta_content(name: &str) -> Option<String> {
    document()
        .query_selector(&format!("meta[name=\"{name}\"]"))
        .ok()??
        .get_attribute("content")
}

/// Whether the page is dark now.
pub fn is_dark() -> bool {
    let root = document().document_element();
    root.and_then(|root| root.get_attribute("data-theme")).as_deref() == Some("dark")
}

/// Whether the person wants less motion.
pub fn prefers_reduced_motion() -> bool {
    let asked = window().match_media("(prefers-reduced-motion: reduce)").ok().flatten();
    asked.is_some_and(|asked| asked.matches())
}

/// What was kept in this browser under a key.
pub fn kept(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Keeps something in this browser. Whether it could be kept.
pub fn keep(key: &str, value: &str) -> bool {
    matches!(window().local_storage(), Ok(Some(storage)) if storage.set_item(key, value).is_ok())
}

/// Keeps it no longer.
pub fn forget(key: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        storage.remove_item(key).ok();
    }
}

/// What was kept in this tab under a key; a reload finds it, another tab does not.
pub fn kept_in_tab(key: &str) -> Option<String> {
    window().session_storage().ok()??.get_item(key).ok()?
}

/// Keeps something in this tab, or keeps it no longer.
pub fn keep_in_tab(key: &str, value: Option<&str>) {
    if let Ok(Some(storage)) = window().session_storage() {
        match value {
            Some(value) => storage.set_item(key, value).ok(),
            None => storage.remove_item(key).ok(),
        };
    }
}

/// Milliseconds since the page was opened.
pub fn now_millis() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Does something and leaves in the browser's own list of measurements how long it took, where developer tools and benches
/// look; only the last time of each name, so that the list does not grow.
pub fn measured<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let Some(performance) = window().performance() else {
        return work();
    };
    performance.clear_marks_with_mark_name(name);
    performance.clear_measures_with_measure_name(name);
    performance.mark(name).ok();
    let done = work();
    performance.measure_with_start_mark(name, name).ok();
    done
}

/// Puts text on the clipboard. Whether the browser allowed it.
pub async fn copy_text(text: &str) -> bool {
    JsFuture::from(window().navigator().clipboard().write_text(text))
        .await
        .is_ok()
}

/// `https://host`, as this page was reached.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Waits.
pub async fn pause(millis: u32) {
    gloo_timers::future::TimeoutFuture::new(millis).await;
}

/// Waits until what the page holds now was painted: in a tab that nobody sees, until somebody does.
pub async fn frame_shown() {
    let mut ask = |resolve: js_sys::Function, _| {
        window().request_animation_frame(&resolve).ok();
    };
    JsFuture::from(js_sys::Promise::new(&mut ask)).await.ok();
    // What was asked for in a frame is painted before the next timer.
    pause(0).await;
}

/// Date and time as the reader's own language writes them.
pub fn date_time(unix_millis: u64) -> String {
    let options = js_sys::Object::new();
    for (name, value) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        js_sys::Reflect::set(&options, &name.into(), &value.into()).ok();
    }
    let language = window().navigator().language().unwrap_or_else(|| "en".to_owned());
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(unix_millis as f64));
    String::from(date.to_locale_string(&language, &options))
}

/// The fragment of the address without its `#`; tokens stand there, so that no server log gets to see them.
pub fn fragment() -> String {
    window()
        .location()
        .hash()
        .unwrap_or_default()
        .trim_start_matches('#')
        .to_owned()
}

/// Everything kept in this browser under keys that begin so.
pub fn kept_with_prefix(prefix: &str) -> Vec<String> {
    let Ok(Some(storage)) = window().local_storage() else {
        return Vec::new();
    };
    let n_keys = storage.length().unwrap_or(0);
    let keys = (0..n_keys)
        .filter_map(|index| storage.key(index).ok().flatten())
        .filter(|key| key.starts_with(prefix));
    keys.filter_map(|key| storage.get_item(&key).ok().flatten()).collect()
}

/// Whether a key press goes into a text.
pub fn is_typing(event: &web_sys::KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    let takes_text = matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT");
    takes_text || target.is_content_editable()
}
