//! What stands in the list beside the board: one's own notes, the public journal, and what happened to the round; by time.
//! Pure: entries and notes in, moments out.

use board::{
    actor::ActorIndex,
    anchor::CodeAnchor,
    card::CardKind,
    id::ElementId,
    moments::{offline_spans, redacted_spans, unrecorded_spans},
    op::{Op, RoundEvent},
    reading::card_words,
    recording::Entry,
    time::Millis,
};
use interview::{
    api::RecordedPerson,
    note::{Note, NoteKind},
};

/// For how long after a moment what it is about is shown.
const SHOWN: Millis = Millis(2_500);

/// A moment with something to say about it.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Moment {
    /// When.
    pub at: Millis,
    /// What sort.
    pub kind: MomentKind,
    /// In words.
    pub words: String,
    /// Elements it is about.
    pub elements: Vec<ElementId>,
    /// The note it is, if it is one.
    pub note: Option<Note>,
    /// The stretch of code it is about.
    pub code: Option<CodeAnchor>,
}

/// What sort of moment.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum MomentKind {
    /// One's own, private.
    Note(NoteKind),
    /// A line or a signal of the public journal.
    Card,
    /// What was decided.
    Decision,
    /// What was taken for given.
    Assumption,
    /// Another part of the round begins.
    Phase,
    /// Something that happened to the round or to somebody's connection.
    Event,
}

impl MomentKind {
    /// Whether only oneself sees it.
    pub fn is_private(self) -> bool {
        match self {
            MomentKind::Note(_) => true,
            MomentKind::Card
            | MomentKind::Decision
            | MomentKind::Assumption
            | MomentKind::Phase
            | MomentKind::Event => false,
        }
    }

    /// Its sign.
    pub fn icon(self) -> &'static str {
        match self {
            MomentKind::Note(NoteKind::Note) => "pencil-line",
            MomentKind::Note(NoteKind::Mark) => "flag",
            MomentKind::Note(NoteKind::Hint) => "lightbulb",
            MomentKind::Note(NoteKind::Asked) => "check",
            MomentKind::Card => "message-square",
            MomentKind::Decision => "signpost",
            MomentKind::Assumption => "circle-question-mark",
            MomentKind::Phase => "bookmark",
            MomentKind::Event => "circle-dot",
        }
    }

    /// As the style sheet calls its pin.
    pub fn key(self) -> &'static str {
        match self {
            MomentKind::Note(NoteKind::Note) => "note",
            MomentKind::Note(NoteKind::Mark) => "mark",
            MomentKind::Note(NoteKind::Hint) => "hint",
            MomentKind::Note(NoteKind::Asked) => "asked",
            MomentKind::Card => "card",
            MomentKind::Decision => "decision",
            MomentKind::Assumption => "assumption",
            MomentKind::Phase => "phase",
            MomentKind::Event => "event",
        }
    }
}

/// The story of a recording as everybody may know it.
pub fn of(entries: &[Entry], people: &[RecordedPerson]) -> Vec<Moment> {
    let mut story = entries
        .iter()
        .filter_map(|entry| of_entry(entry, people))
        .collect::<Vec<_>>();
    story.extend(unrecorded_spans(entries).into_iter().map(|span| {
        let words = format!("Not recorded from {} to {}", span.from.clock(), span.to.clock());
        event(span.from, words)
    }));
    story.extend(redacted_spans(entries).into_iter().map(|redacted| {
        let (from, to) = (redacted.span.from.clock(), redacted.span.to.clock());
        let words = match redacted.only_words {
            true => format!("Words were taken out from {from} to {to}"),
            false => format!("What was done from {from} to {to} was removed"),
        };
        event(redacted.span.from, words)
    }));
    story.extend(offline_spans(entries).into_iter().map(|offline| {
        let (name, span) = (name_of(offline.actor, people), offline.span);
        let words = format!("{name} offline {} to {}", span.from.clock(), span.to.clock());
        event(span.from, words)
    }));
    story.sort_by_key(|moment| moment.at);
    story
}

fn event(at: Millis, words: String) -> Moment {
    Moment {
        at,
        kind: MomentKind::Event,
        words,
        elements: Vec::new(),
        note: None,
        code: None,
    }
}

/// The same with one's own notes between.
pub fn with_notes(story: &[Moment], notes: &[Note]) -> Vec<Moment> {
    let mut story = notes
        .iter()
        .map(of_note)
        .chain(story.iter().cloned())
        .collect::<Vec<_>>();
    story.sort_by_key(|moment| moment.at);
    story
}

/// What to call somebody.
pub fn name_of(actor: ActorIndex, people: &[RecordedPerson]) -> String {
    if actor == ActorIndex::ROOM {
        return "The room".to_owned();
    }
    let person = people
        .iter()
        .find(|person| person.actor == actor.0 && !person.name.is_empty());
    person.map_or_else(|| format!("Person {}", actor.0), |person| person.name.clone())
}

/// The last moment at or before a time.
pub fn current(story: &[Moment], at: Millis) -> Option<usize> {
    story.partition_point(|moment| moment.at <= at).checked_sub(1)
}

/// The moment of just now, with what it is about.
pub fn of_now(story: &[Moment], at: Millis) -> Option<Moment> {
    let moment = story.get(current(story, at)?);
    moment.filter(|moment| at - moment.at < SHOWN).cloned()
}

fn of_note(note: &Note) -> Moment {
    let text = note.text.trim();
    let words = match (note.kind, text.is_empty()) {
        (NoteKind::Note, _) => text.to_owned(),
        (NoteKind::Mark, true) => "Mark".to_owned(),
        (NoteKind::Mark, false) => format!("Mark: {text}"),
        (NoteKind::Hint, true) => "Hint given".to_owned(),
        (NoteKind::Hint, false) => format!("Hint given: {text}"),
        (NoteKind::Asked, _) => format!("Asked: {text}"),
    };
    Moment {
        at: note.at,
        kind: MomentKind::Note(note.kind),
        words,
        elements: note.elements.clone(),
        note: Some(note.clone()),
        code: None,
    }
}

fn of_entry(entry: &Entry, people: &[RecordedPerson]) -> Option<Moment> {
    let moment = |kind, words| {
        Some(Moment {
            at: entry.at,
            kind,
            words,
            elements: Vec::new(),
            note: None,
            code: None,
        })
    };
    match &entry.op {
        Op::Card { kind, .. } => {
            let sort = match kind {
                CardKind::Chat(_) | CardKind::Signal(_) => MomentKind::Card,
                CardKind::Decision(_) => MomentKind::Decision,
                CardKind::Assumption(_) => MomentKind::Assumption,
                CardKind::Phase(_) => MomentKind::Phase,
            };
            let said = card_words(kind);
            let about = kind.about().cloned().unwrap_or_default();
            Some(Moment {
                elements: about.elements,
                code: about.code.map(|code| CodeAnchor { code, seq: entry.seq }),
                ..moment(sort, format!("{}: {said}", name_of(entry.actor, people)))?
            })
        }
        Op::Round(RoundEvent::Ended) => moment(MomentKind::Event, "The round was ended".to_owned()),
        Op::Round(RoundEvent::Reopened) => moment(MomentKind::Event, "The round was opened again".to_owned()),
        // Told with its end as a stretch that was not recorded.
        Op::Round(RoundEvent::Paused) | Op::Gap(_) => None,
        Op::Create(_)
        | Op::Update(_)
        | Op::Delete(_)
        | Op::Restore(_)
        | Op::InkBegin { .. }
        | Op::InkExtend { .. }
        | Op::InkEnd { .. }
        | Op::Text { .. }
        | Op::CreateFile { .. }
        | Op::UpdateFile { .. }
        | Op::Removed => None,
    }
}

#[cfg(test)]
mod tests {
    use board::{
        card::Signal,
        id::CardId,
        recording::{Hash, Seq},
    };

    use super::*;

    fn entry(seq: u64, at: u64, ago_millis: u32, op: Op) -> Entry {
        Entry {
            seq: Seq(seq),
            at: Millis(at),
            ago_millis,
            actor: ActorIndex(1),
            op,
            redacted: None,
        }
    }

    fn note(at: u64, kind: NoteKind, text: &str) -> Note {
        let text = text.to_owned();
        Note {
            id: String::new(),
            at: Millis(at),
            kind,
            text,
            elements: Vec::new(),
            deleted: false,
            until: None,
            code: None,
        }
    }

    fn story() -> Vec<Moment> {
        let people = [RecordedPerson {
            actor: 1,
            name: "Ana".to_owned(),
            role: "Candidate".to_owned(),
        }];
        let entries = [
            entry(
                1,
                10_000,
                0,
                Op::Card {
                    id: CardId(1),
                    kind: CardKind::Signal(Signal::OneMinute),
                },
            ),
            entry(2, 60_000, 40_000, Op::Delete(vec![ElementId(1)])),
            entry(3, 70_000, 0, Op::Round(RoundEvent::Ended)),
        ];
        let notes = [
            note(15_000, NoteKind::Hint, ""),
            note(5_000, NoteKind::Note, " Kafka over SQS "),
        ];
        with_notes(&of(&entries, &people), &notes)
    }

    #[test]
    fn what_was_taken_out_is_named_once_for_each_stretch() {
        let redacted = |seq, at, op| Entry {
            redacted: Some(Box::new(Hash([1; 32]))),
            ..entry(seq, at, 0, op)
        };
        let delete = || Op::Delete(Vec::new());
        let story = of(
            &[
                redacted(1, 1_000, delete()),
                entry(2, 2_000, 0, delete()),
                redacted(3, 9_000, delete()),
                redacted(4, 40_000, Op::Removed),
                redacted(5, 70_000, Op::Removed),
            ],
            &[],
        );
        let told = story.iter().map(|moment| (moment.at.0, moment.words.as_str()));
        assert_eq!(
            told.collect::<Vec<_>>(),
            [
                (1_000, "Words were taken out from 00:01 to 00:09"),
                (40_000, "What was done from 00:40 to 00:40 was removed"),
                (70_000, "What was done from 01:10 to 01:10 was removed"),
            ]
        );
    }

    #[test]
    fn everything_worth_reading_stands_in_its_order() {
        let words = story()
            .into_iter()
            .map(|moment| (moment.at.0, moment.words))
            .collect::<Vec<_>>();
        let expected = [
            (5_000, "Kafka over SQS"),
            (10_000, "Ana: One minute please"),
            (15_000, "Hint given"),
            (20_000, "Ana offline 00:20 to 01:00"),
            (70_000, "The round was ended"),
        ];
        assert_eq!(words, expected.map(|(at, words)| (at, words.to_owned())));
    }

    #[test]
    fn moments_are_found_from_any_time() {
        let story = story();
        assert_eq!(current(&story, Millis(4_999)), None);
        assert_eq!(current(&story, Millis(15_000)), Some(2));
    }
}
