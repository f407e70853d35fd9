//! Opus out of WebM, as a browser's recorder writes it piece by piece. A piece may end anywhere; what is not complete waits for the
//! next one. Only what holds sound is looked at: the tree of elements is walked as one flat stream.

use super::{VoiceError, packet::Packet};

/// Bytes of one element that is looked into: the longest block of sound by far.
const ELEMENT_BYTES_MAX: u64 = 256 * 1024;

/// Elements that only hold others: their insides are walked.
const HOLDERS: [u32; 6] = [SEGMENT, CLUSTER, 0xA0, 0x1654_AE6B, TRACK, 0xE1];
const HEADER: u32 = 0x1A45_DFA3;
const SEGMENT: u32 = 0x1853_8067;
const CLUSTER: u32 = 0x1F43_B675;
const TRACK: u32 = 0xAE;
const CODEC: u32 = 0x86;
const BLOCK: u32 = 0xA1;
const SIMPLE_BLOCK: u32 = 0xA3;
/// How several frames would share a block; recorders do not do it.
const LACING: u8 = 0x06;

/// Takes a recorder's pieces apart.
#[derive(Clone, Debug, Default)]
pub struct Unpacking {
    waiting: Vec<u8>,
    /// Bytes of an element that is passed over which have not come yet.
    passing: u64,
    begun: bool,
    is_opus: bool,
}

impl Unpacking {
    /// The packets that are complete with this piece. After an error nothing more is to be had of the recording.
    pub fn take(&mut self, piece: &[u8]) -> Result<Vec<Packet>, VoiceError> {
        self.waiting.extend_from_slice(piece);
        let bytes = std::mem::take(&mut self.waiting);
        let (mut packets, mut rest) = (Vec::new(), bytes.as_slice());
        loop {
            let passed = self.passing.min(rest.len() as u64);
            rest = &rest[passed as usize..];
            self.passing -= passed;
            let Some(element) = Element::at(rest)? else { break };
            if !self.begun && element.id != HEADER {
                return Err(VoiceError::NotOpus);
            }
            self.begun = true;
            if HOLDERS.contains(&element.id) {
                rest = &rest[element.head..];
                continue;
            }
            let size = element.size.ok_or(VoiceError::Damaged)?;
            if !matches!(element.id, CODEC | BLOCK | SIMPLE_BLOCK) {
                rest = &rest[element.head..];
                self.passing = size;
                continue;
            }
            if size > ELEMENT_BYTES_MAX {
                return Err(VoiceError::Damaged);
            }
            let end = element.head + size as usize;
            let Some(body) = rest.get(element.head..end) else { break };
            if element.id == CODEC {
                self.is_opus = body == b"A_OPUS";
            } else {
                packets.push(self.packet(body)?);
            }
            rest = &rest[end..];
        }
        self.waiting = rest.to_vec();
        Ok(packets)
    }

    fn packet(&self, block: &[u8]) -> Result<Packet, VoiceError> {
        if !self.is_opus {
            return Err(VoiceError::NotOpus);
        }
        let (_, track) = number(block, true)?.ok_or(VoiceError::Damaged)?;
        // After the track's number: a time of two bytes, and the flags.
        let flags = block.get(track + 2).ok_or(VoiceError::Damaged)?;
        if flags & LACING != 0 {
            return Err(VoiceError::Damaged);
        }
        Packet::read(&block[track + 3..]).ok_or(VoiceError::Damaged)
    }
}

struct Element {
    id: u32,
    /// Bytes of id and size.
    head: usize,
    /// `None` where the writer did not know it.
    size: Option<u64>,
}

impl Element {
    /// The element that begins here; `None` while its head is not complete.
    fn at(bytes: &[u8]) -> Result<Option<Element>, VoiceError> {
        let Some((id, id_length)) = number(bytes, false)? else {
            return Ok(None);
        };
        let id = u32::try_from(id).map_err(|_| VoiceError::Damaged)?;
        let Some((size, size_length)) = number(&bytes[id_length..], true)? else {
            return Ok(None);
        };
        let unknown = (1u64 << (7 * size_length)) - 1;
        Ok(Some(Element {
            id,
            head: id_length + size_length,
            size: (size != unknown).then_some(size),
        }))
    }
}

/// A number of variable length and its bytes; without its marker if it is a size, with it if it is an id.
fn number(bytes: &[u8], is_size: bool) -> Result<Option<(u64, usize)>, VoiceError> {
    let Some(first) = bytes.first() else { return Ok(None) };
    let length = first.leading_zeros() as usize + 1;
    if length > 8 {
        return Err(VoiceError::Damaged);
    }
    let Some(all) = bytes.get(..length) else {
        return Ok(None);
    };
    let value = all.iter().fold(0u64, |value, byte| (value << 8) | u64::from(*byte));
    let marker = 1u64 << (7 * length);
    Ok(Some((if is_size { value & (marker - 1) } else { value }, length)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn element(id: &[u8], body: &[u8]) -> Vec<u8> {
        let size = 0x4000 | body.len() as u16;
        [id, &size.to_be_bytes(), body].concat()
    }

    /// As Chromium writes it: sizes of holders unknown, blocks simple.
    fn recording(codec: &[u8], sounds: &[&[u8]]) -> Vec<u8> {
        const UNKNOWN: [u8; 8] = [1, 255, 255, 255, 255, 255, 255, 255];
        let mut bytes = element(&[0x1A, 0x45, 0xDF, 0xA3], b"\x42\x82\x84webm");
        bytes.extend([&[0x18, 0x53, 0x80, 0x67][..], &UNKNOWN].concat());
        bytes.extend(element(&[0x15, 0x49, 0xA9, 0x66], &[0; 40]));
        let track = [element(&[0xD7], &[1]), element(&[0x86], codec)].concat();
        bytes.extend(element(&[0x16, 0x54, 0xAE, 0x6B], &element(&[0xAE], &track)));
        for (index, sound) in sounds.iter().enumerate() {
            if index % 3 == 0 {
                bytes.extend([&[0x1F, 0x43, 0xB6, 0x75][..], &UNKNOWN].concat());
                bytes.extend(element(&[0xE7], &[0]));
            }
            let block = [&[0x81, 0, 60, 0x80][..], sound].concat();
            if index == 4 {
                bytes.extend(element(&[0xA0], &element(&[0xA1], &block)));
            } else {
                bytes.extend(element(&[0xA3], &block));
            }
        }
        bytes
    }

    const SOUNDS: [&[u8]; 6] = [
        &[0xF8, 1],
        &[0xF8, 2],
        &[0x18, 3, 3],
        &[0xF8, 4],
        &[0xF8, 5, 5],
        &[0xF8, 6],
    ];

    fn expected() -> Vec<Packet> {
        SOUNDS.iter().map(|sound| Packet::read(sound).unwrap()).collect()
    }

    #[test]
    fn a_recording_that_comes_in_pieces_of_any_size_gives_all_its_packets() {
        let bytes = recording(b"A_OPUS", &SOUNDS);
        for size in [1, 2, 7, 64, 1_000] {
            let mut unpacking = Unpacking::default();
            let pieces = bytes.chunks(size).map(|piece| unpacking.take(piece).unwrap());
            assert_eq!(pieces.flatten().collect::<Vec<_>>(), expected(), "pieces of {size}");
        }
    }

    #[test]
    fn another_codec_another_file_and_a_broken_one_are_refused() {
        let take = |bytes: &[u8]| Unpacking::default().take(bytes);
        assert_eq!(take(&recording(b"V_VP8", &SOUNDS)), Err(VoiceError::NotOpus));
        assert_eq!(take(b"OggS..."), Err(VoiceError::NotOpus));
        assert_eq!(take(&recording(b"A_OPUS", &[&[]])), Err(VoiceError::Damaged));
        let mut huge = recording(b"A_OPUS", &[]);
        huge.extend([0xA3, 0x08, 255, 255, 255, 255]);
        assert_eq!(take(&huge), Err(VoiceError::Damaged), "a size that no block has");
    }

    proptest! {
        #[test]
        fn anything_at_all_is_taken_apart_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0usize..100) {
            let mut unpacking = Unpacking::default();
            let _ = unpacking.take(&recording(b"A_OPUS", &SOUNDS)[..at]);
            let _ = unpacking.take(&bytes);
            let _ = unpacking.take(&bytes);
        }
    }
}
