//! The command line: every verb with its options. Exit code 0 only on success; an error is one sentence on stderr.

mod admin;
mod backup;
mod export;
mod import;
mod replay;
mod serve;
mod verify;

use std::{
    io::Write,
    net::IpAddr,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result, bail};
use board::id::RoomId;
use clap::{Args, Parser, Subcommand, ValueEnum};
use interview::seat::Role;
use rusqlite::Connection;

use crate::storage::{
    PUBLIC_FILE, StorageError, database,
    room::{self, RoomRecord},
    schema,
};

/// A recorded whiteboard and code pad for technical interviews.
#[derive(Debug, Parser)]
#[command(name = "chalkback", version, disable_help_subcommand = true)]
struct CommandLine {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Serve rooms, the API and the page
    Serve(ServeArguments),
    /// Make a new room from an .excalidraw or .tldr file, a recording (JSON Lines) or a typing trace (.json, .json.gz)
    Import(ImportArguments),
    /// Write a room's recording as JSON Lines
    Export(ExportArguments),
    /// Check a room's recording: order, hash chain, stored board hashes, and that replay gives the stored board
    Verify(RoomArguments),
    /// Print the board, a code file, or both, as they were at a moment
    Replay(ReplayArguments),
    /// Copy the databases into a new folder, also beside a running server
    Backup(BackupArguments),
    /// Things only whoever runs the server may do
    #[command(subcommand)]
    Admin(AdminVerb),
}

#[derive(Args, Debug)]
struct ServeArguments {
    /// The port to listen on; 0 takes any free one
    #[arg(long, default_value_t = 4000)]
    port: u16,
    #[command(flatten)]
    data: DataArguments,
    /// The address to listen on
    #[arg(long, default_value = "127.0.0.1")]
    bind: IpAddr,
    /// The address people use, for links and as the only allowed origin: https://host
    #[arg(long)]
    public_url: Option<String>,
    /// Let tests shift the clock
    #[arg(long, hide = true)]
    test_clock: bool,
}

#[derive(Args, Debug)]
struct DataArguments {
    /// The folder with the databases
    #[arg(long, default_value = "data")]
    data: PathBuf,
}

#[derive(Args, Debug)]
struct ImportArguments {
    /// The file
    file: PathBuf,
    #[command(flatten)]
    data: DataArguments,
}

#[derive(Args, Debug)]
struct RoomArguments {
    /// The room's id: 32 hexadecimal digits
    room: RoomId,
    #[command(flatten)]
    data: DataArguments,
}

#[derive(Args, Debug)]
struct ExportArguments {
    #[command(flatten)]
    room: RoomArguments,
    /// The file to write, instead of standard output
    #[arg(long)]
    out: Option<PathBuf>,
}

#[derive(Args, Debug)]
struct ReplayArguments {
    #[command(flatten)]
    room: RoomArguments,
    /// The moment: MM:SS, H:MM:SS, seq:N or end
    #[arg(long)]
    at: String,
    #[command(flatten)]
    what: ReplayWhat,
}

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
struct ReplayWhat {
    /// Print the drawing as SVG
    #[arg(long)]
    svg: bool,
    /// Print the drawing as an Excalidraw file
    #[arg(long)]
    excalidraw: bool,
    /// Print the text of the code file of this name
    #[arg(long, value_name = "NAME")]
    code: Option<String>,
    /// Print the whole board as JSON: elements, code files and journal
    #[arg(long)]
    json: bool,
}

#[derive(Args, Debug)]
struct BackupArguments {
    /// The folder to write; it must not hold a backup yet
    out: PathBuf,
    #[command(flatten)]
    data: DataArguments,
}

#[derive(Debug, Subcommand)]
enum AdminVerb {
    /// Make a link into a room, for example into an imported one, which has no seats
    Link(LinkArguments),
    /// Make a new one-time link to set the staff password, whatever it was
    PasswordLink(PasswordLinkArguments),
}

#[derive(Args, Debug)]
struct LinkArguments {
    #[command(flatten)]
    room: RoomArguments,
    /// What the link is for
    #[arg(long)]
    role: RoleArgument,
    #[command(flatten)]
    address: AddressArguments,
}

#[derive(Args, Debug)]
struct PasswordLinkArguments {
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    address: AddressArguments,
}

#[derive(Args, Debug)]
struct AddressArguments {
    /// The address people use; that of the running server if not given
    #[arg(long)]
    public_url: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum RoleArgument {
    Host,
    #[value(name = "co_host", alias = "co-host")]
    CoHost,
    Candidate,
    Observer,
}

impl From<RoleArgument> for Role {
    fn from(argument: RoleArgument) -> Role {
        match argument {
            RoleArgument::Host => Role::Host,
            RoleArgument::CoHost => Role::CoHost,
            RoleArgument::Candidate => Role::Candidate,
            RoleArgument::Observer => Role::Observer,
        }
    }
}

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    let line = match CommandLine::try_parse() {
        Ok(line) => line,
        Err(error) => {
            // Help goes to standard output with exit code 0, a wrong command line to standard error with 2.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let done = match line.verb {
        Verb::Serve(arguments) => serve::run(arguments),
        Verb::Import(arguments) => import::run(&arguments),
        Verb::Export(arguments) => export::run(&arguments),
        Verb::Verify(arguments) => verify::run(&arguments),
        Verb::Replay(arguments) => replay::run(&arguments),
        Verb::Backup(arguments) => backup::run(&arguments),
        Verb::Admin(AdminVerb::Link(arguments)) => admin::link(arguments),
        Verb::Admin(AdminVerb::PasswordLink(arguments)) => admin::password_link(arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "chalkback: {}", sentence(&error));
            ExitCode::FAILURE
        }
    }
}

/// An error with its causes, without those that say the same again.
fn sentence(error: &anyhow::Error) -> String {
    let mut parts: Vec<String> = Vec::new();
    for cause in error.chain().map(ToString::to_string) {
        if !parts.iter().any(|part| part.contains(&cause) || cause.contains(part)) {
            parts.push(cause);
        }
    }
    parts.join(": ").replace('\n', " ")
}

/// One line on standard output. A reader that has gone away is no error of ours.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// A text as it is, for programs that compare it: no line end is added.
fn say_exactly(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = write!(out, "{text}").and_then(|()| out.flush());
}

/// The public file for reading; the folder must have one.
fn open_public(data: &Path) -> Result<Connection> {
    let path = existing(data, PUBLIC_FILE)?;
    database::open_for_reading(&path).with_context(|| format!("cannot open {}", path.display()))
}

/// The public file for writing, beside a running server if need be; the folder must have one.
fn open_public_for_writing(data: &Path) -> Result<Connection> {
    database::open_for_writing(&existing(data, PUBLIC_FILE)?, schema::PUBLIC)
}

fn existing(data: &Path, file: &str) -> Result<PathBuf> {
    let path = data.join(file);
    if !path.is_file() {
        bail!("there is no data of Chalkback in {}", data.display());
    }
    Ok(path)
}

/// Reads about a room in one moment of the file.
fn read_room<T>(
    arguments: &RoomArguments,
    read: impl FnOnce(&Connection, RoomRecord) -> Result<T, StorageError>,
) -> Result<T> {
    let connection = open_public(&arguments.data.data)?;
    let moment = connection.unchecked_transaction().map_err(StorageError::from)?;
    let record = room::find(&moment, arguments.room)?;
    let Some(record) = record else {
        bail!("there is no room {} in this data", arguments.room)
    };
    Ok(read(&moment, record)?)
}
