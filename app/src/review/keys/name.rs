//! Keys by their names, as the table writes them: what is held, and the key. Whether a key stroke is one of them, and how people
//! read it. Pure.

use crate::shortcuts::Stroke;

/// `Shift+ArrowLeft` as `("Shift", "ArrowLeft")`; a plus is also a key.
pub(super) fn parts(name: &str) -> (&str, &str) {
    if name == "+" {
        return ("", name);
    }
    match name.strip_suffix("++") {
        Some(held) => (held, "+"),
        None => name.rsplit_once('+').unwrap_or(("", name)),
    }
}

/// Whether a key stroke is the key of a name, and of which digit it is; 0 where it is none.
pub(super) fn pressed(name: &str, stroke: &Stroke<'_>) -> Option<u8> {
    let (held, key) = parts(name);
    let holds = |modifier: &str| held.split('+').any(|part| part == modifier);
    if stroke.ctrl != holds("Ctrl") || stroke.alt != holds("Alt") {
        return None;
    }
    let first_digit = match key {
        "0–9" => Some(0),
        "1–9" => Some(1),
        _ => None,
    };
    if let Some(first) = first_digit {
        // Some keyboards need Shift for digits; with Alt a digit may write another sign.
        return digit(stroke).filter(|digit| *digit >= first);
    }
    let sign = key.chars().next().filter(|_| key.chars().count() == 1);
    let is_same = match (key, sign) {
        ("Space", _) => stroke.key == " ",
        // The same key without Shift, on most keyboards.
        ("+", _) => matches!(stroke.key, "+" | "="),
        (_, Some(letter)) if letter.is_ascii_alphabetic() => {
            let is_key = stroke.code.strip_prefix("Key") == Some(key);
            stroke.key.eq_ignore_ascii_case(key) || (stroke.alt && is_key)
        }
        (_, _) => stroke.key == key,
    };
    // Where signs are depends on the keyboard, and so does Shift.
    let shift_tells = sign.is_none_or(|sign| sign.is_ascii_alphabetic());
    (is_same && (!shift_tells || stroke.shift == holds("Shift"))).then_some(0)
}

/// How a key is written where people read it, in pieces.
pub(super) fn shown(name: &str) -> String {
    name.replace("ArrowLeft", "←")
        .replace("ArrowRight", "→")
        .replace("Escape", "Esc")
}

fn digit(stroke: &Stroke<'_>) -> Option<u8> {
    let of = |text: &str| text.parse().ok().filter(|digit| *digit < 10 && text.len() == 1);
    of(stroke.key).or_else(|| of(stroke.code.strip_prefix("Digit")?).filter(|_| stroke.alt))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stroke<'a>(key: &'a str, code: &'a str, (shift, alt): (bool, bool)) -> Stroke<'a> {
        Stroke {
            key,
            code,
            ctrl: false,
            shift,
            alt,
        }
    }

    #[test]
    fn letters_tell_shift_apart_and_signs_do_not() {
        let plain = (false, false);
        let shift = (true, false);
        assert_eq!(pressed("X", &stroke("x", "KeyX", plain)), Some(0));
        assert_eq!(pressed("X", &stroke("X", "KeyX", plain)), Some(0), "caps lock");
        assert_eq!(pressed("X", &stroke("X", "KeyX", shift)), None);
        assert_eq!(pressed("Shift+X", &stroke("X", "KeyX", shift)), Some(0));
        assert_eq!(pressed("<", &stroke("<", "Comma", shift)), Some(0));
        assert_eq!(pressed("+", &stroke("=", "Equal", plain)), Some(0));
        assert_eq!(pressed("ArrowLeft", &stroke("ArrowLeft", "", shift)), None);
        assert_eq!(pressed("Shift+ArrowLeft", &stroke("ArrowLeft", "", shift)), Some(0));
    }

    #[test]
    fn digits_are_read_also_where_they_write_signs() {
        assert_eq!(pressed("0–9", &stroke("7", "Digit7", (false, false))), Some(7));
        assert_eq!(pressed("0–9", &stroke("7", "Digit7", (true, false))), Some(7));
        assert_eq!(pressed("0–9", &stroke("&", "Digit7", (true, false))), None);
        assert_eq!(pressed("Alt+1–9", &stroke("¡", "Digit1", (false, true))), Some(1));
        assert_eq!(pressed("Alt+1–9", &stroke("0", "Digit0", (false, true))), None);
        assert_eq!(pressed("0–9", &stroke("10", "", (false, false))), None);
    }
}
