//! Which way a paragraph runs: as its first letter does. The rule that browsers follow for `dir="auto"`, shortened to the
//! scripts that are in use.

/// Whether a line is read from right to left.
pub fn is_right_to_left(text: &str) -> bool {
    text.chars()
        .find_map(|character| runs_leftwards(u32::from(character)))
        .unwrap_or(false)
}

/// `None` for what has no direction: digits, punctuation, spaces, emoji.
fn runs_leftwards(code: u32) -> Option<bool> {
    match code {
        0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC | 0x10800..=0x10FFF | 0x1E800..=0x1EEFF | 0x200F => {
            Some(true)
        }
        0x41..=0x5A
        | 0x61..=0x7A
        | 0xAA
        | 0xB5
        | 0xBA
        | 0xC0..=0xD6
        | 0xD8..=0xF6
        | 0xF8..=0x02B8
        | 0x0370..=0x058F
        | 0x0900..=0x1FFF
        | 0x200E
        | 0x2C00..=0x2DFF
        | 0x3005..=0x3007
        | 0x3021..=0xD7FF
        | 0xF900..=0xFB1C
        | 0xFF21..=0xFF3A
        | 0xFF41..=0xFF5A
        | 0xFF66..=0xFFDC
        | 0x1D400..=0x1D7FF
        | 0x20000..=0x3FFFD => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_says_where_a_line_begins() {
        for (text, leftwards) in [
            ("load balancer", false),
            ("مرحبا!", true),
            ("(1) שלום world", true),
            ("🙂 日本語", false),
            ("1 + 2", false),
            ("", false),
        ] {
            assert_eq!(is_right_to_left(text), leftwards, "{text}");
        }
    }
}
