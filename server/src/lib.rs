//! The Chalkback server: rooms as tasks, storage in SQLite, the JSON API, live connections and the page, in one binary.
//!
//! Reading order: `state` (what everything shares), `storage`, `room_task`, `registry`, `connection`, `router`, `listener`.

pub mod clock;
pub mod command;
pub mod config;
pub mod connection;
pub mod cross_site;
pub mod event_stream;
pub mod headers;
pub mod invitation;
pub mod led;
pub mod listener;
pub mod open_api;
pub mod problem;
pub mod rate_limit;
pub mod registry;
pub mod request;
pub mod review_ahead;
pub mod room_start;
pub mod room_task;
pub mod route;
pub mod router;
pub mod seat_cookie;
pub mod seat_id;
pub mod secret;
pub mod shutdown;
pub mod sign_in;
pub mod socket;
pub mod state;
pub mod static_files;
pub mod storage;
pub mod sweeper;
pub mod test_clock;
pub mod throttle;
pub mod voices;
pub mod wire;
