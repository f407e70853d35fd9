//! The columns of a run: byte streams of variable-length integers, each written with its length before it.

use super::{unzigzag, unzigzag_wide, zigzag, zigzag_wide};
use crate::ink::{put_varint, take_varint};

/// The columns, in the order they are written; new ones come at the end.
#[derive(Clone, Copy)]
pub(super) enum Column {
    Form,
    Seq,
    At,
    Ago,
    Actor,
    Redacted,
    Rare,
    StrokeSame,
    StrokeId,
    SampleCount,
    SampleX,
    SampleY,
    SampleTime,
    SamplePressure,
    Target,
    Rank,
    AtomCount,
    AtomTime,
    AtomCause,
    AtomAt,
    AtomDelete,
    AtomLength,
    AtomText,
}

const COLUMNS: usize = Column::AtomText as usize + 1;

/// Columns being written, or what is left of them being read.
#[derive(Default)]
pub(super) struct Columns<'a> {
    written: [Vec<u8>; COLUMNS],
    left: [&'a [u8]; COLUMNS],
}

impl<'a> Columns<'a> {
    pub(super) fn put(&mut self, column: Column, value: u64) {
        put_varint(&mut self.written[column as usize], value);
    }

    pub(super) fn put_signed(&mut self, column: Column, value: i64) {
        self.put(column, zigzag_wide(value));
    }

    pub(super) fn put_signed_narrow(&mut self, column: Column, value: i32) {
        self.put(column, zigzag(value));
    }

    pub(super) fn put_bytes(&mut self, column: Column, bytes: &[u8]) {
        self.written[column as usize].extend_from_slice(bytes);
    }

    pub(super) fn put_blob(&mut self, column: Column, bytes: &[u8]) {
        self.put(column, bytes.len() as u64);
        self.put_bytes(column, bytes);
    }

    pub(super) fn take(&mut self, column: Column) -> Option<u64> {
        take_varint(&mut self.left[column as usize])
    }

    pub(super) fn take_signed(&mut self, column: Column) -> Option<i64> {
        self.take(column).map(unzigzag_wide)
    }

    pub(super) fn take_signed_narrow(&mut self, column: Column) -> Option<i32> {
        self.take(column).and_then(unzigzag)
    }

    pub(super) fn take_count(&mut self, column: Column) -> Option<usize> {
        // Whatever is counted takes at least a byte somewhere: a lying count cannot make us reserve memory.
        let longest = self.left.iter().map(|left| left.len()).max()?;
        usize::try_from(self.take(column)?)
            .ok()
            .filter(|count| *count <= longest)
    }

    pub(super) fn take_bytes(&mut self, column: Column, length: usize) -> Option<&'a [u8]> {
        let left = &mut self.left[column as usize];
        let (taken, rest) = left.split_at_checked(length)?;
        *left = rest;
        Some(taken)
    }

    pub(super) fn take_blob(&mut self, column: Column) -> Option<&'a [u8]> {
        let length = usize::try_from(self.take(column)?).ok()?;
        self.take_bytes(column, length)
    }

    pub(super) fn write(&self, count: usize, out: &mut Vec<u8>) {
        put_varint(out, count as u64);
        put_varint(out, COLUMNS as u64);
        for column in &self.written {
            put_varint(out, column.len() as u64);
        }
        for column in &self.written {
            out.extend_from_slice(column);
        }
    }

    /// Reads the count of entries and the columns off the front of `bytes`.
    pub(super) fn read(bytes: &mut &'a [u8]) -> Option<(usize, Columns<'a>)> {
        let count = usize::try_from(take_varint(bytes)?).ok()?;
        if take_varint(bytes)? != COLUMNS as u64 {
            return None;
        }
        let mut lengths = [0usize; COLUMNS];
        for length in &mut lengths {
            *length = usize::try_from(take_varint(bytes)?).ok()?;
        }
        let mut columns = Columns::default();
        for (left, length) in columns.left.iter_mut().zip(lengths) {
            let (column, rest) = bytes.split_at_checked(length)?;
            (*left, *bytes) = (column, rest);
        }
        (count <= columns.left[Column::Form as usize].len()).then_some((count, columns))
    }
}
