//! Recordings in JSON Lines, read back line by line. What was read before a fault stays readable: the fault says which line
//! it is in and how many entries before it are sound.
//!
//! Kinds of line that we do not know are counted and passed over; an op that we do not know ends the reading, because no
//! board after it could be right (rule F2).

use serde::{Deserialize, de::DeserializeOwned};
use thiserror::Error;

use crate::{
    actor::ActorIndex,
    base64,
    board::{Board, Refusal},
    element::AssetHash,
    export::json_lines::{Asset, AssetLine, EntryLine, FORMAT, Header},
    hex,
    import::{ImportError, Imported, import_code},
    limits,
    recording::{self, Entry, Hash, chain},
    track::Track,
};

/// What is wrong with a recording, and how much of it is sound.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("{problem} (line {line}; {sound_entries} entries before it are sound)")]
pub struct Damage {
    /// A stable code; see [`import_code`].
    pub code: &'static str,
    /// The line, counted from 1.
    pub line: u64,
    /// Entries read before it.
    pub sound_entries: u64,
    /// What is wrong.
    pub problem: String,
}

/// Takes the lines of a recording one by one, and checks that each fits those before it.
#[derive(Default)]
pub struct Reader {
    header: Option<Header>,
    imported: Imported,
    /// The board after the last entry: an entry that no board takes is as wrong as a torn one.
    board: Board,
    head: Hash,
    redacted: bool,
    line: u64,
}

#[derive(Deserialize)]
struct Kind {
    kind: String,
}

/// Reads a whole recording.
pub fn read(text: &str) -> Result<Imported, ImportError> {
    let mut reader = Reader::default();
    let whole = text
        .lines()
        .try_for_each(|line| reader.line(line))
        .and_then(|()| reader.finish());
    match whole {
        Ok(()) => Ok(reader.into_sound()),
        Err(damage) => Err(ImportError {
            code: damage.code,
            message: damage.to_string(),
        }),
    }
}

/// Whether a line is the header of a recording, whatever its version.
pub fn is_header(line: &str) -> bool {
    serde_json::from_str::<Kind>(line).is_ok_and(|line| line.kind == "header")
}

impl Reader {
    /// Takes the next line. After a fault the reader may still be asked for what is sound.
    pub fn line(&mut self, text: &str) -> Result<(), Damage> {
        self.line += 1;
        if text.trim().is_empty() {
            return Ok(());
        }
        let kind: Kind = self.parse(text, "this is no line of a recording")?;
        match (kind.kind.as_str(), self.header.is_some()) {
            ("header", false) => return self.header(text),
            ("header", true) => return Err(self.damage(import_code::NOT_A_RECORDING, "a second header".to_owned())),
            (_, false) => {
                let problem = "the header must stand before everything else".to_owned();
                return Err(self.damage(import_code::NOT_A_RECORDING, problem));
            }
            ("entry", true) => self.entry(text)?,
            ("asset", true) => self.asset(text)?,
            ("track", true) => match serde_json::from_str::<Track>(text) {
                Ok(track) => self.imported.tracks.push(track),
                // Only tracks and assets may be skipped (rule F2): a newer kind of track is no fault.
                Err(_) => {
                    self.imported.report.count_left_out("track");
                    return Ok(());
                }
            },
            (unknown, true) => {
                self.imported.report.count_left_out(unknown);
                return Ok(());
            }
        }
        self.imported.report.count_imported(&kind.kind);
        Ok(())
    }

    /// Says that no more lines come.
    pub fn finish(&mut self) -> Result<(), Damage> {
        self.line += 1;
        let Some(header) = &self.header else {
            return Err(self.damage(import_code::NOT_A_RECORDING, "there is no header".to_owned()));
        };
        let found = self.imported.entries.len() as u64;
        if let Some(expected) = header.entries.filter(|expected| *expected != found) {
            let (code, problem) = if found < expected {
                (
                    import_code::RECORDING_TRUNCATED,
                    format!("the recording was cut off: {expected} entries were written"),
                )
            } else {
                (
                    import_code::NOT_A_RECORDING,
                    format!("there are more entries than the {expected} the header tells of"),
                )
            };
            return Err(self.damage(code, problem));
        }
        let expected = header.chain.as_deref();
        if expected.is_some_and(|expected| !expected.eq_ignore_ascii_case(&hex::encode(&self.head.0))) {
            let problem = "the entries are not those that were recorded: the hash chain is broken".to_owned();
            return Err(self.damage(import_code::NOT_A_RECORDING, problem));
        }
        Ok(())
    }

    /// Everything read so far.
    pub fn into_sound(self) -> Imported {
        self.imported
    }

    fn header(&mut self, text: &str) -> Result<(), Damage> {
        #[derive(Deserialize)]
        struct Version {
            format: u32,
        }
        let version: Version = self.parse(text, "the header does not tell its format")?;
        if version.format > FORMAT {
            let problem = format!(
                "this recording is of format {}, and this version reads up to {FORMAT}",
                version.format
            );
            return Err(self.damage(import_code::NEWER_VERSION, problem));
        }
        let header: Header = self.parse(text, "the header is damaged")?;
        self.imported.started_unix_millis = header.started_unix_millis;
        self.imported.people = header
            .people
            .iter()
            .map(|named| (named.actor, named.name.clone()))
            .collect();
        self.header = Some(header);
        Ok(())
    }

    fn asset(&mut self, text: &str) -> Result<(), Damage> {
        let line: AssetLine = self.parse(text, "this asset is damaged")?;
        let bytes = base64::decode(&line.base64).filter(|bytes| bytes.len() <= limits::ASSET_BYTES);
        let sound = bytes.map(|bytes| (AssetHash::of(&bytes), bytes));
        let (hash, bytes) = sound
            .filter(|(hash, _)| *hash == line.hash && line.mime.len() <= limits::MIME_CHARS)
            .ok_or_else(|| {
                let problem = "the bytes of this asset are not those that its hash stands for".to_owned();
                self.damage(import_code::NOT_A_RECORDING, problem)
            })?;
        self.imported.assets.push(Asset {
            hash,
            mime: line.mime,
            bytes,
        });
        Ok(())
    }

    fn entry(&mut self, text: &str) -> Result<(), Damage> {
        let line: EntryLine = self.parse(text, "this entry is damaged")?;
        let redacted = match line.redacted.as_deref().map(hex::decode) {
            None => None,
            Some(Some(hash)) => Some(Box::new(Hash(hash))),
            Some(None) => return Err(self.entry_damage("its `redacted` is no hash".to_owned())),
        };
        let entry = Entry {
            seq: line.seq,
            at: line.at,
            ago_millis: line.ago,
            actor: line.actor,
            op: line.op,
            redacted,
        };
        let before = self.imported.entries.last();
        recording::check_order(before, std::slice::from_ref(&entry))
            .map_err(|error| self.entry_damage(error.to_string()))?;
        // What was redacted may take the ground from under what follows; that is seen in playback and no fault here.
        self.redacted |= entry.redacted.is_some();
        match self.board.apply(entry.actor, &entry.op) {
            Ok(_) | Err(Refusal::NoEffect) => {}
            Err(_) if self.redacted => {}
            Err(refusal) => return Err(self.entry_damage(format!("no board takes it: {refusal}"))),
        }
        self.know(entry.actor);
        self.head = chain(self.head, &entry);
        self.imported.entries.push(entry);
        Ok(())
    }

    fn know(&mut self, actor: ActorIndex) {
        let people = &mut self.imported.people;
        if actor != ActorIndex::ROOM && people.iter().all(|(known, _)| *known != actor) {
            people.push((actor, format!("Person {}", actor.0)));
        }
    }

    fn parse<T: DeserializeOwned>(&self, text: &str, otherwise: &str) -> Result<T, Damage> {
        serde_json::from_str(text).map_err(|error| {
            let reason = error.to_string();
            if error.is_eof() {
                self.damage(
                    import_code::RECORDING_TRUNCATED,
                    "the recording was cut off within a line".to_owned(),
                )
            } else if reason.starts_with("unknown variant") {
                let problem = format!("a newer version wrote this entry ({reason})");
                self.damage(import_code::NEWER_VERSION, problem)
            } else {
                self.damage(import_code::NOT_A_RECORDING, format!("{otherwise} ({reason})"))
            }
        })
    }

    fn entry_damage(&self, reason: String) -> Damage {
        self.damage(
            import_code::NOT_A_RECORDING,
            format!("this entry does not fit: {reason}"),
        )
    }

    fn damage(&self, code: &'static str, problem: String) -> Damage {
        Damage {
            code,
            line: self.line,
            sound_entries: self.imported.entries.len() as u64,
            problem,
        }
    }
}
