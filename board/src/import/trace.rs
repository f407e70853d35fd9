//! Typing traces: the edits somebody made on one text, keystroke by keystroke, for replaying real typing.
//!
//! Two formats are read. In a *linear* trace every transaction follows the one before. In a *concurrent* one each names the
//! transactions it was made after, and is brought into one order here, as a server would have. Positions in both count
//! Unicode code points; ours count UTF-16 units (rule X5). The final text stands in the file and is the check.

mod clock;
mod history;
mod merge;
mod source;

use crate::{
    actor::{ActorIndex, JoinRank},
    code::Language,
    id::FileId,
    import::{ImportError, Imported, Report, import_code, push_entry},
    limits,
    op::{Op, TextTarget},
    recording::Entry,
    text::{Atom, Cause, Edit, TextBuffer, Utf16},
    time::Millis,
};
use merge::Merge;
use source::{Source, Transaction};

/// The name of the code file that a trace is typed into.
pub const FILE_NAME: &str = "trace.txt";
/// The id of that code file.
pub const FILE_ID: FileId = FileId(1);

/// A trace read and brought into one order.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The recording: the code file is created, filled with what it began with, if anything, and then typed into.
    pub entries: Vec<Entry>,
    /// Everybody who typed; agent n of the trace is actor n + 1.
    pub people: Vec<(ActorIndex, String)>,
    /// Patches taken.
    pub edits: u64,
    /// The text that the edits lead to.
    pub end: TextBuffer,
    /// The text they should lead to, if the file says.
    pub expected_end: Option<String>,
    /// When the first transaction was made, in milliseconds since 1970, if the file tells.
    pub started_unix_millis: Option<u64>,
}

/// Reads a trace of either format.
pub fn read(text: &str) -> Result<Trace, ImportError> {
    let source = serde_json::from_str::<Source>(text)
        .map_err(|error| not_a_trace(format!("this is no typing trace: {error}")))?;
    let concurrent = source.is_concurrent();
    let clock = clock::Clock::of(&source.transactions);
    let mut typed = Typed::new(&source.start_content)?;
    for (index, transaction) in source.transactions.iter().enumerate() {
        let parents = match (&transaction.parents, index.checked_sub(1)) {
            (Some(parents), _) => parents.as_slice(),
            (None, _) if concurrent => return Err(missing_parents(index)),
            (None, Some(before)) => &[before as u32],
            (None, None) => &[],
        };
        let at = clock.at(index);
        typed.transaction(index, at, parents, transaction)?;
    }
    Ok(Trace {
        people: typed.people(concurrent),
        entries: typed.entries,
        edits: typed.edits,
        end: typed.text,
        expected_end: source.end_content,
        started_unix_millis: clock.started_unix_millis(),
    })
}

impl Trace {
    /// Whether the edits lead to the text that the file says they end in; a file that says nothing is believed.
    pub fn ends_as_expected(&self) -> bool {
        self.expected_end
            .as_ref()
            .is_none_or(|expected| *expected == self.end.to_string())
    }

    /// As a new room's recording. Refused if the trace does not end in its own final text.
    pub fn into_recording(self) -> Result<Imported, ImportError> {
        if !self.ends_as_expected() {
            return Err(ImportError {
                code: import_code::END_CONTENT_DIFFERS,
                message: "the edits of this trace do not lead to the text it says they end in".to_owned(),
            });
        }
        let mut report = Report::default();
        report.imported.insert("edits".to_owned(), self.edits);
        Ok(Imported {
            entries: self.entries,
            people: self.people,
            started_unix_millis: self.started_unix_millis,
            report,
            ..Imported::default()
        })
    }
}

/// The recording as it grows, and the text it leads to.
struct Typed {
    entries: Vec<Entry>,
    merge: Merge,
    history: history::History,
    text: TextBuffer,
    agents: std::collections::BTreeSet<u16>,
    edits: u64,
}

impl Typed {
    fn new(start_content: &str) -> Result<Typed, ImportError> {
        let mut typed = Typed {
            entries: Vec::new(),
            merge: Merge::new(start_content),
            history: history::History::default(),
            text: TextBuffer::default(),
            agents: std::collections::BTreeSet::new(),
            edits: 0,
        };
        let create = Op::CreateFile {
            id: FILE_ID,
            name: FILE_NAME.to_owned(),
            language: Language::Plain,
        };
        push_entry(&mut typed.entries, Millis(0), ActorIndex::ROOM, create);
        let edit = Edit {
            at: Utf16(0),
            delete: Utf16(0),
            insert: start_content.to_owned(),
        };
        typed.record(Millis(0), ActorIndex::ROOM, JoinRank(0), Cause::Import, vec![edit])?;
        Ok(typed)
    }

    fn transaction(
        &mut self,
        index: usize,
        at: Millis,
        parents: &[u32],
        transaction: &Transaction,
    ) -> Result<(), ImportError> {
        let agent = transaction.agent;
        self.agents.insert(agent);
        self.history.go_to(index, parents, &mut self.merge)?;
        let mut edits = Vec::new();
        for patch in &transaction.patches {
            self.merge.patch(patch, agent, &mut edits).ok_or_else(|| {
                not_a_trace(format!(
                    "transaction {index} of this trace edits beyond the end of its text"
                ))
            })?;
            self.edits += 1;
        }
        self.history.close(index, parents, self.merge.take_effects());
        self.record(
            at,
            ActorIndex(agent + 1),
            JoinRank(u32::from(agent)),
            Cause::Type,
            edits,
        )
    }

    /// Stores edits as one entry (more only beyond what one op may carry); none if they do nothing (rule B6).
    fn record(
        &mut self,
        at: Millis,
        actor: ActorIndex,
        rank: JoinRank,
        cause: Cause,
        edits: Vec<Edit>,
    ) -> Result<(), ImportError> {
        let pieces = edits.into_iter().flat_map(pieces_of).filter(|edit| !edit.is_empty());
        let atoms = pieces
            .map(|edit| Atom {
                dt_millis: 0,
                cause,
                edit,
            })
            .collect::<Vec<_>>();
        for atom in &atoms {
            self.text
                .apply(&atom.edit)
                .map_err(|error| not_a_trace(error.to_string()))?;
        }
        if self.text.len().0 > limits::CODE_UNITS {
            let message = format!(
                "the text of this trace grows beyond the {} units of a code file",
                limits::CODE_UNITS
            );
            return Err(ImportError {
                code: import_code::TOO_LARGE,
                message,
            });
        }
        for atoms in atoms.chunks(limits::ATOMS_PER_OP) {
            let op = Op::Text {
                target: TextTarget::File(FILE_ID),
                rank,
                atoms: atoms.to_vec(),
            };
            push_entry(&mut self.entries, at, actor, op);
        }
        Ok(())
    }

    fn people(&self, concurrent: bool) -> Vec<(ActorIndex, String)> {
        let name = |agent: u16| {
            if concurrent {
                format!("Agent {agent}")
            } else {
                "Author".to_owned()
            }
        };
        self.agents
            .iter()
            .map(|agent| (ActorIndex(agent + 1), name(*agent)))
            .collect()
    }
}

/// An edit in pieces that one atom may insert.
fn pieces_of(edit: Edit) -> Vec<Edit> {
    if Utf16::of(&edit.insert).0 <= limits::INSERT_UNITS {
        return vec![edit];
    }
    let mut pieces = Vec::new();
    let (mut at, mut delete) = (edit.at, edit.delete);
    let mut piece = String::new();
    let mut units = 0;
    for character in edit.insert.chars() {
        if units + character.len_utf16() as u32 > limits::INSERT_UNITS {
            pieces.push(Edit {
                at,
                delete,
                insert: std::mem::take(&mut piece),
            });
            (at, delete, units) = (Utf16(at.0 + units), Utf16(0), 0);
        }
        piece.push(character);
        units += character.len_utf16() as u32;
    }
    pieces.push(Edit {
        at,
        delete,
        insert: piece,
    });
    pieces
}

fn not_a_trace(message: String) -> ImportError {
    ImportError {
        code: import_code::NOT_A_TRACE,
        message,
    }
}

fn missing_parents(index: usize) -> ImportError {
    not_a_trace(format!(
        "transaction {index} of this concurrent trace does not name its parents"
    ))
}
