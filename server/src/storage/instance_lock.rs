//! One server per data folder: a lock file that the system frees when the process ends. It also tells commands that run
//! beside the server where it listens.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Read, Seek, Write},
    path::Path,
};

use anyhow::{Context, Result, bail};

const FILE: &str = "server.lock";

/// Held as long as the server runs.
#[derive(Debug)]
pub struct InstanceLock {
    file: File,
}

impl InstanceLock {
    /// Takes the folder, or says that another server has it.
    pub fn take(data: &Path) -> Result<InstanceLock> {
        let path = data.join(FILE);
        let file = OpenOptions::new()
            .create(true)
            .read(true)
            .write(true)
            .truncate(false)
            .open(&path);
        let file = file.with_context(|| format!("cannot write {}", path.display()))?;
        match file.try_lock() {
            Ok(()) => Ok(InstanceLock { file }),
            Err(TryLockError::WouldBlock) => bail!("another server runs on the data folder {}", data.display()),
            Err(TryLockError::Error(error)) => Err(error).with_context(|| format!("cannot lock {}", path.display())),
        }
    }

    /// Leaves word of the address.
    pub fn announce(&mut self, base_url: &str) -> Result<()> {
        self.file.set_len(0)?;
        self.file.rewind()?;
        Ok(writeln!(self.file, "{base_url}")?)
    }
}

/// The address of the server that runs on a folder, if one does.
pub fn running_server(data: &Path) -> Option<String> {
    let mut file = File::open(data.join(FILE)).ok()?;
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => {
            let mut text = String::new();
            file.read_to_string(&mut text).ok()?;
            Some(text.trim().to_owned())
        }
        Ok(()) | Err(TryLockError::Error(_)) => None,
    }
}
