//! The one byte form of runs of entries: what storage keeps, what a review downloads.
//!
//! Columnar: all times, then all actors, then all ink residuals and so on, because neighbours of one kind compress well. Ink
//! is coded as second differences running on across the entries of a stroke, text positions relative to where the same
//! text was edited last; the strokes and texts that entries go on with are not named again. Rare ops stand whole in postcard. Compression
//! itself (zstd, brotli) is the server's business. Runs may be concatenated.

mod column;
mod ink;
mod text;

use thiserror::Error;

use crate::{
    actor::ActorIndex,
    ink::{unzigzag, zigzag},
    op::Op,
    recording::{Entry, Hash, Seq},
    time::Millis,
};
use column::{Column, Columns};
use ink::InkState;
use text::TextState;

/// The version of the byte form (rule F3: 0 until proven in use).
pub const VERSION: u8 = 0;
const MAGIC: [u8; 3] = *b"CBK";

/// What is wrong with stored bytes.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum CodecError {
    /// They do not begin as a run does.
    #[error("these bytes are no recording")]
    NotARecording,
    /// A newer program wrote them (rule F2).
    #[error("this was recorded by a newer version (format {0}); update to open it")]
    NewerVersion(u8),
    /// They end too early or hold what cannot be.
    #[error("the recording is damaged after {0} sound entries")]
    Damaged(usize),
}

/// How an op is coded; numbers are part of the format.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Form {
    Rare = 0,
    InkBegin = 1,
    InkExtend = 2,
    InkEnd = 3,
    Text = 4,
}

/// Codes a run of entries.
pub fn encode_entries(entries: &[Entry]) -> Vec<u8> {
    let mut columns = Columns::default();
    let (mut ink, mut text) = (InkState::default(), TextState::default());
    let (mut last_seq, mut last_at) = (0u64, 0u64);
    for entry in entries {
        columns.put_signed(Column::Seq, entry.seq.0.wrapping_sub(last_seq).wrapping_sub(1) as i64);
        columns.put(Column::At, entry.at.0.saturating_sub(last_at));
        columns.put(Column::Ago, u64::from(entry.ago_millis));
        columns.put(Column::Actor, u64::from(entry.actor.0));
        (last_seq, last_at) = (entry.seq.0, entry.at.0);
        let form = match &entry.op {
            Op::InkBegin { .. } => ink.encode_begin(&mut columns, entry.actor, &entry.op),
            Op::InkExtend { id, samples } => ink.encode_extend(&mut columns, entry.actor, *id, samples),
            Op::InkEnd { id } => ink.encode_end(&mut columns, entry.actor, *id),
            Op::Text { target, rank, atoms } => text.encode(&mut columns, entry.actor, *target, *rank, atoms),
            Op::Create(_)
            | Op::Update(_)
            | Op::Delete(_)
            | Op::Restore(_)
            | Op::CreateFile { .. }
            | Op::UpdateFile { .. }
            | Op::Card { .. }
            | Op::Round(_)
            | Op::Gap(_)
            | Op::Removed => {
                columns.put_blob(Column::Rare, &postcard::to_stdvec(&entry.op).unwrap_or_default());
                Form::Rare
            }
        };
        let redacted = u64::from(entry.redacted.is_some());
        columns.put(Column::Form, (form as u64) << 1 | redacted);
        if let Some(hash) = &entry.redacted {
            columns.put_bytes(Column::Redacted, &hash.0);
        }
    }
    let mut out = MAGIC.to_vec();
    out.push(VERSION);
    columns.write(entries.len(), &mut out);
    out
}

/// Reads one or more runs.
pub fn decode_entries(bytes: &[u8]) -> Result<Vec<Entry>, CodecError> {
    let (entries, problem) = decode_sound_entries(bytes);
    problem.map_or(Ok(entries), Err)
}

/// Reads the entries before whatever cannot be read, and says what that is: for looking at what is left of a recording.
pub fn decode_sound_entries(mut bytes: &[u8]) -> (Vec<Entry>, Option<CodecError>) {
    let mut entries = Vec::new();
    while !bytes.is_empty() {
        if let Err(problem) = decode_run(&mut bytes, &mut entries) {
            return (entries, Some(problem));
        }
    }
    (entries, None)
}

fn decode_run(bytes: &mut &[u8], entries: &mut Vec<Entry>) -> Result<(), CodecError> {
    let sound = entries.len();
    let header = bytes.get(..4).ok_or(CodecError::NotARecording)?;
    if header[..3] != MAGIC {
        return Err(if sound == 0 {
            CodecError::NotARecording
        } else {
            CodecError::Damaged(sound)
        });
    }
    if header[3] != VERSION {
        return Err(CodecError::NewerVersion(header[3]));
    }
    *bytes = &bytes[4..];
    let (count, mut columns) = Columns::read(bytes).ok_or(CodecError::Damaged(sound))?;
    let (mut ink, mut text) = (InkState::default(), TextState::default());
    let (mut last_seq, mut last_at) = (0u64, 0u64);
    // Each entry takes a byte of the column of forms at least, so that a count cannot lie by much; where there is no room, it shows later.
    entries.try_reserve(count).ok();
    for _ in 0..count {
        let entry = decode_entry(&mut columns, &mut ink, &mut text, last_seq, last_at)
            .ok_or(CodecError::Damaged(entries.len()))?;
        (last_seq, last_at) = (entry.seq.0, entry.at.0);
        entries.push(entry);
    }
    Ok(())
}

fn decode_entry(
    columns: &mut Columns,
    ink: &mut InkState,
    text: &mut TextState,
    last_seq: u64,
    last_at: u64,
) -> Option<Entry> {
    let seq = Seq(last_seq
        .wrapping_add(1)
        .wrapping_add(columns.take_signed(Column::Seq)? as u64));
    let at = Millis(last_at.checked_add(columns.take(Column::At)?)?);
    let ago_millis = u32::try_from(columns.take(Column::Ago)?).ok()?;
    let actor = ActorIndex(u16::try_from(columns.take(Column::Actor)?).ok()?);
    let form = columns.take(Column::Form)?;
    let op = match form >> 1 {
        0 => postcard::from_bytes(columns.take_blob(Column::Rare)?).ok()?,
        1 => ink.decode_begin(columns, actor)?,
        2 => ink.decode_extend(columns, actor)?,
        3 => ink.decode_end(columns, actor)?,
        4 => text.decode(columns, actor)?,
        _ => return None,
    };
    let redacted = match form & 1 {
        0 => None,
        _ => Some(Box::new(Hash(
            columns.take_bytes(Column::Redacted, 32)?.try_into().ok()?,
        ))),
    };
    Some(Entry {
        seq,
        at,
        ago_millis,
        actor,
        op,
        redacted,
    })
}

fn zigzag_wide(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

fn unzigzag_wide(value: u64) -> i64 {
    ((value >> 1) as i64) ^ -((value & 1) as i64)
}

#[cfg(test)]
mod tests;
