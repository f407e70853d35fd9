//! How well a few letters match a name: beginnings of its words go before letters somewhere inside, and those before letters
//! that only come in the same order within one word. Of the words that people may also look for only beginnings count, and
//! longer pieces: among so many letters any few come in some order.

/// From so many letters on a piece inside one of the other words counts.
const PIECE_OF_OTHERS: usize = 3;
/// From so many letters on it counts that they come in the same order.
const SCATTERED: usize = 3;

/// How well something matches; the greatest is the best.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Score(u32);

/// How something was found.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Found<'words> {
    /// How well it matches.
    pub score: Score,
    /// The one of the other words by which it was found, where the name does not say why.
    pub by: Option<&'words str>,
}

/// How well a query matches a name, or the words that people may also look for. `None` where a word of the query is found in
/// no way. An empty query matches everything alike.
pub fn find<'words>(query: &str, name: &str, words: &'words str) -> Option<Found<'words>> {
    let (query, name) = (query.to_lowercase(), name.to_lowercase());
    let query = query.split_whitespace().collect::<Vec<_>>();
    if query.is_empty() {
        return Some(Found {
            score: Score(0),
            by: None,
        });
    }
    let (mut sum, mut by) = (0, None);
    for part in &query {
        let (in_name, in_words) = (of_name(part, &name), of_words(part, words));
        let (points, word) = match in_words {
            Some((points, word)) if points > in_name => (points, Some(word)),
            Some(_) | None => (in_name, None),
        };
        if points == 0 {
            return None;
        }
        sum += points;
        by = by.or(word);
    }
    let whole = query.join(" ");
    let mean = sum * 100 / u32::try_from(query.len()).unwrap_or(1);
    let exact = if name == whole { 5_000 } else { 0 };
    let begins = if name.starts_with(&whole) { 500 } else { 0 };
    // Of two that match alike the shorter name is meant.
    let short = 60_u32.saturating_sub(u32::try_from(name.chars().count()).unwrap_or(60));
    Some(Found {
        score: Score(1 + mean + exact + begins + short),
        by,
    })
}

/// 100 for the beginning of the name, 80 of another of its words, 70 for first letters of words, 50 inside, 25 in order; 0 for
/// none.
fn of_name(part: &str, name: &str) -> u32 {
    let length = part.chars().count();
    if name.starts_with(part) {
        return 100;
    }
    if begins_a_word(part, name) {
        return 80;
    }
    let words = || name.split(|letter: char| !letter.is_alphanumeric());
    let initials = words().filter_map(|word| word.chars().next()).collect::<String>();
    if length > 1 && initials.starts_with(part) {
        return 70;
    }
    if length > 1 && name.contains(part) {
        return 50;
    }
    if length >= SCATTERED && words().any(|word| is_dense(part, word)) {
        25
    } else {
        0
    }
}

/// 78 for one of the words, 65 for the beginning of one, 35 inside one; with the best of them.
fn of_words<'words>(part: &str, words: &'words str) -> Option<(u32, &'words str)> {
    let points = |word: &str| {
        let word = word.to_lowercase();
        if word == part {
            78
        } else if begins_a_word(part, &word) {
            65
        } else if part.chars().count() >= PIECE_OF_OTHERS && word.contains(part) {
            35
        } else {
            0
        }
    };
    let found = words.split_whitespace().map(|word| (points(word), word));
    // Of those alike the first.
    found
        .filter(|(points, _)| *points > 0)
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
}

/// Whether a word of a text begins so.
fn begins_a_word(part: &str, text: &str) -> bool {
    text.match_indices(part).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|letter| !letter.is_alphanumeric())
    })
}

/// Whether letters come in a word in their order, from its first on and close to each other, as where vowels are left out.
fn is_dense(part: &str, word: &str) -> bool {
    if part.chars().next() != word.chars().next() {
        return false;
    }
    let mut letters = word.chars().zip(1..);
    let mut span = 0;
    let in_order = part.chars().all(|wanted| {
        let found = letters.find(|(letter, _)| *letter == wanted);
        span = found.map_or(span, |(_, at)| at);
        found.is_some()
    });
    in_order && span <= 2 * part.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::part::Part;

    const NAMES: [(&str, &str); 8] = [
        ("Cache", "redis memcached quick"),
        ("Service", "server backend"),
        ("SQL database", "postgres mysql table"),
        ("Search", "find elasticsearch"),
        ("Load balancer", "lb proxy"),
        ("Object store", "s3 blob bucket"),
        ("API gateway", "edge door"),
        ("Select all", ""),
    ];

    fn ranked<'names>(query: &str, names: impl IntoIterator<Item = (&'names str, &'names str)>) -> Vec<&'names str> {
        let mut found = names
            .into_iter()
            .filter_map(|(name, words)| find(query, name, words).map(|found| (found.score, name)))
            .collect::<Vec<_>>();
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        found.into_iter().map(|(_, name)| name).collect()
    }

    fn parts(query: &str) -> Vec<&'static str> {
        ranked(query, Part::ALL.map(|part| (part.name(), part.words())))
    }

    #[test]
    fn beginnings_of_words_go_first() {
        for (query, best) in [
            ("ca", "Cache"),
            ("cache", "Cache"),
            ("redis", "Cache"),
            ("bal", "Load balancer"),
            ("lb", "Load balancer"),
            ("gate", "API gateway"),
            ("sql d", "SQL database"),
            ("postg", "SQL database"),
            ("S3", "Object store"),
            ("srvc", "Service"),
            ("sea", "Search"),
        ] {
            assert_eq!(ranked(query, NAMES).first(), Some(&best), "{query}");
        }
    }

    #[test]
    fn a_beginning_goes_before_a_piece_and_a_piece_before_scattered_letters() {
        let names = [
            ("Straight", ""),
            ("Cart", ""),
            ("Art", ""),
            ("Clean art", ""),
            ("Assert", ""),
            ("Wall", "art"),
            ("Hall", "artist"),
            ("Ball", "cartoon"),
        ];
        let expected = ["Art", "Clean art", "Wall", "Hall", "Cart", "Ball", "Assert"];
        assert_eq!(ranked("art", names), expected);
        assert_eq!(ranked("asrt", names), ["Assert"]);
    }

    #[test]
    fn scattered_letters_are_close_and_within_one_word_of_the_name() {
        for (letters, name, words, is_found) in [
            ("srvc", "Service", "", true),
            ("cch", "Cache", "", true),
            ("qeu", "Queue", "", true),
            ("sv", "Service", "", false),
            ("svc", "Service", "", true),
            ("stn", "Straightening", "", false),
            ("che", "Close the lid", "", false),
            ("rvc", "Service", "", false),
            ("kaf", "CDN", "cloudfront akamai fastly", false),
            ("rds", "Cache", "redis", false),
            ("e", "Cache", "", false),
            ("ed", "Cache", "redis", false),
            ("edi", "Cache", "redis", true),
        ] {
            assert_eq!(find(letters, name, words).is_some(), is_found, "{letters} in {name}");
        }
    }

    #[test]
    fn parts_are_found_by_what_people_call_them() {
        for (query, expected) in [
            ("kaf", &["Stream"][..]),
            ("kafka", &["Stream"]),
            ("redis", &["Cache"]),
            ("postgres", &["SQL database"]),
            ("rabbit", &["Queue"]),
            ("dynamo", &["NoSQL store"]),
            ("lambda", &["Function"]),
            ("cron", &["Scheduler"]),
        ] {
            assert_eq!(parts(query), expected, "{query}");
        }
        for (query, best) in [
            ("queue", "Queue"),
            ("gate", "API gateway"),
            ("api", "API gateway"),
            ("sql", "SQL database"),
            ("load", "Load balancer"),
            ("nosql", "NoSQL store"),
            ("cl", "Client"),
        ] {
            assert_eq!(parts(query).first(), Some(&best), "{query}");
        }
    }

    #[test]
    fn the_word_that_was_found_is_told() {
        for (query, name, words, by) in [
            ("redis", "Cache", "redis memcached", Some("redis")),
            ("mem", "Cache", "redis memcached", Some("memcached")),
            ("cac", "Cache", "redis cachet", None),
            ("queue", "Queue", "queue", None),
            ("lb", "Load balancer", "lb", Some("lb")),
            ("sql pos", "SQL database", "mysql postgres", Some("postgres")),
            ("", "Cache", "redis", None),
        ] {
            assert_eq!(find(query, name, words).map(|found| found.by), Some(by), "{query}");
        }
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        for query in ["xq", "cache zebra", "z"] {
            assert_eq!(ranked(query, NAMES), Vec::<&str>::new(), "{query}");
        }
        assert_eq!(ranked("", NAMES).len(), NAMES.len());
    }
}
