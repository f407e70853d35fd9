//! Opus in an Ogg file (RFC 3533, RFC 7845): what pieces of voice travel and rest as, and what can be taken away. One person's
//! voice is one channel. Reading believes nothing: checksums, lengths and the sum of all are checked.

use super::{
    VoiceError,
    packet::{Packet, SAMPLES_PER_MILLI},
};

/// What an encoder of Opus hears before the first sample, by which players shift what they play.
const PRE_SKIP: u16 = 312;
const MAGIC: &[u8; 4] = b"OggS";
const HEAD_BYTES: usize = 27;
/// Packets of one page, about a second.
const PACKETS_PER_PAGE: usize = 50;
const SEGMENTS_PER_PAGE: usize = 255;
const BEGINS: u8 = 2;
const ENDS: u8 = 4;
const CONTINUES: u8 = 1;
/// Bytes of the packet that names who encoded it, and other words nobody reads here.
const TAGS_BYTES_MAX: usize = 64 * 1024;

/// Packets as a file.
pub fn write(packets: &[Packet]) -> Vec<u8> {
    let mut writer = Writer::default();
    let mut head = b"OpusHead\x01\x01".to_vec();
    head.extend(PRE_SKIP.to_le_bytes());
    head.extend(48_000u32.to_le_bytes());
    head.extend([0, 0, 0]);
    writer.page(BEGINS, 0, &[&head]);
    let mut tags = b"OpusTags".to_vec();
    let vendor = b"Chalkback";
    tags.extend((vendor.len() as u32).to_le_bytes());
    tags.extend(vendor);
    tags.extend(0u32.to_le_bytes());
    let (mut samples, mut rest) = (0, packets);
    writer.page(if packets.is_empty() { ENDS } else { 0 }, 0, &[&tags]);
    while !rest.is_empty() {
        let (page, later) = rest.split_at(packets_of_a_page(rest));
        samples += super::packet::samples(page);
        let bytes = page.iter().map(Packet::bytes).collect::<Vec<_>>();
        writer.page(if later.is_empty() { ENDS } else { 0 }, samples, &bytes);
        rest = later;
    }
    writer.bytes
}

/// The packets of a file that lasts at most so many milliseconds.
pub fn read(bytes: &[u8], millis_max: u64) -> Result<Vec<Packet>, VoiceError> {
    if !bytes.starts_with(MAGIC) {
        return Err(VoiceError::NotOpus);
    }
    let raw = raw_packets(bytes)?;
    let mut raw = raw.iter();
    match (raw.next(), raw.next()) {
        (Some(head), Some(tags)) if head.starts_with(b"OpusHead") && tags.starts_with(b"OpusTags") => {}
        (_, _) => return Err(VoiceError::NotOpus),
    }
    let (mut packets, mut samples) = (Vec::new(), 0);
    for bytes in raw {
        let packet = Packet::read(bytes).ok_or(VoiceError::Damaged)?;
        samples += packet.samples();
        if samples > millis_max.saturating_mul(SAMPLES_PER_MILLI) {
            return Err(VoiceError::TooLong);
        }
        packets.push(packet);
    }
    Ok(packets)
}

fn raw_packets(bytes: &[u8]) -> Result<Vec<Vec<u8>>, VoiceError> {
    let (mut packets, mut open, mut rest) = (Vec::new(), Vec::new(), bytes);
    while !rest.is_empty() {
        let page = Page::take(&mut rest)?;
        let mut body = page.body;
        // What a page goes on with has to have been begun, and the other way round.
        if page.continues == open.is_empty() {
            return Err(VoiceError::Damaged);
        }
        for length in page.lengths {
            let (segment, later) = body.split_at(usize::from(*length));
            open.extend_from_slice(segment);
            body = later;
            if open.len() > TAGS_BYTES_MAX {
                return Err(VoiceError::Damaged);
            }
            if *length < 255 {
                packets.push(std::mem::take(&mut open));
            }
        }
    }
    if open.is_empty() {
        Ok(packets)
    } else {
        Err(VoiceError::Damaged)
    }
}

struct Page<'a> {
    continues: bool,
    lengths: &'a [u8],
    body: &'a [u8],
}

impl<'a> Page<'a> {
    fn take(rest: &mut &'a [u8]) -> Result<Page<'a>, VoiceError> {
        let bytes = *rest;
        let n_segments = usize::from(*bytes.get(HEAD_BYTES - 1).ok_or(VoiceError::Damaged)?);
        let lengths = bytes
            .get(HEAD_BYTES..HEAD_BYTES + n_segments)
            .ok_or(VoiceError::Damaged)?;
        let begin = HEAD_BYTES + n_segments;
        let end = begin + lengths.iter().map(|length| usize::from(*length)).sum::<usize>();
        let body = bytes.get(begin..end).ok_or(VoiceError::Damaged)?;
        if !bytes.starts_with(MAGIC) || bytes[4] != 0 || checksum_of(&bytes[..end]) != bytes[22..26] {
            return Err(VoiceError::Damaged);
        }
        *rest = &bytes[end..];
        Ok(Page {
            continues: bytes[5] & CONTINUES != 0,
            lengths,
            body,
        })
    }
}

/// As many as fit a page with all their lengths.
fn packets_of_a_page(packets: &[Packet]) -> usize {
    let mut segments = 0;
    let fitting = packets.iter().take(PACKETS_PER_PAGE).take_while(|packet| {
        segments += packet.bytes().len() / 255 + 1;
        segments <= SEGMENTS_PER_PAGE
    });
    // The longest packet there is fits: one segment less than a page has.
    fitting.count().max(1)
}

#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
    number: u32,
}

impl Writer {
    fn page(&mut self, flags: u8, granule: u64, packets: &[&[u8]]) {
        let from = self.bytes.len();
        self.bytes.extend(MAGIC);
        self.bytes.extend([0, flags]);
        self.bytes.extend(granule.to_le_bytes());
        self.bytes.extend(1u32.to_le_bytes());
        self.bytes.extend(self.number.to_le_bytes());
        self.bytes.extend([0; 4]);
        let mut lengths = Vec::new();
        for packet in packets {
            lengths.resize(lengths.len() + packet.len() / 255, 255);
            lengths.push((packet.len() % 255) as u8);
        }
        self.bytes.push(lengths.len() as u8);
        self.bytes.extend(lengths);
        packets.iter().for_each(|packet| self.bytes.extend_from_slice(packet));
        let checksum = checksum_of(&self.bytes[from..]);
        self.bytes[from + 22..from + 26].copy_from_slice(&checksum);
        self.number += 1;
    }
}

/// Of a page, as if no checksum stood in it.
fn checksum_of(page: &[u8]) -> [u8; 4] {
    let mut sum = 0u32;
    for (index, byte) in page.iter().enumerate() {
        let byte = if (22..26).contains(&index) { 0 } else { *byte };
        sum = (sum << 8) ^ TABLE[(((sum >> 24) as u8) ^ byte) as usize];
    }
    sum.to_le_bytes()
}

const TABLE: [u32; 256] = table();

const fn table() -> [u32; 256] {
    let (mut table, mut index) = ([0u32; 256], 0);
    while index < 256 {
        let (mut value, mut bit) = ((index as u32) << 24, 0);
        while bit < 8 {
            value = (value << 1) ^ if value & 0x8000_0000 != 0 { 0x04C1_1DB7 } else { 0 };
            bit += 1;
        }
        table[index] = value;
        index += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn packets() -> Vec<Packet> {
        let long = [vec![0xF8], vec![7; 700]].concat();
        let mut packets = vec![Packet::read(&long).unwrap(); 120];
        packets.extend(Packet::silence(9_600));
        packets.push(Packet::read(&[vec![0xF8], vec![9; 254]].concat()).unwrap());
        packets
    }

    #[test]
    fn a_file_reads_back_and_knows_its_length() {
        for packets in [packets(), Vec::new(), Packet::silence(960)] {
            assert_eq!(read(&write(&packets), 60_000), Ok(packets));
        }
        assert_eq!(read(&write(&packets()), 2_000), Err(VoiceError::TooLong));
    }

    #[test]
    fn what_is_cut_or_changed_is_refused() {
        let bytes = write(&packets());
        for length in 0..bytes.len() {
            // A file may end after any page: what is left is whole.
            if let Ok(read) = read(&bytes[..length], 60_000) {
                assert_eq!(read, packets()[..read.len()]);
            }
        }
        for index in (0..bytes.len()).step_by(97) {
            let mut flipped = bytes.clone();
            flipped[index] ^= 0x10;
            assert!(read(&flipped, 60_000).is_err(), "byte {index}");
        }
        assert_eq!(read(b"RIFF", 60_000), Err(VoiceError::NotOpus));
        assert_eq!(read(b"", 60_000), Err(VoiceError::NotOpus));
    }

    proptest! {
        #[test]
        fn anything_at_all_is_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes, 60_000);
            let _ = read(&[MAGIC.as_slice(), &bytes].concat(), 60_000);
        }
    }
}
