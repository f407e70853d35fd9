//! What counts as the same letter, and what counts as a word: case, accents and width do not matter, and where a script writes no
//! spaces any two letters in a row are a word.

/// Latin letters with what stands on and under them, in lower case.
const MARKED: [(char, &str); 19] = [
    ('a', "àáâãäåāăąǎạảấầẩẫậắằẳẵặ"),
    ('c', "çćĉċč"),
    ('d', "ďđð"),
    ('e', "èéêëēĕėęěẹẻẽếềểễệ"),
    ('g', "ĝğġģ"),
    ('h', "ĥħ"),
    ('i', "ìíîïĩīĭįıǐỉị"),
    ('j', "ĵ"),
    ('k', "ķ"),
    ('l', "ĺļľŀł"),
    ('n', "ñńņň"),
    ('o', "òóôõöøōŏőǒơọỏốồổỗộớờởỡợ"),
    ('r', "ŕŗř"),
    ('s', "śŝşšș"),
    ('t', "ţťŧț"),
    ('u', "ùúûüũūŭůűųǔưụủứừửữự"),
    ('w', "ŵẁẃẅ"),
    ('y', "ýÿŷỳỵỷỹ"),
    ('z', "źżž"),
];
/// From the full-width form of a sign to the plain one.
const FULL_WIDTH: u32 = 0xfee0;

/// A text as it is compared, letter by letter, each with the byte of the text it comes from.
pub(super) fn folded(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    text.char_indices()
        .flat_map(|(byte, letter)| fold(letter).map(move |letter| (byte, letter)))
}

/// The words of a text as they are looked up, with the bytes of the text they come from.
pub(super) fn tokens(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let mut tokens = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((begin, first)) = letters.next() {
        let sort = sort_of(first);
        if sort == Sort::Between {
            continue;
        }
        let mut end = begin + first.len_utf8();
        while let Some((byte, letter)) = letters.next_if(|(_, letter)| sort_of(*letter) == sort || is_mark(*letter)) {
            end = byte + letter.len_utf8();
        }
        let run = text.get(begin..end).unwrap_or_default();
        match sort {
            Sort::Word => tokens.extend(words_in(run).map(|from| (begin + from..end, plain(&run[from..])))),
            Sort::Unspaced => {
                tokens.extend(pairs_in(run).map(|(from, to)| (begin + from..begin + to, plain(&run[from..to]))))
            }
            Sort::Between => {}
        }
    }
    tokens
}

/// A text as it is compared.
pub(super) fn plain(text: &str) -> String {
    folded(text).map(|(_, letter)| letter).collect()
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Sort {
    Word,
    Unspaced,
    Between,
}

fn sort_of(letter: char) -> Sort {
    let is_unspaced = matches!(u32::from(letter),
        0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff
        | 0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0xff66..=0xff9f
        | 0x2_0000..=0x3_ffff);
    if is_unspaced {
        Sort::Unspaced
    } else if letter.is_alphanumeric() {
        Sort::Word
    } else {
        Sort::Between
    }
}

/// Stands on the letter before it.
fn is_mark(letter: char) -> bool {
    matches!(u32::from(letter), 0x0300..=0x036f)
}

/// Where a word begins, and where words begin that were written into one: `lruCache`, `utf16`.
fn words_in(word: &str) -> impl Iterator<Item = usize> + '_ {
    let letters = word.char_indices();
    let next = word.char_indices().skip(1);
    let humps = letters.zip(next).filter(|((_, one), (_, other))| {
        (other.is_uppercase() && !one.is_uppercase()) || one.is_numeric() != other.is_numeric() && !is_mark(*other)
    });
    std::iter::once(0).chain(humps.map(|(_, (byte, _))| byte))
}

/// Any two letters in a row, and the last by itself.
fn pairs_in(run: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let begins = run.char_indices().map(|(byte, _)| byte);
    let ends = run.char_indices().map(|(byte, letter)| byte + letter.len_utf8());
    let ends = ends.skip(1).chain(std::iter::once(run.len()));
    begins.zip(ends)
}

fn fold(letter: char) -> impl Iterator<Item = char> {
    let code = u32::from(letter);
    let narrow = match code {
        0xff01..=0xff5e => char::from_u32(code - FULL_WIDTH).unwrap_or(letter),
        _ => letter,
    };
    narrow.to_lowercase().flat_map(|letter| {
        let (first, second) = match letter {
            'ß' => ('s', Some('s')),
            'æ' => ('a', Some('e')),
            'œ' => ('o', Some('e')),
            letter if letter.is_ascii() => (letter, None),
            letter => (base_of(letter), None),
        };
        let first = (!is_mark(first)).then_some(first);
        first.into_iter().chain(second)
    })
}

fn base_of(letter: char) -> char {
    let is_latin = matches!(u32::from(letter), 0x00c0..=0x024f | 0x1e00..=0x1eff);
    let found = MARKED.iter().find(|(_, marked)| is_latin && marked.contains(letter));
    found.map_or(letter, |(base, _)| *base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_width_do_not_matter() {
        for (written, compared) in [
            ("Café", "cafe"),
            ("Cafe\u{301}", "cafe"),
            ("ŁÓDŹ", "lodz"),
            ("Straße", "strasse"),
            ("Điện thoại", "dien thoai"),
            ("ＫＡＦＫＡ２", "kafka2"),
            ("İstanbul", "istanbul"),
            ("キャッシュ", "キャッシュ"),
        ] {
            assert_eq!(plain(written), compared, "{written}");
        }
    }

    #[test]
    fn words_are_found_inside_of_names_and_pairs_where_no_spaces_are() {
        let words = |text: &str| tokens(text).into_iter().map(|(_, token)| token).collect::<Vec<_>>();
        assert_eq!(
            words("LRUCache get_or_load(k2)"),
            ["lrucache", "get", "or", "load", "k2", "2"]
        );
        assert_eq!(words("lruCache"), ["lrucache", "cache"]);
        assert_eq!(words("分散DB"), ["分散", "散", "db"]);
        assert_eq!(words("-> {}"), Vec::<String>::new());
        let (range, token) = tokens("a Café").pop().unwrap();
        assert_eq!((range, token.as_str()), (2..7, "cafe"));
    }
}
