//! A recording as JSON Lines: one JSON object per line, told apart by its `kind`. `docs/recording-format.md` describes it for
//! other programs; `import::json_lines` reads it back.
//!
//! Lines are made one at a time, so that a recording of any length can be written while it is read from storage.

use serde::{Deserialize, Serialize};

use crate::{
    actor::ActorIndex,
    base64,
    element::AssetHash,
    hex,
    op::Op,
    recording::{Entry, Hash, Seq, chain},
    time::Millis,
    track::Track,
};

/// The version of the format. Readers refuse a higher one than they know (rules F2, F3).
pub const FORMAT: u32 = 0;

/// The first line.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Header {
    /// The version of the format.
    pub format: u32,
    /// When the round began, in milliseconds since 1970; the only wall time in a recording (rule T2).
    #[serde(default)]
    pub started_unix_millis: Option<u64>,
    /// Everybody who appears in it.
    #[serde(default)]
    pub people: Vec<Named>,
    /// How many entry lines follow, so that a file cut off at the end of a line is noticed. Files made by hand may do
    /// without.
    #[serde(default)]
    pub entries: Option<u64>,
    /// The head of the hash chain after the last entry, in hexadecimal.
    #[serde(default)]
    pub chain: Option<String>,
}

/// A person's name beside the index that entries carry (rule E4).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Named {
    /// The index.
    pub actor: ActorIndex,
    /// The name.
    pub name: String,
}

/// An image that elements name by its hash (rule B7).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Asset {
    /// The BLAKE3 hash of the bytes.
    pub hash: AssetHash,
    /// Their MIME type.
    pub mime: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Any line but an unknown one.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// The first.
    Header(Header),
    /// An image; stands before the entries that name it.
    Asset(Asset),
    /// An entry; these are in order.
    Entry(Entry),
    /// A piece of a track; its place among the other lines tells nothing.
    Track(Track),
}

#[derive(Serialize)]
struct Tagged<'a, T> {
    kind: &'static str,
    #[serde(flatten)]
    body: &'a T,
}

/// An asset as it is written.
#[derive(Deserialize, Serialize)]
pub(crate) struct AssetLine {
    pub(crate) hash: AssetHash,
    pub(crate) mime: String,
    pub(crate) base64: String,
}

/// An entry as it is written.
#[derive(Deserialize)]
pub(crate) struct EntryLine {
    pub(crate) seq: Seq,
    pub(crate) at: Millis,
    #[serde(default)]
    pub(crate) ago: u32,
    pub(crate) actor: ActorIndex,
    pub(crate) op: Op,
    #[serde(default)]
    pub(crate) redacted: Option<String>,
}

#[derive(Serialize)]
struct EntryLineRef<'a> {
    kind: &'static str,
    seq: Seq,
    at: Millis,
    ago: u32,
    actor: ActorIndex,
    op: &'a Op,
    #[serde(skip_serializing_if = "Option::is_none")]
    redacted: Option<String>,
}

impl Line {
    /// The line, without the line feed that ends it.
    pub fn write(&self) -> String {
        match self {
            Line::Header(header) => tagged("header", header),
            Line::Asset(asset) => write_asset(asset),
            Line::Entry(entry) => write_entry(entry),
            Line::Track(track) => tagged("track", track),
        }
    }
}

/// The header of a recording that is at hand as a whole.
pub fn header_of(entries: &[Entry], people: &[(ActorIndex, String)], started_unix_millis: Option<u64>) -> Header {
    let head = entries.iter().fold(Hash::default(), chain);
    Header {
        format: FORMAT,
        started_unix_millis,
        people: people
            .iter()
            .map(|(actor, name)| Named {
                actor: *actor,
                name: name.clone(),
            })
            .collect(),
        entries: Some(entries.len() as u64),
        chain: Some(hex::encode(&head.0)),
    }
}

/// A whole recording, line by line, each without its line feed: header, assets, entries, tracks.
pub fn lines<'a>(
    header: Header,
    assets: impl IntoIterator<Item = Asset> + 'a,
    entries: impl IntoIterator<Item = Entry> + 'a,
    tracks: impl IntoIterator<Item = Track> + 'a,
) -> impl Iterator<Item = String> + 'a {
    let header = std::iter::once(Line::Header(header));
    let assets = assets.into_iter().map(Line::Asset);
    let entries = entries.into_iter().map(Line::Entry);
    let tracks = tracks.into_iter().map(Line::Track);
    header
        .chain(assets)
        .chain(entries)
        .chain(tracks)
        .map(|line| line.write())
}

fn write_asset(asset: &Asset) -> String {
    let line = AssetLine {
        hash: asset.hash,
        mime: asset.mime.clone(),
        base64: base64::encode(&asset.bytes),
    };
    tagged("asset", &line)
}

fn write_entry(entry: &Entry) -> String {
    let line = EntryLineRef {
        kind: "entry",
        seq: entry.seq,
        at: entry.at,
        ago: entry.ago_millis,
        actor: entry.actor,
        op: &entry.op,
        redacted: entry.redacted.as_ref().map(|hash| hex::encode(&hash.0)),
    };
    serde_json::to_string(&line).expect("our own types have string keys only")
}

fn tagged(kind: &'static str, body: &impl Serialize) -> String {
    serde_json::to_string(&Tagged { kind, body }).expect("our own types have string keys only")
}
