//! A server of its own for each test, on a free port and a fresh folder, and clients that speak the protocol.

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use board::{
    Op,
    actor::ActorIndex,
    card::CardKind,
    code::Language,
    id::{CardId, ClientId, FileId, RoomId},
    op::TextTarget,
    protocol::{ClientMessage, Hello, News, Problem, Push, Resume, ServerMessage, Welcome},
    recording::Entry,
    text::{Atom, Edit, Utf16},
};
use futures_util::{SinkExt, StreamExt};
use interview::{api::SeatState, seat::Role};
use server::{
    config::Config,
    listener, router,
    seat_id::SeatId,
    secret,
    state::AppState,
    storage::{Storage, recording, room, seat},
};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Error, Message, client::IntoClientRequest},
};

use crate::posting::{Posting, line_of};

static FOLDERS: AtomicU64 = AtomicU64::new(0);
const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) struct Stage {
    pub(crate) state: AppState,
    pub(crate) data: PathBuf,
}

pub(crate) struct TestSeat {
    pub(crate) room: RoomId,
    pub(crate) seat: String,
    pub(crate) actor: ActorIndex,
    pub(crate) cookie: String,
}

pub(crate) struct Client {
    pub(crate) carrier: Carrier,
    json: bool,
}

pub(crate) enum Carrier {
    Socket(WebSocketStream<TcpStream>),
    Stream(Posting),
}

impl Stage {
    pub(crate) async fn start() -> Stage {
        let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
        let data = std::env::temp_dir().join(format!("chalkback-live-{}-{number}", std::process::id()));
        let _ = std::fs::remove_dir_all(&data);
        std::fs::create_dir_all(&data).unwrap();
        Stage::on(data).await
    }

    /// A fresh server with one room, and a seat in it for each role.
    pub(crate) async fn with<const N: usize>(roles: [Role; N]) -> (Stage, [TestSeat; N]) {
        let stage = Stage::start().await;
        let room = stage.room().await;
        let mut seats = Vec::new();
        for role in roles {
            seats.push(stage.seat(room, role, role.word()).await);
        }
        let seats = seats
            .try_into()
            .unwrap_or_else(|_| unreachable!("as many seats as roles"));
        (stage, seats)
    }

    /// A server on a folder that may have seen others.
    pub(crate) async fn on(data: PathBuf) -> Stage {
        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let config = Config {
            data: data.clone(),
            address,
            public_url: None,
            test_clock: true,
        };
        let state = AppState::new(config, Storage::open(&data).unwrap());
        tokio::spawn(listener::serve(
            socket,
            router::router(state.clone()),
            state.shutdown.clone(),
        ));
        Stage { state, data }
    }

    /// Goes down in order and leaves the folder.
    pub(crate) async fn stop(self) -> PathBuf {
        self.state.shutdown.begin();
        assert!(self.state.shutdown.finished().await, "tasks end in time");
        let storage = self.state.storage.clone();
        tokio::task::spawn_blocking(move || storage.close()).await.unwrap();
        self.data
    }

    pub(crate) async fn room(&self) -> RoomId {
        let room = secret::room_id().unwrap();
        let created = self.state.clock.unix_millis();
        let make = move |connection: &rusqlite::Connection| room::create(connection, room, "A room", created, false);
        self.state.storage.public.write(make).await.unwrap();
        room
    }

    /// The recording as it is stored.
    pub(crate) async fn entries(&self, room: RoomId) -> Vec<Entry> {
        let read = move |connection: &rusqlite::Connection| recording::entries(connection, room);
        self.state.storage.public.read(read).await.unwrap()
    }

    pub(crate) async fn seat(&self, room: RoomId, role: Role, name: &str) -> TestSeat {
        let (id, token, name) = (SeatId::fresh().unwrap(), secret::token().unwrap(), name.to_owned());
        let cookie_hash = Some(secret::hash(&token));
        let make = move |connection: &rusqlite::Connection| {
            let actor = seat::free_actor(connection, room)?;
            let state = SeatState::Taken;
            let taken = seat::Seat {
                id,
                room,
                actor,
                role,
                state,
                of_account: false,
                cookie_hash,
                name: Some(name),
            };
            seat::insert(connection, &taken, None)?;
            Ok(actor)
        };
        let actor = self.state.storage.public.write(make).await.unwrap();
        TestSeat {
            room,
            seat: id.to_string(),
            actor,
            cookie: format!("cb_seat_{id}={token}"),
        }
    }

    pub(crate) fn origin(&self) -> String {
        self.state.config.base_url()
    }

    /// Tries to open a socket with any origin and subprotocol.
    pub(crate) async fn open(&self, seat: &TestSeat, origin: Option<&str>, subprotocol: &str) -> Result<Client, Error> {
        self.open_from(seat, origin.as_slice(), subprotocol).await
    }

    /// Tries it with any number of origins.
    pub(crate) async fn open_from(
        &self,
        seat: &TestSeat,
        origins: &[&str],
        subprotocol: &str,
    ) -> Result<Client, Error> {
        let address = self.state.config.address;
        let url = format!("ws://{address}/api/v1/rooms/{}/live?seat={}", seat.room, seat.seat);
        let mut request = url.into_client_request()?;
        let headers = request.headers_mut();
        headers.insert("cookie", seat.cookie.parse().unwrap());
        for origin in origins {
            headers.append("origin", origin.parse().unwrap());
        }
        if !subprotocol.is_empty() {
            headers.insert("sec-websocket-protocol", subprotocol.parse().unwrap());
        }
        let (socket, _) = client_async(request, TcpStream::connect(address).await?).await?;
        Ok(Client {
            carrier: Carrier::Socket(socket),
            json: subprotocol.ends_with("json"),
        })
    }

    /// A client that has not said hello.
    pub(crate) async fn silent(&self, seat: &TestSeat) -> Client {
        self.open(seat, Some(&self.origin()), "chalkback.v1.postcard")
            .await
            .unwrap()
    }

    /// A client that was welcomed.
    pub(crate) async fn join(&self, seat: &TestSeat, client: u128) -> (Client, Welcome) {
        let mut joined = self.silent(seat).await;
        let welcome = joined.hello(client).await;
        (joined, welcome)
    }

    /// A client that was welcomed without a WebSocket.
    pub(crate) async fn join_posting(&self, seat: &TestSeat, client: u128) -> (Client, Welcome) {
        let mut joined = self.silent_posting(seat).await;
        let welcome = joined.hello(client).await;
        (joined, welcome)
    }

    /// A client without a WebSocket that has not said hello.
    pub(crate) async fn silent_posting(&self, seat: &TestSeat) -> Client {
        Client {
            carrier: Carrier::Stream(Posting::open(self, seat).await),
            json: false,
        }
    }
}

impl Client {
    pub(crate) async fn send(&mut self, message: &ClientMessage) {
        let frame = match self.json {
            true => Message::text(serde_json::to_string(message).unwrap()),
            false => Message::binary(postcard::to_stdvec(message).unwrap()),
        };
        self.send_frame(frame).await.unwrap();
    }

    pub(crate) async fn send_frame(&mut self, frame: Message) -> Result<(), Error> {
        match &mut self.carrier {
            Carrier::Socket(socket) => socket.send(frame).await,
            Carrier::Stream(posting) => {
                assert_eq!(posting.post(&line_of(&frame.into_data())).await.status, 204);
                Ok(())
            }
        }
    }

    pub(crate) fn posting_mut(&mut self) -> &mut Posting {
        match &mut self.carrier {
            Carrier::Socket(_) => panic!("this client has a WebSocket"),
            Carrier::Stream(posting) => posting,
        }
    }

    pub(crate) fn posting(&self) -> &Posting {
        match &self.carrier {
            Carrier::Socket(_) => panic!("this client has a WebSocket"),
            Carrier::Stream(posting) => posting,
        }
    }

    pub(crate) async fn say_hello(&mut self, client: u128) {
        let hello = Hello {
            client: ClientId(client),
            resume: Resume::Fresh,
            pending: 0,
            away_millis: 0,
        };
        self.send(&ClientMessage::Hello(hello)).await;
    }

    pub(crate) async fn hello(&mut self, client: u128) -> Welcome {
        self.say_hello(client).await;
        loop {
            if let ServerMessage::Welcome(welcome) = self.next().await.unwrap() {
                return *welcome;
            }
        }
    }

    pub(crate) async fn push(&mut self, counter: u64, op: Op) {
        self.send(&ClientMessage::Push(Push {
            counter,
            base: 0,
            ago_millis: 0,
            op,
        }))
        .await;
    }

    /// The next message, or `None` when the server has closed.
    pub(crate) async fn next(&mut self) -> Option<ServerMessage> {
        let bytes = self.next_bytes().await?;
        Some(if self.json {
            serde_json::from_slice(&bytes).unwrap()
        } else {
            postcard::from_bytes(&bytes).unwrap()
        })
    }

    /// The bytes of the next message, or `None` when the server has closed.
    pub(crate) async fn next_bytes(&mut self) -> Option<Vec<u8>> {
        loop {
            let next = async {
                match &mut self.carrier {
                    Carrier::Socket(socket) => socket.next().await,
                    Carrier::Stream(posting) => posting.next_data().await.map(|bytes| Ok(Message::binary(bytes))),
                }
            };
            let frame = tokio::time::timeout(PATIENCE, next).await;
            match frame.expect("the server says something") {
                Some(Ok(Message::Binary(bytes))) if !self.json => return Some(bytes.to_vec()),
                Some(Ok(Message::Text(text))) if self.json => return Some(text.as_bytes().to_vec()),
                Some(Ok(Message::Binary(_) | Message::Text(_))) => panic!("a frame of the other protocol"),
                Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
            }
        }
    }

    /// The next piece of news, whatever else comes in between.
    pub(crate) async fn news(&mut self) -> News {
        loop {
            match self.next().await.expect("the connection holds") {
                ServerMessage::Batch(batch) => return batch.news.into_iter().next().expect("a batch holds news"),
                ServerMessage::Refused(problem) => panic!("refused: {problem:?}"),
                _ => {}
            }
        }
    }

    /// The last words of the server, after which it must close.
    pub(crate) async fn last_words(&mut self) -> Problem {
        let mut last = None;
        while let Some(message) = self.next().await {
            match message {
                ServerMessage::Refused(problem) => last = Some(problem),
                ServerMessage::Batch(batch) => panic!("news before the end: {batch:?}"),
                _ => {}
            }
        }
        last.expect("the server says why it closes")
    }
}

/// A chat line: the smallest change that is somebody's.
pub(crate) fn chat(id: u128, words: &str) -> Op {
    Op::Card {
        id: CardId(id),
        kind: CardKind::Chat(words.to_owned()),
    }
}

/// A new code file.
pub(crate) fn new_file(id: FileId) -> Op {
    let (name, language) = ("a.py".to_owned(), Language::default());
    Op::CreateFile { id, name, language }
}

/// Edits at the beginning of a code file: how much goes, what comes.
pub(crate) fn typed(file: FileId, edits: &[(u32, &str)]) -> Op {
    let atom = |(delete, insert): &(u32, &str)| Atom {
        edit: Edit {
            at: Utf16(0),
            delete: Utf16(*delete),
            insert: (*insert).to_owned(),
        },
        ..Atom::default()
    };
    Op::Text {
        target: TextTarget::File(file),
        rank: Default::default(),
        atoms: edits.iter().map(atom).collect(),
    }
}
