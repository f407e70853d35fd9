//! The chapters of a recording: from each phase that was begun to the next. Where no phase was named, what lies between pauses.

use super::{Span, unrecorded_spans};
use crate::{
    card::{Card, CardKind},
    op::Op,
    recording::Entry,
    time::Millis,
};

/// A part of a round, by its name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Chapter {
    /// What it is called.
    pub name: String,
    /// From its beginning to the next one, or to the end.
    pub span: Span,
}

/// The chapters, by time; none of a round without phases and pauses. What came before the first phase has no name.
pub fn chapters(entries: &[Entry], duration: Millis) -> Vec<Chapter> {
    let phases = entries
        .iter()
        .filter_map(|entry| Some((entry.at, phase_after(&entry.op)?.trim())));
    let mut chapters: Vec<Chapter> = Vec::new();
    for (at, name) in phases {
        if chapters.last().is_some_and(|last| last.name == name) {
            continue;
        }
        if let Some(last) = chapters.last_mut() {
            last.span.to = at;
        }
        let span = Span { from: at, to: duration };
        // One that was called otherwise in the same moment never was.
        chapters.retain(|chapter| chapter.span.from < chapter.span.to);
        chapters.push(Chapter {
            name: name.to_owned(),
            span,
        });
    }
    if chapters.is_empty() {
        return between_pauses(&unrecorded_spans(entries), duration);
    }
    chapters
}

/// The phase that an op leads to. One that was announced while nothing was recorded begins where the recording goes on.
fn phase_after(op: &Op) -> Option<&String> {
    match op {
        Op::Card {
            kind: CardKind::Phase(name),
            ..
        } => Some(name),
        Op::Gap(snapshot) => phase_of(&snapshot.cards),
        Op::Card {
            kind: CardKind::Chat(_) | CardKind::Signal(_) | CardKind::Decision(_) | CardKind::Assumption(_),
            ..
        }
        | Op::Create(_)
        | Op::Update(_)
        | Op::Delete(_)
        | Op::Restore(_)
        | Op::InkBegin { .. }
        | Op::InkExtend { .. }
        | Op::InkEnd { .. }
        | Op::Text { .. }
        | Op::CreateFile { .. }
        | Op::UpdateFile { .. }
        | Op::Round(_)
        | Op::Removed => None,
    }
}

/// The phase that a journal is in: the last one announced.
pub fn phase_of<'a>(cards: impl IntoIterator<Item = &'a Card>) -> Option<&'a String> {
    let name = |card: &'a Card| match &card.kind {
        CardKind::Phase(name) => Some(name),
        CardKind::Chat(_) | CardKind::Signal(_) | CardKind::Decision(_) | CardKind::Assumption(_) => None,
    };
    cards.into_iter().filter_map(name).last()
}

/// The chapter of a moment.
pub fn chapter_at(chapters: &[Chapter], at: Millis) -> Option<&Chapter> {
    let n_begun = chapters.partition_point(|chapter| chapter.span.from <= at);
    let chapter = chapters.get(n_begun.checked_sub(1)?)?;
    (at <= chapter.span.to).then_some(chapter)
}

fn between_pauses(pauses: &[Span], duration: Millis) -> Vec<Chapter> {
    if pauses.is_empty() {
        return Vec::new();
    }
    let begins = std::iter::once(Millis(0)).chain(pauses.iter().map(|pause| pause.to));
    let ends = pauses.iter().map(|pause| pause.from).chain([duration]);
    let parts = (1..).zip(begins.zip(ends)).map(|(number, (from, to))| Chapter {
        name: format!("Part {number}"),
        span: Span { from, to },
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{actor::ActorIndex, id::CardId, op::RoundEvent, recording::Seq};

    fn entry(at: u64, op: Op) -> Entry {
        Entry {
            seq: Seq(1),
            at: Millis(at),
            ago_millis: 0,
            actor: ActorIndex(1),
            op,
            redacted: None,
        }
    }

    fn phase(at: u64, name: &str) -> Entry {
        let kind = CardKind::Phase(name.to_owned());
        entry(at, Op::Card { id: CardId(1), kind })
    }

    fn told(entries: &[Entry]) -> Vec<(String, u64, u64)> {
        let chapters = chapters(entries, Millis(100));
        let told = chapters
            .into_iter()
            .map(|chapter| (chapter.name, chapter.span.from.0, chapter.span.to.0));
        told.collect()
    }

    #[test]
    fn a_phase_reaches_to_the_next_one() {
        let named = |name: &str, from, to| (name.to_owned(), from, to);
        let round = [
            phase(10, "Clarify"),
            phase(30, " Design "),
            phase(40, "Design"),
            phase(80, "Wrap-up"),
        ];
        let expected = [
            named("Clarify", 10, 30),
            named("Design", 30, 80),
            named("Wrap-up", 80, 100),
        ];
        assert_eq!(told(&round), expected);
        assert_eq!(
            told(&[phase(10, "A mistake"), phase(10, "Design")]),
            [named("Design", 10, 100)]
        );
        assert!(told(&[]).is_empty());
    }

    #[test]
    fn pauses_part_a_recording_without_phases() {
        let pause = [
            entry(40, Op::Round(RoundEvent::Paused)),
            entry(60, Op::Gap(Box::default())),
        ];
        let chapters = chapters(&pause, Millis(100));
        let name = |at| chapter_at(&chapters, Millis(at)).map(|chapter| chapter.name.as_str());
        assert_eq!(
            [name(0), name(40), name(50), name(60), name(100)],
            [Some("Part 1"), Some("Part 1"), None, Some("Part 2"), Some("Part 2"),]
        );
        assert_eq!(told(&[&pause[..], &[phase(70, "Design")]].concat()).len(), 1);
    }
}
