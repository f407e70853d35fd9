//! The moment in the address: read as the page opens, written as one seeks, copied as a link; and the notes as Markdown with such
//! links.

use std::time::Duration;

use board::{id::RoomId, time::Millis};
use interview::note::{Note, notes_as_markdown};
use leptos::prelude::*;

use crate::{
    dom,
    review::{Review, player::Player},
    route,
};

/// Between a seek and the address that tells of it: browsers allow no more than a few changes a second.
const SETTLE: Duration = Duration::from_millis(400);

/// The moment that the address names.
pub fn moment_in_address() -> Option<Millis> {
    route::query_value("at").and_then(|text| Millis::from_clock(&text))
}

/// Keeps the address at the moment shown.
pub fn follow(player: Player, room: RoomId, seat: Option<String>) {
    let second = Memo::new(move |_| player.playhead().get().0 / 1_000);
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |was: Option<()>| {
        let at = Millis(second.get() * 1_000);
        if was.is_none() {
            return;
        }
        let address = address_of(room, seat.as_deref(), at);
        waiting.update_value(|waiting| {
            if let Some(waiting) = waiting.take() {
                waiting.clear();
            }
            *waiting = set_timeout_with_handle(move || route::rewrite_address(&address), SETTLE).ok();
        });
    });
    on_cleanup(move || {
        if let Some(Some(waiting)) = waiting.try_update_value(Option::take) {
            waiting.clear();
        }
    });
}

/// A whole link to a moment.
pub fn link_to(room: RoomId, seat: Option<&str>, at: Millis) -> String {
    format!("{}{}", dom::origin(), address_of(room, seat, at))
}

/// One's own notes as Markdown, with links to their moments.
pub fn markdown(review: Review, notes: &[Note], room: RoomId, seat: Option<&str>) -> String {
    let opened = review.opened();
    let address = format!("{}{}", dom::origin(), route::review_address(room, None));
    let text = notes_as_markdown(&opened.header.title, &address, notes);
    match seat {
        Some(seat) => text.replace(&format!("{address}?at="), &format!("{address}?seat={seat}&at=")),
        None => text,
    }
}

fn address_of(room: RoomId, seat: Option<&str>, at: Millis) -> String {
    let page = route::review_address(room, seat);
    match at.0 / 1_000 {
        0 => page,
        _ => format!("{page}{}at={}", if seat.is_some() { '&' } else { '?' }, at.clock()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_seat_and_moment() {
        let room = RoomId(0xabc);
        let page = "/review/00000000000000000000000000000abc";
        assert_eq!(address_of(room, None, Millis(842_900)), format!("{page}?at=14:02"));
        assert_eq!(
            address_of(room, Some("s"), Millis(842_000)),
            format!("{page}?seat=s&at=14:02")
        );
        assert_eq!(address_of(room, None, Millis(999)), page);
    }
}
