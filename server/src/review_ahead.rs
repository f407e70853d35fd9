//! What a review asks for first, named in its page: so the browser asks while the program is still on its way.

use axum::http::Uri;
use board::{id::RoomId, recording::Seq};
use interview::may::Deed;

use crate::{problem::ApiError, seat_cookie::Asker, seat_id::SeatId, state::AppState, storage::recording::pages};

/// So many pages of a recording at most; whoever reads more asks for the others meanwhile.
const PAGES: usize = 4;

/// A review that an address leads to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Sought {
    room: RoomId,
    seat: Option<SeatId>,
}

impl Sought {
    /// `None` where an address leads elsewhere, or names a seat that cannot exist.
    pub fn of(uri: &Uri) -> Option<Sought> {
        let room = uri.path().strip_prefix("/review/")?.parse().ok()?;
        let mut pairs = uri.query().unwrap_or_default().split('&');
        let seat = pairs.find_map(|pair| pair.strip_prefix("seat="));
        // Without one it is asked for as staff.
        let seat = seat.map(str::parse).transpose().ok()?;
        Some(Sought { room, seat })
    }

    /// The recording's header and the pages of its entries. Where these end is for who may review; anybody else is told of the
    /// first, which is refused to them, and learns nothing.
    pub async fn links(&self, state: &AppState, asker: &Asker) -> String {
        let ends = self.page_ends(state, asker).await.unwrap_or_default();
        self.links_to(&ends)
    }

    async fn page_ends(&self, state: &AppState, asker: &Asker) -> Result<Vec<Seq>, ApiError> {
        let room = self.room;
        asker.in_room(state, room, Deed::Review).await?;
        let ends = state
            .storage
            .public
            .read(move |connection| pages::ends(connection, room));
        Ok(ends.await?)
    }

    fn links_to(&self, page_ends: &[Seq]) -> String {
        let Sought { room, seat } = self;
        let seat = seat.as_ref().map(|seat| format!("?seat={seat}")).unwrap_or_default();
        // Behind each page but the last another begins.
        let starts = page_ends.split_last().map_or(page_ends, |(_last, starts)| starts);
        let pages = std::iter::once(Seq(0)).chain(starts.iter().copied()).take(PAGES);
        let parts = std::iter::once("header".to_owned()).chain(pages.map(|Seq(start)| format!("after/{start}")));
        let link = |part: String| {
            format!(
                "<link rel=\"preload\" as=\"fetch\" href=\"/api/v1/rooms/{room}/recording/{part}{seat}\" crossorigin>\n"
            )
        };
        parts.map(link).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sought(address: &str) -> Option<Sought> {
        Sought::of(&address.parse().unwrap())
    }

    #[test]
    fn an_address_of_a_review_names_what_it_asks_for_first_and_nothing_else() {
        let (room, seat) = ("0".repeat(31) + "7", "a".repeat(32));
        let plain = sought(&format!("/review/{room}?at=5")).unwrap().links_to(&[]);
        assert_eq!(plain.lines().count(), 2);
        assert!(plain.contains(&format!("href=\"/api/v1/rooms/{room}/recording/header\" crossorigin")));
        let seated = sought(&format!("/review/{room}?at=5&seat={seat}"))
            .unwrap()
            .links_to(&[]);
        assert!(
            seated.contains(&format!("/recording/after/0?seat={seat}\"")),
            "{seated}"
        );
        for other in [
            format!("/review/{room}/sheet"),
            format!("/review/{room}?seat=%22%3E"),
            "/review/x".to_owned(),
            format!("/room/{room}"),
        ] {
            assert_eq!(sought(&other), None, "{other}");
        }
    }

    #[test]
    fn pages_begin_where_the_ones_before_end() {
        let named = |ends: &[u64]| {
            let ends = ends.iter().copied().map(Seq).collect::<Vec<_>>();
            let links = sought(&format!("/review/{}", "1".repeat(32))).unwrap().links_to(&ends);
            let starts = links
                .split("/after/")
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap().to_owned());
            starts.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(named(&[4_096]), "0");
        assert_eq!(named(&[4_096, 69_632, 70_000]), "0 4096 69632");
        assert_eq!(named(&[1, 2, 3, 4, 5, 6]), "0 1 2 3", "and no more");
    }
}
