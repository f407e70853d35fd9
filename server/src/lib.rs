//! The Chalkback server: rooms as tasks, storage in SQLite, the JSON API, live sockets and the page, in one binary.
//!
//! Reading order: `state` (what everything shares), `storage`, `room_task`, `registry`, `socket`, `router`, `listener`.

pub mod clock;
pub mod config;
pub mod problem;
pub mod registry;
pub mod shutdown;
pub mod state;
pub mod storage;
