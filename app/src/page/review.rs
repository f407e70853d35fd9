//! The page of one review.

use board::id::RoomId;
use leptos::prelude::*;

/// Not built yet.
#[component]
pub fn ReviewPage(
    /// The room.
    room: RoomId,
    /// The seat.
    seat: Option<String>,

) -> impl IntoView {
    let _ = (&room, &seat);
    view! { <p>"This page is being built."</p> }
}
