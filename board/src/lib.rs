//! The board and everything that keeps copies of it equal: elements, code files, ops, recordings, replay, the room's and the
//! client's sync machines, tools and scenes.
//!
//! Pure: no web, no IO, no clock, no randomness, no threads. Times and ids are passed in. Modules have ranks and use
//! lower ranks only; the order below is the order to read them in.
#![warn(missing_docs)]

pub mod actor;
pub mod base64;
pub mod colour;
pub mod geometry;
pub mod hex;
pub mod id;
pub mod image;
pub mod limits;
pub mod matching;
pub mod rights;
pub mod sorting;
pub mod time;

pub mod card;
pub mod code;
pub mod ink;
pub mod order_key;
pub mod presence;
pub mod shape;
pub mod text;
pub mod text_metrics;

pub mod part;
pub mod track;

pub mod element;

pub mod op;
pub mod snapshot;

pub mod board;

pub mod codec;
pub mod history;
pub mod keepsake;
pub mod recording;
pub mod spatial;

pub mod reading;

pub mod anchor;
pub mod moments;
pub mod overlay;
pub mod protocol;
pub mod redaction;
pub mod replay;
pub mod sound;
pub mod unfold;

pub mod search;

pub mod playback;
pub mod replica;
pub mod room;
pub mod voice;

pub mod scene;
pub mod tool;

pub mod export;
pub mod import;

pub use board::Board;
pub use op::Op;
pub use recording::Entry;
