//! A real server: the binary with a data folder of its own, started, killed and started again.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

use anyhow::{Context, Result, bail};
use interview::api::StartedRoom;
use serde::{Serialize, de::DeserializeOwned};

/// A running server; killed and its data removed when dropped.
pub struct ServerProcess {
    child: Child,
    /// `127.0.0.1:port`.
    pub address: String,
    data: PathBuf,
    /// The one-time link to set the staff password, if it printed one.
    pub setup_link: Option<String>,
    keep_data: bool,
}

/// An answer.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The cookies it sets, as a browser would send them back.
    pub cookies: Vec<String>,
    /// The body.
    pub body: Vec<u8>,
}

impl ServerProcess {
    /// Starts a server on fresh data.
    pub fn start() -> Result<ServerProcess> {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let data = std::env::temp_dir().join(format!("chalkback-test-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&data)?;
        ServerProcess::start_on(data)
    }

    /// Starts a server on existing data.
    pub fn start_on(data: PathBuf) -> Result<ServerProcess> {
        let mut child = Command::new(binary()?)
            .args(["serve", "--port", "0", "--data"])
            .arg(&data)
            .stdout(Stdio::piped())
            .spawn()
            .context("the server binary does not start")?;
        let stdout = child.stdout.take().context("no standard output")?;
        let mut lines = BufReader::new(stdout).lines();
        let first = lines.next().context("the server said nothing")??;
        let address = first
            .strip_prefix("listening on http://")
            .context("it did not say where it listens")?
            .to_owned();
        // The link comes right after, on first starts only; later lines are nobody's concern but must be drained.
        let (tell, told) = std::sync::mpsc::channel();
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| drop(tell.send(line))));
        let next = told.recv_timeout(std::time::Duration::from_millis(500)).ok();
        let setup_link = next.and_then(|line| line.strip_prefix("set the staff password: ").map(str::to_owned));
        Ok(ServerProcess {
            child,
            address,
            data,
            setup_link,
            keep_data: false,
        })
    }

    /// Kills it as `kill -9` does and starts another on the same data.
    pub fn kill_and_restart(mut self) -> Result<ServerProcess> {
        self.child.kill()?;
        self.child.wait()?;
        self.keep_data = true;
        ServerProcess::start_on(self.data.clone())
    }

    /// The data folder.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Its memory in KiB.
    pub fn memory_kib(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .context("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    }

    /// Runs another verb of the binary on the same data; its output if it succeeded.
    pub fn run(&self, arguments: &[&str]) -> Result<String> {
        let output = Command::new(binary()?)
            .args(arguments)
            .arg("--data")
            .arg(&self.data)
            .output()?;
        if !output.status.success() {
            bail!("{arguments:?} failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(String::from_utf8(output.stdout)?)
    }

    /// Starts a room to try alone: the room, the seat, the cookie.
    pub fn try_room(&self) -> Result<(StartedRoom, String)> {
        let answer = self.request(
            "POST",
            "/api/v1/try",
            Some(&serde_json::json!({"title": "", "question": null})),
            "",
        )?;
        let cookie = answer.cookies.join("; ");
        Ok((answer.json()?, cookie))
    }

    /// One HTTP request.
    pub fn request(&self, method: &str, path: &str, body: Option<&impl Serialize>, cookie: &str) -> Result<Answer> {
        let body = body.map(serde_json::to_vec).transpose()?.unwrap_or_default();
        let address = &self.address;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: {cookie}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        let mut stream = TcpStream::connect(address)?;
        stream.write_all(head.as_bytes())?;
        stream.write_all(&body)?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        Answer::parse(&bytes)
    }
}

impl Answer {
    /// Its body as JSON; an error answer is an error here.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
        if !(200..300).contains(&self.status) {
            bail!("{}: {}", self.status, String::from_utf8_lossy(&self.body));
        }
        Ok(serde_json::from_slice(&self.body)?)
    }

    fn parse(bytes: &[u8]) -> Result<Answer> {
        let end = bytes
            .windows(4)
            .position(|window| window == b"\r\n\r\n")
            .context("no end of head")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut body = bytes[end + 4..].to_vec();
        let status = head.split(' ').nth(1).context("no status")?.parse()?;
        let value = |line: &str, name: &str| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then(|| value.to_owned())
        };
        let cookies = head.lines().filter_map(|line| value(line, "set-cookie"));
        let cookies = cookies
            .filter_map(|cookie| cookie.split(';').next().map(str::to_owned))
            .collect();
        if head.lines().any(|line| value(line, "transfer-encoding").is_some()) {
            body = unchunked(&body)?;
        }
        Ok(Answer { status, cookies, body })
    }
}

fn unchunked(mut bytes: &[u8]) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = bytes
            .windows(2)
            .position(|window| window == b"\r\n")
            .context("no chunk size")?;
        let size = usize::from_str_radix(std::str::from_utf8(&bytes[..end])?, 16)?;
        let chunk = bytes.get(end + 2..end + 2 + size).context("a chunk is cut short")?;
        if size == 0 {
            return Ok(body);
        }
        body.extend_from_slice(chunk);
        bytes = &bytes[end + 4 + size..];
    }
}

/// The server's binary: `CHALKBACK_BIN`, else the one built beside these tests.
fn binary() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("CHALKBACK_BIN") {
        return Ok(path.into());
    }
    let own = std::env::current_exe()?;
    let folder = own
        .parent()
        .and_then(Path::parent)
        .context("tests run from target/<profile>/deps")?;
    let beside = [folder.join("chalkback"), own.with_file_name("chalkback")];
    beside
        .into_iter()
        .find(|path| path.exists())
        .context("the chalkback binary is not built: cargo build -p chalkback")
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
        if !self.keep_data {
            std::fs::remove_dir_all(&self.data).ok();
        }
    }
}
