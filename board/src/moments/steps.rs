//! Going through a recording: from edit to edit, and from one stretch in which something was done to the next. People may be
//! passed over.

use super::{Span, idle_among};
use crate::{
    actor::ActorIndex,
    op::{Op, RoundEvent},
    recording::Entry,
    time::Millis,
};

/// So soon after the beginning of a stretch, in milliseconds, going back means the stretch before.
const BEGUN_MILLIS: u64 = 1_500;

/// Whether an edit is complete with an op: a stroke with its end, anything else at once.
pub fn ends_edit(op: &Op) -> bool {
    match op {
        Op::InkBegin { .. } | Op::InkExtend { .. } => false,
        Op::Create(_)
        | Op::Update(_)
        | Op::Delete(_)
        | Op::Restore(_)
        | Op::InkEnd { .. }
        | Op::Text { .. }
        | Op::CreateFile { .. }
        | Op::UpdateFile { .. }
        | Op::Card { .. }
        | Op::Round(RoundEvent::Paused | RoundEvent::Ended | RoundEvent::Reopened)
        | Op::Gap(_)
        | Op::Removed => true,
    }
}

/// When the next edit is complete, or the one before; before the first there is the beginning.
pub fn step(
    entries: &[Entry],
    at: Millis,
    forwards: bool,
    is_passed_over: impl Fn(ActorIndex) -> bool,
) -> Option<Millis> {
    let ends = |entry: &&Entry| ends_edit(&entry.op) && !is_passed_over(entry.actor);
    if forwards {
        let from = entries.partition_point(|entry| entry.at <= at);
        let mut after = entries.get(from..).unwrap_or_default().iter();
        after.find(ends).map(|entry| entry.at)
    } else {
        let to = entries.partition_point(|entry| entry.at < at);
        let mut before = entries.get(..to).unwrap_or_default().iter().rev();
        Some(before.find(ends).map_or(Millis(0), |entry| entry.at))
    }
}

/// Stretches in which something was done: what lies between the idle ones.
pub fn activity_spans(entries: &[Entry], duration: Millis, is_passed_over: impl Fn(ActorIndex) -> bool) -> Vec<Span> {
    let done = entries.iter().filter(|entry| !is_passed_over(entry.actor));
    let mut spans = Vec::new();
    let mut from = Millis(0);
    for idle in idle_among(done) {
        spans.push(Span { from, to: idle.from });
        from = idle.to;
    }
    spans.push(Span { from, to: duration });
    spans
}

/// Where the next stretch begins, or the one before; from the middle of one that is its own beginning.
pub fn next_span(spans: &[Span], at: Millis, forwards: bool) -> Option<Millis> {
    let from = if forwards {
        spans.get(spans.partition_point(|span| span.from <= at))
    } else {
        let n_behind = spans.partition_point(|span| span.from + Millis(BEGUN_MILLIS) < at);
        spans.get(n_behind.saturating_sub(1))
    };
    from.map(|span| span.from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{id::ElementId, ink::Samples, recording::Seq};

    fn entry(at: u64, actor: u16, op: Op) -> Entry {
        Entry {
            seq: Seq(1),
            at: Millis(at),
            ago_millis: 0,
            actor: ActorIndex(actor),
            op,
            redacted: None,
        }
    }

    fn recording() -> Vec<Entry> {
        let id = ElementId(1);
        let delete = || Op::Delete(vec![id]);
        let extend = Op::InkExtend {
            id,
            samples: Samples::default(),
        };
        vec![
            entry(1_000, 1, delete()),
            entry(2_000, 1, extend),
            entry(2_500, 1, Op::InkEnd { id }),
            entry(3_000, 2, delete()),
            entry(60_000, 2, delete()),
            entry(90_000, 1, delete()),
        ]
    }

    #[test]
    fn a_stroke_is_one_step() {
        let recording = recording();
        let nobody = |_: ActorIndex| false;
        let go = |at, forwards| step(&recording, Millis(at), forwards, nobody).map(|at| at.0);
        assert_eq!(go(1_000, true), Some(2_500));
        assert_eq!(go(2_200, true), Some(2_500));
        assert_eq!(go(2_500, false), Some(1_000));
        assert_eq!(go(1_000, false), Some(0));
        assert_eq!(go(90_000, true), None);
    }

    #[test]
    fn who_is_passed_over_is_no_step() {
        let recording = recording();
        let second = |actor: ActorIndex| actor == ActorIndex(2);
        assert_eq!(step(&recording, Millis(2_500), true, second), Some(Millis(90_000)));
        assert_eq!(step(&recording, Millis(90_000), false, second), Some(Millis(2_500)));
    }

    #[test]
    fn one_goes_to_where_something_begins_to_happen() {
        let recording = recording();
        let begins = |spans: &[Span]| spans.iter().map(|span| span.from.0).collect::<Vec<_>>();
        let spans = activity_spans(&recording, Millis(90_000), |_| false);
        assert_eq!(begins(&spans), [0, 59_000, 89_000]);
        let alone = activity_spans(&recording, Millis(90_000), |actor| actor == ActorIndex(2));
        assert_eq!(begins(&alone), [0, 89_000]);
        let go = |at, forwards| next_span(&spans, Millis(at), forwards).map(|at| at.0);
        assert_eq!(
            (go(0, true), go(59_000, true), go(89_000, true)),
            (Some(59_000), Some(89_000), None)
        );
        assert_eq!(
            (go(75_000, false), go(60_000, false), go(0, false)),
            (Some(59_000), Some(0), Some(0))
        );
        assert_eq!(next_span(&[], Millis(0), false), None);
    }
}
