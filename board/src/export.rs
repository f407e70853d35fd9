//! What leaves a room: its recording as lines of text, its board as a picture. Pure: what is made here is written by whoever
//! asked for it.

pub mod excalidraw;
pub mod json_lines;
pub mod svg;
