//! What a recording tells about its course: stretches without activity, how busy each person was when, stretches made
//! offline or not recorded. Derived, deterministic, for finding one's way; never a figure about a person.

use std::collections::BTreeMap;

use crate::{
    actor::ActorIndex,
    card::{Card, CardKind},
    op::{Op, RoundEvent, TextTarget},
    recording::Entry,
    time::Millis,
    unfold,
};

/// Nothing happening for longer than this is idle, in milliseconds.
pub const IDLE_MILLIS: u64 = 5_000;

/// A stretch of a recording, from and to in room time.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Span {
    /// Where it begins.
    pub from: Millis,
    /// Where it ends.
    pub to: Millis,
}

/// What somebody made while offline: played at its own pace, inside a bracket (rule T5).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct OfflineSpan {
    /// Who.
    pub actor: ActorIndex,
    /// From when the first of it was made to when it arrived.
    pub span: Span,
}

/// A part of the round that somebody announced: from its card to the next one's.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Chapter {
    /// The phase's name.
    pub name: String,
    /// From its announcement to that of the next, or to the last entry.
    pub span: Span,
}

/// How busy one person was, in equal slices of the recording.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Activity {
    /// Drawing: entries in each slice.
    pub drawing: Vec<u32>,
    /// Typing code: entries in each slice.
    pub typing: Vec<u32>,
}

/// Stretches in which nothing happened; their first and last moment are shown, what lies between may be skipped.
pub fn idle_spans(entries: &[Entry]) -> Vec<Span> {
    // What was made offline is played when it was made, so those times are not idle (rule T5).
    let late = entries.iter().filter(|entry| unfold::is_late(entry));
    let made = late.flat_map(unfold::instants_backwards);
    let mut times = entries.iter().map(|entry| entry.at).chain(made).collect::<Vec<_>>();
    times.sort_unstable();
    let mut last = Millis(0);
    let mut spans = Vec::new();
    for at in times {
        if (at - last).0 > IDLE_MILLIS {
            spans.push(Span {
                from: last + Millis(1_000),
                to: at - Millis(1_000),
            });
        }
        last = at;
    }
    spans
}

/// Stretches that were not recorded: from a pause to the gap that closes it, or to the end.
pub fn unrecorded_spans(entries: &[Entry]) -> Vec<Span> {
    let mut open = None;
    let mut spans = Vec::new();
    for entry in entries {
        match &entry.op {
            Op::Round(RoundEvent::Paused) => open = Some(entry.at),
            Op::Gap(_) => spans.extend(open.take().map(|from| Span { from, to: entry.at })),
            Op::Round(RoundEvent::Ended | RoundEvent::Reopened)
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
            | Op::Card { .. }
            | Op::Removed => {}
        }
    }
    spans
}

/// Stretches that arrived late because somebody was offline, merged per person.
pub fn offline_spans(entries: &[Entry]) -> Vec<OfflineSpan> {
    let mut spans: Vec<OfflineSpan> = Vec::new();
    for entry in entries.iter().filter(|entry| unfold::is_late(entry)) {
        let made = Span {
            from: unfold::begun_at(entry),
            to: entry.at,
        };
        let last = spans.iter_mut().rev().find(|span| span.actor == entry.actor);
        match last.filter(|last| made.from <= last.span.to) {
            Some(last) => {
                last.span = Span {
                    from: last.span.from.min(made.from),
                    to: last.span.to.max(made.to),
                };
            }
            None => spans.push(OfflineSpan {
                actor: entry.actor,
                span: made,
            }),
        }
    }
    spans
}

/// The phases of the round. What lies before the first one belongs to none. A phase that was announced while nothing was
/// recorded begins where the recording goes on.
pub fn chapters(entries: &[Entry]) -> Vec<Chapter> {
    let mut chapters: Vec<Chapter> = Vec::new();
    for entry in entries {
        let present = chapters.last().map(|chapter| &chapter.name);
        let announced = match &entry.op {
            Op::Card {
                kind: CardKind::Phase(name),
                ..
            } => Some(name),
            Op::Gap(snapshot) => phase_of(&snapshot.cards).filter(|name| present != Some(*name)),
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
        };
        let Some(name) = announced.cloned() else { continue };
        if let Some(last) = chapters.last_mut() {
            last.span.to = entry.at;
        }
        let (from, to) = (entry.at, entry.at);
        chapters.push(Chapter {
            name,
            span: Span { from, to },
        });
    }
    if let (Some(chapter), Some(entry)) = (chapters.last_mut(), entries.last()) {
        chapter.span.to = entry.at;
    }
    chapters
}

/// The phase that a journal is in: the last one announced.
pub fn phase_of<'a>(cards: impl IntoIterator<Item = &'a Card>) -> Option<&'a String> {
    let name = |card: &'a Card| match &card.kind {
        CardKind::Phase(name) => Some(name),
        CardKind::Chat(_) | CardKind::Signal(_) | CardKind::Decision(_) | CardKind::Assumption(_) => None,
    };
    cards.into_iter().filter_map(name).last()
}

/// How busy each person was, in `slices` equal slices from 0 to `duration`.
pub fn activity(entries: &[Entry], duration: Millis, slices: usize) -> BTreeMap<ActorIndex, Activity> {
    let mut lanes: BTreeMap<ActorIndex, Activity> = BTreeMap::new();
    if slices == 0 {
        return lanes;
    }
    for entry in entries.iter().filter(|entry| entry.actor != ActorIndex::ROOM) {
        let lane = lanes.entry(entry.actor).or_insert_with(|| Activity {
            drawing: vec![0; slices],
            typing: vec![0; slices],
        });
        let at = entry.made_at().0.min(duration.0);
        let slice = (at as u128 * slices as u128 / u128::from(duration.0.max(1))) as usize;
        let typing = matches!(
            entry.op,
            Op::Text {
                target: TextTarget::File(_),
                ..
            }
        );
        let counts = if typing { &mut lane.typing } else { &mut lane.drawing };
        if let Some(count) = counts.get_mut(slice.min(slices - 1)) {
            *count += 1;
        }
    }
    lanes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{board::Board, id::CardId, recording::Seq};

    fn phase(id: u128, name: &str) -> Op {
        let kind = CardKind::Phase(name.to_owned());
        Op::Card { id: CardId(id), kind }
    }

    /// Entries of these ops, ten seconds apart.
    fn entries(ops: Vec<Op>) -> Vec<Entry> {
        let entry = |(seq, op)| Entry {
            seq: Seq(seq),
            at: Millis(seq * 10_000),
            ago_millis: 0,
            actor: ActorIndex(1),
            op,
            redacted: None,
        };
        (1..).zip(ops).map(entry).collect()
    }

    fn told(entries: &[Entry]) -> Vec<(String, u64, u64)> {
        let chapters = chapters(entries).into_iter();
        chapters
            .map(|chapter| (chapter.name, chapter.span.from.0, chapter.span.to.0))
            .collect()
    }

    #[test]
    fn each_phase_lasts_until_the_next_and_the_last_to_the_end() {
        let signal = |id| Op::Card {
            id: CardId(id),
            kind: CardKind::Chat("so".to_owned()),
        };
        let entries = entries(vec![
            signal(1),
            phase(2, "Clarify"),
            signal(3),
            phase(4, "Design"),
            signal(5),
        ]);
        let expected = [("Clarify", 20_000, 40_000), ("Design", 40_000, 50_000)];
        assert_eq!(
            told(&entries),
            expected.map(|(name, from, to)| (name.to_owned(), from, to))
        );
        assert_eq!(told(&entries[..1]), []);
        assert_eq!(told(&[]), []);
    }

    #[test]
    fn a_phase_announced_off_the_record_begins_where_the_record_goes_on() {
        let mut board = Board::default();
        board.apply(ActorIndex(1), &phase(1, "Clarify")).unwrap();
        let same = Op::Gap(Box::new(board.snapshot()));
        board.apply(ActorIndex(1), &phase(2, "Design")).unwrap();
        let other = Op::Gap(Box::new(board.snapshot()));
        let entries = entries(vec![phase(1, "Clarify"), same, other]);
        let expected = [("Clarify", 10_000, 30_000), ("Design", 30_000, 30_000)];
        assert_eq!(
            told(&entries),
            expected.map(|(name, from, to)| (name.to_owned(), from, to))
        );
    }
}
