//! The id of a seat, or of a knock at one: 128 random bits, 32 hexadecimal digits as text.

use std::{fmt, str::FromStr};

use crate::{problem::ApiError, secret};

/// The id of a seat, or of a knock at one.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct SeatId(u128);

impl SeatId {
    /// A fresh one.
    pub fn fresh() -> Result<SeatId, ApiError> {
        secret::id().map(SeatId)
    }

    /// As it is stored.
    pub fn bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    /// From what was stored.
    pub fn from_bytes(bytes: [u8; 16]) -> SeatId {
        SeatId(u128::from_be_bytes(bytes))
    }
}

impl fmt::Display for SeatId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:032x}", self.0)
    }
}

impl FromStr for SeatId {
    type Err = ApiError;

    fn from_str(text: &str) -> Result<SeatId, ApiError> {
        text.parse()
            .map(|board::id::RoomId(id)| SeatId(id))
            .map_err(|_| ApiError::NoSuchSeat)
    }
}
