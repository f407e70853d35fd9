//! Which stretches of a round are recorded, and so may hold voice: not while recording is paused, not after the end (rule E2). Follows
//! a recording entry by entry, so that it need not be read again for every piece of sound.

use super::packet::{Packet, SAMPLES_PER_MILLI};
use crate::{
    moments::Span,
    op::{Op, RoundEvent},
    recording::{Entry, Seq},
    time::Millis,
};

/// The stretches so far.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Recorded {
    /// Where nothing is recorded: paused or ended, by time.
    closed: Vec<Span>,
    /// Since when it is not recorded now.
    since: Option<Millis>,
    /// Since when the round is ended.
    ended: Option<Millis>,
    /// The last entry that was looked at.
    seq: Seq,
}

impl Recorded {
    /// Goes on with the entries that came since.
    pub fn follow(&mut self, entries: &[Entry]) {
        let known = self.seq;
        for entry in entries.iter().filter(|entry| entry.seq > known) {
            match &entry.op {
                Op::Round(RoundEvent::Paused) => self.stop(entry.at),
                Op::Round(RoundEvent::Ended) => {
                    self.stop(entry.at);
                    self.ended = Some(entry.at);
                }
                Op::Round(RoundEvent::Reopened) => {
                    self.ended = None;
                    self.go_on(entry.at);
                }
                Op::Gap(_) => self.go_on(entry.at),
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
                | Op::Card { .. }
                | Op::Removed => {}
            }
        }
        self.seq = entries.last().map_or(self.seq, |last| last.seq.max(self.seq));
    }

    /// The last entry that was looked at.
    pub fn seq(&self) -> Seq {
        self.seq
    }

    /// When the round was ended, while it is.
    pub fn ended(&self) -> Option<Millis> {
        self.ended
    }

    /// Sound that begins at a moment, silent wherever it must not be kept. `None` where nothing of it is left.
    pub fn keep(&self, at: Millis, packets: &[Packet]) -> Option<Vec<Packet>> {
        let open = self.since.map(|from| Span {
            from,
            to: Millis(u64::MAX),
        });
        let closed = self.closed.iter().copied().chain(open).collect::<Vec<_>>();
        without(at, packets, &closed)
    }

    fn stop(&mut self, at: Millis) {
        self.since.get_or_insert(at);
    }

    fn go_on(&mut self, at: Millis) {
        if self.ended.is_some() {
            return;
        }
        self.closed.extend(self.since.take().map(|from| Span { from, to: at }));
    }
}

/// Sound that begins at a moment, silent wherever it touches one of the stretches. `None` where nothing of it is left.
pub fn without(at: Millis, packets: &[Packet], stretches: &[Span]) -> Option<Vec<Packet>> {
    let samples = |millis: Millis| millis.0.saturating_mul(SAMPLES_PER_MILLI);
    let (mut kept, mut from, mut sounds) = (Vec::with_capacity(packets.len()), samples(at), false);
    for packet in packets {
        let to = from + packet.samples();
        let touched = stretches
            .iter()
            .any(|stretch| samples(stretch.from) < to && from < samples(stretch.to));
        if touched {
            kept.extend(Packet::silence(packet.samples()));
        } else {
            sounds |= !packet.is_silence();
            kept.push(packet.clone());
        }
        from = to;
    }
    sounds.then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{actor::ActorIndex, snapshot::Snapshot};

    fn entries(ops: &[(u64, Op)]) -> Vec<Entry> {
        let entry = |(index, (at, op)): (usize, &(u64, Op))| Entry {
            seq: Seq(index as u64 + 1),
            at: Millis(*at),
            ago_millis: 0,
            actor: ActorIndex(0),
            op: op.clone(),
            redacted: None,
        };
        ops.iter().enumerate().map(entry).collect()
    }

    fn sound(millis: u64) -> Vec<Packet> {
        vec![Packet::read(&[0xF8, 1, 2, 3]).unwrap(); (millis / 20) as usize]
    }

    /// When something is heard, in milliseconds from the beginning of the sound.
    fn heard(kept: Option<Vec<Packet>>) -> Vec<u64> {
        let mut at = 0;
        let mut heard = Vec::new();
        for packet in kept.unwrap_or_default() {
            if !packet.is_silence() {
                heard.push(at / SAMPLES_PER_MILLI);
            }
            at += packet.samples();
        }
        heard
    }

    fn gap() -> Op {
        Op::Gap(Box::<Snapshot>::default())
    }

    #[test]
    fn e2_nothing_is_kept_of_a_pause_or_after_the_end() {
        let all = entries(&[
            (1_000, Op::Round(RoundEvent::Paused)),
            (1_100, gap()),
            (2_000, Op::Round(RoundEvent::Ended)),
            (3_000, Op::Round(RoundEvent::Reopened)),
            (4_000, Op::Round(RoundEvent::Paused)),
            (4_500, Op::Round(RoundEvent::Ended)),
        ]);
        let mut recorded = Recorded::default();
        for entry in &all {
            recorded.follow(std::slice::from_ref(entry));
            recorded.follow(std::slice::from_ref(entry));
        }
        assert_eq!((recorded.seq(), recorded.ended()), (Seq(6), Some(Millis(4_500))));
        assert_eq!(heard(recorded.keep(Millis(960), &sound(200))), [0, 20, 140, 160, 180]);
        assert_eq!(recorded.keep(Millis(2_000), &sound(900)), None);
        assert_eq!(heard(recorded.keep(Millis(2_960), &sound(80))), [40, 60]);
        assert_eq!(recorded.keep(Millis(5_000), &sound(40)), None);
        let mut at_once = Recorded::default();
        at_once.follow(&all);
        assert_eq!(at_once, recorded);
    }

    #[test]
    fn a_removed_stretch_is_silent_and_all_else_keeps_its_time() {
        let stretch = Span {
            from: Millis(1_030),
            to: Millis(1_060),
        };
        let kept = without(Millis(1_000), &sound(100), &[stretch]);
        assert_eq!(super::super::packet::samples(kept.as_ref().unwrap()), 4_800);
        assert_eq!(heard(kept), [0, 60, 80]);
    }
}
