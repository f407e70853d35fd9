//! The real typing traces, as their own formats have them: positions in code points, concurrency by parents.

use std::{io::Read, path::Path};

use anyhow::{Context, Result};
use board::text::{Edit, Utf16};
use flate2::read::GzDecoder;
use serde::Deserialize;

/// Position, characters deleted, text inserted; in code points.
pub type Patch = (usize, usize, String);

/// One person's trace.
pub struct LinearTrace {
    /// The patches of each transaction.
    pub transactions: Vec<Vec<Patch>>,
    /// The text it ends in.
    pub end: String,
}

/// Two people's trace.
pub struct ConcurrentTrace {
    /// In an order in which nothing comes before what it builds on.
    pub transactions: Vec<Transaction>,
    /// The text it ends in.
    pub end: String,
}

/// One transaction of two people's trace.
pub struct Transaction {
    /// Whose: 0 or 1.
    pub agent: usize,
    /// How many transactions of each agent it builds on.
    pub seen: [usize; 2],
    /// What it does, one patch after another.
    pub patches: Vec<Patch>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    end_content: String,
    txns: Vec<RawTransaction>,
}

#[derive(Deserialize)]
struct RawTransaction {
    #[serde(default)]
    parents: Vec<usize>,
    #[serde(default)]
    agent: usize,
    patches: Vec<Patch>,
}

/// Reads one person's trace.
pub fn read_linear(name: &str) -> Result<LinearTrace> {
    let file = read(name)?;
    Ok(LinearTrace {
        transactions: file.txns.into_iter().map(|transaction| transaction.patches).collect(),
        end: file.end_content,
    })
}

/// Reads two people's trace.
pub fn read_concurrent(name: &str) -> Result<ConcurrentTrace> {
    let file = read(name)?;
    let mut made = [0usize; 2];
    let mut including: Vec<[usize; 2]> = Vec::with_capacity(file.txns.len());
    let mut transactions = Vec::with_capacity(file.txns.len());
    for raw in file.txns {
        let mut seen = [0usize; 2];
        for parent in &raw.parents {
            let of_parent = including.get(*parent).context("a parent comes later")?;
            seen = [seen[0].max(of_parent[0]), seen[1].max(of_parent[1])];
        }
        *made.get_mut(raw.agent).context("more than two agents")? += 1;
        let mut with_itself = seen;
        with_itself[raw.agent] = made[raw.agent];
        including.push(with_itself);
        transactions.push(Transaction {
            agent: raw.agent,
            seen,
            patches: raw.patches,
        });
    }
    Ok(ConcurrentTrace {
        transactions,
        end: file.end_content,
    })
}

fn read(name: &str) -> Result<File> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/editing-traces");
    let path = folder.join(format!("{name}.json.gz"));
    let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut text = String::new();
    GzDecoder::new(bytes.as_slice()).read_to_string(&mut text)?;
    Ok(serde_json::from_str(&text)?)
}

/// A patch as an edit in UTF-16 units, applied to `text`.
pub fn utf16_edit(text: &mut String, patch: &Patch) -> Edit {
    let (at, delete, insert) = patch;
    let (from, to) = if text.is_ascii() {
        (*at, at + delete)
    } else {
        let byte_of = |count: usize| text.char_indices().nth(count).map_or(text.len(), |(byte, _)| byte);
        (byte_of(*at), byte_of(at + delete))
    };
    let edit = Edit {
        at: Utf16::of(&text[..from]),
        delete: Utf16::of(&text[from..to]),
        insert: insert.clone(),
    };
    text.replace_range(from..to, insert);
    edit
}
