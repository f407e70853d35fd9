//! Search over a whole round: board and code at any time, the journal, what happened, one's own notes. What is found says when; a
//! press goes there and points it out.

mod hits;

use std::rc::Rc;

use board::{
    card::CodeRange,
    id::{ElementId, FileId},
    search::{Index, Passage, Place, Query},
    text::Utf16,
    time::Millis,
};
use leptos::prelude::*;

pub use self::hits::{HitKeys, Hits};
use crate::{
    dom,
    notes::anchor,
    review::{Review, notes::ReviewNotes, story::Moment},
};

/// The search of one review; in context of every part of the page.
#[derive(Clone, Copy)]
pub struct Searching {
    review: Review,
    /// What is searched for, as it was typed.
    pub typed: RwSignal<String>,
    notes: ReviewNotes,
    hits: Memo<Vec<Hit>>,
    /// Which hit keys are at.
    at: RwSignal<usize>,
    /// What was gone to last.
    shown: RwSignal<Option<Passage>>,
    /// Grows with each request for the field.
    asked: RwSignal<u32>,
}

/// Something that has the words.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    at: Millis,
    icon: &'static str,
    words: String,
    /// Where it stood, in words.
    place: String,
    is_private: bool,
    what: What,
}

#[derive(Clone, Debug, PartialEq)]
enum What {
    Moment(Option<String>),
    Passage(Passage),
}

impl Searching {
    /// Searches for nothing yet; puts itself into the context.
    pub fn begin(review: Review) -> Searching {
        let index = StoredValue::new_local(None);
        let typed = RwSignal::new(String::new());
        let hits = Memo::new(move |_| {
            let query = Query::new(&typed.read());
            if query.is_empty() {
                return Vec::new();
            }
            hits_of(review, &indexed(review, index), &query)
        });
        let searching = Searching {
            review,
            typed,
            notes: expect_context(),
            hits,
            at: RwSignal::new(0),
            shown: RwSignal::new(None),
            asked: RwSignal::new(0),
        };
        provide_context(searching);
        searching
    }

    /// Whether something is searched for.
    pub fn is_on(self) -> bool {
        !self.typed.read().trim().is_empty()
    }

    /// Brings the field to the hand.
    pub fn ask(self) {
        const FIELD: &str = ".story .search-field input";
        self.asked.update(|asked| *asked += 1);
        // At once, so that the first letter goes there; again once a list that was hidden is shown.
        dom::focus_first(FIELD);
        request_animation_frame(|| dom::focus_first(FIELD));
    }

    /// Grows whenever the field is asked for: whoever hides it shows it.
    pub fn asked(self) -> Signal<u32> {
        self.asked.into()
    }

    /// Searches for nothing any more.
    pub fn end(self) {
        self.typed.set(String::new());
        self.shown.set(None);
        dom::focus_first(".review .canvas");
    }

    /// The element that was found, as long as one is at its moment.
    pub fn element_now(self) -> Option<ElementId> {
        match self.passage_now()?.place {
            Place::Element(id) => Some(id),
            Place::Code(_) | Place::FileName(_) => None,
        }
    }

    /// The file in which something was found, as long as one is at its moment.
    pub fn file_now(self) -> Option<FileId> {
        match self.passage_now()?.place {
            Place::Code(id) | Place::FileName(id) => Some(id),
            Place::Element(_) => None,
        }
    }

    /// The stretch of code that was found, as the code is now, as long as one is at its moment.
    pub fn stretch_now(self) -> Option<CodeRange> {
        let passage = self.passage_now()?;
        let Place::Code(file) = passage.place else { return None };
        let board = self.review.player.board();
        let text = board.file(file)?.text.to_string();
        let line_of = line_at(&text, passage.offset);
        let found = Query::new(&self.typed.read_untracked()).place_in(text.get(line_of..)?.split('\n').next()?)?;
        let units = |byte: usize| Utf16::of(text.get(..line_of + byte).unwrap_or_default());
        Some(CodeRange {
            file,
            from: units(found.start),
            to: units(found.end),
        })
    }

    fn passage_now(self) -> Option<Passage> {
        let at = self.review.player.playhead().get();
        self.shown.get().filter(|passage| passage.at == at && self.is_on())
    }

    fn go_to(self, hit: &Hit) {
        match &hit.what {
            What::Moment(note) => {
                self.shown.set(None);
                self.notes.choose(note.clone(), hit.at);
            }
            What::Passage(passage) => {
                self.notes.choose(None, hit.at);
                self.shown.set(Some(passage.clone()));
            }
        }
    }
}

/// Where the line of a place begins, in bytes.
fn line_at(text: &str, offset: Utf16) -> usize {
    let mut units = 0;
    let place = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > offset.0 as usize
    });
    let before = text
        .get(..place.map_or(text.len(), |(byte, _)| byte))
        .unwrap_or_default();
    before.rfind('\n').map_or(0, |newline| newline + 1)
}

/// Built by whoever searches first.
fn indexed(review: Review, index: StoredValue<Option<Rc<Index>>, LocalStorage>) -> Rc<Index> {
    if let Some(known) = index.with_value(Clone::clone) {
        return known;
    }
    let opened = review.opened();
    let made = Rc::new(dom::measured("index", || Index::new(opened.timeline.entries())));
    index.set_value(Some(Rc::clone(&made)));
    made
}

/// Everything that has the words, by time.
fn hits_of(review: Review, index: &Index, query: &Query) -> Vec<Hit> {
    let opened = review.opened();
    let end = opened.timeline.at(opened.timeline.duration());
    let of_passage = |passage: Passage| {
        let (icon, named) = match passage.place {
            Place::Element(id) => ("pencil-line", format!("on {}", anchor::kind_of(&end, id))),
            Place::Code(id) | Place::FileName(id) => {
                let name = end.file(id).map(|file| file.name.clone());
                (
                    "file-code",
                    format!("in {}", name.unwrap_or_else(|| "a closed file".to_owned())),
                )
            }
        };
        let place = if passage.stands_on(&end, query) {
            named
        } else {
            format!("{named}, gone at the end")
        };
        Hit {
            at: passage.at,
            icon,
            words: passage.words.clone(),
            place,
            is_private: false,
            what: What::Passage(passage),
        }
    };
    let of_moment = |moment: &Moment| Hit {
        at: moment.at,
        icon: moment.kind.icon(),
        words: moment.words.clone(),
        place: String::new(),
        is_private: moment.kind.is_private(),
        what: What::Moment(moment.note.as_ref().map(|note| note.id.clone())),
    };
    let mut hits = index
        .find(query)
        .passages
        .into_iter()
        .map(of_passage)
        .collect::<Vec<_>>();
    let story = review.story();
    hits.extend(
        story
            .iter()
            .filter(|moment| query.matches(&moment.words))
            .map(of_moment),
    );
    hits.sort_by_key(|hit| hit.at);
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_a_place_is_found_in_units_of_the_text() {
        let text = "one\n😀 two\nthree";
        assert_eq!(line_at(text, Utf16(0)), 0);
        assert_eq!(line_at(text, Utf16(3)), 0);
        assert_eq!(line_at(text, Utf16(6)), 4);
        assert_eq!(line_at(text, Utf16(11)), 13);
        assert_eq!(line_at(text, Utf16(99)), 13);
    }
}
