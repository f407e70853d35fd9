//! The binary: reads the command line, runs one command, and turns an error into one sentence and an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::command::main()
}
