//! `chalkback import`: a new room from a file. Works beside a running server: SQLite lets one writer in after the other, and
//! everything is prepared before it is our turn.

use std::{fs::File, io::Read, path::Path};

use anyhow::{Context, Result, anyhow, bail};
use board::{actor::ActorIndex, id::RoomId, import, limits};
use rusqlite::{Connection, TransactionBehavior};

use super::{ImportArguments, say};
use crate::{
    clock::Clock,
    secret,
    storage::{
        PUBLIC_FILE, StorageError, asset, database, make_folder,
        name::{self, NamedActor},
        recording::segment::{self, Segment},
        room, schema, track,
    },
};

const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
/// Tracks are stored in runs of this many points.
const TRACK_RUN: usize = 1_000;

pub(super) fn run(arguments: &ImportArguments) -> Result<()> {
    let file = &arguments.file;
    let text = read_text(file).with_context(|| format!("cannot import {}", file.display()))?;
    let imported = import::read(&text)
        .map_err(|error| anyhow!("{} [{}]", error.message, error.code))
        .with_context(|| format!("cannot import {}", file.display()))?;
    let segments = segment::pack_all(&imported.entries)?;
    let room = secret::room_id()?;
    let title = file
        .file_stem()
        .map_or_else(|| "Imported".to_owned(), |stem| stem.to_string_lossy().into_owned());
    let title = title.chars().take(limits::NAME_CHARS).collect::<String>();
    make_folder(&arguments.data.data)?;
    let mut connection = database::open_for_writing(&arguments.data.data.join(PUBLIC_FILE), schema::PUBLIC)?;
    store(&mut connection, room, &title, &imported, &segments)?;
    let report = &imported.report;
    let mut told = serde_json::json!({
        "room": room,
        "imported": report.imported,
        "not_imported": report.not_imported,
        "dropped": report.dropped,
    });
    for (name, count) in [("links_dropped", report.links_dropped), ("mended", report.mended)] {
        if let Some(told) = told.as_object_mut().filter(|_| count > 0) {
            told.insert(name.to_owned(), count.into());
        }
    }
    say(&serde_json::to_string(&told)?);
    Ok(())
}

fn store(
    connection: &mut Connection,
    room: RoomId,
    title: &str,
    imported: &import::Imported,
    segments: &[Segment],
) -> Result<(), StorageError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    room::create(&transaction, room, title, Clock::new().unix_millis(), false)?;
    if let Some(began) = imported.started_unix_millis {
        room::begin(&transaction, room, began)?;
    }
    for (actor, name) in imported.people.iter().filter(|(actor, _)| *actor != ActorIndex::ROOM) {
        let named = NamedActor {
            actor: *actor,
            name: name.clone(),
            role: "Imported".to_owned(),
        };
        name::set(&transaction, room, &named)?;
    }
    for asset in &imported.assets {
        asset::put(&transaction, room, asset)?;
    }
    segment::insert_all(&transaction, room, segments)?;
    for points in imported.tracks.chunks(TRACK_RUN) {
        track::append(&transaction, room, points)?;
    }
    if imported
        .entries
        .iter()
        .any(|entry| matches!(entry.op, board::Op::Round(_)))
    {
        room::set_ended(&transaction, room, ends(imported))?;
    }
    Ok(transaction.commit()?)
}

fn ends(imported: &import::Imported) -> bool {
    use board::op::{Op, RoundEvent};
    let last = imported.entries.iter().rev().find_map(|entry| match entry.op {
        Op::Round(event @ (RoundEvent::Ended | RoundEvent::Reopened)) => Some(event),
        _ => None,
    });
    last == Some(RoundEvent::Ended)
}

/// The whole file as text, unpacked if it is gzip, never more than what can be imported.
fn read_text(path: &Path) -> Result<String> {
    let limit = limits::IMPORT_BYTES as u64;
    let bytes = read_limited(File::open(path)?, limit)?;
    let bytes = if bytes.starts_with(&GZIP_MAGIC) {
        read_limited(flate2::read::GzDecoder::new(bytes.as_slice()), limit).context("it is a damaged gzip file")?
    } else {
        bytes
    };
    String::from_utf8(bytes).ok().context("it is no text")
}

fn read_limited(reader: impl Read, limit: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        bail!("it is larger than the {} MiB that can be imported", limit >> 20);
    }
    Ok(bytes)
}
