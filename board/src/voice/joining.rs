//! A person's pieces of sound, put together on the room's clock: what was not recorded or is missing becomes silence of the same
//! length, what overlaps is taken once. So one file of it plays beside the board from its first second on.

use super::packet::{Packet, SAMPLES_PER_MILLI, duration, samples};
use crate::{moments::Span, time::Millis};

/// Pieces that follow each other within this are joined as they are: less than anybody hears, and no seam.
const SEAM_SAMPLES: u64 = 30 * SAMPLES_PER_MILLI;

/// A piece of sound and when it begins.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Piece {
    /// Room time of its first sample.
    pub at: Millis,
    /// The sound.
    pub packets: Vec<Packet>,
}

/// The sound of a stretch of room time, from its first millisecond to the end of the last piece in it.
pub fn join(mut pieces: Vec<Piece>, stretch: Span) -> Vec<Packet> {
    pieces.sort_by_key(|piece| piece.at);
    let place = |at: Millis| at.0.saturating_mul(SAMPLES_PER_MILLI);
    let (begin, end) = (place(stretch.from), place(stretch.to));
    let (mut joined, mut cursor) = (Vec::new(), begin);
    for piece in pieces {
        let mut from = place(piece.at);
        for packet in piece.packets {
            let (at, to) = (from, from + packet.samples());
            from = to;
            if at >= end || to > end.saturating_add(SEAM_SAMPLES) {
                break;
            }
            if at + SEAM_SAMPLES < cursor {
                continue;
            }
            if at > cursor + SEAM_SAMPLES {
                let silence = Packet::silence(at - cursor);
                cursor += samples(&silence);
                joined.extend(silence);
            }
            cursor += packet.samples();
            joined.push(packet);
        }
    }
    joined
}

/// The stretches in which there is sound: pieces that follow each other within `together` are one.
pub fn stretches(pieces: impl IntoIterator<Item = Span>, together: Millis) -> Vec<Span> {
    let mut stretches: Vec<Span> = Vec::new();
    for piece in pieces {
        match stretches.last_mut() {
            Some(last) if piece.from <= last.to + together => last.to = last.to.max(piece.to),
            Some(_) | None => stretches.push(piece),
        }
    }
    stretches
}

impl Piece {
    /// From its first to its last sample.
    pub fn span(&self) -> Span {
        Span {
            from: self.at,
            to: self.at + duration(&self.packets),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many packets of 20 ms that can be told from others.
    fn piece(at: u64, mark: u8, count: usize) -> Piece {
        Piece {
            at: Millis(at),
            packets: vec![Packet::read(&[0xF8, mark]).unwrap(); count],
        }
    }

    /// What is heard when: the mark and the milliseconds from the beginning.
    fn heard(packets: &[Packet]) -> Vec<(u8, u64)> {
        let (mut at, mut heard) = (0, Vec::new());
        for packet in packets {
            if !packet.is_silence() {
                heard.push((packet.bytes()[1], at / SAMPLES_PER_MILLI));
            }
            at += packet.samples();
        }
        heard
    }

    fn span(from: u64, to: u64) -> Span {
        Span {
            from: Millis(from),
            to: Millis(to),
        }
    }

    #[test]
    fn a_missing_piece_is_silence_and_what_follows_keeps_its_time() {
        let joined = join(vec![piece(1_000, 3, 2), piece(200, 1, 2)], span(0, 60_000));
        assert_eq!(heard(&joined), [(1, 200), (1, 220), (3, 1_000), (3, 1_020)]);
    }

    #[test]
    fn pieces_that_nearly_touch_have_no_seam_and_an_overlap_is_heard_once() {
        let touching = join(
            vec![piece(0, 1, 50), piece(1_012, 2, 1), piece(1_035, 3, 1)],
            span(0, 60_000),
        );
        assert!(touching.iter().all(|packet| !packet.is_silence()));
        let twice = join(vec![piece(0, 1, 5), piece(40, 2, 5)], span(0, 60_000));
        let marks = heard(&twice).iter().map(|(mark, _)| *mark).collect::<Vec<_>>();
        assert_eq!(marks, [1, 1, 1, 1, 1, 2, 2, 2], "within a seam of where it belongs");
    }

    #[test]
    fn seams_never_add_up() {
        // Each piece says that it begins a little later than the one before ends.
        let pieces = (0..1_000).map(|index| piece(index * 1_020, 1, 50)).collect();
        let last = heard(&join(pieces, span(0, 2_000_000))).last().unwrap().1;
        assert!(last.abs_diff(999 * 1_020 + 980) <= 40, "{last}");
    }

    #[test]
    fn only_the_stretch_is_given() {
        let joined = join(vec![piece(900, 1, 10), piece(1_500, 2, 50)], span(1_000, 1_600));
        assert_eq!(heard(&joined).first(), Some(&(1, 0)));
        assert!(heard(&joined).iter().all(|(_, at)| *at < 640));
        let spans = [span(0, 100), span(150, 300), span(900, 950)];
        assert_eq!(stretches(spans, Millis(60)), [span(0, 300), span(900, 950)]);
        assert_eq!(piece(900, 1, 10).span(), span(900, 1_100));
    }
}
