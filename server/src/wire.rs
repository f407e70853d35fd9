//! The two forms of messages on a live socket: postcard in binary frames, JSON in text frames. Same types, nothing else.

use axum::extract::ws::Message;
use board::{
    Op,
    protocol::{ClientMessage, Problem, SUBPROTOCOLS, ServerMessage, problem_code},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// Which form a connection speaks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Wire {
    /// `chalkback.v1.postcard`
    Postcard,
    /// `chalkback.v1.json`
    Json,
}

impl Wire {
    /// By the name of a subprotocol.
    pub fn from_subprotocol(name: &str) -> Option<Wire> {
        let [postcard, json] = SUBPROTOCOLS;
        match name {
            name if name == postcard => Some(Wire::Postcard),
            name if name == json => Some(Wire::Json),
            _ => None,
        }
    }

    /// A message as a frame.
    pub fn encode(self, message: &impl Serialize) -> Message {
        match self {
            Wire::Postcard => Message::Binary(postcard::to_stdvec(message).unwrap_or_default().into()),
            Wire::Json => Message::Text(serde_json::to_string(message).unwrap_or_default().into()),
        }
    }

    /// A frame as a message of a protocol that holds no ops; `None` where it is none.
    pub fn decode_plain<T: DeserializeOwned>(self, frame: &Message) -> Option<T> {
        match (self, frame) {
            (Wire::Postcard, Message::Binary(bytes)) => match postcard::take_from_bytes(bytes) {
                Ok((message, [])) => Some(message),
                Ok(_) | Err(_) => None,
            },
            (Wire::Json, Message::Text(text)) => serde_json::from_str(text).ok(),
            _ => None,
        }
    }

    /// A frame as a message, or what to answer before closing.
    pub fn decode(self, frame: &Message) -> Result<ClientMessage, Problem> {
        match (self, frame) {
            (Wire::Postcard, Message::Binary(bytes)) => {
                // Whole frames only: what is left over was not meant for us.
                match postcard::take_from_bytes(bytes) {
                    Ok((message, [])) => Ok(message),
                    Ok(_) => Err(malformed()),
                    Err(_) if names_unknown_op(bytes) => Err(newer_version()),
                    Err(_) => Err(malformed()),
                }
            }
            (Wire::Json, Message::Text(text)) => serde_json::from_str(text).map_err(|_| {
                if names_unknown_json_op(text) {
                    newer_version()
                } else {
                    malformed()
                }
            }),
            _ => Err(malformed()),
        }
    }
}

/// Encodes a message that many connections get, one after the other, once per form.
#[derive(Debug, Default)]
pub struct Encoder {
    message: Option<ServerMessage>,
    frames: [Option<Message>; 2],
}

impl Encoder {
    /// The message as a frame; the bytes are shared with whoever got the same one just before.
    pub fn encode(&mut self, wire: Wire, message: &ServerMessage) -> Message {
        if self.message.as_ref() != Some(message) {
            self.message = Some(message.clone());
            self.frames = [None, None];
        }
        let [postcard, json] = &mut self.frames;
        let frame = match wire {
            Wire::Postcard => postcard,
            Wire::Json => json,
        };
        frame.get_or_insert_with(|| wire.encode(message)).clone()
    }
}

/// Whether a frame is a push like ours up to its op, which we do not know (rule F2).
fn names_unknown_op(bytes: &[u8]) -> bool {
    #[derive(Deserialize)]
    enum Head {
        Hello,
        Push {
            _counter: u64,
            _base: u64,
            _ago_millis: u32,
        },
    }
    match postcard::take_from_bytes::<Head>(bytes) {
        Ok((Head::Push { .. }, rest)) => {
            // The number of the op alone: a known one then misses its content, an unknown one is refused as such.
            let length = rest.iter().position(|byte| byte & 0x80 == 0).map_or(0, |last| last + 1);
            let number = rest.split_at_checked(length).map_or(rest, |(number, _)| number);
            matches!(postcard::from_bytes::<Op>(number), Err(postcard::Error::SerdeDeCustom))
        }
        Ok((Head::Hello, _)) | Err(_) => false,
    }
}

fn names_unknown_json_op(text: &str) -> bool {
    let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else {
        return false;
    };
    let Some(op) = value.get("Push").and_then(|push| push.get("op")) else {
        return false;
    };
    let name = op
        .as_str()
        .or_else(|| op.as_object().and_then(|op| op.keys().next()).map(String::as_str));
    let Some(name) = name else { return false };
    let alone = serde_json::from_value::<Op>(serde_json::Value::String(name.to_owned()));
    alone.is_err_and(|error| error.to_string().starts_with("unknown variant"))
}

fn malformed() -> Problem {
    problem(problem_code::MALFORMED, "This frame is no message of the protocol.")
}

fn newer_version() -> Problem {
    problem(
        problem_code::NEWER_VERSION,
        "This change was made by a newer version than the server's.",
    )
}

/// A problem from its parts.
pub fn problem(code: &str, message: &str) -> Problem {
    Problem {
        code: code.to_owned(),
        message: message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use board::protocol::Push;

    use super::*;

    fn push() -> ClientMessage {
        ClientMessage::Push(Push {
            counter: 1,
            base: 300,
            ago_millis: 5,
            op: Op::Delete(Vec::new()),
        })
    }

    fn code_of(wire: Wire, frame: Message) -> String {
        wire.decode(&frame).unwrap_err().code
    }

    #[test]
    fn both_forms_read_back() {
        let bytes = postcard::to_stdvec(&push()).unwrap();
        assert_eq!(Wire::Postcard.decode(&Message::Binary(bytes.into())), Ok(push()));
        let text = serde_json::to_string(&push()).unwrap();
        assert_eq!(Wire::Json.decode(&Message::Text(text.into())), Ok(push()));
    }

    #[test]
    fn what_many_get_is_encoded_once_and_never_for_another() {
        let mut encoder = Encoder::default();
        let pong = |token| ServerMessage::Pong {
            token,
            now: board::time::Millis(1),
        };
        let frames = [0, 0, 1].map(|token| encoder.encode(Wire::Json, &pong(token)));
        assert_eq!(frames, [0, 0, 1].map(|token| Wire::Json.encode(&pong(token))));
        let [Message::Text(first), Message::Text(second), _] = frames else {
            panic!()
        };
        assert_eq!(first.as_ptr(), second.as_ptr());
        assert_eq!(
            encoder.encode(Wire::Postcard, &pong(1)),
            Wire::Postcard.encode(&pong(1))
        );
    }

    #[test]
    fn malformed_frames_are_told_apart_from_newer_ones() {
        let bytes = postcard::to_stdvec(&push()).unwrap();
        for bad in [
            &[][..],
            &[255, 255, 255],
            &[9, 9, 9],
            &bytes[..bytes.len() - 1],
            &[&bytes[..], &[0]].concat(),
        ] {
            assert_eq!(
                code_of(Wire::Postcard, Message::Binary(bad.to_vec().into())),
                "malformed_frame",
                "{bad:?}"
            );
        }
        // 1, counter, base (two bytes), ago, op.
        let mut newer = bytes.clone();
        newer[5] = 0x7d;
        assert_eq!(code_of(Wire::Postcard, Message::Binary(newer.into())), "newer_version");
        assert_eq!(code_of(Wire::Postcard, Message::Text("{}".into())), "malformed_frame");
        for bad in [
            "",
            "{",
            "null",
            "{\"Push\":{}}",
            "{\"Shout\":1}",
            "{\"Push\":{\"op\":{\"Delete\":7}}}",
        ] {
            assert_eq!(
                code_of(Wire::Json, Message::Text(bad.into())),
                "malformed_frame",
                "{bad}"
            );
        }
        let newer = "{\"Push\":{\"counter\":1,\"base\":0,\"ago_millis\":0,\"op\":{\"Hologram\":{}}}}";
        assert_eq!(code_of(Wire::Json, Message::Text(newer.into())), "newer_version");
    }
}
