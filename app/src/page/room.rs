//! The page of one room.

use board::id::RoomId;
use leptos::prelude::*;

/// Not built yet.
#[component]
pub fn RoomPage(
    /// The room.
    room: RoomId,
    /// The seat.
    seat: Option<String>,
    /// Only the private notes, in a window of their own.
    notes_only: bool,
) -> impl IntoView {
    let _ = (&room, &seat, notes_only);
    view! { <p>"This page is being built."</p> }
}
