//! What people say, beside the board and on its clock: where a sound lies in room time, what Opus packets are, how they come out
//! of a browser's recorder and go into a file, and which stretches may hold any. Never part of a board, an entry or the chain.

pub mod joining;
pub mod ogg;
pub mod packet;
pub mod place;
pub mod recorded;
pub mod webm;

/// Why something is no voice that can be kept.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum VoiceError {
    /// It is no Ogg or WebM file with Opus in it.
    #[error("It is no sound in Opus.")]
    NotOpus,
    /// It begins as one and breaks off, or its checksum is another.
    #[error("The sound is damaged.")]
    Damaged,
    /// It is longer than a piece may be.
    #[error("The piece of sound is too long.")]
    TooLong,
}
