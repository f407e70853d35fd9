//! Programs that Debian has, fetched with apt-get where whoever runs this may do so.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::command;
use crate::console::step;

/// Whether packages can be installed here without asking anybody.
pub(super) fn is_at_hand() -> bool {
    is_root() && Path::new("/etc/debian_version").is_file()
}

pub(super) fn install(package: &str, size: &str) -> Result<()> {
    step(&format!("installing {package} with apt-get ({size}, once)"), || {
        command::run(apt_get().arg("update"), "apt-get update")?;
        command::run(
            apt_get().args(["install", "--yes", "--no-install-recommends", package]),
            &format!("apt-get install {package}"),
        )
    })
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.arg("--quiet").env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// Asked through `id` because the standard library has no portable way and a crate for one number is too much.
fn is_root() -> bool {
    command::capture(Command::new("id").arg("-u"), "asking who runs this").is_ok_and(|user| user.trim() == "0")
}
