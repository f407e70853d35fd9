//! One connection of one seat: over a WebSocket, or over an event stream and posts where a network refuses those. Encodes,
//! decodes, tells when it opened and closed. No board knowledge, no retries.

mod posts;

use std::{cell::Cell, rc::Rc};

use board::protocol::{SUBPROTOCOLS, ServerMessage};
use gloo_events::EventListener;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BinaryType, EventSource, MessageEvent, WebSocket};

use crate::{api, dom};
use posts::Posts;

/// Between two looks at a probe, in milliseconds, and how many there are.
const PROBE_LOOKS: (u32, u32) = (100, 40);

/// How messages travel.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Way {
    /// As they should.
    #[default]
    WebSocket,
    /// Down in an event stream, up in posts.
    Posts,
}

/// What a connection tells. `M` is what its server says: a room's unless named otherwise.
pub enum SocketEvent<M = ServerMessage> {
    /// It is up.
    Open,
    /// A message came.
    Message(Box<M>),
    /// A frame came that this page does not understand: the server is newer.
    NotUnderstood,
    /// It is gone.
    Closed,
}

/// An open or opening connection; closes when dropped.
pub struct Socket {
    carrier: Carrier,
    _listeners: [EventListener; 3],
}

enum Carrier {
    WebSocket(WebSocket),
    Posts(EventSource, Rc<Posts>),
}

impl Socket {
    /// Opens a connection to what a path of the API names; `None` where the browser refuses even to try.
    pub fn open<M: DeserializeOwned + 'static>(
        way: Way,
        path: &str,
        seat: &str,
        tell: Rc<dyn Fn(SocketEvent<M>)>,
    ) -> Option<Socket> {
        match way {
            Way::WebSocket => {
                let origin = dom::origin().replacen("http", "ws", 1);
                let url = format!("{origin}/api/v1{}", with_seat(&format!("{path}/live"), seat));
                let socket = WebSocket::new_with_str(&url, SUBPROTOCOLS[0]).ok()?;
                socket.set_binary_type(BinaryType::Arraybuffer);
                let listeners = listen(&socket, tell, |data, tell| {
                    tell(decode(&js_sys::Uint8Array::new(&data).to_vec()));
                });
                let carrier = Carrier::WebSocket(socket);
                Some(Socket {
                    carrier,
                    _listeners: listeners,
                })
            }
            Way::Posts => {
                let events =
                    EventSource::new(&format!("/api/v1{}", with_seat(&format!("{path}/events"), seat))).ok()?;
                let closed = Rc::clone(&tell);
                let posts = Posts::new(path, seat, Rc::new(move || closed(SocketEvent::Closed)));
                let known = Rc::clone(&posts);
                let listeners = listen(&events, tell, move |data, tell| {
                    let text = data.as_string().unwrap_or_default();
                    if known.begin(&text) {
                        tell(SocketEvent::Open);
                    } else {
                        tell(decode(&board::base64::decode(&text).unwrap_or_default()));
                    }
                });
                let carrier = Carrier::Posts(events, posts);
                Some(Socket {
                    carrier,
                    _listeners: listeners,
                })
            }
        }
    }

    /// Sends a message, unless the connection is not up.
    pub fn send(&self, message: &impl Serialize) {
        let Ok(bytes) = postcard::to_stdvec(message) else {
            return;
        };
        match &self.carrier {
            // What is refused here is sent again after the next hello.
            Carrier::WebSocket(socket) => drop(socket.send_with_u8_array(&bytes)),
            Carrier::Posts(_, posts) => posts.send(&bytes),
        }
    }
}

/// Whether the network lets messages travel in this way.
pub async fn passes(way: Way) -> bool {
    let told = Rc::new(Cell::new(None));
    let tell = Rc::clone(&told);
    let tell = Rc::new(move |event: SocketEvent| tell.set(tell.get().or(Some(matches!(event, SocketEvent::Open)))));
    let socket = Socket::open(way, "/probe", "", tell);
    for _ in 0..PROBE_LOOKS.1 {
        if socket.is_none() || told.get().is_some() {
            break;
        }
        dom::pause(PROBE_LOOKS.0).await;
    }
    told.get() == Some(true)
}

impl Drop for Socket {
    fn drop(&mut self) {
        match &self.carrier {
            Carrier::WebSocket(socket) => drop(socket.close()),
            Carrier::Posts(events, _) => events.close(),
        }
    }
}

/// A WebSocket is up when it says `open`, an event stream when its first message came; one ends with `close`, the other with
/// `error`, after which a browser would try again by itself.
fn listen<M: 'static>(
    target: &web_sys::EventTarget,
    tell: Rc<dyn Fn(SocketEvent<M>)>,
    take: impl Fn(JsValue, &dyn Fn(SocketEvent<M>)) + 'static,
) -> [EventListener; 3] {
    let (is_stream, opened, closed) = (target.has_type::<EventSource>(), Rc::clone(&tell), Rc::clone(&tell));
    let end = if is_stream { "error" } else { "close" };
    [
        EventListener::new(target, "open", move |_| {
            if !is_stream {
                opened(SocketEvent::Open);
            }
        }),
        EventListener::new(target, "message", move |event| {
            let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
            take(data.unwrap_or_default(), &*tell);
        }),
        EventListener::new(target, end, move |_| closed(SocketEvent::Closed)),
    ]
}

/// Whoever is known without a seat names none.
fn with_seat(path: &str, seat: &str) -> String {
    api::with_seat(path, Some(seat).filter(|seat| !seat.is_empty()))
}

fn decode<M: DeserializeOwned>(bytes: &[u8]) -> SocketEvent<M> {
    match postcard::from_bytes(bytes) {
        Ok(message) => SocketEvent::Message(Box::new(message)),
        Err(_) => SocketEvent::NotUnderstood,
    }
}
