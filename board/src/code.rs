//! The code files of a round: a name, a language and one text buffer each.

use serde::{Deserialize, Serialize};

use crate::{actor::ActorIndex, id::FileId, text::TextBuffer};

/// One text buffer of the round, with its language.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct CodeFile {
    /// Its id.
    pub id: FileId,
    /// Who made it.
    pub author: ActorIndex,
    /// Shown on its tab.
    pub name: String,
    /// How it is coloured and indented; nothing is run.
    pub language: Language,
    /// What it holds.
    pub text: TextBuffer,
    /// Closed by someone; kept as a tombstone.
    pub deleted: bool,
}

/// Languages of code files; the list only grows at its end (rule F1).
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum Language {
    /// No colouring.
    #[default]
    Plain,
    /// Rust.
    Rust,
    /// Python.
    Python,
    /// JavaScript.
    JavaScript,
    /// TypeScript.
    TypeScript,
    /// Java.
    Java,
    /// C and C++.
    Cpp,
    /// Go.
    Go,
    /// SQL.
    Sql,
    /// Markdown.
    Markdown,
}

impl Language {
    /// All of them, in the order they are offered.
    pub const ALL: [Language; 10] = [
        Language::Plain,
        Language::Rust,
        Language::Python,
        Language::JavaScript,
        Language::TypeScript,
        Language::Java,
        Language::Cpp,
        Language::Go,
        Language::Sql,
        Language::Markdown,
    ];

    /// The name shown to people.
    pub fn name(self) -> &'static str {
        match self {
            Language::Plain => "Plain text",
            Language::Rust => "Rust",
            Language::Python => "Python",
            Language::JavaScript => "JavaScript",
            Language::TypeScript => "TypeScript",
            Language::Java => "Java",
            Language::Cpp => "C++",
            Language::Go => "Go",
            Language::Sql => "SQL",
            Language::Markdown => "Markdown",
        }
    }

    /// The language that a file's name tells by its ending.
    pub fn of_file_name(name: &str) -> Language {
        match name.rsplit_once('.').map(|(_, ending)| ending) {
            Some("rs") => Language::Rust,
            Some("py") => Language::Python,
            Some("js" | "mjs" | "jsx") => Language::JavaScript,
            Some("ts" | "tsx") => Language::TypeScript,
            Some("java") => Language::Java,
            Some("c" | "h" | "cc" | "cpp" | "hpp") => Language::Cpp,
            Some("go") => Language::Go,
            Some("sql") => Language::Sql,
            Some("md") => Language::Markdown,
            Some(_) | None => Language::Plain,
        }
    }
}
