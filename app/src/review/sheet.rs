//! The round sheet: a few moments of a round as pictures with a sentence each, the journal and one's own notes, on one page to be
//! read on a phone and printed. It is kept for its author alone; every picture opens the review at its moment.

mod choosing;
mod keeping;
mod moment;
mod page;

use std::rc::Rc;

use board::{
    Entry,
    id::{FileId, RoomId},
    text::Utf16,
    time::Millis,
};
use interview::{
    note::Note,
    sheet::{Cited, MOMENTS_PER_SHEET, Offer, SENTENCE_CHARS, Sheet, Worth, offered},
};
use leptos::prelude::*;

use self::keeping::Keeping;
pub use self::page::SheetView;
use crate::review::{
    opening::Opened,
    story::{self, Moment, MomentKind},
    thumbnails::typed_in,
};

/// A sheet in the making; in context of its page.
#[derive(Clone, Copy)]
pub struct Making {
    opened: StoredValue<Rc<Opened>, LocalStorage>,
    /// The room, and the seat of who tried it alone.
    place: StoredValue<(RoomId, Option<String>)>,
    story: Memo<Vec<Moment>>,
    /// In the order of the page.
    chosen: RwSignal<Vec<Cited>>,
    with_notes: RwSignal<bool>,
    with_cards: RwSignal<bool>,
    keeping: Keeping,
}

impl Making {
    /// Goes on with a sheet that was made, or offers a fresh one; puts itself into the context. What was written on it before
    /// names people as they appear here.
    pub fn begin(
        opened: Opened,
        seen: impl Fn(&str) -> String,
        (room, seat): (RoomId, Option<String>),
        sheet: Sheet,
        notes: Signal<Vec<Note>>,
    ) -> Making {
        let opened = Rc::new(opened);
        let public = story::of(opened.timeline.entries(), &opened.header.people);
        let duration = opened.timeline.duration();
        let story = Memo::new(move |_| story::with_notes(&public, &notes.read()));
        let keeping = Keeping::begin(room, seat.clone());
        let mut sheet = keeping.unsent().unwrap_or(sheet);
        for cited in &mut sheet.moments {
            cited.sentence = cut(&seen(&cited.sentence));
        }
        let made = sheet.made;
        let making = Making {
            opened: StoredValue::new_local(opened),
            place: StoredValue::new((room, seat)),
            story,
            chosen: RwSignal::new(sheet.moments),
            // A sheet is handed out: what is private is on it only if its author put it there.
            with_notes: RwSignal::new(made && sheet.with_notes),
            with_cards: RwSignal::new(!made || sheet.with_cards),
            keeping,
        };
        provide_context(making);
        if !made {
            making.offer_until_touched(duration);
        }
        making.keep_changes();
        making
    }

    /// What can be chosen, by time.
    fn offers(self) -> Vec<Offer> {
        let duration = self.opened.with_value(|opened| opened.timeline.duration());
        self.story.with(|story| offers_of(story, duration))
    }

    /// Takes a moment onto the page, at its place in time; nothing where it is full.
    fn take(self, offer: &Offer) {
        let cited = Cited {
            at: offer.at,
            sentence: cut(&offer.words),
        };
        self.chosen.update(|chosen| {
            if chosen.len() < MOMENTS_PER_SHEET {
                let place = chosen.iter().position(|other| other.at > cited.at);
                chosen.insert(place.unwrap_or(chosen.len()), cited);
            }
        });
    }

    /// Says something else about a moment.
    fn word(self, at: Millis, sentence: &str) {
        self.chosen.update(|chosen| {
            for cited in chosen.iter_mut().filter(|cited| cited.at == at) {
                cited.sentence = cut(sentence);
            }
        });
    }

    /// Takes a moment off the page.
    fn leave_out(self, at: Millis) {
        self.chosen.update(|chosen| chosen.retain(|other| other.at != at));
    }

    /// Moves a moment one place up or down the page.
    fn shift(self, at: Millis, down: bool) {
        self.chosen.update(|chosen| {
            let Some(from) = chosen.iter().position(|other| other.at == at) else {
                return;
            };
            let to = if down { from + 1 } else { from.saturating_sub(1) };
            if to < chosen.len() {
                chosen.swap(from, to);
            }
        });
    }

    /// The notes arrive a moment later than the page, and with them what is worth a picture.
    fn offer_until_touched(self, duration: Millis) {
        let keeping = self.keeping;
        Effect::new(move || {
            let offers = self.story.with(|story| offers_of(story, duration));
            if !keeping.is_touched() {
                self.chosen.set(offered(&offers));
            }
        });
    }

    /// Keeps the sheet whenever it is another than it was.
    fn keep_changes(self) {
        Effect::new(move |before: Option<Sheet>| {
            let sheet = Sheet {
                made: true,
                moments: self.chosen.get(),
                with_notes: self.with_notes.get(),
                with_cards: self.with_cards.get(),
            };
            if self.keeping.is_touched() && before.is_some_and(|before| before != sheet) {
                self.keeping.keep(sheet.clone());
            }
            sheet
        });
    }
}

/// Where somebody typed code last.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Typed {
    at: Millis,
    file: FileId,
    /// Behind what was typed.
    place: Utf16,
}

fn typed_before(entries: &[Entry], at: Millis) -> Option<Typed> {
    let before = entries.get(..entries.partition_point(|entry| entry.at <= at))?;
    before.iter().rev().find_map(|entry| {
        let (file, place) = typed_in(entry)?;
        let at = entry.at;
        Some(Typed { at, file, place })
    })
}

fn cut(sentence: &str) -> String {
    sentence.chars().take(SENTENCE_CHARS).collect()
}

/// What of a story is worth a picture, and how much.
fn offers_of(story: &[Moment], duration: Millis) -> Vec<Offer> {
    use interview::note::NoteKind;
    let offer = |moment: &Moment| {
        let worth = match moment.kind {
            MomentKind::Note(NoteKind::Note | NoteKind::Mark) => Worth::Noted,
            MomentKind::Note(NoteKind::Hint) => Worth::Hint,
            MomentKind::Decision => Worth::Decision,
            MomentKind::Assumption => Worth::Assumption,
            MomentKind::Phase => Worth::Phase,
            MomentKind::Card | MomentKind::Event | MomentKind::Note(NoteKind::Asked) => return None,
        };
        let is_bare = matches!(moment.kind, MomentKind::Note(NoteKind::Mark)) && moment.words == "Mark";
        Some(Offer {
            at: moment.at.min(duration),
            worth,
            words: if is_bare { String::new() } else { moment.words.clone() },
        })
    };
    let mut offers = story.iter().filter_map(offer).collect::<Vec<_>>();
    offers.push(Offer {
        at: duration,
        worth: Worth::End,
        words: "How it ended".to_owned(),
    });
    // One moment, one picture.
    offers.sort_by_key(|offer| (offer.at, offer.worth));
    offers.dedup_by_key(|offer| offer.at);
    offers
}

#[cfg(test)]
mod tests {
    use interview::note::NoteKind;

    use super::*;

    #[test]
    fn notes_marks_and_the_end_are_offered_and_what_only_happened_is_not() {
        let moment = |at: u64, kind, words: &str| Moment {
            at: Millis(at),
            kind,
            words: words.to_owned(),
            elements: Vec::new(),
            note: None,
            code: None,
        };
        let story = [
            moment(1_000, MomentKind::Note(NoteKind::Mark), "Mark"),
            moment(1_000, MomentKind::Event, "Ana offline"),
            moment(2_000, MomentKind::Note(NoteKind::Note), "why a queue?"),
            moment(99_000, MomentKind::Note(NoteKind::Note), "written after the end"),
        ];
        let offers = offers_of(&story, Millis(9_000));
        let told = offers
            .iter()
            .map(|offer| (offer.at.0, offer.words.as_str()))
            .collect::<Vec<_>>();
        assert_eq!(
            told,
            [(1_000, ""), (2_000, "why a queue?"), (9_000, "written after the end")]
        );
    }
}
