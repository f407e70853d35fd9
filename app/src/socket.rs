//! One WebSocket of one seat: encodes, decodes, tells when it opened and closed. No board knowledge, no retries.

use std::rc::Rc;

use board::protocol::{ClientMessage, SUBPROTOCOLS, ServerMessage};
use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{BinaryType, MessageEvent, WebSocket};

/// What a socket tells.
pub enum SocketEvent {
    /// It is up.
    Open,
    /// A message came.
    Message(Box<ServerMessage>),
    /// A frame came that this page does not understand: the server is newer.
    NotUnderstood,
    /// It is gone.
    Closed,
}

/// An open or opening socket; closes when dropped.
pub struct Socket {
    socket: WebSocket,
    _listeners: [EventListener; 3],
}

impl Socket {
    /// Opens a socket to a room; `None` where the browser refuses even to try.
    pub fn open(url: &str, tell: Rc<dyn Fn(SocketEvent)>) -> Option<Socket> {
        let socket = WebSocket::new_with_str(url, SUBPROTOCOLS[0]).ok()?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let on_open = {
            let tell = Rc::clone(&tell);
            EventListener::new(&socket, "open", move |_| tell(SocketEvent::Open))
        };
        let on_message = {
            let tell = Rc::clone(&tell);
            EventListener::new(&socket, "message", move |event| tell(decode(event)))
        };
        let on_close = EventListener::new(&socket, "close", move |_| tell(SocketEvent::Closed));
        Some(Socket {
            socket,
            _listeners: [on_open, on_message, on_close],
        })
    }

    /// Sends a message; whether the browser took it.
    pub fn send(&self, message: &ClientMessage) -> bool {
        postcard::to_stdvec(message).is_ok_and(|bytes| self.socket.send_with_u8_array(&bytes).is_ok())
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.close().ok();
    }
}

fn decode(event: &web_sys::Event) -> SocketEvent {
    let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
    let bytes = data
        .map(|data| js_sys::Uint8Array::new(&data).to_vec())
        .unwrap_or_default();
    match postcard::from_bytes(&bytes) {
        Ok(message) => SocketEvent::Message(Box::new(message)),
        Err(_) => SocketEvent::NotUnderstood,
    }
}
