//! One packet of Opus: a few hundredths of a second of sound. Its first byte tells how long it lasts (RFC 6716, 3.1); what it
//! sounds like is nobody's business here.

use crate::time::Millis;

/// Samples of a second, as Opus counts them whatever was recorded.
pub const SAMPLES_PER_SECOND: u64 = 48_000;
/// Samples of a millisecond.
pub const SAMPLES_PER_MILLI: u64 = SAMPLES_PER_SECOND / 1_000;
/// A packet lasts at most 120 ms.
const SAMPLES_MAX: u32 = 5_760;
/// Bytes of the longest packet: 48 frames of 1,275 bytes and their lengths.
const BYTES_MAX: usize = 48 * 1_277 + 2;

/// Packets that sound like nothing, longest first: samples and first byte. What follows it says "silence" to every decoder.
const SILENT: [(u32, u8); 4] = [(960, 0xF8), (480, 0xF0), (240, 0xE8), (120, 0xE0)];
const SILENT_REST: [u8; 2] = [0xFF, 0xFE];

/// A packet of Opus.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Packet {
    bytes: Vec<u8>,
    samples: u32,
}

impl Packet {
    /// Takes bytes for a packet; `None` where they cannot be one.
    pub fn read(bytes: &[u8]) -> Option<Packet> {
        let samples = samples_of(bytes)?;
        (bytes.len() <= BYTES_MAX).then(|| Packet {
            bytes: bytes.to_vec(),
            samples,
        })
    }

    /// Nothing to be heard for so many samples; what is less than the shortest packet (2.5 ms) is left out.
    pub fn silence(samples: u64) -> Vec<Packet> {
        let (mut packets, mut left) = (Vec::new(), samples);
        for (length, first) in SILENT {
            while left >= u64::from(length) {
                packets.push(Packet {
                    bytes: vec![first, SILENT_REST[0], SILENT_REST[1]],
                    samples: length,
                });
                left -= u64::from(length);
            }
        }
        packets
    }

    /// The packet itself.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How long it lasts, in samples.
    pub fn samples(&self) -> u64 {
        u64::from(self.samples)
    }

    /// Whether it is one of those that [`Packet::silence`] makes.
    pub fn is_silence(&self) -> bool {
        self.bytes.len() == 3 && self.bytes[1..] == SILENT_REST
    }
}

/// How long packets last together, in samples.
pub fn samples(packets: &[Packet]) -> u64 {
    packets.iter().map(Packet::samples).sum()
}

/// The same in room time, rounded up.
pub fn duration(packets: &[Packet]) -> Millis {
    Millis(samples(packets).div_ceil(SAMPLES_PER_MILLI))
}

fn samples_of(bytes: &[u8]) -> Option<u32> {
    let first = *bytes.first()?;
    let config = first >> 3;
    let frame = match config {
        0..12 => [480, 960, 1_920, 2_880][usize::from(config & 3)],
        12..16 => [480, 960][usize::from(config & 1)],
        _ => [120, 240, 480, 960][usize::from(config & 3)],
    };
    let frames = match first & 3 {
        0 => 1,
        1 | 2 => 2,
        _ => u32::from(*bytes.get(1)? & 0x3F),
    };
    let samples = frame * frames;
    (samples > 0 && samples <= SAMPLES_MAX).then_some(samples)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packet_tells_how_long_it_lasts() {
        for (bytes, samples) in [
            (&[0xF8, 1][..], Some(960)),
            (&[0x18, 1], Some(2_880)),
            (&[0xF9, 1], Some(1_920)),
            (&[0xFB, 6, 1], Some(5_760)),
            (&[0xFB, 7, 1], None),
            (&[0xFB, 0], None),
            (&[0xFB], None),
            (&[], None),
            (&[0xE0], Some(120)),
            (&[0x68], Some(960)),
        ] {
            assert_eq!(
                Packet::read(bytes).map(|packet| packet.samples),
                samples,
                "{bytes:02x?}"
            );
        }
    }

    #[test]
    fn silence_is_as_long_as_it_was_asked_for() {
        let packets = Packet::silence(48_000 + 840 + 119);
        assert_eq!(samples(&packets), 48_840);
        assert!(packets.iter().all(Packet::is_silence));
        assert!(
            packets
                .iter()
                .all(|packet| Packet::read(packet.bytes()).as_ref() == Some(packet))
        );
        assert_eq!(duration(&packets), Millis(1_018));
    }
}
