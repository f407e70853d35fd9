//! A trace file as it is written. Knows both formats, and nothing of what the edits mean.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, SeqAccess, Visitor},
};

/// The whole file.
#[derive(Deserialize)]
pub(super) struct Source {
    #[serde(default)]
    kind: Option<String>,
    /// What the text was before the first transaction.
    #[serde(default, rename = "startContent")]
    pub(super) start_content: String,
    /// What it must be after the last.
    #[serde(default, rename = "endContent")]
    pub(super) end_content: Option<String>,
    /// In an order in which each stands after its parents.
    #[serde(rename = "txns")]
    pub(super) transactions: Vec<Transaction>,
}

/// Edits made at once by one agent.
#[derive(Deserialize)]
pub(super) struct Transaction {
    /// The transactions it was made after, by index; absent in linear traces.
    #[serde(default)]
    pub(super) parents: Option<Vec<u32>>,
    /// Who.
    #[serde(default, deserialize_with = "agent")]
    pub(super) agent: u16,
    /// When, as written.
    #[serde(default, alias = "timestamp")]
    pub(super) time: Option<Time>,
    /// What, each on what those before it left.
    #[serde(default)]
    pub(super) patches: Vec<Patch>,
}

/// A time as text (ISO 8601) or as milliseconds since 1970; anything else tells nothing.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Time {
    Text(String),
    Millis(f64),
    Unknown(IgnoredAny),
}

/// One replacement, in code points.
pub(super) struct Patch {
    pub(super) at: u32,
    pub(super) delete: u32,
    pub(super) insert: String,
    /// Some files time each patch instead of the transaction.
    pub(super) time: Option<Time>,
}

impl Source {
    /// Whether transactions name their parents.
    pub(super) fn is_concurrent(&self) -> bool {
        self.kind.as_deref() == Some("concurrent") || self.transactions.iter().any(|one| one.parents.is_some())
    }
}

impl Transaction {
    /// Its own time, or the first that its patches tell.
    pub(super) fn time(&self) -> Option<&Time> {
        self.time
            .as_ref()
            .or_else(|| self.patches.iter().find_map(|patch| patch.time.as_ref()))
    }
}

fn agent<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    // Agent n becomes actor n + 1, and actors count to 65,535.
    let number = u16::deserialize(deserializer)?;
    if number == u16::MAX {
        Err(D::Error::custom("an agent's number is too large"))
    } else {
        Ok(number)
    }
}

impl<'de> Deserialize<'de> for Patch {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(PatchVisitor)
    }
}

struct PatchVisitor;

impl<'de> Visitor<'de> for PatchVisitor {
    type Value = Patch;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a patch: [position, number deleted, text inserted]")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Patch, A::Error> {
        let missing = |index| A::Error::invalid_length(index, &self);
        let at = sequence.next_element()?.ok_or_else(|| missing(0))?;
        let delete = sequence.next_element()?.ok_or_else(|| missing(1))?;
        let insert = sequence.next_element()?.ok_or_else(|| missing(2))?;
        let time = sequence.next_element()?;
        while sequence.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Patch {
            at,
            delete,
            insert,
            time,
        })
    }
}
