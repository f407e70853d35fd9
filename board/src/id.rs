//! Typed 128-bit ids. They are made at the edges (`app`, `server`) and passed in; this crate only compares and writes them.
//! In JSON they are 32 hexadecimal digits (JavaScript numbers cannot hold them), in binary formats 16 bytes.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use thiserror::Error;

/// A string that should have been an id: 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("an id is 32 hexadecimal digits")]
pub struct NotAnId;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name(pub u128);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "{:032x}", self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "{}({:x})", stringify!($name), self.0)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let digits = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
                if !digits {
                    return Err(NotAnId);
                }
                u128::from_str_radix(text, 16).map($name).map_err(|_| NotAnId)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.collect_str(self)
                } else {
                    self.0.to_be_bytes().serialize(serializer)
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if deserializer.is_human_readable() {
                    let text = String::deserialize(deserializer)?;
                    text.parse().map_err(D::Error::custom)
                } else {
                    <[u8; 16]>::deserialize(deserializer).map(|bytes| $name(u128::from_be_bytes(bytes)))
                }
            }
        }
    };
}

id!(
    /// One thing on the drawing.
    ElementId
);
id!(
    /// One code file of the round.
    FileId
);
id!(
    /// One card of the public journal (chat lines and signals included).
    CardId
);
id!(
    /// One outbox of one browser: counters count within it (rule C1).
    ClientId
);
id!(
    /// The live meeting place of a round.
    RoomId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_text_in_json_and_sixteen_bytes_on_the_wire() {
        let id = ElementId(0xabc);
        assert_eq!(
            serde_json::to_string(&id).unwrap(),
            "\"00000000000000000000000000000abc\""
        );
        assert_eq!(postcard::to_stdvec(&id).unwrap().len(), 16);
        assert_eq!("00000000000000000000000000000abc".parse(), Ok(id));
    }

    #[test]
    fn what_is_not_an_id_is_refused() {
        for text in [
            "",
            "abc",
            "+0000000000000000000000000000abc",
            "g0000000000000000000000000000abc",
        ] {
            assert_eq!(text.parse::<ElementId>(), Err(NotAnId), "{text}");
        }
    }
}
