//! Which page an address names, and how to get to another one. Pages read further query values themselves, so that writing
//! one (the review's `at`) does not build the page anew.

use board::id::{ElementId, RoomId};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsValue;

/// The query value that names an element.
const ELEMENT: &str = "element";

/// A page, with what it needs to begin.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Route {
    /// `/`
    Home,
    /// `/join#<token>`
    Join,
    /// `/sign-in`
    SignIn,
    /// `/setup#<token>`
    Setup,
    /// `/rooms`
    Rooms,
    /// `/questions`
    Questions,
    /// `/questions/{id}`
    Question(String),
    /// `/room/{room}?seat=…&element=…`; with `notes=1` only the private notes, for a window of their own.
    Room {
        /// Which room.
        room: RoomId,
        /// In which seat (rule C6).
        seat: Option<String>,
        /// Whether it is the notes' own window.
        notes_only: bool,
    },
    /// `/review/{room}?at=…&seat=…`
    Review {
        /// Which room.
        room: RoomId,
        /// The seat of who tried it alone; staff need none.
        seat: Option<String>,
    },
    /// `/review/{room}/sheet?seat=…`
    Sheet {
        /// Which room.
        room: RoomId,
        /// The seat of who tried it alone; staff need none.
        seat: Option<String>,
    },
    /// No page of ours.
    Unknown,
}

impl Route {
    /// What a path and a query (with or without its `?`) name.
    pub fn parse(path: &str, query: &str) -> Route {
        let segments = path
            .split('/')
            .filter(|segment| !segment.is_empty())
            .collect::<Vec<_>>();
        match segments.as_slice() {
            [] => Route::Home,
            ["join"] => Route::Join,
            ["sign-in"] => Route::SignIn,
            ["setup"] => Route::Setup,
            ["rooms"] => Route::Rooms,
            ["questions"] => Route::Questions,
            ["questions", id] => Route::Question((*id).to_owned()),
            ["room", room] => room.parse().map_or(Route::Unknown, |room| {
                let notes_only = value_in(query, "notes").is_some();
                Route::Room {
                    room,
                    seat: value_in(query, "seat"),
                    notes_only,
                }
            }),
            ["review", room] => room.parse().map_or(Route::Unknown, |room| Route::Review {
                room,
                seat: value_in(query, "seat"),
            }),
            ["review", room, "sheet"] => room.parse().map_or(Route::Unknown, |room| Route::Sheet {
                room,
                seat: value_in(query, "seat"),
            }),
            _ => Route::Unknown,
        }
    }

    /// What an address of ours names, beginning with its path.
    pub fn of(address: &str) -> Route {
        let without_fragment = address.split('#').next().unwrap_or_default();
        let (path, query) = without_fragment.split_once('?').unwrap_or((without_fragment, ""));
        Route::parse(path, query)
    }

    /// What the browser's address names.
    pub fn current() -> Route {
        let location = window().location();
        Route::parse(
            &location.pathname().unwrap_or_default(),
            &location.search().unwrap_or_default(),
        )
    }
}

/// The current route, following the address from now on.
pub fn follow_address() -> RwSignal<Route> {
    let route = RwSignal::new(Route::current());
    let listener = window_event_listener(ev::popstate, move |_| {
        let now = Route::current();
        if route.get_untracked() != now {
            route.set(now);
        }
    });
    on_cleanup(move || listener.remove());
    route
}

/// Goes to a page of ours.
pub fn navigate(address: &str) {
    let window = window();
    let pushed = window
        .history()
        .and_then(|history| history.push_state_with_url(&JsValue::NULL, "", Some(address)));
    if pushed.is_err() {
        window.location().set_href(address).ok();
        return;
    }
    window.scroll_to_with_x_and_y(0.0, 0.0);
    announce();
}

/// Goes to a page of ours in place of the present one: going back leads past it.
pub fn replace(address: &str) {
    rewrite_address(address);
    announce();
}

/// Writes another address for the page that is open, without opening anything and without a step in the history.
pub fn rewrite_address(address: &str) {
    if let Ok(history) = window().history() {
        history.replace_state_with_url(&JsValue::NULL, "", Some(address)).ok();
    }
}

/// A value of the current query.
pub fn query_value(name: &str) -> Option<String> {
    value_in(&window().location().search().unwrap_or_default(), name)
}

/// Where a room is entered.
pub fn room_address(room: RoomId, seat: &str) -> String {
    format!("/room/{room}?seat={seat}")
}

/// The same, with whatever the page's address points out.
pub fn room_address_here(room: RoomId, seat: &str) -> String {
    let pointed = pointed_out().map(|id| format!("&{ELEMENT}={id}")).unwrap_or_default();
    room_address(room, seat) + &pointed
}

/// A room's address with the element that it points out: whoever has a seat there gets to it.
pub fn element_address(room: RoomId, id: ElementId) -> String {
    let origin = window().location().origin().unwrap_or_default();
    format!("{origin}/room/{room}?{ELEMENT}={id}")
}

/// The element that an address of ours points out in a room.
pub fn element_at(address: &str, room: RoomId) -> Option<ElementId> {
    let origin = window().location().origin().ok()?;
    element_in(address.strip_prefix(&origin)?, room)
}

/// The element that the page's address points out.
pub fn pointed_out() -> Option<ElementId> {
    query_value(ELEMENT)?.parse().ok()
}

fn element_in(address: &str, of: RoomId) -> Option<ElementId> {
    match Route::of(address) {
        Route::Room { room, .. } if room == of => {
            let (_, query) = address.split('#').next()?.split_once('?')?;
            value_in(query, ELEMENT)?.parse().ok()
        }
        _ => None,
    }
}

/// Where a room is reviewed.
pub fn review_address(room: RoomId, seat: Option<&str>) -> String {
    seat.map_or_else(
        || format!("/review/{room}"),
        |seat| format!("/review/{room}?seat={seat}"),
    )
}

/// Where the round sheet of a room is.
pub fn sheet_address(room: RoomId, seat: Option<&str>) -> String {
    let seat = seat.map(|seat| format!("?seat={seat}")).unwrap_or_default();
    format!("/review/{room}/sheet{seat}")
}

/// A link to a page of ours, opened without loading everything again.
#[component]
pub fn Link(
    /// The address.
    #[prop(into)]
    to: Signal<String>,
    /// CSS classes.
    #[prop(into, optional)]
    class: String,
    /// What is shown.
    children: Children,
) -> impl IntoView {
    let follow = move |event: ev::MouseEvent| {
        let wants_own_tab = event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0;
        if !wants_own_tab {
            event.prevent_default();
            navigate(&to.get_untracked());
        }
    };
    view! { <a href=to class=class on:click=follow>{children()}</a> }
}

/// The browser tells of its own steps only.
fn announce() {
    if let Ok(event) = web_sys::PopStateEvent::new("popstate") {
        window().dispatch_event(&event).ok();
    }
}

fn value_in(query: &str, name: &str) -> Option<String> {
    let pairs = query.trim_start_matches('?').split('&');
    let mut values = pairs.filter_map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (key == name).then_some(value)
    });
    values.next().map(decode)
}

/// `%3A` and `+` back to what they stand for; what is no such code stays as it is.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = match (first, after) {
            (b'%', [high, low, ..]) => hex_digit(*high).zip(hex_digit(*low)).map(|(high, low)| high * 16 + low),
            (_, _) => None,
        };
        bytes.push(code.unwrap_or(if *first == b'+' { b' ' } else { *first }));
        rest = if code.is_some() {
            after.get(2..).unwrap_or_default()
        } else {
            after
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: &str = "00000000000000000000000000000abc";

    #[test]
    fn addresses_name_their_pages() {
        assert_eq!(Route::parse("/", ""), Route::Home);
        assert_eq!(Route::parse("/questions/", ""), Route::Questions);
        assert_eq!(Route::parse("/questions/ab12", ""), Route::Question("ab12".into()));
        let room = RoomId(0xabc);
        let seat = Some("s1".to_owned());
        assert_eq!(
            Route::parse(&format!("/room/{ROOM}"), "?seat=s1&notes=1"),
            Route::Room {
                room,
                seat: seat.clone(),
                notes_only: true
            }
        );
        assert_eq!(
            Route::parse(&format!("/review/{ROOM}"), "?at=14:02&seat=s1"),
            Route::Review {
                room,
                seat: seat.clone()
            }
        );
        assert_eq!(Route::of(&sheet_address(room, Some("s1"))), Route::Sheet { room, seat });
        assert_eq!(Route::of(&sheet_address(room, None)), Route::Sheet { room, seat: None });
    }

    #[test]
    fn an_address_is_read_without_its_fragment() {
        assert_eq!(Route::of("/join#token?x=1"), Route::Join);
        assert_eq!(
            Route::of(&format!("/review/{ROOM}?at=14:02")),
            Route::Review {
                room: RoomId(0xabc),
                seat: None
            }
        );
    }

    #[test]
    fn an_element_is_pointed_out_in_its_own_room() {
        let id = "000000000000000000000000000000ff";
        let address = format!("/room/{ROOM}?seat=s1&element={id}#x");
        assert_eq!(element_in(&address, RoomId(0xabc)), Some(ElementId(255)));
        assert_eq!(element_in(&address, RoomId(1)), None);
        assert_eq!(element_in(&format!("/review/{ROOM}?element={id}"), RoomId(0xabc)), None);
        assert_eq!(element_in(&format!("/room/{ROOM}?element=12"), RoomId(0xabc)), None);
    }

    #[test]
    fn what_is_no_address_of_ours_is_unknown() {
        for path in ["/room", "/room/abc", "/rooms/1/2", "/review/zz", "/admin"] {
            assert_eq!(Route::parse(path, ""), Route::Unknown, "{path}");
        }
    }

    #[test]
    fn query_values_are_decoded() {
        assert_eq!(value_in("?at=14%3A02&x=a+b", "at").as_deref(), Some("14:02"));
        assert_eq!(value_in("?at=14%3A02&x=a+b", "x").as_deref(), Some("a b"));
        assert_eq!(value_in("x=100%", "x").as_deref(), Some("100%"));
        assert_eq!(value_in("xy=1", "x"), None);
    }
}
