//! Fractional order keys: between any two there is always another, so that raising one element never rewrites its
//! neighbours. Base 62 with a length-prefixed whole part, the scheme of David Greenspan's "Implementing fractional
//! indexing", which Excalidraw's `index` follows too. Equal keys are ordered by element id.

use serde::{Deserialize, Serialize};

use crate::limits::ORDER_KEY_CHARS;

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SMALLEST_WHOLE: &str = "A00000000000000000000000000";

/// A valid order key; compares as text.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct OrderKey(String);

impl<'de> Deserialize<'de> for OrderKey {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        OrderKey::parse(&text).ok_or_else(|| serde::de::Error::custom("not an order key"))
    }
}

impl OrderKey {
    /// Takes a key from outside. `None` if it is none or longer than the limit.
    pub fn parse(text: &str) -> Option<OrderKey> {
        let digits = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let whole = digits.then(|| whole_length(text.bytes().next()?)).flatten()?;
        let sound = text.len() >= whole
            && text.len() <= ORDER_KEY_CHARS
            && text != SMALLEST_WHOLE
            && (text.len() == whole || !text.ends_with('0'));
        sound.then(|| OrderKey(text.to_owned()))
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key of the first element of an empty board.
    pub fn first() -> OrderKey {
        OrderKey("a0".to_owned())
    }

    /// A key above `below`; above everything if that is the topmost.
    pub fn above(below: Option<&OrderKey>) -> OrderKey {
        OrderKey::between(below, None)
    }

    /// A key strictly between two. Where they are equal or reversed (concurrent raises), a key above the lower.
    pub fn between(below: Option<&OrderKey>, above: Option<&OrderKey>) -> OrderKey {
        let above = above.filter(|above| below.is_none_or(|below| below < above));
        let key = match (below, above) {
            (None, None) => return OrderKey::first(),
            (Some(below), None) => {
                let (whole, fraction) = split(&below.0);
                increment(whole).unwrap_or_else(|| format!("{whole}{}", midpoint(fraction, None)))
            }
            (None, Some(above)) => {
                let (whole, fraction) = split(&above.0);
                if whole == SMALLEST_WHOLE || !fraction.is_empty() && decrement(whole).is_none() {
                    format!("{whole}{}", midpoint("", Some(fraction)))
                } else if !fraction.is_empty() {
                    whole.to_owned()
                } else {
                    decrement(whole).unwrap_or_else(|| format!("{whole}{}", midpoint("", Some(fraction))))
                }
            }
            (Some(below), Some(above)) => between_both(&below.0, &above.0),
        };
        OrderKey(key)
    }
}

fn between_both(below: &str, above: &str) -> String {
    let (low_whole, low_fraction) = split(below);
    let (high_whole, high_fraction) = split(above);
    if low_whole == high_whole {
        return format!("{low_whole}{}", midpoint(low_fraction, Some(high_fraction)));
    }
    match increment(low_whole) {
        Some(next) if next.as_str() < above => next,
        Some(_) | None => format!("{low_whole}{}", midpoint(low_fraction, None)),
    }
}

/// How many characters the whole part has, told by its first one: `a` two, `b` three ..., `Z` two, `Y` three ....
fn whole_length(head: u8) -> Option<usize> {
    match head {
        b'a'..=b'z' => Some(usize::from(head - b'a') + 2),
        b'A'..=b'Z' => Some(usize::from(b'Z' - head) + 2),
        _ => None,
    }
}

fn split(key: &str) -> (&str, &str) {
    let head = key.bytes().next().unwrap_or(b'a');
    key.split_at(whole_length(head).unwrap_or(key.len()).min(key.len()))
}

fn digit_value(digit: u8) -> usize {
    DIGITS.iter().position(|candidate| *candidate == digit).unwrap_or(0)
}

/// The next whole part; `None` above the largest.
fn increment(whole: &str) -> Option<String> {
    step(
        whole,
        b'0',
        |value| (value + 1 < 62).then_some(value + 1),
        |head| match head {
            b'Z' => Some((b'a', 0)),
            b'z' => None,
            _ => Some((head + 1, if head >= b'a' { 1 } else { -1 })),
        },
    )
}

/// The whole part before; `None` below the smallest.
fn decrement(whole: &str) -> Option<String> {
    step(
        whole,
        b'z',
        |value| value.checked_sub(1),
        |head| match head {
            b'a' => Some((b'Z', 0)),
            b'A' => None,
            _ => Some((head - 1, if head > b'a' { -1 } else { 1 })),
        },
    )
}

/// Counts one digit on or back with carry; when all digits turned over, the head changes and with it the length.
fn step(
    whole: &str,
    turned: u8,
    next: impl Fn(usize) -> Option<usize>,
    next_head: impl Fn(u8) -> Option<(u8, i32)>,
) -> Option<String> {
    let mut bytes = whole.as_bytes().to_vec();
    let (head, digits) = bytes.split_first_mut()?;
    for digit in digits.iter_mut().rev() {
        if let Some(value) = next(digit_value(*digit)) {
            *digit = DIGITS[value];
            return String::from_utf8(bytes).ok();
        }
        *digit = turned;
    }
    let (new_head, longer) = next_head(*head)?;
    *head = new_head;
    match longer {
        1 => bytes.push(turned),
        -1 => drop(bytes.pop()),
        _ => {}
    }
    String::from_utf8(bytes).ok()
}

/// A fraction strictly between two (the upper one absent = one). Never ends in `0`.
fn midpoint(low: &str, high: Option<&str>) -> String {
    if let Some(high) = high {
        let low_digit = |index: usize| low.as_bytes().get(index).copied().unwrap_or(b'0');
        let shared = high
            .bytes()
            .enumerate()
            .take_while(|(index, digit)| low_digit(*index) == *digit)
            .count();
        if shared > 0 {
            let rest = low.get(shared..).unwrap_or("");
            return format!("{}{}", &high[..shared], midpoint(rest, Some(&high[shared..])));
        }
    }
    let low_value = low.bytes().next().map_or(0, digit_value);
    let high_value = high.and_then(|high| high.bytes().next()).map_or(62, digit_value);
    if high_value > low_value + 1 {
        return char::from(DIGITS[(low_value + high_value).div_ceil(2)]).to_string();
    }
    match high {
        Some(high) if high.len() > 1 => high[..1].to_owned(),
        Some(_) | None => {
            format!(
                "{}{}",
                char::from(DIGITS[low_value]),
                midpoint(low.get(1..).unwrap_or(""), None)
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(text: &str) -> OrderKey {
        OrderKey::parse(text).expect("a valid key")
    }

    #[test]
    fn keys_made_elsewhere_are_taken() {
        for text in ["a0", "a1", "b1D", "Zz", "b00", "a0V", "a1V8"] {
            assert_eq!(key(text).as_str(), text);
        }
        for text in ["", "a", "a00", "é", "b0", "0", "a0-", SMALLEST_WHOLE] {
            assert_eq!(OrderKey::parse(text), None, "{text}");
        }
    }

    #[test]
    fn steps_match_the_published_examples() {
        let between = |below: Option<&str>, above: Option<&str>| {
            OrderKey::between(below.map(key).as_ref(), above.map(key).as_ref()).0
        };
        assert_eq!(between(None, None), "a0");
        assert_eq!(between(None, Some("a0")), "Zz");
        assert_eq!(between(None, Some("Zz")), "Zy");
        assert_eq!(between(Some("a0"), None), "a1");
        assert_eq!(between(Some("az"), None), "b00");
        assert_eq!(between(Some("bzz"), None), "c000");
        assert_eq!(between(None, Some("Y00")), "Xzzz");
        assert_eq!(between(Some("a0"), Some("a1")), "a0V");
        assert_eq!(between(Some("a1"), Some("a2")), "a1V");
        assert_eq!(between(Some("a0V"), Some("a1")), "a0l");
        assert_eq!(between(Some("Zz"), Some("a0")), "ZzV");
        assert_eq!(between(Some("Zz"), Some("a1")), "a0");
        assert_eq!(between(Some("a0"), Some("a0V")), "a0G");
        assert_eq!(between(Some("b125"), Some("b129")), "b127");
        assert_eq!(between(Some("a0"), Some("a1V")), "a1");
        assert_eq!(between(Some("a0"), Some("a0G")), "a08");
        assert_eq!(between(Some("b125"), Some("b129")), "b127");
        assert_eq!(between(None, Some("a0V")), "a0");
        assert_eq!(between(None, Some("b999")), "b99");
    }

    proptest! {
        #[test]
        fn between_is_always_strictly_between(places in prop::collection::vec(0usize..1_000, 1..200)) {
            let mut keys = vec![OrderKey::first()];
            for place in places {
                let place = place % (keys.len() + 1);
                let below = place.checked_sub(1).and_then(|index| keys.get(index));
                let made = OrderKey::between(below, keys.get(place));
                prop_assert!(below.is_none_or(|below| *below < made), "{below:?} {made:?}");
                prop_assert!(keys.get(place).is_none_or(|above| made < *above), "{made:?} {:?}", keys.get(place));
                keys.insert(place, made);
            }
        }
    }
}
