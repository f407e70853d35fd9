//! The binary as people and scripts call it: files in, lines out, exit codes.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends where it stands")]

mod folder;
mod rooms;
mod serving;
