//! The moment in the address: read as the page opens, written as one seeks, copied as a link; and the notes as Markdown with such
//! links.

use std::time::Duration;

use board::{id::RoomId, moments::Span, playback::PlaybackCommand, time::Millis};
use interview::note::{Note, notes_as_markdown};
use leptos::prelude::*;

use crate::{
    dom,
    review::{Review, faces::Faces, player::Player},
    route,
};

/// Between a seek and the address that tells of it: browsers allow no more than a few changes a second.
const SETTLE: Duration = Duration::from_millis(400);

/// Goes to the moment that the address names, and marks the stretch that it names; a stretch alone is gone to.
pub fn go_to_address(player: Player) {
    let looped = route::query_value("loop").and_then(|text| stretch_of(&text));
    let at = route::query_value("at").and_then(|text| Millis::from_clock(&text));
    if looped.is_some() {
        player.command(PlaybackCommand::Loop(looped));
    }
    if let Some(at) = at.or(looped.map(|span| span.from)) {
        player.command(PlaybackCommand::Seek(at));
    }
}

/// Keeps the address at the moment shown, and at the stretch that is marked.
pub fn follow(player: Player, room: RoomId, seat: Option<String>) {
    let second = Memo::new(move |_| player.playhead().get().0 / 1_000);
    let faces = expect_context::<Faces>();
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |was: Option<()>| {
        let (at, looped) = (Millis(second.get() * 1_000), player.looped().get());
        let is_told = route::query_value("blind").is_some() == faces.blind;
        if was.is_none() && is_told {
            return;
        }
        let address = address_of(room, seat.as_deref(), at, looped, &flags(faces));
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

/// A whole link to a moment, and to the stretch that is marked, with people as they appear here.
pub fn link_to(room: RoomId, seat: Option<&str>, at: Millis, looped: Option<Span>, faces: Faces) -> String {
    format!("{}{}", dom::origin(), address_of(room, seat, at, looped, &flags(faces)))
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

/// How one looks, as the address tells it.
fn flags(faces: Faces) -> Vec<&'static str> {
    faces.blind.then_some("blind").into_iter().collect()
}

/// The view for a room full of people.
const PROJECTOR: &str = "view=projector";

/// Where a review is shown to a room full of people, with people as they appear here.
pub fn projector_address(room: RoomId, seat: Option<&str>, faces: Faces) -> String {
    let flags = [vec![PROJECTOR], flags(faces)].concat();
    address_of(room, seat, Millis(0), None, &flags)
}

/// Where the round sheet is, with people as they appear here.
pub fn sheet_address(room: RoomId, seat: Option<&str>, faces: Faces) -> String {
    with_query(route::sheet_address(room, seat), seat, &flags(faces).join("&"))
}

/// Where the review begins, with people as they appear here.
pub fn beginning(room: RoomId, seat: Option<&str>, faces: Faces) -> String {
    address_of(room, seat, Millis(0), None, &flags(faces))
}

/// Whether the address asks for that.
pub fn is_projector() -> bool {
    route::query_value("view").as_deref() == Some("projector")
}

fn address_of(room: RoomId, seat: Option<&str>, at: Millis, looped: Option<Span>, flags: &[&str]) -> String {
    let at = (at.0 >= 1_000).then(|| format!("at={}", at.clock()));
    let looped = looped.map(|span| format!("loop={}-{}", span.from.clock(), end_clock(span.to)));
    let flags = flags.iter().map(|flag| (*flag).to_owned());
    let query = at.into_iter().chain(looped).chain(flags).collect::<Vec<_>>().join("&");
    with_query(route::review_address(room, seat), seat, &query)
}

/// A page whose address names a seat or none, with more to say.
fn with_query(page: String, seat: Option<&str>, query: &str) -> String {
    match (query.is_empty(), seat) {
        (true, _) => page,
        (false, Some(_)) => format!("{page}&{query}"),
        (false, None) => format!("{page}?{query}"),
    }
}

/// The second in which a stretch has ended: an address that is read again holds at least as much.
fn end_clock(to: Millis) -> String {
    Millis(to.0.next_multiple_of(1_000)).clock()
}

/// Reads `13:50-14:30`.
fn stretch_of(text: &str) -> Option<Span> {
    let (from, to) = text.split_once('-')?;
    Some(Span {
        from: Millis::from_clock(from)?,
        to: Millis::from_clock(to)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: u64, to: u64) -> Span {
        Span {
            from: Millis(from),
            to: Millis(to),
        }
    }

    #[test]
    fn an_address_names_seat_and_moment() {
        let room = RoomId(0xabc);
        let page = "/review/00000000000000000000000000000abc";
        assert_eq!(
            address_of(room, None, Millis(842_900), None, &[]),
            format!("{page}?at=14:02")
        );
        assert_eq!(
            address_of(room, Some("s"), Millis(842_000), None, &[]),
            format!("{page}?seat=s&at=14:02")
        );
        assert_eq!(address_of(room, None, Millis(999), None, &[]), page);
    }

    #[test]
    fn a_stretch_in_an_address_reads_back_and_holds_all_of_it() {
        let (room, looped) = (RoomId(0xabc), Some(span(830_400, 870_100)));
        let address = address_of(room, None, Millis(0), looped, &[]);
        assert!(address.ends_with("?loop=13:50-14:31"), "{address}");
        assert_eq!(stretch_of("13:50-14:31"), Some(span(830_000, 871_000)));
        let with_moment = address_of(room, None, Millis(842_000), looped, &["blind"]);
        assert!(
            with_moment.ends_with("?at=14:02&loop=13:50-14:31&blind"),
            "{with_moment}"
        );
        for text in ["", "-", "13:50", "a-b", "1-2-3"] {
            assert_eq!(stretch_of(text), None, "{text}");
        }
    }
}
