//! What a recording tells about its course: stretches without activity, how busy each person was when, stretches made
//! offline or not recorded. Derived, deterministic, for finding one's way; never a figure about a person.

mod activity;
mod chapters;
pub mod comparison;
pub mod corrections;
pub mod ghosts;
pub mod history;
mod steps;

use serde::{Deserialize, Serialize};

pub use self::{
    activity::{Activity, Doing, active},
    chapters::{Chapter, chapter_at, chapters, phase_of},
    steps::{activity_spans, ends_edit, next_span, step},
};
use crate::{
    actor::ActorIndex,
    op::{Op, RoundEvent},
    recording::Entry,
    time::Millis,
    unfold,
};

/// Nothing happening for longer than this is idle, in milliseconds.
pub const IDLE_MILLIS: u64 = 5_000;

/// A stretch of a recording, from and to in room time.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
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

/// Stretches in which nothing happened; their first and last moment are shown, what lies between may be skipped.
pub fn idle_spans(entries: &[Entry]) -> Vec<Span> {
    idle_among(entries.iter())
}

/// The same for some of the entries.
fn idle_among<'a>(entries: impl Iterator<Item = &'a Entry>) -> Vec<Span> {
    let mut times = Vec::new();
    for entry in entries {
        times.push(entry.at);
        // What was made offline is played when it was made, so those times are not idle (rule T5).
        if unfold::is_late(entry) {
            times.extend(unfold::instants_backwards(entry));
        }
    }
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

/// A stretch of which something was taken out of the recording.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RedactedSpan {
    /// From the first of its entries to the last.
    pub span: Span,
    /// Whether only words were taken out; else what was done is gone as well.
    pub only_words: bool,
}

/// Between entries that were taken out at most so much time lies in one stretch, in milliseconds: others may have worked
/// meanwhile, and what they did is still there.
const REDACTED_GAP: Millis = Millis(10_000);

/// Stretches that were taken out of the recording, or whose words were.
pub fn redacted_spans(entries: &[Entry]) -> Vec<RedactedSpan> {
    let mut spans: Vec<RedactedSpan> = Vec::new();
    for entry in entries.iter().filter(|entry| entry.redacted.is_some()) {
        let only_words = entry.op != Op::Removed;
        match spans.last_mut() {
            Some(last) if entry.at - last.span.to <= REDACTED_GAP && last.only_words == only_words => {
                last.span.to = entry.at;
            }
            Some(_) | None => spans.push(RedactedSpan {
                span: Span {
                    from: entry.at,
                    to: entry.at,
                },
                only_words,
            }),
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
