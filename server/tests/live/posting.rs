//! A client without a WebSocket: reads an event stream line by line and posts beside it. Speaks HTTP by hand, so that what is
//! tested is what is on the wire.

use std::net::SocketAddr;

use board::base64;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, Lines},
    net::TcpStream,
};

use crate::stage::{Stage, TestSeat};

pub(crate) struct Posting {
    lines: Lines<BufReader<TcpStream>>,
    at: SocketAddr,
    pub(crate) path: String,
    pub(crate) cookie: String,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Posting {
    pub(crate) async fn open(stage: &Stage, seat: &TestSeat) -> Posting {
        let at = stage.state.config.address;
        let (answer, lines) = open(at, seat, "").await;
        assert_eq!(answer.status, 200, "{}", answer.head);
        let mut posting = Posting {
            lines,
            at,
            path: String::new(),
            cookie: seat.cookie.clone(),
        };
        let id = posting.next_line().await.expect("the first event");
        assert_eq!(id.len(), 32, "{id}");
        posting.path = format!("/api/v1/rooms/{}/events/{id}?seat={}", seat.room, seat.seat);
        posting
    }

    /// The next event as a message's bytes; `None` when the stream has ended.
    pub(crate) async fn next_data(&mut self) -> Option<Vec<u8>> {
        let line = self.next_line().await?;
        Some(base64::decode(&line).expect("base64"))
    }

    pub(crate) async fn post(&self, body: &str) -> Answer {
        post(self.at, &self.path, &self.cookie, "", body).await
    }

    async fn next_line(&mut self) -> Option<String> {
        loop {
            let line = self.lines.next_line().await.ok()??;
            if let Some(data) = line.strip_prefix("data: ") {
                return Some(data.to_owned());
            }
            assert!(line.is_empty() || line.starts_with(':'), "{line}");
        }
    }
}

/// A message as a line of a post.
pub(crate) fn line_of(message: &[u8]) -> String {
    format!("{}\n", base64::encode(message))
}

/// Asks for an event stream with any further headers; the answer's head and what follows it.
pub(crate) async fn open(at: SocketAddr, seat: &TestSeat, headers: &str) -> (Answer, Lines<BufReader<TcpStream>>) {
    let mut stream = TcpStream::connect(at).await.unwrap();
    // As HTTP/1.0, so that the body comes as it is and not in chunks.
    let head = format!(
        "GET /api/v1/rooms/{}/events?seat={} HTTP/1.0\r\nHost: {at}\r\nCookie: {}\r\n{headers}\r\n",
        seat.room, seat.seat, seat.cookie
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut lines = BufReader::new(stream).lines();
    let mut head = String::new();
    while let Some(line) = lines.next_line().await.unwrap().filter(|line| !line.is_empty()) {
        head.push_str(&line.to_lowercase());
        head.push('\n');
    }
    (Answer::new(head, String::new()), lines)
}

/// Posts with any further headers.
pub(crate) async fn post(at: SocketAddr, path: &str, cookie: &str, headers: &str, body: &str) -> Answer {
    send(at, &format!("POST {path}"), cookie, headers, body).await
}

/// One request; `what` is its method and path.
pub(crate) async fn send(at: SocketAddr, what: &str, cookie: &str, headers: &str, body: &str) -> Answer {
    let mut stream = TcpStream::connect(at).await.unwrap();
    let length = body.len();
    let head = format!(
        "{what} HTTP/1.1\r\nHost: {at}\r\nCookie: {cookie}\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // A body that is too large is refused before all of it was read.
    let _ = stream.write_all(body.as_bytes()).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").expect("an answer");
    Answer::new(head.to_lowercase(), body.to_owned())
}

impl Answer {
    fn new(head: String, body: String) -> Answer {
        let status = head.split(' ').nth(1).expect("a status").parse().unwrap();
        Answer { status, head, body }
    }

    /// The problem's code; fails if the answer is no problem.
    pub(crate) fn code(&self) -> String {
        assert!(
            self.head.contains("content-type: application/problem+json"),
            "{}",
            self.head
        );
        let problem: interview::api::Problem = serde_json::from_str(&self.body).unwrap();
        assert_eq!(problem.status, self.status);
        problem.code
    }
}
