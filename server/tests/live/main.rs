//! The server as its clients meet it: real sockets over a real listener and a real file, in one process.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends where it stands")]

mod damage;
mod durability;
mod event_streams;
mod frames;
mod hands;
mod led;
mod notes;
mod people;
mod posting;
mod removal;
mod retiring;
mod stage;
mod storage_contract;
