//! Rounds, seats and roles: who may do what, and the JSON types of the API. Pure; knows `board`, nothing of the web.
#![warn(missing_docs)]

pub mod api;
pub mod attachment;
pub mod blind;
pub mod hands;
pub mod led;
pub mod may;
pub mod note;
pub mod removal;
pub mod seat;
pub mod sheet;
pub mod transcript;
pub mod voice;
