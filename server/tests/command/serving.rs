//! `serve` as a process: what it prints, what works beside it, and how it ends.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, ChildStdout, Stdio},
    time::{Duration, Instant},
};

use crate::folder::Folder;

struct Server {
    child: Child,
    lines: BufReader<ChildStdout>,
    address: String,
}

impl Server {
    fn start(folder: &Folder) -> Server {
        let mut command = folder.command(&["serve", "--port", "0", "--data", "d"]);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let first = line(&mut lines);
        let address = first
            .strip_prefix("listening on http://")
            .expect("the first line is the address")
            .to_owned();
        Server { child, lines, address }
    }

    fn answer(&self, request: &str) -> String {
        let mut socket = TcpStream::connect(&self.address).unwrap();
        let request = format!(
            "{request} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n",
            self.address
        );
        socket.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).unwrap();
        answer
    }

    fn terminate(mut self) -> i32 {
        let id = self.child.id().to_string();
        assert!(std::process::Command::new("kill").arg(&id).status().unwrap().success());
        self.child.wait().unwrap().code().unwrap()
    }
}

/// A test that fails must not leave its server behind.
impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn line(lines: &mut impl BufRead) -> String {
    let mut line = String::new();
    lines.read_line(&mut line).unwrap();
    line.trim_end().to_owned()
}

#[test]
fn it_says_where_it_listens_and_how_to_set_the_password_once() {
    let folder = Folder::fresh();
    let mut server = Server::start(&folder);
    let setup = line(&mut server.lines);
    assert!(
        setup.starts_with(&format!("set the staff password: http://{}/setup#", server.address)),
        "{setup}"
    );
    let health = server.answer("GET /healthz");
    assert!(health.starts_with("HTTP/1.1 20"), "{health}");
    assert!(
        server.answer("POST /test/clock").starts_with("HTTP/1.1 40"),
        "not mounted"
    );
    let begun = Instant::now();
    assert_eq!(server.terminate(), 0);
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[test]
fn one_server_per_folder_and_import_and_links_beside_it() {
    let folder = Folder::fresh();
    let server = Server::start(&folder);
    assert!(
        folder
            .fails(&["serve", "--port", "0", "--data", "d"])
            .contains("another server")
    );
    folder.file(
        "board.excalidraw",
        r#"{"type": "excalidraw", "version": 2, "elements": []}"#,
    );
    let (room, _) = folder.import("board.excalidraw");
    let link = folder.run(&["admin", "link", &room, "--role", "host", "--data", "d"]);
    let shown = String::from_utf8(link.stdout).unwrap();
    assert!(
        shown.starts_with(&format!("http://{}/join#", server.address)),
        "{shown}"
    );
    assert!(shown.contains("\ncode: "), "{shown}");
    assert!(String::from_utf8(link.stderr).unwrap().contains("a server runs"));
    folder.ok(&["backup", "--data", "d", "copy"]);
    assert_eq!(server.terminate(), 0);
    assert!(folder.ok(&["verify", &room, "--data", "d"]).starts_with("ok: "));
}

#[test]
fn half_a_request_does_not_stay_for_ever() {
    let folder = Folder::fresh();
    let server = Server::start(&folder);
    let mut socket = TcpStream::connect(&server.address).unwrap();
    socket.write_all(b"GET / HTTP/1.1\r\nhost: x").unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(9))).unwrap();
    let mut rest = Vec::new();
    assert!(
        socket.read_to_end(&mut rest).is_ok(),
        "the server closes it within a few seconds"
    );
    assert_eq!(server.terminate(), 0);
}

#[test]
fn other_than_loopback_needs_tls() {
    let error = Folder::fresh().fails(&["serve", "--bind", "0.0.0.0", "--port", "0"]);
    assert!(error.contains("--public-url"), "{error}");
}
