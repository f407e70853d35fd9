//! How well a few letters match a name: the beginning of its words goes before letters somewhere inside, and those before
//! letters that only come in the same order.

/// How well something matches; the greatest is the best.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Score(u32);

/// How well a query matches a name, or the words that people may also look for. `None` where a word of the query is found in
/// no way. An empty query matches everything alike.
pub fn score(query: &str, name: &str, words: &str) -> Option<Score> {
    let (name, words) = (name.to_lowercase(), words.to_lowercase());
    let query = query.to_lowercase();
    let query = query.split_whitespace().collect::<Vec<_>>();
    if query.is_empty() {
        return Some(Score(0));
    }
    let whole = query.join(" ");
    let mut sum = 0;
    for part in &query {
        sum += of_part(part, &name).max(of_part(part, &words).saturating_sub(15));
        if of_part(part, &name) == 0 && of_part(part, &words) == 0 {
            return None;
        }
    }
    let mean = sum * 100 / u32::try_from(query.len()).unwrap_or(1);
    let exact = if name == whole { 5_000 } else { 0 };
    let begins = if name.starts_with(&whole) { 500 } else { 0 };
    // Of two that match alike the shorter name is meant.
    let short = 60_u32.saturating_sub(u32::try_from(name.chars().count()).unwrap_or(60));
    Some(Score(1 + mean + exact + begins + short))
}

/// 100 for the beginning of the first word, 80 of another, 70 for first letters of words, 50 inside, 25 in order; 0 for none.
fn of_part(part: &str, text: &str) -> u32 {
    if text.starts_with(part) {
        return 100;
    }
    let mut initials = String::new();
    for word in text.split(|letter: char| !letter.is_alphanumeric()) {
        if word.starts_with(part) {
            return 80;
        }
        initials.extend(word.chars().next());
    }
    if part.chars().count() > 1 && initials.starts_with(part) {
        return 70;
    }
    if text.contains(part) {
        return 50;
    }
    let mut letters = text.chars();
    let in_order = part.chars().all(|wanted| letters.any(|letter| letter == wanted));
    if in_order && part.chars().count() > 1 { 25 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    fn ranked(query: &str) -> Vec<&'static str> {
        let mut found = NAMES
            .iter()
            .filter_map(|(name, words)| score(query, name, words).map(|score| (score, *name)))
            .collect::<Vec<_>>();
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        found.into_iter().map(|(_, name)| name).collect()
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
            assert_eq!(ranked(query).first(), Some(&best), "{query}");
        }
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        assert_eq!(ranked("xq"), Vec::<&str>::new());
        assert_eq!(ranked("cache zebra"), Vec::<&str>::new());
        assert_eq!(ranked("").len(), NAMES.len());
        assert_eq!(ranked("z"), Vec::<&str>::new());
    }
}
