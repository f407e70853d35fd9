//! `chalkback export`: a recording as JSON Lines, checked before the first line is written.

use std::{
    fs::File,
    io::{BufWriter, Write},
};

use anyhow::{Context, Result};
use board::export::json_lines;

use super::{ExportArguments, read_room};
use crate::storage::{asset, name, recording, track};

pub(super) fn run(arguments: &ExportArguments) -> Result<()> {
    let (record, people, assets, entries, tracks) = read_room(&arguments.room, |connection, record| {
        let id = record.id;
        let people = name::all(connection, id)?
            .into_iter()
            .map(|named| (named.actor, named.name))
            .collect::<Vec<_>>();
        let entries = recording::entries(connection, id)?;
        Ok((
            record,
            people,
            asset::all(connection, id)?,
            entries,
            track::all(connection, id)?,
        ))
    })?;
    let header = json_lines::header_of(&entries, &people, record.began_unix_millis);
    let lines = json_lines::lines(header, assets, entries, tracks);
    match &arguments.out {
        Some(path) => {
            let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
            write_lines(BufWriter::new(file), lines).with_context(|| format!("cannot write {}", path.display()))
        }
        None => write_lines(BufWriter::new(std::io::stdout().lock()), lines).context("cannot write the recording"),
    }
}

fn write_lines(mut out: impl Write, lines: impl Iterator<Item = String>) -> Result<()> {
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}
