//! Takes out of the compiled program what a library offers to scripts and no script calls. What is exported is kept by
//! everything that comes after, with all that it needs; a library of Leptos's exports streams, which cost 5 KB of every page.

use anyhow::{Context, Result, bail};
use wasm_encoder::{Encode, ExportKind, ExportSection};
use wasmparser::{BinaryReader, ExternalKind, Payload};

use super::sections;

/// What wasm-bindgen is told of, in the program.
const TOLD: &str = "__wasm_bindgen_unstable";
/// Classes of `wasm-streams`, which streams bodies of requests: nothing of ours does.
pub(crate) const UNCALLED: [&str; 2] = ["IntoUnderlying", "intounderlying"];

pub(crate) fn without_uncalled(compiled: &[u8]) -> Result<Vec<u8>> {
    sections::changed(compiled, |payload, _| match payload {
        Payload::ExportSection(exports) => {
            let mut kept = ExportSection::new();
            for export in exports.clone() {
                let export = export.context("an export cannot be read")?;
                if !is_uncalled(export.name.as_bytes()) {
                    kept.export(export.name, kind_of(export.kind)?, export.index);
                }
            }
            content_of(&kept).map(Some)
        }
        Payload::CustomSection(section) if section.name() == TOLD => {
            let mut told = Vec::new();
            TOLD.encode(&mut told);
            told.extend(told_without_uncalled(section.data())?);
            Ok(Some(told))
        }
        _ => Ok(None),
    })
}

/// A section is written with its length before it.
fn content_of(section: &ExportSection) -> Result<Vec<u8>> {
    let mut written = Vec::new();
    section.encode(&mut written);
    let mut reader = BinaryReader::new(&written, 0);
    let length = usize::try_from(reader.read_var_u32()?)?;
    Ok(reader.read_bytes(length)?.to_vec())
}

/// What each macro tells, one after another: the version it speaks, then what it tells, each with its length before it.
fn told_without_uncalled(mut told: &[u8]) -> Result<Vec<u8>> {
    let mut kept = Vec::with_capacity(told.len());
    while !told.is_empty() {
        let begun = told;
        let _version = next_part(&mut told)?;
        let part = next_part(&mut told)?;
        if !is_uncalled(part) {
            let length = begun.len() - told.len();
            kept.extend_from_slice(begun.get(..length).unwrap_or_default());
        }
    }
    Ok(kept)
}

fn next_part<'a>(told: &mut &'a [u8]) -> Result<&'a [u8]> {
    const CUT_SHORT: &str = "what wasm-bindgen is told is cut short";
    let (length, rest) = told.split_first_chunk::<4>().context(CUT_SHORT)?;
    let (part, rest) = rest
        .split_at_checked(u32::from_le_bytes(*length) as usize)
        .context(CUT_SHORT)?;
    *told = rest;
    Ok(part)
}

fn is_uncalled(text: &[u8]) -> bool {
    UNCALLED
        .iter()
        .any(|name| text.windows(name.len()).any(|part| part == name.as_bytes()))
}

fn kind_of(kind: ExternalKind) -> Result<ExportKind> {
    Ok(match kind {
        ExternalKind::Func => ExportKind::Func,
        ExternalKind::Table => ExportKind::Table,
        ExternalKind::Memory => ExportKind::Memory,
        ExternalKind::Global => ExportKind::Global,
        ExternalKind::Tag => ExportKind::Tag,
        other => bail!("an export of kind {other:?} is not known"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_calls_is_left_out_and_the_rest_stays() {
        let mut told = Vec::new();
        for part in ["v", "one", "v", "a class IntoUnderlyingSink", "v", "two"] {
            told.extend_from_slice(&(part.len() as u32).to_le_bytes());
            told.extend_from_slice(part.as_bytes());
        }
        let kept = told_without_uncalled(&told).expect("it is whole");
        assert_eq!(kept, b"\x01\0\0\0v\x03\0\0\0one\x01\0\0\0v\x03\0\0\0two");
        assert!(told_without_uncalled(&[9, 0, 0, 0, 1]).is_err());
    }
}
