//! The round sheet: a few cited moments of a round with a sentence each, on one page. Which moments are offered is decided here
//! by fixed rules over marks, notes, cards and phases; nothing is judged or summed up.

use board::time::Millis;
use serde::{Deserialize, Serialize};

/// Moments that a sheet holds at most.
pub const MOMENTS_PER_SHEET: usize = 12;
/// Moments that are offered for a sheet that nobody has made yet.
pub const MOMENTS_OFFERED: usize = 8;
/// Characters of the sentence under one picture.
pub const SENTENCE_CHARS: usize = 500;
/// Two moments nearer to one another than this show the same picture, in milliseconds.
const NEAR_MILLIS: u64 = 15_000;

/// One person's sheet of a round, for that person alone.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Sheet {
    /// Whether somebody has made it; one that nobody made is offered anew each time.
    #[serde(default)]
    pub made: bool,
    /// The moments, in the order in which they stand on the page.
    pub moments: Vec<Cited>,
    /// Whether the own notes stand on it.
    #[serde(default)]
    pub with_notes: bool,
    /// Whether the journal's cards stand on it.
    #[serde(default)]
    pub with_cards: bool,
}

/// A moment on a sheet.
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Cited {
    /// When.
    #[cfg_attr(feature = "schema", schema(value_type = u64))]
    pub at: Millis,
    /// What is to be said about it.
    pub sentence: String,
}

/// Something that may be worth a picture; the first kind is worth one most.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Worth {
    /// A decision in the journal.
    Decision,
    /// A mark or a note of one's own.
    Noted,
    /// A hint that was given.
    Hint,
    /// An assumption in the journal.
    Assumption,
    /// The beginning of a phase.
    Phase,
    /// How it ended.
    End,
}

/// A moment that can be chosen.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Offer {
    /// When.
    pub at: Millis,
    /// How much it is worth a picture.
    pub worth: Worth,
    /// What is said about it as it is.
    pub words: String,
}

/// The moments that a fresh sheet begins with, by time: the worthiest, none near another.
pub fn offered(offers: &[Offer]) -> Vec<Cited> {
    let mut by_worth = offers.iter().collect::<Vec<_>>();
    // What has words says more than a bare mark of the same kind.
    by_worth.sort_by_key(|offer| (offer.worth, offer.words.is_empty(), offer.at));
    let mut taken: Vec<&Offer> = Vec::new();
    for offer in by_worth {
        let is_near = |other: &&Offer| other.at.0.abs_diff(offer.at.0) < NEAR_MILLIS;
        if taken.len() < MOMENTS_OFFERED && !taken.iter().any(is_near) {
            taken.push(offer);
        }
    }
    taken.sort_by_key(|offer| offer.at);
    let cited = taken.into_iter().map(|offer| Cited {
        at: offer.at,
        sentence: offer.words.chars().take(SENTENCE_CHARS).collect(),
    });
    cited.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(at_millis: u64, worth: Worth, words: &str) -> Offer {
        Offer {
            at: Millis(at_millis),
            worth,
            words: words.to_owned(),
        }
    }

    #[test]
    fn the_worthiest_moments_are_offered_in_the_order_of_time() {
        let mut offers = (0..20)
            .map(|number| offer(number * 60_000, Worth::Phase, "a phase"))
            .collect::<Vec<_>>();
        offers.push(offer(1_000_000, Worth::Noted, "dropped the cache"));
        offers.push(offer(90_000, Worth::Decision, "a log, not a queue"));
        let cited = offered(&offers);
        assert_eq!(cited.len(), MOMENTS_OFFERED);
        assert!(cited.is_sorted_by_key(|cited| cited.at));
        for words in ["dropped the cache", "a log, not a queue"] {
            assert!(cited.iter().any(|cited| cited.sentence == words), "{words}");
        }
    }

    #[test]
    fn of_two_moments_that_show_the_same_the_one_that_says_more_is_offered() {
        let offers = [
            offer(10_000, Worth::Noted, ""),
            offer(20_000, Worth::Noted, "why not a log?"),
            offer(24_000, Worth::End, "The end"),
        ];
        let cited = offered(&offers);
        assert_eq!(cited.len(), 1);
        assert_eq!(cited[0].sentence, "why not a log?");
        assert!(offered(&[]).is_empty());
    }

    #[test]
    fn a_sentence_is_cut_where_the_sheet_takes_no_more() {
        let cited = offered(&[offer(0, Worth::Noted, &"語".repeat(SENTENCE_CHARS + 9))]);
        assert_eq!(cited[0].sentence.chars().count(), SENTENCE_CHARS);
    }
}
