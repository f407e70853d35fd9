//! The keys of a review: one listener and one dialog, both made from the table. Keys belong to whoever takes text or has the
//! same key.

mod help;
mod name;
mod table;

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

pub use self::help::KeyHelp;
use self::table::{Deed, TABLE};
use crate::{
    review::Review,
    shortcuts::{SingleKeys, Stroke},
};

/// Where keys write or move something else.
const OTHERS_KEYS: &str = "input, textarea, select, [contenteditable=true], dialog, [role=menu], [role=separator]";

/// Listens while the page is there. What is in context of the caller, now or later, is so for what the keys do.
pub fn listen(review: Review) {
    let single = SingleKeys::kept();
    provide_context(single);
    let owner = Owner::current().unwrap_or_default();
    let listener = window_event_listener(ev::keydown, move |event| {
        let key = event.key();
        let stroke = Stroke {
            key: &key,
            code: &event.code(),
            ctrl: event.ctrl_key() || event.meta_key(),
            shift: event.shift_key(),
            alt: event.alt_key(),
        };
        if !is_ours(&event, &stroke) || (stroke.is_single() && !single.on()) {
            return;
        }
        let Some((deed, number)) = deed_of(&stroke) else { return };
        event.prevent_default();
        if !event.repeat() || deed.may_repeat() {
            owner.with(|| carry_out(review, deed, number));
        }
    });
    on_cleanup(move || listener.remove());
}

/// What a key stroke does, and which digit it is.
fn deed_of(stroke: &Stroke<'_>) -> Option<(Deed, u8)> {
    let keys = TABLE.iter().flat_map(|row| row.keys);
    let mut pressed = keys.filter_map(|key| name::pressed(key.name, stroke).map(|number| (key.deed, number)));
    pressed.next()
}

fn carry_out(review: Review, deed: Deed, number: u8) {
    match deed {
        Deed::Once(deed) | Deed::Again(deed) => deed(review),
        Deed::Numbered(deed) => deed(review, number),
    }
}

/// Whether nobody else has a claim on a key.
fn is_ours(event: &ev::KeyboardEvent, stroke: &Stroke<'_>) -> bool {
    if event.default_prevented() || event.is_composing() {
        return false;
    }
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let within = |selector: &str| {
        target
            .as_ref()
            .is_some_and(|target| target.closest(selector).is_ok_and(|found| found.is_some()))
    };
    if within(OTHERS_KEYS) {
        return false;
    }
    let presses = matches!(stroke.key, " " | "Enter") && within("button, a, summary");
    let moves_the_caret = matches!(stroke.key, "ArrowLeft" | "ArrowRight" | "Home" | "End") && within(".cm-editor");
    !presses && !moves_the_caret
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stroke<'a>(key: &'a str, code: &'a str, held: &str) -> Stroke<'a> {
        Stroke {
            key,
            code,
            ctrl: held.contains("Ctrl"),
            shift: held.contains("Shift"),
            alt: held.contains("Alt"),
        }
    }

    fn words_of(key: &str, code: &str, held: &str) -> Option<&'static str> {
        let stroke = stroke(key, code, held);
        let mut rows = TABLE
            .iter()
            .filter(|row| row.keys.iter().any(|key| name::pressed(key.name, &stroke).is_some()));
        let found = rows.next().map(|row| row.words);
        assert_eq!(rows.next().map(|row| row.words), None, "two rows have {held} {key}");
        found
    }

    #[test]
    fn no_key_stands_in_two_rows() {
        let signs = (33_u8..=126).map(|sign| char::from(sign).to_string());
        let named = [
            " ",
            "ArrowLeft",
            "ArrowRight",
            "ArrowUp",
            "ArrowDown",
            "Home",
            "End",
            "Escape",
            "Enter",
        ];
        for key in signs.chain(named.map(str::to_owned)) {
            let code = match key.chars().next() {
                Some(digit) if digit.is_ascii_digit() => format!("Digit{digit}"),
                Some(letter) if key.len() == 1 => format!("Key{}", letter.to_ascii_uppercase()),
                Some(_) | None => key.clone(),
            };
            for held in ["", "Shift", "Alt", "Alt Shift", "Ctrl", "Ctrl Shift", "Ctrl Alt"] {
                words_of(&key, &code, held);
            }
        }
    }

    #[test]
    fn every_key_of_the_table_is_pressed_by_its_own_name() {
        for key in TABLE.iter().flat_map(|row| row.keys) {
            let (held, last) = name::parts(key.name);
            let typed = match last {
                "Space" => " ",
                "0–9" => "0",
                "1–9" => "1",
                plain => plain,
            };
            let stroke = stroke(typed, "", held);
            assert!(name::pressed(key.name, &stroke).is_some(), "{}", key.name);
        }
    }

    #[test]
    fn keys_of_nobody_are_left_to_the_browser() {
        for (key, held) in [
            ("F5", ""),
            ("Tab", ""),
            ("k", "Ctrl"),
            ("ArrowLeft", "Alt"),
            ("7", "Ctrl"),
        ] {
            assert_eq!(words_of(key, "", held), None, "{held} {key}");
        }
    }

    #[test]
    fn what_is_done_is_told_once() {
        let mut words = TABLE.iter().map(|row| row.words).collect::<Vec<_>>();
        words.sort_unstable();
        let count = words.len();
        words.dedup();
        assert_eq!(words.len(), count);
    }
}
