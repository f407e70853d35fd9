//! Reads the measures out of one WOFF file: a table directory with each table zlib-compressed.
//!
//! WOFF rather than the WOFF2 that is served: same glyphs, and unpacking needs nothing but zlib.

use std::collections::BTreeMap;
use std::io::Read;

use anyhow::{Context, Result, bail};
use flate2::read::ZlibDecoder;
use ttf_parser::{Face, RawFaceTables};

const HEADER_BYTES: usize = 44;
const DIRECTORY_ENTRY_BYTES: usize = 20;
const TABLE_BYTES_LIMIT: usize = 4_000_000;

/// In thousandths of the font size.
pub(crate) struct Measures {
    pub(crate) ascent: u16,
    pub(crate) descent: u16,
    pub(crate) advances: BTreeMap<u32, u16>,
}

pub(crate) fn measure(woff: &[u8]) -> Result<Measures> {
    let tables = unpack(woff)?;
    let table = |tag: &[u8; 4]| tables.get(tag).map(Vec::as_slice);
    let required = |tag: &[u8; 4]| table(tag).with_context(|| format!("no table {}", String::from_utf8_lossy(tag)));
    let face = Face::from_raw_tables(RawFaceTables {
        head: required(b"head")?,
        hhea: required(b"hhea")?,
        maxp: required(b"maxp")?,
        cmap: Some(required(b"cmap")?),
        hmtx: Some(required(b"hmtx")?),
        ..RawFaceTables::default()
    })?;
    let em = i64::from(face.units_per_em());
    let thousandths = |units: i64| u16::try_from((units * 1_000 + em / 2) / em).context("a measure is out of range");
    let mut advances = BTreeMap::new();
    for character in characters(&face) {
        let glyph = char::from_u32(character).and_then(|character| face.glyph_index(character));
        if let Some(advance) = glyph.and_then(|glyph| face.glyph_hor_advance(glyph)) {
            advances.insert(character, thousandths(i64::from(advance))?);
        }
    }
    Ok(Measures {
        ascent: thousandths(i64::from(face.ascender()))?,
        descent: thousandths(-i64::from(face.descender()))?,
        advances,
    })
}

fn characters(face: &Face<'_>) -> Vec<u32> {
    let mut characters = Vec::new();
    for subtable in face.tables().cmap.iter().flat_map(|cmap| cmap.subtables) {
        if subtable.is_unicode() {
            subtable.codepoints(|character| characters.push(character));
        }
    }
    characters
}

fn unpack(woff: &[u8]) -> Result<BTreeMap<[u8; 4], Vec<u8>>> {
    if woff.get(..4) != Some(b"wOFF") {
        bail!("not a WOFF file");
    }
    let table_count = usize::from(u16::from_be_bytes(array(woff, 12)?));
    let mut tables = BTreeMap::new();
    for index in 0..table_count {
        let entry = HEADER_BYTES + index * DIRECTORY_ENTRY_BYTES;
        let tag: [u8; 4] = array(woff, entry)?;
        let offset = number(woff, entry + 4)?;
        let packed_bytes = number(woff, entry + 8)?;
        let unpacked_bytes = number(woff, entry + 12)?;
        let packed = woff
            .get(offset..offset + packed_bytes)
            .context("the file is cut short")?;
        if unpacked_bytes > TABLE_BYTES_LIMIT {
            bail!("a table of {unpacked_bytes} bytes is beyond belief");
        }
        tables.insert(
            tag,
            if packed_bytes < unpacked_bytes {
                inflate(packed)?
            } else {
                packed.to_vec()
            },
        );
    }
    Ok(tables)
}

fn inflate(packed: &[u8]) -> Result<Vec<u8>> {
    let mut unpacked = Vec::new();
    ZlibDecoder::new(packed)
        .read_to_end(&mut unpacked)
        .context("a table does not unpack")?;
    Ok(unpacked)
}

fn number(bytes: &[u8], at: usize) -> Result<usize> {
    usize::try_from(u32::from_be_bytes(array(bytes, at)?)).context("an offset is out of range")
}

fn array<const COUNT: usize>(bytes: &[u8], at: usize) -> Result<[u8; COUNT]> {
    bytes
        .get(at..at + COUNT)
        .and_then(|part| part.try_into().ok())
        .context("the file is cut short")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_a_font_is_refused_without_panic() {
        assert!(measure(b"").is_err());
        assert!(measure(b"wOFF\0\0").is_err());
        let mut lying = b"wOFF".to_vec();
        lying.resize(HEADER_BYTES, 0xFF);
        assert!(measure(&lying).is_err());
    }
}
