//! `cargo xtask dev`: serve a quick build, and after each change rebuild what it touched and let the page reload.
//!
//! Changes are seen by comparing modification times a few times a second: enough for a few hundred files, on every system.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};

use crate::command;
use crate::console::{say, step};
use crate::repository::{Repository, files_below, modified_at, write_if_changed};
use crate::server::{self, ensure_page_folder};
use crate::web::{self, Purpose};

const LOOK_EVERY: Duration = Duration::from_millis(400);
const PAGE_FOLDERS: &[&str] = &["app", "board", "interview", "public", "style"];
const SERVER_FOLDERS: &[&str] = &["board", "interview", "server"];
const BINARY: &str = "target/debug/chalkback";

type Times = BTreeMap<PathBuf, Option<SystemTime>>;

pub(crate) fn run(repository: &Repository, port: u16, data: &Path) -> Result<()> {
    let mut page_seen = times(repository, PAGE_FOLDERS)?;
    let mut server_seen = times(repository, SERVER_FOLDERS)?;
    build(repository)?;
    let mut server = Some(start(repository, port, data)?);
    say("xtask: watching for changes (Ctrl-C ends)");
    loop {
        std::thread::sleep(LOOK_EVERY);
        let page_now = times(repository, PAGE_FOLDERS)?;
        let server_now = times(repository, SERVER_FOLDERS)?;
        let (page_changed, server_changed) = (page_now != page_seen, server_now != server_seen);
        (page_seen, server_seen) = (page_now, server_now);
        if !page_changed && !server_changed {
            continue;
        }
        let serves_anew = server_changed && succeeded(compile(repository));
        if serves_anew {
            stop(server.take());
            server = Some(start(repository, port, data)?);
        }
        let shows_anew = page_changed && succeeded(web::build(repository, Purpose::Development));
        if serves_anew || shows_anew {
            stamp(repository)?;
        }
    }
}

/// The quick build, once.
pub(crate) fn build(repository: &Repository) -> Result<()> {
    web::build(repository, Purpose::Development)?;
    stamp(repository)?;
    compile(repository)
}

fn times(repository: &Repository, folders: &[&str]) -> Result<Times> {
    let mut times = Times::new();
    for folder in folders {
        for path in files_below(&repository.path(folder))? {
            let modified = modified_at(&path);
            times.insert(path, modified);
        }
    }
    Ok(times)
}

fn compile(repository: &Repository) -> Result<()> {
    ensure_page_folder(repository)?;
    let mut cargo = command::cargo(repository);
    cargo.args(["build", "--package", "chalkback"]);
    step("compiling the server", || {
        command::run(&mut cargo, "compiling the server")
    })
}

fn start(repository: &Repository, port: u16, data: &Path) -> Result<Child> {
    let mut command = server::serving(repository, BINARY, port, data);
    command.env("CHALKBACK_DIST", Purpose::Development.folder(repository));
    command.spawn().context("the server cannot be started")
}

/// Killed rather than asked: what was acknowledged is durable, and development may as well try that every day.
fn stop(server: Option<Child>) {
    if let Some(mut server) = server {
        server.kill().ok();
        server.wait().ok();
    }
}

/// Half-typed code is the normal state while working: the error is shown and the last good build stays.
fn succeeded(outcome: Result<()>) -> bool {
    match outcome {
        Ok(()) => true,
        Err(error) => {
            say(&format!("xtask: {error:#}; still serving what was built before"));
            false
        }
    }
}

/// The page asks for this file and reloads itself when it reads something new.
fn stamp(repository: &Repository) -> Result<()> {
    let now_millis = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_millis());
    let file = Purpose::Development.folder(repository).join("assets/dev-stamp");
    write_if_changed(&file, now_millis.to_string().as_bytes()).map(|_| ())
}
