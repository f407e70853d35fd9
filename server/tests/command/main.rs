//! The binary as people and scripts call it: files in, lines out, exit codes.

mod folder;
mod rooms;
mod serving;
