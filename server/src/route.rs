//! The API's routes: one file per noun, one function per verb. Each reads the request, asks whether it may be done, calls what does
//! it and shapes the answer.

pub mod account;
pub mod asset;
pub mod attachment;
pub mod device;
pub mod hands;
pub mod health;
pub mod join;
pub mod note;
pub mod question;
pub mod question_seed;
pub mod recording;
pub mod removal;
pub mod room;
pub mod seat;
pub mod sheet;
pub mod voice;
