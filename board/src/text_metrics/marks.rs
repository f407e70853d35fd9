//! Characters that are part of the one before them: accents, vowel signs, joiners, variants of emoji. They take no room of
//! their own and never begin a line.

const JOINER: char = '\u{200D}';

/// Whether a character stands with the one before it.
pub(super) fn is_joined(before: Option<char>, character: char) -> bool {
    before == Some(JOINER) || is_mark(u32::from(character))
}

/// Whether a character is never drawn on its own.
pub(super) fn is_mark(code: u32) -> bool {
    matches!(code,
        0x0300..=0x036F | 0x0483..=0x0489 | 0x0591..=0x05BD | 0x05BF | 0x05C1..=0x05C2 | 0x05C4..=0x05C5 | 0x05C7
        | 0x0610..=0x061A | 0x064B..=0x065F | 0x0670 | 0x06D6..=0x06DC | 0x06DF..=0x06E4 | 0x06E7..=0x06E8
        | 0x06EA..=0x06ED | 0x0900..=0x0902 | 0x093A | 0x093C | 0x0941..=0x0948 | 0x094D | 0x0951..=0x0957
        | 0x0E31 | 0x0E34..=0x0E3A | 0x0E47..=0x0E4E | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x200B..=0x200F
        | 0x202A..=0x202E | 0x2060..=0x2064 | 0x2066..=0x2069 | 0x20D0..=0x20F0 | 0x3099..=0x309A
        | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F | 0x1F3FB..=0x1F3FF | 0xE0020..=0xE007F | 0xE0100..=0xE01EF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_of_emoji_is_one() {
        let family = "👩🏽\u{200D}💻".chars().collect::<Vec<_>>();
        let joined = |index: usize| is_joined(index.checked_sub(1).map(|before| family[before]), family[index]);
        assert_eq!(
            (0..family.len()).map(joined).collect::<Vec<_>>(),
            [false, true, true, true]
        );
        assert!(!is_joined(Some('a'), 'b'));
        assert!(is_joined(Some('e'), '\u{301}'));
    }
}
