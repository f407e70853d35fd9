//! The API as browsers meet it: who may do what, links and seats, notes, questions, headers and problems.

mod browser;
mod devices;
mod headers;
mod links;
mod matrix;
mod notes;
mod problems;
mod questions;
mod rooms;
mod sheets;
mod sign_in;
mod voice;
