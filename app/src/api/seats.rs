//! Seats and links of a room, for its host.

use board::id::RoomId;
use gloo_net::http::Method;
use interview::{
    api::{AnswerKnock, DeviceCode, NewSeat, SeatLink, SeatRow},
    hands::{Hands, Held, HoldHands},
    seat::Role,
};

use super::{ApiError, get, order, order_plain, post, put, with_seat};

/// A host's handle on the seats of a room.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Seats {
    /// The room.
    pub room: RoomId,
    /// The host's own seat.
    pub seat: Option<String>,
}

impl Seats {
    /// All seats and open links.
    pub async fn list(&self) -> Result<Vec<SeatRow>, ApiError> {
        get(&self.address("")).await
    }

    /// Makes a link.
    pub async fn invite(&self, role: Role) -> Result<SeatLink, ApiError> {
        post(&self.address(""), &NewSeat { role }).await
    }

    /// A new link for a seat; the old one no longer works.
    pub async fn reissue(&self, seat: &str) -> Result<SeatLink, ApiError> {
        post(&self.address(&format!("/{seat}/reissue")), &()).await
    }

    /// Revokes a link, or ejects who holds the seat.
    pub async fn revoke(&self, seat: &str) -> Result<(), ApiError> {
        order_plain(Method::DELETE, &self.address(&format!("/{seat}"))).await
    }

    /// Gives the host's role to a co-host.
    pub async fn hand_over(&self, seat: &str) -> Result<(), ApiError> {
        order_plain(Method::POST, &self.address(&format!("/{seat}/hand-over"))).await
    }

    /// Lets a second browser in or turns it away.
    pub async fn answer(&self, knock: &str, admit: bool) -> Result<(), ApiError> {
        let path = with_seat(&format!("/rooms/{}/knocks/{knock}", self.room), self.seat.as_deref());
        order(Method::POST, &path, &AnswerKnock { admit }).await
    }

    fn address(&self, rest: &str) -> String {
        with_seat(&format!("/rooms/{}/seats{rest}", self.room), self.seat.as_deref())
    }
}

/// Whose hands are read-only; for the host.
pub async fn hands(room: RoomId, seat: &str) -> Result<Held, ApiError> {
    get(&with_seat(&format!("/rooms/{room}/hands"), Some(seat))).await
}

/// Makes hands read-only, or gives them back; for the host.
pub async fn hold_hands(room: RoomId, seat: &str, whose: Hands, read_only: bool) -> Result<Held, ApiError> {
    let path = with_seat(&format!("/rooms/{room}/hands"), Some(seat));
    put(&path, &HoldHands { whose, read_only }).await
}

/// A code that lets one more device of one's own into one's seat.
pub async fn device_code(room: RoomId, seat: &str) -> Result<DeviceCode, ApiError> {
    post(&with_seat(&format!("/rooms/{room}/device"), Some(seat)), &()).await
}
