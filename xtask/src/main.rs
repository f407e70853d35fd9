//! `cargo xtask`: every chore of the repository behind one command.
//!
//! Each subcommand sets up what it misses (see `setup`) and stops at the first failure with one sentence. This file knows
//! the words of the command line and nothing of how a chore is done.

mod bench;
mod bundled_fonts;
mod check;
mod command;
mod console;
mod dev;
mod metrics;
mod repository;
mod server;
mod setup;
mod suite;
mod tidy;
mod web;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::repository::Repository;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "The chores of Chalkback",
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Set up what is missing, build everything and serve it
    Serve {
        #[arg(long, default_value_t = 4000)]
        port: u16,
        /// Where the rooms are kept
        #[arg(long, default_value = "data")]
        data: PathBuf,
    },
    /// Serve a quick build; rebuild and reload the page whenever a source changes
    Dev {
        #[arg(long, default_value_t = 4000)]
        port: u16,
        #[arg(long, default_value = "data")]
        data: PathBuf,
    },
    /// Build the page and the server binary that carries it
    Build {
        /// As `dev` builds: in seconds, into target/dev-dist, for a server with CHALKBACK_DIST
        #[arg(long)]
        quick: bool,
    },
    /// Formatting, clippy (native and wasm), documentation, TypeScript and tidy
    Check,
    /// The rules of the repository that no other tool knows
    Tidy,
    /// The browser tests; arguments after `--` go to Playwright
    E2e {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        playwright: Vec<String>,
    },
    /// Measure; one bench when named
    Bench {
        name: Option<String>,
        /// Also write the rows to this file
        #[arg(long)]
        json: Option<PathBuf>,
        /// Further arguments for the bench, after `--`
        #[arg(last = true)]
        further: Vec<String>,
    },
    /// Check, and every test there is
    Test,
    /// Write the advance widths of the bundled fonts into board/src/text_metrics
    Metrics,
}

fn main() -> ExitCode {
    match run(Arguments::parse().chore) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            console::say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(chore: Chore) -> Result<()> {
    let repository = Repository::find()?;
    match chore {
        Chore::Serve { port, data } => server::serve(&repository, port, &data),
        Chore::Dev { port, data } => dev::run(&repository, port, &data),
        Chore::Build { quick: true } => dev::build(&repository),
        Chore::Build { quick: false } => suite::build(&repository),
        Chore::Check => check::run(&repository),
        Chore::Tidy => tidy::run(&repository),
        Chore::E2e { playwright } => suite::browser_tests(&repository, &playwright),
        Chore::Bench { name, json, further } => bench::run(
            &repository,
            &bench::Request {
                name,
                json_file: json,
                further,
            },
        ),
        Chore::Test => suite::everything(&repository),
        Chore::Metrics => metrics::run(&repository),
    }
}
