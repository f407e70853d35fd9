//! A real client: a replica over a real WebSocket.

use anyhow::{Context, Result, bail};
use board::{
    Op,
    id::ClientId,
    protocol::{ClientMessage, Hello, Resume, ServerMessage, Welcome},
    replica::{Received, Replica},
};
use futures_util::{SinkExt, StreamExt};
use interview::api::StartedRoom;
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue},
};

/// A WebSocket that speaks the room's protocol.
pub struct Wire {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    json: bool,
}

/// Which of the two subprotocols.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Encoding {
    /// `chalkback.v1.postcard`
    Postcard,
    /// `chalkback.v1.json`
    Json,
}

impl Wire {
    /// Opens a socket to a seat's room.
    pub async fn open(address: &str, room: &StartedRoom, cookie: &str, encoding: Encoding) -> Result<Wire> {
        let path = format!("/rooms/{}/live?seat={}", room.room, room.seat);
        Wire::open_at(address, &path, cookie, encoding).await
    }

    /// Opens a socket to a path of the API.
    pub async fn open_at(address: &str, path: &str, cookie: &str, encoding: Encoding) -> Result<Wire> {
        let json = encoding == Encoding::Json;
        let url = format!("ws://{address}/api/v1{path}");
        let mut request = url.into_client_request()?;
        let headers = request.headers_mut();
        headers.insert("Origin", HeaderValue::from_str(&format!("http://{address}"))?);
        headers.insert("Cookie", HeaderValue::from_str(cookie)?);
        let protocol = if json {
            "chalkback.v1.json"
        } else {
            "chalkback.v1.postcard"
        };
        headers.insert("Sec-WebSocket-Protocol", HeaderValue::from_static(protocol));
        let (socket, _) = connect_async(request).await?;
        Ok(Wire { socket, json })
    }

    /// Sends a message.
    pub async fn send(&mut self, message: &ClientMessage) -> Result<()> {
        let frame = match self.json {
            true => Message::text(serde_json::to_string(message)?),
            false => Message::binary(postcard::to_stdvec(message)?),
        };
        Ok(self.socket.send(frame).await?)
    }

    /// Sends bytes as they are.
    pub async fn send_raw(&mut self, bytes: Vec<u8>) -> Result<()> {
        Ok(self.socket.send(Message::binary(bytes)).await?)
    }

    /// The bytes of the next message; an error when the connection is gone.
    pub async fn next_raw(&mut self) -> Result<Vec<u8>> {
        loop {
            match self.socket.next().await.context("the connection is gone")?? {
                Message::Binary(bytes) => return Ok(bytes.to_vec()),
                Message::Text(text) => return Ok(text.as_bytes().to_vec()),
                Message::Close(_) => bail!("the server closed the connection"),
                Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
            }
        }
    }

    /// The next message; an error when the connection is gone.
    pub async fn next(&mut self) -> Result<ServerMessage> {
        let bytes = self.next_raw().await?;
        Ok(match self.json {
            true => serde_json::from_slice(&bytes)?,
            false => postcard::from_bytes(&bytes)?,
        })
    }

    /// Says hello as a new client and reads up to the welcome.
    pub async fn hello(&mut self, client: ClientId) -> Result<Box<Welcome>> {
        self.begin(Hello {
            client,
            resume: Resume::Fresh,
            pending: 0,
            away_millis: 0,
        })
        .await
    }

    /// Says hello and reads up to the welcome.
    pub async fn begin(&mut self, hello: Hello) -> Result<Box<Welcome>> {
        self.send(&ClientMessage::Hello(hello)).await?;
        loop {
            if let ServerMessage::Welcome(welcome) = self.next().await? {
                return Ok(welcome);
            }
        }
    }
}

/// A replica on a wire.
pub struct LiveClient {
    /// The wire.
    pub wire: Wire,
    /// The copy.
    pub replica: Replica,
}

impl LiveClient {
    /// Joins a room.
    pub async fn join(address: &str, room: &StartedRoom, cookie: &str, client: ClientId) -> Result<LiveClient> {
        let wire = Wire::open(address, room, cookie, Encoding::Postcard).await?;
        LiveClient::resume(wire, Replica::new(client)).await
    }

    /// Goes on with a replica over a new wire.
    pub async fn resume(mut wire: Wire, mut replica: Replica) -> Result<LiveClient> {
        let welcome = wire.begin(replica.hello(0)).await?;
        replica.welcome(&welcome);
        let mut client = LiveClient { wire, replica };
        client.send_ready(0).await?;
        Ok(client)
    }

    /// Makes a change and sends what may be sent.
    pub async fn apply(&mut self, op: Op, now_millis: u64) -> Result<()> {
        self.replica.local(op, now_millis)?;
        self.send_ready(now_millis).await
    }

    /// Takes the next message in.
    pub async fn take(&mut self, now_millis: u64) -> Result<Received> {
        let message = self.wire.next().await?;
        let received = match message {
            ServerMessage::Batch(batch) => self.replica.receive(batch.news),
            ServerMessage::Refused(problem) => bail!("refused: {} ({})", problem.message, problem.code),
            ServerMessage::Welcome(_)
            | ServerMessage::Presence(_)
            | ServerMessage::Stances(_)
            | ServerMessage::Gather { .. }
            | ServerMessage::People(_)
            | ServerMessage::State(_)
            | ServerMessage::YourSeat { .. }
            | ServerMessage::Pong { .. } => Received::default(),
        };
        self.send_ready(now_millis).await?;
        Ok(received)
    }

    /// Takes messages in until everything of one's own is acknowledged.
    pub async fn settle(&mut self, now_millis: u64) -> Result<()> {
        while self.replica.waiting() > 0 {
            self.take(now_millis).await?;
        }
        Ok(())
    }

    /// Takes messages in up to a position of the room's order.
    pub async fn catch_up(&mut self, position: u64, now_millis: u64) -> Result<()> {
        while self.replica.position() < position {
            self.take(now_millis).await?;
        }
        Ok(())
    }

    async fn send_ready(&mut self, now_millis: u64) -> Result<()> {
        for push in self.replica.to_send(now_millis) {
            self.wire.send(&ClientMessage::Push(push)).await?;
        }
        Ok(())
    }
}
